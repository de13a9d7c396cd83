//! One publication: a token, an answer, the files.

use std::path::Path;

use serde_json::Value;
use url::Url;

use crate::address;
use crate::answer::{Published, Question};
use crate::arguments::Arguments;
use crate::attempts::repeat;
use crate::failure::Failure;
use crate::folder::{Folder, Replacement};
use crate::http::Client;
use crate::log::Log;
use crate::request::ask;
use crate::secret::Secret;
use crate::sign_in::SignIn;

/// Everything that a publication needs, checked before anything is asked.
#[derive(Debug)]
pub(crate) struct Publication<'a> {
    arguments: &'a Arguments,
    out: &'a Path,
    question: Question,
    address: Url,
    sign_in: SignIn,
    client: Client,
}

impl<'a> Publication<'a> {
    pub(crate) fn of(arguments: &'a Arguments) -> Result<Self, Failure> {
        let out = arguments.out.as_deref().ok_or_else(|| Failure::settings("--out: expected a folder"))?;
        let question = Question::of(arguments)?;
        let address = address::below(&address::root("--api-base", &arguments.api_base)?, &question.path());
        let sign_in = SignIn::of(arguments)?;
        Ok(Self { arguments, out, question, address, sign_in, client: Client::new() })
    }

    /// Publishes once.
    pub(crate) fn publish(&self, log: &Log) -> Result<End, Failure> {
        // Whoever may not write there learns so before a secret is sent anywhere.
        drop(self.folder()?);
        let published = self.ask(log)?;
        let folder = self.folder()?;
        let files =
            [Replacement { path: folder.join("score.json"), bytes: self.question.snapshot(&published.reading) }];
        folder.replace(&files)?;
        let reading = &published.reading;
        log.info(
            "published",
            &[
                ("score", crate::answer::number(reading.score.points())),
                ("asOf", reading.time.as_str().into()),
                ("folder", self.out.display().to_string().into()),
            ],
        );
        Ok(End::Published)
    }

    fn folder(&self) -> Result<Folder, Failure> {
        Folder::lock(self.out, &self.question.subject())
    }

    /// An answer, for as long as patience lasts. A token that is refused is replaced once, as the feed does.
    fn ask(&self, log: &Log) -> Result<Published, Failure> {
        let mut token: Option<Secret> = None;
        let mut renewed = false;
        repeat(self.arguments.patience, log, || {
            loop {
                let bearer = match &token {
                    Some(token) => token,
                    None => token.insert(self.sign_in.token(&self.client)?),
                };
                match ask(&self.client, &self.address, bearer, &self.question) {
                    Err(failure) if failure.code == "unauthorized" && self.sign_in.can_renew() && !renewed => {
                        log.warning("token-refused", &[("code", Value::from(failure.code))]);
                        renewed = true;
                        token = None;
                    }
                    settled => return settled,
                }
            }
        })
    }
}

/// What a run ends with when nothing failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Published,
}

impl From<End> for std::process::ExitCode {
    fn from(end: End) -> Self {
        match end {
            End::Published => Self::SUCCESS,
        }
    }
}

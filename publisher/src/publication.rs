//! One publication: a token, an answer, the files.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::Timestamp;
use secure_score::score::{Reading, decode};
use serde_json::Value;
use url::Url;

use crate::answer::{Question, number};
use crate::arguments::Arguments;
use crate::attempts::repeat;
use crate::card::Card;
use crate::failure::{self, Failure};
use crate::folder::{Folder, Replacement};
use crate::history::Past;
use crate::http::Client;
use crate::log::Log;
use crate::request::ask;
use crate::secret::Secret;
use crate::sign_in::SignIn;
use crate::style::{self, Placement};
use crate::{address, alert, places};

pub(crate) const SNAPSHOT: &str = "score.json";
pub(crate) const HISTORY: &str = "history.json";

/// Everything that a publication needs, checked before anything is asked.
#[derive(Debug)]
pub(crate) struct Publication<'a> {
    arguments: &'a Arguments,
    out: &'a Path,
    question: Question,
    address: Url,
    sign_in: SignIn,
    card: Option<(PathBuf, Card)>,
    client: Client,
}

impl<'a> Publication<'a> {
    pub(crate) fn of(arguments: &'a Arguments) -> Result<Self, Failure> {
        let out = arguments.out.as_deref().ok_or_else(|| Failure::settings("--out: expected a folder"))?;
        let question = Question::of(arguments)?;
        let address = address::below(&address::root("--api-base", &arguments.api_base)?, question.path());
        let sign_in = SignIn::of(arguments)?;
        let card = places::card_path(arguments, out)?;
        let card = card.map(|path| Card::of(arguments, &question).map(|card| (path, card))).transpose()?;
        Ok(Self { arguments, out, question, address, sign_in, card, client: Client::new() })
    }

    /// Publishes once.
    pub(crate) fn publish(&self, log: &Log) -> Result<End, Failure> {
        // Whoever may not write there learns so before a secret is sent anywhere.
        drop(self.folder()?);
        let reading = self.ask(log)?;
        let folder = self.folder()?;
        let past = Past::with(folder.read(HISTORY)?.as_deref(), &reading, Timestamp::now())?;
        let mut files = vec![Replacement { path: folder.join(HISTORY), bytes: past.write() }];
        let is_late = self.is_late(&folder, &reading)?;
        if !is_late {
            if let Some((path, card)) = &self.card {
                files.extend(card.files(path, self.arguments.style, &reading, &past.write())?);
            }
            files.push(Replacement { path: folder.join(SNAPSHOT), bytes: self.question.snapshot(&reading) });
        }
        folder.replace(&files)?;
        drop(folder);
        self.tell(log, &reading, is_late);
        Ok(match alert::of(self.arguments, &self.question, &past.trend(&reading), &reading) {
            Some(alert) => End::Alert(alert),
            None => End::Published,
        })
    }

    /// Whether another publisher has published a later answer while this one was under way. A time
    /// that is still to come is a mistake, and stands in nobody's way.
    fn is_late(&self, folder: &Folder, reading: &Reading) -> Result<bool, Failure> {
        let now = Timestamp::now().as_millisecond() as f64;
        let before = folder.read(SNAPSHOT)?.and_then(|old| decode(&old).ok()).map(|old| old.time.epoch_ms());
        Ok(before.is_some_and(|before| before > reading.time.epoch_ms() && before <= now))
    }

    fn tell(&self, log: &Log, reading: &Reading, is_late: bool) {
        let mut members = vec![
            ("score", number(reading.score.points())),
            ("asOf", reading.time.as_str().into()),
            ("folder", self.out.display().to_string().into()),
        ];
        if self.card.is_some() && self.arguments.style == Placement::Inline {
            members.push(("styleSource", style::style_source().into()));
        }
        log.info(if is_late { "kept-a-later-snapshot" } else { "published" }, &members);
    }

    fn folder(&self) -> Result<Folder, Failure> {
        Folder::lock(self.out, &self.question.subject())
    }

    /// An answer, for as long as patience lasts. A token that is refused is replaced once, as the
    /// feed does.
    fn ask(&self, log: &Log) -> Result<Reading, Failure> {
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
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum End {
    Published,
    /// Published, and the score fell: a line for standard output.
    Alert(Value),
    /// What was looked at is well.
    Healthy,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        match end {
            End::Published | End::Healthy => Self::SUCCESS,
            End::Alert(_) => Self::from(failure::ALERT),
        }
    }
}

//! What a test or a command line settled beforehand.

use std::{
    collections::{HashMap, VecDeque},
    path::PathBuf,
    sync::Arc,
};

use axum::http::{HeaderMap, HeaderName, HeaderValue};

use crate::{api::Time, cors::Cors, journal::Recorded, reply::Reply};

pub(crate) type Answer = Arc<dyn Fn(&Recorded) -> Reply + Send + Sync>;

/// The answers settled for one path.
#[derive(Default)]
pub(crate) struct Route {
    /// Given out first, one a request.
    pub(crate) queue: VecDeque<Reply>,
    /// Given out after those; without it the path answers as it would by itself.
    pub(crate) then: Option<Answer>,
}

/// Everything that can be settled.
#[derive(Default)]
pub(crate) struct Rules {
    pub(crate) routes: HashMap<String, Route>,
    pub(crate) pages: HashMap<String, String>,
    pub(crate) folders: Vec<(String, PathBuf)>,
    pub(crate) head_start: String,
    pub(crate) time: Time,
    pub(crate) compress: bool,
    pub(crate) keep_alive: bool,
    pub(crate) headers: Vec<(String, HeaderName, HeaderValue)>,
    pub(crate) cors: Vec<(String, Cors)>,
}

impl Rules {
    /// The settled answer for a request, if there is one.
    pub(crate) fn reply(&mut self, recorded: &Recorded) -> Option<Reply> {
        let route = self.routes.get_mut(&recorded.path)?;
        route.queue.pop_front().or_else(|| route.then.as_ref().map(|answer| answer(recorded)))
    }

    pub(crate) fn set_header(&mut self, prefix: &str, name: HeaderName, value: Option<HeaderValue>) {
        self.headers.retain(|(known, other, _)| known != prefix || *other != name);
        if let Some(value) = value {
            self.headers.push((prefix.to_owned(), name, value));
            // The longest prefix comes last and has the last word.
            self.headers.sort_by_key(|(prefix, ..)| prefix.len());
        }
    }

    pub(crate) fn apply_headers(&self, path: &str, headers: &mut HeaderMap) {
        for (prefix, name, value) in &self.headers {
            if path.starts_with(prefix) {
                headers.insert(name, value.clone());
            }
        }
    }

    pub(crate) fn set_cors(&mut self, prefix: &str, cors: Cors) {
        self.cors.retain(|(known, _)| known != prefix);
        self.cors.push((prefix.to_owned(), cors));
    }

    pub(crate) fn cors(&self, path: &str) -> Cors {
        let fitting = self.cors.iter().filter(|(prefix, _)| path.starts_with(prefix));
        fitting.max_by_key(|(prefix, _)| prefix.len()).map(|(_, cors)| cors.clone()).unwrap_or_default()
    }

    /// The folder that a path is in, and the path inside it.
    pub(crate) fn folder<'p>(&self, path: &'p str) -> Option<(PathBuf, &'p str)> {
        let fitting = self.folders.iter().filter_map(|(prefix, folder)| {
            let inside = path.strip_prefix(prefix.trim_end_matches('/'))?;
            inside.starts_with('/').then_some((prefix.len(), folder, inside))
        });
        fitting.max_by_key(|(length, ..)| *length).map(|(_, folder, inside)| (folder.clone(), inside))
    }
}

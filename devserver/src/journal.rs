//! What the server received, and waiting for it.

use std::time::{Duration, Instant};

use axum::http::{HeaderMap, Method, Uri};
use tokio::sync::watch;

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// No head was sent yet.
    Pending,
    /// A head with this status was sent.
    Answered(u16),
    /// The asker went away before there was an answer.
    Abandoned,
}

/// One received request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Recorded {
    /// The method, in capitals.
    pub method: String,
    /// The path as it was sent, without the query.
    pub path: String,
    /// The query without its question mark.
    pub query: Option<String>,
    /// Names in small letters with their values, in the order they came.
    pub headers: Vec<(String, String)>,
    /// The whole body.
    pub body: Vec<u8>,
    /// When it came, counted from the server's start.
    pub at: Duration,
    /// What became of it.
    pub outcome: Outcome,
}

impl Recorded {
    /// The first value of a header, by its name in small letters.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether a browser sent it to ask for leave before the real request.
    #[must_use]
    pub fn is_preflight(&self) -> bool {
        self.method == "OPTIONS" && self.header("access-control-request-method").is_some()
    }

    fn is_to(&self, path: &str) -> bool {
        self.path == path && !self.is_preflight()
    }
}

/// Every request since the start.
#[derive(Debug)]
pub(crate) struct Journal {
    started: Instant,
    requests: watch::Sender<Vec<Recorded>>,
}

impl Journal {
    pub(crate) fn new() -> Self {
        Self { started: Instant::now(), requests: watch::Sender::new(Vec::new()) }
    }

    pub(crate) fn record(&self, method: &Method, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> (Recorded, Entry<'_>) {
        let recorded = Recorded {
            method: method.to_string(),
            path: uri.path().to_owned(),
            query: uri.query().map(str::to_owned),
            headers: headers
                .iter()
                .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
                .collect(),
            body: body.to_vec(),
            at: self.started.elapsed(),
            outcome: Outcome::Pending,
        };
        let mut number = 0;
        self.requests.send_modify(|all| {
            number = all.len();
            all.push(recorded.clone());
        });
        (recorded, Entry { journal: self, number, done: false })
    }

    pub(crate) fn all(&self) -> Vec<Recorded> {
        self.requests.borrow().iter().filter(|request| !request.path.is_empty()).cloned().collect()
    }

    pub(crate) fn to(&self, path: &str) -> Vec<Recorded> {
        self.requests.borrow().iter().filter(|request| request.is_to(path)).cloned().collect()
    }

    pub(crate) fn forget(&self) {
        // Kept in place without a path, so that requests under way still find their entry.
        self.requests.send_modify(|all| all.iter_mut().for_each(|request| request.path.clear()));
    }

    /// Waits for the `nth` request (from 1) to a path to be as wanted.
    pub(crate) async fn wait(
        &self,
        path: &str,
        nth: usize,
        patience: Duration,
        wanted: impl Fn(&Recorded) -> bool,
    ) -> Result<Recorded, String> {
        let find = |all: &Vec<Recorded>| {
            let found = all.iter().filter(|request| request.is_to(path)).nth(nth.saturating_sub(1));
            found.filter(|request| wanted(request)).cloned()
        };
        let mut requests = self.requests.subscribe();
        let waited = tokio::time::timeout(patience, requests.wait_for(|all| find(all).is_some())).await;
        if let Ok(Ok(all)) = &waited
            && let Some(found) = find(all)
        {
            return Ok(found);
        }
        drop(waited);
        let came: Vec<String> =
            self.all().iter().map(|came| format!("{} {} → {:?}", came.method, came.path, came.outcome)).collect();
        Err(format!("waited {patience:?} for request {nth} to {path}; what came: {came:#?}"))
    }
}

/// The place of a request in the journal while it is being answered.
pub(crate) struct Entry<'j> {
    journal: &'j Journal,
    number: usize,
    done: bool,
}

impl Entry<'_> {
    pub(crate) fn answered(mut self, status: u16) {
        self.done = true;
        self.note(Outcome::Answered(status));
    }

    fn note(&self, outcome: Outcome) {
        self.journal.requests.send_modify(|all| {
            if let Some(request) = all.get_mut(self.number) {
                request.outcome = outcome;
            }
        });
    }
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        if !self.done {
            self.note(Outcome::Abandoned);
        }
    }
}

//! Sessions that one test after the other uses: to start a browser takes longer than most tests.
//!
//! Each test has a tab of its own, and a server of its own, so that nothing of the last one is at
//! its origin: no storage, no cache, no history.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use fantoccini::{Client, ClientBuilder, error::CmdError};
use hyper_util::client::legacy::connect::HttpConnector;

use crate::{browser::BrowserLog, driver, engine::Engine};

/// How long a driver may take to open a browser, and to close it: several times what a busy machine
/// needs.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A browser is closed after this many tests, before they fill its memory.
const TESTS: u32 = 40;

/// A session that waits for its next test.
#[derive(Debug)]
struct Idle {
    id: String,
    past: Past,
}

/// What a session had when it was new, and how many tests since.
#[derive(Debug, Clone, Copy)]
struct Past {
    window: (u64, u64),
    tests: u32,
}

static IDLE: [Mutex<Vec<Idle>>; 3] = [const { Mutex::new(Vec::new()) }; 3];

/// A session for one test.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) client: Client,
    engine: Engine,
    past: Past,
}

impl Session {
    /// One that waits, or a new one. A test that changes the browser itself has one `alone`.
    pub(crate) async fn take(engine: Engine, alone: bool) -> Self {
        while let Some(idle) = idle(engine) {
            let address = driver::address(engine);
            let attached = Client::with_existing_session(&address, &idle.id, HttpConnector::new());
            if let Ok(Ok(client)) = tokio::time::timeout(PATIENCE, attached).await {
                let _ = client.persist().await;
                let session = Self { client, engine, past: idle.past };
                if !alone {
                    return session;
                }
                // Firefox and WebKit know one session at a time.
                session.close().await;
            }
        }
        let client = open(engine).await;
        let window = client.get_window_size().await.expect("the size of a window");
        Self { client, engine, past: Past { window, tests: 0 } }
    }

    /// Lets the next test have it, if it can be given a clean tab.
    pub(crate) async fn give_back(self) {
        let past = Past { tests: self.past.tests + 1, ..self.past };
        let id = self.client.session_id().await.ok().flatten();
        let cleaned = tokio::time::timeout(PATIENCE, clean(&self.client, self.engine, past.window)).await;
        match (id, cleaned) {
            (Some(id), Ok(Ok(()))) if past.tests < TESTS => {
                let _ = self.client.persist().await;
                waiting(self.engine).push(Idle { id, past });
            }
            _ => self.close().await,
        }
    }

    /// Ends it. After a failure always: nobody knows what state it is in.
    pub(crate) async fn close(self) {
        if tokio::time::timeout(PATIENCE, self.client.close()).await.is_err() {
            give_up(self.engine);
        }
    }
}

fn waiting(engine: Engine) -> std::sync::MutexGuard<'static, Vec<Idle>> {
    IDLE[engine as usize].lock().unwrap_or_else(PoisonError::into_inner)
}

/// One of them. The lock is let go before anybody waits for the browser.
fn idle(engine: Engine) -> Option<Idle> {
    waiting(engine).pop()
}

/// A new tab in place of all others, as large as the first one was, and an empty log.
async fn clean(client: &Client, engine: Engine, window: (u64, u64)) -> Result<(), CmdError> {
    client.delete_all_cookies().await?;
    let others = client.windows().await?;
    let new = client.new_window(true).await?;
    for other in others {
        client.switch_to_window(other).await?;
        client.close_window().await?;
    }
    client.switch_to_window(new.handle).await?;
    if client.get_window_size().await? != window {
        let side = |pixels: u64| u32::try_from(pixels).unwrap_or(u32::MAX);
        client.set_window_size(side(window.0), side(window.1)).await?;
    }
    if engine == Engine::Chromium {
        client.issue_cmd(BrowserLog).await?;
    }
    Ok(())
}

/// A new session. A driver now and then starts a browser and never hears of it; a new one does.
async fn open(engine: Engine) -> Client {
    for _ in 0..2 {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(engine.capabilities());
        match tokio::time::timeout(PATIENCE, builder.connect(&driver::address(engine))).await {
            Ok(session) => return session.unwrap_or_else(|error| panic!("{engine} gives no session: {error}")),
            Err(_) => give_up(engine),
        }
    }
    panic!("{engine} gives no session within {PATIENCE:?}, nor does another driver of it")
}

/// Ends a driver that does not answer, with whatever it has running: else every later test would
/// wait for it in vain.
fn give_up(engine: Engine) {
    // Chromium's has the sessions of other tests, too.
    if engine != Engine::Chromium {
        waiting(engine).clear();
        driver::end(engine);
    }
}

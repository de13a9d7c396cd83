//! Running a test in one engine after the other.

use std::{env, panic::AssertUnwindSafe, time::Duration};

use devserver::Options;
use fantoccini::wd::TimeoutConfiguration;
use futures_util::FutureExt;
use tokio::sync::Mutex;

use crate::{
    browser::Browser,
    dist::dist,
    engine::Engine,
    harness,
    sessions::{PATIENCE, Session},
};

/// How long one command to the browser may take: an awaited event that does not come ends here.
const COMMAND: Duration = Duration::from_secs(15);

/// A test's engines and bounds.
#[derive(Clone, Debug)]
#[must_use = "nothing runs before `run`"]
pub struct Run {
    engines: Vec<Engine>,
    limit: Duration,
    command: Duration,
    bare: bool,
    alone: bool,
}

/// A test that one engine can decide: Chromium, unless `SECURE_SCORE_ENGINES` says otherwise.
pub fn topic() -> Run {
    Run::new(&[Engine::Chromium])
}

/// A test that every engine must pass, unless `SECURE_SCORE_ENGINES` says otherwise.
pub fn every_engine() -> Run {
    Run::new(&Engine::ALL)
}

impl Run {
    fn new(default: &[Engine]) -> Self {
        let engines = match env::var("SECURE_SCORE_ENGINES") {
            Ok(names) if !names.trim().is_empty() => names
                .split(',')
                .map(|name| name.trim().parse().unwrap_or_else(|sentence| panic!("{sentence}")))
                .collect(),
            _ => default.to_vec(),
        };
        Self { engines, limit: Duration::from_secs(90), command: COMMAND, bare: false, alone: false }
    }

    /// How long the test may take in one engine, and a single command of it. The usual bounds are
    /// 90 and 15 seconds.
    pub fn limit(self, limit: Duration, command: Duration) -> Self {
        Self { limit, command, ..self }
    }

    /// Serves no `dist/`: for pages that bring everything themselves.
    pub fn bare(self) -> Self {
        Self { bare: true, ..self }
    }

    /// A browser for this test alone: for one that changes more of it than a page can.
    pub fn alone(self) -> Self {
        Self { alone: true, ..self }
    }

    /// Runs the test, in each engine with a tab and a server of its own.
    ///
    /// # Panics
    /// If the test does, or takes too long, or there is no browser.
    pub async fn run(self, test: impl AsyncFn(&Browser)) {
        let options = Options::new().compression(false);
        let options = if self.bare { options } else { options.dist(dist()) };
        for engine in self.engines.iter().copied() {
            // Geckodriver and WebKitWebDriver know one session at a time.
            static ONE_SESSION: [Mutex<()>; 3] = [const { Mutex::const_new(()) }; 3];
            let _turn = if engine == Engine::Chromium { None } else { Some(ONE_SESSION[engine as usize].lock().await) };
            let server = options.clone().start().expect("a free port on the loopback");
            harness::serve(&server);
            let session = Session::take(engine, self.alone).await;
            let client = session.client.clone();
            let timeouts = TimeoutConfiguration::new(Some(self.command), Some(self.command), Some(Duration::ZERO));
            client.update_timeouts(timeouts).await.expect("settable timeouts");
            let browser = Browser::new(engine, client.clone(), server);
            let tested = AssertUnwindSafe(tokio::time::timeout(self.limit, test(&browser))).catch_unwind().await;
            let passed = matches!(tested, Ok(Ok(())));
            if !passed {
                let _ = tokio::time::timeout(PATIENCE, browser.say_what_happened()).await;
            }
            if passed && !self.alone {
                session.give_back().await;
            } else {
                session.close().await;
            }
            match tested {
                Ok(Ok(())) => (),
                Ok(Err(_)) => panic!("in {engine}: the test took longer than {:?}", self.limit),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    }
}

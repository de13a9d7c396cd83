//! What a run does, from the arguments on.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use jiff::Timestamp;
use serde_json::Value;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::health;
use crate::log::Log;
use crate::publication::{End, Publication};
use crate::schedule;

/// The same number on every Unix that Rust has a standard library for.
#[cfg(unix)]
const SIGXFSZ: i32 = 25;

/// The exit status of one who was told to end: 128 and the signal's number.
const TERMINATED: i32 = 128 + signal_hook::consts::SIGTERM;

pub(crate) fn run(arguments: &Arguments, log: &Log) -> Result<End, Failure> {
    if arguments.check_health {
        let file =
            arguments.health_file.as_deref().ok_or_else(|| Failure::settings("--health-file: expected a file"))?;
        return health::check(file, Timestamp::now()).map(|()| End::Healthy);
    }
    signals()?;
    let publication = Publication::of(arguments)?;
    match arguments.every {
        Some(every) => schedule::run(&publication, every, arguments, log),
        None => {
            let end = publication.publish(log)?;
            schedule::tell_health(arguments, log);
            if let End::Alert(alert) = &end {
                tell(alert);
            }
            Ok(end)
        }
    }
}

/// Writes a line for whoever reads standard output.
pub(crate) fn tell(line: &Value) {
    // The exit status says it, too.
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// Files are whole at any moment, so that a publisher may end at once.
fn signals() -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::settings(format!("the system takes no signal handler: {error}"));
    let at_once = Arc::new(AtomicBool::new(true));
    for signal in [signal_hook::consts::SIGTERM, signal_hook::consts::SIGINT] {
        signal_hook::flag::register_conditional_shutdown(signal, TERMINATED, Arc::clone(&at_once)).map_err(failed)?;
    }
    // At a limit for the size of files the system ends a process, unless it takes the signal: then
    // writing fails.
    #[cfg(unix)]
    signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))).map_err(failed)?;
    Ok(())
}

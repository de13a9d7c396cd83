//! What a run does, from the arguments on.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use jiff::Timestamp;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::health;
use crate::log::Log;
use crate::publication::{End, Publication};
use crate::schedule;

/// The exit status of one who was told to end: 128 and the signal's number.
const TERMINATED: i32 = 128 + signal_hook::consts::SIGTERM;

pub(crate) fn run(arguments: &Arguments, log: &Log) -> Result<End, Failure> {
    if arguments.check_health {
        let file =
            arguments.health_file.as_deref().ok_or_else(|| Failure::settings("--health-file: expected a file"))?;
        return health::check(file, Timestamp::now()).map(|()| End::Published);
    }
    signals()?;
    let publication = Publication::of(arguments)?;
    match arguments.every {
        Some(every) => schedule::run(&publication, every, arguments, log),
        None => {
            let end = publication.publish(log)?;
            schedule::tell_health(arguments, log);
            Ok(end)
        }
    }
}

/// Files are whole at any moment, so that a publisher may end at once.
fn signals() -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::settings(format!("the system takes no signal handler: {error}"));
    let at_once = Arc::new(AtomicBool::new(true));
    for signal in [signal_hook::consts::SIGTERM, signal_hook::consts::SIGINT] {
        signal_hook::flag::register_conditional_shutdown(signal, TERMINATED, Arc::clone(&at_once)).map_err(failed)?;
    }
    // At a limit for the size of files the system ends a process, unless it takes the signal: then writing fails.
    #[cfg(unix)]
    signal_hook::flag::register(25, Arc::new(AtomicBool::new(false))).map_err(failed)?;
    Ok(())
}

//! Publishing again and again, for a container.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::arguments::Arguments;
use crate::health;
use crate::log::Log;
use crate::publication::{End, Publication};
use crate::run;

/// Publishes until the process is ended. What fails is logged, and tried anew at the next turn.
pub(crate) fn run(publication: &Publication<'_>, every: Duration, arguments: &Arguments, log: &Log) -> ! {
    let mut told = None;
    loop {
        let start = Instant::now();
        match publication.publish(log) {
            Ok(end) => {
                tell_health(arguments, log);
                // One fall is told once, however long it lasts.
                if let End::Alert(alert) = end
                    && told.as_ref() != Some(&alert["since"])
                {
                    run::tell(&alert);
                    told = Some(alert["since"].clone());
                }
            }
            Err(failure) => log.failure(&failure),
        }
        std::thread::sleep(every.saturating_sub(start.elapsed()));
    }
}

/// Writes the health file, if one is wanted. A score that is published stays so without it.
pub(crate) fn tell_health(arguments: &Arguments, log: &Log) {
    let Some(file) = &arguments.health_file else { return };
    let every = arguments.every.unwrap_or(Duration::from_secs(24 * 3600));
    if let Err(failure) = health::write(file, Timestamp::now(), every, arguments.patience) {
        log.failure(&failure);
    }
}

//! Runs one step: quietly, within a time limit, with everything it printed kept in a log.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// What a finished step leaves behind.
pub(crate) struct Finished {
    /// Everything it printed, on both streams, in order.
    pub(crate) output: String,
    /// How long it took.
    pub(crate) took: Duration,
}

/// Runs `command` and waits for it; what it prints goes to `target/xtask/<name>.log` only.
///
/// # Errors
/// If it cannot be started, ends badly, or is not done after `limit`, when it and all that it
/// started are killed. The error then has the whole log.
pub(crate) fn quietly(name: &str, command: &mut Command, limit: Duration) -> Result<Finished> {
    let log = log_path(name)?;
    let file = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
    command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
    let start = Instant::now();
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command.spawn().with_context(|| format!("cannot start `{program}` for the step `{name}`"))?;
    let status = wait(&mut child, limit)?;
    let output = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    match status {
        Some(status) if status.success() => Ok(Finished { output, took: start.elapsed() }),
        Some(status) => bail!("{output}\n`{name}` failed ({status}); the lines above are in {}", log.display()),
        None => bail!(
            "{output}\n`{name}` was not done after {} s and was killed; the lines above are in {}",
            limit.as_secs(),
            log.display()
        ),
    }
}

fn log_path(name: &str) -> Result<PathBuf> {
    let file: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    Ok(workspace::scratch()?.join(format!("{file}.log")))
}

/// The exit status, or `None` if the time was up.
fn wait(child: &mut Child, limit: Duration) -> Result<Option<std::process::ExitStatus>> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() > limit {
            kill_tree(child);
            return Ok(None);
        }
        std::thread::sleep(pause);
        // The standard library has no wait with a limit: ask seldom, but answer short steps at
        // once.
        pause = (pause * 2).min(Duration::from_millis(100));
    }
}

/// Kills a process and all that descend from it: cargo alone would leave its tests and their
/// browsers behind.
pub(crate) fn kill_tree(child: &mut Child) {
    if let Ok(table) = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output() {
        let table = String::from_utf8_lossy(&table.stdout).into_owned();
        let pids = descendants(&table, child.id());
        if !pids.is_empty() {
            let _ = Command::new("kill").arg("-9").args(pids.iter().map(u32::to_string)).status();
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// The processes that descend from `ancestor`, from lines of `pid ppid`.
fn descendants(table: &str, ancestor: u32) -> Vec<u32> {
    let pairs: Vec<(u32, u32)> = table
        .lines()
        .filter_map(|line| {
            let mut numbers = line.split_whitespace().map(str::parse);
            Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
        })
        .collect();
    let mut family = vec![ancestor];
    let mut next = 0;
    while let Some(parent) = family.get(next).copied() {
        family.extend(pairs.iter().filter(|(_, ppid)| *ppid == parent).map(|(pid, _)| *pid));
        next += 1;
    }
    family.split_off(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_whole_family_and_nobody_else() {
        let table = "  1   0\n 10   1\n 11  10\n 12  11\n 20   1\n 13  10\n";
        let mut family = descendants(table, 10);
        family.sort_unstable();
        assert_eq!(family, [11, 12, 13]);
        assert!(descendants(table, 20).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_step_that_fails_gives_its_whole_output() {
        let text = error_of("self-test fails", "echo first; echo second >&2; exit 3", Duration::from_secs(60));
        assert!(text.contains("first\nsecond"), "{text}");
        assert!(text.contains("failed"), "{text}");
    }

    #[cfg(unix)]
    #[test]
    fn a_step_past_its_limit_is_killed_and_says_so() {
        let text = error_of("self-test hangs", "echo started; sleep 600 & wait", Duration::from_millis(300));
        assert!(text.contains("started"), "{text}");
        assert!(text.contains("was killed"), "{text}");
    }

    #[cfg(unix)]
    fn error_of(name: &str, script: &str, limit: Duration) -> String {
        let outcome = quietly(name, Command::new("sh").args(["-c", script]), limit);
        outcome.err().map(|error| error.to_string()).unwrap_or_default()
    }
}

//! Driver processes: one an engine, as long as the test process lives.

use std::{
    env, fs,
    net::{Ipv4Addr, TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::Path,
    process::{Command, Stdio},
    sync::OnceLock,
    time::{Duration, Instant},
};

use crate::engine::Engine;

/// How long a driver may take until it listens: xvfb-run alone waits 3 seconds for its display.
const START: Duration = Duration::from_secs(30);

/// Runs the driver in a process group of its own, waits until standard input ends, and ends the whole group. The
/// input ends when the test process does, also when that is killed. The folder holds profiles and log.
const KEEPER: &str = r#"
folder=$1; shift
setsid "$@" >"$folder/driver.log" 2>&1 </dev/null &
group=$!
cat >/dev/null
kill -s TERM -- "-$group" 2>/dev/null
sleep 0.3
kill -s KILL -- "-$group" 2>/dev/null
rm -rf "$folder"
"#;

/// The address of the engine's driver, started on first use.
///
/// # Panics
/// If a program is missing or the driver does not start, with one sentence.
pub(crate) fn address(engine: Engine) -> &'static str {
    static DRIVERS: [OnceLock<Result<String, String>>; 3] = [const { OnceLock::new() }; 3];
    match DRIVERS[engine as usize].get_or_init(|| start(engine)) {
        Ok(address) => address,
        Err(sentence) => panic!("{sentence}"),
    }
}

fn start(engine: Engine) -> Result<String, String> {
    for program in engine.programs() {
        if !on_path(program) {
            return Err(format!(
                "{program} is not on PATH, so {engine} cannot be tested: `cargo xtask test` installs it."
            ));
        }
    }
    let folder = tempfile::Builder::new().prefix("secure-score-").tempdir().map_err(|error| error.to_string())?.keep();
    let port = free_port().map_err(|error| format!("No port is free for {engine}'s driver: {error}."))?;
    let mut keeper = Command::new("sh")
        .args(["-c", KEEPER, "keeper"])
        .arg(&folder)
        .args(engine.command(port))
        .envs([("TZ", "UTC"), ("LANG", "en_US.UTF-8"), ("LC_ALL", "en_US.UTF-8"), ("LANGUAGE", "en_US")])
        .env("HOME", &folder)
        .env("TMPDIR", &folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .map_err(|error| format!("sh cannot be started: {error}."))?;
    // Held until the process ends, and never written to: the keeper waits for its end.
    std::mem::forget(keeper.stdin.take());
    wait_until_it_listens(engine, port, &folder)?;
    Ok(format!("http://127.0.0.1:{port}"))
}

fn on_path(program: &str) -> bool {
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

fn wait_until_it_listens(engine: Engine, port: u16, folder: &Path) -> Result<(), String> {
    let started = Instant::now();
    // A driver tells nobody that it listens, so asking again and again is the only way.
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if started.elapsed() > START {
            let log = fs::read_to_string(folder.join("driver.log")).unwrap_or_default();
            return Err(format!("{engine}'s driver did not listen within {START:?}; it said: {log}"));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

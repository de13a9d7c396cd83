//! Driver processes: one per engine, until the test process ends or the driver gives no answer any
//! more.

use std::{
    env, fs,
    net::{Ipv4Addr, TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::Path,
    process::{ChildStdin, Command, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use crate::engine::Engine;

/// How long a driver may take until it listens: xvfb-run alone waits 3 seconds for its display.
const START: Duration = Duration::from_secs(30);

/// Runs the driver in a process group of its own, waits until standard input ends, and ends the
/// whole group. The input ends when the test process does, also when that is killed. The folder
/// holds profiles and log.
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

/// Has every text in one font, so that what it measures is the same on every machine: the widest
/// one that a machine may have by chance is no matter of these tests.
const FONTS: &str = r#"<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<match target="pattern"><edit name="family" mode="prepend" binding="strong"><string>Liberation Sans</string></edit></match>
</fontconfig>"#;

/// A running driver.
struct Driver {
    address: String,
    /// Held, and never written to: the keeper waits for its end.
    _input: Option<ChildStdin>,
}

/// The address of the engine's driver, started on first use.
///
/// # Panics
/// If a program is missing or the driver does not start, with one sentence.
pub(crate) fn address(engine: Engine) -> String {
    let mut driver = running(engine);
    if driver.is_none() {
        *driver = Some(start(engine).unwrap_or_else(|sentence| panic!("{sentence}")));
    }
    driver.as_ref().map(|driver| driver.address.clone()).unwrap_or_default()
}

/// Ends the engine's driver with all its browsers; the next session has a new one.
pub(crate) fn end(engine: Engine) {
    running(engine).take();
}

fn running(engine: Engine) -> MutexGuard<'static, Option<Driver>> {
    static DRIVERS: [Mutex<Option<Driver>>; 3] = [const { Mutex::new(None) }; 3];
    // A start that failed has left nothing half done.
    DRIVERS[engine as usize].lock().unwrap_or_else(PoisonError::into_inner)
}

fn start(engine: Engine) -> Result<Driver, String> {
    for program in engine.programs() {
        if !on_path(program) {
            return Err(format!(
                "{program} is not on PATH, so {engine} cannot be tested: `cargo xtask test` installs it."
            ));
        }
    }
    let folder = tempfile::Builder::new().prefix("secure-score-").tempdir().map_err(|error| error.to_string())?.keep();
    let fonts = folder.join(".config/fontconfig");
    fs::create_dir_all(&fonts)
        .and_then(|()| fs::write(fonts.join("fonts.conf"), FONTS))
        .map_err(|error| format!("{} cannot be written: {error}.", fonts.display()))?;
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
    let _input = keeper.stdin.take();
    wait_until_it_listens(engine, port, &folder)?;
    Ok(Driver { address: format!("http://127.0.0.1:{port}"), _input })
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

//! What every page under test gets besides its own content.

use std::{path::PathBuf, process::Command, sync::OnceLock};

use devserver::{Reply, Server};

use crate::dist::repository;

const RECORDER: &str = include_str!("recorder.js");
const CLOCK: &str = include_str!("clock.js");

/// Puts the recorder before every script of every page.
pub(crate) fn serve(server: &Server) {
    let script = |path: &str, text: String| server.reply(path, Reply::new(200, "text/javascript", text));
    script("/harness/recorder.js", RECORDER.to_owned());
    // Browsers ask for it by themselves, and a missing one is a message in the console.
    server.reply("/favicon.ico", Reply::status(204));
    server.head_start(r#"<script src="/harness/recorder.js"></script>"#);
}

/// Puts a stopped clock before every script of every page opened from now on.
pub(crate) fn stop_clocks(server: &Server, now: &str) {
    let start = format!("globalThis.harnessNow = {now:?};\n");
    let text = [start.as_str(), fake_timers(), CLOCK].concat();
    server.reply("/harness/clock.js", Reply::new(200, "text/javascript", text));
    server.head_start(r#"<script src="/harness/recorder.js"></script><script src="/harness/clock.js"></script>"#);
}

/// The fake timers as one classic script that defines `FakeTimers`.
fn fake_timers() -> &'static str {
    static BUNDLE: OnceLock<String> = OnceLock::new();
    BUNDLE.get_or_init(|| {
        let root = repository();
        let modules = root.join("node_modules");
        let source: PathBuf = modules.join("@sinonjs/fake-timers/src/fake-timers-src.js");
        let esbuild = modules.join(".bin/esbuild");
        assert!(
            source.is_file() && esbuild.is_file(),
            "node_modules lacks @sinonjs/fake-timers or esbuild: `cargo xtask test` installs them, and so does `npm ci`."
        );
        let output = Command::new(esbuild)
            .arg(source)
            // Node's own modules, which the package asks for only where there is a `process`.
            .args(["--bundle", "--format=iife", "--global-name=FakeTimers", "--external:util", "--external:timers*"])
            .args(["--define:process.env.NODE_DEBUG=\"\"", "--log-level=error"])
            .output()
            .expect("esbuild runs");
        assert!(output.status.success(), "esbuild: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("a script in UTF-8")
    })
}

//! A real OpenID provider: see `tests/provider`.

use std::io::{BufRead, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running provider. Dropped is ended.
pub(crate) struct Provider {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    pub(crate) login: String,
}

impl Provider {
    /// Starts it; it writes a client's assertion into a file.
    pub(crate) fn start(assertion: &Path) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/provider/provider.mjs");
        let modules = target().join("test-tools/publisher/tests/provider");
        assert!(modules.join("node_modules").is_dir(), "the provider is not installed: run `cargo xtask setup`");
        let child = Command::new("node")
            .args([&script, &modules, assertion])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = child.expect("node, which `cargo xtask setup` installs");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.next().unwrap().unwrap();
        Self { child, lines, login: format!("http://127.0.0.1:{port}") }
    }

    /// The next token that it issues.
    pub(crate) fn issued(&mut self) -> String {
        // It tells other things between.
        let token = self.lines.by_ref().find_map(|line| line.unwrap().strip_prefix("token ").map(str::to_owned));
        token.unwrap()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn target() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

//! Servers of the tools themselves.

use std::{
    net::{Ipv4Addr, TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A server that runs on Node.js. Dropped is ended, with all that it started.
#[must_use = "dropped is ended"]
pub(super) struct NodeServer {
    child: Child,
    port: u16,
}

impl NodeServer {
    /// Starts a tool's server in a folder and waits until it listens. `PORT` in an argument stands
    /// for the port, and `origin` is where the API is.
    pub(super) fn start(
        folder: &Path,
        program: &str,
        arguments: &[&str],
        origin: &str,
        variables: &[(&str, &str)],
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let own = folder.join("node_modules/.bin").join(program);
        let shared = folder.join("../node_modules/.bin").join(program);
        let mut command = Command::new(if own.is_file() { own } else { shared });
        command
            .current_dir(folder)
            .args(arguments.iter().map(|argument| argument.replace("PORT", &port.to_string())))
            .env("DEFENDER_ORIGIN", origin)
            .env("NEXT_TELEMETRY_DISABLED", "1")
            .env("NG_CLI_ANALYTICS", "false")
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .process_group(0);
        let child =
            command.spawn().unwrap_or_else(|error| panic!("cannot start {program} in {}: {error}", folder.display()));
        let mut server = Self { child, port };
        server.wait(program);
        server
    }

    fn wait(&mut self, program: &str) {
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            if let Ok(Some(status)) = self.child.try_wait() {
                panic!("{program} ended with {status} before it listened");
            }
            assert!(start.elapsed() < Duration::from_secs(120), "{program} does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// An address of the server.
    pub(super) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for NodeServer {
    fn drop(&mut self) {
        // The group: some tools start others.
        let _ = Command::new("kill").args(["-9", "--", &format!("-{}", self.child.id())]).status();
        let _ = self.child.wait();
    }
}

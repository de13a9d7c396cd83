//! nginx and Caddy with the very files of `deploy/`, before a development server that plays the
//! API.

use std::{
    fs,
    net::{Ipv4Addr, TcpListener, TcpStream},
    os::unix::fs::symlink,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use devserver::Server;
use secure_score_tests::{dist, repository};
use tempfile::TempDir;

/// How often a server is asked whether it listens, and how many times.
const PAUSE: Duration = Duration::from_millis(20);
const TRIES: u32 = 500;

/// The kinds of server that there is a recipe for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Nginx,
    Caddy,
}

/// A running server. Dropped is stopped.
#[derive(Debug)]
pub(super) struct Proxy {
    child: Child,
    folder: TempDir,
    port: u16,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // Its workers end with the master, which ends in order.
        let _ = Command::new("kill").args(["-s", "TERM", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

impl Proxy {
    /// Starts one that serves `dist/` and passes the API of `api` on.
    pub(super) fn start(kind: Kind, api: &Server) -> Self {
        let folder = tempfile::Builder::new().prefix("proxy-").tempdir().unwrap();
        let portal = folder.path().join("portal");
        fs::create_dir(&portal).unwrap();
        for entry in fs::read_dir(dist()).unwrap() {
            let entry = entry.unwrap();
            symlink(entry.path(), portal.join(entry.file_name())).unwrap();
        }
        let port = free_port();
        let mut command = match kind {
            Kind::Nginx => nginx(folder.path(), port, &api.origin()),
            Kind::Caddy => caddy(folder.path(), port, &api.origin()),
        };
        let log = fs::File::create(folder.path().join("said.log")).unwrap();
        let child = command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log).spawn();
        let child = child.unwrap_or_else(|error| panic!("{kind:?}: {error}: `cargo xtask test` installs it"));
        let mut proxy = Self { child, folder, port };
        proxy.listens(kind);
        proxy
    }

    /// Puts a file into the served folder.
    pub(super) fn write(&self, name: &str, content: &str) {
        fs::write(self.portal().join(name), content).unwrap();
    }

    /// The served folder.
    pub(super) fn portal(&self) -> std::path::PathBuf {
        self.folder.path().join("portal")
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn listens(&mut self, kind: Kind) {
        for _ in 0..TRIES {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                return;
            }
            assert!(self.child.try_wait().unwrap().is_none(), "{kind:?} ended: {}", self.said());
            thread::sleep(PAUSE);
        }
        panic!("{kind:?} does not listen: {}", self.said());
    }

    fn said(&self) -> String {
        let read = |name: &str| fs::read_to_string(self.folder.path().join(name)).unwrap_or_default();
        read("said.log") + &read("error.log")
    }
}

/// A recipe with what differs between a real machine and this test; everything else runs as it is
/// written.
fn recipe(file: &str, changes: &[(&str, &str)]) -> String {
    let mut text = fs::read_to_string(repository().join("deploy").join(file)).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{file} does not hold {from:?}");
        text = text.replace(from, to);
    }
    text
}

fn nginx(home: &Path, port: u16, api: &str) -> Command {
    let text = home.display().to_string();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!(" {kind}_temp_path {text}/{kind};"))
        .concat();
    fs::write(home.join("defender.conf"), recipe("defender.conf", &[("https://$defender_host", api)])).unwrap();
    fs::copy(repository().join("deploy/defender.js"), home.join("defender.js")).unwrap();
    let configuration = recipe(
        "nginx.conf",
        &[
            ("/var/log/nginx/", &format!("{text}/")),
            ("/run/nginx.pid", &format!("{text}/nginx.pid")),
            ("http {", &format!("http {{{temporary}")),
            ("listen 443 ssl http2;", &format!("listen 127.0.0.1:{port};")),
            ("ssl_certificate /etc/ssl/private/portal.example.pem;", ""),
            ("ssl_certificate_key /etc/ssl/private/portal.example.key;", ""),
            ("/srv/portal", &format!("{text}/portal")),
            ("https://intranet.example", api),
        ],
    );
    fs::write(home.join("nginx.conf"), configuration).unwrap();
    let mut command = Command::new("/usr/sbin/nginx");
    command.args(["-p", &text, "-c", &format!("{text}/nginx.conf"), "-e", &format!("{text}/error.log")]);
    // Who tests as root has folders that nobody else may enter.
    command.args(["-g", "daemon off; user root;"]);
    command
}

fn caddy(home: &Path, port: u16, api: &str) -> Command {
    let configuration = recipe(
        "Caddyfile",
        &[
            ("\nportal.example {", &format!("\nhttp://127.0.0.1:{port} {{")),
            ("https://api.securitycenter.microsoft.com", api),
            ("/srv/portal", &home.join("portal").display().to_string()),
            ("https://intranet.example", api),
        ],
    );
    let file = home.join("Caddyfile");
    fs::write(&file, format!("{{\n\tadmin off\n\tauto_https off\n}}\n{configuration}")).unwrap();
    let mut command = Command::new("caddy");
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(file);
    command.envs(["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"].map(|name| (name, home)));
    command
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

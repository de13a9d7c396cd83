//! A folder, the played API, and the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use devserver::{Options, Server};
use tempfile::TempDir;

/// A token that may appear nowhere but in the one header.
pub(crate) const CANARY: &str = "canary.token-4711";

/// What stands in the folder at first.
pub(crate) const OLD: &str = r#"{"time":"2019-12-02T09:15:58Z","score":339}"#;

pub(crate) struct Scene {
    pub(crate) server: Server,
    folder: TempDir,
}

/// What became of a run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) log: String,
}

impl Scene {
    /// The API, and a folder with an older snapshot.
    pub(crate) fn new() -> Self {
        let scene = Self { server: Options::new().start().unwrap(), folder: tempfile::tempdir().unwrap() };
        fs::create_dir(scene.out()).unwrap();
        scene.write("score.json", OLD);
        scene
    }

    pub(crate) fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// A path beside the published folder.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.out().join(name), text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.out().join(name)).ok()
    }

    /// The names of the visible files in the folder.
    pub(crate) fn names(&self) -> Vec<String> {
        let names = fs::read_dir(self.out()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.filter(|name| name != ".secure-score-publish.lock").collect();
        names.sort();
        names
    }

    /// The program, with an environment of its own and a token.
    pub(crate) fn program(&self) -> Command {
        let mut command = Self::at(Path::new(env!("CARGO_BIN_EXE_secure-score-publish")));
        command
            .env("SECURE_SCORE_TOKEN", CANARY)
            .env("SECURE_SCORE_API_BASE", self.server.origin())
            .env("SECURE_SCORE_OUT", self.out())
            .env("SECURE_SCORE_PATIENCE", "0s");
        command
    }

    fn at(program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the program with these arguments.
    pub(crate) fn publish(&self, arguments: &[&str]) -> Run {
        run(self.program().args(arguments))
    }
}

/// Runs a program to its end.
pub(crate) fn run(command: &mut Command) -> Run {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let run = Run { status: status.code(), out: text(stdout), log: text(stderr) };
    assert!(!run.log.contains(CANARY) && !run.out.contains(CANARY), "{run:?}");
    run
}

//! The program, as a person starts it.

mod asking;

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use asking::ask_with;

struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(arguments: &[&str]) -> (Program, Vec<String>) {
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_devserver")).args(arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        lines.push(line.unwrap());
        if lines.last().unwrap().starts_with("Serving") {
            break;
        }
    }
    (Program(child), lines)
}

#[tokio::test]
async fn it_says_where_it_serves_and_takes_the_next_port_when_its_own_is_busy() {
    let dist = tempfile::tempdir().unwrap();
    std::fs::write(dist.path().join("index.html"), "<!doctype html>").unwrap();
    let busy = devserver::Options::new().start().unwrap();
    let port = busy.port().to_string();
    let dist = dist.path().to_str().unwrap();
    let (_program, lines) = start(&["--dist", dist, "--port", &port, "--header", "/:X-Frame-Options: DENY"]);
    assert!(lines[0].starts_with(&format!("Port {port} is busy, so this is port ")), "{lines:?}");
    let url = lines[1].split(' ').find(|word| word.starts_with("http://")).unwrap();
    let page = ask_with(url, &[]).await;
    assert_eq!((page.status, page.header("x-frame-options")), (200, "DENY"));
    let score = ask_with(&format!("{url}api/configurationScore"), &[("authorization", "Bearer t")]).await;
    assert!(score.text().ends_with(r#""score":340}"#));
}

#[test]
fn a_missing_folder_is_one_sentence() {
    let output = Command::new(env!("CARGO_BIN_EXE_devserver")).args(["--dist", "/no/such"]).output().unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("/no/such") && said.contains("trunk build --release") && said.lines().count() == 1, "{said}");
}

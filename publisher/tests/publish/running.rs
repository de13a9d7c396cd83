//! A publisher that runs by itself.

use std::io::{BufRead, BufReader};
use std::time::Duration;

use devserver::{Reply, api};

use crate::scene::Scene;

#[test]
fn it_publishes_at_once_tells_its_health_and_ends_when_told() {
    let scene = Scene::new();
    let health = scene.beside("health.json");
    let health = health.to_str().unwrap();
    let check = || scene.publish(&["--check-health", "--health-file", health]).status;
    assert_eq!(check(), Some(9), "nothing was published yet");
    scene.server.replies(api::SCORE_PATH, [Reply::error(403, "Forbidden")]);
    let mut child = scene.program().args(["--every", "1h", "--health-file", health]).spawn().unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(log.next().unwrap().unwrap().contains("error failed"), "a failure is not the end");
    assert!(child.try_wait().unwrap().is_none());
    assert_eq!(check(), Some(9));
    child.kill().unwrap();
    child.wait().unwrap();

    let mut child = scene.program().args(["--every", "1h", "--health-file", health]).spawn().unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(log.next().unwrap().unwrap().contains("info published"));
    while check() != Some(0) {
        assert!(child.try_wait().unwrap().is_none());
        std::thread::sleep(Duration::from_millis(5));
    }
    let ended = std::process::Command::new("kill").arg(child.id().to_string()).status().unwrap();
    assert!(ended.success());
    assert_eq!(child.wait().unwrap().code(), Some(143));
    assert_eq!(scene.names(), ["history.json", "score.json"]);
}

#[test]
fn settings_that_cannot_be_meant_are_refused_before_anything_is_asked() {
    let scene = Scene::new();
    for arguments in [
        ["--every", "30s"],
        ["--metric", "score"],
        ["--alert-drop", "-5"],
        ["--alert-days", "401"],
        ["--token", "x"],
        ["--client-secret", "x"],
    ] {
        assert_eq!(scene.publish(&arguments).status, Some(2), "{arguments:?}");
    }
    assert!(scene.server.received().is_empty());
    let help = scene.publish(&["--help"]).out;
    for told in ["SECURE_SCORE_TENANT", "SECURE_SCORE_CLIENT_SECRET_FILE", "AZURE_FEDERATED_TOKEN_FILE", "Exit status:"]
    {
        assert!(help.contains(told), "{told}: {help}");
    }
}

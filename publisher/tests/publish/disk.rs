//! Disks that are full, folders that are not to be written to, and what else may stand in the place
//! of a file.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::process::Command;

use crate::scene::{OLD, Scene, run};

/// One sentence, and nothing lost.
fn refused(scene: &Scene, run: &crate::scene::Run, names: &[&str]) {
    assert_eq!(run.status, Some(8), "{run:?}");
    assert_eq!(run.log.lines().count(), 1, "{run:?}");
    assert_eq!(scene.names(), names);
    assert!(scene.server.received().len() <= 1);
}

#[test]
fn a_full_disk_loses_nothing() {
    let scene = Scene::new();
    let mut program = scene.program();
    let mut limited = Command::new("sh");
    limited.args(["-c", "ulimit -f 0 && exec \"$0\""]).arg(program.get_program());
    limited.env_clear().envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    limited.env("PATH", std::env::var_os("PATH").unwrap());
    refused(&scene, &run(limited.stdout(std::process::Stdio::piped())), &["score.json"]);
    // Where the folder is known already, the files are the first that are written.
    assert_eq!(run(&mut program).status, Some(0));
    let (score, history) = (scene.read("score.json"), scene.read("history.json"));
    scene.server.forget_requests();
    refused(&scene, &run(&mut limited), &["history.json", "score.json"]);
    assert_eq!((scene.read("score.json"), scene.read("history.json")), (score, history));
}

#[test]
fn a_folder_that_is_not_to_be_written_to_costs_no_request() {
    let scene = Scene::new();
    let program = scene.beside("secure-score-publish");
    fs::copy(env!("CARGO_BIN_EXE_secure-score-publish"), &program).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(scene.beside("."), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(scene.out(), fs::Permissions::from_mode(0o555)).unwrap();
    let known = scene.program();
    let mut command = Command::new(&program);
    command.env_clear().envs(known.get_envs().filter_map(|(name, value)| Some((name, value?))));
    // Root may write anywhere.
    if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
        command.uid(65534).gid(65534);
    }
    let run = run(&mut command);
    fs::set_permissions(scene.out(), fs::Permissions::from_mode(0o755)).unwrap();
    refused(&scene, &run, &["score.json"]);
    assert!(scene.server.received().is_empty());
    assert_eq!(scene.read("score.json").as_deref(), Some(OLD));
}

#[test]
fn a_link_in_the_place_of_a_file_stays() {
    for name in ["score.json", "history.json", ".secure-score-publish.lock"] {
        let scene = Scene::new();
        fs::remove_file(scene.out().join(name)).ok();
        let other = scene.beside("other.json");
        fs::write(&other, OLD).unwrap();
        symlink(&other, scene.out().join(name)).unwrap();
        let before = scene.names();
        let run = scene.publish(&[]);
        refused(&scene, &run, &before.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(run.log.contains("a symbolic link: remove it"), "{run:?}");
        assert_eq!(fs::read_to_string(&other).unwrap(), OLD);
        assert!(fs::symlink_metadata(scene.out().join(name)).unwrap().is_symlink());
    }
}

#[test]
fn a_folder_in_the_place_of_a_file_stays() {
    let scene = Scene::new();
    fs::create_dir(scene.out().join("history.json")).unwrap();
    let run = scene.publish(&[]);
    refused(&scene, &run, &["history.json", "score.json"]);
    assert_eq!(scene.read("score.json").as_deref(), Some(OLD));
}

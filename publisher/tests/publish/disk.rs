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

/// The program with its arguments, after a command of the shell that it inherits.
fn after(command: &str, program: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{command} && exec \"$0\" \"$@\"")]);
    shell.arg(program.get_program()).args(program.get_args());
    shell.env_clear().envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    shell.env("PATH", std::env::var_os("PATH").unwrap());
    shell
}

#[test]
fn a_full_disk_loses_nothing() {
    let scene = Scene::new();
    let mut program = scene.program();
    let mut limited = after("ulimit -f 0", &program);
    refused(&scene, &run(&mut limited), &["score.json"]);
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

#[test]
fn a_web_server_can_enter_the_folders_that_are_made_and_others_keep_their_rights() {
    let scene = Scene::new();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    let out = scene.beside("site/score");
    let run_there = |out: &std::path::Path| {
        let mut program = scene.program();
        assert_eq!(run(&mut after("umask 077", program.args(["--html", "--out"]).arg(out))).status, Some(0));
    };
    run_there(&out);
    for (path, expected) in [
        (scene.beside("site"), 0o755),
        (out.clone(), 0o755),
        (out.join("assets"), 0o755),
        (out.join("card.html"), 0o644),
        (out.join("score.json"), 0o644),
    ] {
        assert_eq!(mode(&path), expected, "{}", path.display());
    }
    fs::set_permissions(scene.out(), fs::Permissions::from_mode(0o2750)).unwrap();
    run_there(&scene.out());
    assert_eq!(mode(&scene.out()), 0o2750, "it was there");
    assert_eq!(mode(&scene.out().join("assets")), 0o2755, "and what is made in it goes to its group");
}

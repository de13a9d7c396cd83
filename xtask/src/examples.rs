//! The hosts in `examples/` that are built: with tools of npm, from the packed package, as a person
//! would install it, or with trunk, from the crate.
//!
//! The former are copied to `target/examples/`, where their packages stay from one run to the next.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};

use crate::setup::SearchPath;
use crate::{dist, package, run, setup, workspace};

/// How the examples install.
const PROJECTS: &[&str] = &["", "angular", "next", "sharepoint"];

/// A build: the folder, the program of the project's tools, its arguments, and a variable.
struct Build {
    folder: &'static str,
    program: &'static str,
    arguments: &'static [&'static str],
    variable: (&'static str, &'static str),
}

const fn build(folder: &'static str, program: &'static str, arguments: &'static [&'static str]) -> Build {
    Build { folder, program, arguments, variable: ("NEXT_TELEMETRY_DISABLED", "1") }
}

/// What is built one after the other, in lines that run side by side.
const LINES: &[&[Build]] = &[
    &[
        build("vite", "vite", &["build"]),
        build("webpack", "webpack", &[]),
        build("react", "vite", &["build"]),
        build("vue", "vite", &["build"]),
        build("svelte", "vite", &["build"]),
        build("angular", "ng", &["build"]),
        build("angular", "ng", &["build", "--configuration", "nested"]),
        build("sharepoint", "tsc", &["--noEmit"]),
        build("sharepoint", "node", &["build.mjs"]),
    ],
    &[
        build("next", "next", &["build"]),
        Build { variable: ("NEXT_FOLDER", ".next-webpack"), ..build("next", "next", &["build", "--webpack"]) },
    ],
];

/// Where they are built.
pub(crate) fn folder() -> PathBuf {
    workspace::target().join("examples")
}

/// `cargo xtask examples`: builds all of them with the package in `target/dist/`.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments("examples", arguments)?;
    prepare(&setup::for_build()?)?;
    println!("built the examples in {}", folder().display());
    Ok(())
}

/// Installs and builds what has changed since the last time.
pub(crate) fn prepare(path: &SearchPath) -> Result<String> {
    let folder = folder();
    build_yew(path, &folder)?;
    let archive = package::archive();
    let sources = workspace::root().join("examples");
    let mut changed = false;
    for file in workspace::files(&sources)? {
        changed |= renew(&sources.join(&file), &folder.join(&file))?;
    }
    changed |= renew(&archive, &folder.join("secure-score-gauge.tgz"))?;
    let built = folder.join(".built");
    if built.is_file() && !changed {
        return Ok("nothing has changed".to_owned());
    }
    if built.is_file() {
        fs::remove_file(&built)?;
    }
    side_by_side(PROJECTS, |project| install(&folder.join(project), &archive))?;
    side_by_side(LINES, |line| line.iter().try_for_each(|build| execute(&folder, build)))?;
    fs::write(&built, "")?;
    Ok("built".to_owned())
}

/// Builds the Yew application where it is, as cargo knows it there; cargo knows what has changed.
fn build_yew(path: &SearchPath, folder: &Path) -> Result<()> {
    let mut trunk = dist::trunk(path);
    trunk.current_dir(workspace::root().join("examples/yew")).args(["build", "--offline", "--public-url", "./"]);
    run::quietly("example yew", trunk.arg("--dist").arg(folder.join("yew/dist")), Duration::from_secs(1200))?;
    Ok(())
}

/// Copies a file unless the same is there. The answer is whether it did.
fn renew(from: &Path, to: &Path) -> Result<bool> {
    let bytes = fs::read(from).with_context(|| format!("cannot read {}", from.display()))?;
    if fs::read(to).is_ok_and(|there| there == bytes) {
        return Ok(false);
    }
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    fs::write(to, bytes).with_context(|| format!("cannot write {}", to.display()))?;
    Ok(true)
}

/// Installs a project's packages, the widget's directly and once more as a dependency of
/// `portal-widgets`.
fn install(project: &Path, archive: &Path) -> Result<()> {
    setup::packages(project)?;
    let modules = project.join("node_modules");
    let portal = modules.join("portal-widgets");
    // npm makes a link to a package of the same repository; one from a registry is a folder.
    if portal.is_symlink() {
        fs::remove_file(&portal)?;
    }
    for file in ["package.json", "index.js", "index.d.ts"] {
        renew(&folder().join("portal-widgets").join(file), &portal.join(file))?;
    }
    for place in [modules.join("secure-score-gauge"), portal.join("node_modules/secure-score-gauge")] {
        unpack(archive, &place)?;
    }
    Ok(())
}

fn unpack(archive: &Path, place: &Path) -> Result<()> {
    if place.exists() {
        fs::remove_dir_all(place)?;
    }
    fs::create_dir_all(place)?;
    let status = Command::new("tar")
        .args(["--extract", "--strip-components=1", "--file"])
        .arg(archive)
        .arg("--directory")
        .arg(place)
        .status()?;
    if !status.success() {
        bail!("cannot unpack {}: tar ended with {status}", archive.display());
    }
    Ok(())
}

fn execute(folder: &Path, build: &Build) -> Result<()> {
    let project = folder.join(build.folder);
    let installed = [&project, folder].map(|place| place.join("node_modules/.bin").join(build.program));
    let program = installed.into_iter().find(|program| program.is_file()).unwrap_or_else(|| build.program.into());
    let mut command = Command::new(program);
    let (name, value) = build.variable;
    command.current_dir(project).args(build.arguments).env(name, value).env("NEXT_TELEMETRY_DISABLED", "1");
    let step = format!("example {} {} {}", build.folder, build.program, build.arguments.join(" "));
    run::quietly(&step, &mut command, Duration::from_secs(600))?;
    Ok(())
}

/// Does something with each of a list at once. The answer is the first failure.
fn side_by_side<T: Sync>(list: &[T], task: impl Fn(&T) -> Result<()> + Sync) -> Result<()> {
    thread::scope(|scope| {
        let threads: Vec<_> = list.iter().map(|one| scope.spawn(|| task(one))).collect();
        let outcomes: Vec<_> =
            threads.into_iter().map(|one| one.join().unwrap_or_else(|_| Err(anyhow!("a step panicked")))).collect();
        outcomes.into_iter().collect()
    })
}

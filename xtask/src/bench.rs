//! `cargo xtask bench`: the widget beside what a host would otherwise embed. `bench/README.md` says
//! what is measured.

mod pages;
mod prerendered;
mod yew;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::setup::{self, SearchPath};
use crate::{dist, run, workspace};

const LIMIT: Duration = Duration::from_secs(2 * 60 * 60);

/// A few peers and rounds: about 15 minutes.
const SHORT: &[&str] = &[
    "--peers",
    "floor,vanilla,lit,react,react-card,yew,chartjs",
    "--phases",
    "size,shots,load,throttled,repeat,prerendered,token,update,scale",
    "--loads",
    "7",
    "--throttled",
    "5",
    "--updates",
    "3",
    "--scale",
    "1,50,1000",
    "--scale-runs",
    "3",
];

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (options, time): (Vec<&str>, _) = match arguments {
        [] => (SHORT.to_vec(), "about 15 minutes"),
        [only] if only == "--profile" => return profile(),
        [only] if only == "--full" => (Vec::new(), "about 50 minutes"),
        _ => (arguments.iter().map(String::as_str).collect(), "as long as the options say"),
    };
    let path = setup::for_tests()?;
    println!("building the widget and its peers (the first time some minutes)");
    dist::build(&path)?;
    let bench = packages()?;
    yew::build(&path)?;
    run::quietly("build the peers", node(&path, &bench).arg("build.mjs"), LIMIT)?;
    let out = out();
    println!("measuring ({time})");
    let mut command = node(&path, &bench);
    command.arg("bench.mjs").args(options).arg("--out").arg(&out).arg("--chromium").arg(chromium(&path)?);
    for (name, folder) in pages::all(&out.join("pages"))? {
        command.arg("--extra").arg(format!("{name}={}", folder.display()));
    }
    for (name, folder) in prerendered::all(&out.join("pages"))? {
        command.arg("--prerendered").arg(format!("{name}={}", folder.display()));
    }
    measure(command)
}

/// Where the time goes, by the names of functions: from a build that keeps them, and is otherwise
/// the one that ships.
fn profile() -> Result<()> {
    let path = setup::for_tests()?;
    println!("building the widget with the names of its functions (the first time about 1 minute)");
    let out = out();
    let page = pages::of(&dist::build_with_names(&path)?, &out.join("pages/named"))?;
    println!("measuring (about 1 minute)");
    let mut command = node(&path, &packages()?);
    command
        .arg("profile.mjs")
        .arg(page)
        .arg("--out")
        .arg(out.join("profile.md"))
        .arg("--chromium")
        .arg(chromium(&path)?);
    measure(command)
}

fn measure(mut command: Command) -> Result<()> {
    let status = command.status().context("cannot start node")?;
    if !status.success() {
        bail!("the benchmark failed ({status})");
    }
    println!("written to {}", out().display());
    Ok(())
}

/// The benchmark's folder, with its packages.
fn packages() -> Result<PathBuf> {
    let bench = workspace::root().join("bench");
    setup::packages(&bench)?;
    Ok(bench)
}

fn out() -> PathBuf {
    workspace::target().join("bench")
}

fn chromium(path: &SearchPath) -> Result<PathBuf> {
    setup::CHROMIUM.iter().find_map(|name| path.find(name)).context("expected Chromium on PATH, found none")
}

fn node(path: &SearchPath, folder: &Path) -> Command {
    let mut command = path.command("node");
    command.current_dir(folder);
    command
}

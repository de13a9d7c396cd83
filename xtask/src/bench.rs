//! `cargo xtask bench`: the widget beside what a host would otherwise embed. `bench/README.md` says what is measured.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::setup::{self, SearchPath};
use crate::{dist, finish, run, workspace};

const LIMIT: Duration = Duration::from_secs(2 * 60 * 60);

/// A few peers and rounds: some minutes.
const SHORT: &[&str] = &[
    "--peers",
    "floor,vanilla,lit,react,react-card,chartjs",
    "--phases",
    "size,shots,load,throttled,update,scale",
    "--loads",
    "7",
    "--throttled",
    "5",
    "--updates",
    "3",
    "--scale",
    "1,1000",
    "--scale-runs",
    "3",
];

/// The pages of the widget among the peers: name, file in `bench/page/`, and language.
const PAGES: [(&str, &str, &str); 3] = [
    ("secure-score", "index.html", "en"),
    ("secure-score-hinted", "hinted.html", "en"),
    ("secure-score-german", "index.html", "de"),
];

/// How a page says its language.
const LANGUAGE: &str = r#"<html lang="en">"#;

/// What all pages have in common: its file, the tag that stands for it, and the element that it becomes the content of.
const COMMON: [(&str, &str, [&str; 2]); 2] = [
    ("page.css", r#"<link rel="stylesheet" href="page.css">"#, ["<style>", "</style>"]),
    ("page.js", r#"<script type="module" src="page.js"></script>"#, [r#"<script type="module">"#, "</script>"]),
];

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (options, time): (Vec<&str>, _) = match arguments {
        [] => (SHORT.to_vec(), "about 10 minutes"),
        [full] if full == "--full" => (Vec::new(), "about 45 minutes"),
        _ => (arguments.iter().map(String::as_str).collect(), "as long as the options say"),
    };
    let path = setup::for_tests()?;
    println!("building the widget and its peers (the first time some minutes)");
    dist::build(&path)?;
    let bench = workspace::root().join("bench");
    setup::packages(&bench)?;
    run::quietly("build the peers", node(&path, "node", &bench).arg("build.mjs"), LIMIT)?;
    let out = workspace::target().join("bench");
    println!("measuring ({time})");
    let mut command = node(&path, "node", &bench);
    command.arg("bench.mjs").args(options).arg("--out").arg(&out);
    let chromium = setup::CHROMIUM.iter().find_map(|name| path.find(name));
    command.arg("--chromium").arg(chromium.context("expected Chromium on PATH, found none")?);
    for (name, page, language) in PAGES {
        let folder = compose(&out.join("pages").join(name), &bench.join("page"), page, language)?;
        command.arg("--extra").arg(format!("{name}={}", folder.display()));
    }
    let status = command.status().context("cannot start node")?;
    if !status.success() {
        bail!("the benchmark failed ({status})");
    }
    println!("written to {}", out.display());
    Ok(())
}

/// A peer's folder: the release files, and one of our pages in a language as its index.
fn compose(folder: &Path, pages: &Path, index: &str, language: &str) -> Result<PathBuf> {
    let _ = std::fs::remove_dir_all(folder);
    for file in finish::files(&workspace::dist())? {
        copy(&workspace::dist().join(&file), &folder.join(&file))?;
    }
    let read = |file: &str| {
        let path = pages.join(file);
        std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    // The page's own style and script are in the page, as they are in the peers'.
    let mut page = read(index)?;
    if !page.contains(LANGUAGE) {
        bail!("expected `{LANGUAGE}` in bench/page/{index}, found none");
    }
    page = page.replace(LANGUAGE, &LANGUAGE.replace("en", language));
    for (file, tag, [start, end]) in COMMON {
        if !page.contains(tag) {
            bail!("expected `{tag}` in bench/page/{index}, found none");
        }
        page = page.replace(tag, &[start, "\n", &read(file)?, end].concat());
    }
    std::fs::write(folder.join("index.html"), page)?;
    Ok(folder.to_path_buf())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    Ok(())
}

fn node(path: &SearchPath, program: &str, folder: &Path) -> Command {
    let mut command = path.command(program);
    command.current_dir(folder);
    command
}

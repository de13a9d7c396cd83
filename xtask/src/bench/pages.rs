//! The widget's own pages in the benchmark.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::packaging::{self, CARD, WASM, assets};
use crate::workspace;

/// The pages among the peers: name, file in `bench/page/`, and language.
const PAGES: [(&str, &str, &str); 3] = [
    ("secure-score", "index.html", "en"),
    ("secure-score-hinted", "hinted.html", "en"),
    ("secure-score-german", "index.html", "de"),
];

/// How a page says its language.
const LANGUAGE: &str = r#"<html lang="en">"#;

/// What all pages have in common: its file, the tag that stands for it, and the element that it
/// becomes the content of.
const COMMON: [(&str, &str, [&str; 2]); 2] = [
    ("page.css", r#"<link rel="stylesheet" href="page.css">"#, ["<style>", "</style>"]),
    ("page.js", r#"<script type="module" src="page.js"></script>"#, [r#"<script type="module">"#, "</script>"]),
];

/// Every page's folder below `out`, by the peer's name.
pub(super) fn all(out: &Path) -> Result<Vec<(&'static str, PathBuf)>> {
    let dist = workspace::dist();
    PAGES
        .into_iter()
        .map(|(name, page, language)| Ok((name, compose(&out.join(name), &dist, page, language)?)))
        .collect()
}

/// The first of the pages, with the files of another build.
pub(super) fn of(dist: &Path, folder: &Path) -> Result<PathBuf> {
    let [(_, page, language), ..] = PAGES;
    compose(folder, dist, page, language)
}

/// A peer's folder: release files, and one of the pages in a language as its index.
fn compose(folder: &Path, dist: &Path, index: &str, language: &str) -> Result<PathBuf> {
    let pages = workspace::root().join("bench/page");
    let _ = std::fs::remove_dir_all(folder);
    for file in packaging::files(dist)? {
        copy(&dist.join(&file), &folder.join(&file))?;
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
    // The assets by the names that this build gave them.
    for name in [WASM, CARD] {
        page = page.replace(&format!("assets/{name}"), &assets::published(dist, name)?.0);
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

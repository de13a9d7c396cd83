//! The widget's own pages in the benchmark.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::pins;
use crate::workspace;

/// The pages among the peers: name, language, and whether it has the preload lines of the build.
const PAGES: [(&str, &str, bool); 3] =
    [("secure-score", "en", false), ("secure-score-hinted", "en", true), ("secure-score-german", "de", false)];

/// How a page says its language.
const LANGUAGE: &str = r#"<html lang="en">"#;

/// Ends the tags that have to come first.
const ICON: &str = r#"<link rel="icon" href="data:,">"#;

/// The tags that stand for the style and the scripts of all pages.
const STYLE: &str = r#"<link rel="stylesheet" href="page.css">"#;
const TOKEN: &str = r#"<script src="token.js"></script>"#;
const SCRIPT: &str = r#"<script type="module" src="page.js"></script>"#;

/// Stand for the element that the publisher draws, and for its style sheet if that is a file.
const ELEMENT: &str = "<secure-score-gauge></secure-score-gauge>";
const PRELOAD: &str = r#"<link rel="preload" as="style" href="assets/card.css">"#;

/// Every page's folder below `out`, by the peer's name.
pub(super) fn all(out: &Path) -> Result<Vec<(&'static str, PathBuf)>> {
    let dist = workspace::dist();
    PAGES
        .into_iter()
        .map(|(name, language, is_hinted)| Ok((name, compose(&out.join(name), &dist, language, is_hinted)?)))
        .collect()
}

/// The first of the pages, with the files of another build.
pub(super) fn of(dist: &Path, folder: &Path) -> Result<PathBuf> {
    let [(_, language, is_hinted), ..] = PAGES;
    compose(folder, dist, language, is_hinted)
}

/// A peer's folder: release files, and the page in a language as its index.
fn compose(folder: &Path, dist: &Path, language: &str, is_hinted: bool) -> Result<PathBuf> {
    release(dist, folder)?;
    let hints = if is_hinted { pins::preload_lines(dist)?.join("\n") } else { String::new() };
    let page = Page::read("index.html")?
        .with(LANGUAGE, &LANGUAGE.replace("en", language))?
        .with(ICON, &[ICON, "\n", &hints].concat())?
        .with(TOKEN, &["<script>\n", &source("token.js")?, "</script>"].concat())?
        .with(SCRIPT, &["<script type=\"module\">\n", &source("page.js")?, "</script>"].concat())?;
    write(folder, &page.text)
}

/// The page of a card that the publisher has drawn: `element`, with its style sheet at `sheet` or
/// in it. The folder has the release files and the published ones.
pub(super) fn prerendered(folder: &Path, element: &str, sheet: Option<&str>) -> Result<PathBuf> {
    let preload = sheet.map(|sheet| PRELOAD.replace("assets/card.css", sheet)).unwrap_or_default();
    let page = Page::read("prerendered.html")?.with(PRELOAD, &preload)?.with(ELEMENT, element)?;
    write(folder, &page.text)
}

/// The files that a host publishes, and nothing else.
pub(super) fn release(dist: &Path, folder: &Path) -> Result<()> {
    let _ = std::fs::remove_dir_all(folder);
    workspace::files(dist)?.iter().try_for_each(|file| copy(&dist.join(file), &folder.join(file)))
}

/// One of the pages in `bench/page/`, with its style in it, as the peers' pages have theirs.
struct Page {
    file: &'static str,
    text: String,
}

impl Page {
    fn read(file: &'static str) -> Result<Self> {
        let page = Self { file, text: source(file)? };
        page.with(STYLE, &["<style>\n", &source("page.css")?, "</style>"].concat())
    }

    /// The page with something in the place of `mark`.
    fn with(self, mark: &str, content: &str) -> Result<Self> {
        let Self { file, text } = self;
        if !text.contains(mark) {
            bail!("expected `{mark}` in bench/page/{file}, found none");
        }
        Ok(Self { file, text: text.replace(mark, content) })
    }
}

fn source(file: &str) -> Result<String> {
    let path = workspace::root().join("bench/page").join(file);
    std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

fn write(folder: &Path, page: &str) -> Result<PathBuf> {
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

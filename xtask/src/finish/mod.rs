//! `cargo xtask finish`: trunk's hook after a build, so that `trunk build` alone makes a complete `dist/`.
//!
//! The order matters. The script carries the integrity values of what it loads, and through that those of all else, so the rest is
//! made first:
//! 1. style sheets are minified, what is never called leaves the wasm, and the names between wasm and glue are shortened
//!    (in release);
//! 2. `card.json` is made: the style of cards, and the values of the dictionaries and the advice; its own value and that of the
//!    wasm go into `integrity.js`;
//! 3. `secure-score-gauge.js` is bundled with its modules, the glue, the style of the skeleton and that file;
//! 4. what was merged is deleted, unless another script needs it, and trunk's marks in the page; the guides become the
//!    pages of the help;
//! 5. the values of the finished files go into `integrity.json`, and the script's own is printed (in release).

mod alike;
mod brief;
mod data;
pub(crate) mod esbuild;
mod glue;
mod help;
mod integrity;
mod locations;
mod names;
mod node_tool;
pub(crate) mod pins;
mod shrink;
mod terser;
mod uncalled;
mod unread;
pub(crate) mod wasm;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// The one file that a host page imports.
pub(crate) const SCRIPT: &str = "secure-score-gauge.js";
/// The wasm, as wasm-bindgen calls it.
pub(crate) const WASM: &str = "secure-score_bg.wasm";
/// What wasm-bindgen writes beside the wasm.
pub(crate) const GLUE: &str = "secure-score.js";
/// The module that the script takes the integrity values from of what every page loads.
const VALUES: &str = "integrity.js";
/// Has Chromium compile the whole script on the thread that loads it. Nearly all of it runs at once, and to compile each function
/// as it is first called costs the page's own thread some milliseconds.
const COMPILE_ALL: &str = "//# allFunctionsCalledOnLoad";

/// The variable by which the names of functions stay in the wasm: for profiles.
pub(crate) const KEEP_NAMES: &str = "SECURE_SCORE_KEEP_NAMES";

/// What comes with the wasm, and the style sheet that goes into it.
pub(crate) const CARD: &str = "card.json";
const STYLE: &str = "card.css";

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments("finish", arguments)?;
    let staging = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let staging =
        staging.context("expected trunk to call this as its hook after a build; run `trunk build --release`")?;
    let release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    finish(&staging, release)
}

fn finish(staging: &Path, release: bool) -> Result<()> {
    if !staging.join(SCRIPT).is_file() {
        bail!("expected {SCRIPT} in {}, found none; is it in static/?", staging.display());
    }
    let (wasm, glue) = (staging.join(WASM), staging.join(GLUE));
    glue::open(&glue)?;
    if release {
        for sheet in files_with_extension(staging, "css")? {
            esbuild::minify(&staging.join(sheet))?;
        }
        shrink::shrink(&wasm, std::env::var_os(KEEP_NAMES).is_some())?;
        glue::slim(&wasm, &glue)?;
        // As wasm-bindgen wrote it, for `crate::imports`.
        std::fs::copy(&glue, workspace::scratch()?.join(GLUE))?;
        std::fs::write(&glue, brief::brief(std::fs::read_to_string(&glue)?)?)?;
        names::shorten(&wasm, &glue)?;
    }
    let on_demand: Vec<String> = files(staging)?.into_iter().filter(|file| is_on_demand(file)).collect();
    let card = integrity::card(staging, STYLE, &on_demand)?;
    std::fs::write(staging.join(CARD), &card)?;
    std::fs::remove_file(staging.join(STYLE))?;
    std::fs::write(staging.join(VALUES), integrity::module(&std::fs::read(&wasm)?, card.as_bytes()))?;
    for merged in esbuild::bundle(staging, SCRIPT, release)? {
        std::fs::remove_file(staging.join(&merged)).with_context(|| format!("cannot delete {merged}"))?;
    }
    if release {
        terser::minify(&staging.join(SCRIPT), COMPILE_ALL)?;
    }
    esbuild::resolve_imports(staging, &files_with_extension(staging, "js")?)?;
    let page = staging.join("index.html");
    std::fs::write(&page, without_marks(&std::fs::read_to_string(&page)?))?;
    help::write(&workspace::root().join("docs"), staging)?;
    let own = integrity::publish(staging, &[vec![WASM.to_owned(), CARD.to_owned()], on_demand].concat())?;
    if release {
        println!("{}", pins::lines_for_hosts(&own));
    }
    Ok(())
}

/// The page without `<link data-trunk …>`: trunk leaves them in when it injects no script.
fn without_marks(page: &str) -> String {
    let mut parts = page.split("<link data-trunk");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text += part.split_once('>').map_or("", |(_, rest)| rest);
    }
    text
}

/// The dictionaries and the advice; other JSON (sample data, say) is no part of the widget.
fn is_on_demand(file: &str) -> bool {
    (file.starts_with("l10n/") && file.ends_with(".json")) || file == "advice.json"
}

fn files_with_extension(folder: &Path, extension: &str) -> Result<Vec<String>> {
    let wanted = Some(extension.as_ref());
    Ok(files(folder)?.into_iter().filter(|file| Path::new(file).extension() == wanted).collect())
}

/// Every file under `folder`, as a path relative to it with `/` between its parts, in alphabetical order.
pub(crate) fn files(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(inside) = folders.pop() {
        let path = folder.join(&inside);
        for entry in std::fs::read_dir(&path).with_context(|| format!("cannot list {}", path.display()))? {
            let entry = entry?;
            let name = format!("{inside}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() { folders.push(name + "/") } else { found.push(name) }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunks_marks_are_taken_out_of_the_page() {
        let page = "<head>\n<link data-trunk rel=\"rust\" data-trunk-id=\"0\">\n<link rel=\"icon\">\n</head>";
        assert_eq!(without_marks(page), "<head>\n\n<link rel=\"icon\">\n</head>");
        assert_eq!(without_marks("<p>"), "<p>");
    }

    #[test]
    fn only_what_few_pages_load_is_in_the_cards_table() {
        let cases = [
            ("l10n/pt-BR.json", true),
            ("advice.json", true),
            ("secure-score_bg.wasm", false),
            ("sample/score.json", false),
            ("integrity.json", false),
            ("gallery.html", false),
        ];
        for (file, expected) in cases {
            assert_eq!(is_on_demand(file), expected, "{file}");
        }
    }
}

//! Trunk's hook after a build, so that `trunk build` alone makes a complete `dist/`: standard tools
//! in their order.
//!
//! 1. In release, the card is checked for parts that release leaves out ([`calls`]), style sheets
//!    are minified, the parts that a card never uses become traps in the wasm ([`stubs`]), the code
//!    for past scores goes into a wasm of its own, and wasm-opt makes both small.
//! 2. The assets get their names ([`assets`]), which the script has as literal addresses.
//! 3. esbuild bundles `secure-score-gauge.js` with its modules and wasm-bindgen's, and the scripts
//!    of the frame.
//! 4. Merged files are deleted, unless another script needs them. Trunk's marks are removed from
//!    the page. The guides become the pages of the help.
//! 5. `integrity.json` is written, and the lines for hosts are printed (in release).

pub(crate) mod assets;
mod calls;
pub(crate) mod esbuild;
mod stubs;
mod wasm;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::workspace::{self, files};
use crate::{help, pins};

/// The one file that a host page imports.
pub(crate) const SCRIPT: &str = "secure-score-gauge.js";
/// The two sides of the frame, which share modules: each is one file.
const FRAME: [&str; 2] = ["secure-score-frame.js", "frame/page.js"];
/// The module that defines the element. The bundle of it becomes [`SCRIPT`], in which the class
/// alone stands before.
const ENTRY: &str = "define.js";
/// The bundle of the class alone, which defines nothing, for the npm package.
pub(crate) const ELEMENT: &str = "element.js";
/// The wasm, without the hash in its name.
pub(crate) const WASM: &str = "secure-score.wasm";
/// Its part for past scores, without the hash in its name. Debug builds have all in one file.
pub(crate) const PAST: &str = "secure-score-past.wasm";
/// The style of cards, without the hash in its name.
pub(crate) const CARD: &str = "card.json";

/// The wasm, as wasm-bindgen calls it.
const BINDGENS_WASM: &str = "secure-score_bg.wasm";
/// What wasm-bindgen writes for bundlers: every import as an export, and a way to set the instance.
const GLUE: &str = "secure-score_bg.js";
/// What trunk copies of that, which nobody needs here.
const NEEDLESS: &str = "secure-score.js";
/// The module that gives the wasm its imports.
const IMPORTS: &str = "imports.js";

/// The variable by which the names of functions stay in the wasm: for profiles.
pub(crate) const KEEP_NAMES: &str = "SECURE_SCORE_KEEP_NAMES";

/// `cargo xtask bundle`.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments("bundle", arguments)?;
    let staging = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let staging =
        staging.context("expected trunk to call this as its hook after a build; run `trunk build --release`")?;
    let release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    package(&staging, release)
}

fn package(staging: &Path, release: bool) -> Result<()> {
    if !staging.join(SCRIPT).is_file() {
        bail!("expected {SCRIPT} in {}, found none; is it in static/element/?", staging.display());
    }
    let link = link(staging, release)?;
    let assets = assets::gather(staging)?;
    esbuild::bundle(staging, SCRIPT, &workspace::scratch()?.join(ELEMENT), release, &link.exports)?;
    let mut merged = BTreeSet::from_iter(esbuild::bundle(staging, ENTRY, Path::new(SCRIPT), release, &link.exports)?);
    for script in FRAME {
        merged.extend(esbuild::bundle(staging, script, Path::new(script), release, &BTreeMap::new())?);
    }
    for merged in merged.iter().filter(|file| *file != SCRIPT && !FRAME.contains(&file.as_str())) {
        std::fs::remove_file(staging.join(merged)).with_context(|| format!("cannot delete {merged}"))?;
    }
    esbuild::resolve_imports(staging, &files_with_extension(staging, "js")?)?;
    let page = staging.join("index.html");
    std::fs::write(&page, without_marks(&std::fs::read_to_string(&page)?))?;
    help::write(&workspace::root().join("docs"), staging)?;
    assets::publish(staging, &assets)?;
    if release {
        println!("{}", pins::lines_of(staging)?);
    }
    Ok(())
}

/// Where trunk leaves the glue.
pub(crate) fn glue(profile: &str) -> PathBuf {
    workspace::target().join("wasm-bindgen").join(profile).join(GLUE)
}

/// Makes the wasm, the style sheets and the modules between wasm and script what they are in the
/// end.
fn link(staging: &Path, release: bool) -> Result<wasm::Link> {
    let glue = glue(if release { "release" } else { "debug" });
    std::fs::copy(&glue, staging.join(GLUE)).with_context(|| format!("cannot copy {}", glue.display()))?;
    std::fs::remove_file(staging.join(NEEDLESS)).with_context(|| format!("expected {NEEDLESS} of wasm-bindgen"))?;
    let file = staging.join(BINDGENS_WASM);
    let link = match release {
        true => {
            calls::check()?;
            wasm::shrink(&file, std::env::var_os(KEEP_NAMES).is_some())?
        }
        false => wasm::link_only(&file)?,
    };
    std::fs::write(staging.join(IMPORTS), &link.module)?;
    for sheet in files_with_extension(staging, "css")?.iter().filter(|_| release) {
        esbuild::minify(&staging.join(sheet))?;
    }
    Ok(link)
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

fn files_with_extension(folder: &Path, extension: &str) -> Result<Vec<String>> {
    let wanted = Some(extension.as_ref());
    Ok(files(folder)?.into_iter().filter(|file| Path::new(file).extension() == wanted).collect())
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
}

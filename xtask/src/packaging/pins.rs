//! What a host pastes: lines that pin the script, which then pins everything that it loads, and
//! lines by which a browser asks for all of it at once.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{CARD, SCRIPT, WASM, assets};

const START: &str = "has the integrity value";
/// The last line.
const END: &str = "integrity.json has the names and the values of all files";

/// The lines for a folder that was built.
pub(crate) fn lines_of(folder: &Path) -> Result<String> {
    let (_, own) = assets::published(folder, SCRIPT)?;
    let [script, wasm, card] = preload_lines(folder)?;
    Ok(format!(
        "{SCRIPT} {START}\n  {own}\nas a tag, or as an import map for pages that import it:\n  \
         <script type=\"module\" src=\"{SCRIPT}\" integrity=\"{own}\"></script>\n  \
         <script type=\"importmap\">{{\"integrity\":{{\"./{SCRIPT}\":\"{own}\"}}}}</script>\n\
         in the head of a page, for a quicker first visit (other lines with each version):\n  \
         {script}\n  {wasm}\n  {card}\n{END}"
    ))
}

/// The lines by which a page asks at once for the script, the wasm and the card.
pub(crate) fn preload_lines(folder: &Path) -> Result<[String; 3]> {
    let (_, own) = assets::published(folder, SCRIPT)?;
    let fetched = |name, kind| {
        let (file, _) = assets::published(folder, name)?;
        anyhow::Ok(format!("<link rel=\"preload\" as=\"fetch\" crossorigin type=\"{kind}\" href=\"{file}\">"))
    };
    Ok([
        format!("<link rel=\"modulepreload\" href=\"{SCRIPT}\" integrity=\"{own}\">"),
        fetched(WASM, "application/wasm")?,
        fetched(CARD, "application/json")?,
    ])
}

/// The lines, as a build printed them among others.
pub(crate) fn printed(output: &str) -> Result<String> {
    let start = output.find(&format!("{SCRIPT} {START}"));
    let lines = start.and_then(|start| output.get(start..)?.split_once(END));
    let (lines, _) = lines.with_context(|| format!("expected the build to print the integrity value of {SCRIPT}"))?;
    Ok([lines, END].concat())
}

/// Whether the lines that were printed are those of the files in `folder` as they are.
pub(crate) fn check(printed: &str, folder: &Path) -> Result<()> {
    let expected = lines_of(folder)?;
    if printed != expected {
        bail!("expected the build to print\n{expected}\nbut it printed\n{printed}");
    }
    for name in [SCRIPT, WASM, CARD] {
        let (file, value) = assets::published(folder, name)?;
        let bytes = std::fs::read(folder.join(&file)).with_context(|| format!("cannot read {file}"))?;
        if assets::value(&bytes) != value {
            bail!("expected {file} to have the value {value}, but it has {}", assets::value(&bytes));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_checked_against_the_files() -> Result<()> {
        let folder = crate::workspace::scratch()?.join("pins");
        std::fs::create_dir_all(&folder)?;
        let row = |name| format!("\"{name}\":{{\"file\":\"{name}\",\"integrity\":\"{}\"}}", assets::value(b"here"));
        std::fs::write(folder.join(assets::PUBLISHED), format!("{{{}}}", [SCRIPT, WASM, CARD].map(row).join(",")))?;
        for file in [SCRIPT, WASM, CARD] {
            std::fs::write(folder.join(file), "here")?;
        }
        let lines = lines_of(&folder)?;
        let found = printed(&format!("INFO starting\n{lines}\nINFO finished"))?;
        assert_eq!(found, lines);
        check(&found, &folder)?;
        assert!(check(&found.replace(CARD, "other.json"), &folder).is_err());
        std::fs::write(folder.join(WASM), "there")?;
        assert!(check(&found, &folder).is_err());
        assert!(printed("INFO finished").is_err());
        Ok(())
    }
}

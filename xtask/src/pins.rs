//! What a host pastes: lines that pin the script, which then pins everything that it loads, and
//! lines by which a browser asks for all of it at once.

use std::path::Path;

use anyhow::Result;

use crate::packaging::{CARD, SCRIPT, WASM, assets};

/// The lines for a folder that was built.
pub(crate) fn lines_of(folder: &Path) -> Result<String> {
    let (_, own) = assets::published(folder, SCRIPT)?;
    let [script, wasm, card] = preload_lines(folder)?;
    Ok(format!(
        "{SCRIPT} has the integrity value\n  {own}\nas a tag, or as an import map for pages that import it:\n  \
         <script type=\"module\" src=\"{SCRIPT}\" integrity=\"{own}\"></script>\n  \
         <script type=\"importmap\">{{\"integrity\":{{\"./{SCRIPT}\":\"{own}\"}}}}</script>\n\
         in the head of a page, for a quicker first visit (other lines with each version):\n  \
         {script}\n  {wasm}\n  {card}\n\
         integrity.json has the names and the values of all files"
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_the_values_and_the_names_with_hashes() -> Result<()> {
        let folder = crate::workspace::scratch()?.join("pins");
        std::fs::create_dir_all(&folder)?;
        let row = |name| format!("\"{name}\":{{\"file\":\"assets/1-{name}\",\"integrity\":\"sha384-{name}\"}}");
        std::fs::write(folder.join("integrity.json"), format!("{{{}}}", [SCRIPT, WASM, CARD].map(row).join(",")))?;
        let [script, wasm, card] = preload_lines(&folder)?;
        assert!(script.contains(&format!("integrity=\"sha384-{SCRIPT}\"")), "{script}");
        assert!(wasm.contains(&format!("href=\"assets/1-{WASM}\"")), "{wasm}");
        let lines = lines_of(&folder)?;
        for line in [script, wasm, card] {
            assert!(lines.contains(&line), "{line} is missing in {lines}");
        }
        Ok(())
    }
}

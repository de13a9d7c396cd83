//! What a host pastes to pin the script, which then pins everything that it loads.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{SCRIPT, integrity};

const START: &str = "has the integrity value";
const MAP: (&str, &str) = ("<script type=\"importmap\">", "</script>");

/// The lines, with the script's own integrity value.
pub(super) fn lines_for_hosts(own: &str) -> String {
    let (open, close) = MAP;
    format!(
        "{SCRIPT} {START}\n  {own}\nas a tag, or as an import map for pages that import it:\n  \
         <script type=\"module\" src=\"{SCRIPT}\" integrity=\"{own}\"></script>\n  \
         {open}{{\"integrity\":{{\"./{SCRIPT}\":\"{own}\"}}}}{close}"
    )
}

/// The lines for a folder that was built.
pub(crate) fn lines_of(folder: &Path) -> Result<String> {
    let script = std::fs::read(folder.join(SCRIPT)).with_context(|| format!("cannot read {SCRIPT}"))?;
    Ok(lines_for_hosts(&integrity::value(&script)))
}

/// The lines, as a build printed them among others.
pub(crate) fn printed(output: &str) -> Result<String> {
    let lines = output.lines().skip_while(|line| !line.ends_with(START)).take(lines_for_hosts("").lines().count());
    let lines: Vec<&str> = lines.collect();
    if lines.is_empty() {
        bail!("expected the build to print the integrity value of {SCRIPT}, but it did not");
    }
    Ok(lines.join("\n"))
}

/// Whether the lines that were printed pin the files in `folder` as they are.
///
/// # Errors
/// Names the line that does not.
pub(crate) fn check(printed: &str, folder: &Path) -> Result<()> {
    let mut found = 0;
    for line in printed.lines().map(str::trim) {
        for (file, value) in pinned(line)? {
            let bytes =
                std::fs::read(folder.join(&file)).with_context(|| format!("cannot read {file}, of `{line}`"))?;
            let expected = integrity::value(&bytes);
            if value != expected {
                bail!("expected {file} to be pinned by {expected}, but the build printed `{line}`");
            }
            found += 1;
        }
    }
    if found != 3 {
        bail!("expected a value, a tag and an import map from the build, but it printed:\n{printed}");
    }
    Ok(())
}

/// The files that a line pins, with their values.
fn pinned(line: &str) -> Result<Vec<(String, String)>> {
    if line.starts_with("sha384-") {
        return Ok(vec![(SCRIPT.to_owned(), line.to_owned())]);
    }
    if let Some(map) = line.strip_prefix(MAP.0) {
        let map = map.strip_suffix(MAP.1).with_context(|| format!("expected a whole tag, got `{line}`"))?;
        let map: Value = serde_json::from_str(map).with_context(|| format!("expected JSON in `{line}`"))?;
        let values = map.get("integrity").and_then(Value::as_object);
        let values = values.with_context(|| format!("expected `integrity` in `{line}`"))?;
        return Ok(values
            .iter()
            .map(|(file, value)| (file.clone(), value.as_str().unwrap_or_default().to_owned()))
            .collect());
    }
    let attribute = |name: &str| Some(line.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0.to_owned());
    Ok(attribute("src").zip(attribute("integrity")).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_pins_the_script() -> Result<()> {
        let folder = crate::workspace::scratch()?.join("pins");
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(SCRIPT), "export {}")?;
        let value = integrity::value(b"export {}");
        let good = lines_for_hosts(&value);
        let found = printed(&format!("INFO starting\n{good}\nINFO finished"))?;
        assert_eq!(found, good);
        check(&found, &folder)?;
        let other = integrity::value(b"export { }");
        for (at, _) in good.match_indices(&value) {
            let (before, after) = good.split_at(at);
            let wrong = [before, &after.replacen(&value, &other, 1)].concat();
            assert!(check(&wrong, &folder).is_err(), "{wrong}");
        }
        assert!(check(&good.replace("\"integrity\"", "\"imports\""), &folder).is_err());
        assert!(check(&good.replace(" integrity=", " nonce="), &folder).is_err());
        assert!(check(&good.replace("./secure", "./other"), &folder).is_err());
        assert!(printed("INFO finished").is_err());
        Ok(())
    }
}

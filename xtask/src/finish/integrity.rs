//! Integrity values in the form of the web's `integrity` attribute.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256, Sha384};

use super::{SCRIPT, files_with_extension};

/// Integrity values by file name, relative to the script.
type Table = BTreeMap<String, String>;

/// The values of `files` in `folder`, each computed by `value`.
fn of(folder: &Path, files: &[String], value: fn(&[u8]) -> String) -> Result<Table> {
    let mut table = Table::new();
    for file in files {
        let bytes = std::fs::read(folder.join(file)).with_context(|| format!("cannot read {file}"))?;
        table.insert(file.clone(), value(&bytes));
    }
    Ok(table)
}

/// The value that hosts pin a file by.
pub(super) fn value(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

/// The value that the script has of what it loads: long enough, and a third shorter. None of its bytes compresses.
fn short_value(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

/// The JavaScript module that takes the place of `static/element/integrity.js`, with the values of the two files that every page loads.
pub(super) fn module(wasm: &[u8], card: &[u8]) -> String {
    let line = |name, bytes| format!("export const {name} = '{}';\n", short_value(bytes));
    [line("wasm", wasm), line("card", card)].concat()
}

/// The file of what comes with the wasm: a style sheet, and the values of what only few pages load.
pub(super) fn card(folder: &Path, style: &str, on_demand: &[String]) -> Result<String> {
    let css = std::fs::read_to_string(folder.join(style)).with_context(|| format!("cannot read {style}"))?;
    let card = serde_json::json!({ "css": css.trim_end(), "integrity": of(folder, on_demand, short_value)? });
    Ok(card.to_string())
}

/// Writes `integrity.json`, with the scripts beside what they load. The answer is the value of the one to pin.
pub(super) fn publish(folder: &Path, loaded: &[String]) -> Result<String> {
    let files = [loaded, &files_with_extension(folder, "js")?].concat();
    let mut table = of(folder, &files, value)?;
    std::fs::write(folder.join("integrity.json"), as_json(&table) + "\n")?;
    table.remove(SCRIPT).with_context(|| format!("expected {SCRIPT} in {}", folder.display()))
}

fn as_json(table: &Table) -> String {
    let members: Vec<String> = table
        .iter()
        .map(|(file, value)| format!("  {}: \"{value}\"", serde_json::Value::from(file.as_str())))
        .collect();
    format!("{{\n{}\n}}", members.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_what_browsers_compute() {
        // The value of the empty text, as `printf '' | openssl dgst -sha384 -binary | base64` gives it.
        let empty = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(value(b""), empty);
        // And `-sha256`.
        assert_eq!(short_value(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn the_module_has_both_values() {
        let empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
        let expected = format!("export const wasm = {empty};\nexport const card = {empty};\n");
        assert_eq!(module(b"", b""), expected);
    }
}

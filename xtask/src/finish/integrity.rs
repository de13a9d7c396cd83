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

/// The JavaScript module that takes the place of `static/integrity.js`, with what the script loads.
pub(super) fn module(folder: &Path, loaded: &[String]) -> Result<String> {
    Ok(as_module(&of(folder, loaded, short_value)?))
}

fn as_module(table: &Table) -> String {
    format!("export const integrity = {};\n", as_json(table))
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
    fn the_module_is_the_table() {
        let table = Table::from([("a.wasm".to_owned(), "sha384-x".to_owned())]);
        assert_eq!(as_module(&table), "export const integrity = {\n  \"a.wasm\": \"sha384-x\"\n};\n");
    }
}

//! Integrity values in the form of the web's `integrity` attribute.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha384};

use super::{SCRIPT, files_with_extension};

/// Integrity values by file name, relative to the script.
pub(super) type Table = BTreeMap<String, String>;

/// The values of `files` in `folder`.
pub(super) fn of(folder: &Path, files: &[String]) -> Result<Table> {
    let mut table = Table::new();
    for file in files {
        let bytes = std::fs::read(folder.join(file)).with_context(|| format!("cannot read {file}"))?;
        table.insert(file.clone(), value(&bytes));
    }
    Ok(table)
}

pub(super) fn value(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

/// The table as the JavaScript module that takes the place of `static/integrity.js`.
pub(super) fn as_module(table: &Table) -> String {
    format!("export const integrity = {};\n", as_json(table))
}

/// Writes `integrity.json`, with the scripts beside what they load. The answer is the value of the one to pin.
pub(super) fn publish(folder: &Path, loaded: &Table) -> Result<String> {
    let mut table = loaded.clone();
    table.extend(of(folder, &files_with_extension(folder, "js")?)?);
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
    }

    #[test]
    fn the_module_is_the_table() {
        let table = Table::from([("a.wasm".to_owned(), "sha384-x".to_owned())]);
        assert_eq!(as_module(&table), "export const integrity = {\n  \"a.wasm\": \"sha384-x\"\n};\n");
    }
}

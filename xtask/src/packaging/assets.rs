//! What the script loads: files whose names hold a hash of their content, so that they may be
//! cached for ever.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::Value;
use sha2::{Digest, Sha256, Sha384};

use super::{CARD, PAST, SCRIPT, WASM};
use crate::workspace;

/// The folder of the assets, beside the script.
const FOLDER: &str = "assets";
/// The module that the script takes the names and the integrity values of its assets from.
const TABLE: &str = "built.js";
/// What is published of them.
const PUBLISHED: &str = "integrity.json";
/// Digits of the hash in a name.
const DIGITS: usize = 10;
/// Bundlers put a smaller file into their script, as a `data:` address that a strict policy blocks.
const SMALLEST: usize = 4097;

/// An asset.
pub(super) struct Asset {
    /// Its name without the hash, by which the script asks for it.
    name: String,
    /// Its path beside the script.
    file: String,
    bytes: Vec<u8>,
}

/// Moves everything that the script loads into its folder, and writes the script's table of it.
pub(super) fn gather(staging: &Path) -> Result<Vec<Asset>> {
    join_styles(staging)?;
    let mut assets = vec![
        move_to_folder(staging, super::BINDGENS_WASM, WASM, |bytes| bytes)?,
        move_to_folder(staging, "card.css", CARD, card)?,
        move_to_folder(staging, "advice.json", "advice.json", padded)?,
    ];
    if staging.join(PAST).is_file() {
        assets.push(move_to_folder(staging, PAST, PAST, |bytes| bytes)?);
    }
    for file in workspace::files(staging)? {
        if let Some(name) = file.strip_prefix("l10n/").filter(|name| name.ends_with(".json")) {
            assets.push(move_to_folder(staging, &file, name, padded)?);
        }
    }
    std::fs::remove_dir(staging.join("l10n")).context("expected nothing but dictionaries in l10n/")?;
    std::fs::write(staging.join(TABLE), table(&assets))?;
    Ok(assets)
}

fn move_to_folder(staging: &Path, from: &str, name: &str, change: fn(Vec<u8>) -> Vec<u8>) -> Result<Asset> {
    let path = staging.join(from);
    let bytes = change(std::fs::read(&path).with_context(|| format!("cannot read {from}"))?);
    std::fs::remove_file(path)?;
    let asset = Asset { name: name.to_owned(), file: format!("{FOLDER}/{}", hashed(name, &bytes)), bytes };
    std::fs::create_dir_all(staging.join(FOLDER))?;
    std::fs::write(staging.join(&asset.file), &asset.bytes).with_context(|| format!("cannot write {}", asset.file))?;
    Ok(asset)
}

/// A card may need all of its style: apart are its files for the publisher.
fn join_styles(staging: &Path) -> Result<()> {
    let notice = staging.join("notice.css");
    let rest = std::fs::read(&notice).context("cannot read notice.css")?;
    std::fs::remove_file(notice)?;
    let mut card = std::fs::OpenOptions::new().append(true).open(staging.join("card.css"))?;
    card.write_all(&rest).context("cannot write card.css")
}

/// The style of cards as JSON, which no bundler takes for a style sheet of its own.
fn card(css: Vec<u8>) -> Vec<u8> {
    let css = String::from_utf8_lossy(&css);
    padded(serde_json::json!({ "css": css.trim_end() }).to_string().into_bytes())
}

/// JSON with enough blank lines to be a large file. They compress to nothing.
fn padded(mut json: Vec<u8>) -> Vec<u8> {
    json.resize(json.len().max(SMALLEST), b'\n');
    json
}

/// `secure-score.wasm` as `secure-score-0123456789.wasm`.
fn hashed(name: &str, bytes: &[u8]) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{stem}-{}.{extension}", &hash[..DIGITS])
}

/// The module. An address is a literal each, by which bundlers know that a file belongs to the
/// script.
fn table(assets: &[Asset]) -> String {
    let rows = assets.iter().map(|Asset { name, file, bytes }| {
        let bare = file.rsplit('/').next().unwrap_or_default();
        format!("  '{name}': ['{bare}', '{}', () => new URL('./{file}', import.meta.url)],\n", short_value(bytes))
    });
    format!("export const assets = {{\n  __proto__: null,\n{}}};\n", rows.collect::<String>())
}

/// Writes `integrity.json`: by names without a hash, the path and the value of the script and of
/// each asset.
pub(super) fn publish(staging: &Path, assets: &[Asset]) -> Result<()> {
    let script = std::fs::read(staging.join(SCRIPT)).with_context(|| format!("cannot read {SCRIPT}"))?;
    let mut files = BTreeMap::from([(SCRIPT, (SCRIPT, value(&script)))]);
    files.extend(assets.iter().map(|asset| (asset.name.as_str(), (asset.file.as_str(), value(&asset.bytes)))));
    let rows = files
        .iter()
        .map(|(name, (file, value))| format!("  \"{name}\": {{ \"file\": \"{file}\", \"integrity\": \"{value}\" }}"));
    let rows: Vec<String> = rows.collect();
    std::fs::write(staging.join(PUBLISHED), format!("{{\n{}\n}}\n", rows.join(",\n")))?;
    Ok(())
}

/// What `integrity.json` in a folder says of the file with this name: its path and its value.
pub(crate) fn published(folder: &Path, name: &str) -> Result<(String, String)> {
    let path = folder.join(PUBLISHED);
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let table: Value = serde_json::from_str(&text).with_context(|| format!("expected JSON in {PUBLISHED}"))?;
    let member = |member| table.get(name)?.get(member)?.as_str().map(str::to_owned);
    let found = member("file").zip(member("integrity"));
    found.with_context(|| format!("expected `{name}` in {PUBLISHED}, found none"))
}

/// The value that hosts pin a file by.
fn value(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

/// The value that the script has of what it loads: long enough, and a third shorter. None of its
/// bytes compresses.
fn short_value(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_what_browsers_compute() {
        // The value of the empty text, as `printf '' | openssl dgst -sha384 -binary | base64` gives
        // it.
        let empty = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(value(b""), empty);
        // And `-sha256`.
        assert_eq!(short_value(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn names_hold_the_hash_of_the_content() {
        assert_eq!(hashed("pt-BR.json", b""), "pt-BR-e3b0c44298.json");
        assert_ne!(hashed("pt-BR.json", b"{}"), hashed("pt-BR.json", b"{ }"));
    }

    #[test]
    fn json_is_no_small_file_and_the_same_json() -> Result<()> {
        let card = card(b"p{}\n".to_vec());
        assert_eq!(card.len(), SMALLEST);
        assert_eq!(serde_json::from_slice::<Value>(&card)?["css"], "p{}");
        assert_eq!(padded(vec![b' '; 5000]).len(), 5000);
        Ok(())
    }
}

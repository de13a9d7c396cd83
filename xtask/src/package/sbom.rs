//! The list of what a release is made of, in the form of CycloneDX: the crates that are compiled
//! into the wasm, and the packages of npm that the build runs, none of which ships.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::VERSION;
use crate::workspace;

/// The list, with the time of the commit.
pub(super) fn sbom(time: &str) -> Result<Value> {
    let crates = crates()?;
    let tools = tools(&fs::read_to_string(workspace::root().join("package-lock.json"))?)?;
    let components = [crates, tools].concat();
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": time,
            "component": { "type": "library", "bom-ref": "secure-score-gauge", "name": "secure-score-gauge", "version": VERSION,
                           "purl": format!("pkg:npm/secure-score-gauge@{VERSION}"),
                           "licenses": [{ "expression": "MIT OR Apache-2.0" }] },
        },
        "components": components,
    }))
}

/// The crates that the wasm has, from cargo itself.
fn crates() -> Result<Vec<Value>> {
    let output = workspace::cargo()
        .args(["metadata", "--format-version=1", "--locked", "--filter-platform=wasm32-unknown-unknown"])
        .args(["--features", "secure-score/element"])
        .output()?;
    ensure!(output.status.success(), "`cargo metadata` failed: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).context("`cargo metadata` wrote no JSON")?;
    let list = |value: &Value, name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let packages: BTreeMap<String, Value> =
        list(&metadata, "packages").into_iter().map(|package| (text(&package, "id"), package)).collect();
    let nodes: BTreeMap<String, Value> = list(metadata.get("resolve").unwrap_or(&Value::Null), "nodes")
        .into_iter()
        .map(|node| (text(&node, "id"), node))
        .collect();
    let root = packages.values().find(|package| text(package, "name") == "secure-score");
    let root = root.map(|package| text(package, "id")).context("expected the package secure-score in the workspace")?;
    let (mut found, mut open) = (BTreeSet::new(), vec![root.clone()]);
    while let Some(id) = open.pop() {
        for dependency in nodes.get(&id).map(|node| list(node, "deps")).unwrap_or_default() {
            let linked = list(&dependency, "dep_kinds").iter().any(|kind| kind.get("kind") == Some(&Value::Null));
            let id = text(&dependency, "pkg");
            if linked && found.insert(id.clone()) {
                open.push(id);
            }
        }
    }
    Ok(found
        .iter()
        .filter_map(|id| packages.get(id))
        .map(|package| {
            let (name, version) = (text(package, "name"), text(package, "version"));
            component("cargo", &name, &version, "required", &text(package, "license"))
        })
        .collect())
}

/// The packages of a lock file of npm.
fn tools(lock: &str) -> Result<Vec<Value>> {
    let lock: Value = serde_json::from_str(lock).context("package-lock.json is no JSON")?;
    let packages = lock.get("packages").and_then(Value::as_object);
    let packages = packages.context("expected `packages` in package-lock.json, found none")?;
    let known: BTreeMap<&str, &Value> =
        packages.iter().filter_map(|(path, package)| Some((path.rsplit_once("node_modules/")?.1, package))).collect();
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(known
        .iter()
        .map(|(name, package)| component("npm", name, &text(package, "version"), "excluded", &text(package, "license")))
        .collect())
}

fn component(kind: &str, name: &str, version: &str, scope: &str, license: &str) -> Value {
    let purl = format!("pkg:{kind}/{}@{version}", name.replace('@', "%40"));
    let mut value =
        json!({ "type": "library", "bom-ref": purl, "name": name, "version": version, "scope": scope, "purl": purl });
    if let (false, Some(value)) = (license.is_empty(), value.as_object_mut()) {
        value.insert("licenses".to_owned(), json!([{ "expression": license.replace('/', " OR ") }]));
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_file_gives_its_packages() -> Result<()> {
        let lock =
            r#"{"packages":{"":{"name":"x"},"node_modules/@a/b":{"version":"1.2.3","license":"MIT/Apache-2.0"}}}"#;
        let found = tools(lock)?;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0]["purl"], "pkg:npm/%40a/b@1.2.3");
        assert_eq!(found[0]["licenses"][0]["expression"], "MIT OR Apache-2.0");
        Ok(())
    }
}

//! Tests that `static/package/surface.json` and the code agree on the public surface. The types,
//! the manifest and the tables of the README are made from that file.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

use crate::feed::State;
use crate::settings::{Attribute, Kind};
use crate::text::Key;

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn surface() -> Value {
    let text = std::fs::read_to_string(repository().join("static/package/surface.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn names(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

fn union(surface: &Value, name: &str) -> Vec<String> {
    let unions = surface["unions"].as_array().unwrap();
    let union = unions.iter().find(|union| union["name"] == name).unwrap_or_else(|| panic!("no union {name}"));
    union["values"].as_array().unwrap().iter().map(|value| value.as_str().unwrap().to_owned()).collect()
}

/// The texts of every source file in a folder, tests left out.
fn sources(folder: &str, endings: &[&str]) -> String {
    let mut text = String::new();
    let mut folders = vec![repository().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if endings.iter().any(|ending| name.ends_with(ending)) && !name.contains("tests") {
                text += &std::fs::read_to_string(&path).unwrap();
            }
        }
    }
    text
}

/// The room between two marks, wherever the first one is.
fn between<'t>(text: &'t str, start: &'t str, end: &'t [char]) -> impl Iterator<Item = &'t str> {
    text.split(start).skip(1).filter_map(move |rest| rest.split(end).next())
}

#[test]
fn attributes_with_their_properties_and_defaults() {
    let surface = surface();
    let attributes = surface["attributes"].as_array().unwrap();
    let expected: Vec<_> = Attribute::ALL.iter().map(|one| (one.name(), one.property())).collect();
    let found: Vec<_> =
        attributes.iter().map(|one| (one["name"].as_str().unwrap(), one["property"].as_str().unwrap())).collect();
    assert_eq!(found, expected);
    for (attribute, said) in Attribute::ALL.iter().zip(attributes) {
        let read = said["read"].as_str().unwrap();
        let default = said["default"].as_str();
        match attribute.kind() {
            Kind::Text { default: expected, .. } => {
                assert_eq!(default, expected, "{}", attribute.name());
                assert_eq!(read, if expected.is_some() { "string" } else { "string | null" }, "{}", attribute.name());
            }
            Kind::Word(words) => {
                assert_eq!(default, words.first().copied(), "{}", attribute.name());
                assert_eq!(union(&surface, read), words, "{}", attribute.name());
            }
            Kind::Number { default: expected, word, .. } => {
                let (_, first) = expected.first().unwrap();
                assert_eq!(default, Some(first.to_string().as_str()), "{}", attribute.name());
                let kind = word.map_or("number".to_owned(), |word| format!("number | '{word}'"));
                assert_eq!(read, kind, "{}", attribute.name());
            }
        }
    }
}

#[test]
fn states_in_their_order() {
    assert_eq!(names(&surface()["states"]), State::ALL.map(State::name));
}

#[test]
fn error_codes_are_those_with_a_sentence() {
    let kebab = |name: &str| {
        let mut code = String::new();
        for letter in name.chars() {
            if letter.is_ascii_uppercase() && !code.is_empty() {
                code.push('-');
            }
            code.push(letter.to_ascii_lowercase());
        }
        code
    };
    let expected: Vec<_> = Key::ALL.iter().filter_map(|key| key.name().strip_prefix("error")).map(kebab).collect();
    assert_eq!(union(&surface(), "ErrorCode"), expected);
}

#[test]
fn every_part_that_is_drawn_is_listed() {
    let known: BTreeSet<_> = names(&surface()["parts"]).into_iter().collect();
    let text = sources("src/gauge", &[".rs"]) + &sources("static/element", &[".js"]);
    let drawn: BTreeSet<_> =
        between(&text, "part=\"", &['"']).flat_map(str::split_whitespace).map(str::to_owned).collect();
    assert!(drawn.is_subset(&known), "not in surface.json: {:?}", drawn.difference(&known).collect::<Vec<_>>());
}

#[test]
fn custom_properties_are_those_that_the_style_reads() {
    let text = sources("static/element", &[".css"]);
    let read: BTreeSet<_> =
        between(&text, "var(--secure-score-", &[',', ')', ' ']).map(|name| format!("--secure-score-{name}")).collect();
    assert_eq!(read, names(&surface()["customProperties"]).into_iter().collect());
}

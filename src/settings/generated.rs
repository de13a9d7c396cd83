//! The facts that the element's script has from Rust: one file, written by `cargo xtask generate`,
//! and compared by a test.

use std::fmt::Write;
use std::path::PathBuf;

use super::{Attribute, Kind};
use crate::text::{ALIASES, LANGUAGES, TRADITIONAL};

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

fn list(words: &[&str]) -> String {
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ")
}

/// One line of the table: the kind's name, and what it needs to know.
fn line(kind: Kind) -> String {
    match kind {
        Kind::Text { default: None, .. } => "['text']".to_owned(),
        Kind::Text { default: Some(default), invalid } => {
            let invalid: String = invalid.iter().map(|text| format!(", {}", quoted(text))).collect();
            format!("['text', {}{invalid}]", quoted(default))
        }
        Kind::Word(words) => format!("['word', {}]", list(words)),
        Kind::Number { default, least, word } => {
            let default = match default {
                [(None, number)] => number.to_string(),
                by_metric => {
                    let members = by_metric
                        .iter()
                        .map(|(metric, number)| format!("{}: {number}", quoted(metric.expect("a word of metric"))));
                    format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
                }
            };
            let word: String = word.iter().map(|word| format!(", {}", quoted(word))).collect();
            format!("['number', {default}, {least}{word}]")
        }
    }
}

fn script() -> String {
    let mut script = String::from(
        "// Written by `cargo xtask generate` from the tables in src/settings and src/text. Do not edit.\n\n\
         /** By name: the kind of an attribute, and what that kind needs to know. */\n\
         export const attributes = {\n",
    );
    for attribute in Attribute::ALL {
        let _ = writeln!(script, "  {}: {},", quoted(attribute.name()), line(attribute.kind()));
    }
    let aliases: Vec<String> = ALIASES.iter().map(|(from, to)| format!("{from}: {}", quoted(to))).collect();
    let _ = write!(
        script,
        "}};\n\n/** The languages that have a dictionary. */\nexport const languages = [{}];\n\n\
         /** The dictionaries of languages whose names differ from theirs. */\nexport const aliases = {{ {} }};\n\n\
         /** Parts of a tag that ask for traditional characters, which no dictionary has. */\n\
         export const traditional = [{}];\n",
        list(&LANGUAGES),
        aliases.join(", "),
        list(&TRADITIONAL),
    );
    script
}

#[test]
fn the_script_has_the_tables_of_rust() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("static/element/generated.js");
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        std::fs::write(&file, script()).unwrap();
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(there, script(), "static/element/generated.js is out of date: run `cargo xtask generate`");
}

#[test]
fn a_property_is_its_attribute_in_camel_case() {
    for attribute in Attribute::ALL {
        let mut property = String::new();
        for (index, word) in attribute.name().split('-').enumerate() {
            let (first, rest) = word.split_at(usize::from(index > 0));
            property += &(first.to_ascii_uppercase() + rest);
        }
        assert_eq!(attribute.property(), property);
    }
}

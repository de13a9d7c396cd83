//! Tests that every dictionary file says all that English says, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::{Key, LANGUAGES};

type Texts = BTreeMap<String, String>;

/// The plural categories of CLDR for whole numbers and fractions.
const PLURALS: [(&str, &[&str]); 11] = [
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
    ("de", &["one", "other"]),
    ("es", &["one", "many", "other"]),
    ("fr", &["one", "many", "other"]),
    ("he", &["one", "two", "other"]),
    ("it", &["one", "many", "other"]),
    ("ja", &["other"]),
    ("nl", &["one", "other"]),
    ("pt-BR", &["one", "many", "other"]),
    ("sv", &["one", "other"]),
    ("zh-CN", &["other"]),
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("static/element/l10n")
}

fn texts(language: &str) -> Texts {
    let file = folder().join(format!("{language}.json"));
    serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap()
}

fn english() -> Texts {
    Key::ALL.iter().map(|key| (key.name().to_owned(), key.english().to_owned())).collect()
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

fn without_plurals(texts: &Texts) -> BTreeSet<&str> {
    let is_plural = |key: &&str| key.starts_with("points_") || key.starts_with("ofPoints_");
    texts.keys().map(String::as_str).filter(|key| !is_plural(key)).collect()
}

#[test]
fn there_is_a_file_for_each_language() {
    let files = std::fs::read_dir(folder()).unwrap();
    let files: BTreeSet<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(files, LANGUAGES.iter().map(|language| format!("{language}.json")).collect());
}

#[test]
fn no_key_is_missing_and_none_is_extra() {
    for language in LANGUAGES {
        assert_eq!(without_plurals(&texts(language)), without_plurals(&english()), "{language}");
    }
}

#[test]
fn every_plural_category_has_its_unit() {
    for (language, categories) in PLURALS {
        let texts = texts(language);
        let units: BTreeSet<&str> = texts.keys().filter_map(|key| key.strip_prefix("points_")).collect();
        assert_eq!(units, categories.iter().copied().collect(), "{language}");
    }
}

#[test]
fn a_unit_with_another_form_has_it_in_every_plural_category() {
    for (language, categories) in PLURALS {
        let texts = texts(language);
        let forms: BTreeSet<&str> = texts.keys().filter_map(|key| key.strip_prefix("ofPoints_")).collect();
        assert!(forms.is_empty() || forms == categories.iter().copied().collect(), "{language}: {forms:?}");
    }
}

#[test]
fn titles_are_short() {
    for key in Key::ALL.iter().filter(|key| key.name().starts_with("title")) {
        assert!(key.english().split(' ').count() <= 4, "{key:?}");
        for language in LANGUAGES {
            let title = &texts(language)[key.name()];
            assert!(title.chars().count() <= 32, "{language}: {title}");
        }
    }
}

#[test]
fn no_placeholder_is_lost() {
    for language in LANGUAGES {
        let texts = texts(language);
        for (key, text) in english() {
            if let Some(translated) = texts.get(&key) {
                assert_eq!(placeholders(translated), placeholders(&text), "{language} {key}");
                assert!(!translated.trim().is_empty(), "{language} {key}");
            }
        }
    }
}

#[test]
fn what_is_said_without_the_wasm_is_said_in_the_same_words() {
    let script = include_str!("../../static/element/explain.js");
    for key in [Key::ErrorWasmBlocked, Key::ErrorCrashed] {
        assert!(script.contains(key.name()) && script.contains(key.english()), "{key:?}");
    }
}

#[test]
fn what_is_looked_for_or_written_into_a_page_is_named_in_every_language() {
    let audience = "https://api.securitycenter.microsoft.com";
    for (key, names) in [
        (Key::HintUnauthorized, &[audience][..]),
        (Key::HintForbidden, &["Score.Read", "Score.Read.All", audience]),
        (Key::ErrorNetwork, &["CORS"]),
        (Key::HintNetwork, &["CORS", "api-base", "src"]),
        (Key::HintNotFound, &["api-base", "src", "group"]),
        (Key::HintRedirected, &["api-base", "src"]),
        (Key::HintInvalidResponse, &["JSON", "score", "time"]),
        (Key::HintInsecureUrl, &["https", "allowedOrigins"]),
        (Key::ErrorWasmBlocked, &["WebAssembly"]),
    ] {
        let translated = LANGUAGES.iter().map(|language| (*language, texts(language)[key.name()].clone()));
        for (language, text) in translated.chain([("en", key.english().to_owned())]) {
            for name in names {
                assert!(text.contains(name), "{language} {key:?}: {name} is missing in {text:?}");
            }
        }
    }
}

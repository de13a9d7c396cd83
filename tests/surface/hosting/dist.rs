//! The built files themselves, without a browser.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use secure_score_tests::{asset, dist, repository};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

fn texts(ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(&dist(), &mut found);
    found.retain(|path| path.extension().is_some_and(|extension| extension == ending));
    found.iter().map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap())).collect()
}

/// The tags of a page, each from its bracket to its bracket.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).filter_map(|rest| rest.split('>').next()).filter(|tag| !tag.starts_with(['/', '!']))
}

/// The value of an attribute.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let start = tag.find(&format!(" {name}="))? + name.len() + 2;
    let value = tag.get(start..)?;
    match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split(quote).next(),
        _ => value.split_whitespace().next(),
    }
}

#[test]
fn no_page_has_an_inline_script_or_style() {
    let pages = texts("html");
    assert!(!pages.is_empty());
    for (name, html) in pages {
        for tag in tags(&html) {
            let is = |element: &str| tag.split_whitespace().next() == Some(element);
            assert!(!is("script") || attribute(tag, "src").is_some(), "{name}: <{tag}>");
            assert!(!is("style"), "{name}: <{tag}>");
            assert!(attribute(tag, "style").is_none(), "{name}: <{tag}>");
            let handler = tag.split_whitespace().skip(1).any(|word| word.starts_with("on") && word.contains('='));
            assert!(!handler, "{name}: <{tag}>");
        }
    }
}

#[test]
fn every_address_of_a_page_is_relative() {
    for (name, html) in texts("html") {
        for tag in tags(&html).filter(|tag| !tag.starts_with("a ")) {
            for address in ["src", "href"].into_iter().filter_map(|name| attribute(tag, name)) {
                let relative = !address.starts_with('/') && !address.contains("://");
                assert!(relative || address.starts_with("data:"), "{name}: <{tag}>");
            }
        }
    }
}

#[test]
fn file_names_are_stable() {
    for name in ["secure-score-gauge.js", "integrity.json", "index.html"] {
        assert!(dist().join(name).is_file(), "{name}");
    }
    assert!(dist().join("sample").is_dir());
}

#[test]
fn an_asset_has_the_hash_of_its_content_in_its_name_and_a_literal_address_in_the_script() {
    let script = fs::read_to_string(dist().join("secure-score-gauge.js")).unwrap();
    let mut assets = Vec::new();
    files(&dist().join("assets"), &mut assets);
    assert!(assets.len() >= 14, "{assets:?}");
    for path in &assets {
        let file = path.file_name().unwrap().to_string_lossy();
        let literal = format!("new URL(\"./assets/{file}\",import.meta.url)");
        assert!(script.contains(&literal), "the script has no {literal}");
        let (stem, extension) = file.rsplit_once('.').unwrap();
        let (name, hash) = stem.rsplit_once('-').unwrap();
        assert!(hash.len() == 10 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{file}");
        assert_eq!(asset(&format!("{name}.{extension}")), format!("/assets/{file}"));
    }
    // No other address, which a bundler would not find.
    assert_eq!(script.matches("import.meta").count(), assets.len());
    assert_eq!(script.matches(",import.meta.url)").count(), assets.len());
}

#[test]
fn no_file_tells_of_the_machine_that_built_it() {
    let home = std::env::home_dir().map(|home| home.join("").display().to_string());
    let folders = [Some(repository().display().to_string()), home.filter(|home| home.len() > 1)];
    let folders: Vec<String> = folders.into_iter().flatten().collect();
    // Wherever cargo and rustup keep their things, these parts are in the path.
    let parts = ["registry/src", "git/checkouts", ".cargo", ".rustup", "toolchains/"].map(str::to_owned);
    let mut found = Vec::new();
    files(&dist(), &mut found);
    for path in found {
        let bytes = fs::read(&path).unwrap();
        for part in folders.iter().chain(&parts) {
            let holds = bytes.windows(part.len()).any(|window| window == part.as_bytes());
            assert!(!holds, "{} holds {part}", path.display());
        }
    }
}

#[test]
fn importing_it_where_there_is_no_document_throws_nothing() {
    let module = dist().join("secure-score-gauge.js");
    let script = format!(
        "const names = Object.keys(await import({:?})).sort(); if (names.join() !== 'SecureScoreGauge,define,setBasePath') throw names",
        format!("file://{}", module.canonicalize().unwrap().display())
    );
    let output = Command::new("node")
        .args(["--input-type=module", "-e", &script])
        // Node says once that a file named .js beside no package.json is a module by its looks.
        .env("NODE_NO_WARNINGS", "1")
        .output()
        .expect("node, which the build needs too");
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success() && said.is_empty(), "{}", String::from_utf8_lossy(&said));
}

//! Comments wrap at 100 characters, so that two files fit side by side. rustfmt wraps comments only
//! on nightly, so a test looks at every line.

use std::path::{Path, PathBuf};

use crate::workspace;

/// The longest line of a comment, in characters.
const WIDTH: usize = 100;

/// Folders of other people's files, and of files that a build writes.
const SKIPPED: [&str; 6] = ["build", "dist", "lib", "node_modules", "target", "vendor"];

/// Folders with sources of our own.
const HELD: [&str; 10] =
    ["bench", "deploy", "devserver", "examples", "fuzz", "publisher", "src", "static", "tests", "xtask"];

/// Whether a line is a comment that is too long. Tables, addresses, types for a tool and texts of a
/// program cannot wrap.
fn is_too_long(line: &str) -> bool {
    let text = line.trim_start();
    let is_comment = ["//", "/*", "* "].iter().any(|start| text.starts_with(start));
    let words = text.trim_start_matches(['/', '*', '!', ' ']);
    let wraps = !words.starts_with(['|', '@'])
        && !words.contains("\\n")
        && words.trim_end_matches([' ', '*', '/']).contains(' ');
    is_comment && wraps && line.chars().count() > WIDTH
}

/// The numbers of the lines of comments that are too long. Code in them has its own form.
fn too_long(text: &str) -> Vec<usize> {
    let mut is_code = false;
    let mut long = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let text = line.trim_start();
        is_code ^= text.starts_with("//") && text.trim_start_matches(['/', '!', ' ']).starts_with("```");
        if !is_code && is_too_long(line) {
            long.push(at + 1);
        }
    }
    long
}

/// Every source file below a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() {
            if !SKIPPED.iter().any(|skipped| name == *skipped) && !name.to_string_lossy().starts_with('.') {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|end| ["rs", "js", "mjs", "jsx", "css"].iter().any(|one| end == *one)) {
            found.push(path);
        }
    }
}

#[test]
fn comments_wrap_at_100_characters() {
    let mut files = Vec::new();
    for folder in HELD {
        sources(&workspace::root().join(folder), &mut files);
    }
    assert!(files.len() > 100, "only {} files were found", files.len());
    let mut long = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        long.extend(too_long(&text).iter().map(|line| format!("{}:{line}", file.display())));
    }
    assert!(long.is_empty(), "expected comments of at most {WIDTH} characters; wrap these:\n{}", long.join("\n"));
}

#[test]
fn only_comments_that_can_wrap_are_too_long() {
    let long = "word ".repeat(30);
    for (line, expected) in [
        (format!("// {long}"), true),
        (format!("    /// {long}"), true),
        (format!(" * {long}"), true),
        (format!("/* {long} */"), true),
        (format!("let a = 1; {long}"), false),
        (format!("/// | {long} |"), false),
        (format!("// https://example.org/{}", "a".repeat(100)), false),
        ("// short".to_owned(), false),
    ] {
        assert_eq!(is_too_long(&line), expected, "{line}");
    }
}

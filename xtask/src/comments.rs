//! Comments wrap at 100 characters, so that two files fit side by side. rustfmt wraps comments only
//! on nightly, so a test looks at every line.

use crate::workspace;

/// The longest line of a comment, in characters.
const WIDTH: usize = 100;

/// The files that are held to it, by the ends of their names.
const HELD: [&str; 5] = [".rs", ".js", ".mjs", ".jsx", ".css"];

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

#[test]
fn comments_wrap_at_100_characters() -> anyhow::Result<()> {
    let mut long = Vec::new();
    for file in workspace::sources()? {
        if HELD.iter().any(|end| file.ends_with(end)) {
            let text = std::fs::read_to_string(workspace::root().join(&file))?;
            long.extend(too_long(&text).iter().map(|line| format!("{file}:{line}")));
        }
    }
    assert!(long.is_empty(), "expected comments of at most {WIDTH} characters; wrap these:\n{}", long.join("\n"));
    Ok(())
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

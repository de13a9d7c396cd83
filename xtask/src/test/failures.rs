//! What the tests that failed said, without the rest of their output: the end of a log is read
//! first, or alone.

/// How many lines of one failure are told, and how many characters of one line. The log has them
/// whole.
const LINES: usize = 8;
const CHARACTERS: usize = 600;

/// The panics in the output of libtest, or of wasm-bindgen's runner: the line that says where, and
/// the message.
pub(super) fn panics(output: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = output.lines().map(str::trim_end).peekable();
    while let Some(line) = lines.next() {
        if !line.contains(" panicked at ") && !line.starts_with("panicked at ") {
            continue;
        }
        let mut told = vec![brief(line)];
        while let Some(line) = lines.next_if(|line| belongs(line)) {
            told.push(brief(line));
        }
        told.truncate(LINES);
        found.push(told.join("\n"));
    }
    found
}

/// Whether a line is still a part of the message.
fn belongs(line: &str) -> bool {
    !(line.is_empty() || line == "stack backtrace:" || line.starts_with("note: ") || line.contains(" panicked at "))
}

fn brief(line: &str) -> String {
    let mut brief: String = line.chars().take(CHARACTERS).collect();
    if brief.len() < line.len() {
        brief.push('…');
    }
    brief
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_and_the_message_are_told_and_no_more() {
        let output = "test a ... FAILED\n---- a stdout ----\n\
            thread 'a' (12) panicked at tests/a.rs:3:9:\nassertion `left == right` failed: in Chromium\n  left: 1\n right: 2\n\
            stack backtrace:\n   0: __rustc::rust_begin_unwind\n\n\
            thread 'b' (13) panicked at tests/b.rs:4:9:\nno answer\nnote: run with `RUST_BACKTRACE=1`\n\nfailures:\n    a\n    b\n";
        let expected = [
            "thread 'a' (12) panicked at tests/a.rs:3:9:\nassertion `left == right` failed: in Chromium\n  left: 1\n right: 2",
            "thread 'b' (13) panicked at tests/b.rs:4:9:\nno answer",
        ];
        assert_eq!(panics(output), expected);
    }

    #[test]
    fn a_long_message_is_cut() {
        let told = panics(&format!("panicked at a.rs:1:1:\n{}\n{}", "ä".repeat(CHARACTERS + 1), "more\n".repeat(99)));
        let lines: Vec<_> = told.iter().flat_map(|one| one.lines()).collect();
        assert_eq!(lines.len(), LINES);
        assert!(lines.iter().any(|line| *line == format!("{}…", "ä".repeat(CHARACTERS))), "{lines:?}");
        assert!(panics("test result: ok. 3 passed; 0 failed").is_empty());
    }
}

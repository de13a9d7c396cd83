//! The closing lines of libtest, of wasm-bindgen's runner, which writes the same, and of Node's.

use std::ops::AddAssign;

/// How a closing line of libtest begins.
const START: &str = "test result: ";
/// How Node's closing lines begin: there is one for what passed, and one for what failed.
const NODE_PASSED: &str = "# pass ";
const NODE_FAILED: &str = "# fail ";

/// The numbers of one closing line.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: u32,
    pub(super) failed: u32,
}

impl Counts {
    /// Reads `test result: ok. 12 passed; 0 failed; …`, or `# pass 12`, or `# fail 0`.
    pub(super) fn read(line: &str) -> Option<Self> {
        if let Some(passed) = line.strip_prefix(NODE_PASSED) {
            return Some(Self { passed: passed.parse().ok()?, failed: 0 });
        }
        if let Some(failed) = line.strip_prefix(NODE_FAILED) {
            return Some(Self { passed: 0, failed: failed.parse().ok()? });
        }
        let (_, numbers) = line.strip_prefix(START)?.split_once(". ")?;
        let number = |name: &str| {
            let part = numbers.split("; ").find_map(|part| part.trim_end_matches(';').strip_suffix(name))?;
            part.trim().parse().ok()
        };
        Some(Self { passed: number("passed")?, failed: number("failed")? })
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The closing lines in a runner's output, as they are; those of files without a test are left out.
pub(super) fn lines(output: &str) -> Vec<String> {
    let with_tests = |line: &&str| Counts::read(line).is_some_and(|counts| counts != Counts::default());
    output.lines().map(str::trim).filter(with_tests).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_closing_lines() {
        let line = |passed, failed| Some(Counts { passed, failed });
        let cases = [
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.0s",
                line(12, 0),
            ),
            ("test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 filtered out", line(1, 2)),
            ("test result: ok. 5 passed; 0 failed;", line(5, 0)),
            ("# pass 35", line(35, 0)),
            ("# fail 2", line(0, 2)),
            ("# tests 37", None),
            ("test score::decode ... ok", None),
            ("test result: ", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Counts::read(text), expected, "{text}");
        }
    }

    #[test]
    fn keeps_the_runners_own_words() {
        let output = "running 1 test\ntest result: ok. 1 passed; 0 failed; 0 ignored\n\n\
                      running 0 tests\ntest result: ok. 0 passed; 0 failed; 0 ignored\n";
        assert_eq!(lines(output), ["test result: ok. 1 passed; 0 failed; 0 ignored"]);
    }
}

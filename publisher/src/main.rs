//! The program `secure-score-publish`. All of it is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    secure_score_publish::main()
}

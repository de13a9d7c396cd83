//! `cargo xtask gallery`: pictures of every state, theme, direction and size, in three engines.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::{dist, run, setup, workspace};

/// The longest that compiling the tests and drawing everything three times can take.
const LIMIT: Duration = Duration::from_secs(30 * 60);
/// The test that draws the gallery: it also checks that the page shows what it says.
const TEST: &str = "look::gallery::";
/// The pictures that the README shows, and the engine that draws them.
const KEPT: [&str; 2] = ["gauge-light", "gauge-dark"];
const ENGINE: &str = "chromium";

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments("gallery", arguments)?;
    let path = setup::for_tests()?;
    println!("building the widget");
    dist::build(&path)?;
    let folder = workspace::target().join("gallery");
    println!("drawing the gallery in three engines (about 3 minutes)");
    let mut command = workspace::cargo();
    command
        .args(["test", "--package", "secure-score-tests", "--test", "surface", TEST])
        .env("PATH", path.to_variable())
        .env("SECURE_SCORE_DIST", workspace::dist())
        .env("SECURE_SCORE_SCREENSHOTS", &folder);
    run::quietly("gallery", &mut command, LIMIT)?;
    for name in KEPT {
        let picture = folder.join(format!("{name}-{ENGINE}.png"));
        let kept = workspace::root().join("docs").join(format!("{name}.png"));
        fs::copy(&picture, &kept).with_context(|| format!("expected the test to write {}", picture.display()))?;
    }
    println!("the contact sheets are in {}, and docs/ has the README's two pictures", folder.display());
    Ok(())
}

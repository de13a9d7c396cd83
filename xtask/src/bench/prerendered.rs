//! The page that shows its score before any script: the publisher's card, as `--html` writes it.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result};

use super::pages;
use crate::{demo, port, run, workspace};

/// The peer's name.
pub(super) const NAME: &str = "secure-score-prerendered";

/// Where the API is played while the publisher asks.
const PORT: u16 = 8090;

/// Compiling the publisher the first time is the longest.
const LIMIT: Duration = Duration::from_secs(20 * 60);

/// Publishes into the peer's folder, and puts the card into its page.
pub(super) fn page(folder: &Path) -> Result<PathBuf> {
    pages::release(&workspace::dist(), folder)?;
    demo::build_server()?;
    let port = port::free_from(PORT)?;
    let mut server = demo::server(port).stdout(Stdio::null()).spawn().context("cannot start the development server")?;
    let published = demo::wait_until_it_answers(&mut server, port).and_then(|()| publish(folder, port));
    run::kill_tree(&mut server);
    published?;
    let card = folder.join("card.html");
    let element = std::fs::read_to_string(&card).with_context(|| format!("cannot read {}", card.display()))?;
    let sheet = element.split_once("href=\"").and_then(|(_, rest)| rest.split_once('"'));
    let (sheet, _) = sheet.with_context(|| format!("expected a style sheet in {}, found none", card.display()))?;
    pages::prerendered(folder, element.trim_end(), sheet)
}

fn publish(folder: &Path, port: u16) -> Result<()> {
    let mut publisher = workspace::cargo();
    publisher
        .args(["run", "--package", "secure-score-publish", "--", "--html", "--patience", "0s"])
        // The score of the played API is years old.
        .args(["--attribute", "stale-after=999999"])
        .arg(format!("--api-base=http://127.0.0.1:{port}"))
        .arg("--out")
        .arg(folder)
        .env("SECURE_SCORE_TOKEN", "bench-token");
    run::quietly("publish a card", &mut publisher, LIMIT)?;
    Ok(())
}

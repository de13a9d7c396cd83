//! The pages that show their score before any script: the publisher's card, as `--html` writes it.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result};

use super::pages;
use crate::{demo, port, run, workspace};

/// The peers' names, and where their cards have their style sheets.
const PEERS: [(&str, &str); 2] = [("secure-score-prerendered", "file"), ("secure-score-prerendered-inline", "inline")];

/// Where the API is played while the publisher asks.
const PORT: u16 = 8090;

/// Compiling the publisher the first time is the longest.
const LIMIT: Duration = Duration::from_secs(20 * 60);

/// Each peer's folder below `out`, with the published files and the card in its page.
pub(super) fn all(out: &Path) -> Result<Vec<(&'static str, PathBuf)>> {
    demo::build_server()?;
    let port = port::free_from(PORT)?;
    let mut server = demo::server(port).stdout(Stdio::null()).spawn().context("cannot start the development server")?;
    let pages = demo::wait_until_it_answers(&mut server, port).and_then(|()| {
        PEERS.into_iter().map(|(name, style)| Ok((name, page(&out.join(name), style, port)?))).collect()
    });
    run::kill_tree(&mut server);
    pages
}

fn page(folder: &Path, style: &str, port: u16) -> Result<PathBuf> {
    pages::release(&workspace::dist(), folder)?;
    publish(folder, style, port)?;
    let card = folder.join("card.html");
    let element = std::fs::read_to_string(&card).with_context(|| format!("cannot read {}", card.display()))?;
    let sheet = element.split_once("<link rel=\"stylesheet\" href=\"").and_then(|(_, rest)| rest.split_once('"'));
    pages::prerendered(folder, element.trim_end(), sheet.map(|(sheet, _)| sheet))
}

fn publish(folder: &Path, style: &str, port: u16) -> Result<()> {
    let mut publisher = workspace::cargo();
    publisher
        .args(["run", "--package", "secure-score-publish", "--", "--html", "--patience", "0s", "--style", style])
        // The score of the played API is years old.
        .args(["--attribute", "stale-after=999999"])
        .arg(format!("--api-base=http://127.0.0.1:{port}"))
        .arg("--out")
        .arg(folder)
        .env("SECURE_SCORE_TOKEN", "bench-token");
    run::quietly("publish a card", &mut publisher, LIMIT)?;
    Ok(())
}

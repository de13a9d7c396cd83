//! What every page has to show.

use std::path::PathBuf;

use secure_score_tests::{Browser, repository};
use serde::Deserialize;

/// Where the API is for all of them.
pub(super) const API: &str = "/defender/api/configurationScore";

/// The built examples.
///
/// # Panics
/// If they are not built.
pub(super) fn examples() -> PathBuf {
    let folder = std::env::var_os("SECURE_SCORE_EXAMPLES").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| repository().join("target/examples"));
    assert!(folder.join(".built").is_file(), "{} is not built: run `cargo xtask examples`", folder.display());
    folder
}

/// Opens an address, and waits until its first gauge has its score.
pub(super) async fn open(browser: &Browser, url: &str) {
    browser.client.goto(url).await.unwrap_or_else(|error| panic!("{url} does not open: {error}"));
    // A development server may load a page anew once it has bundled the packages, and that ends
    // what waits in the page.
    let script = format!("const done = arguments[0]; {}.then(done)", until("value(document) === '340'"));
    for _ in 0..3 {
        if browser.client.execute_async(&script, Vec::new()).await.is_ok() {
            return;
        }
    }
    panic!("{url} shows no score: {:#?}", browser.log().await);
}

/// Waits until the first gauge has its score.
pub(super) async fn wait_for_score(browser: &Browser) {
    let _: bool = browser.wait(&until("value(document) === '340'")).await;
}

/// An expression that waits for a condition; `value(root)` is the text of the first gauge under a
/// root.
pub(super) fn until(condition: &str) -> String {
    format!(
        "new Promise((done) => {{ \
           const value = (root) => root.querySelector('secure-score-gauge, secure-score-card')?.shadowRoot?.querySelector('[part~=value]')?.textContent; \
           const look = () => {{ if ({condition}) done(true); else setTimeout(look, 20); }}; look(); }})"
    )
}

/// A file that the page asked for.
#[derive(Deserialize)]
struct Asked {
    name: String,
    kind: Option<String>,
}

/// The score stands there in the page's language and in French, the wasm came as wasm, and nothing
/// as `data:` or `file:`.
pub(super) async fn shows_the_score_in_two_languages(browser: &Browser, url: &str) {
    open(browser, url).await;
    let french = "[...document.querySelectorAll('secure-score-gauge')].at(-1).shadowRoot?.textContent.includes('Degré de sécurisation')";
    let _: bool = browser.wait(&until(french)).await;
    let asked: Vec<Asked> = browser
        .wait(
            "Promise.all(performance.getEntriesByType('resource').map(async ({ name }) => ({ name, kind: /\\.wasm/.test(name) \
             ? (await fetch(name, { method: 'HEAD' })).headers.get('content-type') : null })))",
        )
        .await;
    let names: Vec<&str> = asked.iter().map(|one| one.name.as_str()).collect();
    assert!(!names.iter().any(|name| name.starts_with("data:") || name.starts_with("file:")), "{url}: {names:#?}");
    let wasm: Vec<&Asked> = asked.iter().filter(|one| one.kind.is_some()).collect();
    assert!(!wasm.is_empty(), "{url}: {names:#?}");
    for one in wasm {
        assert_eq!(one.kind.as_deref(), Some("application/wasm"), "{url}: {}", one.name);
    }
    is_silent(browser, url).await;
}

/// The console holds nothing but what a development server says of itself.
pub(super) async fn is_silent(browser: &Browser, url: &str) {
    let own = [
        "[vite]",
        "React DevTools",
        "Angular is running in development mode",
        "[HMR]",
        "You are running a development build of Vue",
    ];
    let lines = browser.log().await;
    let lines: Vec<_> = lines.iter().filter(|line| !own.iter().any(|own| line.contains(own))).collect();
    assert!(lines.is_empty(), "{url}: {lines:#?}");
}

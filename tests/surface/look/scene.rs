//! The gallery, as the tests of the look open it.

use secure_score_tests::Browser;
use serde_json::Value;

/// Every gauge is in the state that its row is named after, has its texts, and moves no more.
const SETTLED: &str = "host.until(() => {
    const rows = [...document.querySelectorAll('.row')];
    return rows.length && rows.every((row) => {
      const title = row.previousElementSibling.textContent;
      return [...row.querySelectorAll('secure-score-gauge')].every((one) => {
        const heading = one.shadowRoot?.querySelector('[part=heading]');
        for (const motion of one.shadowRoot?.firstElementChild.getAnimations({ subtree: true }) ?? []) motion.finish();
        const named = !document.body.classList.contains('states') || one.state === title.split(',')[0];
        return named && heading?.textContent && (!title.includes('last good') || one.score);
      });
    });
  }).then(() => document.fonts.ready).then(() => null)";

/// Opens the gallery with a query such as `show=states&theme=dark`, and waits until it stands.
pub(crate) async fn open(browser: &Browser, query: &str) {
    browser.goto(&format!("/gallery.html?{query}")).await;
    let _: Value = browser.wait("customElements.whenDefined('secure-score-gauge').then(() => null)").await;
    let _: Value = browser.wait(SETTLED).await;
}

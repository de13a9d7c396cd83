//! English is written without `Intl`, and as `Intl` writes it.

use secure_score_tests::{Browser, every_engine};

use crate::scene::SCRIPT;

/// Gives what the gauge writes otherwise than the browser, of numbers and times that are hard to
/// write.
const DIFFERENCES: &str = "(async () => {
  const points = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
  const dates = new Intl.DateTimeFormat('en', { year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' });
  const plain = (text) => text.replace(/[\\u00a0\\u202f]/g, ' ').trim();
  const different = [];
  const compare = (part, expected) => {
    const written = plain(gauge.shadowRoot.querySelector(`[part=${part}]`).textContent);
    if (written !== plain(expected)) different.push(`${written} for ${plain(expected)}`);
  };
  const show = async (score, time) => {
    const shown = new Promise((resolve) => gauge.addEventListener('secure-score-load', resolve, { once: true }));
    gauge.snapshot = { score, time };
    await shown;
  };
  const scores = [0, 1, 999.994, 999.995, 1000, 1.005, 8.575, 1.115, 0.285, 0.005, 0.0049, 1e-7, 33.491554051195706, 123456.785,
    999999999999.5, 1e12, 1e15 + 0.3, 1e20, 1e21, 1.7976931348623157e308];
  for (let more = 0.017; more < 1e7; more *= 1.9) scores.push(more);
  for (const score of scores) {
    await show(score, '2019-12-03T09:15:58Z');
    if (score < 1e21) compare('value', gauge.format === 'percent' ? percent.format(score / gauge.max) : points.format(score));
  }
  const times = ['0001-01-01T00:00:00Z', '0001-01-02T12:00:00Z', '1583-01-01T23:59:59Z', '1969-12-31T23:59:59Z', '9999-12-31T23:59:59Z'];
  for (let more = Date.UTC(1970); more < Date.UTC(2100); more += 4e10) times.push(new Date(more).toISOString());
  for (let hour = 0; hour < 24; hour += 1) times.push(new Date(Date.UTC(2026, 2, 29, hour, 2 * hour)).toISOString());
  for (const time of times) {
    await show(340, time);
    compare('time', `As of ${dates.format(new Date(time))}`);
  }
  return [different, scores.length + times.length];
})()";

#[tokio::test]
async fn english_is_as_the_browser_writes_it() {
    let test = async |browser: &Browser| {
        for attributes in [r#"lang="en""#, r#"lang="en-US" format="percent""#] {
            browser.open(&format!("<secure-score-gauge {attributes}></secure-score-gauge>")).await;
            let (different, compared): (Vec<String>, usize) = browser.value(DIFFERENCES).await;
            assert!(different.is_empty(), "{attributes}: {different:?}");
            assert!(compared > 100, "{compared}");
        }
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_page_in_english_needs_no_intl() {
    let test = async |browser: &Browser| {
        let broken =
            "<script>Intl = undefined; Date.prototype.toLocaleString = () => { throw new Error('used') }</script>";
        let gauge = r#"<secure-score-gauge lang="en" target="70%"></secure-score-gauge>"#;
        browser.open_page(&[broken, SCRIPT].concat(), gauge).await;
        browser.run("gauge.snapshot = { score: 1234.5, time: '2019-12-03T09:15:58Z' }").await;
        browser.gauge().reads("value", "1,234.5").await;
        browser.gauge().reads("time", "Dec 3, 2019").await;
        browser.threw_nothing("without Intl").await;
    };
    every_engine().run(test).await;
}

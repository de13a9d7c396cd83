//! The last gauge to leave ends everything.

use devserver::Reply;
use secure_score_tests::{Browser, topic};
use serde_json::Value;

use crate::scene::{API, GAUGE, MORNING, asked, hours};

#[tokio::test]
async fn the_last_gauge_takes_the_request_with_it() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::never());
        browser.open(&GAUGE.repeat(2)).await;
        browser.run("const one = host.tokens(['a-token']); gauges.forEach((gauge) => { gauge.getToken = one })").await;
        browser.server.request(API, 1).await;
        browser.run("gauge.remove(); await host.turn(50)").await;
        assert_eq!(browser.server.requests(API)[0].outcome, devserver::Outcome::Pending, "one gauge still needs it");
        browser.run("gauge.remove()").await;
        browser.server.abandoned(API, 1).await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_last_gauge_takes_the_question_for_a_token_with_it() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser
            .run("gauge.getToken = host.tokens([() => new Promise((resolve) => { window.answer = resolve })])")
            .await;
        let _: bool = browser.wait("host.until(() => !!window.answer)").await;
        browser.run("window.kept = gauge; gauge.remove()").await;
        let _: bool = browser.wait("host.until(() => host.record.tokenCalls[0].aborted)").await;
        browser.run("window.answer('late'); await host.turn(50)").await;
        assert_eq!(asked(browser), 0);
        assert!(browser.error_codes().await.is_empty());
    };
    topic().run(test).await;
}

/// Counts the listeners on the page's own objects, from before the widget is loaded.
const COUNT_LISTENERS: &str = r#"<script>
globalThis.listeners = 0;
for (const target of [window, document]) {
  const known = [];
  const key = (type, listener, options) => known.findIndex((one) => one[0] === type && one[1] === listener
    && one[2] === !!(options?.capture ?? options));
  const { addEventListener: add, removeEventListener: remove } = target;
  target.addEventListener = function (type, listener, options) {
    if (key(type, listener, options) < 0) {
      known.push([type, listener, !!(options?.capture ?? options)]);
      listeners += 1;
      options?.signal?.addEventListener('abort', () => this.removeEventListener(type, listener, options));
    }
    return add.call(this, type, listener, options);
  };
  target.removeEventListener = function (type, listener, options) {
    const at = key(type, listener, options);
    if (at >= 0) { known.splice(at, 1); listeners -= 1; }
    return remove.call(this, type, listener, options);
  };
}
</script><script type="module" src="/secure-score-gauge.js"></script>"#;

#[tokio::test]
async fn no_timer_no_listener_and_no_request_stays() {
    let test = async |browser: &Browser| {
        browser.stop_clocks(MORNING);
        browser.open_page(COUNT_LISTENERS, "").await;
        // The first gauge loads what stays for the next one; from then on nothing may grow.
        let come_and_go = format!(
            "document.body.innerHTML = {:?}; gauge.getToken = host.tokens(['a-token']); \
             await host.until(() => gauge.state === 'ready'); window.during = [host.clock.countTimers(), listeners]; \
             gauge.remove(); await host.turn(50); window.after = [host.clock.countTimers(), listeners]",
            GAUGE
        );
        let idle: Vec<u32> = browser.value("[host.clock.countTimers(), listeners]").await;
        for round in 1..=3 {
            browser.run(&come_and_go).await;
            let after: Vec<u32> = browser.value("window.after").await;
            let during: Vec<u32> = browser.value("window.during").await;
            assert!(during[0] >= 1, "a timer for the next request");
            assert_eq!(after, idle, "round {round}");
        }
        let before = asked(browser);
        browser.pass(hours(3)).await;
        assert_eq!(asked(browser), before);
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_gauge_that_returns_asks_again_and_knows_its_callback() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run("gauge.getToken = host.tokens(['a-token'])").await;
        browser.gauge().becomes("ready").await;
        browser.run("window.kept = gauge; kept.remove(); await host.turn(50); document.body.append(kept)").await;
        browser.server.reply(API, Reply::score("512"));
        let _: Value = browser.wait("gauge.refresh().then(() => null)").await;
        browser.gauge().reads("value", "512").await;
    };
    topic().run(test).await;
}

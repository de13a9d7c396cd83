//! Tokens that expire, on clocks that may be wrong.

use devserver::Reply;
use secure_score_tests::{Browser, topic};

use crate::scene::{API, GAUGE, MORNING, asked, hours, minutes, seconds};

/// A callback whose nth token is `n`, with this many milliseconds to live.
fn living(milliseconds: i64) -> String {
    format!(
        "let n = 0; gauge.getToken = host.tokens([() => ({{ token: `token-${{++n}}`, expiresAt: Date.now() + {milliseconds} }})])"
    )
}

async fn open(browser: &Browser, callback: &str) {
    browser.stop_clocks(MORNING);
    browser.open(GAUGE).await;
    browser.run(callback).await;
    browser.server.answered(API, 1).await;
    browser.settle().await;
}

#[tokio::test]
async fn a_token_is_renewed_two_minutes_before_it_ends() {
    let test = async |browser: &Browser| {
        open(browser, &living(45 * 60 * 1000)).await;
        browser.pass(minutes(42)).await;
        assert_eq!(browser.token_reasons().await, ["initial"]);
        browser.pass(seconds(75)).await;
        assert_eq!(browser.token_reasons().await, ["initial", "expiring"]);
        assert_eq!(asked(browser), 1, "a new token is no reason for a new request");
        browser.pass(minutes(20)).await;
        assert_eq!(browser.server.request(API, 2).await.header("authorization"), Some("Bearer token-2"));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_short_life_is_renewed_at_its_half() {
    let test = async |browser: &Browser| {
        open(browser, &living(2 * 60 * 1000)).await;
        browser.pass(seconds(55)).await;
        assert_eq!(browser.token_reasons().await, ["initial"]);
        browser.pass(seconds(10)).await;
        assert_eq!(browser.token_reasons().await, ["initial", "expiring"]);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_clock_that_is_wrong_does_not_stop_the_loop() {
    let test = async |browser: &Browser| {
        // By this page's clock the token is long dead, and yet the API takes it.
        open(browser, &living(-8 * 3600 * 1000)).await;
        browser.gauge().reads("value", "340").await;
        browser.pass(minutes(59)).await;
        assert_eq!(asked(browser), 1);
        let calls = browser.token_calls().await.len();
        assert!(calls <= 3, "{calls} calls of getToken in an hour");
        browser.server.reply(API, Reply::score("512"));
        browser.pass(minutes(3)).await;
        browser.gauge().reads("value", "512").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_renewal_that_fails_leaves_the_score_and_is_tried_again() {
    let test = async |browser: &Browser| {
        let callback = "let n = 0; gauge.getToken = host.tokens([() => { n += 1; if (n === 2) throw new Error('signed out'); \
                        return { token: `token-${n}`, expiresAt: Date.now() + 45 * 60 * 1000 } }])";
        open(browser, callback).await;
        browser.pass(minutes(44)).await;
        assert_eq!(browser.gauge().part("value").await.as_deref().map(|text| text.contains("340")), Some(true));
        browser.pass(hours(2)).await;
        let sent = browser.server.requests(API);
        assert_eq!(sent.last().unwrap().header("authorization").map(|sent| sent != "Bearer token-1"), Some(true));
        browser.gauge().becomes("ready").await;
    };
    topic().run(test).await;
}

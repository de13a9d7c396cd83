//! A score that grows old, and is never lost.

use devserver::Reply;
use secure_score_tests::{Browser, topic};

use crate::scene::{API, MORNING, hours, minutes, open_on_stopped_clocks, seconds};

#[tokio::test]
async fn an_old_score_is_stale_and_a_new_one_ends_that() {
    let test = async |browser: &Browser| {
        browser.stop_clocks(MORNING);
        let gauge =
            r#"<secure-score-gauge api-base="/defender" refresh-interval="off" stale-after="2"></secure-score-gauge>"#;
        browser.open(gauge).await;
        browser.run("gauge.getToken = host.tokens(['a-token'])").await;
        browser.gauge().becomes("ready").await;
        browser.pass(minutes(119)).await;
        assert_eq!(browser.gauge().state().await, "ready", "though the API's own time is years old");
        browser.pass(minutes(2)).await;
        browser.gauge().becomes("stale").await;
        browser.gauge().reads("value", "340").await;
        assert_eq!(browser.gauge().value("it.score.value").await, 340);
        assert_eq!(browser.states().await.last().map(String::as_str), Some("stale"));
        browser.run("await gauge.refresh()").await;
        browser.gauge().becomes("ready").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_last_good_score_outlives_every_failure() {
    let test = async |browser: &Browser| {
        open_on_stopped_clocks(browser).await;
        browser.gauge().becomes("ready").await;
        for reply in [
            Reply::error(500, "InternalServerError"),
            Reply::error(429, "TooManyRequests"),
            Reply::error(401, "Unauthorized"),
            Reply::error(403, "Forbidden"),
            Reply::error(404, "NotFound"),
            Reply::json(200, "{}"),
            Reply::reset(),
        ] {
            browser.server.reply(API, reply);
            browser.run("gauge.refresh().catch(() => null)").await;
            browser.pass(seconds(2)).await;
            browser.gauge().until("['error', 'unauthorized'].includes(it.state)").await;
            browser.gauge().reads("value", "340").await;
            browser.gauge().until("host.part(it, 'message')").await;
            assert_eq!(browser.gauge().value("it.score.value").await, 340);
            assert_eq!(browser.gauge().value("!!it.shadowRoot.querySelector('[role=meter]')").await, true);
        }
        browser.pass(hours(25)).await;
        browser.gauge().reads("value", "340").await;
        browser.server.as_before(API);
        browser.run("gauge.refresh()").await;
        browser.pass(seconds(2)).await;
        browser.gauge().becomes("ready").await;
        browser.gauge().lacks("message").await;
    };
    topic().limit(seconds(300), seconds(30)).run(test).await;
}

#[tokio::test]
async fn a_hidden_page_knows_the_age_when_it_is_shown() {
    let test = async |browser: &Browser| {
        open_on_stopped_clocks(browser).await;
        browser.gauge().becomes("ready").await;
        browser.run("host.hide(true)").await;
        browser.pass(hours(30)).await;
        browser.server.reply(API, Reply::error(500, "InternalServerError"));
        browser.run("host.hide(false)").await;
        browser.settle().await;
        browser.gauge().until("['stale', 'error'].includes(it.state)").await;
        browser.gauge().reads("value", "340").await;
    };
    topic().run(test).await;
}

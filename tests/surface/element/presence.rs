//! Hidden pages, offline browsers, machines that sleep.

use devserver::Reply;
use secure_score_tests::{Browser, topic};
use serde_json::Value;

use crate::scene::{API, GAUGE, MORNING, asked, hours, minutes, open_on_stopped_clocks, open_with_chance, seconds};

/// How a page goes away and comes back.
const WAYS: [(&str, &str); 2] =
    [("host.hide(true)", "host.hide(false)"), ("host.offline(true)", "host.offline(false)")];

#[tokio::test]
async fn away_nothing_is_asked_and_on_return_one_request_catches_up() {
    let test = async |browser: &Browser| {
        for (leave, come_back) in WAYS {
            browser.server.forget_requests();
            open_on_stopped_clocks(browser).await;
            browser.run(leave).await;
            browser.pass(hours(5)).await;
            assert_eq!(asked(browser), 1, "{leave}");
            browser.server.reply(API, Reply::score("512"));
            browser.run(come_back).await;
            browser.pass(seconds(6)).await;
            assert_eq!(asked(browser), 2, "{come_back}");
            browser.gauge().reads("value", "512").await;
            browser.server.as_before(API);
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_short_absence_asks_nothing() {
    let test = async |browser: &Browser| {
        for (leave, come_back) in WAYS {
            browser.server.forget_requests();
            open_on_stopped_clocks(browser).await;
            for _ in 0..5 {
                browser.run(leave).await;
                browser.pass(seconds(30)).await;
                browser.run(come_back).await;
                browser.pass(seconds(30)).await;
            }
            assert_eq!(asked(browser), 1, "{leave}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_page_that_starts_away_waits() {
    let test = async |browser: &Browser| {
        for (leave, come_back) in WAYS {
            browser.server.forget_requests();
            browser.stop_clocks(MORNING);
            let head =
                format!(r#"<script>{leave}</script><script type="module" src="/secure-score-gauge.js"></script>"#);
            browser.open_page(&head, GAUGE).await;
            browser.run("gauge.getToken = host.tokens(['a-token'])").await;
            browser.pass(hours(2)).await;
            assert_eq!(asked(browser), 0, "{leave}");
            browser.run(come_back).await;
            browser.pass(seconds(6)).await;
            assert_eq!(asked(browser), 1, "{come_back}");
            browser.gauge().reads("value", "340").await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn retries_pause_while_away() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::error(500, "InternalServerError"));
        for (leave, come_back) in WAYS {
            browser.server.forget_requests();
            open_on_stopped_clocks(browser).await;
            browser.run(leave).await;
            browser.settle().await;
            let before = asked(browser);
            browser.pass(hours(2)).await;
            assert_eq!(asked(browser), before, "{leave}");
            browser.run(come_back).await;
            browser.pass(seconds(6)).await;
            assert!(asked(browser) > before, "{come_back}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_thousand_tabs_do_not_return_as_one() {
    let test = async |browser: &Browser| {
        for chance in [0.0, 0.25, 0.75] {
            browser.server.forget_requests();
            open_with_chance(browser, chance).await;
            browser.run("host.offline(true)").await;
            browser.pass(hours(3)).await;
            let returned: f64 = browser.value("(host.offline(false), host.clock.now)").await;
            browser.pass(seconds(6)).await;
            assert_eq!(asked(browser), 2);
            let times: Vec<f64> = browser.value("host.fetches").await;
            let wait = times.last().unwrap() - returned;
            assert!((wait - chance * 5000.0).abs() < 100.0, "{wait} ms where chance says {chance} of 5 s");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_machine_that_slept_is_noticed() {
    let test = async |browser: &Browser| {
        open_on_stopped_clocks(browser).await;
        browser.gauge().becomes("ready").await;
        browser.server.reply(API, Reply::score("512"));
        let _: Value = browser.value("(host.sleep(8 * 3600 * 1000), null)").await;
        browser.pass(minutes(2)).await;
        assert_eq!(asked(browser), 2);
        browser.gauge().reads("value", "512").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_clock_set_back_stops_nothing() {
    let test = async |browser: &Browser| {
        open_on_stopped_clocks(browser).await;
        browser.gauge().becomes("ready").await;
        browser.server.reply(API, Reply::score("512"));
        let _: Value = browser.value("(host.sleep(-26 * 3600 * 1000), null)").await;
        browser.pass(minutes(65)).await;
        assert_eq!(asked(browser), 2);
        browser.gauge().reads("value", "512").await;
        browser.gauge().becomes("ready").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn who_asks_is_not_held_up_by_what_the_browser_claims() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        // A VPN has many a browser believe that there is no network.
        browser.run("host.offline(true)").await;
        for (what, ask, score) in [
            ("the page", "gauge.refresh()", "512"),
            ("a reader", "gauge.shadowRoot.querySelector('[part~=retry]').click()", "640"),
        ] {
            browser.server.reply(API, Reply::error(500, "InternalServerError"));
            browser.run("await host.turn(1100); await gauge.refresh().catch(() => null)").await;
            browser.gauge().becomes("error").await;
            browser.server.reply(API, Reply::score(score));
            browser.run(&format!("await host.turn(1100); {ask}")).await;
            browser.gauge().reads("value", score).await;
            assert!(browser.value::<bool>("!navigator.onLine").await, "{what}");
        }
    };
    topic().run(test).await;
}

//! The last gauge to leave ends everything.

use devserver::Reply;
use secure_score_tests::{Browser, topic};
use serde_json::{Value, json};

use crate::scene::{API, GAUGE, MORNING, asked, hours, open_with_answer_to_come, seconds};

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
        open_with_answer_to_come(browser).await;
        browser.run("window.kept = gauge; gauge.remove()").await;
        let _: bool = browser.wait("host.until(() => host.record.tokenCalls[0].aborted)").await;
        browser.run("window.answer('late'); await host.turn(50)").await;
        assert_eq!(asked(browser), 0);
        assert!(browser.error_codes().await.is_empty());
    };
    topic().run(test).await;
}

/// A page that counts what is started and not taken back, before it loads the widget.
const COUNTED: &str = concat!(
    "<script>",
    include_str!("remains.js"),
    r#"</script><script type="module" src="/secure-score-gauge.js"></script>"#
);

/// What there is of each: timers, observers, and the listeners by the names of their events.
type Left = (usize, usize, Vec<String>);
const LEFT: &str =
    "[host.left.timers.size, host.left.observers.size, host.left.listeners.map((one) => one.type).sort()]";

/// What tells a gauge that the page is looked at and online.
const PAGES_EVENTS: [&str; 4] = ["visibilitychange", "online", "offline", "pageshow"];

#[tokio::test]
async fn no_timer_no_listener_and_no_request_stays() {
    let test = async |browser: &Browser| {
        browser.stop_clocks(MORNING);
        browser.open_page(COUNTED, "").await;
        // The first gauge loads what stays for the next one; from then on nothing may grow.
        let come_and_go = format!(
            "document.body.innerHTML = {GAUGE:?}; gauge.getToken = host.tokens(['a-token']); \
             await host.until(() => gauge.state === 'ready'); window.during = {LEFT}; \
             gauge.remove(); await host.turn(50)"
        );
        let idle: Left = browser.value(LEFT).await;
        for round in 1..=3 {
            browser.run(&come_and_go).await;
            let during: Left = browser.value("window.during").await;
            assert!(during.0 >= 1, "a timer for the next request");
            for event in PAGES_EVENTS {
                assert!(during.2.contains(&event.to_owned()), "{event} is listened for: {during:?}");
            }
            assert_eq!(browser.value::<Left>(LEFT).await, idle, "round {round}");
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

#[tokio::test]
async fn after_500_lives_no_timer_no_listener_and_no_observer_is_left() {
    let test = async |browser: &Browser| {
        browser.open_page(COUNTED, "<div id=place></div>").await;
        let live = r"(async (lives) => {
            const place = document.querySelector('#place');
            const getToken = async () => 'a-token';
            for (let life = 0; life < lives; life += 1) {
                const gauge = document.createElement('secure-score-gauge');
                gauge.apiBase = '/defender';
                if (life % 3 === 0) gauge.getToken = getToken;
                if (life % 3 === 1) gauge.setToken('b-token');
                if (life % 3 === 2) gauge.snapshot = { score: life, time: new Date().toISOString() };
                place.append(gauge);
                // Some are gone before they begin, some in the middle, some when all is done; some
                // are moved about.
                if (life % 5 === 1) await host.turn(0);
                if (life % 5 === 2) await host.until(() => gauge.state === 'ready');
                if (life % 5 === 3) { gauge.remove(); place.append(gauge); await null; document.body.append(gauge); }
                if (life % 5 === 4) document.documentElement.lang = life % 2 ? 'de' : 'en';
                gauge.remove();
            }
            await host.until(() => host.left.timers.size + host.left.observers.size === 0);
            await host.turn(50);
        })";
        // The first few load what stays for the rest.
        let _: Value = browser.wait(&format!("{live}(20)")).await;
        let early: Left = browser.value(LEFT).await;
        let _: Value = browser.wait(&format!("{live}(500)")).await;
        let late: Left = browser.value(LEFT).await;
        assert_eq!(early, late);
        assert_eq!((late.0, late.1), (0, 0), "no timer, no observer");
        assert!(PAGES_EVENTS.iter().all(|event| !late.2.contains(&(*event).to_owned())), "{late:?}");
    };
    topic().limit(seconds(120), seconds(90)).run(test).await;
}

#[tokio::test]
async fn a_gauge_that_returns_with_another_source_has_nothing_of_the_one_before() {
    let test = async |browser: &Browser| {
        let body = r#"<secure-score-gauge src="/score.json" history="/history.json"></secure-score-gauge>"#;
        browser.server.reply("/score.json", Reply::json(200, r#"{"score":640,"time":"2026-11-20T12:00:00Z"}"#));
        let past = r#"{"points":[{"score":628,"time":"2026-11-16T12:00:00Z"}]}"#;
        browser.server.reply("/history.json", Reply::json(200, past));
        let seen = "[it.score, it.trend, it.toCSV()]";
        for change in ["kept.src = '/missing.json'", "kept.removeAttribute('history'); kept.src = '/missing.json'"] {
            browser.open(body).await;
            browser.gauge().until("it.trend.length > 1").await;
            browser
                .run(&format!(
                    "window.kept = gauge; kept.remove(); await host.turn(50); {change}; document.body.append(kept)"
                ))
                .await;
            browser.gauge().becomes("error").await;
            assert_eq!(browser.gauge().value(seen).await, json!([null, [], "time,value\r\n"]), "{change}");
        }
        browser.open(body).await;
        browser.gauge().until("it.trend.length > 1").await;
        browser.run("window.kept = gauge; kept.remove(); await host.turn(50); kept.removeAttribute('history'); document.body.append(kept)").await;
        browser.gauge().until("it.score !== null && it.trend.length === 0").await;
    };
    topic().run(test).await;
}

//! After a failure: when the next attempt comes, on faked time.

use devserver::{Cors, Options, Reply, api};
use secure_score_tests::{Browser, topic};

use crate::scene::{API, MORNING, asked, hours, minutes, open_on_stopped_clocks, open_with_chance, seconds};

#[tokio::test]
async fn retry_after_is_kept_where_it_can_be_read() {
    let test = async |browser: &Browser| {
        for reply in [Reply::error(429, "TooManyRequests"), Reply::error(503, "ServiceUnavailable")] {
            browser.server.forget_requests();
            browser.server.replies(API, [reply.retry_after(40)]);
            open_on_stopped_clocks(browser).await;
            browser.pass(seconds(39)).await;
            assert_eq!(asked(browser), 1, "not before the time");
            browser.pass(seconds(4)).await;
            assert_eq!(asked(browser), 2, "and soon after it");
            browser.gauge().becomes("ready").await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn retry_after_as_a_date_is_kept_too() {
    let test = async |browser: &Browser| {
        let later = Reply::error(429, "TooManyRequests").header("retry-after", "Mon, 02 Mar 2026 09:00:40 GMT");
        browser.server.replies(API, [later]);
        open_on_stopped_clocks(browser).await;
        browser.pass(seconds(37)).await;
        assert_eq!(asked(browser), 1);
        browser.pass(seconds(6)).await;
        assert_eq!(asked(browser), 2);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn across_origins_retry_after_needs_to_be_exposed() {
    let test = async |browser: &Browser| {
        for (cors, within_seconds) in [(Cors::exposing_the_apis_headers(), 1), (Cors::Open, 2)] {
            let api = Options::new().start().unwrap();
            api.cors("/", cors);
            api.replies(api::SCORE_PATH, [Reply::error(429, "TooManyRequests").retry_after(40)]);
            browser.stop_clocks(MORNING);
            browser.open(&format!(r#"<secure-score-gauge api-base="{}"></secure-score-gauge>"#, api.origin())).await;
            browser.run("gauge.getToken = host.tokens(['a-token'])").await;
            api.answered(api::SCORE_PATH, 1).await;
            browser.pass(seconds(5)).await;
            assert_eq!(api.requests(api::SCORE_PATH).len(), within_seconds);
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn what_may_pass_is_tried_again_soon() {
    let test = async |browser: &Browser| {
        for (what, reply) in [
            ("429", Reply::error(429, "TooManyRequests")),
            ("500", Reply::error(500, "InternalServerError")),
            ("502", Reply::new(502, "text/html", "<h1>a proxy's page</h1>")),
            ("a reset", Reply::reset()),
            ("a torn body", Reply::documented().truncated_after(60)),
        ] {
            browser.server.forget_requests();
            browser.server.replies(API, [reply]);
            open_on_stopped_clocks(browser).await;
            browser.pass(seconds(3)).await;
            let attempts = browser.server.requests(API).into_iter().filter(|one| one.header("authorization").is_some());
            assert_eq!(attempts.count(), 2, "{what}");
            browser.gauge().becomes("ready").await;
            browser.gauge().lacks("message").await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn what_will_not_pass_waits_for_the_next_interval() {
    let test = async |browser: &Browser| {
        for (status, code) in [(400, "BadRequest"), (403, "Forbidden"), (404, "NotFound")] {
            browser.server.forget_requests();
            browser.server.replies(API, [Reply::error(status, code)]);
            open_on_stopped_clocks(browser).await;
            browser.pass(minutes(58)).await;
            assert_eq!(asked(browser), 1, "{status}");
            browser.pass(minutes(4)).await;
            assert_eq!(asked(browser), 2, "{status}");
            browser.gauge().becomes("ready").await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn waits_double_up_to_five_minutes() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::error(500, "InternalServerError"));
        open_on_stopped_clocks(browser).await;
        browser.pass(hours(1)).await;
        // The widget's own files are asked for at the start, before the first request.
        let times: Vec<f64> = browser.value("host.fetches").await;
        let times = times.get(times.len() - asked(browser)..).unwrap_or_default();
        let waits: Vec<f64> = times.windows(2).map(|pair| (pair[1] - pair[0]) / 1000.0).collect();
        for (index, wait) in waits.iter().enumerate().take(10) {
            let ceiling = f64::from(2_u32.pow(u32::try_from(index).unwrap() + 1)).min(300.0);
            assert!((ceiling * 0.9..=ceiling + 1.0).contains(wait), "wait {index} of {waits:?} is not {ceiling} s");
        }
        assert!(asked(browser) <= 20, "{waits:?}");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn waits_are_spread_over_everything_below() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::error(500, "InternalServerError"));
        for chance in [0.001, 0.25, 0.75] {
            browser.server.forget_requests();
            open_with_chance(browser, chance).await;
            browser.pass(seconds(3)).await;
            let times: Vec<f64> = browser.value("host.fetches").await;
            let times = times.get(times.len() - asked(browser)..).unwrap_or_default();
            let wait = times[1] - times[0];
            // There is a second between two requests in any case.
            let expected = f64::max(chance * 2000.0, 1000.0);
            assert!((wait - expected).abs() < 100.0, "{wait} ms where chance says {chance} of 2 s");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn at_most_twenty_requests_in_an_hour_whatever_happens() {
    let test = async |browser: &Browser| {
        for (what, reply) in [
            ("500", Reply::error(500, "InternalServerError")),
            ("a reset", Reply::reset()),
            ("429 at once", Reply::error(429, "TooManyRequests").retry_after(0)),
            ("nonsense", Reply::json(200, "{}")),
            ("401", Reply::error(401, "Unauthorized")),
        ] {
            browser.server.forget_requests();
            browser.server.reply(API, reply);
            open_on_stopped_clocks(browser).await;
            for hour in 1..=2 {
                let before = asked(browser);
                browser.pass(hours(1)).await;
                let asked = asked(browser) - if hour == 1 { 0 } else { before };
                assert!((1..=20).contains(&asked), "{what}: {asked} requests in hour {hour}");
            }
        }
    };
    topic().limit(seconds(180), seconds(30)).run(test).await;
}

#[tokio::test]
async fn it_never_gives_up() {
    let test = async |browser: &Browser| {
        open_on_stopped_clocks(browser).await;
        browser.gauge().becomes("ready").await;
        browser.server.reply(API, Reply::error(500, "InternalServerError"));
        browser.pass(hours(6)).await;
        assert_eq!(browser.gauge().part("value").await.as_deref().map(|text| text.contains("340")), Some(true));
        browser.gauge().until("host.part(it, 'message')").await;
        browser.server.reply(API, Reply::score("512"));
        browser.pass(minutes(12)).await;
        browser.gauge().reads("value", "512").await;
        browser.gauge().becomes("ready").await;
    };
    topic().limit(seconds(180), seconds(30)).run(test).await;
}

#[tokio::test]
async fn one_request_at_a_time() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::never());
        browser.stop_clocks(MORNING);
        browser.open(crate::scene::GAUGE).await;
        browser.run("gauge.getToken = host.tokens(['a-token'])").await;
        browser.server.request(API, 1).await;
        browser.run("for (let i = 0; i < 10; i++) gauge.refresh().catch(() => null); host.hide(true); host.hide(false); host.offline(false)").await;
        browser.pass(seconds(20)).await;
        assert_eq!(asked(browser), 1);
        browser.pass(minutes(5)).await;
        // Each one but the last was given up; the server hears of it in its own time.
        let asked = asked(browser);
        assert!(asked > 1);
        for earlier in 1..asked {
            browser.server.abandoned(API, earlier).await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn attempts_are_counted_until_one_succeeds() {
    let test = async |browser: &Browser| {
        browser
            .server
            .replies(API, [Reply::error(500, "InternalServerError"), Reply::error(500, "InternalServerError")]);
        open_on_stopped_clocks(browser).await;
        browser.pass(seconds(10)).await;
        browser.gauge().becomes("ready").await;
        let attempts: Vec<_> =
            browser.events("secure-score-error").await.iter().map(|error| error.detail["attempt"].clone()).collect();
        assert_eq!(attempts, [1, 2]);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_interval_is_the_hosts() {
    let test = async |browser: &Browser| {
        for (interval, minutes_passed, requests) in [("15", 46, 4..=4), ("off", 600, 1..=1), ("1", 5, 5..=6)] {
            browser.server.forget_requests();
            browser.stop_clocks(MORNING);
            let gauge = format!(
                r#"<secure-score-gauge api-base="/defender" refresh-interval="{interval}"></secure-score-gauge>"#
            );
            browser.open(&gauge).await;
            browser.run("gauge.getToken = host.tokens(['a-token'])").await;
            browser.server.answered(API, 1).await;
            browser.pass(minutes(minutes_passed)).await;
            assert!(requests.contains(&asked(browser)), "{interval}: {}", asked(browser));
        }
    };
    topic().run(test).await;
}

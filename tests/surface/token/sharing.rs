//! One source and one callback: one token call, one request, one timer.

use devserver::{Options, Reply, api};
use secure_score_tests::{Browser, topic};

use crate::scene::{API, GAUGE, MORNING, asked, minutes};

const ALL_READY: &str = "host.until(() => gauges.every((one) => one.state === 'ready'))";

#[tokio::test]
async fn two_hundred_gauges_make_one_request() {
    let test = async |browser: &Browser| {
        browser.stop_clocks(MORNING);
        browser.open(&GAUGE.repeat(200)).await;
        browser.run("const one = host.tokens(['a-token']); gauges.forEach((gauge) => { gauge.getToken = one })").await;
        let _: bool = browser.wait(ALL_READY).await;
        let shown: u32 = browser.value("gauges.filter((one) => host.part(one, 'value')?.includes('340')).length").await;
        assert_eq!(shown, 200);
        assert_eq!((asked(browser), browser.token_calls().await.len()), (1, 1));
        browser.settle().await;
        let timers: u32 = browser.value("host.clock.countTimers()").await;
        assert!(timers <= 4, "{timers} timers for one source");
        browser.pass(minutes(62)).await;
        assert_eq!(asked(browser), 2, "and one an hour");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_gauge_that_comes_later_shows_what_is_known() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run("window.one = host.tokens(['a-token']); gauge.getToken = window.one").await;
        browser.gauge().becomes("ready").await;
        browser
            .run("const later = gauge.cloneNode(); later.id = 'later'; later.getToken = window.one; document.body.append(later)")
            .await;
        browser.gauge_by_id("later").reads("value", "340").await;
        assert_eq!(asked(browser), 1);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn different_callbacks_never_mix() {
    let test = async |browser: &Browser| {
        browser.server.answer_with(API, |request| match request.header("authorization") {
            Some("Bearer of-a") => Reply::score("111"),
            Some("Bearer of-b") => Reply::score("222"),
            _ => Reply::error(401, "Unauthorized"),
        });
        browser.open(&GAUGE.repeat(4)).await;
        browser
            .run(
                "const a = host.tokens(['of-a'], 'a'); const b = host.tokens(['of-b'], 'b'); \
                 gauges.forEach((gauge, index) => { gauge.getToken = index % 2 ? b : a })",
            )
            .await;
        let _: bool = browser.wait(ALL_READY).await;
        let values: Vec<f64> = browser.value("gauges.map((one) => one.score.value)").await;
        assert_eq!(values, [111.0, 222.0, 111.0, 222.0]);
        assert_eq!(asked(browser), 2);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn given_tokens_never_mix() {
    let test = async |browser: &Browser| {
        browser.server.answer_with(API, |request| match request.header("authorization") {
            Some("Bearer of-a") => Reply::score("111"),
            _ => Reply::score("222"),
        });
        browser.open(&GAUGE.repeat(2)).await;
        browser.run("gauges[0].setToken('of-a'); gauges[1].setToken('of-b')").await;
        let _: bool = browser.wait(ALL_READY).await;
        let values: Vec<f64> = browser.value("gauges.map((one) => one.score.value)").await;
        assert_eq!(values, [111.0, 222.0]);
        browser.run("gauges[0].clearToken()").await;
        let _: bool = browser.wait("host.until(() => gauges[0].state === 'idle')").await;
        assert_eq!(browser.value::<String>("gauges[1].state").await, "ready");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn different_origins_never_mix() {
    let test = async |browser: &Browser| {
        let (a, b) = (Options::new().start().unwrap(), Options::new().start().unwrap());
        a.reply(api::SCORE_PATH, Reply::score("111"));
        b.reply(api::SCORE_PATH, Reply::score("222"));
        let gauges = [&a, &b]
            .map(|server| format!(r#"<secure-score-gauge api-base="{}"></secure-score-gauge>"#, server.origin()))
            .concat();
        browser.open(&gauges).await;
        browser.run("const one = host.tokens(['a-token']); gauges.forEach((gauge) => { gauge.getToken = one })").await;
        let _: bool = browser.wait(ALL_READY).await;
        let values: Vec<f64> = browser.value("gauges.map((one) => one.score.value)").await;
        assert_eq!(values, [111.0, 222.0]);
        assert_eq!((a.requests(api::SCORE_PATH).len(), b.requests(api::SCORE_PATH).len()), (1, 1));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_same_callback_set_again_changes_nothing_for_a_gauge_with_a_token_of_its_own() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run("window.one = host.tokens(['a-token']); gauge.getToken = one; gauge.setToken('given')").await;
        browser.gauge().reads("value", "340").await;
        let before = browser.server.requests(API).len();
        browser.run("window.score = gauge.score; gauge.getToken = one; customElements.get('secure-score-gauge').getToken = () => 'x'; await host.turn(50)").await;
        assert!(browser.value::<bool>("gauge.score === window.score").await);
        assert_eq!(browser.server.requests(API).len(), before);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_failure_reaches_every_gauge_that_shares_it() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::error(404, "NotFound"));
        browser.open(&GAUGE.repeat(3)).await;
        browser.run("const one = host.tokens(['a-token']); gauges.forEach((gauge) => { gauge.getToken = one })").await;
        browser.event("secure-score-error", 3).await;
        let _: bool = browser.wait("host.until(() => gauges.every((one) => one.state === 'error'))").await;
        assert_eq!(asked(browser), 1);
    };
    topic().run(test).await;
}

//! The score and the pace belong to the element and its address, and not to the callback.

use devserver::Reply;
use secure_score_tests::{Browser, topic};
use serde_json::Value;

use crate::scene::{API, GAUGE, asked};

#[tokio::test]
async fn a_burst_of_new_callbacks_costs_no_further_requests_and_one_line() {
    let test = async |browser: &Browser| {
        browser.open(&GAUGE.repeat(2)).await;
        // As a parent that renders at each event does, and every 20 milliseconds besides.
        browser
            .run(
                "window.made = 0; window.render = () => { made += 1; const render = made; for (const one of gauges) \
                 one.getToken = async () => { await host.turn(150); return `token-${render}` } }; \
                 for (const name of ['state', 'load', 'error']) addEventListener(`secure-score-${name}`, render); \
                 render(); await host.until(() => gauges.every((one) => one.state !== 'idle')); for (let round = 0; round < 30; round += 1) { await host.turn(20); render() }",
            )
            .await;
        let _: bool = browser.wait("host.until(() => gauges.every((one) => one.state === 'ready'))").await;
        let _: Value = browser.wait("host.turn(300)").await;
        assert_eq!(asked(browser), 2, "one for each callback that is another one");
        let said: Vec<_> = browser.said().await;
        assert_eq!(said.iter().filter(|line| line.text.contains("clearToken()")).count(), 1, "{said:?}");
        // The new one is asked from then on.
        browser
            .run("for (const one of gauges) one.getToken = host.tokens(['the-newest']); await gauge.refresh()")
            .await;
        let sent = browser.server.requests(API);
        assert_eq!(sent.last().unwrap().header("authorization"), Some("Bearer the-newest"));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_replaced_callback_keeps_the_score() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run("gauge.getToken = host.tokens(['first'])").await;
        browser.gauge().becomes("ready").await;
        browser
            .run("window.score = gauge.score; gauge.getToken = host.tokens(['second'], 'second'); await host.turn(100)")
            .await;
        assert!(browser.value::<bool>("gauge.score === window.score").await);
        assert_eq!(browser.states().await.last().map(String::as_str), Some("ready"));
        assert_eq!((asked(browser), browser.token_calls().await.len()), (1, 1));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn who_asks_in_an_error_listener_asks_once_a_second() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::error(500, "InternalServerError"));
        browser.open(GAUGE).await;
        browser
            .run(
                "const again = () => { for (let time = 0; time < 5; time += 1) gauge.refresh().catch(() => 0) }; \
                 gauge.addEventListener('secure-score-error', again); gauge.setToken('a-token'); await host.turn(2500)",
            )
            .await;
        let count = asked(browser);
        assert!((2..=4).contains(&count), "{count} requests in two and a half seconds");
        let detail = &browser.event("secure-score-error", 1).await.detail;
        assert!(detail["nextAttemptAt"].as_str().is_some_and(|at| at.ends_with('Z')), "{detail}");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn after_a_sign_out_a_callback_stays_and_is_not_asked() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run("window.one = host.tokens(['a-token']); gauge.getToken = one").await;
        browser.gauge().becomes("ready").await;
        browser.run("gauge.clearToken()").await;
        browser.gauge().becomes("idle").await;
        assert_eq!(browser.gauge().value("it.score").await, Value::Null);
        // Not after it was moved away and back either.
        browser.run("window.kept = gauge; kept.remove(); await host.turn(30); document.body.append(kept); await host.turn(200)").await;
        assert_eq!((browser.token_calls().await.len(), asked(browser)), (1, 1));
        browser.run("await gauge.refresh()").await;
        assert_eq!(browser.token_calls().await.len(), 2);
        browser.gauge().becomes("ready").await;
    };
    topic().run(test).await;
}

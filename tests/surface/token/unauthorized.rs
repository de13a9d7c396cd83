//! After a 401: one more token, one more request, and then no further.

use devserver::{Reply, api};
use secure_score_tests::{Browser, topic};

use crate::scene::{API, GAUGE, asked, hours, open_on_stopped_clocks};

async fn open(browser: &Browser, tokens: &str) {
    browser.open(GAUGE).await;
    browser.run(&format!("gauge.getToken = host.tokens({tokens})")).await;
}

fn sent(browser: &Browser) -> Vec<String> {
    let requests = browser.server.requests(API);
    requests.iter().map(|request| request.header("authorization").unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn a_rejected_token_is_replaced_once() {
    let test = async |browser: &Browser| {
        browser.server.replies(API, [Reply::error(401, "Unauthorized")]);
        open(browser, "['old', 'new']").await;
        browser.gauge().reads("value", "340").await;
        assert_eq!(browser.token_reasons().await, ["initial", "rejected"]);
        assert_eq!(sent(browser), ["Bearer old", "Bearer new"]);
        assert!(browser.error_codes().await.is_empty(), "a person need not know");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_second_401_is_unauthorized() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::error(401, "Unauthorized"));
        open(browser, "['old', 'new', 'newer']").await;
        let error = browser.event("secure-score-error", 1).await;
        assert_eq!(error.detail["code"], "unauthorized");
        assert_eq!((&error.detail["status"], &error.detail["requestId"]), (&401.into(), &api::ERROR_TARGET.into()));
        browser.gauge().becomes("unauthorized").await;
        browser.gauge().until("host.part(it, 'message') && host.part(it, 'retry')").await;
        assert_eq!(browser.token_reasons().await, ["initial", "rejected"]);
        assert_eq!(sent(browser), ["Bearer old", "Bearer new"]);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_same_token_back_is_not_sent_again() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::error(401, "Unauthorized"));
        open(browser, "['same']").await;
        assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], "token-unchanged");
        browser.gauge().until("['unauthorized', 'error'].includes(it.state)").await;
        assert_eq!(browser.token_reasons().await, ["initial", "rejected"]);
        assert_eq!(sent(browser), ["Bearer same"]);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_given_token_that_is_rejected_waits_for_another() {
    let test = async |browser: &Browser| {
        browser.server.replies(API, [Reply::error(401, "Unauthorized")]);
        browser.open(GAUGE).await;
        browser.run("gauge.setToken('old')").await;
        browser.gauge().becomes("unauthorized").await;
        assert_eq!(sent(browser), ["Bearer old"]);
        browser.run("gauge.setToken('new')").await;
        browser.gauge().becomes("ready").await;
        assert_eq!(sent(browser), ["Bearer old", "Bearer new"]);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn an_expired_token_is_replaced_in_the_middle_of_the_day() {
    let test = async |browser: &Browser| {
        open_on_stopped_clocks(browser).await;
        browser.run("gauge.getToken = host.tokens(['old', 'new'])").await;
        browser.gauge().becomes("ready").await;
        browser.settle().await;
        let before = asked(browser);
        browser.server.answer_with(API, |request| match request.header("authorization") {
            Some("Bearer new") => Reply::score("512"),
            _ => Reply::error(401, "Unauthorized"),
        });
        browser.pass(hours(1)).await;
        browser.pass(crate::scene::minutes(2)).await;
        browser.gauge().reads("value", "512").await;
        assert_eq!(asked(browser), before + 2);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn forbidden_is_unauthorized_without_another_token() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::error(403, "Forbidden"));
        open(browser, "['a', 'b']").await;
        assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], "forbidden");
        browser.gauge().becomes("unauthorized").await;
        assert_eq!(browser.token_reasons().await, ["initial"]);
        assert_eq!(sent(browser), ["Bearer a"]);
    };
    topic().run(test).await;
}

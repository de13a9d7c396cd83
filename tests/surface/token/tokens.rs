//! What a callback can give, and what comes of it.

use secure_score_tests::{Browser, topic};

use crate::scene::{API, GAUGE, MORNING, asked, open_with_answer_to_come, seconds};

#[tokio::test]
async fn good_answers_are_sent() {
    let test = async |browser: &Browser| {
        for answer in [
            "'a-token'",
            "() => 'a-token'",
            "{ token: 'a-token' }",
            "{ token: 'a-token', expiresAt: new Date(Date.now() + 3600000) }",
            "{ token: 'a-token', expiresAt: new Date(Date.now() + 3600000).toISOString() }",
            "{ token: 'a-token', expiresAt: Date.now() + 3600000 }",
            "{ token: 'a-token', expiresAt: null }",
        ] {
            browser.server.forget_requests();
            browser.open(GAUGE).await;
            browser.run(&format!("gauge.getToken = host.tokens([{answer}])")).await;
            browser.gauge().becomes("ready").await;
            let sent = browser.server.request(API, 1).await;
            assert_eq!(sent.header("authorization"), Some("Bearer a-token"), "{answer}");
            let calls = browser.token_calls().await;
            assert_eq!(calls.len(), 1, "{answer}");
            assert!(calls[0].reason == "initial" && calls[0].signal && !calls[0].aborted, "{answer}: {calls:?}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn bad_answers_have_a_code_and_a_sentence_and_are_not_sent() {
    let test = async |browser: &Browser| {
        for (answer, code) in [
            ("null", "no-token"),
            ("undefined", "no-token"),
            ("''", "no-token"),
            ("() => { throw new Error('from the page') }", "token-failed"),
            ("() => { throw 'a text' }", "token-failed"),
            ("() => { throw undefined }", "token-failed"),
            ("() => Promise.reject(new Error('from the page'))", "token-failed"),
            ("() => Promise.reject()", "token-failed"),
            ("42", "token-failed"),
            ("[]", "token-failed"),
            ("{}", "token-failed"),
            ("{ token: 42 }", "token-failed"),
            ("'a\\nb'", "token-failed"),
            ("'a\\u0000b'", "token-failed"),
            ("'t\\u00f6ken'", "token-failed"),
            ("'\\u{1f511}'", "token-failed"),
            ("'a'.repeat(100_000)", "token-failed"),
        ] {
            browser.open(GAUGE).await;
            browser.run(&format!("gauge.getToken = host.tokens([{answer}])")).await;
            let error = browser.event("secure-score-error", 1).await;
            assert_eq!(error.detail["code"], code, "{answer}");
            browser.gauge().until("host.part(it, 'message')").await;
            let state = if code == "no-token" { "unauthorized" } else { "error" };
            assert_eq!(browser.gauge().state().await, state, "{answer}");
            assert_eq!(asked(browser), 0, "{answer}");
            browser.threw_nothing(answer).await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_callback_that_is_none_is_refused_at_the_door() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run("try { gauge.getToken = 'a-token' } catch (error) { window.thrown = error.name }").await;
        assert_eq!(browser.value::<String>("window.thrown").await, "TypeError");
        assert_eq!(asked(browser), 0);
        browser.run("gauge.getToken = null; gauge.setToken('a-token')").await;
        browser.gauge().becomes("ready").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_callback_that_never_answers_ends_after_30_seconds() {
    let test = async |browser: &Browser| {
        browser.stop_clocks(MORNING);
        browser.open(GAUGE).await;
        browser.run("gauge.getToken = host.tokens([() => new Promise(() => {})])").await;
        let _: bool = browser.wait("host.until(() => host.record.tokenCalls.length === 1)").await;
        browser.pass(seconds(29)).await;
        assert!(browser.error_codes().await.is_empty());
        assert!(!browser.token_calls().await[0].aborted);
        browser.pass(seconds(2)).await;
        assert_eq!(browser.error_codes().await.first().map(String::as_str), Some("token-timeout"));
        assert!(browser.token_calls().await[0].aborted, "the answer no longer matters");
        assert_eq!(asked(browser), 0);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_late_answer_of_a_callback_is_not_used() {
    let test = async |browser: &Browser| {
        open_with_answer_to_come(browser).await;
        browser.run("gauge.getToken = host.tokens(['second'], 'second')").await;
        browser.gauge().becomes("ready").await;
        browser.run("window.answer('first'); await host.turn(50)").await;
        assert!(browser.token_calls().await[0].aborted);
        let sent: Vec<_> = browser.server.requests(API);
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].header("authorization"), Some("Bearer second"));
    };
    topic().run(test).await;
}

//! A token goes from the page's callback through the port into the frame, and nowhere else.

use devserver::Reply;
use secure_score_tests::{Browser, every_engine, topic};
use serde_json::{Value, json};

use super::scene::{asked_nothing, enter, frame_origin, leave, open, open_with_score, run};
use crate::scene::API;

#[tokio::test]
async fn the_page_is_asked_with_reason_origin_and_signal() {
    let test = async |browser: &Browser| {
        let refused = || Reply::error(401, "Unauthorized");
        browser.server.replies(API, [refused(), Reply::documented()]);
        open(browser, "api-base=/defender").await;
        run(browser, "let nth = 0; window.frame = connect(async () => ({ token: `token-${nth += 1}`, expiresAt: new window.Date(window.Date.now() + 3600000) })); await heardOf('load')").await;
        let origin = frame_origin(browser);
        let asked: Value = browser
            .value("questions.map(({ reason, origin, signal }) => [reason, origin, signal instanceof AbortSignal])")
            .await;
        assert_eq!(asked, json!([["initial", origin, true], ["rejected", origin, true]]));
        let sent: Vec<_> = browser
            .server
            .requests(API)
            .iter()
            .filter_map(|one| one.header("authorization").map(str::to_owned))
            .collect();
        assert_eq!(sent, ["Bearer token-1", "Bearer token-2"]);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn what_a_callback_does_wrong_has_its_code() {
    let test = async |browser: &Browser| {
        for (callback, code) in [
            ("() => null", "no-token"),
            ("() => undefined", "no-token"),
            ("() => { throw new Error('s3cr3t') }", "token-failed"),
            ("async () => { throw 's3cr3t' }", "token-failed"),
            ("() => 17", "token-failed"),
        ] {
            open(browser, "api-base=/defender").await;
            run(browser, &format!("window.frame = connect({callback})")).await;
            let error: Value = browser.wait("heardOf('error')").await;
            assert_eq!(error["code"], code, "{callback}");
            let said = format!("{:?}", browser.said().await);
            assert!(!said.contains("s3cr3t"), "{callback}: {said}");
        }
        asked_nothing(browser, "no token");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_token_of_which_nobody_can_say_when_it_expires_is_good_for_now() {
    let test = async |browser: &Browser| {
        for moment in ["NaN", "Infinity", "'x'.repeat(65)", "({})", "new Date(NaN)"] {
            open(browser, "api-base=/defender").await;
            run(browser, &format!("window.frame = connect(() => ({{ token: 'a-token', expiresAt: {moment} }}))")).await;
            let load: Value = browser.wait("heardOf('load')").await;
            assert_eq!(load["value"], 340, "{moment}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_question_that_nobody_waits_for_is_aborted() {
    let test = async |browser: &Browser| {
        for end in [
            "frame.setAttribute('src', '/sample/score.json')",
            "document.querySelector('iframe').src += '&max=900'; await host.until(() => questions.length === 2)",
            "frame.disconnect()",
        ] {
            open(browser, "api-base=/defender").await;
            run(
                browser,
                "window.frame = connect(() => new Promise(() => {})); await host.until(() => questions.length)",
            )
            .await;
            assert!(!browser.value::<bool>("questions[0].signal.aborted").await);
            run(browser, &format!("{end}; await host.until(() => questions[0].signal.aborted)")).await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_token_stands_in_no_address_and_in_no_storage() {
    let test = async |browser: &Browser| {
        open_with_score(browser, "api-base=/defender&history=local").await;
        let search = "JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }, document.cookie, document.documentElement.outerHTML, \
                      performance.getEntriesByType('resource').map(({ name }) => name), window.host.record, window.name, window.heard ?? []])";
        let page: String = browser.value(search).await;
        enter(browser, 0).await;
        let frame: String = browser.value(search).await;
        leave(browser).await;
        assert!(!page.contains("a-token"), "{page}");
        assert!(!frame.contains("a-token"), "{frame}");
        let holding = browser
            .server
            .received()
            .iter()
            .filter(|request| format!("{:?} {:?}", request.path, request.query).contains("a-token"))
            .count();
        assert_eq!(holding, 0);
    };
    topic().run(test).await;
}

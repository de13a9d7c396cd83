//! `diagnose()` names what keeps a gauge from its score, in a sentence each, and no secret.

use devserver::{Cors, Gate, Options, Reply, api};
use secure_score_tests::{Browser, topic};
use serde::Deserialize;

use crate::scene::{API, GAUGE, MORNING, seconds, wasm};

const TOKEN: &str = "s3cr3t";

/// One thing that was looked into.
#[derive(Debug, Deserialize)]
struct Found {
    check: String,
    ok: bool,
    advice: String,
}

/// What the first gauge says of itself. It holds sentences, and not the token.
async fn diagnosed(browser: &Browser) -> Vec<Found> {
    browser.run("window.report = gauge.diagnose().finally(() => { window.reported = true })").await;
    // The diagnosis waits for a task of its own, which on stopped clocks needs time to pass once it
    // is there.
    if browser.value("!!host.clock").await {
        for _ in 0..8 {
            browser.pass(seconds(1)).await;
            if browser.value("!!window.reported").await {
                break;
            }
        }
    }
    let report: Vec<Found> = browser.wait("window.report").await;
    for found in &report {
        assert!(found.advice.contains(' ') && found.advice.ends_with('.'), "a sentence: {found:?}");
        assert!(!found.advice.contains(TOKEN), "{found:?}");
    }
    report
}

/// The check that failed, which is the only one.
async fn only(browser: &Browser, check: &str, words: &[&str]) {
    let report = diagnosed(browser).await;
    let failed: Vec<_> = report.iter().filter(|found| !found.ok).collect();
    assert!(failed.iter().any(|found| found.check == check), "{check}: {report:#?}");
    let found = failed.iter().find(|found| found.check == check).expect("just seen");
    for word in words {
        assert!(found.advice.contains(word), "{check}: {word} is missing in {:?}", found.advice);
    }
    // A request that failed has failed, whatever the reason that another check gives.
    assert!(failed.iter().all(|found| found.check == check || found.check == "api"), "{check}: {report:#?}");
}

async fn open(browser: &Browser, gauge: &str) {
    browser.open(gauge).await;
    browser.run(&format!("gauge.getToken = () => '{TOKEN}'")).await;
}

#[tokio::test]
async fn where_all_is_well_it_says_so() {
    let test = async |browser: &Browser| {
        open(browser, GAUGE).await;
        let report = diagnosed(browser).await;
        let checks: Vec<_> = report.iter().map(|found| (found.check.as_str(), found.ok)).collect();
        let all = ["wasm", "csp", "cors", "clock", "token", "api"];
        assert_eq!(checks, all.map(|check| (check, true)), "{report:#?}");
        let frozen = "gauge.diagnose().then((report) => report.every((found) => Object.isFrozen(found) && Object.keys(found).join() === 'check,ok,advice'))";
        assert!(browser.wait::<bool>(frozen).await);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn blocked_wasm_is_named() {
    let test = async |browser: &Browser| {
        browser.server.reply(&wasm(), Reply::status(404));
        browser.open(GAUGE).await;
        only(browser, "wasm", &["'wasm-unsafe-eval'", "script-src", "connect-src", "unaltered"]).await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_policy_without_the_api_is_named() {
    let test = async |browser: &Browser| {
        let api = Options::new().start().unwrap();
        let policy = format!("connect-src {}", browser.server.origin());
        browser.server.header("/host.html", "content-security-policy", &policy);
        open(browser, &GAUGE.replace("/defender", &api.origin())).await;
        only(browser, "csp", &["Content-Security-Policy", "connect-src"]).await;
        assert!(api.received().is_empty());
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_server_that_allows_no_other_origin_is_told_from_none() {
    let test = async |browser: &Browser| {
        let api = Options::new().start().unwrap();
        api.cors("/", Cors::Off);
        let gauge = GAUGE.replace("/defender", &api.origin());
        open(browser, &gauge).await;
        only(browser, "cors", &["CORS", "proxy", "snapshot"]).await;
        drop(api);
        open(browser, &gauge).await;
        only(browser, "cors", &["Nothing answers"]).await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn what_is_wrong_with_a_token_is_named() {
    let test = async |browser: &Browser| {
        let unauthorized = || Reply::error(401, "Unauthorized");
        for (_, token, reply, words) in [
            ("missing", "null", Reply::documented(), &["No token", "getToken"][..]),
            ("empty", "() => ''", Reply::documented(), &["No token"]),
            ("thrown", "() => { throw new Error('s3cr3t') }", Reply::documented(), &["getToken threw"]),
            ("malformed", "() => 's3cr3t\\n'", Reply::documented(), &["not a token"]),
            ("expired, and the same again", "() => 's3cr3t'", unauthorized(), &["refused", "same"]),
            (
                "expired, and so is the next",
                "() => `s3cr3t${performance.now()}`",
                unauthorized(),
                &["401", "expired", "audience"],
            ),
            (
                "for another audience",
                "() => 's3cr3t'",
                Reply::error(403, "Forbidden"),
                &["403", "Score.Read", "audience https://api.securitycenter.microsoft.com"],
            ),
            (
                "of a tenant without the feature",
                "() => 's3cr3t'",
                Reply::error(403, "DisabledFeature"),
                &["DisabledFeature"],
            ),
        ] {
            browser.server.reply(API, reply);
            browser.open(GAUGE).await;
            browser.run(&format!("gauge.getToken = {token}")).await;
            only(browser, "token", words).await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn clocks_that_differ_are_named() {
    let test = async |browser: &Browser| {
        browser.stop_clocks(MORNING);
        for (date, ok) in [
            ("Mon, 02 Mar 2026 09:00:00 GMT", true),
            ("Mon, 02 Mar 2026 09:00:50 GMT", true),
            ("Mon, 02 Mar 2026 08:59:10 GMT", true),
            ("Mon, 02 Mar 2026 09:01:10 GMT", false),
            ("Mon, 02 Mar 2026 08:58:30 GMT", false),
        ] {
            browser.server.header(API, "date", date);
            open(browser, GAUGE).await;
            let report = diagnosed(browser).await;
            let clock = report.iter().find(|found| found.check == "clock").expect("a date that can be read");
            assert_eq!(clock.ok, ok, "{date}: {clock:?}");
            assert!(ok || clock.advice.contains("minute"), "{clock:?}");
        }
        // Of another origin, whose date is not exposed, nothing is claimed.
        let api = Options::new().start().unwrap();
        open(browser, &GAUGE.replace("/defender", &api.origin())).await;
        assert!(diagnosed(browser).await.iter().all(|found| found.check != "clock"));
        assert!(!api.requests(api::SCORE_PATH).is_empty());
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_slow_answer_is_named() {
    let test = async |browser: &Browser| {
        browser.stop_clocks(MORNING);
        browser.server.header(API, "date", "Mon, 02 Mar 2026 09:00:06 GMT");
        open(browser, GAUGE).await;
        browser.gauge().becomes("ready").await;
        // There is a second between two requests.
        browser.pass(seconds(2)).await;
        let gate = Gate::new();
        browser.server.replies(API, [Reply::documented().held(&gate)]);
        browser.run("window.report = gauge.diagnose()").await;
        browser.server.request(API, 2).await;
        browser.run("host.sleep(6000)").await;
        gate.open();
        browser.pass(seconds(1)).await;
        let report: Vec<Found> = browser.wait("window.report").await;
        let slow: Vec<_> = report.iter().filter(|found| !found.ok).collect();
        assert!(slow.len() == 1 && slow[0].check == "api" && slow[0].advice.contains("five seconds"), "{report:#?}");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn other_failures_have_their_sentence_too() {
    let test = async |browser: &Browser| {
        for (reply, word) in [
            (Reply::error(404, "NotFound"), "404"),
            (Reply::error(429, "TooManyRequests"), "429"),
            (Reply::error(500, "InternalServerError"), "5xx"),
            (Reply::status(418), "status"),
            (Reply::json(200, "{}"), "no score"),
            (Reply::redirect("/elsewhere"), "Use the final address"),
        ] {
            browser.server.reply(API, reply);
            open(browser, GAUGE).await;
            only(browser, "api", &[word]).await;
        }
        browser.open(&GAUGE.replace("/defender", "http://api.invalid")).await;
        browser.run("gauge.setToken('s3cr3t')").await;
        only(browser, "api", &["https", "loopback"]).await;
    };
    topic().run(test).await;
}

/// A network that loses every request with a token, as a filter of a company's may.
const LOSES_TOKENS: &str = "<script>const send = fetch; window.fetch = (...given) => \
    new Request(...given).headers.has('authorization') ? Promise.reject(new TypeError('Failed to fetch')) : send(...given)</script>\
    <script type=module src=/secure-score-gauge.js></script>";

#[tokio::test]
async fn the_pages_own_origin_is_never_blamed_on_cors() {
    let test = async |browser: &Browser| {
        for (claimed, word) in [(false, "Nothing answers"), (true, "offline")] {
            browser.open_page(LOSES_TOKENS, GAUGE).await;
            browser.run(&format!("host.offline({claimed}); gauge.getToken = () => '{TOKEN}'")).await;
            let report = diagnosed(browser).await;
            let network = report.iter().find(|found| found.check == "cors").expect("a check of the network");
            assert!(!network.ok && network.advice.contains(word), "{report:#?}");
            assert!(!network.advice.contains("CORS"), "{report:#?}");
        }
    };
    topic().run(test).await;
}

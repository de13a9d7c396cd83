//! The playground's sources and clouds: the request as shown is the request as sent.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use devserver::Reply;
use secure_score_tests::{Browser, topic};

use crate::playground::scene::{choose, choose_source, fill, give_token, open, press, reads, text};
use crate::scene::seconds;

/// Leads what goes to Microsoft to this server, under the name of the host that it was for.
const CLOUDS: &str = "
    const network = fetch.bind(globalThis);
    globalThis.fetch = (input, options) => {
      const request = new Request(input, options);
      const { origin, host, pathname } = new URL(request.url);
      return origin === location.origin ? network(input, options) : network(`/cloud/${host}${pathname}`, request);
    };";

const HOSTS: &[(&str, &str)] = &[
    ("current", "api.security.microsoft.com"),
    ("windows", "api.securitycenter.windows.com"),
    ("us", "us.api.security.microsoft.com"),
    ("eu", "eu.api.security.microsoft.com"),
    ("uk", "uk.api.security.microsoft.com"),
    ("au", "au.api.security.microsoft.com"),
    ("swa", "swa.api.security.microsoft.com"),
    ("ina", "ina.api.security.microsoft.com"),
    ("aea", "aea.api.security.microsoft.com"),
    ("api-us", "api-us.securitycenter.microsoft.com"),
    ("api-eu", "api-eu.securitycenter.microsoft.com"),
    ("api-uk", "api-uk.securitycenter.microsoft.com"),
    ("gcc", "api-gcc.securitycenter.microsoft.us"),
    ("gcc-high", "api-gov.securitycenter.microsoft.us"),
    ("global", "api.securitycenter.microsoft.com"),
    ("dod", "api-gov.securitycenter.microsoft.us"),
];

#[tokio::test]
async fn each_cloud_changes_the_request_as_shown_and_as_received() {
    let test = async |browser: &Browser| {
        browser.server.reply("/clouds.js", Reply::new(200, "text/javascript", CLOUDS));
        browser.server.head_start(r#"<script src="/harness/recorder.js"></script><script src="/clouds.js"></script>"#);
        open(browser, "source=api").await;
        for (id, host) in HOSTS {
            choose(browser, "cloud", id).await;
            reads(browser, "request", &format!("GET /api/configurationScore HTTP/1.1\nHost: {host}\n")).await;
            reads(browser, "where", &format!("It will be sent to https://{host}, and nowhere else.")).await;
            assert!(!text(browser, "where").await.contains("not one of Microsoft"), "{host}");
            let path = format!("/cloud/{host}/api/configurationScore");
            let before = browser.server.requests(&path).len();
            give_token(browser, &format!("token-for-{id}")).await;
            let received = browser.server.request(&path, before + 1).await;
            assert_eq!(received.method, "GET");
            assert_eq!(received.header("authorization"), Some(format!("Bearer token-for-{id}").as_str()));
            assert_eq!(received.header("accept"), Some("application/json"));
            browser.gauge().becomes("ready").await;
            assert!(!text(browser, "request").await.contains("token-for"), "the token is masked");
        }
        let offered: usize = browser.value("document.querySelectorAll('[name=cloud] option').length").await;
        assert_eq!(offered, HOSTS.len() + 1, "these, and another address");
        browser.is_quiet().await;
    };
    topic().limit(seconds(180), seconds(20)).run(test).await;
}

#[tokio::test]
async fn an_own_address_is_asked_with_the_token_and_the_answer_is_shown() {
    let test = async |browser: &Browser| {
        open(browser, "").await;
        choose_source(browser, "api").await;
        choose(browser, "cloud", "own").await;
        fill(browser, "[name=base]", "/defender").await;
        browser.gauge().becomes("idle").await;
        give_token(browser, "a-token").await;
        browser.gauge().becomes("ready").await;
        let received = browser.server.request("/defender/api/configurationScore", 1).await;
        assert_eq!(received.header("authorization"), Some("Bearer a-token"));
        reads(browser, "answer", "HTTP 200").await;
        reads(browser, "answer", "content-type: application/json; odata.metadata=minimal").await;
        reads(browser, "answer", r#""score":340"#).await;
        for part in ["Sent at", "head after", "done after"] {
            reads(browser, "timing", part).await;
        }
        reads(browser, "made", r#""state": "ready""#).await;
        reads(browser, "made", r#""value": 340"#).await;
        browser.server.reply("/defender/api/configurationScore", Reply::error(403, "Forbidden"));
        press(browser, "#ask").await;
        browser.gauge().becomes("unauthorized").await;
        reads(browser, "answer", "HTTP 403").await;
        reads(browser, "made", r#""state": "unauthorized""#).await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_request_is_shown_in_three_forms() {
    let test = async |browser: &Browser| {
        open(browser, "source=api&cloud=eu&metric=exposure-score").await;
        let url = "https://eu.api.security.microsoft.com/api/exposureScore";
        reads(browser, "request", "GET /api/exposureScore HTTP/1.1").await;
        reads(browser, "request", "Authorization: Bearer ••••").await;
        press(browser, "[name=as][value=curl]").await;
        reads(browser, "request", &format!("'{url}'")).await;
        reads(browser, "request", "\"$TOKEN\"").await;
        press(browser, "[name=as][value=powershell]").await;
        reads(browser, "request", &format!("Invoke-RestMethod -Uri '{url}' -Authentication Bearer")).await;
        choose_source(browser, "values").await;
        reads(browser, "request", "No request").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_curl_commands_as_shown_get_what_the_gauge_gets() {
    let test = async |browser: &Browser| {
        for (fragment, path, sent) in [
            ("source=api&cloud=own&base=/defender", "/defender/api/configurationScore", Some("Bearer a-token")),
            ("source=file&src=/published/it's.json", "/published/it's.json", None),
        ] {
            browser.server.reply(path, Reply::documented());
            open(browser, &format!("{fragment}&as=curl")).await;
            let command = text(browser, "request").await;
            // A person pastes the commands, and types the token when asked.
            let mut shell = Command::new("bash")
                .args(["-c", &command])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            shell.stdin.take().unwrap().write_all(b"a-token\n").unwrap();
            let output = shell.wait_with_output().unwrap();
            let answer = String::from_utf8_lossy(&output.stdout);
            assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(r#""score":340"#), "{command}: {answer}");
            let received = browser.server.requests(path);
            let received = received.last().unwrap();
            assert!(received.header("user-agent").is_some_and(|agent| agent.starts_with("curl")), "{received:?}");
            assert_eq!(received.header("authorization"), sent);
            assert_eq!(received.header("accept"), Some("application/json"));
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_file_is_asked_for_without_a_token() {
    let test = async |browser: &Browser| {
        let file = r#"{"time":"2026-01-02T03:04:05Z","score":512}"#;
        browser.server.reply("/published/score.json", Reply::json(200, file));
        open(browser, "").await;
        choose_source(browser, "file").await;
        browser.gauge().becomes("stale").await;
        assert_eq!(browser.server.requests("/sample/score.json").len(), 1, "the sample that ships is the default");
        fill(browser, "[name=src]", "/published/score.json").await;
        browser.gauge().reads("value", "512").await;
        assert_eq!(browser.server.request("/published/score.json", 1).await.header("authorization"), None);
        assert!(!text(browser, "request").await.contains("Authorization"));
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn typed_in_values_are_shown_and_nothing_is_asked() {
    let test = async |browser: &Browser| {
        open(browser, "").await;
        choose_source(browser, "values").await;
        fill(browser, "[name=score]", "777").await;
        browser.gauge().reads("value", "777").await;
        fill(browser, "[name=time]", "2019-12-03T09:15:58Z").await;
        browser.gauge().becomes("stale").await;
        let asked = browser.server.received();
        assert!(asked.iter().all(|one| !one.path.contains("configurationScore")), "{asked:?}");
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn every_attribute_has_a_control_that_sets_it_at_once() {
    let test = async |browser: &Browser| {
        open(browser, "").await;
        browser.gauge().becomes("ready").await;
        // The last four are observed only to tell a page that they are properties.
        let without: Vec<String> = browser
            .value(
                "customElements.get('secure-score-gauge').observedAttributes.filter((name) => \
                 !['api-base', 'src', 'gettoken', 'get-token', 'snapshot', 'strings'].includes(name) && !document.querySelector(`#controls [name='${name}']`))",
            )
            .await;
        assert!(without.is_empty(), "{without:?}");
        let without_effect: Vec<String> = browser
            .value(
                "[...document.querySelectorAll('#attributes .pairs:not(#properties) [name]')].map((control) => control.name).filter((name) => \
                 !['lang', 'dir', 'no-help', 'no-portal', ...customElements.get('secure-score-gauge').observedAttributes].includes(name))",
            )
            .await;
        assert!(without_effect.is_empty(), "{without_effect:?}");
        for (name, value) in [
            ("max", "800"),
            ("target", "70%"),
            ("bands", "0 Low, 300 Fair"),
            ("heading", "Our devices"),
            ("refresh-interval", "off"),
            ("stale-after", "48"),
            ("time-zone", "Asia/Tokyo"),
            ("help-base", "https://help.example/"),
        ] {
            fill(browser, &format!("[name={name}]"), value).await;
            browser.gauge().until(&format!("it.getAttribute({name:?}) === {value:?}")).await;
        }
        choose(browser, "lang", "de").await;
        choose(browser, "dir", "rtl").await;
        browser.gauge().until("it.lang === 'de' && it.dir === 'rtl'").await;
        browser.gauge().reads("heading", "Our devices").await;
        browser.gauge().until("it.score?.target === 560").await;
        choose(browser, "format", "percent").await;
        browser.gauge().reads("value", "80").await;
        choose(browser, "metric", "exposure-score").await;
        browser.gauge().until("it.metric === 'exposure-score' && it.score?.value === 36").await;
        press(browser, "[name=no-help]").await;
        browser.gauge().until("it.getAttribute('help-base') === ''").await;
        fill(browser, "[name=max]", "").await;
        browser.gauge().until("!it.hasAttribute('max')").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

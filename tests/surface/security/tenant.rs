//! The page that finds out what a live tenant's hosts let a page do, against servers in their
//! place.

use devserver::{Cors, Options, Reply, Server, api};
use secure_score_tests::{Browser, repository, topic};
use serde_json::Value;

const TOKEN: &str = "s3cr3t-t0k3n";

/// Opens the page for these hosts, gives it the token, and waits for the report's rows.
async fn report(browser: &Browser, hosts: &[&Server], more: &str) -> Vec<Vec<String>> {
    browser.server.directory("/docs", repository().join("docs"));
    let query: Vec<String> = hosts.iter().map(|host| format!("host={}", host.origin())).collect();
    browser.goto(&format!("/docs/tenant-test.html?{}", query.join("&"))).await;
    let start = format!(
        "document.querySelector('#token').value = ' {TOKEN} '; {more}; document.querySelector('button').click(); \
         await host.until(() => !document.querySelector('#report').hidden)"
    );
    let _: Value = browser.wait(&format!("(async () => {{ {start} }})()")).await;
    let text: String = browser.value("document.querySelector('#text').textContent").await;
    let everything: String =
        browser.value("document.documentElement.outerHTML + document.querySelector('#token').value").await;
    assert!(!everything.contains(TOKEN), "{text}");
    // A port may have the three digits of the score in it.
    let without_hosts =
        hosts.iter().fold(text.clone(), |text, host| text.replace(host.origin().trim_start_matches("http://"), ""));
    assert!(!without_hosts.contains("340"), "{text}");
    assert!(!text.contains(&browser.server.origin()), "{text}");
    browser.threw_nothing("the page").await;
    let rows = text.lines().filter(|line| line.starts_with("| 127"));
    rows.map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

#[tokio::test]
async fn what_each_host_lets_a_page_do_is_told() {
    let test = async |browser: &Browser| {
        let [open, exposing, closed, simple] = [(); 4].map(|()| Options::new().start().unwrap());
        exposing.cors("/", Cors::exposing_the_apis_headers());
        exposing.reply(api::SCORE_PATH, Reply::error(429, "TooManyRequests").retry_after(7));
        closed.cors("/", Cors::Off);
        // Readable, but no preflight is answered.
        simple.cors("/", Cors::Off);
        simple.header("/", "access-control-allow-origin", "*");
        let gone = Options::new().start().unwrap();
        let origin = gone.origin();
        drop(gone);
        let rows = report(browser, &[&open, &exposing, &closed, &simple], "").await;
        let found: Vec<Vec<&str>> = rows.iter().map(|row| row[1..].iter().map(String::as_str).collect()).collect();
        assert_eq!(found[0], ["yes", "401", "200, a score", "200, a score", "none of those wanted", "not tried"]);
        assert_eq!(found[1], ["yes", "429", "429", "429", "retry-after", "not tried"]);
        assert_eq!(found[2], ["yes", "blocked", "blocked", "blocked", "none of those wanted", "not tried"]);
        assert_eq!(found[3], ["yes", "401", "blocked", "blocked", "none of those wanted", "not tried"]);
        browser.goto(&format!("/docs/tenant-test.html?host={origin}")).await;
        let _: Value = browser.wait("(document.querySelector('button').click(), host.until(() => !document.querySelector('#report').hidden))").await;
        let text: String = browser.value("document.querySelector('#text').textContent").await;
        assert!(text.contains("| no | blocked | blocked | not tried | none of those wanted | not tried |"), "{text}");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn who_asks_too_often_is_told_so() {
    let test = async |browser: &Browser| {
        let host = Options::new().start().unwrap();
        host.cors("/", Cors::exposing_the_apis_headers());
        host.reply(api::SCORE_PATH, Reply::error(429, "TooManyRequests").retry_after(7));
        host.replies(api::SCORE_PATH, (0..12).map(|_| Reply::documented()));
        let rows = report(browser, &[&host], "document.querySelector('#flood').checked = true").await;
        assert!(rows[0][6].starts_with("429 after ") && rows[0][6].ends_with("Retry-After readable"), "{rows:?}");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_token_goes_to_microsofts_hosts_or_to_this_machine() {
    let test = async |browser: &Browser| {
        browser.server.directory("/docs", repository().join("docs"));
        browser.open_page("", "").await;
        // The page's list is the one of the guide and of the playground.
        let compared: Value = browser
            .wait(
                "(async () => { const { HOSTS } = await import('/docs/tenant-test-hosts.js'); const { clouds } = await import('/playground/clouds.js'); \
                 return [[...HOSTS].sort(), [...new Set(clouds.map(({ base }) => base))].sort()]; })()",
            )
            .await;
        assert_eq!(compared[0], compared[1]);
        assert!(compared[0].as_array().is_some_and(|hosts| hosts.len() >= 14), "{compared}");
        // A link cannot name another host.
        let asked = "(async () => { document.querySelector('button').click(); await host.turn(100); return document.querySelector('#status').textContent })()";
        for link in [
            "host=https://evil.example",
            "host=https://127.0.0.1.evil.example",
            "host=nonsense",
            "host=https://x@evil.example",
        ] {
            browser.server.header("/docs", "content-security-policy", "connect-src 'none'");
            browser.goto(&format!("/docs/tenant-test.html?{link}")).await;
            let said: String = browser.wait(asked).await;
            assert!(!said.contains("evil"), "{link}: {said}");
        }
    };
    topic().run(test).await;
}

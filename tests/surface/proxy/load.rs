//! Many viewers of a published score: the web server answers them, and the API is asked once per
//! publication.

use std::process::Command;

use devserver::api::{self, Time};
use secure_score_tests::{Browser, repository, topic};

use super::servers::{Kind, Proxy};

/// As many requests as ten thousand viewers make when each of them opens the page once.
const VIEWERS: u64 = 10_000;

/// Publishes the score once, as a timer does in each of its intervals.
fn publish(proxy: &Proxy, api: &str) {
    let output = Command::new("sh")
        .arg(repository().join("examples/publish-snapshot.sh"))
        .arg(proxy.portal().join("score.json"))
        .envs([("SECURE_SCORE_TOKEN", "a-token"), ("SECURE_SCORE_API_BASE", api)])
        .output()
        .expect("a shell");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Has wrk ask for an address for a second; how many answers there were. Any error fails.
fn views(url: &str) -> u64 {
    let output = Command::new("wrk")
        .args(["-t1", "-c50", "-d1s", "-H", "Accept: application/json", url])
        .output()
        .expect("wrk: `cargo xtask test` installs it");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && !said.contains("Non-2xx") && !said.contains("Socket errors"), "{said}");
    let requests = said.lines().find_map(|line| line.trim().split_once(" requests in ")?.0.parse().ok());
    requests.unwrap_or_else(|| panic!("wrk counts requests: {said}"))
}

#[tokio::test]
async fn ten_thousand_viewers_cost_the_api_one_request_per_interval() {
    let test = async |browser: &Browser| {
        browser.server.time(Time::Now);
        for kind in [Kind::Nginx, Kind::Caddy] {
            browser.server.forget_requests();
            let proxy = Proxy::start(kind, &browser.server);
            for interval in 1..=2 {
                publish(&proxy, &browser.server.origin());
                let mut viewed = 0;
                while viewed < VIEWERS / 2 {
                    viewed += views(&proxy.url("/score.json"));
                }
                assert_eq!(browser.server.requests(api::SCORE_PATH).len(), interval, "{kind:?}");
            }
            // One of them is a real one.
            proxy.write("viewer.html", r#"<!doctype html><title>V</title><script type="module" src="secure-score-gauge.js"></script><secure-score-gauge src="score.json"></secure-score-gauge>"#);
            browser.client.goto(&proxy.url("/viewer.html")).await.unwrap();
            let ready = "(async () => { const gauge = document.querySelector('secure-score-gauge'); \
                         while (gauge.state !== 'ready') await new Promise((resolve) => setTimeout(resolve, 10)); return gauge.score.value; })()";
            assert_eq!(browser.wait::<u32>(ready).await, 340, "{kind:?}");
            assert_eq!(browser.server.requests(api::SCORE_PATH).len(), 2, "{kind:?}");
        }
    };
    topic().run(test).await;
}

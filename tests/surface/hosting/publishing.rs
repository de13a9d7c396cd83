//! `src`: a published file is revalidated, gets no secret, and its own time counts.

use std::{fs, path::Path, process::Command};

use devserver::{Reply, api::Time};
use secure_score_tests::{Browser, repository, topic};

use crate::scene::{MORNING, hours, minutes, seconds};

const FILE: &str = "/published/score.json";
const GAUGE: &str = r#"<secure-score-gauge src="/published/score.json"></secure-score-gauge>"#;

fn file(score: u32, time: &str) -> Reply {
    Reply::json(200, format!(r#"{{"time":"{time}","score":{score}}}"#))
}

#[tokio::test]
async fn a_file_is_revalidated_and_a_304_is_a_good_answer() {
    let test = async |browser: &Browser| {
        browser.server.answer_with(FILE, |request| match request.header("if-none-match") {
            Some("\"one\"") => Reply::status(304).header("etag", "\"one\""),
            _ => file(512, "2026-03-02T08:00:00Z").header("etag", "\"one\""),
        });
        browser.stop_clocks(MORNING);
        browser.open(GAUGE).await;
        browser.gauge().becomes("ready").await;
        assert_eq!(browser.server.request(FILE, 1).await.header("if-none-match"), None);
        // There is a second between two requests.
        browser.pass(seconds(2)).await;
        browser.run("await gauge.refresh()").await;
        assert_eq!(browser.server.request(FILE, 2).await.header("if-none-match"), Some("\"one\""));
        assert_eq!(browser.gauge().state().await, "ready");
        browser.gauge().reads("value", "512").await;
        browser.pass(minutes(61)).await;
        assert_eq!(browser.server.request(FILE, 3).await.header("if-none-match"), Some("\"one\""), "by itself, too");
        assert_eq!(browser.gauge().state().await, "ready");
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_file_is_sent_no_secret() {
    let test = async |browser: &Browser| {
        browser.server.reply(FILE, file(512, "2026-03-02T08:00:00Z"));
        browser.server.header("/host.html", "set-cookie", "session=s3cr3t; Path=/");
        browser.open(GAUGE).await;
        browser
            .run("gauge.getToken = host.tokens(['a-token']); gauge.setToken('a-token'); await gauge.refresh()")
            .await;
        browser.gauge().reads("value", "512").await;
        for request in browser.server.requests(FILE) {
            for header in ["authorization", "cookie", "referer"] {
                assert_eq!(request.header(header), None, "{header}");
            }
        }
        assert!(browser.token_calls().await.is_empty());
    };
    topic().run(test).await;
}

#[tokio::test]
async fn age_counts_from_the_files_own_time() {
    let test = async |browser: &Browser| {
        browser.stop_clocks(MORNING);
        browser.server.reply(FILE, file(512, "2026-03-01T08:00:00Z"));
        browser.open(GAUGE).await;
        browser.gauge().becomes("stale").await;
        browser.gauge().reads("value", "512").await;
        browser.server.reply(FILE, file(600, "2026-03-02T08:30:00.1665846Z"));
        // There is a second between two requests.
        browser.pass(seconds(2)).await;
        browser.run("await gauge.refresh()").await;
        browser.gauge().becomes("ready").await;
        browser.gauge().reads("value", "600").await;
        // The job has stopped: the same file again and again does not make it younger.
        browser.pass(hours(24)).await;
        browser.gauge().becomes("stale").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_wrong_file_is_handled_like_an_answer_of_the_api() {
    let test = async |browser: &Browser| {
        browser.server.reply(FILE, file(512, "2026-03-02T08:00:00Z"));
        browser.open(GAUGE).await;
        browser.event("secure-score-load", 1).await;
        for (nth, (reply, code)) in [
            (Reply::new(200, "text/html", "<!doctype html><title>Not found</title>"), "invalid-response"),
            (Reply::json(200, r#"{"time":"2026-03-02T08:00:00Z","score":"512"}"#), "invalid-response"),
            (Reply::json(200, r#"{"time":"02.03.2026 08:00","score":512}"#), "invalid-response"),
            (Reply::json(200, r#"{"time":"2026-03-02T08:00:00Z","score":51"#), "invalid-response"),
            (Reply::json(200, ""), "invalid-response"),
            (Reply::status(404), "not-found"),
            (Reply::redirect("/elsewhere.json"), "redirected"),
        ]
        .into_iter()
        .enumerate()
        {
            browser.server.reply(FILE, reply);
            browser.run("await gauge.refresh().catch(() => null)").await;
            assert_eq!(browser.event("secure-score-error", nth + 1).await.detail["code"], code);
            browser.gauge().reads("value", "512").await;
        }
    };
    topic().run(test).await;
}

/// Runs a command of a guide in `folder`, and fails with what it said.
fn run(command: &mut Command, folder: &Path) {
    let output = command.current_dir(folder).output().expect("a shell");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The code block of the guide that holds this text.
fn block_with(text: &str) -> String {
    let guide = fs::read_to_string(repository().join("docs/static-hosting.md")).unwrap();
    let blocks: Vec<&str> = guide.split("```").collect();
    let block = blocks.iter().find(|block| block.contains(text)).unwrap_or_else(|| panic!("no block holds {text}"));
    // The first line is the language.
    block.split_once('\n').map(|(_, code)| code.to_owned()).unwrap_or_default()
}

async fn shows(browser: &Browser, folder: &Path) {
    browser.server.directory("/published", folder);
    browser.open(GAUGE).await;
    browser.gauge().reads("value", "340").await;
    assert_eq!(browser.gauge().value("it.score.value").await, 340);
    browser.is_quiet().await;
}

#[tokio::test]
async fn a_scheduled_job_with_curl_ends_in_a_gauge() {
    let test = async |browser: &Browser| {
        browser.server.time(Time::Now);
        let folder = tempfile::tempdir().unwrap();
        let mut job = Command::new("sh");
        job.arg(repository().join("examples/publish-snapshot.sh")).arg("score.json");
        job.env("SECURE_SCORE_TOKEN", "a-token").env("SECURE_SCORE_API_BASE", browser.server.url("/defender"));
        run(&mut job, folder.path());
        shows(browser, folder.path()).await;
        assert_eq!(browser.gauge().state().await, "ready");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_file_written_by_hand_ends_in_a_gauge() {
    let test = async |browser: &Browser| {
        let folder = tempfile::tempdir().unwrap();
        run(Command::new("sh").args(["-ec", &block_with("printf '{\"time\"")]), folder.path());
        shows(browser, folder.path()).await;
        assert_eq!(browser.gauge().state().await, "ready");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_job_that_is_there_already_ends_in_a_gauge() {
    let test = async |browser: &Browser| {
        let folder = tempfile::tempdir().unwrap();
        let call = format!("\npublish(json.loads({:?}), 'score.json')\n", devserver::api::SCORE_ANSWER);
        run(Command::new("python3").args(["-c", &(block_with("def publish") + &call)]), folder.path());
        shows(browser, folder.path()).await;
        assert_eq!(browser.gauge().state().await, "stale", "the API's own time is kept");
    };
    topic().run(test).await;
}

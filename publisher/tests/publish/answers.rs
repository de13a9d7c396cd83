//! What an answer does to the files.

use devserver::{Reply, api};

use crate::scene::{CANARY, OLD, Scene};

#[test]
fn a_good_answer_is_published_without_anything_else_in_it() {
    let scene = Scene::new();
    scene.server.reply(
        api::SCORE_PATH,
        Reply::json(200, r#"{"access_token":"secret","time":"2019-12-03T09:15:58.1665846Z","score":340.0}"#),
    );
    let run = scene.publish(&[]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert_eq!(scene.read("score.json").unwrap(), "{\"score\":340,\"time\":\"2019-12-03T09:15:58.1665846Z\"}\n");
    assert_eq!(scene.names(), ["history.json", "score.json"]);
    let requests = scene.server.requests(api::SCORE_PATH);
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].header("authorization"), Some(format!("Bearer {CANARY}").as_str()));
    assert_eq!((requests[0].method.as_str(), requests[0].header("accept")), ("GET", Some("application/json")));
    assert!(run.log.contains("info published score=340"), "{run:?}");
}

#[test]
fn a_base_may_carry_a_path_and_a_folder_may_be_missing() {
    let scene = Scene::new();
    let out = scene.beside("new/folder");
    let base = scene.server.url("/defender/");
    scene.server.reply("/defender/api/exposureScore", Reply::documented());
    let run = scene.publish(&[
        "--api-base",
        &base,
        "--metric",
        "exposure-score",
        "--out",
        out.to_str().unwrap(),
        "--log",
        "json",
    ]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert!(out.join("score.json").is_file());
    assert!(run.log.starts_with("{\"") && run.log.contains("\"event\":\"published\""), "{run:?}");
}

#[test]
fn on_any_failure_the_files_stay() {
    let scene = Scene::new();
    for (failure, status, code) in [
        ("bad-request", 7, "http"),
        ("unauthorized", 5, "unauthorized"),
        ("forbidden", 5, "forbidden"),
        ("feature-disabled", 5, "feature-disabled"),
        ("not-found", 7, "not-found"),
        ("throttled", 6, "throttled"),
        ("server", 6, "server"),
        ("gateway", 6, "server"),
        ("redirect", 7, "redirected"),
        ("redirect-away", 7, "redirected"),
        ("reset", 6, "network"),
        ("reset-midway", 6, "network"),
        ("truncated", 6, "network"),
        ("endless", 7, "invalid-response"),
        ("huge", 7, "invalid-response"),
        ("empty", 7, "invalid-response"),
        ("html", 7, "invalid-response"),
        ("not-json", 7, "invalid-response"),
        ("no-score", 7, "invalid-response"),
        ("no-time", 7, "invalid-response"),
        ("bad-score", 7, "invalid-response"),
        ("negative", 7, "invalid-response"),
        ("bad-time", 7, "invalid-response"),
    ] {
        let run = scene.publish(&["--api-base", &scene.server.url(&format!("/fail/{failure}")), "--log", "json"]);
        assert_eq!(run.status, Some(status), "{failure}: {run:?}");
        assert!(run.log.contains(&format!("\"code\":\"{code}\"")), "{failure}: {run:?}");
        assert_eq!(scene.names(), ["score.json"], "{failure}");
        assert_eq!(scene.read("score.json").as_deref(), Some(OLD), "{failure}");
    }
    for (score, time) in [("1e999", "2019-12-03T09:15:58Z"), ("340", "2019-99-03T09:15:58Z")] {
        scene.server.reply(api::SCORE_PATH, Reply::json(200, format!(r#"{{"time":"{time}","score":{score}}}"#)));
        assert_eq!(scene.publish(&[]).status, Some(7), "{score} {time}");
    }
    assert_eq!(scene.read("score.json").as_deref(), Some(OLD));
}

#[test]
fn what_may_pass_is_asked_again_and_nothing_else_is() {
    let scene = Scene::new();
    let replies = [Reply::error(429, "TooManyRequests").retry_after(1), Reply::reset()];
    scene.server.replies(api::SCORE_PATH, replies);
    let run = scene.publish(&["--patience", "1m"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    let at: Vec<_> = scene.server.requests(api::SCORE_PATH).iter().map(|request| request.at).collect();
    assert_eq!(at.len(), 3);
    assert!((at[1] - at[0]).as_secs_f64() >= 1.0, "{at:?}");
    assert!(run.log.contains("warning retrying attempt=1"), "{run:?}");

    scene.server.reply(api::SCORE_PATH, Reply::error(429, "TooManyRequests").retry_after(3600));
    assert_eq!(scene.publish(&["--patience", "1m"]).status, Some(6), "an hour is longer than a minute");
    scene.server.forget_requests();
    scene.server.reply(api::SCORE_PATH, Reply::error(401, "Unauthorized"));
    assert_eq!(scene.publish(&["--patience", "1m"]).status, Some(5));
    assert_eq!(scene.server.requests(api::SCORE_PATH).len(), 1, "a token that somebody else got is not renewed");
}

#[test]
fn a_support_id_is_told_unless_it_is_a_part_of_the_token() {
    let scene = Scene::new();
    let error = |target: &str| Reply::json(403, format!(r#"{{"error":{{"code":"Forbidden","target":"{target}"}}}}"#));
    scene.server.reply(api::SCORE_PATH, error(api::ERROR_TARGET));
    assert!(scene.publish(&[]).log.contains(&format!("(support id {})", api::ERROR_TARGET)));
    scene.server.reply(api::SCORE_PATH, error(&CANARY[2..]));
    assert!(!scene.publish(&[]).log.contains("support id"));
}

#[test]
fn a_secret_goes_to_https_and_loopback_only() {
    let scene = Scene::new();
    for base in [
        "http://api.example".to_owned(),
        format!("http://localhost:x@127.0.0.1:{}", scene.server.port()),
        format!("http://user@127.0.0.1:{}", scene.server.port()),
        "ftp://127.0.0.1".to_owned(),
        "nonsense".to_owned(),
    ] {
        let run = scene.publish(&["--api-base", &base]);
        assert_eq!(run.status, Some(2), "{base}: {run:?}");
    }
    assert!(scene.server.received().is_empty());
}

//! Signing in as an application.

use std::fs;
use std::process::Command;

use devserver::{Reply, api};

use crate::provider::Provider;
use crate::scene::{OLD, Scene, run};

const SECRET: &str = "p+a ss&word=~4711";
const TOKEN_PATH: &str = "/contoso/oauth2/v2.0/token";

/// The program as the application of a tenant, with no proof yet.
fn application(scene: &Scene, login: &str, client: &str) -> Command {
    let mut program = scene.program();
    program
        .env_remove("SECURE_SCORE_TOKEN")
        .env("SECURE_SCORE_LOGIN", login)
        .env("SECURE_SCORE_TENANT", "contoso")
        .env("SECURE_SCORE_CLIENT_ID", client);
    program
}

#[test]
fn a_provider_signs_an_application_in() {
    let scene = Scene::new();
    let (assertion, secret) = (scene.beside("assertion"), scene.beside("secret"));
    let mut provider = Provider::start(&assertion);
    fs::write(&secret, format!("{SECRET}\n")).unwrap();
    let login = provider.login.clone();
    for (client, name, value) in [
        ("app", "SECURE_SCORE_CLIENT_SECRET", SECRET),
        ("app", "SECURE_SCORE_CLIENT_SECRET_FILE", secret.to_str().unwrap()),
        ("federated", "AZURE_FEDERATED_TOKEN_FILE", assertion.to_str().unwrap()),
    ] {
        scene.server.forget_requests();
        let run = run(application(&scene, &login, client).env(name, value));
        assert_eq!(run.status, Some(0), "{name}: {run:?}");
        let token = provider.issued();
        let requests = scene.server.requests(api::SCORE_PATH);
        assert_eq!(requests[0].header("authorization"), Some(format!("Bearer {token}").as_str()), "{name}");
        assert!(!run.log.contains(&token) && !run.log.contains(SECRET), "{run:?}");
    }
    scene.write("score.json", OLD);
    let run = run(application(&scene, &login, "app").env("SECURE_SCORE_CLIENT_SECRET", "wrong-wrong-wrong"));
    assert_eq!(run.status, Some(4), "{run:?}");
    assert!(run.log.contains("the authority answered 401 (invalid_client)"), "{run:?}");
    assert!(!run.log.contains("wrong-wrong"), "{run:?}");
    assert_eq!(scene.read("score.json").as_deref(), Some(OLD));
}

#[test]
fn a_token_is_asked_for_as_microsoft_documents_it_and_again_when_it_is_refused() {
    let scene = Scene::new();
    scene
        .server
        .reply(TOKEN_PATH, Reply::json(200, r#"{"token_type":"Bearer","expires_in":3599,"access_token":"t.1"}"#));
    scene.server.replies(api::SCORE_PATH, [Reply::error(401, "Unauthorized")]);
    let run = run(application(&scene, &scene.server.origin(), "app").env("SECURE_SCORE_CLIENT_SECRET", SECRET));
    assert_eq!(run.status, Some(0), "{run:?}");
    let asked = scene.server.requests(TOKEN_PATH);
    assert_eq!((asked.len(), scene.server.requests(api::SCORE_PATH).len()), (2, 2));
    let body: std::collections::BTreeMap<_, _> = url::form_urlencoded::parse(&asked[0].body).into_owned().collect();
    let expected = [
        ("client_id", "app"),
        ("client_secret", SECRET),
        ("grant_type", "client_credentials"),
        ("scope", "https://api.securitycenter.microsoft.com/.default"),
    ];
    assert_eq!(body, expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    assert_eq!(asked[0].header("authorization"), None);
}

#[test]
fn an_authority_that_gives_no_token_changes_nothing() {
    let scene = Scene::new();
    let repeats = format!(r#"{{"error":"{}","error_description":"AADSTS7000215: {SECRET}"}}"#, "p4ssw0rd_p4ssw0rd");
    for (reply, status) in [
        (Reply::json(400, r#"{"error":"invalid_request","error_description":"AADSTS90002: Tenant"}"#), 4),
        (Reply::json(401, repeats), 4),
        (Reply::json(200, "{}"), 4),
        (Reply::json(200, r#"{"token_type":"Bearer","access_token":"a\r\nX-Evil: 1"}"#), 4),
        (Reply::new(200, "text/html", "<html>"), 4),
        (Reply::redirect("https://login.invalid/"), 4),
        (Reply::status(503), 6),
        (Reply::error(429, "TooManyRequests"), 6),
        (Reply::reset(), 6),
    ] {
        scene.server.reply(TOKEN_PATH, reply.clone());
        let run = run(application(&scene, &scene.server.origin(), "app").env("SECURE_SCORE_CLIENT_SECRET", SECRET));
        assert_eq!(run.status, Some(status), "{reply:?}: {run:?}");
        assert!(!run.log.contains(SECRET), "{run:?}");
    }
    assert!(scene.server.requests(api::SCORE_PATH).is_empty());
    assert_eq!(scene.read("score.json").as_deref(), Some(OLD));
}

#[test]
fn what_is_missing_is_named_and_nothing_is_asked() {
    let scene = Scene::new();
    for (name, value, status) in [
        ("SECURE_SCORE_CLIENT_SECRET", "", 4),
        ("SECURE_SCORE_CLIENT_SECRET_FILE", "/nowhere/at/all", 4),
        ("SECURE_SCORE_TOKEN", "a\nX-Evil: 1", 4),
    ] {
        let run = run(application(&scene, &scene.server.origin(), "app").env(name, value));
        assert_eq!(run.status, Some(status), "{name}: {run:?}");
    }
    let mut evil = application(&scene, &scene.server.origin(), "app");
    evil.env("SECURE_SCORE_TENANT", "t/../../evil?x=").env("SECURE_SCORE_CLIENT_SECRET", SECRET);
    assert_eq!(run(&mut evil).status, Some(2));
    assert!(scene.server.received().is_empty());
}

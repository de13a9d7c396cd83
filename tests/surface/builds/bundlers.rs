//! Each bundler finds the widget's files, also where the widget is a dependency of a dependency.

use std::time::Duration;

use secure_score_tests::{Browser, Run, topic};

use super::{
    node::NodeServer,
    page::{examples, shows_the_score_in_two_languages},
};

/// A development server compiles what is asked for.
fn patient() -> Run {
    topic().limit(Duration::from_secs(300), Duration::from_secs(60))
}

/// Both pages of an example that is built into a folder.
async fn built(folder: &str) {
    let test = async |browser: &Browser| {
        browser.server.directory("/app/", examples().join(folder));
        for page in ["/app/index.html", "/app/nested.html"] {
            shows_the_score_in_two_languages(browser, &browser.server.url(page)).await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn vite_builds() {
    built("vite/dist").await;
}

#[tokio::test]
async fn webpack_builds() {
    built("webpack/dist").await;
}

#[tokio::test]
async fn vite_serves() {
    let test = async |browser: &Browser| {
        let folder = examples().join("vite");
        // Vite keeps what it made of a package until its version changes; builds of one version
        // differ.
        let arguments = ["--force", "--host", "127.0.0.1", "--port", "PORT", "--strictPort"];
        let vite = NodeServer::start(&folder, "vite", &arguments, &browser.server.origin(), &[]);
        for page in ["/index.html", "/nested.html"] {
            shows_the_score_in_two_languages(browser, &vite.url(page)).await;
        }
    };
    patient().run(test).await;
}

#[tokio::test]
async fn next_builds_with_turbopack() {
    next(".next").await;
}

#[tokio::test]
async fn next_builds_with_webpack() {
    next(".next-webpack").await;
}

async fn next(folder: &str) {
    let test = async |browser: &Browser| {
        let arguments = ["start", "--hostname", "127.0.0.1", "--port", "PORT"];
        let variables = [("NEXT_FOLDER", folder)];
        let next =
            NodeServer::start(&examples().join("next"), "next", &arguments, &browser.server.origin(), &variables);
        shows_the_score_in_two_languages(browser, &next.url("/")).await;
        // The server has sent what stands in the elements.
        let sent: String = browser.wait("fetch('/').then((answer) => answer.text())").await;
        assert!(sent.contains("Secure score: see the Defender portal</secure-score-gauge>"), "{sent}");
        shows_the_score_in_two_languages(browser, &next.url("/nested")).await;
    };
    patient().run(test).await;
}

#[tokio::test]
async fn angular_builds() {
    let test = async |browser: &Browser| {
        for folder in ["dist", "dist-nested"] {
            browser.server.directory(&format!("/{folder}/"), examples().join("angular").join(folder));
            shows_the_score_in_two_languages(browser, &browser.server.url(&format!("/{folder}/index.html"))).await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn angular_serves() {
    let test = async |browser: &Browser| {
        let arguments = ["serve", "--host", "127.0.0.1", "--port", "PORT"];
        let angular = NodeServer::start(&examples().join("angular"), "ng", &arguments, &browser.server.origin(), &[]);
        shows_the_score_in_two_languages(browser, &angular.url("/")).await;
    };
    patient().run(test).await;
}

//! axe-core finds nothing, in any state, theme and direction.

use std::fs;

use devserver::Reply;
use secure_score_tests::{Browser, Engine, every_engine, repository};
use serde_json::{Value, json};

use crate::look::scene::open;
use crate::scene::seconds;

const RUN: &str = "axe.run(document.querySelector('main'), { resultTypes: ['violations'] }).then(({ violations }) => \
                   violations.map(({ id, nodes }) => [id, ...nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`)]))";

async fn is_clean(browser: &Browser, query: &str) {
    open(browser, query).await;
    let _: Value = browser.wait("import('/axe.js').then(() => null)").await;
    let found: Vec<Value> = browser.wait(RUN).await;
    assert!(found.is_empty(), "{query}: {found:#?}");
}

#[tokio::test]
async fn axe_finds_nothing_in_any_state() {
    let test = async |browser: &Browser| {
        let axe = fs::read(repository().join("node_modules/axe-core/axe.min.js")).expect("axe-core, by `npm ci`");
        browser.server.reply("/axe.js", Reply::new(200, "text/javascript", axe));
        for direction in ["ltr", "rtl"] {
            for theme in ["light", "dark"] {
                is_clean(browser, &format!("show=states&theme={theme}&dir={direction}")).await;
            }
        }
        if browser.engine != Engine::Chromium {
            return;
        }
        for features in [
            json!([{ "name": "forced-colors", "value": "active" }, { "name": "prefers-color-scheme", "value": "dark" }]),
            json!([{ "name": "prefers-contrast", "value": "more" }]),
        ] {
            browser.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
            for direction in ["ltr", "rtl"] {
                is_clean(browser, &format!("show=states&theme=light&dir={direction}")).await;
            }
        }
    };
    every_engine().alone().limit(seconds(240), seconds(60)).run(test).await;
}

//! The playground and the help are clean for keyboard and screen reader, in both themes.

use std::fs;

use devserver::Reply;
use secure_score_tests::{Browser, repository, topic};
use serde_json::Value;

use crate::playground::scene::open;
use crate::scene::seconds;

async fn is_clean(browser: &Browser, what: &str) {
    let _: Value = browser.wait("import('/axe.js').then(() => null)").await;
    let found: Vec<Value> = browser
        .wait(
            "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => \
             [id, ...nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`)]))",
        )
        .await;
    assert!(found.is_empty(), "{what}: {found:#?}");
}

fn serve_axe(browser: &Browser) {
    let axe = fs::read(repository().join("node_modules/axe-core/axe.min.js")).expect("axe-core, by `npm ci`");
    browser.server.reply("/axe.js", Reply::new(200, "text/javascript", axe));
}

#[tokio::test]
async fn axe_finds_nothing_in_the_playground() {
    let test = async |browser: &Browser| {
        serve_axe(browser);
        for theme in ["light", "dark"] {
            for (fragment, state) in [
                ("fail=none", "ready"),
                ("fail=forbidden&when=later", "unauthorized"),
                ("fail=stale", "stale"),
                ("source=api&cloud=own&base=https://api.example", "idle"),
                ("source=file", "stale"),
                ("source=values&lang=ar&dir=rtl", "ready"),
            ] {
                open(browser, &format!("{fragment}&theme={theme}")).await;
                browser.gauge().becomes(state).await;
                is_clean(browser, &format!("{fragment} in {theme}")).await;
            }
        }
        for (width, height) in [(390, 844), (768, 1024), (1280, 800), (1920, 1080)] {
            browser.client.set_window_size(width, height).await.expect("a window that can be sized");
            open(browser, "").await;
            browser.gauge().becomes("ready").await;
            is_clean(browser, &format!("{width} px wide")).await;
            let over: i32 = browser.value("document.documentElement.scrollWidth - innerWidth").await;
            assert!(over <= 0, "at {width} px the page is {over} px too wide");
        }
    };
    topic().limit(seconds(180), seconds(30)).run(test).await;
}

#[tokio::test]
async fn axe_finds_nothing_in_the_help() {
    let test = async |browser: &Browser| {
        serve_axe(browser);
        for page in ["/help.html", "/help/token.html", "/help/proxy.html", "/help/static-hosting.html"] {
            // These pages allow no script: the test brings its own without the policy.
            let file = secure_score_tests::dist().join(page.trim_start_matches('/'));
            let html = fs::read_to_string(&file).unwrap().replace("Content-Security-Policy", "X-Policy");
            browser.server.page(page, html);
            browser.goto(page).await;
            is_clean(browser, page).await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn every_control_is_reached_and_worked_by_keyboard() {
    let test = async |browser: &Browser| {
        open(browser, "source=api&cloud=own").await;
        let expected: usize = browser
            .value(
                "[...document.querySelectorAll('a[href], button, input:not([type=radio]), select, pre[tabindex]')]\
                 .filter((one) => one.checkVisibility({ visibilityProperty: true })).length",
            )
            .await;
        let mut reached = Vec::new();
        let body = browser.client.find(fantoccini::Locator::Css("body")).await.expect("a body");
        body.send_keys("\u{e004}").await.expect("keys");
        for _ in 0..200 {
            let at: Option<usize> = browser
                .value("document.activeElement === document.body ? null : [...document.querySelectorAll('*')].indexOf(document.activeElement)")
                .await;
            let Some(at) = at else { break };
            if reached.contains(&at) {
                break;
            }
            reached.push(at);
            let active = browser.client.active_element().await.expect("a focused element");
            active.send_keys("\u{e004}").await.expect("keys");
        }
        // Besides: the gauge's frame, the log, and one radio button of each of the two groups.
        assert!(reached.len() >= expected + 4, "{} of {expected} and 4 were reached", reached.len());
    };
    topic().run(test).await;
}

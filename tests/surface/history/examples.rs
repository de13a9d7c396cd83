//! The example pages of device groups and of many tenants, as they stand in the repository.

use std::fs;

use devserver::Reply;
use fantoccini::{
    Locator,
    actions::{InputSource, MouseActions, PointerAction},
};
use secure_score_tests::{Browser, dist, every_engine, repository, topic};
use serde_json::{Value, json};

use super::scene::score;
use crate::scene::seconds;

const GROUPS: &str = "/defender/api/exposureScore/ByMachineGroups";

/// The day of the examples' scores.
const NOON: &str = "2026-11-30T12:00:00Z";

/// Serves the examples beside the built files, as they are in the repository.
fn serve(browser: &Browser) {
    browser.server.directory("/examples/", repository().join("examples"));
    browser.server.directory("/dist/", dist());
}

fn example(file: &str) -> String {
    fs::read_to_string(repository().join("examples").join(file)).expect("a file of the examples")
}

async fn shows_each_group(browser: &Browser) {
    let _: bool = browser.wait("host.until(() => gauges.length === 3 && gauges.every((one) => one.score))").await;
    let shown: Value = browser
        .value("gauges.map((one) => [host.part(one, 'heading'), host.part(one, 'value'), one.score.band])")
        .await;
    assert_eq!(
        shown,
        json!([["Servers", "41.38", "Medium"], ["Clients", "37.4", "Medium"], ["Kiosks", "26.39", "Low"]])
    );
    assert_eq!(
        browser.value::<String>("document.querySelector('h1').textContent").await,
        "Exposure score by device group"
    );
    browser.is_quiet().await;
}

#[tokio::test]
async fn a_gauge_for_each_group_shares_one_request_of_a_file() {
    let test = async |browser: &Browser| {
        serve(browser);
        browser.goto("/examples/groups/index.html").await;
        shows_each_group(browser).await;
        assert_eq!(browser.server.requests("/examples/groups/groups.json").len(), 1);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_gauge_for_each_group_shares_one_request_of_the_api() {
    let test = async |browser: &Browser| {
        serve(browser);
        // As the page says: without `src`, and with one callback for all.
        let token = "import { SecureScoreGauge } from '../../dist/secure-score-gauge.js'; \
                     SecureScoreGauge.getToken = async () => 'a-token';";
        browser.server.reply("/examples/groups/token.js", Reply::new(200, "text/javascript", token));
        let page = example("groups/index.html")
            .replace(r#"src="groups.json""#, r#"api-base="/defender""#)
            .replace("</head>", r#"<script type="module" src="token.js"></script></head>"#);
        browser.server.page("/examples/groups/api.html", page);
        browser.server.reply(GROUPS, Reply::json(200, example("groups/groups.json")));
        browser.goto("/examples/groups/api.html").await;
        shows_each_group(browser).await;
        let asked = browser.server.requests(GROUPS);
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].header("authorization"), Some("Bearer a-token"));
        assert!(browser.server.requests("/examples/groups/groups.json").is_empty());
    };
    topic().run(test).await;
}

/// The headings of the tenants in sight, in their order.
const TENANTS: &str =
    "[...document.querySelectorAll('main h2')].filter((one) => one.checkVisibility()).map((one) => one.textContent)";

async fn tenants(browser: &Browser) -> Vec<String> {
    browser.value(TENANTS).await
}

/// Opens the page of many tenants on stopped clocks, and waits until each has its score.
async fn open_roll_up(browser: &Browser) {
    serve(browser);
    browser.stop_clocks(NOON);
    browser.goto("/examples/roll-up/index.html").await;
    let _: bool =
        browser.wait("host.until(() => gauges.length === 3 && gauges.every((one) => one.state === 'ready'))").await;
}

#[tokio::test]
async fn the_worst_tenant_comes_first() {
    let test = async |browser: &Browser| {
        open_roll_up(browser).await;
        assert_eq!(tenants(browser).await, ["Tailspin", "Contoso", "Fabrikam"]);
        let values: Vec<f64> = browser.value("gauges.map((one) => one.score.value)").await;
        assert_eq!(values, [341.0, 588.0, 722.0]);
        let outline: Vec<String> =
            browser.value("[...document.querySelectorAll('h1, h2')].map((one) => one.localName)").await;
        assert_eq!(outline, ["h1", "h2", "h2", "h2"]);
        let _: bool =
            browser.wait("host.until(() => document.querySelector('#falls').textContent.includes('fallen'))").await;
        assert_eq!(
            browser.value::<String>("document.querySelector('#falls').textContent").await,
            "Contoso has fallen by 67 points since 2026-11-10."
        );
        for tenant in ["contoso", "fabrikam", "tailspin"] {
            assert_eq!(browser.server.requests(&format!("/examples/roll-up/{tenant}.json")).len(), 1, "{tenant}");
        }
        // Whoever falls behind moves, and loses nothing.
        browser.server.reply("/examples/roll-up/fabrikam.json", score(NOON, 100.0));
        browser.pass(seconds(2)).await;
        browser.run("gauges[2].refresh()").await;
        let _: bool = browser.wait("host.until(() => gauges[0].score?.value === 100)").await;
        assert_eq!(tenants(browser).await, ["Fabrikam", "Tailspin", "Contoso"]);
        assert_eq!(browser.value::<Vec<String>>("gauges.map((one) => one.state)").await, ["ready"; 3]);
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

/// Ticks the box by which tenants are shown one after the other.
async fn start_the_kiosk(browser: &Browser) {
    let kiosk = browser.client.find(Locator::Css("#kiosk")).await.expect("the box of the kiosk");
    kiosk.click().await.expect("a box that can be ticked");
}

async fn point_at(browser: &Browser, x: f64, y: f64) {
    let place = MouseActions::new("mouse".into()).then(PointerAction::MoveTo { duration: None, x, y });
    browser.client.perform_actions(place).await.expect("a pointer that moves");
}

#[tokio::test]
async fn the_kiosk_goes_from_tenant_to_tenant_and_waits_for_focus_and_pointer() {
    let test = async |browser: &Browser| {
        open_roll_up(browser).await;
        start_the_kiosk(browser).await;
        assert_eq!(tenants(browser).await, ["Tailspin"]);
        for next in ["Contoso", "Fabrikam", "Tailspin"] {
            browser.pass(seconds(10)).await;
            assert_eq!(tenants(browser).await, [next]);
        }
        browser.run("gauges[0].shadowRoot.querySelector('[part=info]').focus()").await;
        browser.pass(seconds(60)).await;
        assert_eq!(tenants(browser).await, ["Tailspin"], "the focus is there");
        browser.run("document.activeElement.blur()").await;
        browser.pass(seconds(10)).await;
        assert_eq!(tenants(browser).await, ["Contoso"]);
        let [x, y]: [f64; 2] =
            browser.value("(({ left, top }) => [left + 20, top + 20])(gauges[1].getBoundingClientRect())").await;
        point_at(browser, x, y).await;
        browser.pass(seconds(60)).await;
        assert_eq!(tenants(browser).await, ["Contoso"], "the pointer is there");
        point_at(browser, 2.0, 2.0).await;
        browser.pass(seconds(10)).await;
        assert_eq!(tenants(browser).await, ["Fabrikam"]);
        start_the_kiosk(browser).await;
        assert_eq!(tenants(browser).await, ["Tailspin", "Contoso", "Fabrikam"], "all of them again");
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_kiosk_stands_still_where_motion_is_reduced() {
    let test = async |browser: &Browser| {
        let prefer = async |value: &str| {
            let features = json!({ "features": [{ "name": "prefers-reduced-motion", "value": value }] });
            browser.devtools("Emulation.setEmulatedMedia", features).await;
        };
        prefer("reduce").await;
        open_roll_up(browser).await;
        start_the_kiosk(browser).await;
        browser.pass(seconds(60)).await;
        assert_eq!(tenants(browser).await, ["Tailspin"]);
        prefer("no-preference").await;
        browser.pass(seconds(10)).await;
        assert_eq!(tenants(browser).await, ["Contoso"]);
    };
    topic().alone().run(test).await;
}

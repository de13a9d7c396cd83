//! The strictest policy that a host can send: nothing is reported, and everything works.

use devserver::{Options, Reply, Server, api};
use secure_score_tests::{Browser, dist, every_engine};
use serde_json::Value;

use crate::security::scene::{BROWSERS_OWN, console_of_ours, quiet};

const NONCE: &str = "r4nd0m";

/// Every feature that the three engines know by name, and none allowed.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), clipboard-write=(), \
    cross-origin-isolated=(), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), \
    gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), \
    picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), \
    sync-xhr=(), usb=(), xr-spatial-tracking=()";

/// The policy of a page that takes its widget from one origin and its score from another.
fn policy(widget: &str, api: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{NONCE}' 'wasm-unsafe-eval'; connect-src {api} {widget}; \
         style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors 'none'; \
         base-uri 'none'; form-action 'none'; report-uri /report"
    )
}

/// Opens a page that names three origins: its own, the widget's and the API's.
async fn open(browser: &Browser, widget: &Server, api: &Server, policy: &str) {
    let server = &browser.server;
    server.head_start(format!(r#"<script nonce="{NONCE}" src="/harness/recorder.js"></script>"#));
    server.header("/strict.html", "content-security-policy", policy);
    server.header("/strict.html", "permissions-policy", PERMISSIONS);
    server.header("/strict.html", "referrer-policy", "no-referrer");
    server.reply("/report", Reply::status(204));
    server.page(
        "/strict.html",
        format!(
            r#"<!doctype html><html lang="en"><head><title>A bank's page</title>
            <script type="module" nonce="{NONCE}" src="{}"></script></head><body>
            <secure-score-gauge api-base="{}" bands="0 Low, 400 High" target="70%"><p>See the portal</p></secure-score-gauge>
            </body></html>"#,
            widget.url("/secure-score-gauge.js"),
            api.origin()
        ),
    );
    browser.goto("/strict.html").await;
}

#[tokio::test]
async fn the_strictest_policy_reports_nothing_and_everything_works() {
    let test = async |browser: &Browser| {
        let widget = Options::new().dist(dist()).compression(false).start().unwrap();
        let api = Options::new().start().unwrap();
        open(browser, &widget, &api, &policy(&widget.origin(), &api.origin())).await;
        let gauge = browser.gauge();
        gauge.until("it.firstElementChild.checkVisibility()").await;

        browser.run("gauge.setToken('a-token')").await;
        gauge.reads("value", "340").await;
        // The style sheet is there, although the policy allows no style.
        let display = "getComputedStyle(it.shadowRoot.querySelector('[part~=card]')).boxSizing + \
                       it.shadowRoot.adoptedStyleSheets[0].cssRules.length";
        assert_ne!(gauge.value(display).await, "content-box0");

        // Objects are made by the page's own functions: Firefox keeps those of a driver's script
        // from the page. A dictionary from the widget's origin, texts of the host's, every
        // attribute that draws.
        browser.run("document.documentElement.lang = 'de'; gauge.strings = window.JSON.parse('{ \"errorServer\": \"<i>Kaputt</i>\" }')").await;
        gauge.reads("heading", "Geräte").await;
        browser.run("gauge.format = 'percent'; gauge.max = 500; gauge.heading = '<b>Contoso</b>'").await;
        gauge.reads("heading", "<b>Contoso</b>").await;
        gauge.reads("value", "68").await;

        // Every way to fail that draws something else, and the way back.
        for (reply, code) in [
            (Reply::error(500, "InternalServerError"), "server"),
            (Reply::error(403, "Forbidden"), "forbidden"),
            (Reply::json(200, "{}"), "invalid-response"),
        ] {
            api.reply(api::SCORE_PATH, reply);
            let came: String = browser.wait("gauge.refresh().then(() => 'a score', (error) => error.code)").await;
            assert_eq!(came, code);
            gauge.until("host.part(it, 'message')").await;
            if code == "server" {
                gauge.reads("message", "<i>Kaputt</i>").await;
            }
        }
        api.reply(api::SCORE_PATH, Reply::score("250"));
        browser.run("gauge.shadowRoot.querySelector('[part~=retry]').click()").await;
        gauge.until("it.score.value === 250").await;

        let report: Vec<Value> = browser.wait("gauge.diagnose()").await;
        assert!(report.iter().all(|found| found["ok"] == true), "{report:?}");
        browser.run("gauge.snapshot = window.JSON.parse(JSON.stringify({ score: 12, time: new Date() }))").await;
        gauge.until("it.score.value === 12").await;
        browser.run("window.kept = gauge; gauge.remove(); await host.turn(20); document.body.append(kept)").await;
        gauge.becomes("ready").await;

        // An inline style or a markup sink would have been reported; so would anything fetched from
        // elsewhere.
        quiet(browser).await;
        let mut reports: Vec<_> = browser.server.requests("/report").into_iter().map(|report| report.body).collect();
        reports.retain(|report| !String::from_utf8_lossy(report).replace("\\/", "/").contains(BROWSERS_OWN));
        assert!(reports.is_empty(), "{:?}", reports.iter().map(|one| String::from_utf8_lossy(one)).collect::<Vec<_>>());
        let inline: Value = gauge
            .value("[...it.shadowRoot.querySelectorAll('[style], style, script, link')].map((one) => one.outerHTML)")
            .await;
        assert_eq!(inline, Value::from(Vec::<Value>::new()));
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn the_policy_is_in_force_and_kept_where_it_blocks() {
    let test = async |browser: &Browser| {
        let widget = Options::new().dist(dist()).compression(false).start().unwrap();
        let api = Options::new().start().unwrap();
        // Without the widget's origin in `connect-src` the wasm cannot be had: the test above would
        // see it.
        open(browser, &widget, &api, &policy("https://elsewhere.invalid", &api.origin())).await;
        assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], "wasm-blocked");
        // Browsers send their reports when they have the time, and tell the page no sooner.
        browser.server.request("/report", 1).await;
        let told = format!(
            "host.record.console.some((one) => one.level === 'policy' && !one.text.includes('{BROWSERS_OWN}'))"
        );
        let _: bool = browser.wait(&format!("host.until(() => {told})")).await;
        let said = browser.said().await;
        // What says so then is under the same policy: nothing but the wasm itself is reported.
        let mut reported =
            said.iter().filter(|one| one.level == "policy" && !one.text.contains(BROWSERS_OWN)).peekable();
        assert!(reported.peek().is_some() && reported.all(|one| one.text.contains("connect-src")), "{said:?}");
        assert_eq!(console_of_ours(&said).len(), 1, "{said:?}");
    };
    every_engine().run(test).await;
}

//! A past that the browser keeps.

use secure_score_tests::{Browser, every_engine, topic};
use serde_json::json;

use super::scene::{score, trend, trend_has};
use crate::scene::{API, painted};

const LOCAL: &str = r#"<secure-score-gauge src="/score.json?code=query-secret" history="local"></secure-score-gauge>"#;

async fn visit(browser: &Browser, page: &str, time: &str, value: f64) {
    browser.server.reply("/score.json", score(time, value));
    browser.server.reply(API, score(time, value));
    browser.open(page).await;
    browser.gauge().until(&format!("it.score?.value === {value}")).await;
    painted(browser).await;
}

/// Everything that the page's origin keeps, as one text.
async fn kept(browser: &Browser) -> String {
    browser
        .value("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie])")
        .await
}

#[tokio::test]
async fn the_second_visit_shows_the_change() {
    let test = async |browser: &Browser| {
        visit(browser, LOCAL, "2026-11-16T12:00:00.5Z", 628.0).await;
        assert_eq!(browser.gauge().value("[it.score.delta, it.trend.length]").await, json!([null, 1]));
        visit(browser, LOCAL, "2026-11-16T13:00:00Z", 629.0).await;
        assert_eq!(browser.gauge().value("it.score.delta").await, json!(null), "a day is one observation");
        visit(browser, LOCAL, "2026-11-16T11:00:00Z", 600.0).await;
        visit(browser, LOCAL, "2026-11-20T12:00:00Z", 640.0).await;
        assert_eq!(
            trend(browser).await,
            json!([["2026-11-16T13:00:00Z", 629], ["2026-11-20T12:00:00Z", 640]]),
            "the last of a day is kept, whatever came in which order"
        );
        let delta = json!({ "points": 11, "since": "2026-11-16T13:00:00Z" });
        assert_eq!(browser.gauge().value("it.score.delta").await, delta);
        assert!(!kept(browser).await.contains("query-secret"));
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn time_and_value_are_kept_and_no_token() {
    let test = async |browser: &Browser| {
        let page = r#"<secure-score-gauge api-base="/defender" history="local:contoso"></secure-score-gauge>
            <script type="module">await customElements.whenDefined('secure-score-gauge'); gauge.setToken('canary-token-0123456789')</script>"#;
        visit(browser, page, "2026-11-16T12:00:00Z", 628.0).await;
        let _: bool = browser.wait("host.until(() => localStorage.length === 1)").await;
        let kept = kept(browser).await;
        assert!(kept.contains("2026-11-16T12:00:00Z") && kept.contains("628"), "{kept}");
        assert!(!kept.contains("canary"), "{kept}");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn accounts_sources_and_groups_have_pasts_of_their_own() {
    let test = async |browser: &Browser| {
        visit(browser, LOCAL, "2026-11-16T12:00:00Z", 628.0).await;
        let groups = r#"{"value":[{"time":"2026-11-20T12:00:00Z","score":640,"rbacGroupName":"A"}]}"#;
        browser.server.reply("/groups.json", devserver::Reply::json(200, groups));
        let cases = [
            ("src='/score.json' history='local'", 2),
            ("src='/score.json?other#x' history='local'", 2),
            ("src='/score.json' history='local:contoso'", 1),
            ("src='/score.json' history='local' metric='exposure-score'", 1),
            ("src='/groups.json' history='local' metric='exposure-score' group='A'", 1),
            ("src='/other/../score.json' history='local'", 2),
            ("src='/score.json' history='local:'", 0),
            ("src='/score.json' history='off'", 0),
            ("src='/score.json'", 0),
        ];
        for (attributes, points) in cases {
            let page = format!("<secure-score-gauge {attributes}></secure-score-gauge>");
            browser.run("window.before = { ...localStorage }").await;
            visit(browser, &page, "2026-11-20T12:00:00Z", 640.0).await;
            assert_eq!(browser.gauge().value("it.trend.length").await, points, "{attributes}");
            // The next case finds what the first visit left.
            browser.run("localStorage.clear()").await;
            visit(browser, LOCAL, "2026-11-16T12:00:00Z", 628.0).await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_snapshot_has_a_past() {
    let test = async |browser: &Browser| {
        browser.open(r#"<secure-score-gauge history="local"></secure-score-gauge>"#).await;
        browser.run("gauge.snapshot = { score: 500, time: '2026-11-16T12:00:00Z' }").await;
        trend_has(browser, 1).await;
        browser.run("await host.turn(); gauge.snapshot = { score: 520, time: '2026-11-17T12:00:00Z' }").await;
        trend_has(browser, 2).await;
        browser.run("await host.turn(); gauge.snapshot = { score: 510, time: '2026-11-18T12:00:00Z' }").await;
        trend_has(browser, 3).await;
        assert_eq!(browser.gauge().value("it.score.delta.points").await, -10);
        browser.run("gauge.history = 'local:other'").await;
        trend_has(browser, 1).await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn blocked_full_and_tampered_storage_is_as_good_as_none() {
    let test = async |browser: &Browser| {
        for (name, script) in [
            (
                "blocked",
                "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })",
            ),
            ("full", "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"),
            ("forgetful", "Storage.prototype.setItem = () => {}"),
            ("of another type", "Storage.prototype.getItem = () => ({})"),
        ] {
            let page = format!("<script>{script}</script>{LOCAL}");
            visit(browser, &page, "2026-11-20T12:00:00Z", 640.0).await;
            assert_eq!(browser.gauge().value("[it.score.delta, it.trend.length]").await, json!([null, 1]), "{name}");
            browser.is_quiet().await;
        }
        for tampered in ["", "{\"points\":7}"] {
            visit(browser, LOCAL, "2026-11-16T12:00:00Z", 628.0).await;
            browser
                .run(&format!("for (const key of Object.keys(localStorage)) localStorage.setItem(key, {tampered:?})"))
                .await;
            visit(browser, LOCAL, "2026-11-20T12:00:00Z", 640.0).await;
            assert_eq!(
                browser.gauge().value("[it.score.delta, it.trend.length]").await,
                json!([null, 1]),
                "{tampered}"
            );
            browser.is_quiet().await;
            browser.run("localStorage.clear()").await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn nothing_of_it_runs_without_the_attribute() {
    let test = async |browser: &Browser| {
        let trap = "<script>for (const name of ['getItem', 'setItem']) Storage.prototype[name] = () => { window.touched = true }; \
                    const own = Object.getOwnPropertyDescriptor(window, 'localStorage'); \
                    Object.defineProperty(window, 'localStorage', { get() { window.touched = true; return own.get.call(window) } })</script>";
        let page = format!("{trap}<secure-score-gauge src='/score.json'></secure-score-gauge>");
        visit(browser, &page, "2026-11-20T12:00:00Z", 640.0).await;
        assert!(!browser.value::<bool>("!!window.touched").await);
        let gauge = browser.gauge();
        assert_eq!(gauge.value("[it.score.delta, it.trend, it.toCSV()]").await, json!([null, [], "time,value\r\n"]));
        assert_eq!(gauge.value("Object.isFrozen(it.trend)").await, true);
        assert_eq!(gauge.value("host.part(it, 'delta') ?? host.part(it, 'trend')").await, json!(null));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_score_of_a_wrong_clock_makes_nothing_else_old() {
    let test = async |browser: &Browser| {
        let yesterday: String = {
            browser.open(LOCAL).await;
            browser.value("new Date(Date.now() - 86_400_000).toISOString()").await
        };
        visit(browser, LOCAL, &yesterday, 628.0).await;
        visit(browser, LOCAL, "2999-01-01T00:00:00Z", 1.0).await;
        let today: String = browser.value("new Date().toISOString()").await;
        visit(browser, LOCAL, &today, 640.0).await;
        assert_eq!(trend(browser).await, json!([[yesterday, 628], [today, 640]]));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn another_tabs_scores_are_known_with_the_next_answer() {
    let test = async |browser: &Browser| {
        visit(browser, LOCAL, "2026-11-16T12:00:00Z", 628.0).await;
        // Another tab was looked at meanwhile.
        let other = "const [name] = Object.keys(localStorage); \
                     const past = JSON.parse(localStorage[name]); past.points.push({ time: '2026-11-19T12:00:00Z', score: 639 }); localStorage[name] = JSON.stringify(past)";
        browser.run(other).await;
        browser.server.reply("/score.json", score("2026-11-20T12:00:00Z", 640.0));
        browser.run("await host.turn(1100); await gauge.refresh()").await;
        let load = browser.event("secure-score-load", 2).await;
        assert_eq!(load.detail["delta"], json!({ "points": 1, "since": "2026-11-19T12:00:00Z" }));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_storage_that_acts_on_being_read_stops_nothing() {
    let test = async |browser: &Browser| {
        visit(browser, LOCAL, "2026-11-16T12:00:00Z", 628.0).await;
        let hook = "const { getItem } = Storage.prototype; Storage.prototype.getItem = function (name) { \
                    gauge.getToken = () => 'a-token'; gauge.clearToken(); return getItem.call(this, name) }";
        browser.run(hook).await;
        browser.server.reply("/score.json", score("2026-11-20T12:00:00Z", 640.0));
        browser.run("await host.turn(1100); await gauge.refresh(); await host.turn(50)").await;
        browser.gauge().until("it.score?.value === 640").await;
        browser.threw_nothing("the storage").await;
    };
    topic().run(test).await;
}

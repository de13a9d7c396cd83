//! How much a page has to do for a gauge, in numbers that need no clock: requests and their order,
//! elements, changes of the tree, styles and layouts, functions. The bytes have a budget of their
//! own (`cargo xtask size`).
//!
//! A limit is what the widget needs today, so that nothing is added unseen.

use devserver::{Gate, Outcome, Reply};
use secure_score_tests::{Browser, asset, dist, every_engine, topic};
use serde_json::{Value, json};

use crate::scene::{API, GAUGE, SCRIPT, open_with_callback, painted, wasm};

/// The one file that a host names.
const OWN: &str = "/secure-score-gauge.js";

/// The style of a card.
fn card() -> String {
    asset("card.json")
}

/// What the server was asked for a gauge, and its answers, sorted by path.
fn asked(browser: &Browser) -> Vec<(String, Outcome)> {
    let requests = browser.server.received().into_iter().map(|request| (request.path, request.outcome));
    let ours = requests.filter(|(path, _)| path == OWN || path == API || path.contains("/assets/"));
    sorted(ours.collect())
}

/// The same, as it should be.
fn answered(paths: &[(&str, u16)]) -> Vec<(String, Outcome)> {
    sorted(paths.iter().map(|(path, status)| ((*path).to_owned(), Outcome::Answered(*status))).collect())
}

fn sorted(mut all: Vec<(String, Outcome)>) -> Vec<(String, Outcome)> {
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    all
}

/// Has a file of the widget's wait for a gate.
fn hold(browser: &Browser, path: &str, kind: &str, gate: &Gate) {
    let bytes = std::fs::read(dist().join(path.trim_start_matches('/'))).unwrap();
    browser.server.reply(path, Reply::new(200, kind, bytes).held(gate));
}

/// Puts the script onto a page that has loaded, with a token at hand.
const BEGIN: &str = "(document.head.append(Object.assign(document.createElement('script'), \
                     { type: 'module', src: '/secure-score-gauge.js' })), \
                     customElements.whenDefined('secure-score-gauge').then(() => { gauge.getToken = host.tokens(['a-token']) }), \
                     null)";

#[tokio::test]
async fn a_first_visit_asks_four_times_and_waits_three_times() {
    let test = async |browser: &Browser| {
        let [script, both] = [Gate::new(), Gate::new()];
        hold(browser, OWN, "text/javascript", &script);
        hold(browser, &wasm(), "application/wasm", &both);
        hold(browser, &card(), "application/json", &both);
        browser.open_page("", GAUGE).await;
        browser.value::<Value>(BEGIN).await;
        browser.server.request(OWN, 1).await;
        assert_eq!(asked(browser).len(), 1, "one file leads to all others");
        script.open();
        // Neither waits for the other.
        browser.server.request(&wasm(), 1).await;
        browser.server.request(&card(), 1).await;
        assert_eq!(asked(browser).len(), 3, "the feed alone asks for the score");
        both.open();
        browser.gauge().reads("value", "340").await;
        let expected = [(OWN, 200), (&*wasm(), 200), (&*card(), 200), (API, 200)];
        assert_eq!(asked(browser), answered(&expected), "in {}", browser.engine);
    };
    every_engine().run(test).await;
}

/// Opens another page in between: a browser loads the same one anew, past its cache.
async fn visit_again(browser: &Browser) {
    browser.server.page("/elsewhere.html", "<!doctype html><title>Elsewhere</title>");
    browser.goto("/elsewhere.html").await;
    browser.server.forget_requests();
    open_with_callback(browser).await;
    browser.gauge().reads("value", "340").await;
}

#[tokio::test]
async fn a_later_visit_asks_whether_the_script_is_the_same_and_for_the_score() {
    let test = async |browser: &Browser| {
        open_with_callback(browser).await;
        browser.gauge().reads("value", "340").await;
        visit_again(browser).await;
        assert_eq!(asked(browser), answered(&[(OWN, 304), (API, 200)]), "in {}", browser.engine);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn nobody_waits_for_a_script_that_is_revalidated_in_the_background() {
    let test = async |browser: &Browser| {
        let script = std::fs::read(dist().join(OWN.trim_start_matches('/'))).unwrap();
        browser.server.answer_with(OWN, move |request| {
            let is_kept = request.header("if-none-match").is_some();
            let reply = if is_kept { Reply::status(304) } else { Reply::new(200, "text/javascript", script.clone()) };
            // As deploy/ has it, half a day later.
            let caching = "public, max-age=300, stale-while-revalidate=86400";
            reply.header("etag", "\"1\"").header("cache-control", caching).header("age", "43200")
        });
        open_with_callback(browser).await;
        browser.gauge().reads("value", "340").await;
        visit_again(browser).await;
        // A browser may list the answer from its cache and the check in the background apart.
        let came: Vec<u32> = browser.value(CAME).await;
        assert!(!came.is_empty() && came.iter().all(|bytes| *bytes == 0), "bytes that the page waited for: {came:?}");
        browser.server.request(OWN, 1).await;
        let others = asked(browser).into_iter().filter(|(path, _)| path != OWN);
        assert_eq!(others.collect::<Vec<_>>(), answered(&[(API, 200)]));
    };
    topic().run(test).await;
}

/// The bytes that came over the network for the script, as far as the page asked for it itself.
const CAME: &str = "performance.getEntriesByType('resource').filter(({ name, initiatorType }) => \
                    initiatorType === 'script' && name.endsWith('/secure-score-gauge.js')).map(({ transferSize }) => transferSize)";

/// Elements and texts in the shadow root of a plain card.
const NODES: [usize; 2] = [25, 9];

/// Changes of the tree when another score comes: two attributes of the meter, the dashes of arc and
/// track, the other format, and the figure, which is taken out, put in and written, because it is
/// another element.
const CHANGES: usize = 8;

/// How often styles are computed and boxes laid out for it: once in one frame, and styles once
/// more, because the size of the card's container decides some of them.
const PASSES: [f64; 2] = [2.0, 1.0];

#[tokio::test]
async fn a_card_is_small_and_an_update_changes_little_of_it() {
    let test = async |browser: &Browser| {
        // A score that is given is as old as its own time. An arc that moves needs styles in each
        // frame.
        let still = "<style>secure-score-gauge::part(arc) { transition: none }</style>";
        browser
            .open_page(&[SCRIPT, still].concat(), r#"<secure-score-gauge stale-after="999999"></secure-score-gauge>"#)
            .await;
        for score in [339, 340] {
            show(browser, score).await;
        }
        let nodes: [usize; 2] = browser.value(COUNT).await;
        assert!(nodes[0] <= NODES[0] && nodes[1] <= NODES[1], "{nodes:?} elements and texts");

        browser.run(WATCH).await;
        let before = passes(browser).await;
        show(browser, 341).await;
        let after = passes(browser).await;
        let changes: Vec<String> = browser.value("window.changes").await;
        assert!((1..=CHANGES).contains(&changes.len()), "{changes:#?}");
        let needed = [after[0] - before[0], after[1] - before[1]];
        assert!(needed[0] <= PASSES[0] && needed[1] <= PASSES[1], "{needed:?} styles and layouts");
        assert!(needed[1] > 0.0, "another score needs a layout");
    };
    topic().run(test).await;
}

/// Gives the gauge a score, and waits until it is painted. Questions in between would need styles,
/// too.
async fn show(browser: &Browser, score: u32) {
    let shown = format!(
        "customElements.whenDefined('secure-score-gauge').then(() => new Promise((done) => {{ \
         const frame = (next) => () => requestAnimationFrame(next); \
         gauge.addEventListener('secure-score-load', frame(frame(() => setTimeout(done, 0, true))), {{ once: true }}); \
         gauge.snapshot = {{ score: {score}, time: '2019-12-03T09:15:58Z' }} }}))"
    );
    assert!(browser.wait::<bool>(&shown).await);
}

const COUNT: &str = "(() => { const count = (what) => { const walker = document.createTreeWalker(gauge.shadowRoot, what); \
                     let nodes = 0; while (walker.nextNode()) nodes += 1; return nodes }; \
                     return [count(NodeFilter.SHOW_ELEMENT), count(NodeFilter.SHOW_TEXT)] })()";

const WATCH: &str = "window.changes = []; new MutationObserver((records) => window.changes.push(...records.map( \
                     ({ type, attributeName, target }) => `${type} ${attributeName ?? ''} of ${target.nodeName}`))) \
                     .observe(gauge.shadowRoot, { subtree: true, childList: true, attributes: true, characterData: true })";

/// How often the page's styles were computed, and its boxes laid out, since the first call.
async fn passes(browser: &Browser) -> [f64; 2] {
    browser.devtools("Performance.enable", json!({})).await;
    let answer = browser.devtools("Performance.getMetrics", json!({})).await;
    let metrics = answer["metrics"].as_array().cloned().unwrap_or_default();
    ["RecalcStyleCount", "LayoutCount"].map(|name| {
        let metric = metrics.iter().find(|metric| metric["name"] == name);
        metric.and_then(|metric| metric["value"].as_f64()).unwrap_or_else(|| panic!("no {name} in {answer}"))
    })
}

/// Functions of the script that run before a skeleton is painted. An engine compiles a function
/// when it is first called.
///
/// Those of the wasm are left out: WebDriver has no way to hear which of them were compiled.
const FUNCTIONS: usize = 65;

#[tokio::test]
async fn little_of_the_script_runs_before_the_skeleton_is_painted() {
    let test = async |browser: &Browser| {
        let gate = Gate::new();
        hold(browser, &wasm(), "application/wasm", &gate);
        browser.devtools("Profiler.enable", json!({})).await;
        browser.devtools("Profiler.startPreciseCoverage", json!({ "callCount": true })).await;
        browser.open_page(SCRIPT, GAUGE).await;
        browser.server.request(&wasm(), 1).await;
        browser.gauge().until("it.shadowRoot.querySelector('[part=card]')").await;
        painted(browser).await;
        let coverage = browser.devtools("Profiler.takePreciseCoverage", json!({})).await;
        let scripts = coverage["result"].as_array().cloned().unwrap_or_default();
        let own = scripts.iter().find(|script| script["url"].as_str().is_some_and(|url| url.ends_with(OWN)));
        let functions = own.and_then(|script| script["functions"].as_array().cloned()).unwrap_or_default();
        let has_run = |function: &&Value| function["ranges"][0]["count"].as_u64().is_some_and(|count| count > 0);
        let ran = functions.iter().filter(has_run).count();
        assert!((1..=FUNCTIONS).contains(&ran), "{ran} of {} functions", functions.len());
        gate.open();
    };
    topic().alone().run(test).await;
}

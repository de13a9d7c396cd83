//! What a page breaks before or under a gauge: names, built-ins, the registry.

use secure_score_tests::{Browser, every_engine, topic};
use serde_json::{Value, json};

use crate::{
    scene::{GAUGE, MORNING, SCRIPT, asked},
    security::scene::console_of_ours,
};

#[tokio::test]
async fn names_that_clobber_window_are_no_obstacle() {
    let test = async |browser: &Browser| {
        // Elements whose ids and names become properties of `window`, and of forms.
        let names = [
            "customElements",
            "fetch",
            "Promise",
            "JSON",
            "WebAssembly",
            "URL",
            "Request",
            "Headers",
            "gauge_",
            "navigator",
            "performance",
            "host_",
            "AbortController",
            "CustomEvent",
            "MutationObserver",
            "crypto",
            "self",
            "SecureScoreGauge",
            "attributes",
            "parentNode",
            "shadowRoot",
            "getToken",
            "state",
            "score",
        ];
        let clobbers: String = names
            .iter()
            .map(|name| format!("<a id={name}></a><a id={name} name=x></a><form id={name}><input name=attributes><input name=parentNode></form>"))
            .collect();
        let inside = "<form><input name=getAttribute><input name=shadowRoot><input id=lang></form>";
        browser
            .open_page(
                SCRIPT,
                &format!(
                    r#"{clobbers}<secure-score-gauge id="one" api-base="/defender">{inside}</secure-score-gauge>"#
                ),
            )
            .await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn names_that_clobber_the_document_cost_the_gauge_and_not_the_page() {
    let test = async |browser: &Browser| {
        // A document's own methods give way to an element of their name: no script can draw by them
        // any more.
        for name in [
            "createElementNS",
            "createElement",
            "createTextNode",
            "addEventListener",
            "visibilityState",
            "defaultView",
            "baseURI",
            "body",
            "cookie",
        ] {
            browser.open_page(SCRIPT, &format!(r#"<img name="{name}" alt=""><secure-score-gauge api-base="/defender"><p>See the portal</p></secure-score-gauge>"#)).await;
            browser.run("gauge.setToken('a-token'); window.lives = true").await;
            let _: bool = browser.wait("host.until(() => gauge.state === 'ready' || gauge.state === 'error')").await;
            let gauge = browser.gauge();
            let shown = gauge.value("[it.state, host.part(it, 'value'), it.firstElementChild.checkVisibility()]").await;
            let score = shown[1].as_str().is_some_and(|text| text.contains("340"));
            assert!(score || shown[2] == true, "{name}: the score or the page's own content, not {shown}");
            if !score {
                assert_eq!(browser.error_codes().await, ["crashed"], "{name}");
                assert_eq!(console_of_ours(&browser.said().await).len(), 1, "{name}");
            }
            assert!(browser.value::<bool>("window.lives").await, "{name}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_crash_halfway_through_a_drawing_leaves_a_whole_card_or_the_pages_own_content() {
    let test = async |browser: &Browser| {
        let no_text = "document.createTextNode = () => { throw new Error('no text') };";
        let snapshot = |score: u32| format!("gauge.snapshot = {{ score: {score}, time: '{MORNING}' }};");
        let shown = "[it.state, Array.from(it.shadowRoot.querySelectorAll('[part~=value]'), (value) => value.textContent).join(''), \
                     it.firstElementChild.checkVisibility()]";
        let page = "<secure-score-gauge><p>See the portal</p></secure-score-gauge>";
        let no_heading = "document.createTextNode = (text) => { if (text.startsWith('Microsoft')) throw new Error('no heading'); \
                          return Document.prototype.createTextNode.call(document, text) };";
        let placed = "document.body.prepend(gauge);";
        let asked = format!("{placed} await host.until(() => gauge.state === 'idle');");
        let back = format!(
            "{placed} {} await host.until(() => gauge.state !== 'idle' && host.part(gauge, 'value')); gauge.remove(); \
             await host.turn(50); {placed}",
            snapshot(340)
        );
        // The first card, the first one with a score, and the first one of a gauge that is back.
        for (begun, breaks) in [(placed, no_text), (placed, no_heading), (asked.as_str(), no_text), (&back, no_heading)]
        {
            browser.open_page(SCRIPT, "").await;
            let first = format!(
                "const gauge = document.createElement('secure-score-gauge'); gauge.innerHTML = '<p>See the portal</p>'; \
                 {begun} {breaks} {}",
                snapshot(340)
            );
            browser.run(&first).await;
            browser.gauge().becomes("error").await;
            let shown = browser.gauge().value(shown).await;
            assert_eq!(shown, json!(["error", "", true]), "{begun} {breaks} in {}", browser.engine);
        }
        // An update of it.
        browser.open_page(SCRIPT, page).await;
        browser.run(&snapshot(340)).await;
        browser.gauge().reads("value", "340").await;
        browser.run(&[no_text, &snapshot(500)].concat()).await;
        browser.gauge().becomes("error").await;
        assert_eq!(browser.gauge().value(shown).await, json!(["error", "340", false]), "in {}", browser.engine);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn built_ins_that_a_page_replaced_are_survived() {
    let test = async |browser: &Browser| {
        for (what, patch, outcome) in [
            ("a fetch that throws", "window.fetch = () => { throw 'a text' }", "network"),
            ("a fetch that is rejected with nothing", "window.fetch = () => Promise.reject()", "network"),
            ("a fetch that gives no promise", "window.fetch = () => 7", "network"),
            ("a fetch that gives no response", "window.fetch = async () => ({ status: 200, body: 'x' })", "network"),
            ("a fetch that gives null", "window.fetch = async () => null", "network"),
            ("no fetch", "window.fetch = undefined", "network"),
            ("a fetch that wraps", "const real = fetch; window.fetch = (...given) => real(...given)", "ready"),
            (
                "a stream that is locked",
                "const real = fetch; window.fetch = async (...given) => { const came = await real(...given); came.body.getReader(); return came }",
                "network",
            ),
            (
                "a body that was read",
                "const real = fetch; window.fetch = async (...given) => { const came = await real(...given); await came.text(); return came }",
                "network",
            ),
            ("a JSON that throws", "JSON.parse = JSON.stringify = () => { throw new Error('not today') }", "ready"),
            ("a JSON that lies", "JSON.parse = () => ({ score: 999, time: '2026-01-02T03:04:05Z' })", "ready"),
            (
                "a prototype with a score",
                "Object.prototype.score = 999; Object.prototype.token = 'x'; Object.prototype.done = true",
                "ready",
            ),
            (
                "an array's methods",
                "Array.prototype.map = Array.prototype.forEach = () => { throw new Error('not today') }",
                "ready",
            ),
            ("a promise of the page's", "const Real = Promise; window.Promise = class extends Real {}", "ready"),
            ("no AbortController", "window.AbortController = undefined", "none"),
            ("no Intl", "window.Intl = undefined", "any"),
        ] {
            // The widget is loaded whole before the page turns on it.
            browser.open_page(SCRIPT, GAUGE).await;
            browser.gauge().becomes("idle").await;
            // The driver needs what the page breaks, so that all is whole again before it looks.
            let patched = format!(
                r#"(async () => {{
                    const kept = [[window, "fetch"], [JSON, "parse"], [JSON, "stringify"], [Array.prototype, "map"], [Array.prototype, "forEach"],
                      [window, "Promise"], [window, "AbortController"], [window, "Intl"]].map(([on, name]) => [on, name, on[name]]);
                    const script = document.createElement("script");
                    script.textContent = {:?};
                    document.head.append(script);
                    try {{ gauge.setToken("a-token"); gauge.refresh().catch(() => null); }} finally {{ await host.turn(150); }}
                    for (const [on, name, was] of kept) on[name] = was;
                    for (const name of ["score", "token", "done"]) delete Object.prototype[name];
                }})()"#,
                format!("{{ {patch} }}")
            );
            let _: Value = browser.wait(&patched).await;
            let state = browser.gauge().state().await;
            let codes: Vec<String> = browser.value("host.record.events.filter((event) => event.name === 'secure-score-error').map((event) => event.detail.code)").await;
            match outcome {
                "ready" => {
                    assert_eq!(browser.gauge().value("it.score?.value").await, 340, "{what}: {codes:?}");
                    browser.gauge().reads("value", "340").await;
                }
                "network" => {
                    assert!(codes.iter().all(|code| code == "network") && !codes.is_empty(), "{what}: {codes:?}")
                }
                // Nothing can be asked, or nothing formatted: no score, or the right one.
                _ => {
                    assert_ne!(browser.gauge().part("value").await.as_deref(), Some("999"), "{what}: {state} {codes:?}")
                }
            }
            // The recorder needs JSON itself, and throws without it.
            if !what.contains("JSON") {
                browser.threw_nothing(what).await;
            }
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_registry_that_throws_leaves_the_page_as_it_is() {
    let test = async |browser: &Browser| {
        for patch in [
            "customElements.define = () => { throw new Error('not today') }",
            "CustomElementRegistry.prototype.define = () => { throw new Error('not today') }",
            "customElements.get = () => { throw new Error('not today') }",
        ] {
            let head = format!("<script>{patch}</script>{SCRIPT}<script type=module>window.lives = true</script>");
            browser
                .open_page(
                    &head,
                    r#"<secure-score-gauge api-base="/defender"><p>See the portal</p></secure-score-gauge>"#,
                )
                .await;
            let _: bool = browser.wait("host.until(() => window.lives)").await;
            let _: Value = browser.wait("host.turn(50)").await;
            assert_eq!(browser.gauge().value("it.firstElementChild.checkVisibility()").await, true, "{patch}");
            assert_eq!(asked(browser), 0, "{patch}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn names_that_stand_on_the_way_to_the_language_lead_nobody_astray() {
    let test = async |browser: &Browser| {
        // Forms and pictures are properties of the document by their names, fields of their form.
        let fields = "<input name=parentNode><input name=host><input name=getAttribute><input name=closest>\
                      <input name=getRootNode><input name=nodeType><input name=lang>";
        for (names, form) in [
            ("<form name=host></form>", ""),
            ("<form name=host></form><form name=host></form>", ""),
            ("<iframe name=host title=Host></iframe>", ""),
            ("<img name=getAttribute alt=''><img name=nodeType alt=''><img name=closest alt=''>", ""),
            ("", "<form>"),
            ("", "<form lang=de>"),
        ] {
            browser.server.page(
                "/page.html",
                format!(
                    r#"<!doctype html><title>A page</title>{SCRIPT}{names}{form}{fields}
                    <secure-score-gauge src="/sample/score.json" stale-after="1000000"></secure-score-gauge>"#
                ),
            );
            browser.goto("/page.html").await;
            browser.gauge().becomes("ready").await;
            let german = form.contains("de");
            browser.gauge().reads("heading", if german { "Geräte" } else { "Devices" }).await;
            browser.threw_nothing(names).await;
        }
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_button_of_the_pages_own_is_none_of_the_cards() {
    let test = async |browser: &Browser| {
        browser
            .open(
                r#"<secure-score-gauge api-base="/defender"><button part="retry" data-copy="ours" data-action="csv">Sign in</button></secure-score-gauge>"#,
            )
            .await;
        browser.gauge().becomes("idle").await;
        browser
            .run(
                "window.asked = 0; gauge.refresh = async () => { asked += 1 }; \
                 gauge.querySelector('button').click(); await host.turn(50)",
            )
            .await;
        let left: Value = browser.value("[asked, gauge.querySelector('button').getAttributeNames().join(' ')]").await;
        assert_eq!(left, json!([0, "part data-copy data-action"]));
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_variable_named_origin_makes_no_other_origin_the_pages_own() {
    let test = async |browser: &Browser| {
        browser
            .open_page(
                &format!("<script>var origin = 'http://gateway.example'</script>{SCRIPT}"),
                r#"<secure-score-gauge api-base="http://gateway.example"></secure-score-gauge>"#,
            )
            .await;
        browser.run("window.asked = 0; gauge.getToken = () => { asked += 1; return 'a-token' }").await;
        let error = browser.event("secure-score-error", 1).await;
        assert_eq!(error.detail["code"], "insecure-url");
        browser.run("gauge.apiBase = '/defender'").await;
        browser.gauge().becomes("ready").await;
        assert_eq!(browser.value::<u32>("asked").await, 1);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_page_that_acts_on_what_the_console_says_stops_nothing() {
    let test = async |browser: &Browser| {
        browser
            .open_page(
                &format!(
                    "<script>const {{ warn }} = console; console.warn = (...words) => {{ warn(...words); \
                     document.querySelector('#one').getToken = () => 'a-token'; document.querySelector('#one').max = 'more' }}</script>{SCRIPT}"
                ),
                r#"<secure-score-gauge id="one" api-base="/defender" max="lots"></secure-score-gauge>"#,
            )
            .await;
        browser.gauge().becomes("ready").await;
        browser.run("gauge.snapshot = { score: 'none' }; await host.turn(50); gauge.snapshot = null").await;
        browser.gauge().becomes("ready").await;
        browser.threw_nothing("the console").await;
    };
    topic().run(test).await;
}

//! Pages that are broken, old, or up to no good.

use devserver::Reply;
use secure_score_tests::{Browser, Engine, dist, every_engine, topic};
use serde_json::Value;

use crate::{
    scene::{API, GAUGE, MORNING, asked, seconds},
    security_scene::console_of_ours,
};

const SCRIPT: &str = r#"<script type="module" src="/secure-score-gauge.js"></script>"#;

/// Nothing was thrown that nobody caught.
async fn nothing_thrown(browser: &Browser, what: &str) {
    let said = browser.said().await;
    assert!(said.iter().all(|one| !["uncaught", "unhandled"].contains(&one.level.as_str())), "{what}: {said:?}");
}

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
        // A document's own methods give way to an element of their name: no script can draw by them any more.
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
                nothing_thrown(browser, what).await;
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
async fn two_versions_of_the_script_live_side_by_side() {
    let test = async |browser: &Browser| {
        browser.server.directory("/another", dist());
        // The other version has another style sheet, another wasm of its own, and comes first or second.
        for (first, second) in [("/", "/another/"), ("/another/", "/")] {
            let head = format!(r#"<script type="module" src="{first}secure-score-gauge.js"></script>"#);
            browser.open_page(&head, &GAUGE.repeat(2)).await;
            browser
                .run(&format!(
                    "const one = await import('{first}secure-score-gauge.js'), two = await import('{second}secure-score-gauge.js'); \
                     window.same = customElements.get('secure-score-gauge') === one.SecureScoreGauge \
                       && two.define() === one.SecureScoreGauge && two.SecureScoreGauge !== one.SecureScoreGauge; \
                     two.define('another-score'); const other = document.createElement('another-score'); other.apiBase = '/defender'; \
                     other.id = 'other'; document.body.append(other); other.setToken('b-token'); gauges[0].setToken('a-token')"
                ))
                .await;
            assert!(browser.value::<bool>("window.same").await);
            browser.gauge().reads("value", "340").await;
            browser.gauge_by_id("other").reads("value", "340").await;
            browser.is_quiet().await;
        }
    };
    topic().run(test).await;
}

/// Counts every timer, listener, observer and animation frame that is not taken back, from before the widget is loaded.
const COUNT: &str = r#"<script>
host.left = { timers: new Set(), listeners: new Map(), observers: new Set() };
{
  const { timers, listeners, observers } = host.left;
  for (const [set, clear] of [['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval']]) {
    const [start, stop] = [window[set], window[clear]];
    window[set] = (run, ...rest) => {
      const id = start((...given) => { timers.delete(id); run(...given); }, ...rest);
      timers.add(id);
      return id;
    };
    window[clear] = (id) => { timers.delete(id); stop(id); };
  }
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  const outside = (target) => target === null || target === undefined || target === window || target === document;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    if (outside(this)) listeners.set(listener, type);
    return Reflect.apply(add, this, [type, listener, options]);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    if (outside(this)) listeners.delete(listener);
    return Reflect.apply(remove, this, [type, listener, options]);
  };
  const Observer = MutationObserver;
  window.MutationObserver = class extends Observer {
    observe(...given) { observers.add(this); super.observe(...given); }
    disconnect() { observers.delete(this); super.disconnect(); }
  };
}
</script>"#;

#[tokio::test]
async fn after_500_lives_no_timer_no_listener_and_no_observer_is_left() {
    let test = async |browser: &Browser| {
        browser.open_page(&format!("{COUNT}{SCRIPT}"), "<div id=place></div>").await;
        let live = r"(async (lives) => {
            const place = document.querySelector('#place');
            const getToken = async () => 'a-token';
            for (let life = 0; life < lives; life += 1) {
                const gauge = document.createElement('secure-score-gauge');
                gauge.apiBase = '/defender';
                if (life % 3 === 0) gauge.getToken = getToken;
                if (life % 3 === 1) gauge.setToken('b-token');
                if (life % 3 === 2) gauge.snapshot = { score: life, time: new Date().toISOString() };
                place.append(gauge);
                // Some are gone before they begin, some in the middle, some when all is done; some are moved about.
                if (life % 5 === 1) await host.turn(0);
                if (life % 5 === 2) await host.until(() => gauge.state === 'ready');
                if (life % 5 === 3) { gauge.remove(); place.append(gauge); await null; document.body.append(gauge); }
                if (life % 5 === 4) document.documentElement.lang = life % 2 ? 'de' : 'en';
                gauge.remove();
            }
            await host.turn(200);
            return [host.left.timers.size, host.left.observers.size, [...host.left.listeners.values()].sort().join()];
        })";
        // The first few load what stays for the rest.
        let _: Value = browser.wait(&format!("{live}(10)")).await;
        let early: (usize, usize, String) = browser.wait(&format!("{live}(10)")).await;
        let late: (usize, usize, String) = browser.wait(&format!("{live}(500)")).await;
        assert_eq!(early, late);
        assert_eq!((late.0, late.1), (0, 0), "no timer, no observer");
        for event in ["visibilitychange", "online", "offline", "pageshow"] {
            assert!(!late.2.contains(event), "{}", late.2);
        }
        browser.run("document.querySelector('#place').innerHTML = '<secure-score-gauge api-base=/defender>'; gauge.setToken('x')").await;
        browser.gauge().reads("value", "340").await;
        assert!(
            !browser.value::<String>("[...host.left.listeners.values()].join()").await.is_empty(),
            "the count counts"
        );
    };
    topic().limit(seconds(120), seconds(90)).run(test).await;
}

#[tokio::test]
async fn adopted_into_another_document_it_goes_on() {
    let test = async |browser: &Browser| {
        browser
            .open_page(
                SCRIPT,
                &format!("{GAUGE}<iframe title=inner srcdoc='<!doctype html><p id=place>inner</p>'></iframe>"),
            )
            .await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        browser
            .run(
                "window.one = gauge; const inner = await host.until(() => { const inner = document.querySelector('iframe').contentDocument; \
                 return inner?.querySelector('#place') && inner }); window.inner = inner; \
                 inner.body.append(inner.adoptNode(window.one)); await host.turn(50)",
            )
            .await;
        let inside = "[one.ownerDocument === inner, one.isConnected, one.shadowRoot.adoptedStyleSheets.length, \
                      one.shadowRoot.querySelector('[part~=value]')?.textContent.includes('340')]"
            .replace("one.", "window.one.")
            .replace("inner,", "window.inner,");
        assert_eq!(browser.value::<Value>(&inside).await, serde_json::json!([true, true, 1, true]));
        browser.server.reply(API, Reply::score("512"));
        // Taken out of its document it was removed, so that a token of its own is gone with it.
        browser.run("window.one.setToken('b-token'); await window.one.refresh()").await;
        browser
            .wait::<bool>(
                "host.until(() => window.one.shadowRoot.querySelector('[part~=value]').textContent.includes('512'))",
            )
            .await;
        browser.run("document.body.append(window.one); await host.turn(50); window.one.setToken('c-token'); await window.one.refresh()").await;
        browser.gauge().reads("value", "512").await;
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn printing_shows_the_score() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        browser.run("window.dispatchEvent(new Event('beforeprint'))").await;
        // What comes back is a PDF, which the browser could make only by laying the page out for paper.
        let printed = browser.client.issue_cmd(Print).await.expect("a printed page");
        assert!(printed.as_str().is_some_and(|pdf| pdf.len() > 1000));
        browser.gauge().reads("value", "340").await;
        browser.gauge().becomes("ready").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

/// WebDriver's own way to print.
#[derive(Debug)]
struct Print;

impl fantoccini::wd::WebDriverCompatibleCommand for Print {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/print", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some("{}".to_owned()))
    }
}

#[tokio::test]
async fn the_back_button_brings_it_back_alive() {
    let test = async |browser: &Browser| {
        browser.server.page("/next.html", "<!doctype html><title>Next</title><link rel=icon href=data:,>");
        browser.open(GAUGE).await;
        browser.run("gauge.getToken = host.tokens(['a-token']); window.mark = 1; window.addEventListener('pageshow', (event) => { window.kept = event.persisted })").await;
        browser.gauge().reads("value", "340").await;
        browser.goto("/next.html").await;
        browser.server.reply(API, Reply::score("512"));
        browser.client.back().await.expect("a page to go back to");
        // An engine may have kept the page or load it anew: either way there is a gauge, and it can be asked.
        let kept: bool = browser.value("window.mark === 1 && window.kept === true").await;
        if kept {
            browser.gauge().reads("value", "340").await;
            browser.run("await gauge.refresh()").await;
        } else {
            assert_ne!(browser.engine, Engine::Firefox, "Firefox keeps a page that nothing forbids to keep");
            browser.run("gauge.getToken = host.tokens(['a-token'])").await;
        }
        browser.gauge().reads("value", "512").await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_page_that_calls_in_the_wrong_order_is_answered() {
    let test = async |browser: &Browser| {
        browser.stop_clocks(MORNING);
        browser.open(GAUGE).await;
        browser
            .run(
                "const it = document.createElement('secure-score-gauge'); it.clearToken(); it.setToken('x'); it.setToken(null); \
                 it.snapshot = null; it.strings = null; await it.refresh().catch((error) => { window.code = error.code }); \
                 it.remove(); it.connectedCallback(); it.disconnectedCallback(); it.disconnectedCallback(); it.adoptedCallback(); \
                 it.attributeChangedCallback('max', null, 'x'); document.body.append(it); it.remove(); document.body.append(it); \
                 gauge.addEventListener('secure-score-state', () => { gauge.remove(); throw new Error('from the page') }, { once: true }); \
                 gauge.setToken('a-token')",
            )
            .await;
        assert_eq!(browser.value::<String>("window.code").await, "crashed");
        let _: Value = browser.wait("host.turn(50)").await;
        browser.run("const again = document.createElement('secure-score-gauge'); again.apiBase = '/defender'; again.id = 'again'; document.body.append(again); again.setToken('x')").await;
        browser.gauge_by_id("again").reads("value", "340").await;
        assert!(console_of_ours(&browser.said().await).is_empty());
    };
    topic().run(test).await;
}

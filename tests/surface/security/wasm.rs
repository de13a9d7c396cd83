//! WebAssembly that is blocked, and WebAssembly that crashes: the page's own words or the last good
//! ones stay, one event and one line say so, and the page goes on.

use devserver::Reply;
use secure_score_tests::{Browser, Engine, asset, every_engine, read_asset, topic};
use serde_json::Value;

use crate::{
    scene::{API, GAUGE, PAST, WITH_FALLBACK, hold_past, wasm},
    security::scene::console_of_ours,
};

/// The gauge of the open page has fallen back, and said so once.
async fn is_blocked(browser: &Browser, what: &str) {
    let error = browser.event("secure-score-error", 1).await;
    assert_eq!(error.detail["code"], "wasm-blocked", "{what}: {error:?}");
    let gauge = browser.gauge();
    gauge.becomes("error").await;
    gauge.until("it.firstElementChild.checkVisibility()").await;
    // Whatever else a page does with it then, it is told once.
    browser.run("gauge.setToken('a-token'); gauge.max = 5; await gauge.refresh().catch(() => null)").await;
    browser.run("window.kept = gauge; gauge.remove(); document.body.append(window.kept); await host.turn(50)").await;
    assert_eq!(browser.error_codes().await, ["wasm-blocked"], "{what}");
    let said = browser.said().await;
    let ours = console_of_ours(&said);
    assert_eq!(ours.len(), 1, "{what}: {said:?}");
    for word in ["'wasm-unsafe-eval'", "script-src", "connect-src", "/assets/", &browser.server.origin()] {
        assert!(ours[0].text.contains(word), "{what}: {word} is missing in {:?}", ours[0].text);
    }
    browser.threw_nothing(what).await;
    assert!(browser.server.requests(API).is_empty(), "{what}");
}

#[tokio::test]
async fn a_policy_that_forbids_wasm_is_said_once() {
    let test = async |browser: &Browser| {
        for policy in ["script-src 'self' 'unsafe-inline'", "connect-src 'none'"] {
            browser.server.header("/host.html", "content-security-policy", policy);
            browser.open(WITH_FALLBACK).await;
            is_blocked(browser, policy).await;
        }
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn who_asks_where_wasm_is_blocked_needs_no_token() {
    let test = async |browser: &Browser| {
        browser.server.header("/host.html", "content-security-policy", "script-src 'self' 'unsafe-inline'");
        browser.open(&WITH_FALLBACK.repeat(2)).await;
        browser.event("secure-score-error", 2).await;
        let ask = "gauges[1].getToken = host.tokens(['a-token']); const one = () => gauges[1].refresh().catch(() => null); \
                   for (let turn = 0; turn < 20; turn += 1) await one(); await Promise.all(Array.from({ length: 20 }, one))";
        browser.run(ask).await;
        assert!(browser.token_calls().await.is_empty());
        assert_eq!(browser.error_codes().await, ["wasm-blocked", "wasm-blocked"]);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn an_engine_without_webassembly_is_said_once() {
    let test = async |browser: &Browser| {
        for (what, old) in [
            ("none at all", "delete globalThis.WebAssembly"),
            ("no streaming", "delete WebAssembly.compileStreaming; WebAssembly.compile = undefined"),
            (
                "one that throws",
                "WebAssembly.compileStreaming = WebAssembly.compile = () => { throw new Error('not today') }",
            ),
            ("no instances", "WebAssembly.instantiate = () => Promise.reject(new Error('not today'))"),
        ] {
            let head = format!(r#"<script>{old}</script><script type="module" src="/secure-score-gauge.js"></script>"#);
            browser.open_page(&head, WITH_FALLBACK).await;
            is_blocked(browser, what).await;
        }
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_wasm_that_is_missing_or_altered_is_said_once() {
    let test = async |browser: &Browser| {
        let whole = read_asset("secure-score.wasm");
        let mut altered = whole.clone();
        // The last byte is in no code, so that only its integrity value tells.
        if let Some(byte) = altered.last_mut() {
            *byte ^= 1;
        }
        for (what, reply) in [
            ("missing", Reply::status(404)),
            ("a page in its place, as Vite has it", Reply::new(200, "text/html", "<!doctype html><title>App</title>")),
            ("a page in its place", Reply::new(404, "text/html", "<!doctype html><title>Not found</title>")),
            ("altered", Reply::new(200, "application/wasm", altered)),
            ("cut short", Reply::new(200, "application/wasm", whole.get(..1000).unwrap_or_default().to_vec())),
            ("a redirect to a page", Reply::redirect("/host.html")),
        ] {
            browser.server.reply(&wasm(), reply);
            browser.open(WITH_FALLBACK).await;
            is_blocked(browser, what).await;
            let said = browser.said().await;
            let line = &console_of_ours(&said)[0].text;
            assert_eq!(line.contains("HTML"), what.contains("page"), "{what}: {line}");
            assert!(line.contains("twice") || line.contains("HTML"), "{what}: {line}");
        }
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_page_without_words_of_its_own_is_told_in_its_language_or_by_its_strings() {
    let test = async |browser: &Browser| {
        browser.server.reply(&wasm(), Reply::status(404));
        for (script, words) in [
            ("", "This browser or this page's security policy blocks WebAssembly."),
            ("document.documentElement.lang = 'de'", "blockiert WebAssembly"),
            ("document.documentElement.lang = 'pt'", "WebAssembly"),
            ("it.strings = { errorWasmBlocked: 'Ask the help desk.' }", "Ask the help desk."),
        ] {
            browser.open("").await;
            browser
                .run(&format!(
                    "const it = document.createElement('secure-score-gauge'); {script}; document.body.append(it)"
                ))
                .await;
            let told = format!(
                "host.until(() => gauges[0].shadowRoot.querySelector('slot')?.textContent.includes({words:?}))"
            );
            let _: bool = browser.wait(&told).await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_server_need_not_know_the_type_of_wasm() {
    let test = async |browser: &Browser| {
        let whole = read_asset("secure-score.wasm");
        for reply in [
            Reply::new(200, "application/octet-stream", whole.clone()),
            Reply::new(200, "application/wasm", whole.clone()).content_type(""),
        ] {
            browser.server.reply(&wasm(), reply);
            browser.open(GAUGE).await;
            browser.run("gauge.setToken('a-token')").await;
            browser.gauge().reads("value", "340").await;
            assert!(console_of_ours(&browser.said().await).is_empty());
        }
    };
    every_engine().run(test).await;
}

/// Two gauges, of which the first has a score, and a counter that shows that the page goes on.
const TWO: &str = r#"<secure-score-gauge id="one" api-base="/defender"></secure-score-gauge>
    <secure-score-gauge id="two" api-base="/other"><p>See the portal</p></secure-score-gauge><output>0</output>"#;

/// Ways in which a page can make the wasm stop: what it calls throws, so that it panics, or the
/// exception passes through.
const CRASHES: [(&str, &str); 6] = [
    (
        "an element that cannot be made",
        "Document.prototype.createElement = \
        Document.prototype.createElementNS = () => { throw new Error('not today') }; gauge.max = 77; one.refresh()",
    ),
    (
        "an attribute that cannot be set",
        "Element.prototype.setAttribute = () => { throw new Error('not today') }; one.refresh()",
    ),
    (
        "a node that cannot be put in",
        "Node.prototype.insertBefore = () => { throw new Error('not today') }; one.refresh()",
    ),
    ("a clock that throws", "window.Date.now = () => { throw new Error('not today') }; one.refresh()"),
    ("chance that throws", "window.Math.random = () => { throw new Error('not today') }; one.refresh()"),
    // The driver itself needs promises, so that they are whole again before it looks.
    (
        "a promise that throws",
        "let turns = 0; const turn = () => { turns < 50 ? queueMicrotask(turn) : window.restore(); turns += 1 }; \
        host.real.setTimeout(() => { const refresh = () => one.refresh(); window.Promise.prototype.then = () => { throw new Error('not today') }; \
        refresh(); turn() }, 0)",
    ),
];

async fn crashed(browser: &Browser, what: &str) {
    let _: bool = browser
        .wait(
            "host.until(() => host.record.events.filter((event) => event.name === 'secure-score-error').length === 2)",
        )
        .await;
    assert_eq!(browser.error_codes().await, ["crashed", "crashed"], "{what}");
    let (one, two) = (browser.gauge_by_id("one"), browser.gauge_by_id("two"));
    for gauge in [&one, &two] {
        gauge.becomes("error").await;
    }
    assert!(one.part("value").await.is_some_and(|text| text.contains("340")), "{what}: the last good text stays");
    assert_eq!(one.value("it.score.value").await, 340, "{what}");
    two.until("it.firstElementChild.checkVisibility()").await;
    assert_eq!(two.value("it.score").await, Value::Null, "{what}");
}

#[tokio::test]
async fn a_crash_leaves_the_last_good_text_on_every_gauge() {
    let test = async |browser: &Browser| {
        for (what, crash) in CRASHES {
            browser.server.reply("/other/api/configurationScore", Reply::status(404));
            browser.open(TWO).await;
            browser.run("window.one = gauges[0]; one.setToken('a-token'); one.addEventListener('secure-score-load', () => {})").await;
            browser.gauge_by_id("one").reads("value", "340").await;
            browser.gauge_by_id("two").becomes("idle").await;
            browser.server.reply(API, Reply::error(500, "InternalServerError"));
            // The page keeps its own built-ins: what it breaks here, the harness would miss too.
            let keep = "const kept = [[Document.prototype, 'createElement'], [Document.prototype, 'createElementNS'], \
                [Element.prototype, 'setAttribute'], [Node.prototype, 'insertBefore'], [window.Date, 'now'], \
                [window.Math, 'random'], [window.Promise.prototype, 'then']].map(([on, name]) => [on, name, on[name]]); \
                window.restore = () => kept.forEach(([on, name, was]) => { on[name] = was })";
            let broken = format!(
                "{keep}; const {{ one }} = window; host.real.setTimeout(window.restore, 300); {}",
                crash.replace("; one.refresh()", "; one.refresh().catch(() => null)")
            );
            // There is a second between two requests.
            let _: Value = browser.wait("host.turn(1100)").await;
            let _: Value = browser.value(&format!("((() => {{ {broken} }})(), null)")).await;
            let _: Value = browser.wait("host.turn(400)").await;
            crashed(browser, what).await;
            browser.server.as_before(API);

            let said = browser.said().await;
            assert_eq!(console_of_ours(&said).len(), 1, "{what}: {said:#?}");
            // The page goes on, and whatever it still does with its gauges is answered.
            browser.run("document.querySelector('output').value = '1'").await;
            let code = "one.refresh().then(() => 'resolved', (error) => error.code)";
            assert_eq!(browser.wait::<String>(code).await, "crashed", "{what}");
            browser
                .run("one.setToken('b'); one.clearToken(); one.max = 7; one.snapshot = { score: 1, time: '2026-01-02T03:04:05Z' }; \
                      document.documentElement.lang = 'fr'; one.remove(); document.body.append(one); await host.turn(30)")
                .await;
            assert_eq!(browser.gauge_by_id("one").state().await, "error", "{what}");
            browser.run("document.body.insertAdjacentHTML('beforeend', '<secure-score-gauge id=three>later</secure-score-gauge>')").await;
            browser.gauge_by_id("three").becomes("error").await;
            assert_eq!(browser.error_codes().await, ["crashed"; 3], "{what}: told once each");
            let said = browser.said().await;
            assert_eq!(console_of_ours(&said).len(), 1, "{what}: {said:#?}");
        }
    };
    topic().run(test).await;
}

/// Loads the widget so that each call of its wasm is counted, and traps once `host.trap` is set.
const TRAP: &str = r#"<script>
    const { instantiate } = WebAssembly;
    host.entered = 0;
    WebAssembly.instantiate = async (module, imports) => {
      const real = await instantiate(module, imports);
      const exports = {};
      for (const [name, value] of Object.entries(real.exports)) {
        exports[name] = typeof value !== 'function' ? value
          : (...given) => {
            host.entered += 1;
            if (host.trap) throw new WebAssembly.RuntimeError('unreachable');
            return value(...given);
          };
      }
      return { exports };
    };
    </script><script type="module" src="/secure-score-gauge.js"></script>"#;

#[tokio::test]
async fn a_trap_in_the_wasm_is_a_crash_wherever_it_happens() {
    let test = async |browser: &Browser| {
        for (what, trap) in [
            ("in a call of the page's", "host.trap = true; gauge.max = 7"),
            ("in an answer", "gauge.refresh().catch(() => null); host.trap = true"),
            ("in an event", "host.trap = true; document.dispatchEvent(new Event('visibilitychange'))"),
        ] {
            browser.open_page(TRAP, GAUGE).await;
            browser.run("gauge.setToken('a-token')").await;
            browser.gauge().reads("value", "340").await;
            browser.run(trap).await;
            assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], "crashed", "{what}");
            browser.gauge().becomes("error").await;
            browser.gauge().reads("value", "340").await;
            let said = browser.said().await;
            assert_eq!(console_of_ours(&said).len(), 1, "{what}: {said:#?}");
            // Whatever else happens, nothing enters it again: not even to find that it traps.
            let after: usize = browser.value("host.entered").await;
            assert!(after > 0, "the count counts");
            browser
                .run(
                    "host.trap = false; for (const name of ['visibilitychange', 'pageshow', 'online', 'offline']) { \
                         document.dispatchEvent(new Event(name)); window.dispatchEvent(new Event(name)) } \
                     gauge.setToken('b-token'); gauge.max = 9; document.documentElement.lang = 'fr'; \
                     gauge.shadowRoot.querySelector('[part~=card]')?.click(); gauge.remove(); document.body.append(gauge); \
                     await host.turn(50)",
                )
                .await;
            assert_eq!(browser.value::<usize>("host.entered").await, after, "{what}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_gauge_that_waits_for_past_scores_hears_of_a_crash() {
    let test = async |browser: &Browser| {
        let gate = hold_past(browser);
        let page = r#"<secure-score-gauge src="/sample/score.json"></secure-score-gauge>
            <secure-score-gauge id="late" src="/sample/score.json" history="local"></secure-score-gauge>"#;
        browser.open_page(TRAP, page).await;
        browser.gauge().reads("value", "340").await;
        browser.server.request(&asset(PAST), 1).await;
        browser.run("host.trap = true; gauge.max = 7").await;
        browser.gauge_by_id("late").becomes("error").await;
        gate.open();
        let _: bool = browser.wait("host.turn(50).then(() => true)").await;
        let code = "document.getElementById('late').refresh().catch(({ code }) => code)";
        assert_eq!(browser.wait::<String>(code).await, "crashed", "in {}", browser.engine);
        assert_eq!(browser.error_codes().await, ["crashed"; 2], "in {}: told once each", browser.engine);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_crash_ends_all_that_is_under_way() {
    let test = async |browser: &Browser| {
        let head = format!("<script>{}</script>{TRAP}", include_str!("../element/remains.js"));
        for (what, end) in [
            ("the crash alone", ""),
            ("a sign-out", "gauges.forEach((one) => one.clearToken())"),
            ("removal", "document.body.textContent = ''"),
        ] {
            browser.server.forget_requests();
            browser.server.reply(API, Reply::never());
            browser.open_page(&head, &GAUGE.repeat(3)).await;
            // One waits for an answer, one for a token, and one for its next request.
            browser
                .run(
                    "const [asking, waiting, resting] = gauges; window.held = [asking, waiting, resting]; \
                     resting.src = '/sample/score.json'; asking.setToken('a-token'); \
                     waiting.getToken = host.tokens([() => new Promise(() => {})]); \
                     await host.until(() => resting.score && host.record.tokenCalls.length === 1)",
                )
                .await;
            browser.server.request(API, 1).await;
            assert!(browser.value::<usize>("host.left.timers.size").await > 0, "{what}: there is something to end");
            browser.run(&format!("host.trap = true; held[2].max = 7; await host.turn(50); {end}")).await;
            browser.server.abandoned(API, 1).await;
            let _: bool = browser.wait("host.until(() => host.record.tokenCalls[0].aborted)").await;
            // WebKit's driver leaves timers of its own in the page.
            if browser.engine != Engine::Webkit {
                assert_eq!(browser.value::<usize>("host.left.timers.size").await, 0, "{what}");
            }
            assert_eq!(browser.token_calls().await.len(), 1, "{what}");
        }
    };
    topic().run(test).await;
}

//! A day in the life of a portal: 24 faked hours of random faults in a real page.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use devserver::Reply;
use secure_score_tests::{Browser, Engine, topic};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::scene::{API, GAUGE, MORNING, asked, hours, minutes, seconds};

/// Random numbers that are the same in every run.
struct Dice(AtomicU64);

impl Dice {
    fn roll(&self, sides: u64) -> u64 {
        let next = |state: u64| state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let state =
            self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |state| Some(next(state))).unwrap_or_default();
        (next(state) >> 33) % sides
    }
}

fn fault(dice: &Dice) -> Reply {
    match dice.roll(16) {
        0 => Reply::error(500, "InternalServerError"),
        1 => Reply::error(429, "TooManyRequests").retry_after(dice.roll(300)),
        2 => Reply::error(503, "ServiceUnavailable").retry_after(30),
        3 => Reply::error(401, "Unauthorized"),
        4 => Reply::error(403, "Forbidden"),
        5 => Reply::reset(),
        6 => Reply::documented().reset_after(60),
        7 => Reply::documented().truncated_after(60),
        8 => Reply::never(),
        9 => Reply::json(200, "not a score"),
        10 => Reply::redirect("/elsewhere"),
        _ => Reply::score(&(dice.roll(1000)).to_string()),
    }
}

/// A callback with faults of its own.
const CALLBACK: &str = "let n = 0; gauge.getToken = host.tokens([async () => { n += 1; \
    if (n % 7 === 3) throw new Error('signed out'); if (n % 11 === 5) return null; \
    return { token: `token-${n}`, expiresAt: Date.now() + 3600_000 } }])";

/// Keeps hold of the wasm's memory, to see its size.
const HEAD: &str = r#"<script>
globalThis.memories = [];
for (const name of ['instantiate', 'instantiateStreaming']) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...asked) => {
    const made = await original.call(WebAssembly, ...asked);
    memories.push((made.instance ?? made).exports.memory);
    return made;
  };
}
</script><script type="module" src="/secure-score-gauge.js"></script>"#;

#[derive(Debug, Deserialize)]
struct Size {
    nodes: i64,
    listeners: i64,
    heap: i64,
    wasm: i64,
}

/// What the page holds on to, once everything unreachable is gone. Other engines than Chromium tell
/// of the wasm's memory alone.
async fn size(browser: &Browser) -> Size {
    // The recorder's own notes are no part of it.
    let _: Value = browser
        .value("(host.record.events.length = 0, host.record.tokenCalls.length = 0, host.fetches.length = 0, null)")
        .await;
    let wasm = browser.value("memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0)").await;
    if browser.engine != Engine::Chromium {
        return Size { nodes: 0, listeners: 0, heap: 0, wasm };
    }
    let ask = async |command| browser.devtools(command, json!({})).await;
    ask("HeapProfiler.collectGarbage").await;
    let (dom, heap) = (ask("Memory.getDOMCounters").await, ask("Runtime.getHeapUsage").await);
    let number = |value: &Value| value.as_f64().map_or(0, |number| number as i64);
    Size {
        nodes: number(&dom["nodes"]),
        listeners: number(&dom["jsEventListeners"]),
        heap: number(&heap["usedSize"]),
        wasm,
    }
}

#[tokio::test]
async fn after_a_day_of_faults_the_score_is_right_and_nothing_has_grown() {
    let test = async |browser: &Browser| {
        let dice = Arc::new(Dice(AtomicU64::new(20_260_302)));
        let faults = dice.clone();
        browser.server.answer_with(API, move |_| fault(&faults));
        browser.stop_clocks(MORNING);
        browser.open_page(HEAD, GAUGE).await;
        browser.run(CALLBACK).await;
        let mut early = None;
        for hour in 0..24 {
            let (leave, come_back) = match dice.roll(4) {
                0 => ("host.hide(true)", "host.hide(false)"),
                1 => ("host.offline(true)", "host.offline(false)"),
                2 => ("gauge.refresh().catch(() => null)", "null"),
                _ => ("null", "host.sleep(20 * 60 * 1000)"),
            };
            browser.run(leave).await;
            browser.pass(minutes(30)).await;
            browser.run(come_back).await;
            browser.pass(minutes(30)).await;
            if hour == 5 {
                early = Some(size(browser).await);
            }
        }
        browser.server.reply(API, Reply::score("987"));
        browser.run("gauge.getToken = host.tokens(['a-token'])").await;
        browser.pass(hours(2)).await;
        browser.gauge().reads("value", "987").await;
        browser.gauge().becomes("ready").await;
        assert!(asked(browser) <= 26 * 20, "{} requests", asked(browser));

        let (early, late) = (early.expect("measured"), size(browser).await);
        assert!(late.nodes <= early.nodes + 50, "nodes: {early:?} then {late:?}");
        assert!(late.listeners <= early.listeners + 5, "listeners: {early:?} then {late:?}");
        assert!(late.heap <= early.heap + 512 * 1024, "heap: {early:?} then {late:?}");
        assert_eq!(late.wasm, early.wasm, "wasm memory: {early:?} then {late:?}");
        browser.threw_nothing("over the day").await;
    };
    topic().alone().limit(seconds(300), seconds(60)).run(test).await;
}

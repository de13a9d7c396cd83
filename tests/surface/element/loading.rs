//! The file, the wasm beside it, and their absence.

use devserver::Reply;
use secure_score_tests::{Browser, dist, every_engine, read_asset, topic};
use serde_json::Value;

use crate::scene::{GAUGE, WITH_FALLBACK, hold_wasm, painted, wasm};

async fn falls_back(browser: &Browser, what: &str) {
    browser.open(WITH_FALLBACK).await;
    browser.run("gauge.setToken('a-token')").await;
    let error = browser.event("secure-score-error", 1).await;
    assert_eq!(error.detail["code"], "wasm-blocked", "{what}");
    browser.gauge().until("it.firstElementChild.checkVisibility()").await;
    browser.gauge().becomes("error").await;
    let _: Value = browser.wait("host.turn(100)").await;
    assert_eq!(browser.error_codes().await.len(), 1, "{what}: told once");
    let code: String = browser.wait("gauge.refresh().then(() => 'resolved', (error) => error.code)").await;
    assert_eq!(code, "wasm-blocked", "{what}");
    browser.threw_nothing(what).await;
}

#[tokio::test]
async fn without_its_wasm_the_fallback_stays_and_one_error_says_so() {
    let test = async |browser: &Browser| {
        browser.server.reply(&wasm(), Reply::status(404));
        falls_back(browser, "a missing wasm").await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_broken_wasm_is_as_good_as_none() {
    let test = async |browser: &Browser| {
        for (reply, what) in [
            (Reply::new(200, "application/wasm", "no wasm"), "no wasm"),
            (Reply::new(200, "text/html", "<!doctype html>"), "a page in its place"),
            (Reply::reset(), "a reset connection"),
            (Reply::new(200, "application/wasm", "\0asm\u{1}\0\0\0").truncated_after(4), "a torn file"),
        ] {
            browser.server.reply(&wasm(), reply);
            falls_back(browser, what).await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_policy_without_wasm_is_survived() {
    let test = async |browser: &Browser| {
        browser.server.header("/host.html", "content-security-policy", "script-src 'self'");
        falls_back(browser, "a policy that forbids wasm").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn without_any_script_the_fallback_is_what_there_is() {
    let test = async |browser: &Browser| {
        browser.server.reply("/secure-score-gauge.js", Reply::status(404));
        browser.open(WITH_FALLBACK).await;
        assert_eq!(browser.gauge().value("it.firstElementChild.checkVisibility()").await, true);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn many_gauges_load_the_wasm_once() {
    let test = async |browser: &Browser| {
        browser.open(&GAUGE.repeat(5)).await;
        browser.run("gauges.forEach((one) => one.setToken('a-token'))").await;
        let _: bool = browser.wait("host.until(() => gauges.every((one) => one.state === 'ready'))").await;
        assert_eq!(browser.server.requests(&wasm()).len(), 1);
        assert_eq!(browser.server.requests("/secure-score-gauge.js").len(), 1);
        let scripts = browser.server.received().into_iter().filter(|asked| asked.path.ends_with(".js")).count();
        assert_eq!(scripts, 2, "the recorder's and the widget's one");
    };
    topic().run(test).await;
}

/// A gauge far below what is seen, on a page that counts what is started.
const FAR_BELOW: &str = r#"<script>
// A page that is never idle, which would begin all the same.
window.requestIdleCallback = () => 0;
// A busy machine may paint nothing for a second, and then the gauges begin as well.
const { setTimeout } = window;
window.setTimeout = (call, delay, ...rest) => (delay === 1000 ? 0 : setTimeout(call, delay, ...rest));
const { instantiate } = WebAssembly;
WebAssembly.instantiate = (...given) => { host.started = (host.started ?? 0) + 1; return instantiate(...given); };
</script><script type="module" src="/secure-score-gauge.js"></script>"#;

#[tokio::test]
async fn below_the_fold_a_gauge_is_its_skeleton_until_it_is_near_or_asked() {
    let test = async |browser: &Browser| {
        for (what, awaken) in [("near", "gauge.scrollIntoView()"), ("asked", "gauge.refresh().catch(() => null)")] {
            browser.server.forget_requests();
            browser.open_page(FAR_BELOW, &format!("<div style='height: 9000px'></div>{GAUGE}")).await;
            browser.run("gauge.getToken = host.tokens(['a-token'])").await;
            // It may come out of the cache.
            let came =
                "host.until(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('.wasm')))";
            let _: bool = browser.wait(came).await;
            // Long enough for any gauge that does not wait.
            let _: Value = browser.wait("new Promise(requestAnimationFrame).then(() => host.turn(100))").await;
            let quiet: (u32, usize, String) =
                browser.value("[host.started ?? 0, host.record.tokenCalls.length, gauge.state]").await;
            assert_eq!(quiet, (0, 0, "idle".into()), "until it is {what}");
            browser.run(awaken).await;
            browser.gauge().reads("value", "340").await;
            assert_eq!(browser.value::<u32>("host.started").await, 1, "{what}");
        }
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn once_the_page_is_idle_a_gauge_far_below_begins_too() {
    let test = async |browser: &Browser| {
        // Whoever prints the page, or captures it whole, scrolls to nothing.
        browser.open(&format!("<div style='height: 9000px'></div>{GAUGE}")).await;
        browser.run("gauge.getToken = host.tokens(['a-token'])").await;
        browser.gauge().reads("value", "340").await;
        assert_eq!(browser.value::<f64>("scrollY").await, 0.0);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn an_answer_that_comes_at_once_is_drawn_at_once() {
    let test = async |browser: &Browser| {
        // The states of the cards that take the skeleton's place.
        let watched = "window.drawn = []; const place = gauge.shadowRoot.firstElementChild; new MutationObserver(() => \
                       window.drawn.push(...[...place.children].map((card) => card.dataset.state))).observe(place, { childList: true })";
        let snapshot = "gauge.snapshot = { score: 340, time: new Date().toISOString() }";
        for (given, expected) in [(snapshot, "ready"), ("gauge.getToken = () => new Promise(() => {})", "loading")] {
            let gate = hold_wasm(browser, &read_asset("secure-score.wasm"));
            browser.open(GAUGE).await;
            browser.run(&format!("{watched}; {given}")).await;
            gate.open();
            browser.gauge().until("window.drawn.length > 0").await;
            assert_eq!(browser.value::<String>("window.drawn[0]").await, expected);
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn cards_of_very_many_gauges_are_not_laid_out_where_nobody_sees_them() {
    let test = async |browser: &Browser| {
        for (count, expected) in [(200, "visible"), (203, "auto")] {
            browser.open(&GAUGE.repeat(count)).await;
            browser
                .run("gauges.forEach((one) => { one.snapshot = { score: 340, time: new Date().toISOString() } })")
                .await;
            let _: bool = browser.wait("host.until(() => gauges.every((one) => one.state === 'ready'))").await;
            let visibility =
                "[0, 99, 199].map((at) => getComputedStyle(gauges[at].shadowRoot.firstElementChild).contentVisibility)";
            assert_eq!(browser.value::<Vec<String>>(visibility).await, [expected; 3], "of {count}");
        }
        // They have their score and their size all the same, and show it where they are looked at.
        let all = "gauges.every((one) => one.shadowRoot.querySelector('[part~=value]').textContent === '340' \
                   && one.offsetHeight === gauges[0].offsetHeight)";
        assert!(browser.value::<bool>(all).await);
        browser.run("gauges[202].scrollIntoView()").await;
        let _: bool = browser.wait("host.until(() => host.part(gauges[202], 'value') === '340')").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_wasm_that_takes_its_time_shifts_nothing() {
    let test = async |browser: &Browser| {
        let gate = hold_wasm(browser, &read_asset("secure-score.wasm"));
        browser.open(&format!("<div style='width: 300px'>{GAUGE}</div><p id=below>below</p>")).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.server.request(&wasm(), 1).await;
        painted(browser).await;
        let place =
            "[gauge.getBoundingClientRect().height, document.querySelector('#below').getBoundingClientRect().top]";
        let before: [f64; 2] = browser.value(place).await;
        assert!(before[0] > 40.0, "a skeleton of the final size: {before:?}");
        // Before the script is there, the room is the page's to reserve.
        let defined: f64 = browser.value("performance.now()").await;
        gate.open();
        browser.gauge().reads("value", "340").await;
        assert_eq!(browser.value::<[f64; 2]>(place).await, before);
        let shift = format!(
            "new Promise((resolve) => {{ let sum = 0; new PerformanceObserver((list) => {{ for (const entry of \
             list.getEntries()) if (entry.startTime > {defined}) sum += entry.value; }}).observe({{ type: \
             'layout-shift', buffered: true }}); host.real.setTimeout(() => resolve(sum), 50); }})"
        );
        assert!(browser.wait::<f64>(&shift).await.abs() < f64::EPSILON);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn loading_it_twice_throws_nothing() {
    let test = async |browser: &Browser| {
        browser.server.directory("/another", dist());
        let head = r#"<script type="module" src="/secure-score-gauge.js"></script>
            <script type="module" src="/another/secure-score-gauge.js"></script>
            <script type="module" src="/secure-score-gauge.js?2"></script>"#;
        browser.open_page(head, GAUGE).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn it_can_be_defined_under_another_name() {
    let test = async |browser: &Browser| {
        browser.open("<contoso-score id=one api-base=/defender></contoso-score>").await;
        browser
            .run(
                "const { define, SecureScoreGauge } = await import('/secure-score-gauge.js'); define(); \
                 define('contoso-score'); define('contoso-score'); window.kept = customElements.get('secure-score-gauge') === SecureScoreGauge; \
                 document.querySelector('#one').setToken('a-token')",
            )
            .await;
        browser.gauge_by_id("one").reads("value", "340").await;
        assert!(browser.value::<bool>("window.kept").await);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn nothing_is_published_on_window() {
    let test = async |browser: &Browser| {
        // The page looks by itself: drivers put names of their own on it.
        let head = r#"<script>
            const before = new Set(Reflect.ownKeys(globalThis));
            addEventListener('secure-score-load', () => {
              host.added = Reflect.ownKeys(globalThis).map(String).filter((key) => !before.has(key));
            });
            </script><script type="module" src="/secure-score-gauge.js"></script>
            <script type="module">gauge.setToken('a-token')</script>"#;
        browser.open_page(head, GAUGE).await;
        let added: Vec<String> = browser.wait("host.until(() => host.added)").await;
        assert!(added.is_empty(), "{added:?}");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_gauge_taken_away_and_put_back_goes_on() {
    let test = async |browser: &Browser| {
        browser.open(&format!("<div id=left>{GAUGE}</div><div id=right></div>")).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        browser.run("document.querySelector('#right').append(gauge)").await;
        browser.gauge().reads("value", "340").await;
        // Out of the document for longer, it ends what it had, the token that it was given
        // included, and says so.
        browser.run("window.kept = gauge; kept.remove()").await;
        let _: Value = browser.wait("host.until(() => kept.state === 'idle')").await;
        browser.run("document.body.append(kept)").await;
        browser.run("kept.setToken('another-token')").await;
        browser.gauge().reads("value", "340").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

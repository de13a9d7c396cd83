//! Values of the page's that only look like what they should be. Each costs what it stands for, and
//! not the gauges of the page: an exception that passed through the wasm would be the end of all of
//! them.

use secure_score_tests::{Browser, every_engine, topic};

use crate::{scene::GAUGE, security::scene::console_of_ours};

/// A date to `instanceof`, and to nothing else.
const DATES: [&str; 2] = ["new Proxy(new Date(), {})", "Object.create(Date.prototype)"];

/// The gauge of the page has not stopped, and said nothing.
async fn goes_on(browser: &Browser, what: &str) {
    browser.run("gauge.snapshot = null; gauge.getToken = () => 'another-token'; await gauge.refresh()").await;
    browser.gauge().reads("value", "340").await;
    let codes = browser.error_codes().await;
    assert!(!codes.contains(&"crashed".to_owned()), "{what}: {codes:?}");
    let said = browser.said().await;
    assert!(console_of_ours(&said).is_empty(), "{what}: {said:?}");
}

#[tokio::test]
async fn a_time_of_expiry_that_is_no_date_is_none() {
    let test = async |browser: &Browser| {
        for date in DATES {
            for door in
                ["gauge.setToken('a-token', { expiresAt })", "gauge.getToken = () => ({ token: 'a-token', expiresAt })"]
            {
                browser.open(GAUGE).await;
                browser.run(&format!("const expiresAt = {date}; {door}")).await;
                browser.gauge().reads("value", "340").await;
                goes_on(browser, date).await;
            }
        }
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_snapshot_whose_time_is_no_date_is_refused() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        for (time, shown) in [
            ("new Date('2026-03-02T09:00:00Z')", true),
            ("'2026-03-02T09:00:00.1234567+01:00'", true),
            ("{ toJSON: () => '2026-03-02T09:00:00Z' }", true),
            ("new Date(NaN)", false),
            ("new Date(8.64e15)", false),
            ("'\"2026-03-02T09:00:00Z\"'", false),
            ("{ toJSON: () => { throw new Error('not today') } }", false),
            ("1n", false),
            ("Symbol('2026-03-02T09:00:00Z')", false),
            ("undefined", false),
        ]
        .into_iter()
        .chain(DATES.map(|date| (date, false)))
        {
            browser.run(&format!("gauge.snapshot = null; await host.turn(10); gauge.snapshot = {{ score: 12, time: {time} }}; await host.turn(10)")).await;
            if shown {
                browser.gauge().reads("value", "12").await;
            } else {
                assert_eq!(browser.gauge().part("value").await, None, "{time}");
            }
        }
        goes_on(browser, "the last one").await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_getter_that_comes_back_to_the_gauge_finds_it_at_rest() {
    let test = async |browser: &Browser| {
        for script in [
            "gauge.snapshot = { time: '2026-03-02T09:00:00Z', get score() { gauge.getToken = null; gauge.snapshot = null; return 12 } }",
            "gauge.snapshot = { score: 12, time: { toJSON() { gauge.max = 5; gauge.setToken('other'); return '2026-03-02T09:00:00Z' } } }",
            "gauge.setToken('other', { expiresAt: { toString() { gauge.clearToken(); return '2030-01-01' }, valueOf() { gauge.clearToken(); return 1 } } })",
            "gauge.getToken = () => ({ get token() { gauge.getToken = null; gauge.setToken('other'); return 'a-token' } })",
            "gauge.metric = 'exposure-score'; gauge.strings = { get bandLow() { if (gauge.max !== 50) gauge.max = 50; return 'Few' } }",
        ] {
            browser.open(GAUGE).await;
            browser.run(&format!("gauge.getToken = () => 'a-token'; await host.until(() => gauge.score); {script}; await host.turn(50)")).await;
            browser.run("gauge.metric = null; gauge.strings = null; gauge.max = null").await;
            goes_on(browser, script).await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_promise_that_is_none_is_a_token_that_failed() {
    let test = async |browser: &Browser| {
        for promise in [
            "Object.assign(Promise.resolve('a-token'), { then: () => { throw new Error('not today') } })",
            "Object.defineProperty(Promise.resolve('a-token'), 'then', { get: () => { throw new Error('not today') } })",
            "Object.defineProperty(Promise.resolve('a-token'), 'constructor', { get: () => { throw new Error('not today') } })",
            "({ then: () => { throw new Error('not today') } })",
            "({ get then() { throw new Error('not today') } })",
            "new Proxy(Promise.resolve('a-token'), {})",
        ] {
            browser.open(GAUGE).await;
            browser.run(&format!("gauge.getToken = () => {promise}")).await;
            assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], "token-failed", "{promise}");
            goes_on(browser, promise).await;
        }
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn an_answer_that_is_none_is_a_network_that_failed() {
    let test = async |browser: &Browser| {
        for answer in [
            "new Proxy(await original(...asked), {})",
            "Object.create(Response.prototype)",
            "Object.assign(Object.create(Response.prototype), { json: () => ({ score: 1 }) })",
            "({ status: 200, ok: true })",
            "null",
        ] {
            let head = format!(
                r#"<script>
                const original = fetch;
                window.fetch = async (...asked) => asked[0]?.url?.includes('/api/') ? {answer} : original(...asked);
                </script><script type="module" src="/secure-score-gauge.js"></script>"#
            );
            browser.open_page(&head, GAUGE).await;
            browser.run("gauge.setToken('a-token')").await;
            assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], "network", "{answer}");
            browser.run("window.fetch = original").await;
            goes_on(browser, answer).await;
        }
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_signal_that_the_page_broke_costs_its_question() {
    let test = async |browser: &Browser| {
        let broken = "({ signal }) => { \
            Object.defineProperty(signal, 'aborted', { get() { throw new Error('not today') } }); window.asked = true; return 'a-token' }";
        browser.open(GAUGE).await;
        browser.run(&format!("gauge.getToken = {broken}")).await;
        let _: bool = browser.wait("host.until(() => window.asked)").await;
        goes_on(browser, broken).await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn ever_new_values_of_attributes_take_no_memory() {
    let test = async |browser: &Browser| {
        let head = "<script>const { instantiate } = WebAssembly; WebAssembly.instantiate = async (...given) => { \
            const real = await instantiate(...given); host.memory = (real.instance ?? real).exports.memory; return real }; \
            </script><script type=module src=/secure-score-gauge.js></script>";
        browser.open_page(head, GAUGE).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        let set = "for (let turn = 0; turn < 60; turn += 1) { \
            gauge.setAttribute('max', `${turn}${'x'.repeat(1e6)}`); await host.turn(0) }";
        browser.run(set).await;
        let taken: f64 = browser.value("host.memory.buffer.byteLength").await;
        assert!(taken < 20e6, "{taken} bytes for 60 values of one million characters");
        let said = browser.said().await;
        assert!(console_of_ours(&said).iter().all(|line| line.text.len() < 400), "no line has a whole value");
    };
    topic().run(test).await;
}

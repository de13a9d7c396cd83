//! What a page can do with the frame that it holds.

use devserver::Reply;
use secure_score_tests::{Browser, every_engine, topic};
use serde_json::{Value, json};

use super::scene::{allow, enter, frame_origin, iframe, leave, open, open_body, open_with_score, run, says};
use crate::scene::{API, MORNING, hours, minutes, seconds};

#[tokio::test]
async fn a_frame_shows_the_score_and_is_as_high_as_its_card() {
    let test = async |browser: &Browser| {
        open(browser, "api-base=/defender&bands=0+Low,+300+Fair&target=70%25").await;
        assert!(browser.value::<bool>("(window.frame = connect(() => 'a-token')) && true").await, "returns at once");
        let load: Value = browser.wait("heardOf('load')").await;
        assert_eq!((&load["value"], &load["band"], &load["target"]), (&json!(340), &json!("Fair"), &json!(700)));
        let keys: String = browser.value("Object.keys(heard[0]).join() + Object.isFrozen(heard.at(-1).detail)").await;
        assert_eq!(keys, "type,detailtrue");
        let asked = browser.server.request(API, 1).await;
        assert_eq!(asked.header("authorization"), Some("Bearer a-token"));
        for width in ["320px", "640px", "100px"] {
            // Whatever edges the page gives the iframe, its content is as high as the card.
            for edges in [
                "border: 0",
                "border: 5px solid; padding: 3px",
                "border: 5px solid; padding: 3px; box-sizing: border-box",
            ] {
                let style = format!("document.querySelector('iframe').style.cssText += '; width: {width}; {edges}'");
                let _: Value = browser.value(&style).await;
                fits(browser).await;
            }
        }
        browser.screenshot("frame").await;
        browser.threw_nothing("a frame").await;
    };
    every_engine().run(test).await;
}

/// Waits until the frame's content is as high as its card; at a wall's width it is much higher than
/// at a badge's.
async fn fits(browser: &Browser) {
    let height = "document.querySelector('iframe').clientHeight";
    let _: bool = browser.wait(&format!("host.until(() => {height} > 60)")).await;
    if browser.engine == secure_score_tests::Engine::Chromium {
        // The frame's window has the height that the iframe has.
        enter(browser, 0).await;
        let _: bool = browser
            .wait(
                "host.until(() => Math.abs(innerHeight - gauge.getBoundingClientRect().height) <= 1 && scrollY === 0)",
            )
            .await;
        leave(browser).await;
    }
}

#[tokio::test]
async fn refresh_gives_the_score_or_the_code() {
    let test = async |browser: &Browser| {
        open_with_score(browser, "api-base=/defender").await;
        browser.server.reply(API, Reply::score("512"));
        let _: Value = browser.wait("host.turn(1100)").await;
        let score: Value = browser.wait("frame.refresh()").await;
        assert_eq!(score["value"], 512);
        browser.server.reply(API, Reply::error(403, "Forbidden"));
        let _: Value = browser.wait("host.turn(1100)").await;
        let failed = "frame.refresh().then(() => null, (error) => [error instanceof Error, error.code, error.message.includes('a-token')])";
        assert_eq!(browser.wait::<Value>(failed).await, json!([true, "forbidden", false]));
        let error: Value = browser.wait("heardOf('error')").await;
        assert_eq!(error["code"], "forbidden");
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_refresh_before_the_frame_is_there_waits_for_it() {
    let test = async |browser: &Browser| {
        open(browser, "src=/sample/score.json").await;
        let score: Value = browser.wait("(window.frame = connect(null)).refresh()").await;
        assert!(score["value"].is_number(), "{score}");
        // One that no frame will ever answer ends with a sentence.
        browser.stop_clocks(MORNING);
        browser.server.reply("/frame.json", Reply::status(404));
        open_body(browser, &iframe(browser, "src=/sample/score.json")).await;
        let begin = "window.frame = connect(null); frame.refresh().catch((error) => { window.code = error.code; window.text = error.message })";
        run(browser, begin).await;
        browser.pass(seconds(31)).await;
        assert_eq!(browser.value::<String>("window.code").await, "timeout");
        assert!(browser.value::<String>("window.text").await.contains("frame.json"));
    };
    topic().run(test).await;
}

/// Has `window.ask` ask for the score, and keep by a name the code with which that fails.
const ASK: &str = "window.codes = {}; \
                   window.ask = (name) => { frame.refresh().catch(({ code }) => { codes[name] = code }) }";

#[tokio::test]
async fn a_refresh_ends_when_the_frame_is_gone() {
    let test = async |browser: &Browser| {
        // The clocks of the frame stand still for good: its gauge answers no second refresh.
        browser.stop_clocks(MORNING);
        browser.server.page("/empty.html", "<!doctype html><title>Empty</title>");
        open_with_score(browser, "api-base=/defender").await;
        // A document that never greets.
        let reload = format!(
            "{ASK}; ask('before'); const iframe = document.querySelector('iframe'); iframe.src = '{}/empty.html'; \
             await new Promise((resolve) => iframe.addEventListener('load', resolve, {{ once: true }})); ask('after')",
            frame_origin(browser)
        );
        run(browser, &reload).await;
        // Longer than a gauge takes: two tokens and two requests of 30 s each, and its files.
        browser.pass(minutes(4)).await;
        assert_eq!(browser.value::<Value>("window.codes").await, json!({}));
        browser.pass(seconds(61)).await;
        assert_eq!(browser.value::<Value>("window.codes").await, json!({ "before": "timeout", "after": "timeout" }));
        // A framework took the iframe out.
        open_with_score(browser, "api-base=/defender").await;
        run(browser, &format!("{ASK}; ask('before'); document.querySelector('iframe').remove(); ask('after')")).await;
        browser.pass(seconds(31)).await;
        assert_eq!(browser.value::<Value>("window.codes").await, json!({ "after": "timeout" }));
        browser.pass(minutes(5)).await;
        assert_eq!(browser.value::<Value>("window.codes").await, json!({ "before": "timeout", "after": "timeout" }));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_frame_without_its_gauge_refuses_and_makes_room_for_the_next_connection() {
    let test = async |browser: &Browser| {
        browser.server.reply("/secure-score-gauge.js", Reply::status(404));
        open(browser, "src=/sample/score.json").await;
        // One that waits for the frame, and one that comes when the gauge has failed already.
        for frame in ["(window.frame = connect(null))", "frame"] {
            let ask = format!("{frame}.refresh().catch(({{ code, message }}) => [code, message])");
            let (code, message): (String, String) = browser.wait(&ask).await;
            assert_eq!(code, "crashed");
            assert!(message.contains("secure-score-gauge.js"), "{message}");
        }
        says(browser, 0, "secure-score-gauge.js").await;
        browser.server.as_before("/secure-score-gauge.js");
        run(browser, "frame.disconnect(); window.frame = connect(null); await heardOf('load')").await;
    };
    topic().run(test).await;
}

/// A page at the frame's origin that tells of each height that it is sent, and of a state after it.
const TELLING: &str = "let told; addEventListener('message', ({ data, ports: [port] }) => { \
    if (port && told) return; told ??= port; \
    const send = (message) => told.postMessage({ protocol: 'secure-score-frame', version: 1, ...message }); \
    send(port ? { type: 'welcome', connection: data.connection } : { type: 'height', height: data }); \
    send({ type: 'event', name: 'secure-score-state', detail: { state: 'ready', previous: 'idle' } }); });";

/// The page's scroll bar is played by the widths here: whether there is one that takes room depends
/// on the machine, and that all is at rest cannot be seen but by waiting.
#[tokio::test]
async fn a_height_that_swings_with_the_pages_scroll_bar_comes_to_rest() {
    let test = async |browser: &Browser| {
        browser.stop_clocks(MORNING);
        browser.server.reply("/harness/telling.js", Reply::new(200, "text/javascript", TELLING));
        browser.server.page(
            "/telling.html",
            r#"<!doctype html><title>Telling</title><script src="/harness/telling.js"></script>"#,
        );
        let telling = format!(r#"<iframe title="Telling" src="{}/telling.html"></iframe>"#, frame_origin(browser));
        open_body(browser, &telling).await;
        let tell = "window.frame = connect(null); await heardOf('state'); \
                    const iframe = document.querySelector('iframe'); \
                    window.tell = async (height, width) => { \
                      const nth = heard.length + 1; iframe.style.width = `${width}px`; \
                      iframe.contentWindow.postMessage(height, '*'); await heardOf('state', nth); return iframe.clientHeight }";
        run(browser, tell).await;
        for (told, width, expected, what) in [
            (300, 400, 300, "the scroll bar comes"),
            (200, 385, 200, "and goes"),
            (300, 400, 300, "and comes"),
            (200, 385, 300, "and stays"),
            (250, 385, 250, "another height counts"),
            (200, 385, 200, "and so does one of the same width"),
            (300, 400, 300, "and another one"),
        ] {
            assert_eq!(browser.wait::<u32>(&format!("tell({told}, {width})")).await, expected, "{what}");
        }
        browser.pass(seconds(2)).await;
        assert_eq!(browser.wait::<u32>("tell(200, 385)").await, 200, "and one that comes back later");
        assert_eq!(browser.wait::<u32>("tell(300, 400)").await, 300);
        assert_eq!(browser.wait::<u32>("tell(200, 385)").await, 200, "and one that comes back once");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn attributes_come_from_the_address_and_from_the_page() {
    let test = async |browser: &Browser| {
        let query = "src=/sample/score.json&heading=Devices&stale-after=1000000&unknown=1&onclick=x&token=t&class=x&style=color:red&lang=de&dir=rtl&max=500";
        open(browser, query).await;
        run(browser, "window.frame = connect(null); frame.setAttribute('target', '20%')").await;
        let load: Value = browser.wait("heardOf('load')").await;
        assert_eq!((&load["max"], &load["target"]), (&json!(500), &json!(100)));
        enter(browser, 0).await;
        let names: String = browser.value("gauge.getAttributeNames().sort().join()").await;
        assert_eq!(names, "dir,heading,lang,max,src,stale-after,target");
        browser.gauge().reads("heading", "Devices").await;
        leave(browser).await;
        run(
            browser,
            "frame.setAttribute('heading', 'Servers'); frame.setAttribute('max', null); frame.setAttribute('id', 'x')",
        )
        .await;
        enter(browser, 0).await;
        browser.gauge().reads("heading", "Servers").await;
        assert_eq!(
            browser.value::<String>("gauge.getAttributeNames().sort().join()").await,
            "dir,heading,lang,src,stale-after,target"
        );
    };
    topic().run(test).await;
}

#[tokio::test]
async fn every_attribute_of_a_gauge_is_a_parameter_and_no_other_name_is() {
    let test = async |browser: &Browser| {
        let known = [
            "actions",
            "api-base",
            "arc",
            "bands",
            "dir",
            "drop-alert",
            "format",
            "group",
            "heading",
            "help-base",
            "history",
            "lang",
            "max",
            "metric",
            "portal-href",
            "refresh-interval",
            "src",
            "stale-after",
            "target",
            "time-zone",
        ];
        let others = [
            "getToken",
            "gettoken",
            "get-token",
            "snapshot",
            "strings",
            "token",
            "id",
            "slot",
            "part",
            "hidden",
            "onload",
            "apiBase",
        ];
        let query: Vec<String> = known.iter().chain(&others).map(|name| format!("{name}=1")).collect();
        open(browser, &query.join("&")).await;
        run(browser, "window.frame = connect(null)").await;
        enter(browser, 0).await;
        let _: bool = browser.wait("host.until(() => gauges.length === 1)").await;
        assert_eq!(browser.value::<Vec<String>>("gauge.getAttributeNames().sort()").await, known);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_frame_that_is_loaded_anew_is_connected_again() {
    let test = async |browser: &Browser| {
        open_with_score(browser, "api-base=/defender").await;
        run(browser, "frame.setAttribute('heading', 'Servers')").await;
        let asked = browser.server.requests(API).len();
        run(
            browser,
            "heard.length = 0; document.querySelector('iframe').src += '&format=percent'; await heardOf('load')",
        )
        .await;
        assert_eq!(browser.server.requests(API).len(), asked + 1);
        assert_eq!(browser.wait::<Value>("host.turn(1100).then(() => frame.refresh())").await["value"], 340);
        if browser.engine == secure_score_tests::Engine::Chromium {
            enter(browser, 0).await;
            browser.gauge().reads("heading", "Servers").await;
            let _: Value = browser.value("location.reload()").await;
            leave(browser).await;
            run(browser, "await heardOf('load', 3)").await;
        }
        // To move an iframe is to load it anew, too.
        run(browser, "heard.length = 0; document.body.append(document.createElement('p'), document.querySelector('iframe')); await heardOf('load')").await;
        browser.threw_nothing("a frame loaded anew").await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_frame_that_was_left_keeps_its_card_and_asks_nothing() {
    let test = async |browser: &Browser| {
        browser.stop_clocks(MORNING);
        for query in ["api-base=/defender", "src=/sample/score.json"] {
            open(browser, query).await;
            run(browser, "window.frame = connect(() => ({ token: 'a-token', expiresAt: Date.now() + 600000 }))").await;
            let _: Value = browser.wait("heardOf('load')").await;
            let value: Value =
                browser.value("heard.find((event) => event.type === 'secure-score-load').detail.value").await;
            enter(browser, 0).await;
            let state = browser.gauge().state().await;
            leave(browser).await;
            run(browser, "frame.disconnect(); frame.setAttribute('heading', 'Late')").await;
            let failed: Value = browser.wait("frame.refresh().catch((error) => error.code)").await;
            assert_eq!(failed, "crashed");
            enter(browser, 0).await;
            let _: bool = browser.wait("host.until(() => !!gauge.snapshot)").await;
            browser.server.forget_requests();
            browser.pass(hours(3)).await;
            browser.gauge().reads("value", &value.to_string()).await;
            assert_eq!(browser.gauge().state().await, state);
            leave(browser).await;
            assert!(browser.server.received().is_empty(), "{:?}", browser.server.received());
            // The page may come back: the frame begins anew.
            run(browser, "heard.length = 0; window.frame = connect(() => 'another-token'); await heardOf('load')")
                .await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_frame_that_was_left_without_a_score_asks_nothing_either() {
    let test = async |browser: &Browser| {
        browser.stop_clocks(MORNING);
        browser.server.reply(API, Reply::error(500, "InternalServerError"));
        open(browser, "api-base=/defender").await;
        run(browser, "window.frame = connect(() => 'a-token'); await heardOf('error'); frame.disconnect()").await;
        enter(browser, 0).await;
        let _: bool = browser.wait("host.until(() => gauges.length === 0)").await;
        browser.server.forget_requests();
        browser.pass(hours(1)).await;
        let text: String =
            browser.value("document.querySelector('main').firstElementChild.shadowRoot.textContent").await;
        assert!(text.contains("500"), "{text}");
        assert!(browser.server.received().is_empty());
        leave(browser).await;
        // Left at once, it never begins.
        open(browser, "src=/sample/score.json").await;
        browser.server.forget_requests();
        run(browser, "connect(null).disconnect(); await host.turn(50)").await;
        super::scene::asked_nothing(browser, "left at once");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn ten_frames_on_a_page_have_a_callback_each() {
    let test = async |browser: &Browser| {
        allow(browser, &json!([browser.server.origin()]));
        open_body(browser, &iframe(browser, "api-base=/defender").repeat(10)).await;
        let connect = "window.all = [...document.querySelectorAll('iframe')].map((iframe, nth) => { \
                           const seen = []; \
                           const frame = connectFrame(iframe, { origin: new URL(iframe.src).origin, getToken: async () => `token-${nth}`, onEvent: (event) => seen.push(event.type) }); \
                           return { frame, seen }; }); \
                       await host.until(() => all.every(({ seen }) => seen.includes('secure-score-load')))";
        run(browser, connect).await;
        let mut tokens: Vec<String> = browser
            .server
            .requests(API)
            .iter()
            .filter_map(|one| one.header("authorization").map(str::to_owned))
            .collect();
        tokens.sort();
        let expected: Vec<String> = (0..10).map(|nth| format!("Bearer token-{nth}")).collect();
        assert_eq!(tokens, expected);
        // One that leaves does not take the others along.
        run(browser, "all[3].frame.disconnect(); await host.turn(1100)").await;
        let refreshed: Vec<Value> = browser
            .wait("Promise.all(all.map(({ frame }) => frame.refresh().then(({ value }) => value, ({ code }) => code)))")
            .await;
        assert_eq!(refreshed.iter().filter(|value| **value == json!(340)).count(), 9, "{refreshed:?}");
        assert_eq!(refreshed[3], "crashed");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn what_cannot_be_connected_is_refused_with_a_sentence() {
    let test = async |browser: &Browser| {
        open(browser, "src=/sample/score.json").await;
        for (call, words) in [
            ("connectFrame(document.body, { origin: 'https://a.example' })", "iframe element"),
            ("connectFrame(document.querySelector('iframe'))", "origin of the frame"),
            ("connectFrame(document.querySelector('iframe'), { origin: '*' })", "origin of the frame"),
            ("connectFrame(document.querySelector('iframe'), { origin: 'https://a.example/' })", "origin of the frame"),
            (
                "connectFrame(document.querySelector('iframe'), { origin: 'https://a.example', getToken: 'x' })",
                "getToken to be a function",
            ),
            ("(connect(null), connect(null))", "disconnect()"),
        ] {
            let said: String = browser
                .wait(&format!("(async () => {{ try {{ {call} }} catch (error) {{ return error.message }} }})()"))
                .await;
            assert!(said.contains(words), "{call}: {said}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_frame_may_ask_the_local_network_unless_the_page_says_otherwise() {
    let test = async |browser: &Browser| {
        open(browser, "src=/sample/score.json").await;
        run(browser, "window.frame = connect(null); await heardOf('load')").await;
        let allow: String = browser.value("document.querySelector('iframe').allow").await;
        assert!(allow.contains(&format!("local-network-access {}", frame_origin(browser))), "{allow}");
        browser.is_quiet().await;
        open_body(browser, &iframe(browser, "src=/sample/score.json").replace("<iframe ", "<iframe allow=\"\" ")).await;
        run(browser, "window.frame = connect(null); await heardOf('load')").await;
        assert_eq!(browser.value::<String>("document.querySelector('iframe').allow").await, "");
    };
    topic().run(test).await;
}

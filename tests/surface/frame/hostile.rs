//! Pages and frames that mean harm, or are of another release.

use devserver::{Options, Reply};
use secure_score_tests::{Browser, topic};
use serde_json::{Value, json};

use super::scene::{
    allow, asked_nothing, enter, frame_origin, iframe, leave, open, open_body, open_with_score, run, says,
};
use crate::scene::API;

const QUERY: &str = "src=/sample/score.json";

/// Sends a message with a port to a window, from the window where this runs; `got` holds what comes
/// back.
const GREET: &str = "window.got = []; window.hello = (more = {}) => ({ protocol: 'secure-score-frame', version: 1, type: 'hello', connection: 'x', givesTokens: true, \
    attributes: {}, past: {}, surroundings: { lang: 'en', dir: 'ltr', scheme: 'light', looks: {} }, ...more }); \
    window.greet = (target, message, origin = '*') => { const { port1, port2 } = new MessageChannel(); port1.onmessage = ({ data }) => got.push(data); \
    target.postMessage(message, origin, [port2]); return port1; };";

#[tokio::test]
async fn a_sibling_cannot_pass_for_the_page() {
    let test = async |browser: &Browser| {
        allow(browser, &json!([browser.server.origin()]));
        // It has the page's own origin, and still is not the page.
        browser.server.reply(
            "/harness/sibling.js",
            Reply::new(200, "text/javascript", format!("{GREET} greet(parent.frames[0], hello())")),
        );
        browser.server.page(
            "/sibling.html",
            r#"<!doctype html><title>Sibling</title><script type="module" src="/harness/sibling.js"></script>"#,
        );
        open_body(browser, &iframe(browser, QUERY)).await;
        let add = "const sibling = document.createElement('iframe'); sibling.src = '/sibling.html'; \
                   await new Promise((resolve) => { sibling.onload = resolve; document.body.append(sibling) }); await host.turn(100)";
        run(browser, add).await;
        asked_nothing(browser, "a sibling");
        assert_eq!(browser.value::<Value>("frames[1].got").await, json!([]));
        // What it sends to the page is for nobody either.
        run(browser, "window.frame = connect(() => 'a-token')").await;
        run(browser, "frames[1].eval(\"greet(parent, { protocol: 'secure-score-frame', version: 1, type: 'question', id: 1, reason: 'initial', origin: 'https://evil.example' })\"); await host.turn(50)").await;
        assert_eq!(browser.value::<usize>("questions.length").await, 0);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_page_further_out_cannot_pass_for_the_page() {
    let test = async |browser: &Browser| {
        allow(browser, &json!([browser.server.origin()]));
        browser.server.page("/inner.html", format!("<!doctype html><title>Inner</title>{}", iframe(browser, QUERY)));
        open_body(browser, r#"<iframe title="Inner" src="/inner.html"></iframe>"#).await;
        run(browser, &format!("await host.until(() => frames[0]?.frames?.length && frames[0].document.readyState === 'complete'); {GREET} greet(frames[0].frames[0], hello()); await host.turn(100)")).await;
        assert_eq!(browser.value::<Value>("got").await, json!([]));
        asked_nothing(browser, "a page further out");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_foreign_document_in_the_iframe_hears_nothing() {
    let test = async |browser: &Browser| {
        let other = Options::new().start().unwrap();
        other.page("/evil.html", "<!doctype html><title>Evil</title><script>window.heard = []; addEventListener('message', ({ data }) => heard.push(data))</script>");
        open_with_score(browser, "api-base=/defender").await;
        run(
            browser,
            &format!("document.querySelector('iframe').src = '{}'; await host.turn(300)", other.url("/evil.html")),
        )
        .await;
        enter(browser, 0).await;
        assert_eq!(browser.value::<Value>("window.heard").await, json!([]));
        leave(browser).await;
        assert_eq!(browser.value::<usize>("questions.length").await, 1);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_greeting_that_is_none_begins_nothing() {
    let test = async |browser: &Browser| {
        for (greeting, sentence) in [
            ("hello({ version: 2 })", true),
            ("hello({ version: 0 })", true),
            ("hello({ version: '1' })", true),
            ("hello({ protocol: 'other' })", false),
            ("hello({ type: 'welcome' })", false),
            ("hello({ type: 'constructor' })", false),
            ("hello({ type: '__proto__' })", false),
            ("hello({ connection: 17 })", false),
            ("hello({ connection: 'x'.repeat(65) })", false),
            ("hello({ givesTokens: 'yes' })", false),
            ("hello({ surroundings: null })", false),
            ("hello({ past: { key: 17 } })", false),
            ("hello({ attributes: { src: {} } })", false),
            ("{}", false),
            ("null", false),
            ("'secure-score-frame'", false),
            ("[hello()]", false),
        ] {
            open(browser, QUERY).await;
            run(browser, &format!("{GREET} greet(frames[0], {greeting}); await host.turn(60)")).await;
            assert_eq!(browser.value::<Value>("got").await, json!([]), "{greeting}");
            asked_nothing(browser, greeting);
            if sentence {
                says(browser, 0, "different releases").await;
            }
        }
        // Without a port there is nobody to speak with.
        run(browser, "frames[0].postMessage(hello(), '*'); await host.turn(60)").await;
        asked_nothing(browser, "no port");
        run(browser, "greet(frames[0], hello()); await host.until(() => got.length)").await;
        assert_eq!(browser.value::<Value>("got[0].type").await, "welcome");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_greeting_that_comes_again_changes_nothing() {
    let test = async |browser: &Browser| {
        open(browser, "api-base=/defender").await;
        let first = "window.port = greet(frames[0], hello()); await host.until(() => got.some(({ type }) => type === 'question')); window.first = got; window.got = []";
        run(browser, &format!("{GREET} {first}")).await;
        // The same greeting with another port, and another greeting: the first port has the word.
        run(browser, "greet(frames[0], hello()); greet(frames[0], hello({ connection: 'y' })); await host.turn(60)")
            .await;
        assert_eq!(
            browser.value::<Value>("got.filter(({ type }) => type === 'welcome' || type === 'question')").await,
            json!([])
        );
        // An answer counts once, and for its own question.
        let answer = "const { id } = first.find(({ type }) => type === 'question'); const send = (more) => port.postMessage({ protocol: 'secure-score-frame', version: 1, type: 'grant', id, ...more }); \
                      port.onmessage = ({ data }) => first.push(data); \
                      send({ id: id + 1, token: 'for-another-question' }); send({ version: 2, token: 'another-version' }); send({ token: 17 }); send({ type: 'question' }); \
                      send({ token: 'a-token' }); send({ token: 'again' }); await host.until(() => first.some(({ name }) => name === 'secure-score-load'))";
        run(browser, answer).await;
        let sent: Vec<_> = browser
            .server
            .requests(API)
            .iter()
            .filter_map(|one| one.header("authorization").map(str::to_owned))
            .collect();
        assert_eq!(sent, ["Bearer a-token"]);
    };
    topic().run(test).await;
}

/// A page at the frame's origin that takes the port and misuses it.
const FALSE_FRAME: &str = "addEventListener('message', ({ data, ports: [port] }) => { \
    const send = (message) => port.postMessage({ protocol: 'secure-score-frame', version: 1, ...message }); \
    send({ type: 'question', id: 1, reason: 'initial', origin: 'https://evil.example' }); \
    send({ type: 'welcome', connection: data.connection }); \
    for (const height of [-1, 0, 1e9, NaN, '100px', 10.5, null]) send({ type: 'height', height }); \
    for (const name of ['click', 'secure-score-token', 'load', 17]) send({ type: 'event', name, detail: {} }); \
    send({ type: 'event', name: 'secure-score-load', detail: 'text' }); \
    for (const reason of ['other', 17, null]) send({ type: 'question', id: 1, reason, origin: 'https://evil.example' }); \
    for (const id of [0, -1, 1.5, '1']) send({ type: 'question', id, reason: 'initial', origin: 'https://evil.example' }); \
    for (const type of ['constructor', '__proto__', 'toString', 'hello', 'grant']) send({ type, id: 1, token: 'x' }); \
    send({ type: 'refreshed', id: 9, score: {} }); send({ type: 'refused', id: 9, code: 'x', message: 'y' }); send({ type: 'abort', id: 9 }); \
    send({ type: 'past', key: 'session', value: 'stolen' }); send({ type: 'past', key: 'secure-score-history x', value: {} }); \
    port.postMessage(null); port.postMessage('x'); port.postMessage({ protocol: 'secure-score-frame', version: 2, type: 'height', height: 500 }); \
    send({ type: 'event', name: 'secure-score-state', detail: { state: 'ready', previous: 'idle' } }); });";

#[tokio::test]
async fn a_false_frame_can_do_nothing_but_its_part() {
    let test = async |browser: &Browser| {
        browser.server.reply("/harness/false.js", Reply::new(200, "text/javascript", FALSE_FRAME));
        browser
            .server
            .page("/false.html", r#"<!doctype html><title>False</title><script src="/harness/false.js"></script>"#);
        open_body(
            browser,
            &format!(r#"<iframe title="False" height="123" src="{}/false.html"></iframe>"#, frame_origin(browser)),
        )
        .await;
        run(
            browser,
            "localStorage.setItem('session', 'mine'); window.frame = connect(() => 'a-token'); await heardOf('state')",
        )
        .await;
        assert_eq!(browser.value::<Value>("heard.map(({ type }) => type)").await, json!(["secure-score-state"]));
        assert_eq!(browser.value::<usize>("questions.length").await, 0);
        assert_eq!(browser.value::<usize>("document.querySelector('iframe').clientHeight").await, 123);
        assert_eq!(browser.value::<Value>("({ ...localStorage })").await, json!({ "session": "mine" }));
        let said = browser.said().await;
        assert!(said.len() == 1 && said[0].text.contains("another release"), "{said:?}");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn nothing_of_the_page_but_past_scores_enters_the_frame() {
    let test = async |browser: &Browser| {
        open(browser, QUERY).await;
        run(browser, "localStorage.setItem('session', 's3cr3t'); localStorage.setItem('secure-score-history x', 'ours'); sessionStorage.setItem('a', 's3cr3t'); document.cookie = 'b=s3cr3t'").await;
        run(browser, "window.frame = connect(null); await heardOf('load')").await;
        enter(browser, 0).await;
        let there: Value = browser
            .value("[localStorage.getItem('session'), localStorage.getItem('secure-score-history x'), localStorage.length]")
            .await;
        assert_eq!(there, json!([null, "ours", 1]));
        // What the gauge stores is with the page, and not in the frame's own storage.
        let _: Value = browser.value("localStorage.setItem('secure-score-history y', 'new')").await;
        leave(browser).await;
        run(browser, "await host.until(() => localStorage.getItem('secure-score-history y') === 'new')").await;
        browser.client.goto(&format!("{}/sample/score.json", frame_origin(browser))).await.unwrap();
        assert_eq!(browser.value::<usize>("localStorage.length").await, 0);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_page_that_navigates_takes_its_frame_along() {
    let test = async |browser: &Browser| {
        let other = Options::new().start().unwrap();
        open(browser, "api-base=/defender").await;
        run(browser, "window.frame = connect(() => new Promise(() => {})); await host.until(() => questions.length)")
            .await;
        // The next page holds the same frame, and may not.
        other
            .page("/next.html", format!("<!doctype html><title>Next</title>{}", iframe(browser, "api-base=/defender")));
        browser.client.goto(&other.url("/next.html")).await.unwrap();
        says(browser, 0, "frame.json").await;
        browser.client.back().await.unwrap();
        let _: bool = browser.wait("host.until(() => window.isThere)").await;
        // Back again, the page connects as at first, or goes on where it was.
        run(browser, "window.frame?.disconnect(); window.frame = connect(() => 'a-token'); await heardOf('load')")
            .await;
        assert!(browser.server.requests("/stolen").is_empty());
    };
    topic().run(test).await;
}

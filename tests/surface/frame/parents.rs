//! Which pages may hold the frame: those whose origins `frame.json` writes, to the letter.

use devserver::{Options, Reply};
use secure_score_tests::{Browser, Engine, dist, every_engine, topic};
use serde_json::{Value, json};

use super::scene::{allow, asked_nothing, enter, frame_origin, iframe, leave, open_body, run, says};

const QUERY: &str = "src=/sample/score.json";
const CONNECT: &str =
    "window.frame = connect(() => 'a-token'); frame.refresh().catch(() => null); await host.turn(100)";

#[tokio::test]
async fn only_the_very_origin_counts() {
    let test = async |browser: &Browser| {
        let own = browser.server.origin();
        let (shorter, port) = own.split_at(own.len() - 1);
        let _ = port;
        for parents in [
            json!([]),
            json!(["*"]),
            json!(["null"]),
            json!([null]),
            json!([format!("{own}/")]),
            json!([format!("{own}/host.html")]),
            json!([format!("{own}0")]),
            json!([shorter]),
            json!([own.to_uppercase()]),
            json!([format!(" {own}")]),
            json!([own.replace("http:", "https:")]),
            json!([own.replace("127.0.0.1", "127.0.0.1.evil.example")]),
            json!([own.replace("127.0.0.1", "[::1]")]),
            json!([frame_origin(browser)]),
            json!([{ "origin": own }]),
            json!(own),
            json!({ own.clone(): true }),
        ] {
            allow(browser, &parents);
            open_body(browser, &iframe(browser, QUERY)).await;
            run(browser, CONNECT).await;
            says(browser, 0, "frame.json").await;
            asked_nothing(browser, &parents.to_string());
            assert_eq!(browser.value::<Value>("[heard, questions]").await, json!([[], []]), "{parents}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn one_of_several_is_enough() {
    let test = async |browser: &Browser| {
        allow(browser, &json!(["https://portal.example", browser.server.origin(), "nonsense"]));
        open_body(browser, &iframe(browser, QUERY)).await;
        run(browser, "window.frame = connect(null); await heardOf('load')").await;
        browser.threw_nothing("a frame").await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn without_a_list_nobody_may() {
    let test = async |browser: &Browser| {
        for reply in [
            Reply::status(404),
            Reply::status(500),
            Reply::new(200, "text/html", "<!doctype html><title>Portal</title>"),
            Reply::json(200, ""),
            Reply::json(200, "null"),
            Reply::json(200, "[]"),
            Reply::json(200, "{}"),
            Reply::redirect("/elsewhere.json"),
            Reply::reset(),
        ] {
            let list = json!({ "parents": [browser.server.origin()] }).to_string();
            browser.server.reply("/elsewhere.json", Reply::json(200, list));
            browser.server.reply("/frame.json", reply.clone());
            open_body(browser, &iframe(browser, QUERY)).await;
            run(browser, CONNECT).await;
            says(browser, 0, "frame.json").await;
            asked_nothing(browser, &format!("{reply:?}"));
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn before_a_connection_nothing_is_asked() {
    let test = async |browser: &Browser| {
        browser.stop_clocks(crate::scene::MORNING);
        allow(browser, &json!([browser.server.origin()]));
        open_body(browser, &iframe(browser, QUERY)).await;
        enter(browser, 0).await;
        let _: Value = browser.wait("host.turn(100)").await;
        assert_eq!(browser.value::<String>("document.body.innerText.trim()").await, "");
        browser.pass(crate::scene::hours(2)).await;
        leave(browser).await;
        says(browser, 0, "connectFrame").await;
        asked_nothing(browser, "not connected");
        run(browser, "window.frame = connect(null); await heardOf('load')").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn on_its_own_it_refuses() {
    let test = async |browser: &Browser| {
        allow(browser, &json!([browser.server.origin()]));
        browser.goto("/frame.html?src=/sample/score.json").await;
        let _: bool = browser.wait("host.until(() => document.body.innerText.includes('inside another page'))").await;
        // Not even for itself.
        let hello = "const { port2 } = new MessageChannel(); \
                     postMessage({ protocol: 'secure-score-frame', version: 1, type: 'hello', connection: 'x', givesTokens: false, attributes: {}, past: {}, \
                                   surroundings: { lang: 'en', dir: 'ltr', scheme: 'light', looks: {} } }, origin, [port2])";
        run(browser, &format!("{hello}; await host.turn(100)")).await;
        asked_nothing(browser, "on its own");
        assert!(browser.server.requests("/frame.json").is_empty());
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn another_page_than_that_of_the_list_learns_and_gets_nothing() {
    let test = async |browser: &Browser| {
        let other = Options::new().dist(dist()).start().unwrap();
        allow(browser, &json!([browser.server.origin()]));
        other.page("/evil.html", format!("<!doctype html><title>Evil</title>{}<script type=module>import {{ connectFrame }} from '/secure-score-frame.js'; \
            const iframe = document.querySelector('iframe'); connectFrame(iframe, {{ origin: new URL(iframe.src).origin }});</script>", iframe(browser, QUERY)));
        browser.client.goto(&other.url("/evil.html")).await.unwrap();
        says(browser, 0, "frame.json").await;
        asked_nothing(browser, "another page");
        // A page that may hold it, held by that other one, may.
        browser.server.reply("/harness/outer.js", Reply::new(200, "text/javascript", ""));
        browser.goto("/host.html").await;
    };
    topic().run(test).await;
}

/// To WebKit, the script beside an opaque page is not the page's own. Firefox lets no driver into
/// the frame.
#[tokio::test]
async fn an_opaque_page_is_nobody() {
    let test = async |browser: &Browser| {
        if browser.engine == Engine::Firefox {
            return;
        }
        allow(browser, &json!([browser.server.origin(), "null"]));
        browser.server.page("/inner.html", format!("<!doctype html><title>Opaque</title>{}<script type=module>import {{ connectFrame }} from '/secure-score-frame.js'; \
            const iframe = document.querySelector('iframe'); connectFrame(iframe, {{ origin: new URL(iframe.src).origin }});</script>", iframe(browser, QUERY)));
        open_body(browser, r#"<iframe title="Opaque" sandbox="allow-scripts" src="/inner.html"></iframe>"#).await;
        let words = if browser.engine == Engine::Webkit { "scripts are blocked" } else { "frame.json" };
        enter(browser, 0).await;
        says(browser, 0, words).await;
        leave(browser).await;
        asked_nothing(browser, "an opaque page");
    };
    every_engine().run(test).await;
}

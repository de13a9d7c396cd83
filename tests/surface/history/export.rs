//! What leaves the card: pictures.

use secure_score_tests::{Browser, every_engine, topic};
use serde_json::{Value, json};

use super::scene::score;

const SECRET: &str = "/score.json?code=query-secret";

async fn open(browser: &Browser, attributes: &str) {
    browser.server.reply("/score.json", score("2026-11-20T12:00:00Z", 640.0));
    browser.open(&format!("<secure-score-gauge src={SECRET:?} {attributes}></secure-score-gauge>")).await;
    browser.gauge().reads("value", "640").await;
}

#[tokio::test]
async fn an_svg_is_the_card_with_its_name_source_and_time() {
    let test = async |browser: &Browser| {
        open(browser, "bands='0 Low, 400 Fair, 700 Good' target=700 heading='A &lt;B&gt; &amp; “C”'").await;
        browser
            .run("window.blob = await gauge.toBlob('image/svg+xml'); window.svg = new DOMParser().parseFromString(await blob.text(), 'image/svg+xml')")
            .await;
        let said: Value = browser
            .value("({ type: blob.type, title: svg.querySelector('title')?.textContent, desc: svg.querySelector('desc')?.textContent, root: svg.documentElement.localName, text: svg.documentElement.textContent, paths: svg.querySelectorAll('path').length })")
            .await;
        assert_eq!((said["type"].clone(), said["root"].clone()), (json!("image/svg+xml"), json!("svg")), "{said}");
        assert_eq!(said["title"], "A <B> & “C”");
        let desc = said["desc"].as_str().unwrap();
        assert!(desc.starts_with("640 of 1,000 points, Fair"), "{desc}");
        assert!(desc.contains(&browser.server.url("/score.json")), "{desc}");
        let text = said["text"].as_str().unwrap();
        assert!(text.contains("640") && text.contains("Fair") && !text.contains("query-secret"), "{text}");
        assert!(said["paths"].as_u64().unwrap() >= 6, "track, arc, three bands, target: {said}");
        let size: Vec<f64> = browser
            .wait("new Promise((done) => { const image = new Image(); image.onload = () => done([image.naturalWidth, image.naturalHeight]); image.src = URL.createObjectURL(blob) })")
            .await;
        let card: Vec<f64> =
            browser.value("(({ width, height }) => [width, height])(gauge.getBoundingClientRect())").await;
        assert!((size[0] - card[0]).abs() <= 1.0 && (size[1] - card[1]).abs() <= 1.0, "{size:?} {card:?}");
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_png_is_the_same_with_its_texts() {
    let test = async |browser: &Browser| {
        open(browser, "stale-after=1000000 style='--secure-score-accent: rgb(1, 200, 3)'").await;
        let seen: Value = browser
            .wait(
                "gauge.toBlob().then(async (blob) => { const bytes = new Uint8Array(await blob.arrayBuffer()); \
                 const bitmap = await createImageBitmap(blob); const brush = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d'); \
                 brush.drawImage(bitmap, 0, 0); const { data } = brush.getImageData(0, 0, bitmap.width, bitmap.height); let accent = 0; \
                 for (let at = 0; at < data.length; at += 4) if (data[at] === 1 && data[at + 1] === 200 && data[at + 2] === 3) accent += 1; \
                 return { type: blob.type, width: bitmap.width, accent, text: new TextDecoder('latin1').decode(bytes) } })",
            )
            .await;
        assert_eq!(seen["type"], "image/png");
        let width: f64 = browser.value("gauge.getBoundingClientRect().width").await;
        assert!(seen["width"].as_f64().unwrap() >= 2.0 * width - 1.0, "{}", seen["width"]);
        // The arc of a card that is out of date is grey, and other things in a card have the
        // accent, too.
        assert!(seen["accent"].as_u64().unwrap() > 10_000, "the arc is painted: {}", seen["accent"]);
        let text = seen["text"].as_str().unwrap();
        for word in [
            "iTXtTitle\0",
            "iTXtDescription\0",
            "iTXtSource\0",
            "/score.json",
            "iTXtCreation Time\0",
            "2026-11-20T12:00:00Z",
            "640 of 1,000 points",
        ] {
            assert!(text.contains(word), "{word}");
        }
        assert!(!text.contains("query-secret"));
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_picture_does_not_wait_for_the_arc_to_grow() {
    let test = async |browser: &Browser| {
        browser.server.reply("/score.json", score("2026-11-20T12:00:00Z", 640.0));
        browser.open("<secure-score-gauge></secure-score-gauge>").await;
        let dashes = "(async (blob) => { const svg = new DOMParser().parseFromString(await blob.text(), 'image/svg+xml'); \
                      return [...svg.querySelectorAll('path')].map((one) => one.getAttribute('stroke-dasharray')) })";
        browser
            .run(&format!(
                "gauge.addEventListener('secure-score-load', () => {{ window.early = gauge.toBlob('image/svg+xml').then({dashes}) }}, {{ once: true }}); \
                 gauge.src = '/score.json'; await host.until(() => window.early)"
            ))
            .await;
        let early: Value = browser.wait("early").await;
        browser.gauge().until("it.shadowRoot.getAnimations().length === 0").await;
        let late: Value = browser.wait(&format!("gauge.toBlob('image/svg+xml').then({dashes})")).await;
        assert!(late.as_array().is_some_and(|all| all.iter().any(Value::is_string)), "{late}");
        assert_eq!(early, late, "in {}", browser.engine);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn there_is_no_picture_of_another_type_or_without_a_score() {
    let test = async |browser: &Browser| {
        browser.open("<secure-score-gauge></secure-score-gauge>").await;
        browser.run("await host.turn(100)").await;
        let name = |call: &str| {
            format!("Promise.resolve().then(() => gauge.{call}).then(() => 'a picture', (error) => error.name)")
        };
        for call in ["toBlob()", "toBlob('image/svg+xml')"] {
            assert_eq!(browser.wait::<String>(&name(call)).await, "TypeError", "{call} without a score");
        }
        browser.run("gauge.snapshot = { score: 1, time: '2026-11-20T12:00:00Z' }").await;
        browser.gauge().reads("value", "1").await;
        for call in ["toBlob('image/jpeg')", "toBlob('')", "toBlob(null)", "toBlob('toString')", "toBlob({})"] {
            assert_eq!(browser.wait::<String>(&name(call)).await, "TypeError", "{call}");
        }
        assert_eq!(browser.wait::<String>(&name("toBlob(undefined)")).await, "a picture");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_strictest_policy_allows_pictures() {
    let test = async |browser: &Browser| {
        browser.server.reply("/score.json", score("2026-11-20T12:00:00Z", 640.0));
        let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'";
        browser.server.header("/strict.html", "content-security-policy", policy);
        let page = r#"<!doctype html><html lang="en"><head><title>A strict page</title>
            <script type="module" src="/secure-score-gauge.js"></script></head>
            <body><secure-score-gauge src="/score.json"></secure-score-gauge></body></html>"#;
        browser.server.page("/strict.html", page);
        browser.goto("/strict.html").await;
        browser.gauge().reads("value", "640").await;
        for kind in ["image/png", "image/svg+xml"] {
            let size: u64 = browser.wait(&format!("gauge.toBlob({kind:?}).then(({{ size }}) => size)")).await;
            assert!(size > 1000, "{kind}: {size}");
        }
        // Firefox asks for an icon by itself, and reports the refusal like a request of the page's.
        let mut console = browser.console().await;
        console.retain(|line| !line.text.contains("/favicon.ico"));
        assert!(console.is_empty(), "in {}: {console:#?}", browser.engine);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_picture_has_every_sign_with_its_marks() {
    let test = async |browser: &Browser| {
        let name = "🏢 Cafe\u{301} مُحدَّثة";
        open(browser, &format!("heading='{name}'")).await;
        let svg: Value = browser.gauge().value("it.toBlob('image/svg+xml').then((blob) => blob.text())").await;
        let svg = svg.as_str().unwrap();
        for word in name.split(' ') {
            assert!(svg.contains(word), "{word} is whole in {}: {svg}", browser.engine);
        }
    };
    every_engine().run(test).await;
}

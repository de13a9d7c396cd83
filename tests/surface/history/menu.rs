//! A picture of the card by its menu: for the clipboard, or where that is refused for the disk.

use secure_score_tests::{Browser, Engine, every_engine, topic};
use serde_json::{Value, json};

use super::scene::score;
use crate::scene::{painted, press};

const CARD: &str = r#"<div style="width: 320px"><secure-score-gauge src="/score.json" actions="copy-image" stale-after="1000000" style="--secure-score-accent: rgb(1, 200, 3)"></secure-score-gauge></div>"#;

async fn open(browser: &Browser) {
    browser.server.reply("/score.json", score("2026-11-20T12:00:00Z", 640.0));
    browser.open(CARD).await;
    browser.gauge().reads("value", "640").await;
    painted(browser).await;
}

async fn copy_the_image(browser: &Browser) {
    press(browser, ".tool").await;
    browser.gauge().until("it.shadowRoot.querySelector('.menu').matches(':popover-open')").await;
    painted(browser).await;
    press(browser, "[data-action=copy-image]").await;
}

const SAID: &str = "it.shadowRoot.querySelector('.menu [role=status]').textContent";

/// Width and height of a picture, and how many of its points have the colour of the arc.
const LOOK: &str = "async (blob) => { const bitmap = await createImageBitmap(blob); \
    const brush = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d'); brush.drawImage(bitmap, 0, 0); \
    const { data } = brush.getImageData(0, 0, bitmap.width, bitmap.height); let accent = 0; \
    for (let at = 0; at < data.length; at += 4) if (data[at] === 1 && data[at + 1] === 200 && data[at + 2] === 3) accent += 1; \
    return [bitmap.width, bitmap.height, accent] }";

async fn is_the_card(browser: &Browser, [width, height, accent]: [f64; 3]) {
    let card: [f64; 2] = browser.value("(({ width, height }) => [width, height])(gauge.getBoundingClientRect())").await;
    let near = |seen: f64, card: f64| (seen - 2.0 * card).abs() <= 2.0;
    assert!(near(width, card[0]) && near(height, card[1]), "{width} × {height} for {card:?}, in {}", browser.engine);
    assert!(accent > 10_000.0, "the arc is painted in {}: {accent}", browser.engine);
}

#[tokio::test]
async fn the_clipboard_has_the_card() {
    let test = async |browser: &Browser| {
        if browser.engine != Engine::Chromium {
            return;
        }
        let granted = json!({ "origin": browser.server.origin(), "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        browser.devtools("Browser.grantPermissions", granted).await;
        open(browser).await;
        copy_the_image(browser).await;
        browser.gauge().until(&format!("{SAID} === 'Copied'")).await;
        let seen = browser
            .wait(&format!("navigator.clipboard.read().then(([item]) => item.getType('image/png')).then({LOOK})"))
            .await;
        is_the_card(browser, seen).await;
        browser.is_quiet().await;
    };
    topic().alone().run(test).await;
}

#[tokio::test]
async fn a_picture_is_offered_to_the_clipboard_within_the_click() {
    let test = async |browser: &Browser| {
        open(browser).await;
        // Safari refuses whoever asks later than in the task of the click.
        browser
            .run(
                "window.isClick = false; addEventListener('click', () => { window.isClick = true; \
                     setTimeout(() => { window.isClick = false }) }, true); \
                 Object.defineProperty(navigator, 'clipboard', { value: { async write(items) { \
                     window.written = { items, isClick } } } })",
            )
            .await;
        copy_the_image(browser).await;
        browser.gauge().until(&format!("{SAID} === 'Copied'")).await;
        let types: Value = browser.value("[written.isClick, written.items.map(({ types }) => types)]").await;
        assert_eq!(types, json!([true, [["image/png"]]]), "in {}", browser.engine);
        let seen = browser.wait(&format!("written.items[0].getType('image/png').then({LOOK})")).await;
        is_the_card(browser, seen).await;
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_picture_is_saved_where_there_is_no_clipboard() {
    let test = async |browser: &Browser| {
        for (what, refusal) in [
            ("no clipboard", "Object.defineProperty(navigator, 'clipboard', { value: undefined })"),
            ("no items", "window.ClipboardItem = undefined"),
            (
                "a refusal",
                "Object.defineProperty(navigator, 'clipboard', { value: { \
                     write: () => Promise.reject(new DOMException('not today', 'NotAllowedError')) } })",
            ),
        ] {
            open(browser).await;
            browser
                .run(&format!(
                    "{refusal}; HTMLAnchorElement.prototype.click = function () {{ window.saved = [this.download, this.href] }}"
                ))
                .await;
            copy_the_image(browser).await;
            let _: bool = browser.wait("host.until(() => !!window.saved)").await;
            assert_eq!(browser.value::<String>("saved[0]").await, "secure-score.png", "{what}");
            let seen = browser.wait(&format!("fetch(saved[1]).then((answer) => answer.blob()).then({LOOK})")).await;
            is_the_card(browser, seen).await;
            browser.gauge().until("!it.shadowRoot.querySelector('.menu').matches(':popover-open')").await;
            assert_eq!(browser.gauge().value(SAID).await, "", "{what}: nothing was copied");
            browser.is_quiet().await;
        }
    };
    every_engine().run(test).await;
}

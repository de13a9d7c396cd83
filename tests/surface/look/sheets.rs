//! The sheets that a card opens, under a pointer and a keyboard as people have them.

use devserver::Reply;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use secure_score_tests::{Browser, every_engine, topic};
use serde_json::{Value, json};

use crate::scene::{API, open_with_callback, painted, press};

const PAST: &str = r#"{"points":[{"score":628,"time":"2026-11-16T12:00:00Z"},{"score":633,"time":"2026-11-18T12:00:00Z","note":"Attack surface reduction rules went live in every office of the company"}]}"#;

async fn open_with_past(browser: &Browser, width: u32, attributes: &str) {
    browser.server.reply("/score.json", Reply::json(200, r#"{"score":640,"time":"2026-11-20T12:00:00Z"}"#));
    browser.server.reply("/history.json", Reply::json(200, PAST));
    let gauge = format!(
        r#"<secure-score-gauge src="/score.json" history="/history.json" stale-after="1000000" {attributes}></secure-score-gauge>"#
    );
    browser.open(&format!(r#"<div style="width: {width}px">{gauge}</div>"#)).await;
    browser.gauge().until("it.score?.delta").await;
    painted(browser).await;
}

#[tokio::test]
async fn the_details_of_an_error_are_pressed_and_read_like_any_text() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::error(403, "Forbidden"));
        open_with_callback(browser).await;
        browser.gauge().until("host.part(it, 'retry')").await;
        browser
            .run("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text } } })")
            .await;
        press(browser, ".more").await;
        browser.gauge().until("it.shadowRoot.querySelector('#details').matches(':popover-open')").await;
        painted(browser).await;
        press(browser, "#details [data-copy]").await;
        let _: bool = browser.wait("host.until(() => !!window.copied)").await;
        browser.gauge().until("it.shadowRoot.querySelector('#details').matches(':popover-open')").await;
        let text = "const { textAlign, userSelect } = getComputedStyle(gauge.shadowRoot.querySelector('#details p'))";
        let style: Value =
            browser.wait(&format!("(async () => {{ {text}; return [textAlign, userSelect !== 'none'] }})()")).await;
        assert_eq!(style, json!(["start", true]), "in {}", browser.engine);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_retry_that_succeeds_leaves_the_keyboard_in_the_card() {
    let test = async |browser: &Browser| {
        browser.server.replies(API, [Reply::error(404, "NotFound")]);
        open_with_callback(browser).await;
        browser.gauge().until("host.part(it, 'retry')").await;
        browser.run("gauge.shadowRoot.querySelector('[part=retry]').focus()").await;
        let enter = KeyActions::new("keys".into())
            .then(KeyAction::Down { value: Key::Enter.into() })
            .then(KeyAction::Up { value: Key::Enter.into() });
        browser.client.perform_actions(enter).await.expect("a key");
        browser.gauge().reads("value", "340").await;
        browser.gauge().until("it.shadowRoot.activeElement?.matches('[part=heading]')").await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_sheet_is_opaque_also_where_the_card_is_not() {
    let test = async |browser: &Browser| {
        let clear = "style='--secure-score-surface: transparent' actions=copy-value";
        open_with_past(browser, 320, clear).await;
        let fill = "[...it.shadowRoot.querySelectorAll('.sheet')].map((one) => getComputedStyle(one).backgroundColor)";
        let fills = browser.gauge().value(fill).await;
        assert_eq!(fills, json!(["rgb(255, 255, 255)", "rgb(255, 255, 255)", "rgb(255, 255, 255)"]));
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn the_menu_is_as_wide_as_its_entries() {
    let test = async |browser: &Browser| {
        open_with_past(browser, 600, "actions='copy-value csv'").await;
        browser.run("gauge.shadowRoot.querySelector('.tool').click()").await;
        let widths = "[...it.shadowRoot.querySelectorAll('.menu:popover-open, .menu:popover-open .entry')].map((one) => one.getBoundingClientRect().width)";
        let widths: Vec<f64> = serde_json::from_value(browser.gauge().value(widths).await).unwrap();
        let [menu, first, second] = widths[..] else { panic!("{widths:?}") };
        assert!(menu < 200.0 && (first - second).abs() < 1.0, "{widths:?} in {}", browser.engine);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_value_that_cannot_be_copied_is_marked() {
    let test = async |browser: &Browser| {
        open_with_past(browser, 600, "actions=copy-value").await;
        browser
            .run(
                "Object.defineProperty(navigator, 'clipboard', { value: undefined }); gauge.shadowRoot.querySelector('.tool').click(); \
                 gauge.shadowRoot.querySelector('[data-action]').click()",
            )
            .await;
        browser.gauge().until("!it.shadowRoot.querySelector('.menu').matches(':popover-open')").await;
        assert_eq!(browser.value::<String>("getSelection().toString().trim()").await, "640");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_long_note_breaks_no_number_of_the_table() {
    let test = async |browser: &Browser| {
        open_with_past(browser, 480, "").await;
        browser.run("gauge.shadowRoot.querySelector('.table').click()").await;
        browser.gauge().until("it.shadowRoot.querySelectorAll('table td').length > 1").await;
        let lines = "Math.max(...[...it.shadowRoot.querySelectorAll('thead th, tbody :is(th, td):nth-child(2)')].map((cell) => { \
                     const range = document.createRange(); range.selectNodeContents(cell); return range.getClientRects().length }))";
        assert_eq!(browser.gauge().value(lines).await, 1, "in {}", browser.engine);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_finger_reads_the_trend_and_shortcuts_are_the_browsers() {
    let test = async |browser: &Browser| {
        open_with_past(browser, 600, "").await;
        let line = "const line = gauge.shadowRoot.querySelector('.inspect'); const { left, top } = line.getBoundingClientRect()";
        let told = "it.shadowRoot.querySelector('.told-of-day').textContent";
        let finger = "const finger = { bubbles: true, composed: true, pointerType: 'touch', clientX: left + 1, clientY: top + 1 }; \
                      for (const name of ['pointerdown', 'pointerup', 'pointerout']) line.dispatchEvent(new PointerEvent(name, finger))";
        browser.run(&format!("{line}; {finger}")).await;
        browser.gauge().until(&format!("{told}.includes('628')")).await;
        let pressed: Value = browser
            .wait(&format!(
                "(async () => {{ {line}; return [['Home', 'ctrlKey'], ['ArrowLeft', 'altKey'], ['ArrowLeft', 'metaKey'], ['ArrowRight', 'x']].map(([key, with_]) => \
                 line.dispatchEvent(new KeyboardEvent('keydown', {{ key, [with_]: true, bubbles: true, cancelable: true }}))) }})()"
            ))
            .await;
        assert_eq!(pressed, json!([true, true, true, false]), "what was left to the browser");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_flexible_box_has_the_whole_card() {
    let test = async |browser: &Browser| {
        for display in ["flex", "grid", "inline-flex"] {
            browser
                .open(&format!(
                    r#"<div style="width: 400px"><secure-score-gauge style="display: {display}; width: 100%" src="/sample/score.json"></secure-score-gauge></div>"#
                ))
                .await;
            browser.gauge().until("it.score !== null").await;
            let widths = "[it.getBoundingClientRect().width, it.shadowRoot.querySelector('[part=card]').getBoundingClientRect().width]";
            assert_eq!(browser.gauge().value(widths).await, json!([400, 400]), "{display} in {}", browser.engine);
        }
    };
    every_engine().run(test).await;
}

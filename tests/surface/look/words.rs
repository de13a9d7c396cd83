//! What is said of a score, and when.

use devserver::{Gate, Reply};
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::key::Key;
use secure_score_tests::{Browser, asset, every_engine, topic};

use crate::scene::{API, open_with_callback, seconds};

const METER_TEXT: &str = "it.shadowRoot.querySelector('[role=meter]').getAttribute('aria-valuetext')";
const TOLD: &str = "it.shadowRoot.querySelector('[role=status]').textContent";

#[tokio::test]
async fn the_meter_says_everything_in_one_sentence() {
    let test = async |browser: &Browser| {
        let gauge =
            |attributes: &str| format!(r#"<secure-score-gauge time-zone="UTC" {attributes}></secure-score-gauge>"#);
        for (attributes, expected) in [
            ("", "340 of 1,000 points, As of Dec 3, 2019, 9:15"),
            (
                r#"bands="0 Low, 400 Fair" target="70%""#,
                "340 of 1,000 points, Low, Target 700, As of Dec 3, 2019, 9:15",
            ),
            (r#"format="percent" target="700""#, "34%, 340 of 1,000 points, Target 70%, As of Dec 3, 2019, 9:15"),
        ] {
            browser.open(&gauge(attributes)).await;
            browser.run("gauge.snapshot = { score: 340, time: '2019-12-03T09:15:58Z' }").await;
            browser.gauge().reads("time", "2019").await;
            let text = browser.gauge().value(METER_TEXT).await;
            let text = text.as_str().unwrap_or_default().replace('\u{202f}', " ");
            assert!(text.starts_with(expected), "{attributes}: {text}");
            assert!(text.ends_with("Out of date"), "{text}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn changes_are_told_and_the_first_score_is_not() {
    let test = async |browser: &Browser| {
        open_with_callback(browser).await;
        browser.gauge().becomes("ready").await;
        browser.run("window.region = gauge.shadowRoot.querySelector('[role=status]')").await;
        assert_eq!(browser.gauge().value(TOLD).await, "");
        browser.run("await gauge.refresh()").await;
        assert_eq!(browser.gauge().value(TOLD).await, "", "nothing has changed");
        browser.server.reply(API, Reply::error(404, "NotFound"));
        browser.run("await gauge.refresh().catch(() => {})").await;
        browser.gauge().until(&format!("{TOLD}.includes('There is no score')")).await;
        browser.server.as_before(API);
        browser.run("await gauge.refresh()").await;
        browser.gauge().until(&format!("{TOLD} === 'Score updated: 340 of 1,000 points'")).await;
        browser.run("gauge.snapshot = { score: 340, time: '2019-12-03T09:15:58Z' }").await;
        browser.gauge().until(&format!("{TOLD} === 'The score is out of date'")).await;
        let same = browser.gauge().value("it.shadowRoot.querySelector('[role=status]') === window.region").await;
        assert_eq!(same, true, "a region that is replaced tells nobody");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_retry_that_fails_as_before_is_told_again_and_other_attempts_are_not() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::error(404, "NotFound"));
        open_with_callback(browser).await;
        browser.gauge().becomes("error").await;
        browser
            .run(
                "window.told = [];
                new MutationObserver((all) => all.forEach(({ addedNodes }) => addedNodes.forEach((node) => told.push(node.textContent))))
                  .observe(gauge.shadowRoot.querySelector('[role=status]'), { childList: true });
                await gauge.refresh().catch(() => {})",
            )
            .await;
        assert_eq!(browser.value::<usize>("told.length").await, 0);
        browser.run("gauge.shadowRoot.querySelector('[part=retry]').click()").await;
        browser.gauge().until("told.length").await;
        let told: Vec<String> = browser.value("told").await;
        assert!(
            matches!(&told[..], [text] if text.starts_with("Score not found") && text.contains("There is no score")),
            "{told:?}"
        );
        browser.server.reply(API, Reply::error(403, "Forbidden"));
        browser.run("gauge.shadowRoot.querySelector('[part=retry]').click()").await;
        browser.gauge().reads("message", "You do not have access").await;
        let shown = browser.gauge().value("it.shadowRoot.querySelectorAll('[role=status] > *').length").await;
        assert_eq!(shown, 1, "the message of before has gone");
    };
    every_engine().limit(seconds(120), seconds(30)).run(test).await;
}

#[tokio::test]
async fn retry_keeps_the_focus_while_it_is_busy() {
    let test = async |browser: &Browser| {
        for first in [Reply::score("340"), Reply::error(404, "NotFound")] {
            browser.server.reply(API, first);
            open_with_callback(browser).await;
            browser.gauge().until("['ready', 'error'].includes(it.state)").await;
            browser.server.reply(API, Reply::error(404, "NotFound"));
            browser.run("await gauge.refresh().catch(() => {})").await;
            browser.gauge().becomes("error").await;
            let gate = Gate::new();
            browser.server.reply(API, Reply::error(404, "NotFound").held(&gate));
            browser
                .run("const retry = gauge.shadowRoot.querySelector('[part=retry]'); retry.focus(); retry.click()")
                .await;
            let focused = "it.shadowRoot.activeElement?.getAttribute('part') === 'retry'";
            browser.gauge().until("it.shadowRoot.querySelector('[part=retry]').ariaDisabled === 'true'").await;
            assert_eq!(browser.gauge().value(focused).await, true);
            assert_eq!(browser.gauge().value("it.shadowRoot.activeElement.disabled").await, false);
            gate.open();
            browser.gauge().until("it.shadowRoot.querySelector('[part=retry]').ariaDisabled !== 'true'").await;
            assert_eq!(browser.gauge().value(focused).await, true);
        }
    };
    every_engine().limit(seconds(120), seconds(30)).run(test).await;
}

#[tokio::test]
async fn a_fallback_that_scrolls_is_within_reach_of_the_keyboard() {
    let test = async |browser: &Browser| {
        let place = "it.shadowRoot.querySelector('.waiting')";
        for (sentences, expected) in [(1, false), (50, true)] {
            let fallback = "See the portal. ".repeat(sentences);
            browser
                .open(&format!("<div style='width: 320px'><secure-score-gauge>{fallback}</secure-score-gauge></div>"))
                .await;
            browser.gauge().reads("message", "Waiting").await;
            browser.gauge().until(&format!("{place}.hasAttribute('tabindex') === {expected}")).await;
        }
        browser.run("const place = gauge.shadowRoot.querySelector('.waiting'); place.focus()").await;
        browser.gauge().until(&format!("it.shadowRoot.activeElement === {place}")).await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn the_details_have_all_of_an_error_and_the_id_can_be_copied() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::error(403, "Forbidden"));
        open_with_callback(browser).await;
        browser.gauge().reads("message", "You do not have access").await;
        browser
            .run(
                "window.copied = [];
                Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { copied.push(text) } } });
                window.details = gauge.shadowRoot.querySelector('#details');
                window.opener = gauge.shadowRoot.querySelector('.more'); opener.focus(); opener.click()",
            )
            .await;
        assert!(browser.value::<bool>("details.matches(':popover-open')").await);
        let text: String = browser.value("details.textContent").await;
        for word in
            ["Access denied", "You do not have access", "Score.Read.All", "https://api.securitycenter.microsoft.com"]
        {
            assert!(text.contains(word), "{text}");
        }
        browser.run("details.querySelector('[data-copy]').click()").await;
        let _: bool = browser.wait("host.until(() => details.querySelector('.copied b').checkVisibility())").await;
        let copied: Vec<String> = browser.value("copied").await;
        assert!(matches!(&copied[..], [id] if text.contains(id.as_str())), "{copied:?} in {text}");
        press_escape(browser).await;
        assert!(!browser.value::<bool>("details.matches(':popover-open')").await);
        assert!(browser.value::<bool>("gauge.shadowRoot.activeElement === opener").await, "the focus is kept");
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn the_button_in_the_corner_explains_the_score() {
    let test = async |browser: &Browser| {
        open_with_callback(browser).await;
        browser.gauge().reads("value", "340").await;
        browser
            .run(
                "window.about = gauge.shadowRoot.querySelector('#about');
                window.opener = gauge.shadowRoot.querySelector('[part=info]'); opener.focus(); opener.click()",
            )
            .await;
        let _: bool = browser.wait("host.until(() => about.innerText.includes('configured against attacks'))").await;
        assert_eq!(browser.value::<String>("opener.getAttribute('aria-label')").await, "About this score");
        press_escape(browser).await;
        assert!(!browser.value::<bool>("about.matches(':popover-open')").await);
        assert!(browser.value::<bool>("gauge.shadowRoot.activeElement === opener").await, "the focus is kept");
        browser.run("opener.click()").await;
        browser.run("document.body.style.minHeight = '95vh'").await;
        // A click outside.
        let mut click = MouseActions::new("mouse".into());
        click = click.then(PointerAction::MoveTo { duration: None, x: 5.0, y: 400.0 });
        click = click.then(PointerAction::Down { button: 0 }).then(PointerAction::Up { button: 0 });
        browser.client.perform_actions(click).await.expect("a click");
        let _: bool = browser.wait("host.until(() => !about.matches(':popover-open'))").await;
    };
    every_engine().run(test).await;
}

/// A key that only the real browser gives: scripts cannot close a sheet so.
async fn press_escape(browser: &Browser) {
    let escape = KeyActions::new("keys".into())
        .then(KeyAction::Down { value: Key::Escape.into() })
        .then(KeyAction::Up { value: Key::Escape.into() });
    browser.client.perform_actions(escape).await.expect("a key");
}

#[tokio::test]
async fn a_dictionary_that_failed_once_is_asked_for_anew() {
    let test = async |browser: &Browser| {
        browser.server.replies(&asset("de.json"), [Reply::status(503), Reply::status(503)]);
        open_with_callback(browser).await;
        browser.run("gauge.lang = 'de'; await host.turn(300)").await;
        browser.gauge().reads("heading", "Devices").await;
        browser.run("gauge.lang = 'en'; await host.turn(50); gauge.lang = 'de'").await;
        browser.gauge().reads("heading", "Geräte").await;
    };
    topic().run(test).await;
}

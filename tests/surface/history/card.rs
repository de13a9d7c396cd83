//! The past as a person sees and reads it.

use secure_score_tests::{Browser, every_engine, repository, topic};
use serde_json::{Value, json};

use super::scene::{PUBLISHED, past, score, serve};
use crate::scene::painted;

const POINTS: &[(&str, f64)] = &[
    ("2026-08-01T12:00:00Z", 1.0),
    ("2026-11-10T12:00:00Z", 620.0),
    ("2026-11-11T12:00:00Z", 625.0),
    ("2026-11-16T12:00:00Z", 628.0),
];

fn wide(width: u32) -> String {
    format!(r#"<div style="width: {width}px">{PUBLISHED}</div>"#)
}

async fn open(browser: &Browser, page: &str) {
    serve(browser, 640.0, POINTS);
    browser.open(page).await;
    browser.gauge().until("it.score?.delta").await;
    painted(browser).await;
}

#[tokio::test]
async fn the_change_is_said_in_words_with_an_arrow() {
    let test = async |browser: &Browser| {
        open(browser, &wide(320)).await;
        for (value, said, arrow) in [
            (640.0, "up 12 points since Nov 16", "▲"),
            (627.0, "down 1 point since Nov 16", "▼"),
            (628.001, "no change since Nov 16", "▬"),
            (628.0, "no change since Nov 16", "▬"),
        ] {
            serve(browser, value, POINTS);
            browser.open(&wide(320)).await;
            browser.gauge().reads("delta", said).await;
            browser.gauge().reads("delta", arrow).await;
            let sentence = browser
                .gauge()
                .value("it.shadowRoot.querySelector('[role=meter]').getAttribute('aria-valuetext')")
                .await;
            let sentence = sentence.as_str().unwrap();
            let places = ["Fair", "Target 630", said].map(|part| sentence.find(part));
            assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{sentence}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn every_language_says_the_change() {
    let test = async |browser: &Browser| {
        for (language, said) in [("de", "12"), ("ja", "12"), ("ar-EG", "١٢")] {
            serve(browser, 640.0, POINTS);
            browser.open(&format!("<div lang={language}>{PUBLISHED}</div>")).await;
            // The English words stand until the dictionary is there.
            let own =
                format!("((text) => text?.includes({said:?}) && !text.includes('since'))(host.part(it, 'delta'))");
            browser.gauge().until(&own).await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_sparkline_stands_in_cards_of_200_px_and_more_without_a_shift() {
    let test = async |browser: &Browser| {
        let widths = [72, 100, 140, 199, 200, 260, 320, 479, 480, 640, 900];
        serve(browser, 640.0, POINTS);
        let gate = devserver::Gate::new();
        browser.server.reply("/score.json", score("2026-11-20T12:00:00Z", 640.0).held(&gate));
        browser.open(&widths.map(wide).concat()).await;
        let heights = "gauges.map((one) => one.getBoundingClientRect().height)";
        let before: Vec<f64> = browser.value(heights).await;
        gate.open();
        let _: bool = browser.wait("host.until(() => gauges.every((one) => one.score?.delta))").await;
        painted(browser).await;
        assert_eq!(browser.value::<Vec<f64>>(heights).await, before);
        let seen: Vec<bool> = browser.value("gauges.map((one) => host.part(one, 'trend') !== null)").await;
        assert_eq!(seen, widths.map(|width| width >= 200));
        // Neither the words nor the line leave the card or cover the figure.
        let inside: Vec<Value> = browser
            .value(
                "gauges.flatMap((one) => { const of = (part) => one.shadowRoot.querySelector(`[part~=${part}]`); \
                 const card = of('card').getBoundingClientRect(); const figure = of('value').getBoundingClientRect(); \
                 return ['delta', 'trend'].filter((part) => host.part(one, part) !== null && !of(part).closest('.past').matches('[style]')) \
                 .map((part) => [part, card.width, of(part).getBoundingClientRect()]) \
                 .filter(([, , { width, height, top, bottom, left, right }]) => width > 2 && (height < 8 || left < card.left - 1 || right > card.right + 1 || bottom > card.bottom + 1 || top < figure.bottom - 1)) })",
            )
            .await;
        assert!(inside.is_empty(), "{inside:?}");
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn missing_days_are_gaps_and_the_line_is_mirrored() {
    let test = async |browser: &Browser| {
        open(browser, &[wide(320), format!("<div dir=rtl>{}</div>", wide(320))].concat()).await;
        browser.run("await host.until(() => gauges[1].score?.delta)").await;
        painted(browser).await;
        let moves = "gauges[0].shadowRoot.querySelector('.line').getAttribute('d').match(/M/g).length";
        assert_eq!(
            browser.value::<usize>(moves).await,
            3,
            "two days, one day, one day: the day of August is too long ago"
        );
        let sides: Vec<bool> = browser
            .value(
                "gauges.map((one) => { const box = (name) => one.shadowRoot.querySelector(name).getBoundingClientRect(); \
                 const [line, spot] = ['[part=trend]', '.spot'].map(box); return spot.left + spot.width / 2 > line.left + line.width / 2 })",
            )
            .await;
        assert_eq!(sides, [true, false], "the score on show stands at the end edge");
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn wide_cards_are_read_point_by_point() {
    let test = async |browser: &Browser| {
        open(browser, &wide(640)).await;
        browser.run("window.line = gauge.shadowRoot.querySelector('.inspect'); line.focus()").await;
        let press = async |key: &str| {
            browser.run(&format!("line.dispatchEvent(new KeyboardEvent('keydown', {{ key: {key:?}, bubbles: true, cancelable: true }}))")).await;
            painted(browser).await;
        };
        let said = async || browser.gauge().value("it.shadowRoot.querySelector('.told-of-day').textContent").await;
        for (key, expected) in [
            ("ArrowLeft", "Nov 16: 628"),
            ("ArrowLeft", "Nov 11: 625"),
            ("Home", "Nov 10: 620"),
            ("ArrowLeft", "Nov 10: 620"),
            ("ArrowRight", "Nov 11: 625"),
            ("End", "Nov 20: 640"),
        ] {
            press(key).await;
            assert_eq!(said().await, expected, "{key}");
        }
        press("Home").await;
        browser
            .gauge()
            .until("it.shadowRoot.querySelector('.inspect').getAttribute('aria-valuetext') === 'Nov 10: 620'")
            .await;
        browser
            .run("const { left, width, top } = line.getBoundingClientRect(); line.dispatchEvent(new PointerEvent('pointermove', { clientX: left + width * 0.955, clientY: top + 2, bubbles: true }))")
            .await;
        painted(browser).await;
        assert_eq!(said().await, "Nov 16: 628");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn readers_get_a_table_and_notes_are_texts() {
    let test = async |browser: &Browser| {
        let points = json!({ "points": [
            { "time": "2026-11-16T12:00:00Z", "score": 628, "note": "<img src=x onerror=alert(1)>" },
            { "time": "2026-11-18T12:00:00Z", "score": 630 },
        ] });
        browser.server.reply("/score.json", score("2026-11-20T12:00:00Z", 640.0));
        browser.server.reply("/history.json", devserver::Reply::json(200, points.to_string()));
        browser.open(&wide(640)).await;
        browser.gauge().until("it.shadowRoot.querySelector('.table')").await;
        assert_eq!(browser.gauge().value("it.shadowRoot.querySelectorAll('td').length").await, 0, "drawn on demand");
        browser.run("gauge.shadowRoot.querySelector('.table').click()").await;
        browser.gauge().until("it.shadowRoot.querySelectorAll('tbody tr').length === 3").await;
        let rows = browser.gauge().value("[...it.shadowRoot.querySelectorAll('tr')].map((row) => [...row.cells].map((cell) => cell.textContent))").await;
        assert_eq!(rows[0], json!(["Date", "Score", "Note"]));
        assert_eq!(rows[1][1], "640");
        assert_eq!(rows[3][2], "<img src=x onerror=alert(1)>");
        assert_eq!(browser.gauge().value("it.shadowRoot.querySelectorAll('img').length").await, 0);
        assert!(
            browser
                .gauge()
                .value("it.shadowRoot.querySelector('.told-of-day').textContent")
                .await
                .as_str()
                .unwrap()
                .contains("<img")
        );
        assert_eq!(browser.gauge().value("it.shadowRoot.querySelectorAll('.note').length").await, 1);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_menu_copies_and_saves() {
    let test = async |browser: &Browser| {
        serve(browser, 640.0, POINTS);
        browser.open(&wide(320).replace("history=", "actions='copy-value csv' history=")).await;
        browser.gauge().until("it.score?.delta").await;
        browser
            .run(
                "window.copied = []; Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { copied.push(text) } } }); \
                 const click = HTMLAnchorElement.prototype.click; HTMLAnchorElement.prototype.click = function () { window.saved = [this.download, this.href] }; \
                 window.buttons = [...gauge.shadowRoot.querySelectorAll('[data-action]')]; gauge.shadowRoot.querySelector('.tool').click(); for (const one of buttons) one.click()",
            )
            .await;
        assert_eq!(
            browser.value::<Value>("buttons.map((one) => one.textContent.trim())").await,
            json!(["Copy value", "Download CSV"])
        );
        let _: bool = browser.wait("host.until(() => !!window.saved && copied.length > 0)").await;
        assert_eq!(browser.value::<Value>("copied").await, json!(["640"]));
        let saved: String = browser.wait("fetch(saved[1]).then((answer) => answer.text())").await;
        assert_eq!(browser.gauge().value("it.toCSV()").await, saved);
        browser.gauge().until("it.shadowRoot.querySelector('.menu [role=status]').textContent === 'Copied'").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn both_metrics_side_by_side_keep_their_own_past() {
    let test = async |browser: &Browser| {
        serve(browser, 640.0, POINTS);
        browser.server.reply("/exposure.json", score("2026-11-20T12:00:00Z", 33.25));
        browser.server.reply("/exposures.json", past(&[("2026-11-18T12:00:00Z", 30.0)]));
        let exposure = PUBLISHED.replace(
            "src=\"/score.json\" history=\"/history.json\"",
            "id=exposure metric=exposure-score src=/exposure.json history=/exposures.json",
        );
        browser.open(&[PUBLISHED, &exposure].concat()).await;
        browser.gauge().reads("delta", "up 12 points").await;
        browser.gauge_by_id("exposure").reads("delta", "up 3.25 points since Nov 18").await;
        let course = "it.shadowRoot.querySelector('[part=delta]').dataset.course";
        assert_eq!(browser.gauge().value(course).await, "better");
        assert_eq!(browser.gauge_by_id("exposure").value(course).await, "worse", "lower is better");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn axe_finds_nothing_in_the_past_and_its_table() {
    let test = async |browser: &Browser| {
        let axe = std::fs::read(repository().join("node_modules/axe-core/axe.min.js")).expect("axe-core, by `npm ci`");
        browser.server.reply("/axe.js", devserver::Reply::new(200, "text/javascript", axe));
        let page = wide(640).replace("history=", "actions='copy-image copy-value csv' history=");
        let small = wide(260).replace("<secure-score-gauge", "<secure-score-gauge id=small");
        for theme in ["light", "dark"] {
            open(
                browser,
                &format!("<main style='color-scheme: {theme}; background: canvas; color: canvastext'><h1>Scores</h1>{page}{small}</main>"),
            )
            .await;
            for opened in ["'.table'", "'.tool'"] {
                browser.run(&format!("gauge.shadowRoot.querySelector({opened}).click()")).await;
                painted(browser).await;
                let _: Value = browser.wait("import('/axe.js').then(() => null)").await;
                let found: Vec<Value> = browser
                    .wait(
                        "axe.run(document.querySelector('main'), { resultTypes: ['violations'] }).then(({ violations }) => \
                         violations.map(({ id, nodes }) => [id, ...nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`)]))",
                    )
                    .await;
                assert!(found.is_empty(), "{theme} {opened}: {found:#?}");
            }
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn forced_colours_and_print_show_the_line() {
    let test = async |browser: &Browser| {
        let seen = "it.shadowRoot.querySelector('.line').checkVisibility() && \
                    getComputedStyle(it.shadowRoot.querySelector('.line')).stroke !== getComputedStyle(it.shadowRoot.querySelector('[part=card]')).backgroundColor";
        for media in [
            json!({ "features": [{ "name": "forced-colors", "value": "active" }, { "name": "prefers-color-scheme", "value": "dark" }] }),
            json!({ "media": "print", "features": [] }),
        ] {
            browser.devtools("Emulation.setEmulatedMedia", media.clone()).await;
            open(browser, &wide(640)).await;
            assert_eq!(browser.gauge().value(seen).await, true, "{media}");
            let button = "getComputedStyle(it.shadowRoot.querySelector('.table')).visibility";
            let expected = if media["media"] == "print" { "hidden" } else { "visible" };
            assert_eq!(browser.gauge().value(button).await, expected, "{media}");
        }
    };
    topic().alone().run(test).await;
}

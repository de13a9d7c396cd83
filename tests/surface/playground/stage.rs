//! The stage shows true widths, two gauges, and the whole screen.

use secure_score_tests::{Browser, topic};
use serde_json::Value;

use crate::playground::scene::{choose, open, press, type_keys};

async fn width(browser: &Browser) -> i32 {
    browser.value("gauge.offsetWidth").await
}

#[tokio::test]
async fn every_width_is_true() {
    let test = async |browser: &Browser| {
        for (window, widths) in
            [(390, vec![72, 160, 320]), (768, vec![480, 640]), (1280, vec![320, 480, 960]), (1920, vec![480, 960])]
        {
            browser.client.set_window_size(window, 900).await.expect("a window that can be sized");
            open(browser, "").await;
            for wanted in widths {
                choose(browser, "width", &wanted.to_string()).await;
                assert_eq!(width(browser).await, wanted, "in a window of {window} px");
                let over: i32 = browser.value("document.documentElement.scrollWidth - innerWidth").await;
                assert!(over <= 0, "at {window} px the page is {over} px too wide");
            }
        }
        browser.client.set_window_size(2560, 1200).await.expect("a window that can be sized");
        open(browser, "width=full").await;
        assert!(width(browser).await > 2400, "full width is the page's: {}", width(browser).await);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_handle_changes_the_width_by_keyboard_and_the_link_keeps_it() {
    let test = async |browser: &Browser| {
        open(browser, "").await;
        type_keys(browser, "#handle", "\u{e014}\u{e014}\u{e012}\u{e00e}").await;
        assert_eq!(width(browser).await, 430);
        assert_eq!(browser.value::<String>("location.hash").await, "#width=430");
        assert_eq!(browser.value::<String>("document.getElementById('handle').ariaValueNow").await, "430");
        open(browser, "width=430").await;
        assert_eq!(width(browser).await, 430);
        type_keys(browser, "#handle", "\u{e011}").await;
        assert_eq!(width(browser).await, 72);
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_handle_is_dragged() {
    let test = async |browser: &Browser| {
        open(browser, "").await;
        let drag = "(() => { const handle = document.getElementById('handle'); handle.setPointerCapture = () => {}; \
            const { x, y } = handle.getBoundingClientRect(); \
            const send = (type, clientX) => handle.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, clientX, clientY: y })); \
            send('pointerdown', x); send('pointermove', x + 20); send('pointermove', x + 40); send('pointerup', x + 40) })()";
        let _: Value = browser.value(&format!("({drag}, null)")).await;
        assert_eq!(width(browser).await, 400, "the gauge is in the middle, so its edge moves half as far as it grows");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn two_gauges_share_a_request() {
    let test = async |browser: &Browser| {
        open(browser, "source=file").await;
        browser.gauge().becomes("stale").await;
        press(browser, "[name=two]").await;
        let _: Value = browser.wait("host.until(() => gauges.length === 2 && gauges.every((one) => one.score))").await;
        let formats: Vec<String> = browser.value("gauges.map((one) => one.format)").await;
        assert_eq!(formats, ["points", "percent"]);
        assert_eq!(browser.server.requests("/sample/score.json").len(), 1);
        press(browser, "[name=two]").await;
        assert_eq!(browser.value::<usize>("gauges.length").await, 1);
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn on_a_phone_the_stage_stays_in_sight_in_a_quarter_of_the_height() {
    let test = async |browser: &Browser| {
        browser.client.set_window_size(390, 844).await.expect("a window that can be sized");
        open(browser, "").await;
        browser.gauge().becomes("ready").await;
        let _: Value = browser.value("(document.getElementById('looks-title').scrollIntoView(), null)").await;
        let seen = "host.until(() => { const { top, bottom, height } = gauge.getBoundingClientRect(); \
                    return top >= 0 && height > 0 && bottom <= innerHeight / 4 })";
        let _: Value = browser.wait(seen).await;
        assert_eq!(width(browser).await, 320, "drawn smaller, and as wide as before for its own layout");
        let order: bool = browser
            .value("document.getElementById('log').getBoundingClientRect().top > document.getElementById('controls').getBoundingClientRect().bottom")
            .await;
        assert!(order, "the events follow the controls");
        let _: Value = browser.value("(scrollTo(0, 0), null)").await;
        let _: Value = browser.wait("host.until(() => !document.querySelector('[data-floats]'))").await;
    };
    topic().run(test).await;
}

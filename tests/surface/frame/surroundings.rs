//! The frame's gauge looks as if it stood in the page itself.

use secure_score_tests::{Browser, asset, every_engine, topic};
use serde_json::{Value, json};

use super::scene::{allow, enter, frame_origin, iframe, leave, open, open_body, run};

const SHOWN: &str = "(() => { const style = getComputedStyle(gauge); return [document.documentElement.lang, style.direction, style.colorScheme, \
                     style.getPropertyValue('--secure-score-accent')] })()";

#[tokio::test]
async fn language_direction_theme_and_colours_are_the_pages_and_follow_it() {
    let test = async |browser: &Browser| {
        open(browser, "src=/sample/score.json").await;
        let page = "document.documentElement";
        run(browser, &format!("{page}.lang = 'de'; {page}.style.cssText = 'color-scheme: dark; --secure-score-accent: #123456'; {page}.dir = 'rtl'")).await;
        run(browser, "window.frame = connect(null); await heardOf('load')").await;
        enter(browser, 0).await;
        assert_eq!(browser.value::<Value>(SHOWN).await, json!(["de", "rtl", "dark", "#123456"]));
        browser.gauge().reads("heading", "Geräte").await;
        leave(browser).await;
        run(browser, &format!("{page}.lang = 'fr'; {page}.style.cssText = ''; {page}.dir = 'ltr'")).await;
        enter(browser, 0).await;
        let _: bool = browser
            .wait(&format!("host.until(() => JSON.stringify({SHOWN}) === '[\"fr\",\"ltr\",\"light\",\"\"]')"))
            .await;
        browser.gauge().reads("heading", "appareils").await;
        leave(browser).await;
        // A nearer ancestor has the word.
        run(browser, "const box = document.createElement('div'); box.lang = 'nl'; document.body.append(box); box.append(document.querySelector('iframe')); await heardOf('load', 2)").await;
        run(browser, "document.querySelector('iframe').parentNode.className = 'x'").await;
        enter(browser, 0).await;
        assert_eq!(browser.value::<String>("document.documentElement.lang").await, "nl");
        assert_eq!(browser.value::<String>("location.origin").await, frame_origin(browser));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_strict_policy_of_the_page_is_no_obstacle() {
    let test = async |browser: &Browser| {
        let policy = format!(
            "default-src 'none'; script-src 'self'; frame-src {}; base-uri 'none'; require-trusted-types-for 'script'",
            frame_origin(browser)
        );
        browser.server.header("/host.html", "content-security-policy", &policy);
        open(browser, "api-base=/defender").await;
        let _: Value = browser.wait("window.connect(() => 'a-token').refresh()").await;
        let _: bool =
            browser.wait("window.host.until(() => document.querySelector('iframe').clientHeight > 200)").await;
        let _: Value = browser.wait("window.heardOf('load')").await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn names_on_the_way_up_lead_nobody_astray() {
    let test = async |browser: &Browser| {
        allow(browser, &json!([browser.server.origin()]));
        let names = "<form name=host></form><img name=getAttribute alt=''>";
        let fields = "<form lang=nl><input name=parentNode><input name=host><input name=getAttribute>";
        open_body(browser, &format!("{names}{fields}{}</form>", iframe(browser, "src=/sample/score.json"))).await;
        run(browser, "window.frame = connect(null); await heardOf('load')").await;
        // The driver cannot step into a frame here: it climbs by these names itself.
        browser.server.request(&asset("nl.json"), 1).await;
        browser.threw_nothing("names").await;
    };
    every_engine().run(test).await;
}

//! The gallery shows what it says, quietly, and stands model for pictures.

use std::{fs, path::PathBuf};

use fantoccini::Locator;
use secure_score_tests::{Browser, Engine, every_engine};
use serde_json::Value;

use crate::look::scene::open;
use crate::scene::{painted, seconds};

/// The parts of the gallery, each a contact sheet.
const SHEETS: [(&str, &str); 8] = [
    ("states-light-ltr", "show=states&theme=light&dir=ltr"),
    ("states-dark-ltr", "show=states&theme=dark&dir=ltr"),
    ("states-light-rtl", "show=states&theme=light&dir=rtl&lang=ar"),
    ("states-dark-rtl", "show=states&theme=dark&dir=rtl&lang=ar"),
    ("sizes-light", "show=sizes&theme=light"),
    ("sizes-dark", "show=sizes&theme=dark"),
    ("values-light", "show=values&theme=light"),
    ("languages-light", "show=languages&theme=light"),
];

#[tokio::test]
async fn the_gallery_shows_every_state_and_is_quiet() {
    let test = async |browser: &Browser| {
        let _ = browser.client.set_window_size(1600, 1200).await;
        for (name, query) in SHEETS {
            open(browser, query).await;
            browser.is_quiet().await;
            let played: Vec<_> =
                browser.server.received().into_iter().filter(|request| request.path.contains("/played/")).collect();
            assert!(played.is_empty(), "{played:?}");
            sheet(browser, name).await;
        }
        browser.goto("/restyled.html").await;
        browser.gauge().becomes("ready").await;
        browser.is_quiet().await;
        sheet(browser, "restyled").await;
        for theme in ["light", "dark"] {
            open(browser, &format!("show=picture&theme={theme}")).await;
            picture(browser, "section", &format!("gauge-{theme}")).await;
        }
    };
    every_engine().limit(seconds(300), seconds(60)).run(test).await;
}

/// Writes the page to PNG files below `SECURE_SCORE_SCREENSHOTS`, where that is set: one file where
/// the engine has windows as large as it likes, else one a screenful.
async fn sheet(browser: &Browser, name: &str) {
    let Some(folder) = folder() else { return };
    let height: u32 = browser.value("Math.ceil(document.documentElement.scrollHeight)").await;
    // WebKit paints no more than its virtual screen has.
    let (width, height) = if browser.engine == Engine::Webkit { (1200, 850) } else { (1600, height + 200) };
    let _ = browser.client.set_window_size(width, height).await;
    // WebKit answers with what it painted last, which may be the window of before.
    painted(browser).await;
    let (seen, whole): (u32, u32) = browser.value("[innerHeight, document.documentElement.scrollHeight]").await;
    for number in 0..whole.div_ceil(seen) {
        let _: Value = browser.value(&format!("(scrollTo(0, {}), null)", number * seen)).await;
        painted(browser).await;
        let picture = browser.client.screenshot().await.expect("a picture");
        let number = if number == 0 { String::new() } else { format!("-{}", number + 1) };
        fs::write(folder.join(format!("{name}-{}{number}.png", browser.engine)), picture).expect("a writable folder");
    }
    let _ = browser.client.set_window_size(1600, 1200).await;
}

/// Writes an element to a PNG file.
async fn picture(browser: &Browser, element: &str, name: &str) {
    let Some(folder) = folder() else { return };
    let found = browser.client.find(Locator::Css(element)).await.expect("the element to picture");
    let picture = found.screenshot().await.expect("a picture");
    fs::write(folder.join(format!("{name}-{}.png", browser.engine)), picture).expect("a writable folder");
}

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("SECURE_SCORE_SCREENSHOTS").map(PathBuf::from)?;
    fs::create_dir_all(&folder).expect("a folder for pictures");
    Some(folder)
}

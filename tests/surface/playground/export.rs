//! What the playground saves: the card as a picture, and the trend as a table.

use secure_score_tests::{Browser, topic};
use serde_json::{Value, json};

use crate::playground::scene::{choose_source, open, press, reads};

/// Keeps every file that the page has the browser save.
const KEEP: &str = "(() => {
    window.saved = [];
    const blobs = new Map();
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob) => { const url = create.call(URL, blob); blobs.set(url, blob); return url; };
    HTMLAnchorElement.prototype.click = function () { saved.push({ name: this.download, blob: blobs.get(this.href) }); };
    return null;
  })()";

async fn open_with_score(browser: &Browser, fragment: &str) {
    open(browser, fragment).await;
    browser.gauge().becomes("ready").await;
    let _: Value = browser.value(KEEP).await;
}

/// Presses the button of a type, and gives name, type and text of the file that it saves.
async fn export(browser: &Browser, kind: &str, nth: usize) -> [String; 3] {
    press(browser, &format!("[data-export='{kind}']")).await;
    let _: bool = browser.wait(&format!("host.until(() => saved.length === {nth})")).await;
    reads(browser, "said", "Saved.").await;
    let text = "new TextDecoder('latin1').decode(await blob.arrayBuffer())";
    browser.wait(&format!("(async ({{ name, blob }}) => [name, blob.type, {text}])(saved[{}])", nth - 1)).await
}

#[tokio::test]
async fn the_card_is_saved_as_a_picture() {
    let test = async |browser: &Browser| {
        open_with_score(browser, "").await;
        let [name, kind, text] = export(browser, "image/png", 1).await;
        assert_eq!((&*name, &*kind), ("secure-score.png", "image/png"));
        assert!(text.contains("PNG\r\n") && text.contains("640 of 1,000 points"), "{}", text.len());
        let [name, kind, text] = export(browser, "image/svg+xml", 2).await;
        assert_eq!((&*name, &*kind), ("secure-score.svg", "image/svg+xml"));
        assert!(text.starts_with("<svg ") && text.contains(">640</text>"), "{text}");
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_trend_is_saved_as_a_table() {
    let test = async |browser: &Browser| {
        open_with_score(browser, "").await;
        let table = export(browser, "text/csv", 1).await;
        assert_eq!(table, ["secure-score.csv", "text/csv", "time,value\r\n"]);
        open_with_score(browser, "history=sample/played/history.json").await;
        browser.gauge().until("it.trend.length > 20").await;
        let [.., text] = export(browser, "text/csv", 1).await;
        assert_eq!(browser.gauge().value("it.toCSV()").await, json!(text));
        assert_eq!(browser.gauge().value("it.trend.length").await, json!(text.lines().count() - 1));
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn without_a_score_a_sentence_says_why_nothing_is_saved() {
    let test = async |browser: &Browser| {
        open_with_score(browser, "").await;
        choose_source(browser, "api").await;
        browser.gauge().becomes("idle").await;
        press(browser, "[data-export='image/png']").await;
        reads(browser, "said", "Nothing to save: toBlob: expected a card with a score").await;
        assert_eq!(browser.value::<usize>("saved.length").await, 0);
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

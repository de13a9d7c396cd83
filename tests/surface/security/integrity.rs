//! The script refuses what is not what it was built with, and a host can refuse the script.

use std::{collections::BTreeMap, fs};

use devserver::Reply;
use secure_score_tests::{Browser, asset, dist, every_engine, read_asset, topic};
use serde_json::Value;

use crate::scene::{GAUGE, wasm};

const SCRIPT: &str = "/secure-score-gauge.js";

/// A file of the built table.
#[derive(serde::Deserialize)]
struct Entry {
    file: String,
    integrity: String,
}

/// The built table of files and their integrity values, by name.
fn table() -> BTreeMap<String, Entry> {
    serde_json::from_str(&fs::read_to_string(dist().join("integrity.json")).unwrap()).unwrap()
}

/// A file of the build in which one text stands in place of another of the same length, so that it
/// would still work.
fn altered(file: &str, from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = if file.ends_with(".js") { fs::read(dist().join(file)).unwrap() } else { read_asset(file) };
    let at = bytes.windows(from.len()).position(|window| window == from.as_bytes());
    let at = at.unwrap_or_else(|| panic!("{file} does not hold {from}"));
    bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
    bytes
}

#[tokio::test]
async fn one_byte_changed_in_the_wasm_and_none_of_it_runs() {
    let test = async |browser: &Browser| {
        let changed = altered("secure-score.wasm", "/api/configurationScore", "/api/configurationScare");
        browser.server.reply(&wasm(), Reply::new(200, "application/wasm", changed));
        browser.open(GAUGE).await;
        browser.run("gauge.setToken('a-token')").await;
        assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], "wasm-blocked");
        let _: Value = browser.wait("host.turn(50)").await;
        // By the browser's own record: some come out of its cache.
        let record = "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)";
        let asked: Vec<String> = browser.value(record).await;
        assert!(!asked.iter().any(|path| path.contains("/api/")), "{asked:?}");
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn one_byte_changed_in_what_comes_with_the_wasm_and_none_of_it_is_used() {
    let test = async |browser: &Browser| {
        for card in [altered("card.json", "{\"css\"", "{\"Css\""), b"<h1>Not found</h1>".to_vec()] {
            browser.server.reply(&asset("card.json"), Reply::json(200, card));
            browser.open(GAUGE).await;
            browser.run("gauge.setToken('a-token')").await;
            assert_eq!(browser.event("secure-score-error", 1).await.detail["code"], "wasm-blocked");
            let said = browser.console().await;
            assert!(said.iter().any(|message| format!("{message:?}").contains("/assets/card-")), "{said:?}");
            assert!(browser.server.requests(&asset("de.json")).is_empty());
        }
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn one_byte_changed_in_a_dictionary_and_none_of_it_shows() {
    let test = async |browser: &Browser| {
        let dictionary = altered("de.json", "Geräte", "Gerate ");
        browser.server.reply(&asset("de.json"), Reply::json(200, dictionary));
        browser.open(&format!("<div lang=de>{GAUGE}</div>")).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        // Once more past the cache, and then its header alone.
        browser.server.answered(&asset("de.json"), 3).await;
        let _: Value = browser.wait("host.turn(50)").await;
        browser.gauge().reads("heading", "Microsoft Secure Score for Devices").await;
        assert_eq!(browser.server.requests(&asset("de.json")).len(), 3);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn one_byte_changed_in_the_advice_and_none_of_it_is_given() {
    let test = async |browser: &Browser| {
        browser.server.reply(
            &asset("advice.json"),
            Reply::json(200, altered("advice.json", "The score came.", "The score went.")),
        );
        browser.open(GAUGE).await;
        let report: Vec<Value> = browser.wait("(gauge.setToken('a-token'), gauge.diagnose())").await;
        assert!(!report.is_empty());
        let text = Value::from(report).to_string();
        assert!(!text.contains("went"), "{text}");
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn the_table_names_all_that_is_loaded_with_the_values_that_browsers_compute() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        let digest = "(async (file, bits = '384') => { const bytes = await (await fetch(file)).arrayBuffer(); \
                      const hash = new Uint8Array(await crypto.subtle.digest('SHA-' + bits, bytes)); \
                      return 'sha' + bits + '-' + btoa(String.fromCharCode(...hash)); })";
        let table = table();
        for Entry { file, integrity } in table.values() {
            assert_eq!(&browser.wait::<String>(&format!("{digest}({file:?})")).await, integrity, "{file}");
        }
        // Whatever a gauge asks for in any language, and for its diagnosis, is in the table.
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        browser
            .run(
                "for (const lang of ['de', 'fr', 'es', 'it', 'ja', 'nl', 'sv', 'pt', 'zh', 'ar', 'he']) { \
                     document.documentElement.lang = lang; \
                     await host.until(() => performance.getEntriesByType('resource').some((one) => one.name.includes(`/assets/${lang}-`))) } \
                 await gauge.diagnose()",
            )
            .await;
        let asked: Vec<String> = browser.server.received().into_iter().map(|request| request.path).collect();
        let mut loaded = asked.iter().filter(|path| {
            !path.is_empty() && !path.contains("/api/") && !path.starts_with("/harness") && *path != "/host.html"
        });
        assert!(loaded.clone().count() >= 10, "{asked:?}");
        assert!(loaded.all(|path| table.values().any(|entry| entry.file == path.trim_start_matches('/'))), "{asked:?}");
        let script = fs::read_to_string(dist().join("secure-score-gauge.js")).unwrap();
        for Entry { file, .. } in table.values().filter(|entry| entry.file.starts_with("assets/")) {
            let value: String = browser.wait(&format!("{digest}({file:?}, '256')")).await;
            assert!(script.contains(&value), "the script does not carry the value of {file}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_host_pins_the_script_by_a_tag_or_an_import_map() {
    let test = async |browser: &Browser| {
        let value = table().remove("secure-score-gauge.js").expect("the script's own value").integrity;
        let heads = [
            format!(r#"<script type="module" src="{SCRIPT}" integrity="{value}"></script>"#),
            // As the build prints it: an import map, for pages that import the script by name.
            format!(
                r#"<script type="importmap">{{"integrity":{{"./secure-score-gauge.js":"{value}"}}}}</script>
                   <script type="module">import('./secure-score-gauge.js').catch((error) => {{ host.refused = String(error) }})</script>"#
            ),
        ];
        for head in &heads {
            browser.server.as_before(SCRIPT);
            browser.open_page(head, GAUGE).await;
            browser.run("gauge.setToken('a-token')").await;
            browser.gauge().reads("value", "340").await;

            let script = altered("secure-score-gauge.js", "'wasm-unsafe-eval'", "'wasm-unsafe-evil'");
            browser.server.reply(SCRIPT, Reply::new(200, "text/javascript", script));
            browser.open_page(head, GAUGE).await;
            let refused =
                "host.until(() => host.refused || host.record.console.some((said) => said.level === 'missing'))";
            let _: Value = browser.wait(refused).await;
            assert_eq!(
                browser.value::<Value>("customElements.get('secure-score-gauge') ?? null").await,
                Value::Null,
                "{head}"
            );
        }
    };
    every_engine().run(test).await;
}

//! Where the script finds its files: beside itself by their own names, or where the page says.

use std::fs;

use devserver::Reply;
use secure_score_tests::{Browser, asset, dist, every_engine, read_asset, topic};

use crate::{
    scene::{GAUGE, WASM_TYPE, wasm},
    security::scene::console_of_ours,
};

/// The script of an earlier build: the same, but each of its files has another hash in its name.
fn earlier_script(files: &[String]) -> String {
    let script = fs::read_to_string(dist().join("secure-score-gauge.js")).unwrap();
    files.iter().fold(script, |script, file| script.replace(file.trim_start_matches("/assets/"), &earlier(file)))
}

/// The name that a file had in the earlier build.
fn earlier(file: &str) -> String {
    let (stem, extension) = file.trim_start_matches("/assets/").rsplit_once('.').unwrap();
    let (name, _) = stem.rsplit_once('-').unwrap();
    format!("{name}-0123456789.{extension}")
}

#[tokio::test]
async fn a_script_of_an_earlier_build_finds_its_files_beside_those_of_the_next() {
    let test = async |browser: &Browser| {
        let files = ["secure-score.wasm", "card.json", "de.json"].map(asset);
        // The second build lies over the first, and a cache still has the script of the first.
        let folder = tempfile::tempdir().unwrap();
        for file in &files {
            fs::copy(dist().join(file.trim_start_matches('/')), folder.path().join(earlier(file))).unwrap();
        }
        for file in fs::read_dir(dist().join("assets")).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
        browser.server.directory("/assets", folder.path());
        let script = Reply::new(200, "text/javascript", earlier_script(&files));
        browser.server.reply("/secure-score-gauge.js", script);
        browser.open(&format!("<div lang=de>{GAUGE}</div>")).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        browser.gauge().until("it.shadowRoot.textContent.includes('Geräte')").await;
        for file in &files {
            assert_eq!(browser.server.requests(&format!("/assets/{}", earlier(file))).len(), 1, "{file}");
            assert!(browser.server.requests(file).is_empty(), "{file}");
        }
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_file_that_a_cache_has_altered_is_asked_for_once_more_past_it() {
    let test = async |browser: &Browser| {
        let names = ["secure-score.wasm", "card.json"];
        for name in names {
            let whole = read_asset(name);
            let kind = if name.ends_with("wasm") { WASM_TYPE } else { "application/json" };
            browser.server.answer_with(&asset(name), move |request| {
                let is_past_the_cache = request.header("cache-control") == Some("no-cache");
                let end = if is_past_the_cache { whole.len() } else { whole.len() - 1 };
                Reply::new(200, kind, whole[..end].to_vec())
            });
        }
        browser.open(GAUGE).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        for name in names {
            assert_eq!(browser.server.requests(&asset(name)).len(), 2, "{name}");
        }
        assert!(console_of_ours(&browser.said().await).is_empty());
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_page_names_the_place_of_the_files_before_its_first_gauge() {
    let test = async |browser: &Browser| {
        for (what, import) in [
            ("a static import", "import { setBasePath } from '/secure-score-gauge.js?v=1'"),
            ("a dynamic import", "const { setBasePath } = await import('/secure-score-gauge.js?v=1')"),
        ] {
            browser.server.directory("/moved/here", dist());
            browser.server.reply(&wasm(), Reply::status(404));
            let head = format!(
                "<script type=module>{import}; setBasePath('moved/here'); host.gauge = `{GAUGE}`; host.setBasePath = setBasePath</script>"
            );
            browser.open_page(&head, "").await;
            browser
                .run("await host.until(() => host.gauge); document.body.insertAdjacentHTML('beforeend', host.gauge)")
                .await;
            browser.run("document.querySelector('secure-score-gauge').setToken('a-token')").await;
            browser
                .wait::<bool>("host.until(() => document.querySelector('secure-score-gauge').state === 'ready')")
                .await;
            assert_eq!(browser.server.requests(&format!("/moved/here{}", wasm())).len(), 1, "{what}");
            assert!(browser.server.requests(&wasm()).is_empty(), "{what}");
            let late =
                "(() => { try { host.setBasePath('/other'); return 'set' } catch (error) { return error.message } })()";
            let late: String = browser.value(late).await;
            assert!(late.contains("before the first gauge"), "{what}: {late}");
            let help: bool = browser
                .value("document.querySelector('secure-score-gauge').shadowRoot.innerHTML.includes('undefined')")
                .await;
            assert!(!help, "{what}");
        }
    };
    topic().run(test).await;
}

//! The style sheet that is published with a card.

use devserver::Reply;
use secure_score::STYLE;
use secure_score_tests::{Browser, every_engine};
use serde_json::{Value, json};

use super::{ATTRIBUTES, element};
use crate::scene::painted;

const FILES: &str = concat!(
    include_str!("../../../static/element/skeleton.css"),
    include_str!("../../../static/element/card.css"),
    include_str!("../../../static/element/notice.css")
);

/// What nobody sees has no looks: the place of a notice.
const LOOKS: &str = "(async () => { const root = document.querySelector('secure-score-gauge').shadowRoot;
    window.card = root.querySelector('[part~=card]');
    const nodes = [...root.querySelectorAll('.mount, .mount *')].filter((node) => !node.closest('.notice'));
    window.looks = () => nodes.flatMap((node) => ['', '::before', '::after'].flatMap((part) => {
      const style = getComputedStyle(node, part);
      if (part && /^(none|normal)$/.test(style.content)) return part;
      return Array.from(style).filter((name) => !name.startsWith('--'))
        .map((name) => `${node.outerHTML.slice(0, 60)}${part} ${name}: ${style.getPropertyValue(name)}`);
    }));
    window.whole = new CSSStyleSheet();
    whole.replaceSync(await (await fetch('/whole.css')).text()); return true })()";

/// The page's script marks a card whose score has aged before it draws one.
#[tokio::test]
async fn it_has_all_that_a_card_with_a_score_needs() {
    let test = async |browser: &Browser| {
        let html = element(browser, &ATTRIBUTES);
        browser.server.reply("/whole.css", Reply::new(200, "text/css", STYLE));
        browser.open_page("", &format!("<div id=place>{html}</div>")).await;
        painted(browser).await;
        let _: bool = browser.wait(LOOKS).await;
        for state in ["ready", "stale"] {
            for width in [72, 150, 230, 280, 500, 700] {
                let differs = format!(
                    "(() => {{ document.getElementById('place').style.inlineSize = '{width}px'; card.dataset.state = '{state}'; \
                     const root = card.getRootNode(), own = looks(); root.adoptedStyleSheets = [whole]; const expected = looks(); \
                     root.adoptedStyleSheets = []; \
                     return [own.length > 6000, ...own.filter((look, index) => look !== expected[index])] }})()"
                );
                assert_eq!(
                    browser.value::<Value>(&differs).await,
                    json!([true]),
                    "{state}, {width} px, {}",
                    browser.engine
                );
            }
        }
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn without_comments_and_blanks_it_has_the_rules_of_its_files() {
    let test = async |browser: &Browser| {
        browser.server.reply("/files.css", Reply::new(200, "text/css", FILES));
        browser.server.reply("/whole.css", Reply::new(200, "text/css", STYLE));
        browser.open_page("", "").await;
        let found: Value = browser
            .wait(
                "(async () => { const read = async (url) => { const sheet = new CSSStyleSheet(); \
                 sheet.replaceSync(await (await fetch(url)).text()); \
                 return Array.from(sheet.cssRules, ({ cssText }) => cssText.replace(/(?<=[,:]) | (?=\\/)|(?<=\\/) /g, '')) }; \
                 const files = await read('/files.css'), whole = await read('/whole.css'); \
                 return [files.length > 150, files.length === whole.length, ...files.filter((rule, index) => rule !== whole[index])] })()",
            )
            .await;
        assert_eq!(found, json!([true, true]), "in {}", browser.engine);
    };
    every_engine().run(test).await;
}

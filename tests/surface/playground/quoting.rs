//! Values with signs that mean something to the language of a tab.

use secure_score_tests::{Browser, topic};
use serde_json::json;
use url::form_urlencoded::Serializer;

use crate::playground::{
    embed::{TABS, files, parses},
    scene::{open, press, reads, text},
};

/// Something to escape in every language.
const HEADING: &str = r#"{own} {{it's}} ${x} `t` \ "q" & &amp; <b>"#;

/// Opens a tab of a view with such values.
async fn open_tab(browser: &Browser, tab: &str) -> String {
    let mut fragment = Serializer::new(String::new());
    fragment.extend_pairs([("source", "values"), ("score", "512"), ("time", "</script><script>x")]);
    fragment.append_pair("heading", HEADING).append_pair("embed", tab);
    open(browser, &fragment.finish()).await;
    text(browser, "snippet").await
}

/// From the tag of the gauge on.
fn tag(text: &str) -> String {
    let (_, rest) = text.split_once("<secure-score-gauge").unwrap_or_else(|| panic!("no tag: {text}"));
    format!("<secure-score-gauge{rest}")
}

/// An attribute of the gauge as an HTML parser reads it.
async fn attribute(browser: &Browser, html: &str, name: &str) -> String {
    let parsed = format!("new DOMParser().parseFromString({}, 'text/html')", json!(tag(html)));
    browser.value(&format!("{parsed}.querySelector('secure-score-gauge').getAttribute({name:?})")).await
}

#[tokio::test]
async fn html_and_vue_and_svelte_have_entities() {
    let test = async |browser: &Browser| {
        for tab in ["html", "vue", "svelte"] {
            let snippet = open_tab(browser, tab).await;
            assert_eq!(attribute(browser, &snippet, "heading").await, HEADING, "{tab}: {snippet}");
            if tab != "html" {
                assert_eq!(snippet.matches("</script>").count(), 1, "{tab}: {snippet}");
                let script = snippet.split('>').nth(1).unwrap_or_default();
                assert!(script.contains(r#""time":"\u003c/script"#), "{tab}: {snippet}");
            }
        }
        // To Svelte a brace begins an expression, in an attribute too.
        let tag = tag(&text(browser, "snippet").await).replace(" {snapshot}", "");
        assert!(!tag.contains('{'), "{tag}");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn react_and_yew_have_strings() {
    let test = async |browser: &Browser| {
        let text = open_tab(browser, "react").await;
        parses("jsx", &text);
        assert!(text.contains(&format!("heading={{{}}}", json!(HEADING))), "{text}");
        let text = open_tab(browser, "yew").await;
        assert!(text.contains(r#"heading="{own} {{it's}} ${x} `t` \\ \"q\" & &amp; <b>""#), "{text}");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn angular_has_a_template_in_a_literal_and_no_expression_but_a_string() {
    let test = async |browser: &Browser| {
        let text = open_tab(browser, "angular").await;
        parses("ts", &text);
        let literal = text.split_once("template: ").and_then(|(_, rest)| rest.split_once(",\n})"));
        let (literal, _) = literal.unwrap_or_else(|| panic!("no template: {text}"));
        let template: String = browser.value(literal).await;
        let bound = attribute(browser, &template, "[attr.heading]").await;
        // A string of Angular's is one of JavaScript's.
        assert_eq!(browser.value::<String>(&bound).await, HEADING, "{template}");
        assert_eq!(attribute(browser, &template, "target").await, "700", "{template}");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn an_apostrophe_in_an_address_ends_no_string() {
    let test = async |browser: &Browser| {
        open(browser, "source=file&src=/it's.json&place=https://cdn.example/it's/").await;
        for (tab, mark) in TABS {
            press(browser, &format!("[name=embed][value={tab}]")).await;
            reads(browser, "snippet", mark).await;
            for (name, text) in files(browser).await {
                if name.rsplit_once('.').is_some_and(|(_, end)| end == "js") {
                    parses("js", &text);
                }
            }
        }
        let all = text(browser, "files").await;
        assert!(all.contains(r"from 'https://cdn.example/it\'s/secure-score-frame.js'"), "{all}");
    };
    topic().run(test).await;
}

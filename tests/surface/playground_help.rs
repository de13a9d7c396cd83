//! The help that ships beside the script: the card of an error leads to its heading.

use std::fs;

use secure_score_tests::{Browser, dist, topic};

use crate::playground_failures::CODES;
use crate::playground_scene::open;

#[test]
fn every_code_of_the_contract_has_its_anchor() {
    let help = fs::read_to_string(dist().join("help.html")).unwrap();
    for code in CODES {
        assert!(help.contains(&format!("<h2 id=\"{code}\">{code}</h2>")), "{code}");
    }
}

#[test]
fn every_link_between_the_pages_leads_to_an_anchor() {
    for (folder, page) in
        [("", "help.html"), ("help/", "token.html"), ("help/", "proxy.html"), ("help/", "static-hosting.html")]
    {
        let html = fs::read_to_string(dist().join(folder).join(page)).unwrap();
        let links: Vec<&str> = html.split("<a href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(!links.is_empty(), "{page}");
        for link in links.into_iter().filter(|link| !link.contains("://")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() { page } else { file };
            let path = dist().join(folder).join(file);
            let target = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{page} links to {link}"));
            assert!(anchor.is_empty() || target.contains(&format!("id=\"{anchor}\"")), "{page} links to {link}");
        }
    }
}

#[tokio::test]
async fn the_card_of_an_error_leads_to_its_heading() {
    let test = async |browser: &Browser| {
        for code in ["forbidden", "network", "insecure-url"] {
            open(browser, &format!("fail={code}")).await;
            browser.event("secure-score-error", 1).await;
            let link = format!(
                "[...it.shadowRoot.querySelectorAll('a')].map((link) => link.href).join() === new URL('help.html#{code}', location).href"
            );
            browser.gauge().until(&link).await;
            browser.goto(&format!("/help.html#{code}")).await;
            assert_eq!(browser.value::<String>("document.querySelector(':target').textContent").await, code);
            browser.is_quiet().await;
        }
    };
    topic().run(test).await;
}

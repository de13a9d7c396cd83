//! The help that ships beside the script: the card of an error leads to its heading.

use std::fs;

use devserver::Reply;
use secure_score_tests::{Browser, dist, topic};

use crate::playground::failures::CODES;
use crate::playground::scene::open;
use crate::scene::API;

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
                "[...new Set([...it.shadowRoot.querySelectorAll('a.help')].map((link) => link.href))].join() === new URL('help.html#{code}', location).href"
            );
            browser.gauge().until(&link).await;
            browser.goto(&format!("/help.html#{code}")).await;
            assert_eq!(browser.value::<String>("document.querySelector(':target').textContent").await, code);
            browser.is_quiet().await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_host_says_where_help_is_or_that_there_is_none() {
    let test = async |browser: &Browser| {
        browser.server.reply(API, Reply::error(404, "NotFound"));
        let own = browser.server.url("/help.html#not-found");
        for (attribute, link) in [
            ("", own.as_str()),
            ("help-base='https://help.example/defender'", "https://help.example/defender#not-found"),
            ("help-base='/our/help'", &browser.server.url("/our/help#not-found")),
            ("help-base=''", ""),
        ] {
            browser.open(&format!("<secure-score-gauge api-base=/defender {attribute}></secure-score-gauge>")).await;
            browser.run("gauge.setToken('a-token')").await;
            browser.event("secure-score-error", 1).await;
            browser.gauge().until("host.part(it, 'message')").await;
            // The notice has it, and so have the details.
            let links = "[...new Set([...it.shadowRoot.querySelectorAll('a.help')].map((one) => one.href))].join()";
            assert_eq!(browser.gauge().value(links).await, link, "{attribute}");
        }
        browser.run("gauge.helpBase = '/moved'").await;
        browser.gauge().until("it.shadowRoot.querySelector('a')?.href.endsWith('/moved#not-found')").await;
    };
    topic().run(test).await;
}

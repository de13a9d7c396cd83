//! What the playground gives away works where it is put.

use devserver::{Options, Reply};
use secure_score_tests::{Browser, dist, topic};
use serde_json::Value;

use crate::playground::scene::{fill, open, press, reads, text};

/// A sign-in library that has somebody signed in.
const MSAL: &str = "globalThis.msal = {
    InteractionRequiredAuthError: class extends Error {},
    createStandardPublicClientApplication: async () => ({
      getAllAccounts: () => [{}],
      acquireTokenSilent: async ({ scopes }) => ({ accessToken: `token-for-${new URL(scopes[0]).host}`, expiresOn: new Date(Date.now() + 3600000) }),
    }),
};";

/// The icon of the harness's pages, which are no part of what is given away.
const HARNESS: &str = "; img-src data:";

/// Puts what the playground shows into an empty page under the policy that it shows, and opens that.
async fn put_into_an_empty_page(browser: &Browser, tags: &str) {
    let policy = text(browser, "policy").await;
    let policy = policy.trim().strip_prefix("Content-Security-Policy: ").expect("a header's line").to_owned();
    let name = text(browser, "script-name").await;
    if !name.is_empty() {
        let script = text(browser, "script").await;
        browser.server.reply(&format!("/{name}"), Reply::new(200, "text/javascript", script));
    }
    browser.server.reply("/msal-browser.min.js", Reply::new(200, "text/javascript", MSAL));
    browser.server.header("/host.html", "content-security-policy", &(policy + HARNESS));
    browser.open_page("", tags).await;
}

async fn settle_places(browser: &Browser) {
    fill(browser, "[name=site]", &browser.server.origin()).await;
}

#[tokio::test]
async fn the_tags_of_each_source_work_under_their_policy() {
    let test = async |browser: &Browser| {
        for (fragment, value) in [
            ("", "340"),
            ("source=file", "340"),
            ("source=values&score=512", "512"),
            ("source=api&cloud=own&base=/defender", "340"),
            ("heading=Our+%22own%22+%26+only&bands=0+Low,+300+Fair&max=500", "340"),
        ] {
            open(browser, fragment).await;
            settle_places(browser).await;
            let tags = text(browser, "snippet").await;
            put_into_an_empty_page(browser, &tags).await;
            browser.gauge().reads("value", value).await;
            browser.is_quiet().await;
        }
        let received = browser.server.request("/defender/api/configurationScore", 1).await;
        assert_eq!(received.header("authorization"), Some("Bearer token-for-api.securitycenter.microsoft.com"));
        browser.gauge().reads("heading", "Our \"own\" & only").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_widget_on_another_origin_works_pinned() {
    let test = async |browser: &Browser| {
        let widgets = Options::new().dist(dist()).start().expect("a free port");
        open(browser, "source=values&score=640").await;
        settle_places(browser).await;
        fill(browser, "[name=place]", &widgets.url("/")).await;
        reads(browser, "pins", &format!("src=\"{}\"", widgets.url("/secure-score-gauge.js"))).await;
        assert!(
            text(browser, "cors").await.contains(&format!("Access-Control-Allow-Origin: {}", browser.server.origin()))
        );
        let policy = text(browser, "policy").await;
        assert!(policy.contains(&format!("connect-src {};", widgets.origin())), "{policy}");
        let pins = text(browser, "pins").await;
        let pinned = pins.lines().next().unwrap_or_default();
        assert!(pinned.contains("integrity=\"sha384-"), "{pins}");
        let tags = text(browser, "snippet").await;
        let rest = tags.split_once('\n').map(|(_, rest)| rest).unwrap_or_default();
        put_into_an_empty_page(browser, &format!("{pinned}\n{rest}")).await;
        browser.gauge().reads("value", "640").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_import_map_and_its_hash_are_what_a_browser_takes() {
    let test = async |browser: &Browser| {
        open(browser, "source=values&score=640").await;
        settle_places(browser).await;
        reads(browser, "pins", "'sha256-").await;
        let pins = text(browser, "pins").await;
        let map = pins.lines().find(|line| line.contains("importmap")).expect("an import map");
        let hash = pins.split('\'').find(|part| part.starts_with("sha256-")).expect("a hash");
        let policy = text(browser, "policy").await.replace("script-src ", &format!("script-src '{hash}' "));
        browser.server.reply("/import.js", Reply::new(200, "text/javascript", "import './secure-score-gauge.js';"));
        let (name, script) = (text(browser, "script-name").await, text(browser, "script").await);
        browser.server.reply(&format!("/{name}"), Reply::new(200, "text/javascript", script));
        let policy = policy.trim().trim_start_matches("Content-Security-Policy: ");
        browser.server.header("/host.html", "content-security-policy", &format!("{policy}{HARNESS}"));
        let body = format!(
            "<secure-score-gauge></secure-score-gauge><script type=module src=/import.js></script>\
             <script type=module src=/{name}></script>"
        );
        browser.open_page(map, &body).await;
        browser.gauge().reads("value", "640").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_lines_name_the_chosen_host() {
    let test = async |browser: &Browser| {
        open(browser, "source=api&cloud=gcc-high").await;
        let policy = text(browser, "policy").await;
        for part in
            ["https://api-gov.securitycenter.microsoft.us", "frame-src 'self' https://login.microsoftonline.us;"]
        {
            assert!(policy.contains(part), "{policy}");
        }
        let cors = text(browser, "cors").await;
        assert!(cors.contains("# https://api-gov.securitycenter.microsoft.us"), "{cors}");
        assert!(cors.contains("Access-Control-Allow-Headers: Authorization"), "{cors}");
        assert!(text(browser, "script").await.contains("https://login.microsoftonline.us/"));
        assert!(text(browser, "snippet").await.contains("api-base=\"https://api-gov.securitycenter.microsoft.us\""));
        for (cloud, login) in [
            ("global", "https://login.microsoftonline.com"),
            ("eu", "https://login.microsoftonline.com"),
            ("gcc", "https://login.microsoftonline.com"),
            ("gcc-high", "https://login.microsoftonline.us"),
            ("dod", "https://login.microsoftonline.us"),
        ] {
            open(browser, &format!("source=api&cloud={cloud}")).await;
            assert!(text(browser, "policy").await.contains(&format!("frame-src 'self' {login};")), "{cloud}");
            assert!(text(browser, "script").await.contains(&format!("authority: `{login}/")), "{cloud}");
        }
        open(browser, "source=api&cloud=own&base=/defender").await;
        let policy = text(browser, "policy").await;
        assert!(policy.contains("connect-src http://127.0.0.1"), "the widget's own origin: {policy}");
        assert!(policy.contains(" 'self' https://login.microsoftonline.com;"), "the proxy is the page's own: {policy}");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn every_button_copies_what_it_names() {
    let test = async |browser: &Browser| {
        open(browser, "source=api&cloud=eu").await;
        // The driver has no clipboard of its own.
        let clipboard = "{ value: { writeText: async (text) => { window.copied = text } } }";
        let _: Value =
            browser.value(&format!("(Object.defineProperty(navigator, 'clipboard', {clipboard}), null)")).await;
        let copied = async |text: &str| {
            let _: Value = browser.wait(&format!("host.until(() => window.copied === {text:?})")).await;
        };
        for id in ["request", "snippet", "script", "policy", "cors", "pins"] {
            press(browser, &format!("[data-copies={id}]")).await;
            copied(&text(browser, id).await).await;
            reads(browser, "said", "Copied.").await;
        }
        let address: String = browser.value("location.href").await;
        assert!(address.contains("cloud=eu"), "{address}");
        press(browser, "#share").await;
        copied(&address).await;
        let _: Value = browser.value("(navigator.clipboard.writeText = () => Promise.reject(), null)").await;
        press(browser, "[data-copies=policy]").await;
        reads(browser, "said", "copy it with the keyboard").await;
        assert_eq!(
            browser.value::<String>("String(getSelection()).trim()").await,
            text(browser, "policy").await.trim()
        );
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

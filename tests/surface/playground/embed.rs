//! What the playground gives away works where it is put.

use std::{
    fs,
    process::{Command, Stdio},
};

use devserver::{Options, Reply};
use secure_score_tests::{Browser, dist, repository, topic};
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

/// The policy of a strict page, to which the playground's lines are added. The icon belongs to the
/// harness's pages.
const STRICT: [(&str, &str); 4] =
    [("default-src", "'none'"), ("style-src", "'self'"), ("img-src", "data:"), ("base-uri", "'none'")];

/// The strict policy with the additions that the playground shows.
fn policy_with(additions: &str) -> String {
    let strict = STRICT.map(|(name, sources)| format!("{name} {sources};"));
    format!("{} {}", strict.join(" "), additions.replace('\n', " "))
}

/// The files of the playground besides the tags, by name.
pub(super) async fn files(browser: &Browser) -> Vec<(String, String)> {
    browser
        .value("[...document.querySelectorAll('#files pre')].map(({ id, textContent }) => [id.replace('file-', ''), textContent])")
        .await
}

/// Puts the playground's files and its policy on the server.
async fn serve_files(browser: &Browser, additions: &str) {
    for (name, text) in files(browser).await {
        browser.server.reply(&format!("/{name}"), Reply::new(200, "text/javascript", text));
    }
    browser.server.reply("/msal-browser.min.js", Reply::new(200, "text/javascript", MSAL));
    browser.server.header("/host.html", "content-security-policy", &policy_with(additions));
}

/// Puts the tags into an empty page under a strict policy with the additions, and opens that.
async fn put_into_an_empty_page(browser: &Browser, tags: &str) {
    serve_files(browser, &text(browser, "policy").await).await;
    browser.open_page("", tags).await;
}

async fn settle_places(browser: &Browser) {
    fill(browser, "[name=site]", &browser.server.origin()).await;
    fill(browser, "[name=place]", &browser.server.url("/")).await;
}

#[tokio::test]
async fn the_tags_of_each_source_work_under_a_strict_policy() {
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
        reads(browser, "cors", &format!("# {}, with the widget’s files", widgets.origin())).await;
        let policy = text(browser, "policy").await;
        assert!(policy.contains(&format!("connect-src {};", widgets.origin())), "{policy}");
        let pins = text(browser, "pins").await;
        let pinned = pins.lines().next().unwrap_or_default();
        assert!(pinned.contains("integrity=\"sha384-"), "{pins}");
        let preloaded: Vec<&str> =
            pins.lines().filter_map(|line| line.split_once("rel=\"preload\"")?.1.split('"').rev().nth(1)).collect();
        assert_eq!(preloaded.len(), 2, "{pins}");
        for address in preloaded {
            let file = address.strip_prefix(&widgets.url("/")).expect("an address below the widget's folder");
            assert!(dist().join(file).is_file(), "{file}");
        }
        let tags = text(browser, "snippet").await;
        let rest = tags.split_once('\n').map(|(_, rest)| rest).unwrap_or_default();
        put_into_an_empty_page(browser, &format!("{pinned}\n{rest}")).await;
        browser.gauge().reads("value", "640").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_folder_needs_no_slash_at_its_end() {
    let test = async |browser: &Browser| {
        browser.server.directory("/portal/dist/", dist());
        open(browser, "").await;
        settle_places(browser).await;
        fill(browser, "[name=place]", &browser.server.url("/portal/dist")).await;
        reads(browser, "pins", &browser.server.url("/portal/dist/secure-score-gauge.js")).await;
        let tags = text(browser, "snippet").await;
        put_into_an_empty_page(browser, &tags).await;
        browser.gauge().reads("value", "340").await;
        browser.is_quiet().await;
        for (embed, file) in [("yew", "secure-score-gauge.js"), ("iframe", "frame.html")] {
            open(browser, &format!("embed={embed}&place=https://cdn.example/secure-score?v=7")).await;
            let snippet = text(browser, "snippet").await;
            assert!(snippet.contains(&format!("https://cdn.example/secure-score/{file}")), "{snippet}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_history_works_under_a_strict_policy() {
    let test = async |browser: &Browser| {
        let widgets = Options::new().dist(dist()).start().expect("a free port");
        let past = r#"{"points":[{"time":"2019-12-01T09:00:00Z","score":300}]}"#;
        browser.server.reply("/history.json", Reply::json(200, past));
        // Only the past, and the script with the score, are on the page's own origin.
        open(browser, "source=values&score=640&time=2019-12-03T09:15:58Z&history=sample/played/history.json").await;
        settle_places(browser).await;
        fill(browser, "[name=place]", &widgets.url("/")).await;
        let tags = text(browser, "snippet").await;
        put_into_an_empty_page(browser, &tags).await;
        browser.gauge().reads("value", "640").await;
        browser.gauge().until("it.trend.length === 2").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_lines_name_the_origin_of_a_history() {
    let test = async |browser: &Browser| {
        for (history, added) in [
            ("off", ""),
            ("local", ""),
            ("local:contoso", ""),
            ("history.json", " 'self'"),
            ("https://files.example/history.json", " https://files.example"),
        ] {
            let is_foreign = history.starts_with("https:");
            let header =
                "# https://files.example, with the history, and with a 304 for it\nAccess-Control-Allow-Origin: *";
            open(browser, &format!("history={history}")).await;
            let policy = text(browser, "policy").await;
            assert!(policy.contains(&format!("connect-src https://widgets.example{added};")), "{history}: {policy}");
            let cors = text(browser, "cors").await;
            assert_eq!(cors.contains("with the history"), is_foreign, "{history}: {cors}");
            assert_eq!(cors.contains(header), is_foreign, "{history}: {cors}");
            // A frame asks by itself, under a policy of its own.
            press(browser, "[name=embed][value=iframe]").await;
            reads(browser, "snippet", "<iframe id=").await;
            assert!(!text(browser, "policy").await.contains("connect-src"), "{history}");
            let cors = text(browser, "cors").await;
            assert_eq!(cors.contains(header), is_foreign, "{history}: {cors}");
        }
        // An address is relative to the frame's there, so the API is on the origin that asks.
        open(browser, "source=api&cloud=own&base=/defender&embed=iframe").await;
        let cors = text(browser, "cors").await;
        assert!(!cors.contains("to OPTIONS"), "{cors}");
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
        serve_files(browser, &policy).await;
        browser.server.reply("/import.js", Reply::new(200, "text/javascript", "import './secure-score-gauge.js';"));
        let body = "<secure-score-gauge></secure-score-gauge><script type=module src=/import.js></script>\
                    <script type=module src=/secure-score-snapshot.js></script>";
        browser.open_page(map, body).await;
        browser.gauge().reads("value", "640").await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_lines_name_the_chosen_host() {
    let test = async |browser: &Browser| {
        for (cloud, host, login) in [
            ("global", "api.securitycenter.microsoft.com", "https://login.microsoftonline.com"),
            ("eu", "eu.api.security.microsoft.com", "https://login.microsoftonline.com"),
            ("gcc", "api-gcc.securitycenter.microsoft.us", "https://login.microsoftonline.com"),
            ("gcc-high", "api-gov.securitycenter.microsoft.us", "https://login.microsoftonline.us"),
            ("dod", "api-gov.securitycenter.microsoft.us", "https://login.microsoftonline.us"),
        ] {
            open(browser, &format!("source=api&cloud={cloud}")).await;
            let policy = text(browser, "policy").await;
            assert!(policy.contains(&format!("https://{host} {login};")), "{policy}");
            assert!(policy.contains(&format!("frame-src 'self' {login};")), "{cloud}");
            assert!(!policy.contains("default-src"), "the lines are additions: {policy}");
            assert!(
                text(browser, "file-secure-score-token.js").await.contains(&format!("authority: `{login}/")),
                "{cloud}"
            );
            assert!(text(browser, "snippet").await.contains(&format!("api-base=\"https://{host}\"")), "{cloud}");
            let cors = text(browser, "cors").await;
            assert!(cors.contains(&format!("# https://{host}, to OPTIONS")), "{cors}");
            assert!(cors.contains("Access-Control-Allow-Headers: Authorization"), "{cors}");
        }
        let names: Vec<String> = files(browser).await.into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["snippet", "secure-score-token.js", "redirect.html", "redirect.js"]);
    };
    topic().run(test).await;
}

pub(super) const TABS: [(&str, &str); 7] = [
    ("html", "<script type=\"module\""),
    ("react", "export function SecureScore"),
    ("vue", "<template>"),
    ("svelte", "<script>"),
    ("angular", "CUSTOM_ELEMENTS_SCHEMA"),
    ("yew", "html! {"),
    ("iframe", "<iframe id="),
];

const SOURCES: [&str; 6] = [
    "source=sample",
    "source=api&cloud=eu",
    "source=api&cloud=own&base=http://localhost:8080/defender",
    "source=file&src=http://127.0.0.1:9000/data/score.json",
    "source=values&score=512",
    "source=values&score=512&history=http://localhost:8080/history.json",
];

/// Fails where an editor of the language would show an error.
pub(super) fn parses(language: &str, text: &str) {
    let mut esbuild = Command::new(repository().join("node_modules/.bin/esbuild"));
    esbuild.arg(format!("--loader={language}")).args(["--format=esm", "--log-level=warning"]);
    let mut child =
        esbuild.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("esbuild");
    std::io::Write::write_all(&mut child.stdin.take().expect("an input"), text.as_bytes()).expect("an input");
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
}

#[tokio::test]
async fn each_tab_follows_the_source_and_never_names_this_machine() {
    let test = async |browser: &Browser| {
        for source in SOURCES {
            open(browser, source).await;
            for (tab, mark) in TABS {
                press(browser, &format!("[name=embed][value={tab}]")).await;
                reads(browser, "snippet", mark).await;
                let whole =
                    text(browser, "files").await + &text(browser, "policy").await + &text(browser, "cors").await;
                assert!(!whole.contains("localhost") && !whole.contains("127.0.0.1"), "{source}, {tab}: {whole}");
                assert!(!whole.contains("played"), "the simulated API is no host's: {whole}");
                assert_eq!(whole.contains("getToken"), source.contains("api"), "{source}, {tab}: {whole}");
                assert!(!whole.contains("<script>\n") || tab == "svelte", "no inline script: {whole}");
                for (name, text) in files(browser).await {
                    match (tab, name.as_str()) {
                        ("react", "snippet") => parses("jsx", &text),
                        ("angular", "snippet") => parses("ts", &text),
                        (_, name) if Some("js") == name.rsplit_once('.').map(|(_, end)| end) => parses("js", &text),
                        _ => (),
                    }
                }
            }
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_page_to_download_works_beside_dist() {
    let test = async |browser: &Browser| {
        browser.server.directory("/portal/dist/", dist());
        for (fragment, value) in
            [("", "340"), ("source=api&cloud=own&base=/defender", "340"), ("source=values&score=512", "512")]
        {
            open(browser, fragment).await;
            // The driver saves no files: the text of the link's blob is the file.
            let page: String = browser
                .wait(
                    "(async () => { const make = URL.createObjectURL; let file; URL.createObjectURL = (blob) => { file = blob; return make(blob) }; \
                     HTMLAnchorElement.prototype.click = () => {}; document.getElementById('download').click(); return file.text() })()",
                )
                .await;
            for (name, text) in files(browser).await {
                browser.server.reply(&format!("/portal/{name}"), Reply::new(200, "text/javascript", text));
            }
            browser.server.reply("/portal/msal-browser.min.js", Reply::new(200, "text/javascript", MSAL));
            assert!(!page.contains("127.0.0.1") && !page.contains("://"), "{page}");
            browser.server.page("/portal/secure-score.html", page);
            browser.goto("/portal/secure-score.html").await;
            browser.gauge().reads("value", value).await;
            browser.is_quiet().await;
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_frame_shows_its_gauge_in_the_page_that_its_list_names() {
    let test = async |browser: &Browser| {
        open(browser, "source=file&embed=iframe").await;
        settle_places(browser).await;
        let tags = text(browser, "snippet").await;
        assert!(text(browser, "file-frame.json").await.contains(&browser.server.origin()));
        put_into_an_empty_page(browser, &tags).await;
        let inside = "document.querySelector('iframe').contentDocument?.querySelector('secure-score-gauge')";
        let _: Value = browser.wait(&format!("host.until(() => {inside}?.score?.value === 340)")).await;
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_tag_of_the_frame_allows_what_the_guide_says() {
    let guide = fs::read_to_string(repository().join("docs/frame.md")).expect("the guide");
    let test = async |browser: &Browser| {
        open(browser, "source=file&embed=iframe").await;
        let tags = text(browser, "snippet").await;
        let allow = tags.split("allow=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        assert!(allow.contains("https://widgets.example"), "{tags}");
        assert!(guide.contains(&format!("allow=\"{allow}\"")), "{tags}");
        fill(browser, "[name=place]", "https://cdn.example/secure-score/").await;
        reads(browser, "snippet", &format!("allow=\"{}\"", allow.replace("widgets", "cdn"))).await;
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
        for id in ["request", "snippet", "file-secure-score-token.js", "file-redirect.html", "policy", "cors", "pins"] {
            press(browser, &format!("[data-copies='{id}']")).await;
            copied(&text(browser, id).await).await;
            reads(browser, "said", "Copied.").await;
        }
        let address: String = browser.value("location.href").await;
        assert!(address.contains("cloud=eu"), "{address}");
        press(browser, "#share").await;
        copied(&address).await;
        let _: Value = browser.value("(navigator.clipboard.writeText = () => Promise.reject(), null)").await;
        press(browser, "[data-copies=policy]").await;
        reads(browser, "said", "Copy it with the keyboard").await;
        assert_eq!(
            browser.value::<String>("String(getSelection()).trim()").await,
            text(browser, "policy").await.trim()
        );
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

//! A real sign-in: MSAL against an OpenID provider, and an API that verifies what it gets by the
//! provider's keys.

use std::{
    cell::RefCell,
    io::{BufRead, BufReader, Lines, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Duration,
};

use devserver::{Recorded, Reply};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, jwk::JwkSet};
use secure_score_tests::{Browser, repository, topic};
use serde::Deserialize;
use serde_json::{Value, json};

use super::page::{API, examples, until, wait_for_score};

const AUDIENCE: &str = "https://api.securitycenter.microsoft.com";

/// A running provider, which signs everybody in. Dropped is ended.
struct Provider {
    child: Child,
    orders: RefCell<ChildStdin>,
    lines: RefCell<Lines<BufReader<ChildStdout>>>,
    told: Told,
}

/// What it tells first.
#[derive(Deserialize)]
struct Told {
    port: u16,
    #[serde(flatten)]
    keys: JwkSet,
}

impl Provider {
    fn start(redirect: &str) -> Self {
        let mut child = Command::new("node")
            .arg(repository().join("tests/surface/builds/msal/provider.mjs"))
            .args([examples().as_os_str(), redirect.as_ref()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node");
        let orders = RefCell::new(child.stdin.take().expect("a pipe"));
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let told = serde_json::from_str(&lines.next().expect("a line").expect("text")).expect("a port and keys");
        Self { child, orders, lines: RefCell::new(lines), told }
    }

    /// Says what tokens are like from now on, and waits until that is so.
    fn order(&self, order: &Value) {
        writeln!(self.orders.borrow_mut(), "{order}").expect("a provider that listens");
        self.lines.borrow_mut().next().expect("an answer").expect("text");
    }

    /// The configuration of the example for this provider, as its `config.js`.
    fn configuration(&self) -> String {
        let at = |path: &str| format!("http://127.0.0.1:{}{path}", self.told.port);
        let metadata = json!({
            "issuer": "https://login.test/tenant",
            "authorization_endpoint": at("/auth"),
            "token_endpoint": at("/token"),
            "jwks_uri": at("/jwks"),
            "end_session_endpoint": at("/session/end"),
        });
        let metadata = Value::from(metadata.to_string());
        format!(
            "export const configuration = {{ auth: {{ clientId: 'portal', authority: 'https://login.test/tenant', \
             knownAuthorities: ['login.test'], authorityMetadata: {metadata}, \
             redirectUri: new URL('redirect.html', document.baseURI).href }}, system: {{ protocolMode: 'OIDC' }} }};\n\
             export const scopes = ['{AUDIENCE}/Score.Read'];\n"
        )
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The API's answer to a bearer: the score where signature, audience and expiry are right.
fn verified(keys: &JwkSet, request: &Recorded) -> Reply {
    let token = request.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
    let claims = token.and_then(|token| {
        let key = keys.find(&decode_header(token).ok()?.kid?)?;
        let mut validation = Validation::new(Algorithm::RS256);
        validation.set_audience(&[AUDIENCE]);
        validation.leeway = 0;
        decode::<Value>(token, &DecodingKey::from_jwk(key).ok()?, &validation).ok()
    });
    if claims.is_some() { Reply::score("340") } else { Reply::error(401, "Unauthorized") }
}

/// The example's page, without its policy, which names the real hosts.
const PAGE: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Our devices</title><link rel="icon" href="data:,">
<script src="vendor/msal-browser.min.js" defer></script><script type="module" src="/secure-score-gauge.js"></script>
<script type="module" src="portal.js"></script></head><body><button type="button" id="sign-in" hidden>Sign in</button>
<button type="button" id="sign-out" hidden>Sign out</button>
<secure-score-gauge api-base="/defender">Secure score: see the Defender portal</secure-score-gauge></body></html>"#;

async fn click(browser: &Browser, id: &str) {
    let _: bool = browser.wait(&until(&format!("document.querySelector('#{id}')?.hidden === false"))).await;
    // By the driver: a pop-up needs a person's click.
    let button = browser.client.find(fantoccini::Locator::Css(&format!("#{id}"))).await.expect("the button");
    button.click().await.expect("a click");
}

async fn state(browser: &Browser, state: &str) {
    let condition = format!("document.querySelector('secure-score-gauge').state === '{state}'");
    let _: bool = browser.wait(&until(&condition)).await;
}

/// Waits until MSAL has got one more token: the gauge asks in good time before one expires.
async fn renewed(browser: &Browser) {
    let tokens = "performance.getEntriesByType('resource').filter(({ name }) => name.includes('/token')).length";
    let before: usize = browser.value(tokens).await;
    let _: bool = browser.wait(&until(&format!("{tokens} > {before}"))).await;
}

#[tokio::test]
async fn a_reader_signs_in_stays_signed_in_and_signs_out() {
    let test = async |browser: &Browser| {
        let server = &browser.server;
        let provider = Provider::start(&server.url("/msal/redirect.html"));
        server.directory("/msal/", repository().join("examples/msal"));
        let library = examples().join("node_modules/@azure/msal-browser/lib");
        server.directory("/msal/vendor/", &library);
        server.directory("/bridge/", library.join("redirect-bridge"));
        let bridge = std::fs::read(library.join("redirect-bridge/msal-redirect-bridge.min.js")).expect("MSAL's bridge");
        server.reply("/msal/vendor/msal-redirect-bridge.min.js", Reply::new(200, "text/javascript", bridge));
        server.reply("/msal/config.js", Reply::new(200, "text/javascript", provider.configuration()));
        server.page("/msal/index.html", PAGE);
        let keys = provider.told.keys.clone();
        server.answer_with(API, move |request| verified(&keys, request));

        // An expired token is renewed without a flash: tokens that live for eight seconds are
        // renewed after four.
        provider.order(&json!({ "seconds": 8 }));
        browser.goto("/msal/index.html").await;
        click(browser, "sign-in").await;
        wait_for_score(browser).await;
        let _: bool = browser
            .wait(
                "(window.seen = [], document.querySelector('secure-score-gauge').addEventListener('secure-score-state', \
                 ({ detail }) => window.seen.push(detail.state)), true)",
            )
            .await;
        let first = server.requests(API).last().expect("a request").header("authorization").map(str::to_owned);
        renewed(browser).await;
        let _: bool = browser
            .wait("document.querySelector('secure-score-gauge').refresh().then(({ value }) => value === 340)")
            .await;
        let last = server.requests(API).last().expect("a request").header("authorization").map(str::to_owned);
        assert_ne!(first, last, "another token");
        assert_eq!(browser.value::<Vec<String>>("window.seen").await, Vec::<String>::new(), "no flash");

        // A token for another audience gets 401, and the card says so.
        provider.order(&json!({ "audience": "https://api.security.microsoft.com", "seconds": 3600 }));
        renewed(browser).await;
        let code: String = browser
            .wait("document.querySelector('secure-score-gauge').refresh().then(() => 'none', ({ code }) => code)")
            .await;
        assert_eq!(code, "unauthorized");
        state(browser, "unauthorized").await;

        // Signing out takes the score away and asks nothing more.
        click(browser, "sign-out").await;
        state(browser, "idle").await;
        let asked = server.requests(API).len();
        let _: Value = browser.wait("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))").await;
        assert_eq!(server.requests(API).len(), asked);
        assert_eq!(browser.value::<Value>("document.querySelector('secure-score-gauge').score").await, Value::Null);
    };
    topic().limit(Duration::from_secs(180), Duration::from_secs(30)).run(test).await;
}

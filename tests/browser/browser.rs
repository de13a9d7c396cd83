//! One session in one engine, with a server of its own.

use std::{
    cell::{Cell, RefCell},
    fs,
    path::PathBuf,
};

use devserver::Server;
use fantoccini::{Client, wd::WebDriverCompatibleCommand};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{
    engine::Engine,
    gauge::Gauge,
    recorder::{Event, Message, TokenCall},
};

/// A session.
#[derive(Debug)]
pub struct Browser {
    /// Which engine it is.
    pub engine: Engine,
    /// The WebDriver client, for what this type has no word for.
    pub client: Client,
    /// Serves `dist/` at `/`, the API at `/defender/api/`, and the pages opened.
    pub server: Server,
    /// Whether the open page lets its scripts evaluate text.
    evaluates: Cell<bool>,
    /// The driver gives each line of its log once.
    log: RefCell<Vec<Message>>,
}

impl Browser {
    pub(crate) fn new(engine: Engine, client: Client, server: Server) -> Self {
        Self { engine, client, server, evaluates: Cell::new(false), log: RefCell::default() }
    }

    /// Opens a host page that loads the widget and has this body.
    pub async fn open(&self, body: &str) {
        self.open_page(r#"<script type="module" src="/secure-score-gauge.js"></script>"#, body).await;
    }

    /// Opens a host page with a head and a body of its own. Nothing of the widget is loaded unless
    /// they do.
    pub async fn open_page(&self, head: &str, body: &str) {
        self.server.page(
            "/host.html",
            format!(
                r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A host page</title><link rel="icon" href="data:,">{head}</head><body>{body}</body></html>"#
            ),
        );
        self.goto("/host.html").await;
        let policy = "content-security-policy";
        let policed = self.server.header_set("/host.html", policy).is_some() || head.to_lowercase().contains(policy);
        self.evaluates.set(!policed);
    }

    /// Opens a path of the server.
    pub async fn goto(&self, path: &str) {
        let url = self.server.url(path);
        self.evaluates.set(false);
        self.client.goto(&url).await.unwrap_or_else(|error| panic!("in {}: {url} does not open: {error}", self.engine));
    }

    /// The page's only gauge, or its first.
    #[must_use]
    pub fn gauge(&self) -> Gauge<'_> {
        Gauge::new(self, "gauge".to_owned())
    }

    /// The gauge with this id.
    #[must_use]
    pub fn gauge_by_id(&self, id: &str) -> Gauge<'_> {
        Gauge::new(self, format!("document.getElementById({id:?})"))
    }

    /// Runs statements in the page. The element may still be on its way: they run once it is
    /// defined.
    ///
    /// Where a policy forbids pages to evaluate text, Firefox runs them beside the page's own
    /// scripts, with constructors and undeclared variables of their own: write `window.Date` and
    /// `window.seen` there.
    pub async fn run(&self, statements: &str) {
        let _: Value = self
            .wait(&format!("customElements.whenDefined('secure-score-gauge').then(async () => {{ {statements} }})"))
            .await;
    }

    /// The value of an expression.
    pub async fn value<T: DeserializeOwned>(&self, expression: &str) -> T {
        let value = self.client.execute(&self.in_page(&format!("return ({expression});")), Vec::new()).await;
        let value = value.unwrap_or_else(|error| panic!("in {}: {expression} fails: {error}", self.engine));
        serde_json::from_value(value.clone())
            .unwrap_or_else(|error| panic!("in {}: {expression} is {value}: {error}", self.engine))
    }

    /// The value of an expression's promise.
    pub async fn wait<T: DeserializeOwned>(&self, expression: &str) -> T {
        let script = format!(
            "const done = arguments[0]; (async () => ({expression}))().then(\
             (value) => done({{ value: value ?? null }}), (error) => done({{ error: String(error) }}));"
        );
        let answer = self.client.execute_async(&self.in_page(&script), Vec::new()).await;
        let answer = answer.unwrap_or_else(|error| panic!("in {}: waited for {expression}: {error}", self.engine));
        assert!(answer.get("error").is_none(), "in {}: {expression} throws: {answer}", self.engine);
        let value = answer.get("value").cloned().unwrap_or_default();
        serde_json::from_value(value.clone())
            .unwrap_or_else(|error| panic!("in {}: {expression} is {value}: {error}", self.engine))
    }

    /// A driver's script as the page's own. Firefox gives such scripts a global object of their
    /// own, whose objects the page may not read.
    fn in_page(&self, script: &str) -> String {
        if self.engine == Engine::Firefox && self.evaluates.get() {
            let function = serde_json::Value::from(format!("(function () {{ {script} }})"));
            format!("return window.eval({function}).apply(null, arguments);")
        } else {
            script.to_owned()
        }
    }

    /// Waits for the `nth` event (from 1) of a name, also when it came already.
    pub async fn event(&self, name: &str, nth: usize) -> Event {
        self.wait(&format!("host.event({name:?}, {nth})")).await
    }

    /// The events of a name until now.
    pub async fn events(&self, name: &str) -> Vec<Event> {
        self.value(&format!("host.record.events.filter((event) => event.name === {name:?})")).await
    }

    /// The states that the first gauge went through until now, as its events tell.
    pub async fn states(&self) -> Vec<String> {
        let events = self.events("secure-score-state").await;
        events.iter().map(|event| event.detail["state"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The codes of the errors until now, as events tell.
    pub async fn error_codes(&self) -> Vec<String> {
        let events = self.events("secure-score-error").await;
        events.iter().map(|event| event.detail["code"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The calls of every `host.tokens(…)` until now.
    pub async fn token_calls(&self) -> Vec<TokenCall> {
        self.value("host.record.tokenCalls").await
    }

    /// The reasons of [`Browser::token_calls`].
    pub async fn token_reasons(&self) -> Vec<String> {
        self.token_calls().await.into_iter().map(|call| call.reason).collect()
    }

    /// What the page's own scripts said: console calls, uncaught errors, policy violations, missing
    /// files.
    pub async fn said(&self) -> Vec<Message> {
        self.value("host.record.console").await
    }

    /// Everything in the console: what scripts said, and in Chromium also what the browser says by
    /// itself.
    pub async fn console(&self) -> Vec<Message> {
        if self.engine == Engine::Chromium {
            let lines = self.log_lines().await;
            // What went through the console is in the recorder already, and better readable.
            let own = lines.iter().filter(|line| line["source"] != "console-api").map(|line| Message {
                level: line["source"].as_str().unwrap_or_default().to_owned(),
                text: line["message"].as_str().unwrap_or_default().to_owned(),
            });
            self.log.borrow_mut().extend(own);
        }
        let mut all = self.said().await;
        all.extend(self.log.borrow().iter().cloned());
        all
    }

    /// The lines of Chromium's log since the last call, for pages of other servers, which do not
    /// record.
    pub async fn log(&self) -> Vec<String> {
        self.log_lines().await.iter().map(|line| line["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    async fn log_lines(&self) -> Vec<Value> {
        let log = self.client.issue_cmd(BrowserLog).await.expect("Chromium's log");
        log.as_array().cloned().unwrap_or_default()
    }

    /// Fails on anything that a script threw and nobody caught.
    ///
    /// # Panics
    /// If there is any.
    pub async fn threw_nothing(&self, what: &str) {
        let said = self.said().await;
        let thrown = said.iter().find(|one| ["uncaught", "unhandled"].contains(&one.level.as_str()));
        assert!(thrown.is_none(), "in {}: {what}: {said:?}", self.engine);
    }

    /// Fails on any line in the console.
    ///
    /// # Panics
    /// If there is one.
    pub async fn is_quiet(&self) {
        let console = self.console().await;
        assert!(console.is_empty(), "in {}: the console holds {console:#?}", self.engine);
    }

    /// Writes what is on the screen to a PNG file below `SECURE_SCORE_SCREENSHOTS`, where that is
    /// set.
    pub async fn screenshot(&self, name: &str) {
        let Some(folder) = std::env::var_os("SECURE_SCORE_SCREENSHOTS").map(PathBuf::from) else { return };
        let picture = self.client.screenshot().await.expect("a screenshot");
        fs::create_dir_all(&folder).expect("a folder for screenshots");
        fs::write(folder.join(format!("{name}-{}.png", self.engine)), picture).expect("a writable folder");
    }

    /// Tells, for the report of a failed test, what the page and the server saw.
    pub(crate) async fn say_what_happened(&self) {
        let record = self.client.execute("return [host.record, gauges.map((one) => one.outerHTML)]", Vec::new()).await;
        eprintln!("in {}: the page's record: {record:#?}", self.engine);
        for request in self.server.received() {
            eprintln!("  {} {} → {:?}", request.method, request.path, request.outcome);
        }
    }
}

/// The log of Chromium's console, which only its driver knows.
#[derive(Debug)]
pub(crate) struct BrowserLog;

impl WebDriverCompatibleCommand for BrowserLog {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "type": "browser" }).to_string()))
    }
}

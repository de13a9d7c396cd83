//! Reading one gauge by its public names.

use serde_json::Value;

use crate::browser::Browser;

/// A gauge on the open page.
#[derive(Clone, Debug)]
pub struct Gauge<'b> {
    browser: &'b Browser,
    /// An expression for the element.
    element: String,
}

impl<'b> Gauge<'b> {
    pub(crate) fn new(browser: &'b Browser, element: String) -> Self {
        Self { browser, element }
    }

    /// The value of an expression in which `it` is the gauge.
    pub async fn value(&self, expression: &str) -> Value {
        self.browser.value(&format!("((it) => ({expression}))({})", self.element)).await
    }

    /// Waits until an expression in which `it` is the gauge is true.
    pub async fn until(&self, expression: &str) -> Value {
        self.browser.wait(&format!("host.until(() => ((it) => ({expression}))({}))", self.element)).await
    }

    /// Its `state`.
    pub async fn state(&self) -> String {
        self.value("it.state").await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until its `state` is this one.
    pub async fn becomes(&self, state: &str) {
        self.until(&format!("it.state === {state:?}")).await;
    }

    /// The visible text of a part; `None` where the part is missing or hidden.
    pub async fn part(&self, part: &str) -> Option<String> {
        self.value(&format!("host.part(it, {part:?})")).await.as_str().map(str::to_owned)
    }

    /// Waits until the visible text of a part holds a text.
    pub async fn reads(&self, part: &str, text: &str) {
        self.until(&format!("host.part(it, {part:?})?.includes({text:?})")).await;
    }

    /// Waits until a part is neither there nor visible.
    pub async fn lacks(&self, part: &str) {
        self.until(&format!("host.part(it, {part:?}) === null")).await;
    }
}

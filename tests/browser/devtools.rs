//! Chromium's own protocol: by the driver, and over a socket of its own for answers that come as
//! events, which never pass the driver.

use fantoccini::wd::WebDriverCompatibleCommand;
use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio_tungstenite::{connect_async, tungstenite::Message};

use crate::browser::Browser;

/// What a heap snapshot has of every string: the first 1,024 characters.
#[derive(Deserialize)]
struct HeapSnapshot {
    strings: Vec<String>,
}

impl Browser {
    /// What Chromium answers to a command of its own protocol.
    ///
    /// # Panics
    /// If it refuses the command, or in another engine.
    pub async fn devtools(&self, command: &'static str, given: Value) -> Value {
        let answer = self.client.issue_cmd(DevTools(command, given)).await;
        answer.unwrap_or_else(|error| panic!("in {}: {command} fails: {error}", self.engine))
    }

    /// Has the page stand in another time zone from now on; empty: in the machine's own.
    pub async fn move_to_zone(&self, zone: &str) {
        self.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": zone })).await;
    }

    /// Every string that the scripts of the page can still reach, those of the browser included,
    /// after a collection of garbage. Chromium alone tells, and to a test that runs alone: no other
    /// one knows the address.
    pub async fn strings_in_reach(&self) -> Vec<String> {
        let capabilities = self.client.capabilities().expect("the capabilities of a session of this test's own");
        let address = capabilities["goog:chromeOptions"]["debuggerAddress"].as_str().expect("Chromium's address");
        let window = self.client.window().await.expect("a window");
        let socket = connect_async(format!("ws://{address}/devtools/page/{}", String::from(window))).await;
        let (mut socket, _) = socket.expect("a socket of Chromium's protocol");
        let command = json!({ "id": 1, "method": "HeapProfiler.takeHeapSnapshot" });
        socket.send(Message::text(command.to_string())).await.expect("an open socket");
        let mut snapshot = String::new();
        while let Some(message) = socket.next().await {
            let message = message.expect("a message of the protocol").into_text().expect("a text");
            let message: Value = serde_json::from_str(&message).expect("JSON");
            if message["method"] == "HeapProfiler.addHeapSnapshotChunk" {
                snapshot.push_str(message["params"]["chunk"].as_str().unwrap_or_default());
            } else if message["id"] == 1 {
                assert!(message["error"].is_null(), "no heap snapshot: {message}");
                break;
            }
        }
        let HeapSnapshot { strings } = serde_json::from_str(&snapshot).expect("a heap snapshot");
        strings
    }
}

/// A command of the protocol, by the driver.
#[derive(Debug)]
struct DevTools(&'static str, Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "cmd": self.0, "params": self.1 }).to_string()))
    }
}

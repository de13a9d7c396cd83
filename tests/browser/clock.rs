//! Time that passes when a test says so.

use std::time::Duration;

use serde_json::Value;

use crate::{browser::Browser, harness};

impl Browser {
    /// Stops the clock of every page opened from now on, at an instant such as `2026-03-02T09:00:00Z`.
    pub fn stop_clocks(&self, now: &str) {
        harness::stop_clocks(&self.server, now);
    }

    /// Lets time pass in the page, and requests be answered on the way.
    pub async fn pass(&self, time: Duration) {
        let time = time.as_millis();
        let _: Value = self
            .value(&format!("(host.passed = null, host.pass({time}).then(() => {{ host.passed = true }}), null)"))
            .await;
        // Asked again and again, because WebKit bounds an awaited script by the page's own timers, which run now.
        while !self.value::<Option<bool>>("host.passed").await.unwrap_or_default() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Lets requests and promises come to rest while no time passes.
    pub async fn settle(&self) {
        let _: Value = self.wait("host.settled()").await;
    }
}

//! Time that passes when a test says so.

use std::time::Duration;

use serde_json::Value;

use crate::{browser::Browser, harness};

impl Browser {
    /// Stops the clock of every page opened from now on, at an instant such as
    /// `2026-03-02T09:00:00Z`.
    pub fn stop_clocks(&self, now: &str) {
        harness::stop_clocks(&self.server, now);
    }

    /// Lets time pass in the page, and requests be answered on the way.
    pub async fn pass(&self, time: Duration) {
        let mut left = time;
        while !left.is_zero() {
            // A second or two of the driver's patience, where timers ring every second.
            let part = left.min(Duration::from_secs(3600));
            let _: Value = self.wait(&format!("host.pass({})", part.as_millis())).await;
            left -= part;
        }
    }

    /// Lets requests and promises come to rest while no time passes.
    pub async fn settle(&self) {
        let _: Value = self.wait("host.settled()").await;
    }
}

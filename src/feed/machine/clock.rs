//! The machine's own time, which never goes back.

/// Milliseconds that have passed, added up from the reader's clock. When that is set back, no time
/// passes; when it is set forward, or the computer slept, what was due in between is due now.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    now: f64,
    wall: Option<f64>,
}

impl Clock {
    /// The reader's clock shows `wall` milliseconds since 1970.
    pub(super) fn advance(&mut self, wall: f64) {
        if !wall.is_finite() {
            return;
        }
        let passed = wall - self.wall.replace(wall).unwrap_or(wall);
        self.now += passed.max(0.0);
    }

    /// Milliseconds on the machine's own clock.
    pub(super) fn now(&self) -> f64 {
        self.now
    }

    /// The last time of the reader's clock, in milliseconds since 1970.
    pub(super) fn wall(&self) -> f64 {
        self.wall.unwrap_or(0.0)
    }
}

//! Holding answers back until a test lets them go: no sleeping, no racing.

use tokio::sync::watch;

/// Holds every [`Reply`](crate::Reply) that was given it until it is opened.
///
/// ```
/// let gate = devserver::Gate::new();
/// let late = devserver::Reply::score("340").held(&gate);
/// gate.open();
/// ```
#[derive(Clone, Debug)]
pub struct Gate(watch::Sender<bool>);

impl Gate {
    /// A closed gate.
    #[must_use]
    pub fn new() -> Self {
        Self(watch::Sender::new(false))
    }

    /// Lets go what waits, and everything that comes later.
    pub fn open(&self) {
        self.0.send_replace(true);
    }

    pub(crate) async fn opened(&self) {
        // The sender lives in `self`, so the wait cannot end in an error.
        let _ = self.0.subscribe().wait_for(|open| *open).await;
    }
}

impl Default for Gate {
    fn default() -> Self {
        Self::new()
    }
}

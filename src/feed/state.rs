//! The states of a gauge, and which may follow which.

/// The state of a gauge.
///
/// ```
/// use secure_score::{State, Status};
///
/// let nothing_yet = Status::of(None, 0.0, None);
/// assert_eq!(nothing_yet.state(24.0 * 3_600_000.0), State::Loading);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// The API is the source, and there is no token yet.
    Idle,
    /// The first answer is under way.
    Loading,
    /// A good answer is shown.
    Ready,
    /// The last good answer is too old.
    Stale,
    /// A token is missing or was refused.
    Unauthorized,
    /// Anything else went wrong.
    Error,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 6] = [Self::Idle, Self::Loading, Self::Ready, Self::Stale, Self::Unauthorized, Self::Error];

    /// The name in events, in the `state` property and in `:state()`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Loading => "loading",
            Self::Ready => "ready",
            Self::Stale => "stale",
            Self::Unauthorized => "unauthorized",
            Self::Error => "error",
        }
    }

    /// The states that may follow this one while the source stays the same. (Another source starts
    /// anew.)
    #[must_use]
    pub fn next(self) -> &'static [Self] {
        use State::{Error, Idle, Loading, Ready, Stale, Unauthorized};
        match self {
            Idle => &[Loading, Error],
            Loading => &[Idle, Ready, Stale, Unauthorized, Error],
            Ready => &[Idle, Stale, Unauthorized, Error],
            Stale => &[Idle, Ready, Unauthorized, Error],
            Unauthorized => &[Idle, Loading, Ready, Stale, Error],
            Error => &[Idle, Loading, Ready, Stale, Unauthorized],
        }
    }
}

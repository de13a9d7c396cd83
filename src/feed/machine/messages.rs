//! The machine's messages: inputs, effects and reports.

use std::rc::Rc;

use super::super::{Error, Failure};
use super::LastGood;
use crate::score::Reading;

/// The circumstances of an input: clocks and a random number, which the machine has no other way to
/// know.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Milliseconds since 1970 by this page's clock, which may be wrong, and may be set back.
    pub now: f64,
    /// Milliseconds since the page began, by a clock that is never set.
    pub steady: f64,
    /// From 0 to 1.
    pub random: f64,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Input {
    /// The timer that [`Effect::Wake`] set has rung, or somebody wants the clock to be looked at.
    Woke,
    /// The page was shown or hidden, or went online or offline.
    Page(Page),
    /// The host page set its callback, which yields tokens: the first one, or the same one once
    /// more.
    Provider,
    /// The host page set another callback in place of the one that it had. (Frameworks do at each
    /// render.)
    ProviderReplaced,
    /// The host page took its callback away.
    ProviderGone,
    /// The host page handed over a token, which expires then (milliseconds since 1970), as far as
    /// it said.
    TokenGiven(Option<f64>),
    /// The host page took the token back.
    TokenCleared,
    /// The callback's answer to [`Effect::AskToken`].
    Token(TokenReply),
    /// The answer to [`Effect::Send`].
    Answer(Result<Reading, Failure>),
    /// Somebody asks for the score now, on a page that may be hidden or offline.
    Refresh,
    /// The time between requests, in milliseconds; none for no requests but the first and those
    /// asked for.
    Interval(Option<f64>),
}

/// Whether the page may ask for anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// It is not hidden.
    pub visible: bool,
    /// The browser does not know itself to be offline.
    pub online: bool,
}

impl Page {
    /// Hidden and offline pages ask nothing by themselves.
    #[must_use]
    pub fn may_ask(self) -> bool {
        self.visible && self.online
    }
}

/// Why a token is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There is none.
    Initial,
    /// The one there is expires soon.
    Expiring,
    /// The API refused the one there is.
    Rejected,
}

impl Reason {
    /// The name that the host page's callback sees.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Expiring => "expiring",
            Self::Rejected => "rejected",
        }
    }
}

/// The answer of the host page's callback.
#[derive(Clone, Debug, PartialEq)]
pub enum TokenReply {
    /// Another token than before, which expires then (milliseconds since 1970), as far as it said.
    New(Option<f64>),
    /// The token that is held already, with its expiry.
    Same(Option<f64>),
    /// None.
    Missing,
    /// No usable one.
    Failed(Error),
}

/// The machine's effects, which are carried out in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the host page for a token.
    AskToken(Reason),
    /// Send one request, with the token that is held.
    Send,
    /// Give up what is under way, be it the question for a token or the request.
    Abort,
    /// Wipe the token that is held.
    ForgetToken,
    /// Feed [`Input::Woke`] after this many milliseconds, in place of any earlier such effect;
    /// `None`: not at all.
    Wake(Option<f64>),
    /// Tell the gauges.
    Report(Report),
}

/// The reports for gauges, their host pages and callers of a refresh.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    /// A good answer came.
    Loaded(Rc<LastGood>),
    /// An attempt failed, or could not be made offline: the second value is how many have in a row,
    /// from 1 on.
    Failed(Rc<Failure>, u32),
    /// The caller of a refresh gets no answer: it cannot be tried, or the host page took its token
    /// back.
    Refused(Error),
}

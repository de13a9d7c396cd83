//! All that a gauge shows.

use std::rc::Rc;

use yew::{AttrValue, Callback, Properties};

use crate::feed::{State, Status};
use crate::score::history::Trend;
use crate::score::{Metric, Scale};
use crate::settings::{Action, ArcColor, Format};
use crate::text::{Formats, Texts};

/// The properties of a [`Gauge`](super::Gauge).
#[derive(Clone, PartialEq, Properties)]
pub struct GaugeProps {
    /// The status, as a feed tells it.
    pub status: Status,
    /// Its state: see [`Status::state`].
    pub state: State,
    /// Which number it is.
    #[prop_or_default]
    pub metric: Metric,
    /// The scale it stands on.
    pub scale: Rc<Scale>,
    /// How it is written.
    #[prop_or_default]
    pub format: Format,
    /// The visible name; `None` for the product's name in the page's language.
    #[prop_or_default]
    pub heading: Option<AttrValue>,
    /// Where the link of an error leads, without the `#` and the error's code.
    #[prop_or_default]
    pub help_base: Option<AttrValue>,
    /// Where the link to Microsoft's page of the score leads, if there is one.
    #[prop_or_default]
    pub portal_href: Option<AttrValue>,
    /// The colour of the arc.
    #[prop_or_default]
    pub arc: ArcColor,
    /// How long until the gauge tries again by itself, in milliseconds; none where it does not.
    #[prop_or_default]
    pub next_try: Option<f64>,
    /// Whether somebody has opened the explanation of the score, so that it is drawn.
    #[prop_or_default]
    pub explained: bool,
    /// Whether the card is drawn ahead, for readers who may have no script: the explanation is
    /// drawn as well, and no age, which would soon be wrong.
    #[prop_or_default]
    pub prerendered: bool,
    /// The past of the score; empty without a history.
    #[prop_or_default]
    pub trend: Rc<Trend>,
    /// The point of the sparkline that a reader looks at, by its place among those that are drawn.
    #[prop_or_default]
    pub inspected: Option<usize>,
    /// The same, once the reader has stayed there.
    #[prop_or_default]
    pub rested: Option<usize>,
    /// The entries of the card's menu.
    #[prop_or_default]
    pub actions: Rc<[Action]>,
    /// The texts.
    #[prop_or_default]
    pub words: Texts,
    /// Numbers and dates.
    pub formats: Rc<Formats>,
    /// Called when the page shows what these properties say.
    #[prop_or_default]
    pub on_drawn: Callback<()>,
}

//! The score in context: its past, its change, and the events that tell of a move.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::controller::{Controller, ResolvedSettings};
use super::host::warn;
use super::publish::Event;
use crate::feed::history::{Past, PastSource, day_of};
use crate::feed::{LastGood, PageUrls, Plan};
use crate::score::history::{Fall, History, Trend, Watch};
use crate::score::{Reading, Scale};
use crate::settings::{self, DropAlert, InvalidAttribute, Settings};

thread_local! {
    /// Every fall that this page was told of.
    static TOLD: RefCell<Vec<ToldFall>> = const { RefCell::new(Vec::new()) };
}

/// A fall that a page was told of: for the same past and alert it is not told of again, whatever gauge asks, nor by the same
/// gauge for another alert.
struct ToldFall {
    gauge: Weak<Controller>,
    past: PastSource,
    alert: (DropAlert, f64),
    from: Reading,
}

/// What a gauge knows of its past.
#[derive(Default)]
pub(super) struct Context {
    past: Option<Past>,
    watch: Watch,
    /// What the trend was made of.
    made_of: Option<(Rc<LastGood>, Option<Rc<History>>)>,
    trend: Rc<Trend>,
    /// The files of which the console was told that they cannot be read.
    warned: Vec<PastSource>,
}

impl Context {
    /// The past of the score on show; empty without a history.
    pub(super) fn trend(&self) -> Rc<Trend> {
        Rc::clone(&self.trend)
    }
}

impl Controller {
    /// Follows the past that the settings name for the source of a plan.
    pub(super) fn follow_past(&self, settled: &ResolvedSettings, plan: &Plan, is_new: bool) {
        if is_new {
            let Context { past, warned, .. } = self.context.take();
            self.context.replace(Context { past, warned, ..Context::default() });
        }
        let wanted = self.past_source(&settled.settings, plan);
        let same = self.context.borrow().past.as_ref().map(Past::source) == wanted.as_ref();
        if !same {
            let this = Weak::clone(&self.this);
            let past = wanted.map(|source| {
                Past::open(source, move || {
                    if let Some(embed) = this.upgrade() {
                        embed.show(None);
                    }
                })
            });
            // Outside of the borrow: the earlier past ends with all that it had under way.
            let _earlier = std::mem::replace(&mut self.context.borrow_mut().past, past);
        }
    }

    /// Has the file of the past asked for with each request for a score.
    pub(super) fn accompany(&self) {
        if let Some(subscription) = self.subscription() {
            subscription.accompany(self.context.borrow().past.as_ref());
        }
    }

    fn past_source(&self, settings: &Settings, plan: &Plan) -> Option<PastSource> {
        if settings.history == settings::History::Off {
            return None;
        }
        let source = plan.source()?;
        let (base, origin) = self.place();
        let page = PageUrls { base: &base, origin: &origin };
        let found = PastSource::of(&settings.history, source, settings.metric, settings.group.as_deref(), page);
        found.unwrap_or_else(|_| {
            if let settings::History::File(url) = &settings.history {
                let expected =
                    "expected off, local, local:KEY with a key, or a URL that is https or of this page's origin";
                self.complain(InvalidAttribute::new("history", url, expected, "off").to_string());
            }
            None
        })
    }

    /// Puts trend and change in step with a score and its past, and gives the events that tell of a move.
    pub(super) fn put_in_context(
        &self,
        settings: &Settings,
        scale: &Scale,
        on_show: Option<&Rc<LastGood>>,
    ) -> Vec<Event> {
        let Some(on_show) = on_show else {
            self.context.borrow_mut().watch = Watch::default();
            self.set_trend(None);
            return Vec::new();
        };
        let context = self.context.borrow();
        let known = context.past.as_ref().map(Past::known);
        drop(context);
        self.warn_of_fault();
        let mut events = Vec::new();
        let reading = &on_show.reading;
        let before = match &known {
            None => Some(Rc::default()),
            Some(known) => known.clone(),
        };
        let moved = self.context.borrow_mut().watch.compare(reading, before.as_deref());
        if let Some(moved) = moved {
            let value = reading.score;
            if let Some((previous, band)) = moved.bands(scale) {
                let name = |name: Option<&str>| name.map(ToOwned::to_owned);
                events.push(Event::Band { band: name(band), previous: name(previous), value });
            }
            let reached = moved.target(scale, settings.metric.lower_is_better());
            events.extend(reached.zip(scale.target()).map(|(reached, target)| Event::Target {
                reached,
                target,
                value,
            }));
        }
        self.set_trend(known.map(|known| (Rc::clone(on_show), known)));
        events.extend(self.fall(settings, scale).map(|fall| Event::Drop(fall, reading.score)));
        if let Some(past) = &self.context.borrow().past {
            past.observe(reading);
        }
        events
    }

    /// Says once for each file what is wrong with it.
    fn warn_of_fault(&self) {
        let mut context = self.context.borrow_mut();
        let Some((source, fault)) = context.past.as_ref().and_then(|past| Some((past.source().clone(), past.fault()?)))
        else {
            return;
        };
        if !context.warned.contains(&source) {
            context.warned.push(source);
            drop(context);
            let _ = warn(&fault);
        }
    }

    /// A fall that the page wants to be told of, and was not.
    fn fall(&self, settings: &Settings, scale: &Scale) -> Option<Fall> {
        let alert = settings.drop_alert?;
        let context = self.context.borrow();
        let past = context.past.as_ref()?.source();
        let fall = context.trend.fall(alert.days.into(), settings.metric.lower_is_better())?;
        if fall.points < alert.amount.on(scale.max()) {
            return None;
        }
        let alert = (alert, scale.max());
        TOLD.with_borrow_mut(|told| {
            let is_told = |told: &ToldFall| {
                told.past == *past
                    && told.from == fall.from
                    && (told.alert == alert || Weak::ptr_eq(&told.gauge, &self.this))
            };
            if told.iter().any(is_told) {
                return None;
            }
            let (gauge, past, from) = (Weak::clone(&self.this), past.clone(), fall.from.clone());
            told.push(ToldFall { gauge, past, alert, from });
            Some(fall)
        })
    }

    /// Makes the trend of a score and its past, or none, and hands it to the page where it is another one.
    fn set_trend(&self, made_of: Option<(Rc<LastGood>, Option<Rc<History>>)>) {
        let mut context = self.context.borrow_mut();
        let same = match (&context.made_of, &made_of) {
            (None, None) => true,
            (Some((score, past)), Some((other_score, other_past))) => {
                Rc::ptr_eq(score, other_score) && past.as_ref().map(Rc::as_ptr) == other_past.as_ref().map(Rc::as_ptr)
            }
            _ => false,
        };
        if same {
            return;
        }
        let trend = made_of
            .as_ref()
            .map(|(score, past)| Trend::new(past.as_deref().unwrap_or(&History::default()), &score.reading, &day_of));
        context.made_of = made_of;
        let trend = trend.unwrap_or_default();
        if trend == *context.trend {
            return;
        }
        let dots = Array::new();
        for dot in trend.dots() {
            dots.push(&dot.reading.time.as_str().into());
            dots.push(&JsValue::from(dot.reading.score.points()));
        }
        context.trend = Rc::new(trend);
        drop(context);
        let _ = self.host.set_trend(&dots);
    }
}

//! The score in context: its past, its change, and the events that tell of a move.

use std::cell::RefCell;
use std::rc::Rc;

use super::surface::Event;
use super::warnings::Warnings;
use crate::feed::history::{Past, PastSource, day_of};
use crate::feed::{LastGood, PageUrls, Source, Subscription};
use crate::score::history::{Fall, History, Trend, Watch};
use crate::score::{Reading, Scale};
use crate::settings::{self, InvalidAttribute, Settings};

thread_local! {
    /// Every fall that this page was told of, by the past and the point that it is from: no gauge
    /// tells of it again, whatever its alert is.
    static TOLD: RefCell<Vec<(PastSource, Reading)>> = const { RefCell::new(Vec::new()) };
}

/// The past of a gauge.
#[derive(Default)]
pub(super) struct Context {
    past: RefCell<Option<Past>>,
    known: RefCell<Known>,
    /// The files of which the console was told that they cannot be read.
    warned: RefCell<Vec<PastSource>>,
}

/// The knowledge of one source's score.
#[derive(Default)]
struct Known {
    watch: Watch,
    /// The source of the trend.
    made_of: Option<(Rc<LastGood>, Option<Rc<History>>)>,
    trend: Rc<Trend>,
}

impl Context {
    /// The past of the score on show; empty without a history.
    pub(super) fn trend(&self) -> Rc<Trend> {
        Rc::clone(&self.known.borrow().trend)
    }

    /// The score of another source is followed: nothing that is known concerns it.
    pub(super) fn forget(&self) {
        self.known.take();
    }

    /// Follows the past at a source, or none; `listener` hears when another past is known.
    pub(super) fn follow(&self, source: Option<PastSource>, listener: impl Fn() + 'static) {
        if self.past.borrow().as_ref().map(Past::source) == source.as_ref() {
            return;
        }
        let past = source.map(|source| Past::open(source, listener));
        // Outside of the borrow: the earlier past ends with all that it had under way.
        let _earlier = self.past.replace(past);
    }

    /// Has the file of the past asked for with each request for a score.
    pub(super) fn accompany(&self, subscription: &Subscription) {
        subscription.accompany(self.past.borrow().as_ref());
    }

    /// Puts trend and change in step with a score and its past, and gives the events that tell of a
    /// move.
    pub(super) fn see(
        &self,
        settings: &Settings,
        scale: &Scale,
        on_show: Option<&Rc<LastGood>>,
        warnings: &Warnings,
    ) -> Vec<Event> {
        let Some(on_show) = on_show else {
            let mut known = self.known.borrow_mut();
            known.watch = Watch::default();
            known.forget_trend();
            return Vec::new();
        };
        let known = self.past.borrow().as_ref().map(Past::known);
        let mut events = Vec::new();
        let reading = &on_show.reading;
        let before = match &known {
            None => Some(Rc::default()),
            Some(known) => known.clone(),
        };
        let moved = self.known.borrow_mut().watch.compare(reading, before.as_deref());
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
        match known {
            Some(past) => events.extend(self.see_past(settings, scale, on_show, past, warnings)),
            None => self.known.borrow_mut().forget_trend(),
        }
        events
    }

    /// Makes the trend of a score and its past, and has the score kept. Gives the event of a fall.
    // A way into the part for past scores.
    #[inline(never)]
    fn see_past(
        &self,
        settings: &Settings,
        scale: &Scale,
        on_show: &Rc<LastGood>,
        past: Option<Rc<History>>,
        warnings: &Warnings,
    ) -> Option<Event> {
        self.warn_of_fault(warnings);
        self.known.borrow_mut().set_trend(on_show, past);
        let reading = &on_show.reading;
        let fall = self.fall(settings, scale).map(|fall| Event::Drop(fall, reading.score));
        if let Some(past) = self.past.borrow().as_ref() {
            past.observe(reading);
        }
        fall
    }

    /// Says once for each file what is wrong with it.
    fn warn_of_fault(&self, warnings: &Warnings) {
        let past = self.past.borrow();
        let found = past.as_ref().and_then(|past| Some((past.source().clone(), past.fault()?)));
        drop(past);
        let Some((source, fault)) = found else { return };
        if !self.warned.borrow().contains(&source) {
            self.warned.borrow_mut().push(source);
            warnings.say(fault);
        }
    }

    /// A fall that the page wants to be told of, and was not.
    fn fall(&self, settings: &Settings, scale: &Scale) -> Option<Fall> {
        let alert = settings.drop_alert?;
        let past = self.past.borrow();
        let past = past.as_ref()?.source();
        let fall = self.trend().fall(alert.days.into(), settings.metric.lower_is_better())?;
        if fall.points < alert.amount.on(scale.max()) {
            return None;
        }
        TOLD.with_borrow_mut(|told| {
            if told.iter().any(|(of, from)| of == past && *from == fall.from) {
                return None;
            }
            told.push((past.clone(), fall.from.clone()));
            Some(fall)
        })
    }
}

impl Known {
    /// Makes the trend of a score and its past.
    fn set_trend(&mut self, on_show: &Rc<LastGood>, past: Option<Rc<History>>) {
        let same = self.made_of.as_ref().is_some_and(|(score, before)| {
            Rc::ptr_eq(score, on_show) && before.as_ref().map(Rc::as_ptr) == past.as_ref().map(Rc::as_ptr)
        });
        if same {
            return;
        }
        let trend = Trend::new(past.as_deref().unwrap_or(&History::default()), &on_show.reading, &day_of);
        self.made_of = Some((Rc::clone(on_show), past));
        if trend != *self.trend {
            self.trend = Rc::new(trend);
        }
    }

    fn forget_trend(&mut self) {
        if self.made_of.take().is_some() {
            self.trend = Rc::default();
        }
    }
}

/// The past that the settings name for a source; and the attribute that is not used.
// A way into the part for past scores.
#[inline(never)]
pub(super) fn source_of(
    settings: &Settings,
    source: Option<&Source>,
    page: PageUrls<'_>,
) -> (Option<PastSource>, Option<InvalidAttribute>) {
    let Some(source) = source else { return (None, None) };
    let found = PastSource::of(&settings.history, source, settings.metric, settings.group.as_deref(), page);
    match (found, &settings.history) {
        (Ok(past), _) => (past, None),
        (Err(_), settings::History::File(url)) => {
            let expected = "expected off, local, local:KEY with a key, or a URL that is https or of this page's origin";
            (None, Some(InvalidAttribute::new("history", url, expected, "off")))
        }
        (Err(_), _) => (None, None),
    }
}

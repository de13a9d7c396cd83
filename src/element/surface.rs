//! The page's view of a gauge: a pure function from a status to properties and events.

use std::rc::Rc;

use crate::feed::{Failure, LastGood, Report, State, Status};
use crate::score::history::{Fall, Trend};
use crate::score::{Scale, Score};

/// The `score` property.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PublicScore {
    /// The value in points.
    pub(super) value: f64,
    /// The instant of the score, as its source wrote it.
    pub(super) time: String,
    /// When it came, in milliseconds since 1970.
    pub(super) retrieved_at: f64,
    /// The full scale.
    pub(super) max: f64,
    /// The name of the band in which it stands.
    pub(super) band: Option<String>,
    /// The target in points.
    pub(super) target: Option<f64>,
    /// The change in points, and since when: the latest point of an earlier day.
    pub(super) delta: Option<(f64, String)>,
}

/// Something that the page is told once the card shows it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Event {
    /// `secure-score-state`.
    State {
        /// The state now.
        state: State,
        /// The state before.
        previous: State,
    },
    /// `secure-score-load`, with the `score` property as detail.
    Load,
    /// `secure-score-band`: the score moved into a band, out of the one before; none outside of all
    /// bands.
    Band {
        /// The band now.
        band: Option<String>,
        /// The band before.
        previous: Option<String>,
        /// The score.
        value: Score,
    },
    /// `secure-score-target`: the score reached the target, or fell behind it.
    Target {
        /// Whether it reached the target.
        reached: bool,
        /// The target in points.
        target: f64,
        /// The score.
        value: Score,
    },
    /// `secure-score-drop`: the score got worse by as much as the page wants to be told of.
    Drop(Fall, Score),
    /// `secure-score-error`.
    Error {
        /// The failure.
        failure: Rc<Failure>,
        /// How many attempts in a row have failed.
        attempt: u32,
        /// When the next one is planned, in milliseconds since 1970.
        next_attempt: Option<f64>,
    },
}

/// The changes by which the page learns of a status. In this order: properties first.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    /// The `state` property.
    State(State),
    /// The `trend` property.
    Trend(Rc<Trend>),
    /// The `score` property; without one there is no trend either.
    Score(Option<PublicScore>),
    /// An event.
    Event(Event),
}

/// All that a page may see.
#[derive(Clone, Debug)]
pub(super) struct Seen<'a> {
    /// The status that the feed tells.
    pub(super) status: &'a Status,
    /// Its report, if anything just happened.
    pub(super) report: Option<&'a Report>,
    /// The scale of the gauge.
    pub(super) scale: &'a Rc<Scale>,
    /// The age from which on a score is stale.
    pub(super) stale_after: f64,
    /// The past of the score.
    pub(super) trend: Rc<Trend>,
    /// The events that tell of a move of the score.
    pub(super) moves: Vec<Event>,
}

/// The properties of the page now, and the events that it had.
#[derive(Clone, Debug)]
pub(super) struct Surface {
    state: State,
    /// The answer, the scale and the past that the `score` property was made of.
    score: Option<(Rc<LastGood>, Rc<Scale>, Rc<Trend>)>,
    trend: Rc<Trend>,
    /// The last answer that the page was told of.
    told: Option<Rc<LastGood>>,
}

impl Default for Surface {
    fn default() -> Self {
        Self { state: State::Idle, score: None, trend: Rc::default(), told: None }
    }
}

impl Surface {
    /// The state that the page sees.
    pub(super) fn state(&self) -> State {
        self.state
    }

    /// Another source is followed: the score of the one before is gone.
    #[must_use]
    pub(super) fn forget(self) -> (Self, Vec<Change>) {
        let changes = if self.score.is_some() { vec![Change::Score(None)] } else { Vec::new() };
        (Self { score: None, trend: Rc::default(), ..self }, changes)
    }

    /// The status has changed, or may have.
    #[must_use]
    pub(super) fn see(mut self, seen: Seen<'_>) -> (Self, Vec<Change>) {
        let (mut changes, mut events) = (Vec::new(), Vec::new());
        let last_good = &seen.status.last_good;
        let trend = seen.trend;
        if !Rc::ptr_eq(&self.trend, &trend) && self.trend != trend {
            changes.push(Change::Trend(Rc::clone(&trend)));
        }
        self.trend = Rc::clone(&trend);
        if let Some(last_good) = last_good
            && !self.is_made_of(last_good, seen.scale, &trend)
        {
            changes.push(Change::Score(Some(public(last_good, seen.scale, &trend))));
            self.score = Some((Rc::clone(last_good), Rc::clone(seen.scale), trend));
        } else if last_good.is_none() && self.score.take().is_some() {
            changes.push(Change::Score(None));
        }
        let state = seen.status.state(seen.stale_after);
        let previous = std::mem::replace(&mut self.state, state);
        if state != previous {
            changes.push(Change::State(state));
            events.push(Event::State { state, previous });
        }
        // Every good answer is news, and so is one that came before this gauge did.
        let told = std::mem::replace(&mut self.told, last_good.clone());
        if last_good.as_ref().is_some_and(|now| !told.is_some_and(|told| Rc::ptr_eq(&told, now))) {
            events.push(Event::Load);
        }
        events.extend(seen.moves);
        if let Some(Report::Failed(failure, attempt)) = seen.report {
            let next_attempt = seen.status.next_attempt;
            events.push(Event::Error { failure: Rc::clone(failure), attempt: *attempt, next_attempt });
        }
        changes.extend(events.into_iter().map(Change::Event));
        (self, changes)
    }

    fn is_made_of(&self, last_good: &Rc<LastGood>, scale: &Rc<Scale>, trend: &Rc<Trend>) -> bool {
        self.score.as_ref().is_some_and(|(answer, on, past)| {
            Rc::ptr_eq(answer, last_good) && Rc::ptr_eq(on, scale) && Rc::ptr_eq(past, trend)
        })
    }
}

fn public(last_good: &LastGood, scale: &Scale, trend: &Trend) -> PublicScore {
    let reading = &last_good.reading;
    PublicScore {
        value: reading.score.points(),
        time: reading.time.as_str().to_owned(),
        retrieved_at: last_good.retrieved_at,
        max: scale.max(),
        band: scale.band(reading.score).map(str::to_owned),
        target: scale.target(),
        delta: trend.delta().map(|delta| (delta.points, delta.since.as_str().to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::Error;
    use crate::feed::machine::{Access, Input, Machine, Moment, Page};
    use crate::feed::policy::DEFAULT_STALE_AFTER;
    use crate::score::{Bands, Instant, Reading};

    const NOW: f64 = 1_767_225_600_000.0;

    fn step(machine: Machine, input: Input, at: f64) -> (Machine, Option<Report>) {
        let (machine, effects) = machine.step(input, Moment { now: NOW + at, steady: at, random: 0.5 });
        let report = effects.into_iter().find_map(|effect| match effect {
            crate::feed::machine::Effect::Report(report) => Some(report),
            _ => None,
        });
        (machine, report)
    }

    fn answer(points: f64) -> Input {
        let (score, time) = (Score::new(points).unwrap(), Instant::parse("2026-01-01T00:00:00Z").unwrap());
        Input::Answer(Ok(Reading { score, time }))
    }

    fn loading() -> Machine {
        let machine = Machine::new(Access::Open, Page { visible: true, online: true }, None);
        step(machine, Input::Woke, 0.0).0
    }

    fn scale() -> Rc<Scale> {
        Rc::new(Scale::new(1000.0, Bands::parse("0 Low, 400 Fair", 1000.0).unwrap(), None))
    }

    fn see(surface: Surface, status: &Status, report: Option<&Report>, scale: &Rc<Scale>) -> (Surface, Vec<Change>) {
        let (trend, moves) = (Rc::clone(&surface.trend), Vec::new());
        surface.see(Seen { status, report, scale, stale_after: DEFAULT_STALE_AFTER, trend, moves })
    }

    #[test]
    fn a_good_answer_is_the_score_then_the_state_then_the_events() {
        let scale = scale();
        let machine = loading();
        let (surface, changes) = see(Surface::default(), &machine.status(), None, &scale);
        let entered = |state, previous| Change::Event(Event::State { state, previous });
        assert_eq!(changes, [Change::State(State::Loading), entered(State::Loading, State::Idle)]);
        let (machine, report) = step(machine, answer(340.0), 100.0);
        let (surface, changes) = see(surface, &machine.status(), report.as_ref(), &scale);
        let [Change::Score(Some(score)), rest @ ..] = changes.as_slice() else { panic!("{changes:?}") };
        assert_eq!((score.value, score.band.as_deref(), score.retrieved_at), (340.0, Some("Low"), NOW + 100.0));
        let expected = [Change::State(State::Ready), entered(State::Ready, State::Loading), Change::Event(Event::Load)];
        assert_eq!(rest, expected);
        // Nothing new, nothing told.
        let (surface, changes) = see(surface, &machine.status(), None, &scale);
        assert_eq!(changes, []);
        // Another scale makes another score, which is no news.
        let (surface, changes) = see(surface, &machine.status(), None, &self::scale());
        assert!(matches!(changes.as_slice(), [Change::Score(Some(_))]), "{changes:?}");
        // Another source has none.
        assert_eq!(surface.forget().1, [Change::Score(None)]);
    }

    #[test]
    fn a_failure_leaves_the_score_and_says_when_the_next_attempt_is() {
        let scale = scale();
        let (machine, _) = step(loading(), answer(340.0), 0.0);
        let (surface, _) = see(Surface::default(), &machine.status(), None, &scale);
        let (machine, _) = step(machine, Input::Refresh, 1_000.0);
        let (machine, report) = step(machine, Input::Answer(Err(Error::Server(500).into())), 2_000.0);
        let (_, changes) = see(surface, &machine.status(), report.as_ref(), &scale);
        let [Change::State(State::Error), Change::Event(Event::State { .. }), Change::Event(event)] =
            changes.as_slice()
        else {
            panic!("{changes:?}")
        };
        let Event::Error { failure, attempt, next_attempt } = event else { panic!("{event:?}") };
        // Back-off: half of two seconds.
        assert_eq!((failure.error.code(), *attempt, *next_attempt), ("server", 1, Some(NOW + 3_000.0)));
    }
}

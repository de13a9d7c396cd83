//! The bands and the target that a new score crosses.

use super::History;
use crate::score::{Reading, Scale, Score};

/// Remembers the last score that was compared, so that each move is told once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Watch {
    before: Option<Score>,
    /// Whether `before` is the first score of a source whose past is still on its way.
    waits_for_past: bool,
}

/// The move of a score, from one value to another. Where it leads on a scale is asked of the scale
/// that there is now, so another scale is no move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossing {
    from: Score,
    to: Score,
}

impl Watch {
    /// Compares a score with the one before it. The first one of a source is compared with the
    /// latest that its past knows: `past` is `None` while that is on its way; the score is compared
    /// once it is there.
    pub fn compare(&mut self, on_show: &Reading, past: Option<&History>) -> Option<Crossing> {
        let to = on_show.score;
        let is_first = self.before.is_none() || (self.waits_for_past && self.before == Some(to));
        let from = match past {
            _ if !is_first => self.before,
            Some(past) => past.latest_until(on_show).map(|point| point.reading.score),
            None => None,
        };
        self.waits_for_past = is_first && past.is_none();
        self.before = Some(to);
        from.filter(|from| *from != to).map(|from| Crossing { from, to })
    }
}

impl Crossing {
    /// The names of the bands before and after, if they are not the same band. A place outside of
    /// all bands has no name.
    #[must_use]
    pub fn bands<'s>(&self, scale: &'s Scale) -> Option<(Option<&'s str>, Option<&'s str>)> {
        let band = |score: Score| scale.bands().at(score.points(), scale.max());
        let (from, to) = (band(self.from), band(self.to));
        let differ = from.map(|(index, _)| index) != to.map(|(index, _)| index);
        let name = |band: Option<(usize, &'s crate::score::Band)>| band.map(|(_, band)| band.name.as_str());
        differ.then(|| (name(from), name(to)))
    }

    /// Whether the target is reached now, if it was not before, or the other way round.
    #[must_use]
    pub fn target(&self, scale: &Scale, lower_is_better: bool) -> Option<bool> {
        let target = scale.target()?;
        let reached = |score: Score| if lower_is_better { score.points() <= target } else { score.points() >= target };
        let now = reached(self.to);
        (now != reached(self.from)).then_some(now)
    }
}

//! The past of a score: its change in words, the sparkline, and the table that readers get.

use yew::{Html, html};

use super::GaugeProps;
use super::icon::{TABLE, icon};
use super::sparkline::{self, Sparkline, Spot};
use crate::feed::LastGood;
use crate::score::history::Delta;
use crate::text::Key;

/// The id of the table.
const TABLE_ID: &str = "table";

/// The room below a card with a past.
// A way into the part for past scores.
#[inline(never)]
pub(super) fn past(props: &GaugeProps, last_good: &LastGood, change: &Delta<'_>) -> Html {
    let line = Sparkline::new(&props.trend, &props.scale);
    html! {
        <div key="past" class="past">
            <p part="delta" data-course={props.course(change)}>
                <span class="arrow" aria-hidden="true">{ props.arrow(change) }</span>
                <span class="sign" aria-hidden="true">{ props.sign(change) }</span>
                <span class="change">{ props.change(change) }</span>
            </p>
            if let Some(line) = line {
                { trend(props, last_good, &line) }
            }
        </div>
    }
}

fn trend(props: &GaugeProps, last_good: &LastGood, line: &Sparkline) -> Html {
    let chosen = props.inspected.and_then(|index| line.spots.get(index));
    let note = chosen.or_else(|| line.spots.iter().rev().find(|spot| spot.dot.note.is_some()));
    let last = line.spots.len().saturating_sub(1);
    let now = props.rested.unwrap_or(last);
    let label = props.words.text(Key::Trend);
    html! {
        <>
            <div part="trend">
                { drawing(props, line, chosen) }
                // Without a script nobody could walk along the line.
                if !props.prerendered {
                    <div
                        class="inspect"
                        tabindex="0"
                        role="slider"
                        aria-label={label.clone()}
                        aria-valuemin="0"
                        aria-valuemax={last.to_string()}
                        aria-valuenow={now.to_string()}
                        aria-valuetext={line.spots.get(now).map(|spot| props.said(spot))}
                    ></div>
                }
            </div>
            <p class="told-of-day" aria-hidden="true">{ note.map(|spot| props.said(spot)) }</p>
            <button class="table" type="button" popovertarget={TABLE_ID} aria-label={props.words.text(Key::ShowTable)} title={props.words.text(Key::ShowTable)}>
                { icon(TABLE) }
            </button>
            // Not every browser lets the keyboard reach what scrolls.
            <div id={TABLE_ID} class="sheet" popover="auto" role="dialog" aria-label={label} tabindex="0">
                if props.explained || props.prerendered {
                    { table(props, last_good) }
                }
            </div>
        </>
    }
}

fn drawing(props: &GaugeProps, line: &Sparkline, chosen: Option<&Spot>) -> Html {
    let scale = &props.scale;
    let edges = scale.bands().iter().filter_map(|band| line.level(band.start.on(scale.max())));
    let target = scale.target().and_then(|target| line.level(target));
    let across = |y: i32| ["M0 ", &y.to_string(), "H", &sparkline::WIDTH.to_string()].concat();
    let down = |x: i32| ["M", &x.to_string(), " 0V", &sparkline::HEIGHT.to_string()].concat();
    let spot = |spot: &Spot| ["M", &spot.x.to_string(), " ", &spot.y.to_string(), "h0"].concat();
    html! {
        <svg class="spark" viewBox={sparkline::VIEW_BOX} preserveAspectRatio="none" aria-hidden="true">
            { for edges.map(|y| html! { <path class="edge" d={across(y)} /> }) }
            if let Some(y) = target {
                <path class="aimed" d={across(y)} />
            }
            { for line.spots.iter().filter_map(|spot| Some(html! {
                <path class="note" d={down(spot.x)}><title>{ spot.dot.note.as_deref()?.to_owned() }</title></path>
            })) }
            if let Some(chosen) = chosen {
                <path class="cursor" d={down(chosen.x)} />
            }
            <path class="line" d={line.path()} />
            if let Some(marked) = chosen.or(line.spots.last()) {
                <path class="spot" d={spot(marked)} />
            }
        </svg>
    }
}

/// The whole trend, newest first: the day of interest is seldom long ago.
fn table(props: &GaugeProps, last_good: &LastGood) -> Html {
    let has_notes = props.trend.dots().iter().any(|dot| dot.note.is_some());
    let rows = props.trend.dots().iter().rev().map(|dot| {
        html! {
            <tr>
                <th scope="row">{ props.formats.time(dot.reading.time.epoch_ms()) }</th>
                <td>{ props.figure(dot.reading.score.points()) }</td>
                if has_notes {
                    <td>{ dot.note.as_deref().unwrap_or_default().to_owned() }</td>
                }
            </tr>
        }
    });
    html! {
        <table data-time={last_good.reading.time.as_str().to_owned()}>
            <caption class="title">{ props.name() }</caption>
            <thead>
                <tr>
                    <th scope="col">{ props.words.text(Key::ColumnDate) }</th>
                    <th scope="col">{ props.words.text(Key::ColumnScore) }</th>
                    if has_notes {
                        <th scope="col">{ props.words.text(Key::ColumnNote) }</th>
                    }
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

impl GaugeProps {
    /// “up 12 points since Nov 16”
    pub(super) fn change(&self, change: &Delta<'_>) -> String {
        let key = match self.direction(change) {
            0 => Key::DeltaSame,
            1 => Key::DeltaUp,
            _ => Key::DeltaDown,
        };
        let date = self.formats.day(change.since.epoch_ms());
        self.words.fill(key, &[("amount", &self.amount(change.points.abs())), ("date", &date)])
    }

    /// 1 for up, −1 for down, and 0 for a change that is nothing as it is written.
    fn direction(&self, change: &Delta<'_>) -> i8 {
        match change.points {
            points if self.figure(points.abs()) == self.figure(0.0) => 0,
            points if points > 0.0 => 1,
            _ => -1,
        }
    }

    fn arrow(&self, change: &Delta<'_>) -> &'static str {
        match self.direction(change) {
            0 => "▬",
            1 => "▲",
            _ => "▼",
        }
    }

    /// “+12”
    fn sign(&self, change: &Delta<'_>) -> String {
        let sign = match self.direction(change) {
            0 => "±",
            1 => "+",
            _ => "−",
        };
        [sign, &self.figure(change.points.abs())].concat()
    }

    /// Whether a change is for the better: `better`, `worse` or `same`.
    fn course(&self, change: &Delta<'_>) -> &'static str {
        match self.direction(change) {
            0 => "same",
            up if (up > 0) == self.metric.lower_is_better() => "worse",
            _ => "better",
        }
    }

    /// “Nov 16: 628”, and the day's note.
    fn said(&self, spot: &Spot) -> String {
        let reading = &spot.dot.reading;
        let date = self.formats.day(reading.time.epoch_ms());
        let said =
            self.words.fill(Key::TrendPoint, &[("date", &date), ("value", &self.figure(reading.score.points()))]);
        match &spot.dot.note {
            Some(note) => [&*said, &self.words.text(Key::ListSeparator), note].concat(),
            None => said,
        }
    }
}

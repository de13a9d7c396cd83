//! The dial: track, arc, bands, target and labels.

use yew::{Html, html};

use super::siblings::siblings;
use super::{GaugeProps, geometry};
use crate::feed::LastGood;
use crate::score::{Score, decimal};

/// The meter, and the figure that a person sees in it.
///
/// The figure is no child of the meter: readers see a meter as one thing with nothing in it, and some of them pass over
/// its name and value. So the figure is what they read instead.
pub(super) fn stage(props: &GaugeProps, last_good: &LastGood) -> Html {
    let score = last_good.reading.score;
    let scale = &props.scale;
    let figure = props.figure(score.points());
    let value = vec![
        html! { <span part="value" data-fit={geometry::fit(&figure).to_string()}>{ figure }</span> },
        Html::from(" "),
        html! { <span part="unit">{ props.rest_of_scale() }</span> },
    ];
    let meter = html! {
        <div
            part="gauge"
            role="meter"
            aria-label={props.name()}
            aria-valuemin="0"
            aria-valuemax={decimal::write(scale.max())}
            aria-valuenow={decimal::write(scale.clamp(score.points()))}
            aria-valuetext={props.sentence(last_good)}
        >
            { dial(props, Some(score)) }
        </div>
    };
    let figure = html! { <p class="figure">{ siblings(value) }</p> };
    html! { <div key="stage" class="stage">{ siblings(vec![meter, figure]) }</div> }
}

/// The drawing. Without a score it is the track alone.
pub(super) fn dial(props: &GaugeProps, score: Option<Score>) -> Html {
    let mut shapes = vec![html! { <path part="track" d={geometry::TRACK} /> }];
    if let Some(score) = score {
        let filled = geometry::place(props.scale.fraction(score.points()));
        shapes.push(html! {
            <path part="arc" d={geometry::TRACK} pathLength={geometry::PATH_LENGTH}
                stroke-dasharray={geometry::dashes(0, filled)} />
        });
        shapes.push(bands(props, score));
        shapes.push(marks(props));
    }
    html! {
        <svg class="dial" viewBox={geometry::VIEW_BOX} preserveAspectRatio="xMidYMid slice" aria-hidden="true">
            { siblings(shapes) }
        </svg>
    }
}

/// The bands' ring: a segment for each, with gaps between them.
fn bands(props: &GaugeProps, score: Score) -> Html {
    let scale = &props.scale;
    let current = scale.bands().at(score.points(), scale.max()).map(|(index, _)| index);
    let starts: Vec<f64> = scale.bands().iter().map(|band| scale.fraction(band.start.on(scale.max()))).collect();
    let ends = starts.iter().skip(1).copied().map(Some).chain([None]);
    let segments = starts.iter().zip(ends).enumerate().filter_map(|(index, (start, end))| {
        let (from, to) = geometry::segment(*start, end)?;
        Some(html! {
            <path part="band" data-level={props.level(index)} data-current={(current == Some(index)).then_some("")}
                d={geometry::RING} pathLength={geometry::PATH_LENGTH} stroke-dasharray={geometry::dashes(from, to)} />
        })
    });
    segments.collect()
}

/// What is written around the dial: the ends of the scale, where bands start, and the target.
fn marks(props: &GaugeProps) -> Html {
    let scale = &props.scale;
    let place = |points: f64| geometry::place(scale.fraction(points));
    let target = scale.target();
    let starts = scale.bands().iter().map(|band| band.start.on(scale.max()));
    let starts = starts.filter(|start| *start > 0.0 && *start < scale.max());
    let marks: Vec<(f64, u32)> = target.into_iter().chain(starts).map(|points| (points, place(points))).collect();
    let labels: Vec<String> = marks.iter().map(|(points, _)| props.figure(*points)).collect();
    let longest = labels.iter().map(|label| label.chars().count()).max().unwrap_or_default();
    let places: Vec<u32> = marks.iter().map(|(_, place)| *place).collect();
    let mut room = geometry::with_room(&places, longest);
    let ticks = marks.iter().zip(labels).enumerate().map(|(index, ((_, place), label))| {
        let is_target = index == 0 && target.is_some();
        // Two marks at one place have one label: that of the first, the target.
        let has_room = room.iter().position(|other| other == place).map(|at| room.swap_remove(at)).is_some();
        let mark = if is_target {
            html! { <path key="target" part="target" d={geometry::TARGET} transform={rotate(*place)} /> }
        } else {
            html! { <path class="tick" d={geometry::TICK} transform={rotate(*place)} /> }
        };
        let label = has_room.then(|| text(*place, label, is_target));
        siblings(vec![mark, label.unwrap_or_default()])
    });
    siblings(vec![end("-73", props.figure(0.0)), end("73", props.figure(scale.max())), ticks.collect()])
}

/// The label of an end of the scale.
fn end(x: &'static str, label: String) -> Html {
    if label.chars().count() > geometry::LONGEST_LABEL {
        return Html::default();
    }
    html! { <text class="end" {x} y="62">{ label }</text> }
}

/// A label at a place, upright. The group has the turns, so that the style sheet can mirror the text alone.
fn text(place: u32, label: String, is_target: bool) -> Html {
    let turn = geometry::turn(place);
    let back = geometry::turn(geometry::SWEEP.saturating_sub(place));
    let side = match geometry::side(place) {
        geometry::Side::Before => "before",
        geometry::Side::Above => "above",
        geometry::Side::After => "after",
    };
    html! {
        <g transform={["rotate(", &turn, ")translate(0-109)rotate(", &back, ")"].concat()}>
            <text data-side={side} data-aim={is_target.then_some("")}>{ label }</text>
        </g>
    }
}

fn rotate(place: u32) -> String {
    ["rotate(", &geometry::turn(place), ")"].concat()
}

impl GaugeProps {
    /// How good a band is: `low`, `mid` or `high`. The first one is the worst, except where less is better.
    pub(super) fn level(&self, index: usize) -> &'static str {
        let last = self.scale.bands().len().saturating_sub(1);
        let index = if self.metric.lower_is_better() { last.saturating_sub(index) } else { index };
        match index {
            index if index == last && last > 0 => "high",
            0 if last > 0 => "low",
            _ => "mid",
        }
    }
}

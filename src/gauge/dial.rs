//! The dial: track, arc, bands, target and labels.

use yew::{Html, html};

use super::{GaugeProps, geometry};
use crate::feed::LastGood;
use crate::score::{Score, decimal};
use crate::settings::{ArcColor, Format};
use crate::text::Key;

/// The meter, the ring of the bands, and the figure that a person sees in it.
///
/// Neither ring nor figure are children of the meter: readers see a meter as one thing with nothing
/// in it, and some of them pass over its name and value. So the figure is what they read instead,
/// and each band says its name and range.
pub(super) fn stage(props: &GaugeProps, last_good: &LastGood) -> Html {
    let score = last_good.reading.score;
    let scale = &props.scale;
    let figure = props.figure(score.points());
    html! {
        <div key="stage" class="stage">
            <div
                part="gauge"
                role="meter"
                aria-label={props.name()}
                aria-valuemin="0"
                aria-valuemax={decimal::write(scale.max())}
                aria-valuenow={decimal::write(scale.clamp(score.points()))}
                aria-valuetext={props.sentence(last_good)}
            >
                { dial(Some((props, score))) }
            </div>
            { ring(props, score) }
            <p class="figure">
                // Another element for another figure, also where a translator has replaced the
                // text.
                <span key={figure.clone()} part="value" data-fit={geometry::fit(&figure).to_string()}>{ figure }</span>
                { " " }
                <span part="unit" data-long={(props.format == Format::Percent).then_some("")}>{ props.beside_figure(score) }</span>
            </p>
        </div>
    }
}

/// The drawing. Without a score it is the track alone.
pub(super) fn dial(score: Option<(&GaugeProps, Score)>) -> Html {
    html! {
        <svg class="dial" viewBox={geometry::VIEW_BOX} preserveAspectRatio="xMidYMid slice" aria-hidden="true">
            if let Some((props, score)) = score {
                { arc(props, score) }
                { marks(props) }
            } else {
                <path part="track" d={geometry::TRACK} />
            }
        </svg>
    }
}

/// The track and the arc on it. Where colours are forced, the track begins where the arc ends: see
/// the style sheet.
fn arc(props: &GaugeProps, score: Score) -> Html {
    let filled = geometry::place(props.scale.fraction(score.points()));
    let level = props.band_at(score).filter(|_| props.arc == ArcColor::Band).map(|index| props.level(index));
    html! {
        <>
            <path part="track" d={geometry::TRACK} pathLength={geometry::PATH_LENGTH}
                stroke-dasharray={geometry::dashes(filled, geometry::SWEEP)} />
            <path part="arc" data-level={level} d={geometry::TRACK} pathLength={geometry::PATH_LENGTH}
                stroke-dasharray={geometry::dashes(0, filled)} />
        </>
    }
}

/// The bands' ring: a segment for each, with gaps between them.
fn ring(props: &GaugeProps, score: Score) -> Html {
    let scale = &props.scale;
    if scale.bands().is_empty() {
        return Html::default();
    }
    let current = props.band_at(score);
    let starts: Vec<f64> = scale.bands().iter().map(|band| scale.fraction(band.start.on(scale.max()))).collect();
    let ends = starts.iter().skip(1).copied().map(Some).chain([None]);
    let separator = props.words.text(Key::ListSeparator);
    let segments = starts.iter().zip(ends).zip(props.bands()).filter_map(|((start, end), (index, name, range))| {
        let (from, to) = geometry::segment(*start, end)?;
        let label = [&*name, &separator, &range].concat();
        Some(html! {
            <path part="band" tabindex="0" role="img" aria-label={label.clone()} data-at={index.to_string()}
                data-level={props.level(index)} data-current={(current == Some(index)).then_some("")}
                d={geometry::RING} pathLength={geometry::PATH_LENGTH} stroke-dasharray={geometry::dashes(from, to)}>
                <title>{ label }</title>
            </path>
        })
    });
    html! {
        <svg class="dial ring" viewBox={geometry::VIEW_BOX} preserveAspectRatio="xMidYMid slice">
            { for segments }
        </svg>
    }
}

/// The labels around the dial: the ends of the scale, where bands start, and the target.
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
        html! {
            <>
                { mark }
                if has_room {
                    { text(*place, label, is_target) }
                }
            </>
        }
    });
    html! {
        <>
            { end("-73", props.figure(0.0)) }
            { end("73", props.figure(scale.max())) }
            { for ticks }
        </>
    }
}

/// The label of an end of the scale.
fn end(x: &'static str, label: String) -> Html {
    if label.chars().count() > geometry::LONGEST_LABEL {
        return Html::default();
    }
    html! { <text class="end" {x} y="62">{ label }</text> }
}

/// A label at a place, upright. The group has the turns, so that the style sheet can mirror the
/// text alone.
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
            <text data-side={side} data-target={is_target.then_some("")}>{ label }</text>
        </g>
    }
}

fn rotate(place: u32) -> String {
    ["rotate(", &geometry::turn(place), ")"].concat()
}

impl GaugeProps {
    /// How good a band is: `low`, `mid` or `high`. The first one is the worst, except where less is
    /// better.
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

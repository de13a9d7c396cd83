//! The dial: track, arc and value.

use yew::{Html, html};

use super::{GaugeProps, geometry};
use crate::feed::Kept;

/// The meter with its drawing. Readers see the meter as one thing and nothing within it.
pub(super) fn dial(props: &GaugeProps, kept: &Kept) -> Html {
    let score = kept.reading.score;
    let scale = &props.scale;
    let filled = geometry::filled(scale.fraction(score.points()));
    html! {
        <div
            class="gauge"
            part="gauge"
            role="meter"
            aria-label={props.name()}
            aria-valuemin="0"
            aria-valuemax={plain(scale.max())}
            aria-valuenow={plain(scale.clamp(score.points()))}
            aria-valuetext={props.sentence(score)}
        >
            <svg class="dial" viewBox="0 0 200 160" aria-hidden="true" focusable="false">
                <path class="track" part="track" d={geometry::ARC} />
                <path class="arc" part="arc" d={geometry::ARC} pathLength={geometry::LENGTH.to_string()}
                    stroke-dasharray={format!("{filled} {}", geometry::LENGTH)} />
            </svg>
            <div class="figure">
                <span class="value" part="value">{ props.figure(score.points()) }</span>
                <span class="unit" part="unit">{ props.unit() }</span>
            </div>
        </div>
    }
}

/// A number for an attribute.
fn plain(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

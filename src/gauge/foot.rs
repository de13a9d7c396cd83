//! The foot, below the dial or beside it: the meaning of the figure.

use yew::{Html, html};

use super::GaugeProps;
use super::about::portal;
use super::icon::{CLOCK, icon};
use crate::feed::{LastGood, State};
use crate::score::Score;
use crate::text::Key;

/// The bands, the way to the target, and the age of a score that is too old. A card that has
/// neither bands nor target has room for the other format, and for the way to Microsoft's page.
pub(super) fn foot(props: &GaugeProps, last_good: &LastGood) -> Html {
    let score = last_good.reading.score;
    let aim = props.aim(score);
    let is_plain = aim.is_none() && props.scale.bands().is_empty();
    // The lines of a plain card stand in the middle, so its foot is another one once it has the
    // age.
    let key = if is_plain && props.state == State::Stale { "foot of age" } else { "foot" };
    html! {
        <div {key} class="foot">
            { legend(props, score) }
            if let Some(aim) = aim {
                <p key={aim.clone()} class="aim">{ aim }</p>
            }
            // The change (part `delta`) and the sparkline (part `trend`) stand here.
            if is_plain {
                <p class="other">{ props.other_format(score) }</p>
                { portal(props) }
            }
            if props.state == State::Stale {
                { age(props) }
            }
        </div>
    }
}

fn age(props: &GaugeProps) -> Html {
    let age = props.words.fill(Key::Age, &[("age", &props.formats.age(props.status.age))]);
    html! {
        <p class="age">
            { icon(CLOCK) }
            <b>{ props.words.text(Key::Stale) }</b>
            { " " }
            <span>{ age }</span>
        </p>
    }
}

/// How many bands a wide card has lines for.
const LINES: usize = 5;

/// The bands. Wide cards show all of them, others the one that counts, or the one that somebody
/// points at; readers are told of no other.
fn legend(props: &GaugeProps, score: Score) -> Html {
    let current = props.band_at(score);
    let few = props.scale.bands().len() <= LINES;
    let bands = props.bands().map(|(index, name, range)| {
        let is_other = current != Some(index);
        html! {
            <p
                class="name"
                data-level={props.level(index)}
                data-at={index.to_string()}
                data-few={few.then_some("")}
                aria-hidden={is_other.then_some("true")}
            >
                { name }
                <span class="range" aria-hidden="true">{ " " }{ range }</span>
            </p>
        }
    });
    bands.collect()
}

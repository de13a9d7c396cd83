//! The top of a card: the name, the time of the score, and buttons in the corner.

use yew::{Html, html};

use super::GaugeProps;
use super::icon::{INFO, icon};
use super::menu::menu;
use crate::feed::LastGood;
use crate::text::Key;

/// The id of the explanation, which the button in the corner opens.
pub(super) const ABOUT: &str = "about";

/// The name, when the score was true, and the buttons.
pub(super) fn head(props: &GaugeProps, last_good: Option<&LastGood>) -> Html {
    let name = props.name();
    html! {
        <div class="head">
            // Two lines at most: the tooltip has all of it.
            <div part="heading" title={name.clone()}>{ name }</div>
            if let Some(last_good) = last_good {
                { time(props, last_good) }
            }
            <div class="tools">
                if last_good.is_some() {
                    { menu(props) }
                }
                { info(props) }
            </div>
        </div>
    }
}

/// Narrow cards show how long ago the time was, wide ones the time itself.
fn time(props: &GaugeProps, last_good: &LastGood) -> Html {
    let as_of = props.as_of(last_good);
    html! {
        <time
            key={as_of.clone()}
            part="time"
            datetime={last_good.reading.time.as_str().to_owned()}
            data-ago={props.ago(last_good)}
            title={as_of.clone()}
        >{ as_of }</time>
    }
}

fn info(props: &GaugeProps) -> Html {
    let label = props.words.text(Key::Info);
    html! {
        <button part="info" type="button" popovertarget={ABOUT} aria-label={label.clone()} title={label}>
            { icon(INFO) }
        </button>
    }
}

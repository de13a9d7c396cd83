//! The explanation of the number, on demand.

use yew::{Html, html};

use super::GaugeProps;
use super::head::ABOUT;
use crate::feed::LastGood;
use crate::score::Metric;
use crate::text::Key;

/// The explanation that the button in the head opens. It is drawn once somebody opens it: most
/// pages never show one.
pub(super) fn about(props: &GaugeProps, last_good: Option<&LastGood>) -> Html {
    html! {
        <div id={ABOUT} class="sheet" popover="auto" role="dialog" aria-label={props.words.text(Key::Info)}>
            if props.explained || props.prerendered {
                { text(props, last_good) }
            }
        </div>
    }
}

fn text(props: &GaugeProps, last_good: Option<&LastGood>) -> Html {
    let words = &props.words;
    let metric = match props.metric {
        Metric::SecureScore => Key::AboutSecureScore,
        Metric::ExposureScore => Key::AboutExposureScore,
    };
    html! {
        <>
            <p class="title">{ props.name() }</p>
            <p>{ words.text(metric) }{ " " }{ words.text(Key::AboutOther) }</p>
            <p>{ props.about_scale() }</p>
            if let Some(last_good) = last_good {
                <p>
                    { props.as_of(last_good) }
                    if let Some(ago) = props.ago(last_good) {
                        { words.text(Key::ListSeparator) }{ ago }
                    }
                </p>
            }
            { portal(props) }
        </>
    }
}

/// The link to Microsoft's page of the score.
pub(super) fn portal(props: &GaugeProps) -> Html {
    let Some(href) = &props.portal_href else { return Html::default() };
    html! {
        <a class="portal" href={href.clone()} target="_blank" rel="noopener noreferrer">
            { props.words.text(Key::Portal) }
        </a>
    }
}

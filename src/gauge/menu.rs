//! The card's menu, for whoever wants to take the score along.

use yew::{Html, html};

use super::GaugeProps;
use super::icon::{MORE, icon};
use crate::settings::Action;
use crate::text::Key;

/// The id of the menu.
const MENU: &str = "menu";

/// The button of the menu, and the menu that it opens: buttons, whose clicks the element's script
/// hears.
pub(super) fn menu(props: &GaugeProps) -> Html {
    if props.actions.is_empty() || props.prerendered {
        return Html::default();
    }
    let label = props.words.text(Key::Actions);
    let entries = props.actions.iter().map(|action| {
        let key = match action {
            Action::CopyImage => Key::CopyImage,
            Action::CopyValue => Key::CopyValue,
            Action::Csv => Key::DownloadCsv,
        };
        html! {
            <button type="button" class="entry" data-action={action.name()} data-said={props.words.text(Key::Copied)}>
                { props.words.text(key) }
            </button>
        }
    });
    html! {
        <>
            <button class="tool" type="button" popovertarget={MENU} aria-label={label.clone()} title={label.clone()}>
                { icon(MORE) }
            </button>
            <div id={MENU} class="sheet menu" popover="auto" role="group" aria-label={label}>
                { for entries }
                <p role="status"></p>
            </div>
        </>
    }
}

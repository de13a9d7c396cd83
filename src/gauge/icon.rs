//! Signs beside words, so that no colour is the only cue.

use yew::{Html, html};

/// A sign, as a path in a square of 16 units.
pub(super) type Icon = &'static str;

/// Something went wrong.
pub(super) const WARNING: Icon = "M8 1 15.6 14.6H.4ZM7.2 5.6h1.6l-.2 4.6h-1.2ZM8 11.1a1 1 0 1 1 0 2 1 1 0 0 1 0-2Z";

/// Something is old.
pub(super) const CLOCK: Icon = "M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8ZM8 2.4a5.6 5.6 0 1 0 0 11.2A5.6 5.6 0 0 0 8 2.4ZM7.2 4.2h1.6v3.4l2.6 1.5-.8 1.4-3.4-2Z";

/// Something is explained.
pub(super) const INFO: Icon = "M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8ZM8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2ZM7.2 7h1.6v5h-1.6ZM8 4a1 1 0 1 1 0 2 1 1 0 0 1 0-2Z";

/// A table.
pub(super) const TABLE: Icon = "M1 2.5h14v11H1ZM2.5 6.5h4v2h-4ZM8 6.5h5.5v2H8ZM2.5 10h4v2h-4ZM8 10h5.5v2H8Z";

/// More to do.
pub(super) const MORE: Icon = "M8 2a1.4 1.4 0 1 1 0 2.8A1.4 1.4 0 0 1 8 2ZM8 6.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8ZM8 11.2a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8Z";

/// Draws a sign. The words beside it say the same.
pub(super) fn icon(icon: Icon) -> Html {
    html! { <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d={icon} fill-rule="evenodd" /></svg> }
}

//! Nodes side by side.

use yew::Html;

/// The nodes of a list, in its order.
///
/// `html!` would copy each child of an element that has several, and each branch of an `if`, only to drop the originals. No
/// element of a card is given more than one child there, so that the build can take out of the wasm what copies and drops
/// nodes: see `xtask/src/finish/uncalled.rs`.
pub(super) fn siblings(nodes: Vec<Html>) -> Html {
    Html::from_iter(nodes)
}

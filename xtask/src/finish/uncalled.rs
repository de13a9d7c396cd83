//! What a gauge never calls, or calls for nothing, by parts of the functions' names.
//!
//! The linker keeps every function that some other one names, and Yew names much that a card has no use for. A wrong line here
//! is a crash like any other: the tests would see it, and `static/element/guard.js` tells the page. So the tests lead a card through
//! many changes: `any_card_becomes_any_other` in `tests/surface/`.

/// The bodies that take the place of others: no locals, and then…
const TRAP: &[u8] = &[0, 0x00, 0x0b];
const NOTHING: &[u8] = &[0, 0x0b];
const NULL: &[u8] = &[0, 0x41, 0, 0x0b];
const ZERO: &[u8] = &[0, 0x42, 0, 0x0b];

/// The body for a function of this name, if it is to have another one.
pub(super) fn body(name: &str) -> Option<&'static [u8]> {
    let is_in = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    // What drops one type drops others that look the same: LLVM makes one function of all, and one name.
    let drops = name.starts_with("core::ptr::drop_in_place") || name.ends_with("::drop_slow");
    if drops {
        return is_in(NEVER_DROPPED).then_some(TRAP);
    }
    [(FOR_NOTHING, NOTHING), (NEVER, TRAP), (NO_KEY, NULL), (ANY_HASH, ZERO)]
        .into_iter()
        .find_map(|(parts, body)| is_in(parts).then_some(body))
}

/// The lines of this file that none of these names has: they are out of date. What is called for nothing may have become a part
/// of its caller.
pub(super) fn not_in<'a>(names: impl Iterator<Item = &'a String> + Clone) -> impl Iterator<Item = &'static str> {
    let parts = [NEVER, NEVER_DROPPED, NO_KEY, ANY_HASH].into_iter().flatten().copied();
    parts.filter(move |part| !names.clone().any(|name| name.contains(part)))
}

/// Never called, or they never return.
const NEVER: &[&str] = &[
    // A panic is a trap, and nobody would read its message: what there is to tell, `static/element/guard.js` tells.
    "core::panicking::",
    "std::panicking::",
    "console_error_panic_hook::",
    "gloo_console::",
    "::cell::panic_already",
    "::lazy::panic_poisoned",
    "::option::expect_failed",
    "::option::unwrap_failed",
    "::result::unwrap_failed",
    "::slice_index_fail",
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "Fallibility>::capacity_overflow",
    "::rust_panic",
    "wasm_bindgen::throw_str",
    "::remove::assert_failed",
    " as core::fmt::Debug>::fmt",
    "core::cell::BorrowError",
    "core::cell::BorrowMutError",
    // A window has `self`, which is asked for first.
    "js_sys::global::get_global_object::WINDOW::init",
    "js_sys::global::get_global_object::GLOBAL_THIS::init",
    "js_sys::global::get_global_object::GLOBAL::init",
    // Nothing is written with a width.
    "<u32 as core::fmt::Display>::fmt",
    // Nothing in a card listens through Yew: the element's class hears the clicks on Retry.
    "<yew::dom_bundle::subtree_root::SubtreeData>::add_listener",
    "yew::dom_bundle::subtree_root::EventDescriptor",
    "<yew::dom_bundle::subtree_root::BSubtree>::ensure_handled",
    "yew::dom_bundle::btag::listeners::ListenerRegistration",
    "<yew::dom_bundle::btag::listeners::Registry>",
    "yew::virtual_dom::listeners::ListenerKind",
    // Nor is there raw HTML in it, a portal, a field to fill in, another component, or anything that suspends.
    "yew::virtual_dom::vraw::VRaw",
    "yew::dom_bundle::braw::",
    "yew::virtual_dom::vportal::VPortal",
    "HtmlInputElement",
    "HtmlTextAreaElement",
    "yew::virtual_dom::vcomp::VComp",
    "yew::virtual_dom::vsuspense::VSuspense",
    "yew::suspense::",
    "<yew::html::component::lifecycle::ComponentState>::suspend",
    // Nobody sends it messages.
    "<yew::html::component::lifecycle::UpdateRunner as yew::scheduler::Runnable>",
    " as yew::html::component::lifecycle::Stateful>::flush_messages",
    // No list has keys, see below, so that none is put in another order.
    "yew::dom_bundle::blist::KeyedEntry",
    "<yew::dom_bundle::blist::BList>::apply_keyed::",
    "<yew::dom_bundle::blist::NodeWriter>::shift",
    " as yew::dom_bundle::traits::ReconcileTarget>::shift",
    "<alloc::vec::drain::Drain<yew::dom_bundle::bnode::BNode>>::fill",
    "<alloc::vec::drain::Drain<yew::dom_bundle::bnode::BNode>>::move_tail",
    // An element keeps the piece of `html!` that it came from, and with it the names of its attributes: where two pieces could
    // meet, one has a key.
    "<yew::virtual_dom::Attributes>::apply_diff_as_maps",
    "<yew::virtual_dom::Attributes>::apply_diff_index_maps",
    "indexmap::map::IndexMap<",
    // What was to be drawn is drawn, once: see `src/gauge/siblings.rs`.
    "<yew::virtual_dom::vnode::VNode as core::clone::Clone>",
];

/// What was drawn has no nodes left to drop.
const NEVER_DROPPED: &[&str] = &[
    "core::ptr::drop_in_place::<yew::virtual_dom::vnode::VNode>",
    "<alloc::rc::Rc<yew::virtual_dom::vtag::VTag>>::drop_slow",
    "<alloc::rc::Rc<yew::virtual_dom::vlist::VList>>::drop_slow",
];

/// Called for nothing: Yew sets the hook that would print a panic, and looks for what it had suspended; a fault in JSON has its
/// line and column found, which nobody reads; and Yew's dozen kinds of elements may all have one hash, as long as each copy of
/// the hashing comes through this one function (`many_cards_are_copies_of_the_same_elements`).
const FOR_NOTHING: &[&str] = &[
    "std::panicking::set_hook",
    "<yew::html::component::lifecycle::ComponentState>::resume_existing_suspension",
    "<serde_json::read::SliceRead>::position_of_index",
    "<core::hash::sip::Hasher<core::hash::sip::Sip13Rounds> as core::hash::Hasher>::write",
];

/// The keys of a list's nodes. Without them a list is matched in its order, which is what a card needs. The key of an element by
/// itself is not looked up so, and still makes another element of it.
const NO_KEY: &[&str] = &["<yew::virtual_dom::vnode::VNode>::key", "<yew::dom_bundle::bnode::BNode>::key"];

/// A set of one: Yew's, of the trees under a root, of which a card has no other.
const ANY_HASH: &[&str] = &["::hash_one::<&yew::dom_bundle::subtree_root::WeakSubtree>"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_the_body_of_their_line() {
        for (name, expected) in [
            ("core::panicking::panic_fmt", Some(TRAP)),
            ("std::panicking::set_hook", Some(NOTHING)),
            ("<yew::virtual_dom::vnode::VNode>::key", Some(NULL)),
            ("<R as core::hash::BuildHasher>::hash_one::<&yew::dom_bundle::subtree_root::WeakSubtree>", Some(ZERO)),
            ("<R as core::hash::BuildHasher>::hash_one::<&str>", None),
            ("<secure_score::feed::shared::Feed>::take", None),
            ("core::ptr::drop_in_place::<yew::virtual_dom::vnode::VNode>[1]", Some(TRAP)),
            ("core::ptr::drop_in_place::<yew::suspense::suspension::Suspension>", None),
            ("<alloc::rc::Rc<yew::virtual_dom::vportal::VPortal>>::drop_slow", None),
        ] {
            assert_eq!(body(name), expected, "{name}");
        }
    }

    #[test]
    fn what_is_out_of_date_is_told() {
        let every = [NEVER, NEVER_DROPPED, NO_KEY, ANY_HASH].concat();
        let names: Vec<String> = every.iter().skip(1).map(|part| format!("<{part}>")).collect();
        assert_eq!(not_in(names.iter()).collect::<Vec<_>>(), every[..1]);
    }
}

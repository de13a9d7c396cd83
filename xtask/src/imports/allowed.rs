//! The imports of the wasm that need no `catch`, by their functions in Rust, in groups that share a
//! reason.

/// Imports that share a reason.
pub(super) struct Group {
    /// Why they do not throw, or why it does not matter that they do.
    #[expect(dead_code, reason = "it is there to be read")]
    why: &'static str,
    pub(super) calls: &'static [&'static str],
}

/// Every import that needs no `catch`, but for those of wasm-bindgen itself, which look at values
/// and call nothing of a page's.
pub(super) const ALL: &[Group] = &[
    Group {
        why: "Looks at a value, or makes one, and runs no code of a page's.",
        calls: &[
            "js_sys::Array::new",
            "js_sys::Object::is",
            "js_sys::Object::new",
            "js_sys::global::get_global_object::GLOBAL::init",
            "js_sys::global::get_global_object::GLOBAL_THIS::init",
            "js_sys::global::get_global_object::SELF::init",
            "js_sys::global::get_global_object::WINDOW::init",
        ],
    },
    Group {
        why: "Sets a member of a plain object that was made for the purpose.",
        calls: &[
            "web_sys::RequestInit::set_cache",
            "web_sys::RequestInit::set_credentials",
            "web_sys::RequestInit::set_headers",
            "web_sys::RequestInit::set_mode",
            "web_sys::RequestInit::set_redirect",
            "web_sys::RequestInit::set_referrer_policy",
            "web_sys::RequestInit::set_signal",
        ],
    },
    Group {
        why: "Asks a function of the language, with arguments that it takes: throws only where a page replaced it.",
        calls: &[
            "js_sys::Array::get_unchecked",
            "js_sys::Array::length",
            "js_sys::Array::of1",
            "js_sys::Array::push",
            "js_sys::Date::now",
            "js_sys::Date::parse",
            "js_sys::JsString::char_code_at",
            "js_sys::JsString::concat",
            "js_sys::JsString::length",
            "js_sys::Math::random",
            "js_sys::Promise::race",
            "js_sys::Promise::resolve",
            "js_sys::Promise::then_map",
            "js_sys::Promise::then_with_reject",
            "js_sys::Uint8Array::copy_to_slice",
            "js_sys::Uint8Array::length",
            "js_sys::Uint8Array::subarray",
            "js_sys::futures::queue::Global::hasQueueMicrotask",
            "js_sys::futures::queue::queueMicrotask",
            "js_sys::parse_float",
            "yew::scheduler::arch::set_timeout",
        ],
    },
    Group {
        why: "Asks an object that the browser made for the wasm, or that was looked at with `catch` before (an answer): throws only where a page replaced what its prototype has.",
        calls: &[
            "web_sys::AbortController::abort",
            "web_sys::AbortController::signal",
            "web_sys::ReadableStreamDefaultReader::cancel",
            "web_sys::ReadableStreamDefaultReader::read",
            "web_sys::Response::body",
            "web_sys::Response::headers",
            "web_sys::Response::status",
            "web_sys::Url::href",
            "web_sys::Url::origin",
            "web_sys::Url::pathname",
            "web_sys::Url::set_hash",
            "web_sys::Url::set_pathname",
            "web_sys::Url::set_search",
        ],
    },
    Group {
        why: "Asks the window or the document. An element of the same name can hide what a document has: then this reads something else, which counts as visible and online.",
        calls: &["web_sys::Navigator::on_line", "web_sys::Window::document", "web_sys::Window::navigator"],
    },
    Group {
        why: "Yew's, on nodes of the card. An element named `createTextNode` hides the document's method: that is a crash, as `SECURITY.md` says.",
        calls: &[
            "web_sys::Document::create_text_node",
            "web_sys::Element::namespace_uri",
            "web_sys::Node::last_child",
            "web_sys::Node::next_sibling",
            "web_sys::Node::set_node_value",
            "yew::dom_bundle::subtree_root::EventTargetable::set_subtree_id",
        ],
    },
    Group {
        why: "Tells of an error, which is one already: of what `new Request` threw.",
        calls: &["gloo_console::externs::error"],
    },
];

//! The parts of the program that a card never uses, and the traps that stand in their place.
//!
//! The linker keeps each function that another one names, and Yew's core names all of its parts. So
//! this replaces the bodies of the functions in [`PARTS`] by a trap, and drops whatever only they
//! needed. Nothing here may change what is computed: a part stands in the table only if it never
//! runs. `calls.rs` holds our own code to that.

use anyhow::{Context, Result, bail};
use walrus::{FunctionBuilder, FunctionId, FunctionKind, LocalFunction, Module};

use crate::symbol::path_of;

/// A part of the program that never runs.
pub(super) struct Part {
    /// What it is, as the error calls it.
    pub(super) name: &'static str,
    /// Why it never runs, or may stop a gauge when it does.
    pub(super) why: &'static str,
    /// The modules, types or functions that become traps.
    pub(super) stubbed: &'static [&'static str],
    /// What code calls that uses the part, beside the stubbed functions themselves.
    pub(super) entrances: &'static [&'static str],
}

impl Part {
    /// Whether a function uses the part that calls the one with this path.
    pub(super) fn is_used_by_calling(&self, path: &str) -> bool {
        let mut entrances = self.stubbed.iter().chain(self.entrances);
        // What can fail names a panic in many places; that none happens is the business of the
        // lints.
        !self.entrances.is_empty() && entrances.any(|entrance| path.starts_with(entrance))
    }
}

/// Every part. A path that no function has fails the build.
pub(super) const PARTS: &[Part] = &[
    Part {
        name: "the messages of panics",
        why: "a panic stops the wasm with its message or without, and static/element/guard.js tells the page of it",
        stubbed: &[
            "core::panicking::",
            "core::option::expect_failed",
            "core::option::unwrap_failed",
            "core::result::unwrap_failed",
            "core::cell::panic_already",
            "core::slice::index::slice_index_fail",
            "alloc::raw_vec::capacity_overflow",
            "alloc::raw_vec::handle_error",
            "alloc::alloc::handle_alloc_error",
            "std::panicking::panic_",
            "console_error_panic_hook::",
            "wasm_bindgen::JsValue as core::fmt::Debug>::fmt",
            "wasm_bindgen::throw_str",
        ],
        entrances: &[],
    },
    Part {
        name: "listeners of Yew",
        why: "the element's class hears the clicks on a card; Yew's registry of listeners is a tenth of the wasm",
        stubbed: &[
            "yew::dom_bundle::btag::listeners::",
            "yew::dom_bundle::subtree_root::BSubtree::ensure_handled",
            "yew::dom_bundle::subtree_root::SubtreeData::add_listener",
        ],
        entrances: &[
            "yew::html::listener::events::",
            "yew::virtual_dom::vtag::VTag::add_listener",
            "yew::virtual_dom::vtag::VTag::set_listeners",
        ],
    },
    Part {
        name: "raw HTML",
        why: "a page with Trusted Types blocks it, and a card has none",
        stubbed: &["yew::dom_bundle::braw::"],
        entrances: &["yew::virtual_dom::vnode::VNode::from_html_unchecked", "yew::virtual_dom::vraw::"],
    },
    Part {
        name: "portals",
        why: "a card draws in its own shadow root alone",
        stubbed: &["yew::dom_bundle::bportal::"],
        entrances: &["yew::virtual_dom::vportal::", "yew::html::create_portal"],
    },
    Part {
        name: "suspense",
        why: "a card draws what it has, and waits for nothing",
        stubbed: &["yew::dom_bundle::bsuspense::", "yew::html::component::lifecycle::ComponentState::suspend"],
        entrances: &["yew::suspense::", "yew::virtual_dom::vsuspense::"],
    },
    Part {
        name: "fields to fill in",
        why: "a card has none: its settings are attributes",
        stubbed: &["web_sys::features::gen_HtmlInputElement::", "web_sys::features::gen_HtmlTextAreaElement::"],
        entrances: &["yew::virtual_dom::vtag::VTag::__new_input", "yew::virtual_dom::vtag::VTag::__new_textarea"],
    },
];

/// Puts a trap in the place of every function of the parts, and drops what nothing calls then.
///
/// # Errors
/// If a path of the table is in no function's name.
pub(super) fn apply(module: &mut Module, parts: &[Part]) -> Result<()> {
    for path in parts.iter().flat_map(|part| part.stubbed) {
        let found: Vec<FunctionId> =
            module.funcs.iter_local().filter(|(id, _)| is_in(module, *id, path)).map(|(id, _)| id).collect();
        let imported = || {
            module
                .imports
                .iter()
                .any(|import| matches!(import.kind, walrus::ImportKind::Function(id) if is_in(module, id, path)))
        };
        if found.is_empty() && !imported() {
            bail!(
                "expected functions of `{path}` in the wasm, found none; if the part has gone or has another name now, \
                 change PARTS in xtask/src/packaging/stubs.rs"
            );
        }
        for id in found {
            let trap = trap_like(module, id);
            module.funcs.get_mut(id).kind = FunctionKind::Local(trap);
        }
    }
    walrus::passes::gc::run(module);
    Ok(())
}

/// Whether a function's path begins so. What drops a type is left alone: functions that do the same
/// are one, under any name.
fn is_in(module: &Module, id: FunctionId, path: &str) -> bool {
    module.funcs.get(id).name.as_deref().is_some_and(|name| path_of(name).starts_with(path))
}

/// A function of the same type that traps.
fn trap_like(module: &mut Module, id: FunctionId) -> LocalFunction {
    let of = module.types.get(module.funcs.get(id).ty());
    let (parameters, results) = (of.params().to_vec(), of.results().to_vec());
    let mut trap = FunctionBuilder::new(&mut module.types, &parameters, &results);
    trap.func_body().unreachable();
    let arguments = parameters.iter().map(|of| module.locals.add(*of)).collect();
    trap.local_func(arguments)
}

/// The wasm in `bytes`, with the names of its functions.
pub(super) fn parse(bytes: &[u8]) -> Result<Module> {
    let module = Module::from_buffer(bytes).context("expected a wasm module")?;
    if module.funcs.iter().all(|function| function.name.is_none()) {
        bail!("expected the names of functions in the wasm, found none; does build/link.rs keep the section `name`?");
    }
    Ok(module)
}

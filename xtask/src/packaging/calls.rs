//! No function of ours may use a part that the release build takes out.
//!
//! The release build's own wasm cannot tell: by then the functions of other crates have become
//! parts of ours. A debug build has every call as it was written, `html!` included, so this looks
//! there.

use std::path::Path;

use anyhow::{Result, bail};
use walrus::Module;

use super::stubs::{self, PARTS, Part};
use crate::split::callees;
use crate::symbol::path;
use crate::workspace;

/// Our own crate.
const OURS: &str = "secure_score::";
const TARGET: &str = "wasm32-unknown-unknown";
const FILE: &str = "secure-score.wasm";

/// Builds the program without optimisation, and looks at its calls.
///
/// # Errors
/// If the build fails, or one of our functions calls into a part that release leaves out.
pub(super) fn check() -> Result<()> {
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--quiet", "--package", "secure-score", "--bin", "secure-score"]);
    cargo.args(["--features", "element", "--target", TARGET]);
    // Of trunk, which runs this as its hook.
    cargo.env_remove("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER");
    let status = cargo.status()?;
    if !status.success() {
        bail!("expected the debug build to succeed, by which the release build is checked; its lines are above");
    }
    check_file(&workspace::target().join(TARGET).join("debug").join(FILE))
}

fn check_file(file: &Path) -> Result<()> {
    match first(&stubs::parse(&std::fs::read(file)?)?, PARTS) {
        Some(fault) => bail!(fault),
        None => Ok(()),
    }
}

/// The first call of ours into one of the parts, as a sentence.
fn first(module: &Module, parts: &[Part]) -> Option<String> {
    for (id, function) in module.funcs.iter_local() {
        let caller = path(module, id);
        if !caller.starts_with(OURS) {
            continue;
        }
        for callee in callees(function).into_iter().map(|id| path(module, id)) {
            if let Some(part) = parts.iter().find(|part| part.is_used_by_calling(&callee)) {
                return Some(format!(
                    "expected no use of {} in the card, which release builds leave out ({}), but `{caller}` calls `{callee}`; \
                     write it in another way, or take the part out of PARTS in xtask/src/packaging/stubs.rs",
                    part.name, part.why
                ));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, ModuleConfig};

    use super::*;
    use crate::symbol::path_of;

    const TABLE: &[Part] = &[Part {
        name: "listeners",
        why: "for the test",
        stubbed: &["yew::registry::"],
        entrances: &["yew::onclick::"],
    }];

    /// A module in which the first function calls the second.
    fn module(caller: &str, callee: &str) -> Module {
        let mut module = Module::with_config(ModuleConfig::new());
        let called = FunctionBuilder::new(&mut module.types, &[], &[]).finish(Vec::new(), &mut module.funcs);
        let mut calling = FunctionBuilder::new(&mut module.types, &[], &[]);
        calling.func_body().call(called);
        let calling = calling.finish(Vec::new(), &mut module.funcs);
        module.funcs.get_mut(called).name = Some(callee.to_owned());
        module.funcs.get_mut(calling).name = Some(caller.to_owned());
        module
    }

    #[test]
    fn a_use_of_a_part_that_is_left_out_names_both() {
        let ours = "<secure_score::gauge::Card as yew::html::component::Component>::view::h0123456789abcdef";
        for callee in ["yew::onclick::Wrapper::new::h0123456789abcdef", "yew[c5930c85a12de822]::registry::register"] {
            let fault = first(&module(ours, callee), TABLE).unwrap_or_default();
            for word in ["listeners", "secure_score::gauge::Card", &path_of(callee)] {
                assert!(fault.contains(word), "{word} is missing in {fault:?}");
            }
        }
    }

    #[test]
    fn what_others_call_and_what_is_not_left_out_is_no_fault() {
        for (caller, callee) in [("yew::attach", "yew::registry::register"), ("secure_score::main", "yew::render")] {
            assert_eq!(first(&module(caller, callee), TABLE), None);
        }
    }
}

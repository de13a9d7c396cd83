//! The wasm on its way from wasm-bindgen to the script.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use walrus::Module;

use super::{GLUE, PAST, stubs};
use crate::{imports, setup::node_tool, split::split};

const NAME: &str = "wasm-opt";

/// What rustc and LLVM use on their own: wasm-opt must know, and is to use nothing else.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Each gives some 0.5 KB of the compressed wasm: see `bench/notes.md`. In the lowest kilobyte of
/// the memory is nothing but the end of a stack that has run over.
const PASSES: [&str; 6] =
    ["--low-memory-unused", "--flatten", "--rereloop", "--one-caller-inline-max-function-size=20", "-Oz", "-Oz"];

/// The ways into the part for past scores: functions that run only for a gauge with `history`, of
/// which the script tells the wasm once the part is there. Each is `#[inline(never)]`. What nothing
/// else leads to comes with them.
const WAYS_TO_THE_PAST: &[&str] = &[
    "secure_score::element::controller::Controller::inspect",
    "secure_score::element::controller::Controller::step",
    "secure_score::element::past::Context::see_past",
    "secure_score::element::past::source_of",
    "secure_score::feed::history::archive::Archive::",
    "secure_score::feed::history::archive::Past::",
    "secure_score::gauge::past::past",
];

/// What the script and the wasm have of each other.
pub(super) struct Link {
    /// The module that gives the wasm its imports.
    pub(super) module: String,
    /// Names that the glue has for the exports, and the ones that they have in the file.
    pub(super) exports: BTreeMap<String, String>,
}

/// Makes the wasm in a file smaller, with its part for past scores in a file beside it, and links
/// the script to it. Where the names of functions are kept, they cost bytes.
pub(super) fn shrink(file: &Path, keep_names: bool) -> Result<Link> {
    let mut module = stubs::parse(&read(file)?)?;
    stubs::apply(&mut module, stubs::PARTS)?;
    imports::note(&module)?;
    let link = link(&mut module, true)?;
    let exports = module.exports.iter().count();
    let past = split(&mut module, WAYS_TO_THE_PAST, names().skip(exports))?;
    for (mut module, file) in [(module, file), (past, &file.with_file_name(PAST))] {
        if !keep_names {
            module.funcs.iter_mut().for_each(|function| function.name = None);
        }
        std::fs::write(file, module.emit_wasm()).with_context(|| format!("cannot write {}", file.display()))?;
        let mut command = node_tool::command(NAME);
        command.arg(file).arg("-o").arg(file).args(FEATURES).args(PASSES).args(keep_names.then_some("-g"));
        node_tool::run(NAME, &mut command)?;
    }
    Ok(link)
}

/// Links the script to the wasm in a file as it is.
pub(super) fn link_only(file: &Path) -> Result<Link> {
    link(&mut Module::from_buffer(&read(file)?)?, false)
}

fn read(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

/// The link, in which the names that wasm-bindgen made are short if that is wanted: their hashes
/// compress in neither file.
fn link(module: &mut Module, short: bool) -> Result<Link> {
    let glue = format!("./{GLUE}");
    let (mut given, mut members) = (Vec::new(), Vec::new());
    for (import, new) in module.imports.iter_mut().zip(names()) {
        if import.module != glue {
            bail!("expected the wasm to import from {glue} alone, but it wants `{}` of {}", import.name, import.module);
        }
        let name = if short { new } else { import.name.clone() };
        members.push(format!("{}: {}", serde_json::Value::from(name.as_str()), import.name));
        given.push(std::mem::replace(&mut import.name, name));
        if short {
            import.module = "a".to_owned();
        }
    }
    let from = if short { "a" } else { &glue };
    let text = format!(
        "import {{ {} }} from '{glue}';\nexport const imports = {{ __proto__: null, '{from}': {{ __proto__: null, {} }} }};\n",
        given.join(", "),
        members.join(", ")
    );
    let mut exports = BTreeMap::new();
    for (export, new) in module.exports.iter_mut().zip(names()) {
        // Only wasm-bindgen writes names so, and no module of ours has one.
        if short && export.name.contains('_') {
            exports.insert(std::mem::replace(&mut export.name, new.clone()), new);
        }
    }
    Ok(Link { module: text, exports })
}

/// `a` to `Z`, and then two letters.
fn names() -> impl Iterator<Item = String> {
    let letters = || ('a'..='z').chain('A'..='Z');
    letters().map(String::from).chain(letters().flat_map(move |one| letters().map(move |two| format!("{one}{two}"))))
}

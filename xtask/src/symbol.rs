//! The names of functions in a wasm, as rustc writes them.

use walrus::{FunctionId, Module};

/// The path of a function in a module that has the names of its functions.
pub(crate) fn path(module: &Module, id: FunctionId) -> String {
    path_of(module.funcs.get(id).name.as_deref().unwrap_or_default())
}

/// A function's path: its name without the hashes of crates or of itself, and without the brackets
/// around a type.
pub(crate) fn path_of(name: &str) -> String {
    let is_hash = |text: &str| text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let name = name.trim_start_matches(['<', '&']);
    let name = name.rsplit_once("::h").filter(|(_, hash)| is_hash(hash)).map_or(name, |(path, _)| path);
    let mut parts = name.split('[');
    let mut path = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']').filter(|(hash, _)| is_hash(hash)) {
            Some((_, rest)) => path += rest,
            None => path.extend(["[", part]),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_no_hashes_and_no_brackets() {
        for (name, path) in [
            ("core[c5930c85a12de822]::panicking::panic_fmt", "core::panicking::panic_fmt"),
            ("yew::dom_bundle::braw::BRaw::position::h0123456789abcdef", "yew::dom_bundle::braw::BRaw::position"),
            ("<yew[c5930c85a12de822]::Key as core[c5930c85a12de822]::Clone>::clone", "yew::Key as core::Clone>::clone"),
            ("<[T]>::concat", "[T]>::concat"),
            ("main", "main"),
        ] {
            assert_eq!(path_of(name), path);
        }
    }
}

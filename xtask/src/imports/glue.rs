//! What wasm-bindgen's glue does for each import.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};

/// The lines around the imports.
const START: &str = "const import0 = {";
const END: &str = "\"./secure-score_bg.js\": import0,";

/// How the last line of an import starts; those in it stand further in.
const LAST: &str = "        }";

/// What turns values into the wasm's form and back. It looks at what the import gave, and calls nothing of a page's.
const FORM: [&str; 18] = [
    "// ",
    "const len",
    "const obj =",
    "const ptr",
    "const table =",
    "const val =",
    "deferred",
    "getDataViewMemory0()",
    "let deferred",
    "return isLikeNone(ret) ?",
    "return ret;",
    "table.set(",
    "try {",
    "var len",
    "var ptr",
    "var v0 =",
    "wasm.__wbindgen",
    "}",
];

/// What a name follows that is another one in every build.
const CLOSURE: &str = "Closure(arg0, arg1, ";

/// The calls whose exceptions pass through, each as the glue writes it; the same call of two types is one.
pub(super) fn uncaught(glue: &str) -> Result<BTreeSet<String>> {
    let imports = glue.split_once(START).and_then(|(_, rest)| rest.split_once(END));
    let (imports, _) = imports.context("expected the imports in wasm-bindgen's glue; has it another form now?")?;
    let mut calls = BTreeSet::new();
    let mut lines = imports.lines().skip(1);
    while let Some(line) = lines.next() {
        if !line.contains(": function(") {
            continue;
        }
        let body: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with(LAST)).map(str::trim).collect();
        if body.is_empty() {
            bail!("expected an import to do something, but `{}` does nothing", line.trim());
        }
        let is_caught = line.contains("handleError(") || body.iter().any(|line| line.starts_with("} catch"));
        if !is_caught {
            let deeds = body.iter().filter(|line| !FORM.iter().any(|form| line.starts_with(form)));
            calls.extend(deeds.map(|line| without_name(line.trim_start_matches("const ret = ").trim_end_matches(';'))));
        }
    }
    Ok(calls)
}

fn without_name(deed: &str) -> String {
    deed.split_once(CLOSURE).map_or(deed.to_owned(), |(before, _)| [before, CLOSURE, "…)"].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = r#"
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_href_1: function(arg0, arg1) {
            const ret = arg1.href;
            const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_export, wasm.__wbindgen_export2);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
        },
        __wbg_fetch_2: function() { return handleError(function (arg0) {
            const ret = fetch(arg0);
            return ret;
        }, arguments); },
        __wbg_instanceof_Date_3: function(arg0) {
            let result;
            try {
                result = arg0 instanceof Date;
            } catch (_) {
                result = false;
            }
            const ret = result;
            return ret;
        },
        __wbindgen_generic_5: function(arg0, arg1) {
            // Cast intrinsic
            const ret = makeClosure(arg0, arg1, __wasm_bindgen_func_elem_2994);
            return ret;
        },
        __wbg_random_4: function() {
            const ret = Math.random();
            return ret;
        },
    };
    return {
        __proto__: null,
        "./secure-score_bg.js": import0,
    };
}"#;

    #[test]
    fn what_is_not_caught_is_found() -> Result<()> {
        let calls: Vec<String> = uncaught(GLUE)?.into_iter().collect();
        assert_eq!(calls, ["Math.random()", "arg1.href", "makeClosure(arg0, arg1, …)"]);
        assert!(uncaught("").is_err());
        Ok(())
    }
}

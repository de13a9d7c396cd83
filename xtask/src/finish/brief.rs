//! wasm-bindgen's glue in fewer words.
//!
//! It writes each function out as if that were the only one. Here what they have in common is said once: there is less to
//! load, and less to compile before the skeleton stands. None of them does anything else than before, so what
//! `crate::imports` judges is the glue as wasm-bindgen wrote it.

use anyhow::Result;

use super::glue::{IMPORT, with};

/// Turns of phrase that come again and again, and what takes their place. Some need that others were changed before.
const PHRASES: [(&str, &str); 17] = [
    (
        "            const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            const len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
",
        "            giveText(arg0, ret);\n",
    ),
    (
        "            var ptr1 = isLikeNone(ret) ? 0 : passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            var len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
",
        "            giveAnyText(arg0, ret);\n",
    ),
    ("            return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);\n", "            return giveAny(ret);\n"),
    ("function passStringToWasm0(arg, malloc, realloc) {", TEXTS),
    ("return x === undefined || x === null;", "return x == null;"),
    (": function() { return handleError(function (", ": caught(("),
    ("        }, arguments); },\n", "        }),\n"),
    (
        "function handleError(f, args) {
    try {
        return f.apply(this, args);
    } catch (e) {
        const idx = addToExternrefTable0(e);
        wasm.__wbindgen_exn_store(idx);
    }
}
",
        "const caught = (call) => (...given) => {
    try {
        return call(...given);
    } catch (e) {
        wasm.__wbindgen_exn_store(addToExternrefTable0(e));
    }
};
",
    ),
    CLOSURES,
    // Rust lets go of every closure that it made, or has called it for the only time.
    ("const CLOSURE_DTORS = new FinalizationRegistry(state => wasm.__wbindgen_destroy_closure(state.a, state.b));\n", ""),
    ("            CLOSURE_DTORS.unregister(state);\n", ""),
    ("    CLOSURE_DTORS.register(real, state, state);\n", ""),
    (" + 4 * 0, ", ", "),
    // Names that nobody outside the glue knows.
    ("._wbg_cb_unref", ".$u"),
    ("this.__wbg_ptr", "this.$p"),
    // To warm it up; the first text that comes does as well.
    ("cachedTextDecoder.decode();\n", ""),
    // In every window they are the same.
    ("typeof self === 'undefined' ? undefined : self", "globalThis"),
];

const TEXTS: &str = "function giveText(place, text) {
    const ptr = passStringToWasm0(text);
    const memory = getDataViewMemory0();
    memory.setInt32((place >>> 0) + 4, WASM_VECTOR_LEN, true);
    memory.setInt32(place >>> 0, ptr, true);
}

function giveAnyText(place, text) {
    isLikeNone(text) ? getDataViewMemory0().setInt32(place >>> 0, 0, true) : giveText(place, text);
}

function giveAny(value) {
    return isLikeNone(value) ? 0 : addToExternrefTable0(value);
}

function passStringToWasm0(arg) {";

/// Functions of Rust that JavaScript may call: once at a time, or again while they run.
const CLOSURES: (&str, &str) = (
    "function makeClosure(arg0, arg1, f) {
    const state = { a: arg0, b: arg1, cnt: 1 };
    const real = (...args) => {

        // First up with a closure we increment the internal reference
        // count. This ensures that the Rust closure environment won't
        // be deallocated while we're invoking it.
        state.cnt++;
        try {
            return f(state.a, state.b, ...args);
        } finally {
            real._wbg_cb_unref();
        }
    };
    real._wbg_cb_unref = () => {
        if (--state.cnt === 0) {
            wasm.__wbindgen_destroy_closure(state.a, state.b);
            state.a = 0;
            CLOSURE_DTORS.unregister(state);
        }
    };
    CLOSURE_DTORS.register(real, state, state);
    return real;
}

function makeMutClosure(arg0, arg1, f) {
    const state = { a: arg0, b: arg1, cnt: 1 };
    const real = (...args) => {

        // First up with a closure we increment the internal reference
        // count. This ensures that the Rust closure environment won't
        // be deallocated while we're invoking it.
        state.cnt++;
        const a = state.a;
        state.a = 0;
        try {
            return f(a, state.b, ...args);
        } finally {
            state.a = a;
            real._wbg_cb_unref();
        }
    };
",
    "const makeClosure = (a, b, f) => owned(a, b, (state, args) => f(state.a, b, ...args));

const makeMutClosure = (a, b, f) => owned(a, b, (state, args) => {
    const { a } = state;
    state.a = 0;
    try {
        return f(a, b, ...args);
    } finally {
        state.a = a;
    }
});

function owned(a, b, call) {
    const state = { a, b, cnt: 1 };
    const real = (...args) => {
        state.cnt++;
        try {
            return call(state, args);
        } finally {
            real._wbg_cb_unref();
        }
    };
",
);

/// The long lists of words that requests are made with, up to the last word that the widget uses. The tests of the request see
/// each of them arrive.
const WORDS: [(&str, &str); 2] = [
    (
        r#"["", "no-referrer", "no-referrer-when-downgrade", "origin", "origin-when-cross-origin", "unsafe-url", "same-origin", "strict-origin", "strict-origin-when-cross-origin"]"#,
        r#"["", "no-referrer"]"#,
    ),
    (
        r#"["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"]"#,
        r#"["default", "no-store", "reload", "no-cache"]"#,
    ),
];

/// How the glue asks what a value is. To the wasm, no answer is a no.
const ASKS: (&str, &str) = (
    "            let result;\n            try {\n                result = ",
    ";\n            } catch (_) {\n                result = false;\n            }\n            const ret = result;\n            return ret;\n",
);

/// Where a value goes that the glue has named only to give it away.
const TAKERS: [&str; 3] = ["giveText(arg0, ret);", "giveAnyText(arg0, ret);", "return giveAny(ret);"];

/// The glue in fewer words.
///
/// # Errors
/// If it is not what wasm-bindgen used to write.
pub(super) fn brief(glue: String) -> Result<String> {
    let glue = with(with(glue, &PHRASES)?, &WORDS)?;
    let glue =
        with(glue, &[(ASKS.0, "            try {\n                return "), (ASKS.1, ";\n            } catch {}\n")])?;
    let mut written = String::new();
    let mut lines = glue.lines().peekable();
    while let Some(line) = lines.next() {
        let value = line.trim_start().strip_prefix("const ret = ").and_then(|value| value.strip_suffix(';'));
        let named = value.and_then(|value| Some((value, lines.next_if(|next| TAKERS.contains(&next.trim_start()))?)));
        written += &match named {
            Some((value, taker)) => taker.replace("ret)", &[value, ")"].concat()),
            None => as_arrow(line),
        };
        written += "\n";
    }
    Ok(sorted(&written))
}

/// The glue with its imports in the order of what they do: what is alike stands together, and takes fewer bytes. Their names say
/// nothing, and are given later.
fn sorted(glue: &str) -> String {
    let mut parts = glue.split_inclusive('\n').fold(vec![String::new()], |mut parts, line| {
        let is_after = parts.last().is_some_and(|part| is_import(part) && ends_import(part));
        if is_import(line) || is_after {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            *part += line;
        }
        parts
    });
    let first = parts.iter().position(|part| is_import(part)).unwrap_or_default();
    let count = parts.iter().filter(|part| is_import(part)).count();
    if let Some(imports) = parts.get_mut(first..first + count) {
        imports.sort_by_cached_key(|import| body(import).replace("const ret = ", "").replace(' ', ""));
    }
    parts.concat()
}

/// Whether an import begins here.
fn is_import(text: &str) -> bool {
    text.starts_with(IMPORT) && text.lines().next().is_some_and(|line| line.ends_with("=> {"))
}

/// Whether an import ends here.
fn ends_import(import: &str) -> bool {
    import.ends_with("        },\n") || import.ends_with("        }),\n")
}

/// What an import does: all after its name.
fn body(import: &str) -> &str {
    import.split_once(": ").map_or(import, |(_, body)| body)
}

/// The first line of an import as an arrow function's, and any other as it is. None of them has a `this`.
fn as_arrow(line: &str) -> String {
    if !line.starts_with(IMPORT) || !line.ends_with(") {") {
        return line.to_owned();
    }
    line.replacen(": function(", ": (", 1).replacen(") {", ") => {", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that the glue is expected to have, and between it what is changed by the line.
    fn glue(imports: &str) -> String {
        let phrases = PHRASES.iter().chain(&WORDS).map(|(theirs, _)| *theirs);
        let asks = [ASKS.0, "arg0 instanceof Error", ASKS.1].concat();
        phrases.chain([&*asks, imports]).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn an_import_is_an_arrow_and_gives_its_value_without_a_name() -> Result<()> {
        let imports = "        __wbg_href_1: function(arg0, arg1) {
            const ret = arg1.href;
            const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
            const len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
        },
        __wbg_fetch_2: function() { return handleError(function (arg0) {
            const ret = fetch(arg0);
            return ret;
        }, arguments); },
";
        let expected = "        __wbg_href_1: (arg0, arg1) => {
            giveText(arg0, arg1.href);
        },
        __wbg_fetch_2: caught((arg0) => {
            const ret = fetch(arg0);
            return ret;
        }),
";
        let written = brief(glue(imports))?;
        assert!(written.ends_with(expected), "{written}");
        Ok(())
    }

    #[test]
    fn imports_that_do_alike_stand_together() {
        let import =
            |name: &str, call: &str| format!("        __wbg_{name}: (arg0) => {{\n            {call};\n        }},\n");
        let glue = |imports: [String; 3]| format!("const import0 = {{\n{}    }};\nrest\n", imports.concat());
        let given = glue([import("a", "two(arg0)"), import("b", "one(arg0)"), import("c", "two(arg0)")]);
        let expected = glue([import("b", "one(arg0)"), import("a", "two(arg0)"), import("c", "two(arg0)")]);
        assert_eq!(sorted(&given), expected);
    }

    #[test]
    fn a_question_that_throws_is_answered_with_no() -> Result<()> {
        let written = brief(glue(""))?;
        assert!(written.contains("return arg0 instanceof Error;\n            } catch {}\n"), "{written}");
        Ok(())
    }

    #[test]
    fn another_layout_is_told() {
        assert!(brief(glue("").replace("no-referrer-when-downgrade", "no-referrer-at-all")).is_err());
    }
}

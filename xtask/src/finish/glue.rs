//! wasm-bindgen's glue, made to fit.
//!
//! Its own way to a running wasm is a long one, and lets nobody come between the two: `static/element/wasm.js` goes a way of its
//! own, by the two functions that every such way needs. And it is written for all that the linker left in; then more of
//! that goes (see `shrink.rs`), and nothing is left that would call the functions which those imports stood for.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::data;
use super::wasm::{Reader, section, sections};

/// How a function starts that wasm-bindgen hands to the wasm.
pub(super) const IMPORT: &str = "        __wb";

/// What the glue gives to other modules, and what `static/element/wasm.js` takes of it: the imports of the wasm, and what begins
/// with its exports.
const EXPORTS: (&str, &str) = (
    "export { initSync, __wbg_init as default };",
    "export { __wbg_get_imports as imports, __wbg_finalize_init as begin };",
);

/// What the glue does for browsers that are older than what the widget needs anyway, and for callers that it has not, with
/// what is left of it.
const NEEDLESS: [(&str, &str); 10] = [
    // Yew asks every parent twice whether it is of SVG or of MathML.
    ("const ret = arg1.namespaceURI;", "const ret = arg1 instanceof SVGElement ? arg1.namespaceURI : undefined;"),
    (
        "cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || (cachedDataViewMemory0.buffer.detached \
         === undefined && cachedDataViewMemory0.buffer !== wasm.memory.buffer)",
        "cachedDataViewMemory0?.buffer !== wasm.memory.buffer",
    ),
    // Nobody reads two gigabytes of texts, after which an old Safari would need another decoder.
    (
        "    numBytesDecoded += bytes.length;
    if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
        cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
        cachedTextDecoder.decode();
        numBytesDecoded = bytes.length;
    }
",
        "",
    ),
    // The element frees its mount.
    (
        "    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        MountFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
",
        "    free() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
",
    ),
    ("        MountFinalization.register(this, this.__wbg_ptr, this);\n", ""),
    ("if (Symbol.dispose) Mount.prototype[Symbol.dispose] = Mount.prototype.free;\n", ""),
    (
        "(typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry",
        "new FinalizationRegistry",
    ),
    ("const MountFinalization = new FinalizationRegistry(ptr => wasm.__wbg_mount_free(ptr, 1));\n", ""),
    // Nearly all texts on their way into the wasm are short and ASCII: those go by a loop, a quarter of an update faster, and all
    // others by the shorter way.
    (
        "    if (realloc === undefined) {
        const buf = cachedTextEncoder.encode(arg);
        const ptr = malloc(buf.length, 1) >>> 0;
        getUint8ArrayMemory0().subarray(ptr, ptr + buf.length).set(buf);
        WASM_VECTOR_LEN = buf.length;
        return ptr;
    }

    let len = arg.length;
    let ptr = malloc(len, 1) >>> 0;

    const mem = getUint8ArrayMemory0();

    let offset = 0;

    for (; offset < len; offset++) {
        const code = arg.charCodeAt(offset);
        if (code > 0x7F) break;
        mem[ptr + offset] = code;
    }
    if (offset !== len) {
        if (offset !== 0) {
            arg = arg.slice(offset);
        }
        ptr = realloc(ptr, len, len = offset + arg.length * 3, 1) >>> 0;
        const view = getUint8ArrayMemory0().subarray(ptr + offset, ptr + len);
        const ret = cachedTextEncoder.encodeInto(arg, view);

        offset += ret.written;
        ptr = realloc(ptr, len, offset, 1) >>> 0;
    }

    WASM_VECTOR_LEN = offset;
    return ptr;
",
        "    let len = arg.length;
    let ptr = wasm.__wbindgen_malloc(len, 1) >>> 0;
    const mem = getUint8ArrayMemory0();
    for (let offset = 0; offset < len; offset++) {
        const code = arg.charCodeAt(offset);
        if (code > 0x7F) {
            const bytes = cachedTextEncoder.encode(arg);
            ptr = wasm.__wbindgen_realloc(ptr, len, len = bytes.length, 1) >>> 0;
            getUint8ArrayMemory0().set(bytes, ptr);
            break;
        }
        mem[ptr + offset] = code;
    }
    WASM_VECTOR_LEN = len;
    return ptr;
",
    ),
    (
        "if (!('encodeInto' in cachedTextEncoder)) {
    cachedTextEncoder.encodeInto = function (arg, view) {
        const buf = cachedTextEncoder.encode(arg);
        view.set(buf);
        return {
            read: arg.length,
            written: buf.length
        };
    };
}
",
        "",
    ),
];

/// How the glue reads a text from the memory of the wasm, and how it reads one that stands there from the beginning, such as the
/// name of an attribute: once. A card has a hundred of them, and to decode one takes as long as to set an attribute.
const READS: &str = "function getStringFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
}
";
const READS_ONCE: &str = "const texts = new Map();
function getStringFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    const known = texts.get(ptr);
    if (known?.length === len) return known;
    const text = decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
    if (ptr >= FROM && ptr < TO) texts.set(ptr, text);
    return text;
}
";

/// Exports what `static/element/wasm.js` needs.
pub(super) fn open(glue: &Path) -> Result<()> {
    let text = std::fs::read_to_string(glue).with_context(|| format!("cannot read {}", glue.display()))?;
    std::fs::write(glue, with(text, &[EXPORTS])?)?;
    Ok(())
}

/// The glue with other texts in the place of some.
pub(super) fn with(mut glue: String, changes: &[(&str, &str)]) -> Result<String> {
    for (theirs, ours) in changes {
        if !glue.contains(theirs) {
            bail!("expected `{theirs}` in the glue, found none; has wasm-bindgen another layout?");
        }
        glue = glue.replace(theirs, ours);
    }
    Ok(glue)
}

/// Removes the functions from the glue that the wasm does not import, and what is needless, and lets it read texts once.
pub(super) fn slim(wasm: &Path, glue: &Path) -> Result<()> {
    let binary = std::fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let text = std::fs::read_to_string(glue).with_context(|| format!("cannot read {}", glue.display()))?;
    let data = data::range(&binary)?;
    let reads_once = READS_ONCE.replace("FROM", &data.start.to_string()).replace("TO", &data.end.to_string());
    let text = with(with(text, &NEEDLESS)?, &[(READS, &reads_once)])?;
    std::fs::write(glue, only_imported(&text, &imports(&binary)?)?)?;
    Ok(())
}

fn imports(wasm: &[u8]) -> Result<HashSet<String>> {
    let (_, found) = sections(wasm)?;
    let (_, body) =
        found.iter().find(|(number, _)| *number == section::IMPORT).context("expected imports, found none")?;
    let mut from = Reader(body);
    let mut names = HashSet::new();
    for _ in 0..from.number()? {
        from.bytes()?;
        names.insert(String::from_utf8_lossy(from.bytes()?).into_owned());
        from.import()?;
    }
    Ok(names)
}

fn only_imported(glue: &str, imported: &HashSet<String>) -> Result<String> {
    let mut kept = String::new();
    let mut found = 0;
    let mut is_unused = false;
    for line in glue.split_inclusive('\n') {
        if let Some(name) = function(line) {
            is_unused = !imported.contains(name);
            found += usize::from(!is_unused);
        }
        if !is_unused {
            kept += line;
        }
        if line.starts_with("        }") {
            is_unused = false;
        }
    }
    if found != imported.len() {
        bail!(
            "expected {} functions for the wasm in the glue, found {found}; has wasm-bindgen another layout?",
            imported.len()
        );
    }
    Ok(kept)
}

/// The name of the function for the wasm that begins in this line.
fn function(line: &str) -> Option<&str> {
    let (name, rest) = line.starts_with(IMPORT).then(|| line.trim_start().split_once(": "))??;
    rest.starts_with("function(").then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "\
const imports = {
        __wbg_a_1: function(arg0) {
            return arg0;
        },
        __wbg_b_2: function() { return handleError(function (arg0) {
            return arg0;
        }, arguments); },
        __wbindgen_init: function() {
            const table = 1;
        },
};
";

    #[test]
    fn what_is_not_imported_goes() -> Result<()> {
        let imported = ["__wbg_a_1", "__wbindgen_init"].map(str::to_owned).into();
        let kept = only_imported(GLUE, &imported)?;
        assert!(
            kept.contains("__wbg_a_1") && kept.contains("const table") && kept.ends_with("        },\n};\n"),
            "{kept}"
        );
        assert!(!kept.contains("__wbg_b_2") && !kept.contains("arguments"), "{kept}");
        Ok(())
    }

    #[test]
    fn another_layout_of_the_glue_is_told() -> Result<()> {
        assert_eq!(with("a b a".to_owned(), &[("a", "c")])?, "c b c");
        assert!(with("b".to_owned(), &[("a", "c")]).is_err());
        Ok(())
    }

    #[test]
    fn a_missing_function_is_told() {
        assert!(only_imported(GLUE, &["__wbg_c_3".to_owned()].into()).is_err());
    }
}

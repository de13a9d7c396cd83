//! What the linker is told about the wasm: the widget's, and the benchmark's plain Yew page's. And
//! the style sheet of a card, which a Yew application and a prerendered page get without comments.

use std::path::Path;
use std::{env, fs, io};

/// Sections that `strip` would drop. Without the first, wasm-bindgen does not know what the
/// compiler used and writes longer and slower glue; by the second, the last step of the build finds
/// what is never called, and then drops it.
const KEPT: [&str; 2] = ["target_features", "name"];

/// The stack, in bytes, of which a mebibyte by default would be most of a page's wasm memory. It
/// stands below all other memory, so that too deep a call is a trap. The deepest one seen takes a
/// fraction of it: `hostile_answers.rs` measures.
const STACK: usize = 64 << 10;

/// The style of a skeleton, and the rest of a card's.
const STYLES: [&str; 2] = ["static/element/skeleton.css", "static/element/card.css"];

fn main() -> io::Result<()> {
    // All that it depends on, so that no other file of the package has it run again.
    println!("cargo::rerun-if-env-changed=CARGO_CFG_TARGET_ARCH");
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        for section in KEPT {
            println!("cargo::rustc-link-arg=--keep-section={section}");
        }
        // Tests, which are not optimised, take more.
        println!("cargo::rustc-link-arg-bins=-zstack-size={STACK}");
    }
    // The benchmark's page has no card.
    if !STYLES.iter().all(|style| Path::new(style).is_file()) {
        return Ok(());
    }
    let mut sheet = String::new();
    for style in STYLES {
        println!("cargo::rerun-if-changed={style}");
        sheet += &without_comments(&fs::read_to_string(style)?);
    }
    let folder = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("expected cargo to set OUT_DIR"))?;
    fs::write(Path::new(&folder).join("card.css"), sheet)
}

/// A style sheet without comments, blank lines and indentation. No text in ours has the signs of a
/// comment.
fn without_comments(sheet: &str) -> String {
    let parts = sheet.split("/*").enumerate();
    let code = parts.map(|(at, part)| if at == 0 { part } else { part.split_once("*/").map_or("", |(_, code)| code) });
    let code: String = code.collect();
    code.lines().map(str::trim).filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect()
}

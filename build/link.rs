//! What the linker is told about the wasm: the widget's, and the benchmark's plain Yew page's.

/// Sections that `strip` would drop. Without the first, wasm-bindgen does not know what the
/// compiler used and writes longer and slower glue; by the second, the last step of the build finds
/// what is never called, and then drops it.
const KEPT: [&str; 2] = ["target_features", "name"];

/// The stack, in bytes, of which a mebibyte by default would be most of a page's wasm memory. It
/// stands below all other memory, so that too deep a call is a trap. The deepest one seen takes a
/// fraction of it: `hostile_answers.rs` measures.
const STACK: usize = 64 << 10;

/// Tells it.
pub(super) fn tell() {
    // Named, so that no other file of the package has this run again.
    println!("cargo::rerun-if-env-changed=CARGO_CFG_TARGET_ARCH");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        for section in KEPT {
            println!("cargo::rustc-link-arg=--keep-section={section}");
        }
        // Tests, which are not optimised, take more.
        println!("cargo::rustc-link-arg-bins=-zstack-size={STACK}");
    }
}

//! What the linker is told about the wasm.

/// Sections that `strip` would drop. Without the first, wasm-bindgen does not know what the compiler used and writes longer
/// and slower glue; by the second, the last step of the build finds what is never called, and then drops it.
const KEPT: [&str; 2] = ["target_features", "name"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        for section in KEPT {
            println!("cargo::rustc-link-arg=--keep-section={section}");
        }
    }
}

//! Keeps the wasm's `target_features` section, which `strip` would drop: without it wasm-bindgen does not know what
//! the compiler used and writes longer and slower glue.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg=--keep-section=target_features");
    }
}

//! Decimal numbers, from text.

/// The number closest to a decimal one, which the caller has found to be well-formed.
///
/// In the wasm JavaScript's own `parseFloat` reads it: that is as exact, and `str::parse` would bring along a table of
/// 11 KB that no compression makes smaller.
#[cfg(target_arch = "wasm32")]
pub(super) fn read(text: &str) -> f64 {
    js_sys::parse_float(text)
}

/// The number closest to a decimal one, which the caller has found to be well-formed.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn read(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

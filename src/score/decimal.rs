//! Decimal numbers, from text and to text.

/// The number closest to a decimal one, which the caller has found to be well-formed; NaN where no
/// digit is in it.
///
/// In the wasm JavaScript's own `parseFloat` reads it: that is as exact, and `str::parse` would
/// bring along a table of 11 KB that no compression makes smaller.
#[cfg(target_arch = "wasm32")]
pub(crate) fn read(text: &str) -> f64 {
    js_sys::parse_float(text)
}

/// The number closest to a decimal one, which the caller has found to be well-formed; NaN where no
/// digit is in it.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn read(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

/// The shortest text that is read as the same number. JavaScript writes those from 1e21 on, and
/// below 1e-6, with an exponent.
pub(crate) fn write(number: f64) -> String {
    // Most numbers are whole, and to ask JavaScript takes ten times as long.
    if number.floor() == number && (0.0..1e15).contains(&number) { whole(number as u64) } else { any(number) }
}

fn whole(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(b'0' | (number % 10) as u8);
        number /= 10;
        if number == 0 {
            digits.reverse();
            return String::from_utf8(digits).unwrap_or_default();
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn any(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

#[cfg(not(target_arch = "wasm32"))]
fn any(number: f64) -> String {
    number.to_string()
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// In the browser and natively: the two readers agree to the last bit.
    #[test]
    fn numbers_are_the_closest_ones() {
        for (text, expected) in [
            ("0", 0.0),
            ("340", 340.0),
            ("33.491554051195706", 33.491_554_051_195_706),
            ("-1e5", -100_000.0),
            ("1E+2", 100.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("9007199254740993", 9_007_199_254_740_992.0),
            ("0.1000000000000000055511151231257827", 0.1),
            ("2.2250738585072011e-308", 2.225_073_858_507_201e-308),
            ("5e-324", 5e-324),
            ("1.7976931348623157e308", f64::MAX),
            ("1e400", f64::INFINITY),
            ("1e-400", 0.0),
            (".", f64::NAN),
            ("", f64::NAN),
        ] {
            assert_eq!(read(text).to_bits(), f64::to_bits(expected), "{text}");
        }
    }

    #[test]
    fn texts_are_the_shortest_ones() {
        for (number, expected) in [
            (0.0, "0"),
            (7.0, "7"),
            (340.0, "340"),
            (1000.0, "1000"),
            (-5.0, "-5"),
            (999_999_999_999_999.0, "999999999999999"),
            (1e15, "1000000000000000"),
            (0.1, "0.1"),
            (1.005, "1.005"),
            (33.491_554_051_195_706, "33.491554051195706"),
            (999_999_999_999.5, "999999999999.5"),
            (1e20, "100000000000000000000"),
        ] {
            assert_eq!(write(number), expected);
        }
    }
}

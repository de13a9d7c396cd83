//! The default colours of the style sheet, two by two, by the formula of WCAG 2.2.

const SHEET: &str =
    concat!(include_str!("../../static/element/skeleton.css"), include_str!("../../static/element/card.css"));

/// Least ratios of contrast: for text, and for a part of a drawing.
const TEXT: f64 = 4.5;
const DRAWING: f64 = 3.0;

#[test]
fn every_pair_of_default_colours_has_contrast_enough() {
    for (front, back, least) in [
        ("text", "surface", TEXT),
        ("muted", "surface", TEXT),
        // Links.
        ("accent", "surface", TEXT),
        ("accent", "track", DRAWING),
        // The arc of a score that is not to be relied on.
        ("muted", "track", DRAWING),
        ("text", "track", DRAWING),
        ("low", "surface", DRAWING),
        ("mid", "surface", DRAWING),
        ("high", "surface", DRAWING),
    ] {
        for (scheme, theme) in ["light", "dark"].into_iter().enumerate() {
            let found = contrast(colour(front, scheme), colour(back, scheme));
            assert!(found >= least, "{front} on {back} in {theme}: {found:.2} instead of {least}");
        }
    }
}

#[test]
fn the_formula_is_that_of_wcag() {
    for (front, back, expected) in [("#000", "#fff", 21.0), ("#777777", "#ffffff", 4.48), ("#fff", "#fff", 1.0)] {
        let found = contrast(read(front), read(back));
        assert!((found - expected).abs() < 0.01, "{front} on {back}: {found}");
    }
}

/// The default of a custom property: `var(--secure-score-NAME, light-dark(#light, #dark))`.
fn colour(name: &str, scheme: usize) -> [f64; 3] {
    let start = format!("var(--secure-score-{name}, light-dark(");
    let (_, rest) = SHEET.split_once(&start).unwrap_or_else(|| panic!("expected `{start}` in the style sheet"));
    let (pair, _) = rest.split_once(')').expect("an end of light-dark()");
    read(pair.split(',').nth(scheme).expect("two colours").trim())
}

/// `#rgb` or `#rrggbb`, as fractions of one.
fn read(hex: &str) -> [f64; 3] {
    let digits = hex.strip_prefix('#').expect("a colour in hexadecimal digits");
    let wide = digits.len() / 3;
    [0, 1, 2].map(|channel| {
        let digits = &digits[channel * wide..(channel + 1) * wide];
        let number = u8::from_str_radix(&digits.repeat(2 / wide), 16).expect("hexadecimal digits");
        f64::from(number) / 255.0
    })
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: [f64; 3]) -> f64 {
    let linear = colour.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

//! Where things stand on the dial. Pure.
//!
//! The dial is an arc of 240°, open at the bottom, in a coordinate system of its own.

/// The length of the arc in its own units, by which dashes are measured.
pub const LENGTH: i32 = 1000;

/// The arc as an SVG path, from the scale's start to its end.
pub const ARC: &str = "M 30.72 140 A 80 80 0 1 1 169.28 140";

/// How much of the arc a fraction from 0 to 1 fills, in units of [`LENGTH`].
#[must_use]
pub fn filled(fraction: f64) -> i32 {
    (fraction.min(1.0).max(0.0) * f64::from(LENGTH)).round() as i32
}

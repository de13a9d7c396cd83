//! Where things stand on the dial. Pure, and in whole numbers: to print a float would link a
//! printer of floats.
//!
//! The dial is an arc of 240°, open at the bottom, around the origin of its own coordinate system.
//! Places on it are hundredths of a degree from the scale's start.

/// From the scale's start to its end, in hundredths of a degree. Every ring's `pathLength`, so that
/// dashes are measured in them.
pub const SWEEP: u32 = 24_000;

/// Half of the way.
const TOP: u32 = SWEEP / 2;

/// [`SWEEP`] as text.
pub const PATH_LENGTH: &str = "24000";

/// The visible part of the coordinate system: the rings, and room for labels around them.
pub const VIEW_BOX: &str = "-130 -118 260 186";

/// The track and the arc: 84 units from the origin.
pub const TRACK: &str = "M-72.75 42A84 84 0 1 1 72.75 42";

/// The bands: 97 units from the origin, outside of the track.
pub const RING: &str = "M-84 48.5A97 97 0 1 1 84 48.5";

/// A tick between two bands, at the top.
pub const TICK: &str = "M0-94V-102";

/// The target's mark, at the top: a wedge that points inwards, across the bands and the track.
pub const TARGET: &str = "M0-74-2.5-104H2.5Z";

/// Half of the gap between two bands, in hundredths of a degree.
const HALF_GAP: u32 = 70;

/// The place of a fraction of the scale; what lies beyond the scale stands at its end.
#[must_use]
pub fn place(fraction: f64) -> u32 {
    // `f64::clamp` can panic, which links a printer of floats, and `f64::round` is a call into a
    // library.
    let fraction = if fraction > 0.0 { fraction.min(1.0) } else { 0.0 };
    (fraction * f64::from(SWEEP) + 0.5) as u32
}

/// The dashes that draw a ring from one place to another.
#[must_use]
pub fn dashes(from: u32, to: u32) -> String {
    let gap = from.to_string();
    let dash = to.saturating_sub(from).to_string();
    ["0 ", &gap, " ", &dash, " ", PATH_LENGTH].concat()
}

/// The turn from the top of the dial to a place, in degrees.
#[must_use]
pub fn turn(place: u32) -> String {
    let sign = if place < TOP { "-" } else { "" };
    let angle = place.abs_diff(TOP);
    let (whole, cents) = (angle / 100, angle % 100);
    let zero = if cents < 10 { "0" } else { "" };
    [sign, &whole.to_string(), ".", zero, &cents.to_string()].concat()
}

/// The part of the ring that a band occupies: all up to the next one, but for the gap between the
/// two. None if it is beyond the scale, or thinner than its gaps.
#[must_use]
pub fn segment(start: f64, end: Option<f64>) -> Option<(u32, u32)> {
    let from = place(start);
    let to = end.map_or(SWEEP, place);
    let from = if from == 0 { from } else { from.saturating_add(HALF_GAP) };
    let to = if to == SWEEP { to } else { to.saturating_sub(HALF_GAP) };
    (from < to).then_some((from, to))
}

/// The most characters that a label can have. What is longer would lie on the figure or stick out
/// of the card; the unit's line has the maximum anyway, and the line below the dial the target.
pub const LONGEST_LABEL: usize = 9;

/// The most characters of a label at a place: at the sides of the dial there is less room than at
/// its top, and at its ends stand the ends of the scale.
fn longest_at(place: u32) -> usize {
    match place.abs_diff(TOP) {
        ..=4000 => LONGEST_LABEL,
        4001..=6000 => 7,
        6001..=10_800 => 5,
        _ => 0,
    }
}

/// Which of the labels at these places (the most important first) have room on the dial. The
/// longest has `length` characters.
#[must_use]
pub fn with_room(places: &[u32], length: usize) -> Vec<u32> {
    // At the top, where labels stand side by side, a character takes 3.4°.
    let apart = length.saturating_mul(340).saturating_add(500);
    let mut kept: Vec<u32> = Vec::new();
    for place in places.iter().copied() {
        if length <= longest_at(place) && kept.iter().all(|other| place.abs_diff(*other) as usize >= apart) {
            kept.push(place);
        }
    }
    kept
}

/// On which side of its place a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Left of it.
    Before,
    /// Above it.
    Above,
    /// Right of it.
    After,
}

/// The side of a label: away from the dial.
#[must_use]
pub fn side(place: u32) -> Side {
    match place.abs_diff(TOP) {
        ..=1500 => Side::Above,
        _ if place < TOP => Side::Before,
        _ => Side::After,
    }
}

/// How wide a figure may be for each size but the smallest, in tenths of its font's size: 136
/// units, which is what the arc leaves free, by the sizes in the style sheet.
const WIDTHS: [u32; 6] = [23, 29, 33, 42, 52, 68];

/// How large a figure can be that fits into the dial: from 0, the largest, to 6, which may break
/// into lines.
#[must_use]
pub fn fit(figure: &str) -> usize {
    // In tenths of the font's size, as the widest of the common fonts has them (DejaVu Sans, bold).
    let width: u32 = figure
        .chars()
        .map(|c| match c {
            '.' | ',' | '\'' | '’' | '٫' | '٬' => 4,
            c if c.is_whitespace() => 4,
            '%' | '٪' => 10,
            _ => 7,
        })
        .sum();
    WIDTHS.iter().filter(|most| **most < width).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_has_a_place_on_the_dial() {
        for (fraction, expected) in [
            (0.0, 0),
            (-1.0, 0),
            (1.0, SWEEP),
            (1.2, SWEEP),
            (f64::MAX, SWEEP),
            (f64::INFINITY, SWEEP),
            (f64::NAN, 0),
            (0.34, 8160),
            (0.5, 12000),
            (0.399_999_9, 9600),
            (1e-300, 0),
            (0.009, 216),
            (1.0 - f64::EPSILON, SWEEP),
        ] {
            assert_eq!(place(fraction), expected, "{fraction}");
        }
    }

    #[test]
    fn dashes_draw_from_one_place_to_another() {
        for (from, to, expected) in [
            (0, 0, "0 0 0 24000"),
            (0, 8160, "0 0 8160 24000"),
            (9670, 16730, "0 9670 7060 24000"),
            (0, SWEEP, "0 0 24000 24000"),
            (10, 5, "0 10 0 24000"),
        ] {
            assert_eq!(dashes(from, to), expected);
        }
    }

    #[test]
    fn a_turn_is_written_in_degrees() {
        for (place, expected) in
            [(0, "-120.00"), (SWEEP, "120.00"), (12_000, "0.00"), (8160, "-38.40"), (11_995, "-0.05"), (12_123, "1.23")]
        {
            assert_eq!(turn(place), expected, "{place}");
        }
    }

    #[test]
    fn bands_leave_gaps_between_them() {
        for (start, end, expected) in [
            (0.0, Some(0.4), Some((0, 9530))),
            (0.4, Some(0.7), Some((9670, 16730))),
            (0.7, None, Some((16870, SWEEP))),
            (0.0, None, Some((0, SWEEP))),
            (0.5, Some(1.5), Some((12070, SWEEP))),
            (1.0, None, None),
            (1.5, Some(2.0), None),
            (0.4, Some(0.401), None),
            (0.0, Some(0.0), None),
        ] {
            assert_eq!(segment(start, end), expected, "{start} to {end:?}");
        }
    }

    #[test]
    fn labels_that_would_meet_are_left_out() {
        for (places, length, expected) in [
            (vec![], 3, vec![]),
            (vec![9600, 16800], 3, vec![9600, 16800]),
            (vec![16800, 9600, 16800], 3, vec![16800, 9600]),
            (vec![16700, 9600, 16800], 3, vec![16700, 9600]),
            (vec![0, 100, SWEEP - 100, SWEEP], 1, vec![]),
            (vec![2000, 4000, 6000, 8000], 5, vec![2000, 6000]),
            (vec![2000, 22000], 5, vec![2000, 22000]),
            (vec![2000, 12000, 22000], 6, vec![12000]),
            (vec![5999, 6000, 18000, 18001], 7, vec![6000, 18000]),
            (vec![8000, 16000], 9, vec![8000, 16000]),
            (vec![7999, 16001], 9, vec![]),
            (vec![12000], 10, vec![]),
        ] {
            assert_eq!(with_room(&places, length), expected, "{places:?}");
        }
    }

    #[test]
    fn labels_stand_away_from_the_dial() {
        for (place, expected) in [
            (0, Side::Before),
            (10_499, Side::Before),
            (10_500, Side::Above),
            (12_000, Side::Above),
            (13_500, Side::Above),
            (13_501, Side::After),
            (SWEEP, Side::After),
        ] {
            assert_eq!(side(place), expected, "{place}");
        }
    }

    #[test]
    fn long_figures_are_smaller() {
        for (figure, expected) in [
            ("0", 0),
            ("340", 0),
            ("34%", 1),
            ("64%", 1),
            ("1,000", 2),
            ("33.49", 2),
            ("99.9%", 3),
            ("100,000", 4),
            ("1.234,56", 4),
            ("999 999", 4),
            ("1,234,567", 5),
            ("999,999.99", 5),
            ("٣٤٠", 0),
            ("1,000,000,000,000", 6),
            ("0.00034", 4),
            ("1e-19", 3),
            ("1e+300", 3),
        ] {
            assert_eq!(fit(figure), expected, "{figure}");
        }
    }

    #[test]
    fn the_skeleton_draws_the_same_track() {
        let skeleton = include_str!("../../static/element/skeleton.js");
        for owned in [VIEW_BOX, TRACK] {
            assert!(skeleton.contains(&["'", owned, "'"].concat()), "static/element/skeleton.js lacks {owned}");
        }
    }

    #[test]
    fn a_figure_fits_by_the_sizes_of_the_style_sheet() {
        let sheet = include_str!("../../static/element/card.css");
        for (size, widest) in WIDTHS.into_iter().enumerate() {
            let rule = format!("[data-fit=\"{size}\"] {{ --_fit: ");
            let (_, rest) = sheet.split_once(&rule).unwrap_or_else(|| panic!("card.css lacks {rule}"));
            let units: u32 = rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap();
            assert!(units * widest <= 1370, "{size}: {units} units for {widest} tenths");
        }
    }

    #[test]
    fn the_style_sheet_turns_each_end_around_its_place() {
        let (sheet, dial) = (include_str!("../../static/element/card.css"), include_str!("dial.rs"));
        for (rule, place) in [(".end", "-73"), (".end + .end", "73")] {
            assert!(sheet.contains(&format!("\n{rule} {{ transform-origin: {place}px 0; }}")), "card.css: {rule}");
            assert!(dial.contains(&format!("end(\"{place}\", ")), "dial.rs: {place}");
        }
    }

    #[test]
    fn the_rings_end_where_the_sweep_does() {
        // The constants are the sine and the cosine of 120°, times the radius.
        let (sine, cosine) = 120_f64.to_radians().sin_cos();
        for (path, radius) in [(TRACK, 84.0), (RING, 97.0)] {
            let numbers: Vec<f64> = path
                .split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
                .filter_map(|number| number.parse().ok())
                .collect();
            assert!((numbers[0] + radius * sine).abs() < 0.01, "{path}");
            assert!((numbers[1] + radius * cosine).abs() < 0.01, "{path}");
            assert_eq!(numbers[2], radius, "{path}");
        }
    }
}

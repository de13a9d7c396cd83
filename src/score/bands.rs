//! Named ranges of a scale, as in `0 Low, 400 Fair, 700 Good`.

use std::fmt;

use super::{Amount, Metric};

/// One named range: it starts at its amount, inclusive, and ends where the next one starts.
///
/// ```
/// let bands = secure_score::Bands::parse("0 Low, 400 Fair", 1000.0)?;
/// let names: Vec<&str> = bands.iter().map(|band| band.name.as_str()).collect();
/// assert_eq!(names, ["Low", "Fair"]);
/// # Ok::<(), secure_score::BandsError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Where it starts.
    pub start: Amount,
    /// Its name.
    pub name: String,
}

/// The named ranges of a scale, in the order of the host's list.
///
/// ```
/// let bands = secure_score::Bands::parse("0 Low, 40% Fair, 70% Good", 1000.0)?;
/// assert!(bands.at(640.0, 1000.0).is_some_and(|(_, band)| band.name == "Fair"));
/// # Ok::<(), secure_score::BandsError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bands(Vec<Band>);

/// How many ranges a list may have: more cannot be told apart on a dial.
const MOST: usize = 12;

impl Bands {
    /// Reads `0 Low, 400 Fair, 700 Good`; a percent sign may follow a number. An empty text has no
    /// bands.
    ///
    /// # Errors
    /// [`BandsError`] names the entry that is no number followed by a name, or that does not start
    /// above the one before it. Points and percent mixed can be compared only on a scale, so `max`
    /// is needed.
    pub fn parse(text: &str, max: f64) -> Result<Self, BandsError> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let mut bands: Vec<Band> = Vec::new();
        for entry in text.split(',') {
            let band = parse_band(entry, max).ok_or_else(|| BandsError::new(entry))?;
            let ascending = bands.last().is_none_or(|before| before.start.on(max) < band.start.on(max));
            if !ascending || bands.len() == MOST {
                return Err(BandsError::new(entry));
            }
            bands.push(band);
        }
        Ok(Self(bands))
    }

    /// The bands that Microsoft documents: for the exposure score alone. Their names are left to
    /// the page's language, as the keys `bandLow`, `bandMedium` and `bandHigh`.
    #[doc(hidden)]
    #[must_use]
    pub fn documented(metric: Metric, low: &str, medium: &str, high: &str) -> Self {
        let band = |start, name: &str| Band { start: Amount::Points(start), name: name.to_owned() };
        match metric {
            Metric::SecureScore => Self::default(),
            Metric::ExposureScore => Self(vec![band(0.0, low), band(30.0, medium), band(70.0, high)]),
        }
    }

    /// The bands in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = &Band> {
        self.0.iter()
    }

    /// How many bands there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The band that this many points fall into, with its index.
    #[must_use]
    pub fn at(&self, points: f64, max: f64) -> Option<(usize, &Band)> {
        self.0.iter().enumerate().rev().find(|(_, band)| band.start.on(max) <= points)
    }
}

/// `400 Fair`, `40% Fair`, `40 % Fair`.
fn parse_band(entry: &str, max: f64) -> Option<Band> {
    let entry = entry.trim();
    let end = entry.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(entry.len());
    let (number, rest) = entry.split_at_checked(end)?;
    let (percent, name) = match rest.trim_start().strip_prefix('%') {
        Some(name) => ("%", name),
        None => ("", rest),
    };
    let start = Amount::parse(&[number, percent].concat(), max).ok()?;
    let named = name.trim();
    // `400Fair` is more likely a slip than a name.
    let apart = name.starts_with(char::is_whitespace);
    (apart && !named.is_empty()).then(|| Band { start, name: named.to_owned() })
}

/// A list of bands that cannot be read.
///
/// ```
/// let error = secure_score::Bands::parse("0 Low, x Fair", 1000.0).unwrap_err();
/// assert!(error.to_string().ends_with("but one is \"x Fair\""));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandsError {
    entry: String,
}

impl BandsError {
    fn new(entry: &str) -> Self {
        Self { entry: entry.trim().chars().take(40).collect() }
    }
}

impl fmt::Display for BandsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "expected ascending entries of a number and a name, such as \"0 Low, 400 Fair, 700 Good\", but one is \"",
        )?;
        f.write_str(&self.entry)?;
        f.write_str("\"")
    }
}

impl std::error::Error for BandsError {}

#[cfg(test)]
mod tests {
    use super::Bands;

    fn parsed(text: &str) -> Option<Vec<(f64, String)>> {
        let bands = Bands::parse(text, 1000.0).ok()?;
        Some(bands.iter().map(|band| (band.start.on(1000.0), band.name.clone())).collect())
    }

    #[test]
    fn reads_lists() {
        let three = || Some(vec![(0.0, "Low".into()), (400.0, "Fair".into()), (700.0, "Good".into())]);
        for (text, expected) in [
            ("0 Low, 400 Fair, 700 Good", three()),
            ("0% Low,40 % Fair,70% Good", three()),
            ("  0   Low , 40%  Fair , 700 Good ", three()),
            ("", Some(vec![])),
            ("100 Very good indeed", Some(vec![(100.0, "Very good indeed".into())])),
            ("0 低い, 50% 高い", Some(vec![(0.0, "低い".into()), (500.0, "高い".into())])),
            ("Low", None),
            ("0", None),
            ("0 Low,", None),
            ("0Low", None),
            ("400 Fair, 0 Low", None),
            ("0 Low, 0 Fair", None),
            ("-1 Low", None),
        ] {
            assert_eq!(parsed(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_band_holds_its_start_and_ends_before_the_next() {
        let bands = Bands::parse("100 Low, 400 Fair, 700 Good", 1000.0).unwrap();
        for (points, expected) in [
            (0.0, None),
            (99.9, None),
            (100.0, Some("Low")),
            (399.9, Some("Low")),
            (400.0, Some("Fair")),
            (5e9, Some("Good")),
        ] {
            assert_eq!(bands.at(points, 1000.0).map(|(_, band)| band.name.as_str()), expected, "{points}");
        }
    }

    #[test]
    fn every_band_starts_at_a_number() {
        let largest = format!("1{}", "0".repeat(308));
        for (text, max, expected) in [
            (format!("0 Low, {largest} High"), 1000.0, true),
            (format!("0 Low, {largest}% High"), 1.0, true),
            (format!("0 Low, {largest}% High"), 1000.0, false),
            (format!("0 Low, {largest}0 High"), 1000.0, false),
            ("0% Low, 70% High".to_owned(), 1e306, true),
            ("0% Low, 70% High".to_owned(), f64::MAX, false),
        ] {
            assert_eq!(Bands::parse(&text, max).is_ok(), expected, "{text} of {max}");
        }
    }

    #[test]
    fn the_error_quotes_the_entry() {
        let error = Bands::parse("0 Low, x Fair", 1000.0).unwrap_err().to_string();
        assert!(error.ends_with("but one is \"x Fair\""), "{error}");
    }
}

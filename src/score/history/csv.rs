//! A trend as a table for spreadsheets.

use super::Trend;
use crate::score::decimal;

impl Trend {
    /// The dots as RFC 4180 text, oldest first, below a header line. Numbers are written as JSON writes them.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut text = String::from("time,value\r\n");
        for dot in self.dots() {
            // Neither an instant nor a number needs quotes.
            let value = decimal::write(dot.reading.score.points());
            text.extend([dot.reading.time.as_str(), ",", &value, "\r\n"]);
        }
        text
    }
}

//! Any bytes as the body of an answer: a score from 0 on at an instant that keeps its text, or an
//! error.

#![no_main]

use libfuzzer_sys::fuzz_target;
use secure_score::score::{Instant, ApiError, decode};

fuzz_target!(|body: &[u8]| {
    if let Ok(reading) = decode(body) {
        let points = reading.score.points();
        assert!(points.is_finite() && points >= 0.0 && points.is_sign_positive());
        assert!(reading.time.epoch_ms().is_finite());
        assert_eq!(Instant::parse(reading.time.as_str()), Ok(reading.time.clone()));
        assert!(reading.time.as_str().is_ascii());
    }
    let problem = ApiError::decode(body);
    for text in [problem.code, problem.target].into_iter().flatten() {
        // Shown on a page and handed to its scripts.
        assert!((1..=64).contains(&text.len()));
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)));
    }
});

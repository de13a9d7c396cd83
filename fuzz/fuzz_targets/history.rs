//! Any bytes as a published past, or as the answer for device groups: points in order, and a trend
//! that ends with its score.

#![no_main]

use libfuzzer_sys::fuzz_target;
use secure_score::score::history::{MAX_DAYS, Trend, decode_history, encode_history};
use secure_score::score::{Answer, Instant, decode};

fuzz_target!(|body: &[u8]| {
    let day = |time: &Instant| (time.epoch_ms() / 86_400_000.0).floor() as i32;
    if let Ok(history) = decode_history(body, &day) {
        let days: Vec<i32> = history.iter().map(|(day, _)| day).collect();
        assert!(days.is_sorted_by(|one, next| one < next));
        let on_show = decode(br#"{"score":340,"time":"2019-12-03T09:15:58Z"}"#).expect("a good answer");
        let trend = Trend::new(&history, &on_show, &day);
        assert!((1..=MAX_DAYS).contains(&trend.dots().len()));
        assert!(trend.delta().is_none_or(|delta| delta.points.is_finite()));
        let history = history.merge(Default::default());
        let again = decode_history(encode_history(&history).as_bytes(), &day).expect("what is kept is read again");
        assert_eq!(again.iter().count(), history.iter().count());
    }
    if let Ok(answer) = Answer::decode(body) {
        let _ = (answer.reading(None).is_ok(), answer.reading(Some("A")).is_ok());
    }
});

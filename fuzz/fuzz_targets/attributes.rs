//! Any texts as attributes: settings within their bounds, and at most one complaint for each.

#![no_main]

use libfuzzer_sys::fuzz_target;
use secure_score::score::{Scale, decode};
use secure_score::settings::{Attribute, Attributes, Settings};

fuzz_target!(|texts: &[u8]| {
    let mut attributes = Attributes::default();
    // Each line is the next attribute's.
    let texts = String::from_utf8_lossy(texts);
    for (attribute, text) in Attribute::ALL.iter().zip(texts.split('\n')) {
        attributes.set(attribute.name(), Some(text.to_owned()));
    }
    let (settings, complaints) = Settings::read(&attributes);
    assert!(settings.max > 0.0 && settings.max.is_finite());
    assert!(settings.stale_after > 0.0);
    assert!(settings.interval.is_none_or(|interval| interval >= 60_000.0));
    assert!(complaints.len() <= Attribute::ALL.len());
    for complaint in &complaints {
        assert!(!complaint.to_string().is_empty());
    }

    let Some(bands) = settings.bands else { return };
    let scale = Scale::new(settings.max, bands, settings.target);
    assert!(scale.max().is_finite());
    assert!(scale.target().is_none_or(|target| target.is_finite() && target >= 0.0));
    assert!(scale.bands().iter().all(|band| band.start.on(scale.max()).is_finite()));
    for score in ["0", "340", "1e300"] {
        let answer = format!(r#"{{"score":{score},"time":"2019-12-03T09:15:58Z"}}"#);
        let reading = decode(answer.as_bytes()).expect("a good answer");
        let _ = scale.band(reading.score);
    }
});

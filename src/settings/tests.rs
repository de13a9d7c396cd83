//! The meaning of attributes, and the sentences about invalid ones.

use super::*;
use proptest::prelude::*;

fn read(name: &str, value: &str) -> (Settings, Vec<InvalidAttribute>) {
    let mut attributes = Attributes::default();
    attributes.set(name, Some(value.to_owned()));
    Settings::read(&attributes)
}

fn defaults() -> Settings {
    Settings::read(&Attributes::default()).0
}

#[test]
fn what_cannot_be_read_is_the_default_with_one_complaint() {
    for (name, value, default) in [
        ("max", "abc", "1000"),
        ("max", "0", "1000"),
        ("max", "-5", "1000"),
        ("max", "50%", "1000"),
        ("metric", "score", "secure-score"),
        ("bands", "Low, High", "none"),
        ("target", "much", "none"),
        ("format", "Percent", "points"),
        ("refresh-interval", "0.5", "60"),
        ("refresh-interval", "never", "60"),
        ("stale-after", "0", "24"),
        ("help-base", "javascript:alert(1)//", "the widget's own help"),
        ("help-base", " JavaScript:alert(1)", "the widget's own help"),
        ("help-base", "java\nscript:alert(1)", "the widget's own help"),
        ("help-base", "data:text/html,help", "the widget's own help"),
        ("history", "local:", "off"),
        ("drop-alert", "0", "none"),
        ("drop-alert", "5 over 401 days", "none"),
        ("portal-href", "javascript:alert(1)", DEFAULT_PORTAL),
        ("arc", "rainbow", "accent"),
        ("actions", "print", "none"),
    ] {
        let (settings, complaints) = read(name, value);
        assert_eq!(settings, defaults(), "{name}={value}");
        let [complaint] = complaints.as_slice() else { panic!("{name}={value}: {complaints:?}") };
        let said = (complaint.attribute, complaint.value.as_str(), complaint.default.as_str());
        assert_eq!(said, (name, value.trim(), default));
    }
}

#[test]
fn numbers_too_large_to_be_computed_with_are_the_default_with_one_complaint() {
    let (largest, too_large) = (format!("1{}", "0".repeat(308)), "9".repeat(309));
    for (name, value, default) in [
        ("max", too_large.clone(), "1000"),
        ("target", too_large.clone(), "none"),
        ("target", format!("{too_large}%"), "none"),
        ("target", format!("{largest}%"), "none"),
        ("bands", format!("0 Low, {too_large} High"), "none"),
        ("bands", format!("0 Low, {largest}% High"), "none"),
        ("refresh-interval", largest, "60"),
    ] {
        let (settings, complaints) = read(name, &value);
        assert_eq!(settings, defaults(), "{name}={value}");
        let [complaint] = complaints.as_slice() else { panic!("{name}={value}: {complaints:?}") };
        assert_eq!((complaint.attribute, complaint.default.as_str()), (name, default));
    }
}

#[test]
fn what_can_be_read_is_used() {
    assert_eq!(read("max", "100").0.max, 100.0);
    assert_eq!(read("max", " 1500.5 ").0.max, 1500.5);
    assert_eq!(read("metric", "exposure-score").0.max, 100.0);
    assert_eq!(read("target", "70%").0.target, Some(Amount::Percent(70.0)));
    assert_eq!(read("format", "percent").0.format, Format::Percent);
    assert_eq!(read("refresh-interval", "off").0.interval, None);
    assert_eq!(read("refresh-interval", "1").0.interval, Some(policy::MINUTE));
    assert_eq!(read("stale-after", "0.5").0.stale_after, policy::HOUR / 2.0);
    assert_eq!(read("heading", "Ours").0.heading.as_deref(), Some("Ours"));
    assert_eq!(read("help-base", "").0.help_base, Link::None);
    for address in
        ["/help", "help.html?of=score:1", "https://help.example", "http://help.example/a:b", "//help.example:8080"]
    {
        assert_eq!(read("help-base", address).0.help_base, Link::To(address.into()));
    }
    assert_eq!(read("bands", "0 Low, 50% High").0.bands.map(|bands| bands.len()), Some(2));
}

#[test]
fn history_groups_alerts_links_and_actions() {
    assert_eq!(read("history", " local:contoso ").0.history, History::Local(Some("contoso".into())));
    let alert = DropAlert { amount: Amount::Percent(5.0), days: 14 };
    assert_eq!(read("drop-alert", "5% over 14 days").0.drop_alert, Some(alert));
    assert_eq!(read("portal-href", "").0.portal_href, Link::None);
    for address in ["/portal", "HTTPS://portal.example/"] {
        assert_eq!(read("portal-href", address).0.portal_href, Link::To(address.into()));
    }
    assert_eq!(read("arc", "band").0.arc, ArcColor::Band);
    let (settings, invalid) = read("actions", "csv  copy-image csv");
    assert_eq!((settings.actions, invalid), (vec![Action::Csv, Action::CopyImage], vec![]));
    let (settings, invalid) = read("actions", "print csv");
    assert_eq!((settings.actions, invalid.len()), (vec![Action::Csv], 1));
}

#[test]
fn a_group_is_a_name_of_the_exposure_score_as_it_is_written() {
    for (metric, name, expected) in [
        ("exposure-score", " Servers ", Some(" Servers ")),
        ("exposure-score", "", None),
        ("secure-score", "Servers", None),
    ] {
        let mut attributes = Attributes::default();
        attributes.set("metric", Some(metric.into()));
        attributes.set("group", Some(name.into()));
        let (settings, invalid) = Settings::read(&attributes);
        assert_eq!((settings.group.as_deref(), invalid), (expected, vec![]), "{metric} {name:?}");
    }
}

#[test]
fn blank_and_unknown_attributes_are_as_good_as_none() {
    for name in ["max", "metric", "bands", "target", "format", "heading", "refresh-interval", "stale-after", "onclick"]
    {
        assert_eq!(read(name, " "), (defaults(), vec![]), "{name}");
    }
}

#[test]
fn a_removed_attribute_is_gone() {
    let mut attributes = Attributes::default();
    attributes.set("max", Some("5".into()));
    attributes.set("max", Some("6".into()));
    attributes.set("max", None);
    assert_eq!(attributes, Attributes::default());
}

#[test]
fn a_complaint_teaches() {
    let (_, complaints) = read("max", "abc");
    assert_eq!(
        complaints[0].to_string(),
        "secure-score-gauge: max=\"abc\" is not used: expected a number above 0, such as 1000. The default is used: 1000."
    );
}

proptest! {
    #[test]
    fn any_text_gives_settings(at in 0..Attribute::ALL.len(), value in "\\PC{0,60}") {
        let (settings, complaints) = read(Attribute::ALL[at].name(), &value);
        prop_assert!(settings.max > 0.0 && settings.max.is_finite());
        prop_assert!(settings.stale_after > 0.0);
        prop_assert!(complaints.len() <= 1);
    }

    #[test]
    fn any_scale_has_numbers_alone(max in "[0-9]{1,320}", start in "[0-9]{1,320}%?", target in "[0-9]{1,320}%?") {
        let mut attributes = Attributes::default();
        for (name, value) in [("max", max), ("bands", format!("{start} High")), ("target", target)] {
            attributes.set(name, Some(value));
        }
        let (settings, complaints) = Settings::read(&attributes);
        prop_assert!(complaints.len() <= 3);
        prop_assert!(settings.max.is_finite() && settings.max > 0.0);
        prop_assert!(settings.target.is_none_or(|target| target.on(settings.max).is_finite()));
        let bands = settings.bands.unwrap_or_default();
        prop_assert!(bands.iter().all(|band| band.start.on(settings.max).is_finite()));
    }
}

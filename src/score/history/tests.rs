//! Tables, and random series.

use proptest::prelude::*;

use super::*;
use crate::score::{Bands, Instant, Reading, Scale, Score};

/// Days in Greenwich.
fn utc(time: &Instant) -> i32 {
    (time.epoch_ms() / 86_400_000.0).floor() as i32
}

/// Days in New York, where the clocks went back on 2026-11-01 and forward on 2026-03-08.
fn new_york(time: &Instant) -> i32 {
    let (spring, autumn) = (instant("2026-03-08T07:00:00Z").epoch_ms(), instant("2026-11-01T06:00:00Z").epoch_ms());
    let hours = if (spring..autumn).contains(&time.epoch_ms()) { 4.0 } else { 5.0 };
    ((time.epoch_ms() / 3_600_000.0 - hours) / 24.0).floor() as i32
}

fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn reading(time: &str, points: f64) -> Reading {
    Reading { score: Score::new(points).unwrap(), time: instant(time) }
}

fn point(time: &str, points: f64) -> Point {
    reading(time, points).into()
}

fn history(points: &[(&str, f64)]) -> History {
    History::new(points.iter().map(|(time, points)| point(time, *points)), &utc)
}

fn written(trend: &Trend) -> Vec<(&str, f64)> {
    trend.dots().iter().map(|dot| (dot.reading.time.as_str(), dot.reading.score.points())).collect()
}

const NOVEMBER_16: (&str, f64) = ("2026-11-16T08:00:00Z", 628.0);
const NOVEMBER_20: (&str, f64) = ("2026-11-20T08:00:00Z", 640.0);

#[test]
fn of_one_day_the_later_time_wins() {
    let early = ("2026-11-16T00:00:00Z", 1.0);
    let late = ("2026-11-16T23:59:59.999Z", 2.0);
    let as_written_elsewhere = ("2026-11-17T02:00:00+04:00", 3.0);
    for (points, expected) in [
        (vec![early, late], vec![late]),
        (vec![late, early], vec![late]),
        (vec![early, as_written_elsewhere, late], vec![late]),
        (vec![early, as_written_elsewhere], vec![as_written_elsewhere]),
        (vec![NOVEMBER_20, NOVEMBER_16], vec![NOVEMBER_16, NOVEMBER_20]),
    ] {
        let points = history(&points);
        let seen: Vec<_> = points.iter().map(|(_, p)| (p.reading.time.as_str(), p.reading.score.points())).collect();
        assert_eq!(seen, expected);
    }
}

#[test]
fn the_score_on_show_ends_its_trend() {
    let on_show = ("2026-11-20T09:00:00Z", 650.0);
    for (points, expected) in [
        (vec![], vec![on_show]),
        (vec![NOVEMBER_16], vec![NOVEMBER_16, on_show]),
        (vec![NOVEMBER_16, NOVEMBER_20], vec![NOVEMBER_16, on_show]),
        (vec![("2026-11-20T10:00:00Z", 1.0), ("2026-11-21T10:00:00Z", 2.0)], vec![on_show]),
        (
            vec![("2025-10-16T23:59:00Z", 1.0), ("2025-10-17T00:00:00Z", 2.0)],
            vec![("2025-10-17T00:00:00Z", 2.0), on_show],
        ),
    ] {
        let trend = Trend::new(&history(&points), &reading(on_show.0, on_show.1), &utc);
        assert_eq!(written(&trend), expected);
    }
}

#[test]
fn a_trend_has_400_days() {
    let points = (0..800).map(|at| {
        let (year, month, day) = civil(20_000 + at);
        point(&format!("{year:04}-{month:02}-{day:02}T06:00:00Z"), f64::from(at))
    });
    let history = History::new(points, &utc);
    let (_, last) = history.iter().next_back().map(|(day, point)| (day, point.reading.clone())).unwrap();
    let trend = Trend::new(&history, &last, &utc);
    assert_eq!(trend.dots().len(), 400);
    assert_eq!(trend.dots()[0].reading.score.points(), 400.0);
    assert_eq!(history.clone().merge(History::default()).iter().count(), 400);
    let today = utc(&last.time);
    assert_eq!(history.settled(today, today).iter().count(), 400);
}

#[test]
fn a_clock_that_is_wrong_makes_nothing_old_and_its_score_goes_with_the_next() {
    let day = |text: &str| utc(&Instant::parse(text).unwrap());
    let (first, bad, last) = ("2026-11-16T06:00:00Z", "2999-01-01T06:00:00Z", "2026-11-21T06:00:00Z");
    let times =
        |history: &History| history.iter().map(|(_, point)| point.reading.time.as_str().to_owned()).collect::<Vec<_>>();
    let history = History::new([point(first, 1.0), point(bad, 2.0)], &utc).settled(day(bad), day(last));
    assert_eq!(times(&history), [first, bad]);
    let history = history.merge(History::new([point(last, 3.0)], &utc)).settled(day(last), day(last));
    assert_eq!(times(&history), [first, last]);
    // Nor does a clock that is behind.
    assert_eq!(times(&history.settled(day(last), 0)), [first, last]);
}

/// The date of a day since 1970.
fn civil(days: i32) -> (i32, i32, i32) {
    let (mut year, mut left) = (1970, days);
    let is_leap = |year: i32| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    while left >= 365 + i32::from(is_leap(year)) {
        left -= 365 + i32::from(is_leap(year));
        year += 1;
    }
    let months = [31, 28 + i32::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while left >= months[month] {
        left -= months[month];
        month += 1;
    }
    (year, month as i32 + 1, left + 1)
}

#[test]
fn a_delta_is_since_the_latest_point_of_an_earlier_day() {
    for (calendar, points, on_show, expected) in [
        (&utc as Calendar<'_>, vec![], ("2026-11-20T09:00:00Z", 650.0), None),
        (&utc, vec![NOVEMBER_20], ("2026-11-20T09:00:00Z", 650.0), None),
        (&utc, vec![NOVEMBER_16, NOVEMBER_20], ("2026-11-20T09:00:00Z", 650.0), Some((22.0, NOVEMBER_16.0))),
        (&utc, vec![NOVEMBER_16], ("2026-11-20T09:00:00Z", 628.0), Some((0.0, NOVEMBER_16.0))),
        (&utc, vec![NOVEMBER_16], ("2026-11-20T09:00:00Z", 600.5), Some((-27.5, NOVEMBER_16.0))),
        // A day after the other, over a leap day.
        (&utc, vec![("2028-02-28T12:00:00Z", 1.0)], ("2028-02-29T12:00:00Z", 3.0), Some((2.0, "2028-02-28T12:00:00Z"))),
        // The day on which the clocks go back has 25 hours: 23:30 of it is the same day as 00:30.
        (&new_york, vec![("2026-11-01T04:30:00Z", 1.0)], ("2026-11-02T04:30:00Z", 3.0), None),
        (
            &new_york,
            vec![("2026-11-01T03:30:00Z", 1.0)],
            ("2026-11-01T04:30:00Z", 3.0),
            Some((2.0, "2026-11-01T03:30:00Z")),
        ),
        // The day on which they go forward has 23.
        (&new_york, vec![("2026-03-08T05:30:00Z", 1.0)], ("2026-03-09T03:30:00Z", 3.0), None),
        (
            &new_york,
            vec![("2026-03-08T05:30:00Z", 1.0)],
            ("2026-03-09T04:30:00Z", 3.0),
            Some((2.0, "2026-03-08T05:30:00Z")),
        ),
    ] {
        let history = History::new(points.iter().map(|(time, points)| point(time, *points)), calendar);
        let trend = Trend::new(&history, &reading(on_show.0, on_show.1), calendar);
        assert_eq!(trend.delta().map(|delta| (delta.points, delta.since.as_str())), expected, "{points:?} {on_show:?}");
    }
}

#[test]
fn a_fall_is_from_the_best_of_the_days_before() {
    let past = [
        ("2026-11-10T08:00:00Z", 900.0),
        ("2026-11-16T08:00:00Z", 700.0),
        ("2026-11-18T08:00:00Z", 700.0),
        ("2026-11-19T08:00:00Z", 20.0),
    ];
    for (value, days, lower_is_better, expected) in [
        (650.0, 7, false, Some((50.0, "2026-11-18T08:00:00Z"))),
        (700.0, 7, false, None),
        (710.0, 7, false, None),
        (650.0, 10, false, Some((250.0, "2026-11-10T08:00:00Z"))),
        (650.0, 9, false, Some((50.0, "2026-11-18T08:00:00Z"))),
        (10.0, 1, false, Some((10.0, "2026-11-19T08:00:00Z"))),
        (30.0, 7, true, Some((10.0, "2026-11-19T08:00:00Z"))),
        (20.0, 7, true, None),
        (30.0, 400, true, Some((10.0, "2026-11-19T08:00:00Z"))),
    ] {
        let trend = Trend::new(&history(&past), &reading("2026-11-20T08:00:00Z", value), &utc);
        let fall = trend.fall(days, lower_is_better);
        let seen = fall.as_ref().map(|fall| (fall.points, fall.from.time.as_str()));
        assert_eq!(seen, expected, "{value} within {days}, {lower_is_better}");
    }
    assert_eq!(Trend::default().fall(7, false), None);
}

#[test]
fn broken_points_of_a_file_are_left_out() {
    let good = r#"{"time":"2026-11-16T08:00:00Z","score":628}"#;
    for broken in [
        "null",
        "7",
        "[]",
        "{}",
        r#"{"time":"2026-11-17T08:00:00Z"}"#,
        r#"{"score":1}"#,
        r#"{"time":"2026-11-17T08:00:00Z","score":-1}"#,
        r#"{"time":"2026-11-17T08:00:00Z","score":"1"}"#,
        r#"{"time":"2026-11-17T08:00:00Z","score":1,"score":2}"#,
        r#"{"time":"2026-02-30T08:00:00Z","score":1}"#,
        r#"{"time":1763280000000,"score":1}"#,
    ] {
        let body = format!(r#"{{"points":[{broken},{good},{broken}]}}"#);
        assert_eq!(decode_history(body.as_bytes(), &utc), Ok(history(&[NOVEMBER_16])), "{broken}");
    }
    assert_eq!(decode_history(br#"{"points":[]}"#, &utc), Ok(History::default()));
}

#[test]
fn a_broken_file_says_what_was_expected() {
    for body in ["", "[]", "{}", r#"{"points":{}}"#, r#"{"points":[]"#, r#"{"points":[],"points":[]}"#, "<html>"] {
        assert_eq!(decode_history(body.as_bytes(), &utc), Err(HistoryError::Shape), "{body}");
    }
    let long = format!(r#"{{"points":[]{}}}"#, " ".repeat(64 * 1024));
    assert_eq!(decode_history(long.as_bytes(), &utc), Err(HistoryError::TooLong));
}

#[test]
fn a_note_is_a_text() {
    for (note, expected) in [
        (r#""Model \u0032026 <b>""#, Some("Model 2026 <b>")),
        (r#"" ""#, None),
        ("7", None),
        ("null", None),
        (&format!("\"{}\"", "x".repeat(2000)), None),
    ] {
        let body = format!(r#"{{"points":[{{"time":"2026-11-16T08:00:00Z","score":628,"note":{note}}}]}}"#);
        let history = decode_history(body.as_bytes(), &utc).unwrap();
        let trend = Trend::new(&history, &reading("2026-11-16T09:00:00Z", 1.0), &utc);
        assert_eq!(trend.dots()[0].note.as_deref(), expected, "{note}: the day's note stays with the score on show");
    }
}

#[test]
fn each_move_is_told_once() {
    let bands = Bands::parse("0 Low, 400 Fair, 700 Good", 1000.0).unwrap();
    let scale = Scale::new(1000.0, bands, Some(crate::score::Amount::Points(500.0)));
    let yesterday = history(&[("2026-11-19T08:00:00Z", 300.0)]);
    let today = history(&[("2026-11-19T08:00:00Z", 300.0), ("2026-11-20T07:00:00Z", 650.0)]);
    let later = history(&[("2026-11-21T07:00:00Z", 300.0)]);
    let nothing = History::default();
    type Step<'h> = (f64, Option<&'h History>, Option<(&'static str, &'static str)>, Option<bool>);
    let scripts: &[&[Step<'_>]] = &[
        &[(650.0, Some(&nothing), None, None), (650.0, Some(&nothing), None, None)],
        &[(650.0, Some(&nothing), None, None), (750.0, Some(&nothing), Some(("Fair", "Good")), None)],
        &[(650.0, Some(&nothing), None, None), (450.0, Some(&nothing), None, Some(false))],
        &[(650.0, Some(&yesterday), Some(("Low", "Fair")), Some(true)), (650.0, Some(&yesterday), None, None)],
        &[(650.0, Some(&today), None, None)],
        &[(650.0, Some(&later), None, None)],
        &[(650.0, None, None, None), (650.0, Some(&yesterday), Some(("Low", "Fair")), Some(true))],
        &[(650.0, None, None, None), (650.0, None, None, None), (650.0, Some(&today), None, None)],
        &[
            (650.0, None, None, None),
            (300.0, None, Some(("Fair", "Low")), Some(false)),
            (300.0, Some(&today), None, None),
        ],
    ];
    for script in scripts {
        let mut watch = Watch::default();
        for (step, (value, past, bands, target)) in script.iter().enumerate() {
            let moved = watch.compare(&reading("2026-11-20T08:00:00Z", *value), *past);
            let named = moved.and_then(|moved| moved.bands(&scale)).map(|(from, to)| (from.unwrap(), to.unwrap()));
            assert_eq!(named, *bands, "{script:?} at {step}");
            assert_eq!(moved.and_then(|moved| moved.target(&scale, false)), *target, "{script:?} at {step}");
        }
    }
}

#[test]
fn outside_of_all_bands_there_is_no_name_and_lower_may_be_better() {
    let scale =
        Scale::new(100.0, Bands::parse("30 Medium, 70 High", 100.0).unwrap(), Some(crate::score::Amount::Points(30.0)));
    let mut watch = Watch::default();
    assert_eq!(watch.compare(&reading("2026-11-20T08:00:00Z", 31.0), Some(&History::default())), None);
    let moved = watch.compare(&reading("2026-11-20T09:00:00Z", 29.5), Some(&History::default())).unwrap();
    assert_eq!(moved.bands(&scale), Some((Some("Medium"), None)));
    assert_eq!(moved.target(&scale, true), Some(true));
    assert_eq!(moved.target(&scale, false), Some(false));
    assert_eq!(moved.target(&Scale::new(100.0, Bands::default(), None), false), None);
}

fn any_point() -> impl Strategy<Value = Point> {
    (0..500_i32, 0..24_i32, 0..4_u8, proptest::option::of("[a-c]{1,2}")).prop_map(|(day, hour, points, note)| {
        let (year, month, day) = civil(20_000 + day);
        let reading = reading(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:00:00Z"), f64::from(points));
        Point { reading, note: note.map(Into::into) }
    })
}

fn any_history() -> impl Strategy<Value = History> {
    proptest::collection::vec(any_point(), 0..600).prop_map(|points| History::new(points, &utc))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn merging_is_commutative_associative_idempotent_and_bounded(a in any_history(), b in any_history(), c in any_history()) {
        let merge = |a: &History, b: &History| a.clone().merge(b.clone());
        let both = merge(&a, &b);
        prop_assert_eq!(&both, &merge(&b, &a));
        prop_assert_eq!(&merge(&both, &b), &both);
        prop_assert_eq!(merge(&merge(&a, &b), &c), merge(&a, &merge(&b, &c)));
        prop_assert!(both.iter().count() <= MAX_DAYS);
        let days: Vec<i32> = both.iter().map(|(day, _)| day).collect();
        prop_assert!(days.is_sorted_by(|day, next| day < next), "one point per day, oldest first");
    }

    #[test]
    fn the_order_of_points_does_not_matter(mut points in proptest::collection::vec(any_point(), 0..100)) {
        let history = History::new(points.clone(), &utc);
        points.reverse();
        prop_assert_eq!(History::new(points, &utc), history);
    }

    #[test]
    fn what_is_kept_is_read_again(history in any_history()) {
        let plain = History::new(history.iter().map(|(_, point)| point.reading.clone().into()), &utc);
        let text = encode_history(&history);
        prop_assert!(text.len() < 64 * 1024);
        prop_assert_eq!(decode_history(text.as_bytes(), &utc), Ok(plain));
    }

    #[test]
    fn a_trend_is_whole(history in any_history(), on_show in any_point()) {
        let trend = Trend::new(&history, &on_show.reading, &utc);
        let dots = trend.dots();
        prop_assert_eq!(&dots[dots.len() - 1].reading, &on_show.reading);
        prop_assert!(dots.len() <= MAX_DAYS);
        let ascends = |dot: &Dot, next: &Dot| {
            dot.day < next.day && dot.reading.time.epoch_ms() < next.reading.time.epoch_ms()
        };
        prop_assert!(dots.is_sorted_by(ascends));
        prop_assert_eq!(trend.delta().is_some(), dots.len() > 1);
    }

    #[test]
    fn decoding_never_panics(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode_history(&body, &utc);
    }
}

//! The history, and the alert.

use devserver::{Reply, api};

use crate::scene::Scene;

fn answer(scene: &Scene, time: &str, score: f64) {
    scene.server.reply(api::SCORE_PATH, Reply::json(200, format!(r#"{{"time":"{time}","score":{score}}}"#)));
}

#[test]
fn each_day_has_its_last_score_and_notes_stay() {
    let scene = Scene::new();
    for (time, score) in
        [("2026-11-16T08:00:00Z", 700.0), ("2026-11-17T08:00:00Z", 690.0), ("2026-11-17T20:00:00Z", 640.5)]
    {
        answer(&scene, time, score);
        assert_eq!(scene.publish(&[]).status, Some(0));
        let noted =
            scene.read("history.json").unwrap().replace("\"score\":700", "\"note\":\"<b>Rollout\",\"score\":700");
        scene.write("history.json", &noted);
    }
    let expected = r#"{"points":[{"note":"<b>Rollout","score":700,"time":"2026-11-16T08:00:00Z"},{"score":640.5,"time":"2026-11-17T20:00:00Z"}]}"#;
    assert_eq!(
        scene.read("history.json").unwrap().replace(r#""note":"<b>Rollout","note""#, r#""note""#).trim(),
        expected
    );
}

#[test]
fn a_broken_history_is_nobodys_to_throw_away() {
    let scene = Scene::new();
    scene.write("history.json", "{\"points\":[");
    let run = scene.publish(&[]);
    assert_eq!(run.status, Some(8), "{run:?}");
    assert_eq!(scene.read("history.json").as_deref(), Some("{\"points\":["));
    assert_eq!(scene.read("score.json").as_deref(), Some(crate::scene::OLD));
}

#[test]
fn a_fall_has_its_own_status_and_one_line() {
    let scene = Scene::new();
    answer(&scene, "2026-11-16T08:00:00Z", 700.0);
    assert_eq!(scene.publish(&["--alert-drop", "5%"]).status, Some(0), "a first score falls from nowhere");
    answer(&scene, "2026-11-17T08:00:00Z", 651.0);
    let run = scene.publish(&["--alert-drop", "5%"]);
    assert_eq!((run.status, run.out.as_str()), (Some(0), ""), "49 points are less than 5 % of 1,000");
    answer(&scene, "2026-11-17T09:00:00Z", 650.0);
    let run = scene.publish(&["--alert-drop", "5%", "--alert-days", "7"]);
    assert_eq!(run.status, Some(3), "{run:?}");
    assert_eq!(
        run.out,
        "{\"alert\":\"drop\",\"from\":700,\"group\":null,\"metric\":\"secure-score\",\"points\":50,\
         \"since\":\"2026-11-16T08:00:00Z\",\"time\":\"2026-11-17T09:00:00Z\",\"value\":650}\n"
    );
    assert!(scene.read("score.json").unwrap().contains("650"), "it is published all the same");
    answer(&scene, "2026-11-25T09:00:00Z", 650.0);
    assert_eq!(scene.publish(&["--alert-drop", "50", "--alert-days", "1"]).status, Some(0), "too long ago");
}

#[test]
fn a_folder_keeps_to_one_number() {
    let scene = Scene::new();
    assert_eq!(scene.publish(&[]).status, Some(0));
    let before = scene.read("score.json");
    let run = scene.publish(&["--metric", "exposure-score"]);
    assert_eq!(run.status, Some(8), "{run:?}");
    assert_eq!(scene.read("score.json"), before);
}

#[test]
fn an_answer_that_comes_late_replaces_no_later_one() {
    let scene = Scene::new();
    answer(&scene, "2026-01-02T08:00:00Z", 2.0);
    assert_eq!(scene.publish(&[]).status, Some(0));
    answer(&scene, "2026-01-01T08:00:00Z", 1.0);
    let run = scene.publish(&[]);
    assert_eq!(run.status, Some(0));
    assert!(run.log.contains("kept-a-later-snapshot"), "{run:?}");
    assert!(scene.read("score.json").unwrap().contains("\"score\":2"));
    assert_eq!(scene.read("history.json").unwrap().matches("\"time\"").count(), 2, "but its day is in the history");
    // A time that is still to come stands in nobody's way.
    scene.write("score.json", r#"{"time":"2999-01-01T08:00:00Z","score":3}"#);
    answer(&scene, "2026-01-03T08:00:00Z", 4.0);
    assert_eq!(scene.publish(&[]).status, Some(0));
    assert!(scene.read("score.json").unwrap().contains("\"score\":4"));
}

#[test]
fn a_wrong_clock_costs_nothing_of_the_history() {
    let scene = Scene::new();
    let yesterday = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(24);
    answer(&scene, &format!("{yesterday:.0}"), 2.0);
    assert_eq!(scene.publish(&[]).status, Some(0));
    answer(&scene, "2999-01-01T08:00:00Z", 3.0);
    assert_eq!(scene.publish(&[]).status, Some(0));
    assert!(scene.read("score.json").unwrap().contains("2999"), "it is published as it came");
    // It goes with the next one, and nothing else does.
    let now = jiff::Timestamp::now();
    answer(&scene, &format!("{now:.0}"), 4.0);
    assert_eq!(scene.publish(&[]).status, Some(0));
    let history = scene.read("history.json").unwrap();
    assert!(history.contains(&format!("{yesterday:.0}")) && history.contains(&format!("{now:.0}")), "{history}");
    assert!(!history.contains("2999"), "{history}");
}

//! Publishers that run at once, and publishers that are killed.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use devserver::{Reply, api};
use serde_json::Value;

use crate::scene::Scene;

/// Each answer is of another day.
fn a_day_each(scene: &Scene) {
    let count = AtomicU32::new(0);
    scene.server.answer_with(api::SCORE_PATH, move |_| {
        let day = count.fetch_add(1, Ordering::Relaxed);
        let (month, day) = (day / 28 % 12 + 1, day % 28 + 1);
        Reply::json(200, format!(r#"{{"time":"2026-{month:02}-{day:02}T08:00:00Z","score":340}}"#))
    });
}

#[test]
fn several_at_once_lose_nothing_of_the_history() {
    let scene = Scene::new();
    a_day_each(&scene);
    for _ in 0..3 {
        let all: Vec<_> = (0..8).map(|_| scene.program().spawn().unwrap()).collect();
        for one in all {
            let output = one.wait_with_output().unwrap();
            assert!(output.status.success(), "{output:?}");
        }
    }
    let history: Value = serde_json::from_str(&scene.read("history.json").unwrap()).unwrap();
    assert_eq!(history["points"].as_array().unwrap().len(), 24);
    let snapshot: Value = serde_json::from_str(&scene.read("score.json").unwrap()).unwrap();
    assert_eq!(snapshot["time"], "2026-01-24T08:00:00Z");
}

#[test]
fn killed_at_any_moment_the_files_are_whole() {
    const TIMES: u32 = 200;
    let scene = Scene::new();
    a_day_each(&scene);
    let start = Instant::now();
    assert_eq!(scene.publish(&["--html"]).status, Some(0));
    let whole = start.elapsed();
    let mut killed = 0;
    for time in 0..TIMES {
        let mut one = scene.program().arg("--html").spawn().unwrap();
        // From the start to the end of a run, and a little later.
        let moment = Instant::now() + whole * time / TIMES * 5 / 4;
        while Instant::now() < moment {
            std::thread::sleep(Duration::from_micros(200));
        }
        one.kill().unwrap();
        killed += u32::from(!one.wait().unwrap().success());
        for name in ["score.json", "history.json"] {
            let text = scene.read(name).unwrap();
            assert!(serde_json::from_str::<Value>(&text).is_ok(), "{name} after {time}: {text}");
        }
        let card = scene.read("card.html").unwrap();
        assert!(card.starts_with("<secure-score-gauge") && card.ends_with("</secure-score-gauge>\n"), "{card}");
    }
    assert!(killed > TIMES / 4, "{killed} of {TIMES} were still running");
    let run = scene.publish(&["--html"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert!(scene.names().iter().all(|name| !name.starts_with('.')), "{:?}", scene.names());
}

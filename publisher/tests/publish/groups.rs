//! The exposure score of one device group.

use devserver::api;

use crate::scene::Scene;

#[test]
fn a_group_needs_the_exposure_score() {
    let scene = Scene::new();
    let run = scene.publish(&["--group", "GroupOne"]);
    assert_eq!(run.status, Some(2), "{run:?}");
    assert!(scene.server.requests(api::EXPOSURE_GROUPS_PATH).is_empty());
}

#[test]
fn a_group_is_published_for_elements_with_and_without_its_name() {
    let scene = Scene::new();
    let run = scene.publish(&["--metric", "exposure-score", "--group", "GroupOne"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    let requests = scene.server.received();
    assert_eq!(requests.iter().map(|request| request.path.as_str()).collect::<Vec<_>>(), [api::EXPOSURE_GROUPS_PATH]);
    let text = scene.read("score.json").unwrap();
    let answer = secure_score::score::Answer::decode(text.as_bytes()).unwrap();
    assert_eq!(answer.reading(None), answer.reading(Some("GroupOne")), "{text}");
    assert!(answer.reading(Some("GroupOne")).is_ok(), "{text}");
    let run = scene.publish(&[
        "--metric",
        "exposure-score",
        "--group",
        "Nobody",
        "--out",
        scene.beside("other").to_str().unwrap(),
    ]);
    assert_eq!(run.status, Some(7), "{run:?}");
    assert!(run.log.contains("a device group of this name"), "{run:?}");
}

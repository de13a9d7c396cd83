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

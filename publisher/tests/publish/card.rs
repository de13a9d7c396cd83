//! The prerendered card, as a file. How it looks is for the browser tests.

use devserver::{Reply, api};

use crate::scene::{OLD, Scene};

#[test]
fn the_card_is_html_with_one_style_sheet_and_no_script() {
    let scene = Scene::new();
    let run = scene.publish(&["--html", "--attribute", "bands=0 Low, 400 <Fair>", "--attribute", "target=700"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    let html = scene.read("card.html").unwrap();
    let start = "<secure-score-gauge src=\"score.json\" history=\"history.json\" bands=\"0 Low, 400 &lt;Fair&gt;\" target=\"700\">\
                 <template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"assets/secure-score-card-";
    assert!(html.starts_with(start), "{html}");
    for expected in [
        "part=\"card\"",
        "data-prerendered=\"\"",
        "role=\"meter\"",
        "aria-valuenow=\"340\"",
        "datetime=\"2019-12-03T09:15:58.1665846Z\"",
        "UTC",
    ] {
        assert!(html.contains(expected), "{expected}: {html}");
    }
    for refused in ["<script", "style=", "<style", "<Fair>", "<!--"] {
        assert!(!html.contains(refused), "{refused}: {html}");
    }
    let sheet = html.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(scene.read(sheet).unwrap().contains(":host"));
}

#[test]
fn a_card_may_be_elsewhere_in_another_language() {
    let scene = Scene::new();
    let file = scene.beside("pages/card.html");
    std::fs::create_dir(scene.beside("pages")).unwrap();
    let run =
        scene.publish(&["--html", file.to_str().unwrap(), "--attribute", "lang=de", "--attribute", "src=/x.json"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    let html = std::fs::read_to_string(file).unwrap();
    assert!(html.contains("src=\"/x.json\"") && html.contains("Microsoft-Sicherheitsbewertung für Geräte"), "{html}");
}

#[test]
fn what_an_element_would_not_take_is_refused_before_anything_is_asked() {
    let scene = Scene::new();
    for attribute in ["target=x", "onclick=alert(1)", "format", "max=0"] {
        let run = scene.publish(&["--html", "--attribute", attribute]);
        assert_eq!(run.status, Some(2), "{attribute}: {run:?}");
    }
    assert!(scene.server.received().is_empty());
}

#[test]
fn on_a_failure_the_card_stays() {
    let scene = Scene::new();
    scene.write("card.html", "old");
    scene.server.reply(api::SCORE_PATH, Reply::error(403, "Forbidden"));
    assert_eq!(scene.publish(&["--html"]).status, Some(5));
    assert_eq!((scene.read("card.html").as_deref(), scene.read("score.json").as_deref()), (Some("old"), Some(OLD)));
}

//! The prerendered card, as a file. How it looks is for the browser tests.

use devserver::{Reply, api};

use crate::scene::{OLD, Scene, run};

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
fn a_card_may_have_its_style_in_it() {
    let scene = Scene::new();
    let run = scene.publish(&["--html", "--style", "inline", "--log", "json"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    let html = scene.read("card.html").unwrap();
    assert!(html.contains("<template shadowrootmode=\"open\"><style>:host{") && !html.contains("<link"), "{html}");
    assert!(!scene.out().join("assets").exists());
    let source = secure_score_publish::style_source();
    assert!(run.log.contains(&format!("\"styleSource\":\"{source}\"")), "{run:?}");
    let run = scene.publish(&["--style", "inline", "--log", "json"]);
    assert!(!run.log.contains("styleSource"), "no card, no style: {run:?}");
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
fn a_card_takes_the_place_of_no_other_file() {
    let scene = Scene::new();
    scene.write("history.json", "{\"points\":[]}");
    std::fs::create_dir(scene.out().join("sub")).unwrap();
    let (out, new) = (scene.out(), scene.beside("new"));
    let absolute = out.join("history.json");
    let missing = new.join("folder/../score.json");
    for (html, out) in [
        ("score.json", out.as_path()),
        ("history.json", &out),
        (".secure-score-publish.lock", &out),
        (".history.json.new", &out),
        // As it is the same file on other systems.
        ("History.json", &out),
        ("./history.json", &out),
        ("../out/history.json", &out),
        ("sub/../score.json", &out),
        (absolute.to_str().unwrap(), &out),
        ("history.json", std::path::Path::new(".")),
        (missing.to_str().unwrap(), &new),
        ("../health.json", &out),
    ] {
        let health = scene.beside("health.json");
        let mut program = scene.program();
        program.current_dir(scene.out()).arg("--html").arg(html).arg("--out").arg(out);
        let run = run(program.arg("--health-file").arg(health));
        assert_eq!(run.status, Some(2), "{html}: {run:?}");
        assert!(run.log.contains("--html: expected a file of its own"), "{html}: {run:?}");
    }
    let run = scene.publish(&["--health-file", absolute.to_str().unwrap()]);
    assert_eq!(run.status, Some(2), "{run:?}");
    assert!(run.log.contains("--health-file: expected a file of its own"), "{run:?}");
    assert!(scene.server.received().is_empty() && !new.exists());
    assert_eq!(scene.names(), ["history.json", "score.json", "sub"]);
    assert_eq!(scene.read("history.json").as_deref(), Some("{\"points\":[]}"));
    // The same name elsewhere is another file.
    let elsewhere = scene.out().join("sub/history.json");
    assert_eq!(scene.publish(&["--html", elsewhere.to_str().unwrap()]).status, Some(0));
}

#[cfg(unix)]
#[test]
fn a_link_to_the_folder_is_another_spelling_of_it() {
    let scene = Scene::new();
    let link = scene.beside("link");
    std::os::unix::fs::symlink(scene.out(), &link).unwrap();
    let run = scene.publish(&["--html", link.join("score.json").to_str().unwrap()]);
    assert_eq!(run.status, Some(2), "{run:?}");
    assert_eq!(scene.read("score.json").as_deref(), Some(OLD));
}

#[test]
fn on_a_failure_the_card_stays() {
    let scene = Scene::new();
    scene.write("card.html", "old");
    scene.server.reply(api::SCORE_PATH, Reply::error(403, "Forbidden"));
    assert_eq!(scene.publish(&["--html"]).status, Some(5));
    assert_eq!((scene.read("card.html").as_deref(), scene.read("score.json").as_deref()), (Some("old"), Some(OLD)));
}

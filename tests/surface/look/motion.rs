//! The arc grows and moves, in less than 400 ms, and nothing moves where a reader wants no motion.

use devserver::{Gate, Reply};
use secure_score_tests::{Browser, Engine, every_engine, topic};
use serde::Deserialize;
use serde_json::json;

use crate::scene::{API, painted};

const BANDED: &str =
    r#"<secure-score-gauge api-base="/defender" bands="0 Low, 400 Fair, 700 Good" target="70%"></secure-score-gauge>"#;

/// Notes every transition and animation of the card when it begins. A delay without a duration
/// moves nothing.
const WATCH: &str = "window.ran = [];
    const note = (event) => {
      const name = event.propertyName ?? event.animationName;
      const isIt = (motion) => (motion.transitionProperty ?? motion.animationName) === name;
      const { duration } = event.target.getAnimations().find(isIt).effect.getComputedTiming();
      if (duration > 0) ran.push({ of: event.target.getAttribute('part') ?? event.target.getAttribute('class'), name, duration });
    };
    for (const type of ['transitionrun', 'animationstart']) gauge.shadowRoot.addEventListener(type, note);";

/// What runs now: it would be missed by [`WATCH`] only if it had begun before.
const RUNNING: &str =
    "gauge.shadowRoot.getAnimations().filter(({ effect }) => effect.getComputedTiming().duration > 0).length";

#[derive(Debug, Deserialize)]
struct Motion {
    of: String,
    name: String,
    duration: f64,
}

/// Leads a gauge through its life, and gives all that moved: while it waits, at the first score, at
/// another one, and when somebody comes to a band.
async fn motions(browser: &Browser) -> Vec<Motion> {
    let gate = Gate::new();
    browser.server.reply(API, Reply::score("340").held(&gate));
    browser.open(BANDED).await;
    browser.run(&format!("{WATCH}; gauge.setToken('a-token')")).await;
    browser.gauge().becomes("loading").await;
    browser.gauge().until("it.shadowRoot.querySelector('[data-state=loading]:not([data-bare])')").await;
    painted(browser).await;
    gate.open();
    browser.gauge().reads("value", "340").await;
    painted(browser).await;
    browser.run("gauge.snapshot = { score: 900, time: new Date().toISOString() }").await;
    browser.gauge().reads("value", "900").await;
    painted(browser).await;
    browser.run("gauge.shadowRoot.querySelector('[part=band]').focus({ focusVisible: true })").await;
    painted(browser).await;
    browser.value("window.ran").await
}

#[tokio::test]
async fn the_arc_grows_at_first_and_moves_at_updates() {
    let test = async |browser: &Browser| {
        let motions = motions(browser).await;
        let arcs: Vec<&Motion> = motions.iter().filter(|motion| motion.of == "arc").collect();
        // Without the rule for a first style the arc stands at once.
        let grows: bool = browser.value("'CSSStartingStyleRule' in window").await;
        let expected = if grows { 2 } else { 1 };
        assert_eq!(arcs.len(), expected, "in {}: {motions:?}", browser.engine);
        assert!(arcs.iter().all(|motion| motion.name == "stroke-dasharray"), "in {}: {arcs:?}", browser.engine);
        let drawn = motions.iter().filter(|motion| motion.of != "dial");
        assert!(drawn.clone().all(|motion| motion.duration <= 400.0), "in {}: {motions:?}", browser.engine);
        assert!(motions.iter().any(|motion| motion.of == "dial" && motion.name == "pulse"), "it waits: {motions:?}");
        assert!(motions.iter().any(|motion| motion.of == "band"), "in {}: {motions:?}", browser.engine);
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn an_update_takes_over_where_the_arc_is() {
    let test = async |browser: &Browser| {
        browser.open(BANDED).await;
        browser.gauge().becomes("idle").await;
        // Each stops underway, and tells where it began and where it stands.
        browser
            .run(
                "window.runs = []; gauge.shadowRoot.addEventListener('transitionrun', ({ target }) => { \
                 if (!target.matches('[part=arc]')) return; const [motion] = target.getAnimations(); \
                 motion.pause(); motion.currentTime = 100; \
                 const [{ strokeDasharray: start }, { strokeDasharray: end }] = motion.effect.getKeyframes(); \
                 runs.push([start, getComputedStyle(target).strokeDasharray, end]) })",
            )
            .await;
        for (nth, score) in [100, 900, 500].into_iter().enumerate() {
            browser.run(&format!("gauge.snapshot = {{ score: {score}, time: new Date().toISOString() }}")).await;
            let _: bool = browser.wait(&format!("host.until(() => runs.length === {})", nth + 1)).await;
        }
        let runs: Vec<[String; 3]> = browser.value("runs").await;
        for [start, now, end] in &runs {
            assert!(start != now && now != end, "{runs:?}");
        }
        for pair in runs.windows(2) {
            assert_eq!(pair[1][0], pair[0][1], "{runs:?}");
        }
    };
    topic().run(test).await;
}

#[tokio::test]
async fn nothing_moves_where_motion_is_reduced() {
    let test = async |browser: &Browser| {
        if browser.engine != Engine::Chromium {
            return;
        }
        let features = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
        browser.devtools("Emulation.setEmulatedMedia", features).await;
        let motions = motions(browser).await;
        assert!(motions.is_empty(), "{motions:?}");
        assert_eq!(browser.value::<usize>(RUNNING).await, 0);
    };
    topic().alone().run(test).await;
}

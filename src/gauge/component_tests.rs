//! The component, drawn in a real document from a status that the machine made.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::Element;
use yew::{AppHandle, AttrValue, Callback, Renderer};

use super::{Gauge, GaugeProps};
use crate::feed::machine::{Access, Input, Machine, Moment, Page};
use crate::feed::{Error, Failure, State, Status, policy};
use crate::score::{Amount, Bands, Metric, Scale, decode};
use crate::settings::{ArcColor, Format};
use crate::text::{Formats, Texts};

wasm_bindgen_test_configure!(run_in_browser);

const ASKED: f64 = 1_575_364_558_166.0;

/// What a machine tells after these inputs, a second apart, and this many hours later.
fn status(inputs: Vec<Input>, hours: f64) -> Status {
    let page = Page { visible: true, online: true };
    let mut machine = Machine::new(Access::Token, page, None);
    let mut now = ASKED;
    for input in inputs {
        (machine, _) = machine.step(input, Moment { now, steady: now, random: 0.5 });
        now += 1_000.0;
    }
    (machine, _) = machine
        .step(Input::Woke, Moment { now: now + hours * policy::HOUR, steady: now + hours * policy::HOUR, random: 0.5 });
    machine.status()
}

fn answer(score: &str) -> Vec<Input> {
    let body = format!(r#"{{"time":"2019-12-03T09:15:58.1665846Z","score":{score}}}"#);
    vec![Input::TokenGiven(None), Input::Answer(Ok(decode(body.as_bytes()).unwrap()))]
}

fn failure(error: Error) -> Input {
    Input::Answer(Err(Failure { request_id: Some("43f4cb08".into()), ..error.into() }))
}

fn props(status: Status) -> GaugeProps {
    let bands = Bands::parse("0 Low, 400 Fair, 700 Good", 1000.0).unwrap();
    GaugeProps {
        state: status.state(policy::DEFAULT_STALE_AFTER),
        status,
        metric: Metric::SecureScore,
        scale: Rc::new(Scale::new(1000.0, bands, None)),
        format: Format::Points,
        heading: None,
        help_base: Some(AttrValue::from("https://help.example/")),
        portal_href: Some(AttrValue::from("https://portal.example/")),
        arc: ArcColor::Accent,
        next_try: None,
        explained: false,
        trend: Rc::default(),
        inspected: None,
        rested: None,
        actions: Rc::default(),
        prerendered: false,
        words: Texts::default(),
        formats: Formats::of("en-GB", Some("UTC")),
        on_drawn: Callback::noop(),
    }
}

/// A gauge in the document; taken out again at the end of its test.
struct Drawn {
    root: Element,
    app: Option<AppHandle<Gauge>>,
}

impl Drawn {
    async fn new(props: GaugeProps) -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let root = document.create_element("div").unwrap();
        document.document_element().unwrap().append_child(&root).unwrap();
        let app = Renderer::<Gauge>::with_root_and_props(root.clone(), props).render();
        settled().await;
        Self { root, app: Some(app) }
    }

    async fn update(&mut self, props: GaugeProps) {
        self.app.as_mut().unwrap().update(props);
        settled().await;
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    fn text(&self, part: &str) -> String {
        let found = self.find(&format!("[part~={part}]"));
        found.and_then(|element| element.text_content()).unwrap_or_default()
    }

    fn meter(&self, attribute: &str) -> Option<String> {
        self.find("[role=meter]")?.get_attribute(attribute)
    }
}

impl Drop for Drawn {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
        self.root.remove();
    }
}

/// Yew draws in microtasks: when the next task has its turn, all of them are over.
async fn settled() {
    let turn = Promise::new(&mut |resolve, _| {
        web_sys::window().unwrap().set_timeout_with_callback(&resolve).unwrap();
    });
    JsFuture::from(turn).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_score_is_a_meter_with_its_time() {
    let drawn = Drawn::new(props(status(answer("340"), 0.0))).await;
    assert_eq!(drawn.text("value"), "340");
    assert_eq!(drawn.text("heading"), "Microsoft Secure Score for Devices");
    assert!(drawn.text("time").contains("3 Dec 2019, 09:15"), "{}", drawn.text("time"));
    assert_eq!(drawn.find("time").unwrap().get_attribute("datetime").as_deref(), Some("2019-12-03T09:15:58.1665846Z"));
    assert_eq!(drawn.meter("aria-label").as_deref(), Some("Microsoft Secure Score for Devices"));
    assert_eq!(drawn.meter("aria-valuemin").as_deref(), Some("0"));
    assert_eq!(drawn.meter("aria-valuemax").as_deref(), Some("1000"));
    assert_eq!(drawn.meter("aria-valuenow").as_deref(), Some("340"));
    let sentence = drawn.meter("aria-valuetext").unwrap();
    assert!(sentence.starts_with("340 of 1,000 points, Low"), "{sentence}");
}

#[wasm_bindgen_test]
async fn beyond_the_scale_the_number_is_true_and_the_meter_full() {
    let drawn = Drawn::new(props(status(answer("1234.5"), 0.0))).await;
    assert_eq!(drawn.text("value"), "1,234.5");
    assert_eq!(drawn.meter("aria-valuenow").as_deref(), Some("1000"));
}

#[wasm_bindgen_test]
async fn percent_is_of_the_maximum() {
    let drawn = Drawn::new(GaugeProps { format: Format::Percent, ..props(status(answer("340"), 0.0)) }).await;
    assert_eq!(drawn.text("value"), "34%");
    assert_eq!(drawn.text("unit"), "340 of 1,000 points");
    let sentence = drawn.meter("aria-valuetext").unwrap();
    assert!(sentence.starts_with("34%, 340 of 1,000 points, Low"), "{sentence}");
}

#[wasm_bindgen_test]
async fn a_plain_card_has_the_other_format_and_the_way_to_the_portal() {
    let plain = |format| GaugeProps {
        format,
        scale: Rc::new(Scale::new(1000.0, Bands::default(), None)),
        ..props(status(answer("640"), 0.0))
    };
    let mut drawn = Drawn::new(plain(Format::Points)).await;
    assert_eq!(drawn.find(".other").unwrap().text_content().unwrap(), "64%");
    assert_eq!(drawn.find(".foot .portal").unwrap().get_attribute("href").as_deref(), Some("https://portal.example/"));
    drawn.update(plain(Format::Percent)).await;
    assert_eq!(drawn.find(".other").unwrap().text_content().unwrap(), "640 points");
    drawn.update(GaugeProps { portal_href: None, ..plain(Format::Points) }).await;
    assert!(drawn.find(".portal").is_none());
    drawn.update(props(status(answer("640"), 0.0))).await;
    assert!(drawn.find(".other").is_none(), "the bands have that place");
}

#[wasm_bindgen_test]
async fn the_way_to_the_target_is_told() {
    for (metric, score, target, expected) in [
        (Metric::SecureScore, "640", 800.0, "160 points to target"),
        (Metric::SecureScore, "799", 800.0, "1 point to target"),
        (Metric::SecureScore, "800", 800.0, "Target reached"),
        (Metric::ExposureScore, "33.5", 20.0, "13.5 points to target"),
        (Metric::ExposureScore, "12", 20.0, "Target reached"),
    ] {
        let scale = Rc::new(Scale::new(1000.0, Bands::default(), Some(Amount::Points(target))));
        let drawn = Drawn::new(GaugeProps { metric, scale, ..props(status(answer(score), 0.0)) }).await;
        assert_eq!(drawn.find(".aim").unwrap().text_content().unwrap(), expected, "{score} of {target}");
    }
}

#[wasm_bindgen_test]
async fn the_arc_is_painted_by_its_band_where_that_is_wanted() {
    let level = |drawn: &Drawn| drawn.find("[part=arc]").unwrap().get_attribute("data-level");
    let drawn = Drawn::new(props(status(answer("640"), 0.0))).await;
    assert_eq!(level(&drawn), None);
    let drawn = Drawn::new(GaugeProps { arc: ArcColor::Band, ..props(status(answer("640"), 0.0)) }).await;
    assert_eq!(level(&drawn).as_deref(), Some("mid"));
}

#[wasm_bindgen_test]
async fn each_band_says_its_name_and_its_range_outside_of_the_meter() {
    let drawn = Drawn::new(props(status(answer("640"), 0.0))).await;
    let bands = drawn.root.query_selector_all("[part=band]").unwrap();
    let labels = (0..bands.length()).filter_map(|index| bands.item(index)?.dyn_into::<Element>().ok());
    let labels: Vec<_> = labels.filter_map(|band| band.get_attribute("aria-label")).collect();
    assert_eq!(labels, ["Low, 0 to 400", "Fair, 400 to 700", "Good, 700 to 1,000"]);
    assert!(drawn.find("[role=meter] [part=band]").is_none(), "readers see nothing within a meter");
}

#[wasm_bindgen_test]
async fn the_explanation_is_drawn_when_somebody_opens_it() {
    let mut drawn = Drawn::new(props(status(answer("640"), 0.0))).await;
    let sheet = |drawn: &Drawn| drawn.find("#about").unwrap().text_content().unwrap();
    assert_eq!(sheet(&drawn), "");
    drawn.update(GaugeProps { explained: true, ..props(status(answer("640"), 0.0)) }).await;
    for text in
        ["configured against attacks", "It is not the", "Scale: 0 to 1,000.", "As of 3 Dec 2019", "Open in Defender"]
    {
        assert!(sheet(&drawn).contains(text), "{text}: {}", sheet(&drawn));
    }
}

#[wasm_bindgen_test]
async fn the_seconds_to_the_next_attempt_pass_and_are_told_once() {
    let mut inputs = answer("340");
    inputs.extend([Input::Refresh, failure(Error::Server(503))]);
    let waiting = |milliseconds| GaugeProps { next_try: Some(milliseconds), ..props(status(inputs.clone(), 0.0)) };
    let first = waiting(28_000.0);
    let mut drawn = Drawn::new(first.clone()).await;
    let next = |drawn: &Drawn| drawn.find(".next").unwrap().text_content().unwrap();
    let told = |drawn: &Drawn| drawn.find("[role=status]").unwrap().text_content().unwrap();
    assert!(next(&drawn).starts_with("Next try in 28 sec"), "{}", next(&drawn));
    let before = told(&drawn);
    assert!(before.contains("Next try in 28 sec"), "{before}");
    drawn.update(GaugeProps { next_try: Some(27_000.0), ..first }).await;
    assert!(next(&drawn).starts_with("Next try in 27 sec"), "{}", next(&drawn));
    assert_eq!(told(&drawn), before);
}

#[wasm_bindgen_test]
async fn a_figure_that_a_translator_replaced_shows_the_next_value() {
    let mut drawn = Drawn::new(props(status(answer("340"), 0.0))).await;
    drawn.find("[part=value]").unwrap().set_text_content(Some("three hundred and forty"));
    drawn.update(props(status(answer("640"), 0.0))).await;
    assert_eq!(drawn.text("value"), "640");
    assert_eq!(drawn.find("[part=card]").unwrap().get_attribute("translate").as_deref(), Some("no"));
}

#[wasm_bindgen_test]
async fn without_a_score_there_is_no_meter() {
    for (inputs, state) in [
        (vec![], State::Idle),
        (vec![Input::TokenGiven(None)], State::Loading),
        (vec![Input::TokenGiven(None), failure(Error::Forbidden)], State::Unauthorized),
        (vec![Input::TokenGiven(None), failure(Error::NotFound)], State::Error),
    ] {
        let props = props(status(inputs, 0.0));
        assert_eq!(props.state, state);
        let drawn = Drawn::new(props).await;
        assert!(drawn.find("[role=meter]").is_none(), "{state:?}");
        assert!(drawn.find("slot").is_some(), "{state:?}: the host's own content shows");
    }
}

#[wasm_bindgen_test]
async fn a_failure_leaves_the_score_and_says_what_to_do() {
    let mut inputs = answer("340");
    let mut drawn = Drawn::new(props(status(inputs.clone(), 0.0))).await;
    inputs.extend([Input::Refresh, failure(Error::Forbidden)]);
    drawn.update(props(status(inputs, 0.0))).await;
    assert_eq!(drawn.text("value"), "340");
    assert_eq!(drawn.text("message"), "You do not have access to this score. Ask your Defender administrator.");
    assert_eq!(drawn.find(".told .title").unwrap().text_content().unwrap(), "Access denied");
    let details = drawn.find("#details").unwrap().text_content().unwrap();
    assert!(details.contains("Score.Read.All") && details.contains("43f4cb08"), "{details}");
    assert_eq!(drawn.text("retry").trim(), "Try again");
    let help = drawn.find("a").unwrap().get_attribute("href");
    assert_eq!(help.as_deref(), Some("https://help.example/#forbidden"));
    assert!(drawn.root.text_content().unwrap().contains("43f4cb08"));
    assert!(drawn.find("[role=meter] [part~=retry]").is_none(), "readers see nothing within a meter");
}

#[wasm_bindgen_test]
async fn a_change_of_state_is_announced_and_a_tick_is_not() {
    let mut drawn = Drawn::new(props(status(answer("340"), 0.0))).await;
    let said = |drawn: &Drawn| drawn.find("[role=status]").unwrap().text_content().unwrap();
    let before = said(&drawn);
    drawn.update(props(status(answer("340"), 1.0))).await;
    assert_eq!(said(&drawn), before);
    drawn.update(props(status(answer("340"), 25.0))).await;
    assert_ne!(said(&drawn), before);
}

#[wasm_bindgen_test]
async fn no_text_of_an_answer_becomes_markup() {
    let props =
        GaugeProps { heading: Some("<img src=x onerror=alert(1)>".into()), ..props(status(answer("340"), 0.0)) };
    let drawn = Drawn::new(props).await;
    assert!(drawn.find("img").is_none());
    assert_eq!(drawn.text("heading"), "<img src=x onerror=alert(1)>");
}

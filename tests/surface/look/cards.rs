//! Every card that there can be, drawn without a browser's help and laid out by the real style
//! sheets: each error with and without a last score, in several languages, fonts and sizes.

use std::fmt::Write as _;
use std::rc::Rc;
use std::{fs, pin::pin, task};

use devserver::Reply;
use secure_score::feed::{Error, Failure, State, Status, TokenFault, policy};
use secure_score::gauge::{Gauge, GaugeProps};
use secure_score::score::{Amount, Bands, DecodeError, Instant, Metric, Reading, Scale, Score};
use secure_score::settings::{ArcColor, DEFAULT_PORTAL, Format};
use secure_score::text::{Formats, TextMap, Texts, Utc};
use secure_score_tests::{Browser, every_engine, repository, topic};
use serde_json::Value;
use yew::AttrValue;

use crate::scene::{painted, seconds};

const WIDTHS: &str = "72, 100, 120, 160, 200, 240, 260, 320, 400, 479, 480, 640, 900, 1600";
const FONTS: &str = "'DejaVu Sans', 'Liberation Sans', 'DejaVu Serif'";
const LANGUAGES: [&str; 4] = ["en", "de", "ja", "ar"];
const OTHER_LANGUAGES: [&str; 8] = ["es", "fr", "he", "it", "nl", "pt-BR", "sv", "zh-CN"];
const HOUR: f64 = policy::HOUR;

/// A card: its title, the element's attributes (which the style sheet reads), and what it shows.
type Case = (String, &'static str, GaugeProps);

const BANDED: &str = r#"bands="0 Low, 400 Fair, 700 Good" target="800""#;

fn errors() -> Vec<Error> {
    vec![
        Error::NoToken,
        Error::TokenFailed(TokenFault::Threw),
        Error::TokenTimeout,
        Error::TokenUnchanged,
        Error::Unauthorized,
        Error::Forbidden,
        Error::FeatureDisabled,
        Error::NotFound,
        Error::Throttled,
        Error::Server(503),
        Error::Http(400),
        Error::Network,
        Error::Timeout,
        Error::Redirected,
        Error::InvalidResponse(DecodeError::Shape),
        Error::InsecureUrl,
    ]
}

fn words(language: &str) -> Texts {
    if language == "en" {
        return Texts::default();
    }
    let file = repository().join(format!("static/element/l10n/{language}.json"));
    let file = fs::read(file).expect("a dictionary");
    Texts::new(None, Some(TextMap::parse(&file).expect("a dictionary of texts")))
}

fn scale(max: f64, bands: &str, target: Option<f64>) -> Rc<Scale> {
    let bands = Bands::parse(bands, max).expect("bands");
    Rc::new(Scale::new(max, bands, target.map(Amount::Points)))
}

fn reading(score: f64) -> Reading {
    let (score, time) = (Score::new(score).expect("a score"), Instant::parse("2019-12-03T09:15:58Z").expect("a time"));
    Reading { score, time }
}

fn props(words: &Texts, status: Status) -> GaugeProps {
    let retries = status.failure.as_ref().is_some_and(|failure| failure.error.retryable());
    yew::props!(GaugeProps {
        state: status.state(policy::DEFAULT_STALE_AFTER),
        status,
        scale: scale(1000.0, "", None),
        help_base: Some(AttrValue::from("https://help.example/")),
        portal_href: Some(AttrValue::from(DEFAULT_PORTAL)),
        next_try: retries.then_some(28_000.0),
        words: words.clone(),
        formats: Rc::new(Formats::new("en", Some("UTC"), Utc)),
    })
}

fn banded(props: GaugeProps) -> GaugeProps {
    GaugeProps { scale: scale(1000.0, "0 Low, 400 Fair, 700 Good", Some(800.0)), ..props }
}

/// Every card in one language.
fn cases(words: &Texts) -> Vec<Case> {
    let show = |score: f64, hours: f64| props(words, Status::of(Some(reading(score)), hours * HOUR, None));
    let mut cases: Vec<Case> = vec![
        ("plain".into(), "", show(640.0, 0.0)),
        ("bands and target".into(), BANDED, banded(show(640.0, 1.0))),
        (
            "the arc in its band's colour".into(),
            BANDED,
            GaugeProps { arc: ArcColor::Band, ..banded(show(1000.0, 1.0)) },
        ),
        ("percent".into(), "", GaugeProps { format: Format::Percent, ..show(640.0, 2.0) }),
        ("stale".into(), BANDED, banded(show(640.0, 75.0))),
        ("stale and plain".into(), "", show(640.0, 75.0)),
        ("loading".into(), BANDED, banded(props(words, Status::of(None, 0.0, None)))),
        ("idle".into(), BANDED, GaugeProps { state: State::Idle, ..banded(props(words, Status::of(None, 0.0, None))) }),
        (
            "exposure".into(),
            r#"metric="exposure-score""#,
            GaugeProps {
                metric: Metric::ExposureScore,
                scale: scale(100.0, "0 Low, 30 Medium, 70 High", Some(20.0)),
                ..show(33.491_554_051_195_706, 2.0)
            },
        ),
    ];
    for error in errors() {
        let code = error.code();
        let id = Some("43f4cb08-8fac-4b65-9db1-745c2ae65f3a".to_owned());
        let failure = || Some(Failure { request_id: id.clone(), ..error.clone().into() });
        let last = || props(words, Status::of(Some(reading(640.0)), HOUR, failure()));
        cases.push((format!("{code}, with a last score"), BANDED, banded(last())));
        cases.push((format!("{code}, with a last score, plain"), "", last()));
        cases.push((
            format!("{code}, without a score"),
            BANDED,
            banded(props(words, Status::of(None, 0.0, failure()))),
        ));
    }
    cases
}

/// Waits for what is ready at once: nothing in a card takes time.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = task::Context::from_waker(task::Waker::noop());
    match pin!(future).poll(&mut context) {
        task::Poll::Ready(value) => value,
        task::Poll::Pending => panic!("a card that waits"),
    }
}

fn draw(props: GaugeProps) -> String {
    now(yew::LocalServerRenderer::<Gauge>::with_props(props).hydratable(false).render())
}

/// A page of all these cards, each in a place as wide as the test will have it.
fn page(language: &str, style: &str) -> String {
    let direction = if ["ar", "he"].contains(&language) { "rtl" } else { "ltr" };
    let mut page = format!(
        r#"<!doctype html><html lang="{language}" dir="{direction}"><meta charset="utf-8"><title>Cards</title><style>.row {{ display: flex }} {style}</style><body>"#
    );
    for (title, attributes, props) in cases(&words(language)) {
        let card = draw(props);
        let _ = write!(
            page,
            r#"<h3>{title}</h3><div class="row"><div class="cell"><secure-score-gauge {attributes}><template shadowrootmode="open"><link rel="stylesheet" href="/skeleton.css"><link rel="stylesheet" href="/card.css"><link rel="stylesheet" href="/notice.css"><div class="mount">{card}</div></template>Secure score: see the Defender portal</secure-score-gauge></div></div>"#
        );
    }
    page + r#"<script src="/boxes.js"></script>"#
}

async fn open(browser: &Browser, language: &str, style: &str) {
    for file in ["skeleton.css", "card.css", "notice.css"] {
        let text = fs::read(repository().join("static/element").join(file)).expect("a style sheet");
        browser.server.reply(&format!("/{file}"), Reply::new(200, "text/css", text));
    }
    browser.server.reply("/boxes.js", Reply::new(200, "text/javascript", include_str!("boxes.js")));
    browser.server.page("/cards.html", page(language, style));
    browser.goto("/cards.html").await;
    let _: bool =
        browser.wait("host.until(() => document.querySelector('secure-score-gauge').offsetHeight > 50)").await;
    painted(browser).await;
}

async fn are_tidy(browser: &Browser, language: &str, widths: &str, fonts: &str) {
    open(browser, language, "").await;
    let found: Vec<String> = browser.value(&format!("boxes([{widths}], [{fonts}])")).await;
    assert!(found.is_empty(), "in {} {language}: {found:#?}", browser.engine);
}

#[tokio::test]
async fn no_card_covers_its_figure_or_cuts_a_text() {
    let test = async |browser: &Browser| {
        for language in LANGUAGES {
            are_tidy(browser, language, WIDTHS, FONTS).await;
        }
    };
    every_engine().bare().limit(seconds(240), seconds(120)).run(test).await;
}

#[tokio::test]
async fn every_other_language_fits_too() {
    let test = async |browser: &Browser| {
        for language in OTHER_LANGUAGES {
            are_tidy(browser, language, WIDTHS, "'DejaVu Sans'").await;
        }
    };
    topic().bare().limit(seconds(240), seconds(120)).run(test).await;
}

/// Styles of text that a page may have around a card, all of which are inherited.
const INHERITED: &str = "body { white-space: nowrap; text-indent: 3em; letter-spacing: 0.3em; word-spacing: 1em; \
    text-transform: uppercase; word-break: break-all; text-align: justify; line-height: 3; hyphens: auto; \
    font-variant: small-caps; text-align-last: center; } .cell { writing-mode: vertical-rl; }";

/// What every text of every card is, and where.
const LAYOUT: &str = "[...document.querySelectorAll('secure-score-gauge')].map(({ shadowRoot, offsetWidth, offsetHeight }) => [
      offsetWidth, offsetHeight, ...[...shadowRoot.querySelectorAll('p, span, text, button, [part=heading]')].map((one) => {
        const { width, height } = one.getBoundingClientRect();
        return [Math.round(width), Math.round(height)].join(' ');
      })])";

#[tokio::test]
async fn text_styles_of_the_page_change_nothing() {
    let test = async |browser: &Browser| {
        let mut layouts: Vec<Value> = Vec::new();
        for style in ["", INHERITED] {
            open(browser, "en", &format!("{style} .cell {{ inline-size: 320px; inline-size: auto; width: 320px }}"))
                .await;
            layouts.push(browser.value(LAYOUT).await);
        }
        assert_eq!(layouts[0], layouts[1], "in {}", browser.engine);
    };
    every_engine().bare().run(test).await;
}

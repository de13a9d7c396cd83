//! What a hostile server answers never gives a wrong value, a script or a growing memory, and the
//! next good answer shows.

use devserver::Reply;
use secure_score_tests::{Browser, topic};
use serde_json::Value;

use crate::{
    corpus::{Outcome, answers},
    scene::{API, GAUGE, seconds},
};

/// Asks once for each answer, and once more for the good one after it: what came of each pair.
///
/// A gauge asks once a second at most, so a second passes on the page's monotonic clock before
/// each.
const ASK: &str = r"(async (answers) => {
    const came = [];
    for (let answer = 0; answer < answers; answer += 1) {
        host.ahead += 1000;
        const first = await gauge.refresh().then((score) => score.value, (error) => error.code);
        const shown = host.part(gauge, 'value');
        host.ahead += 1000;
        await gauge.refresh().catch((error) => came.push(error.code));
        came.push([first, shown, gauge.score.value, gauge.state]);
    }
    return came;
})";

/// Keeps hold of the wasm's memory, to see its size, and of the monotonic clock.
const HEAD: &str = r#"<script>
const now = performance.now.bind(performance);
host.ahead = 0;
performance.now = () => now() + host.ahead;
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    host.memory = made.exports.memory;
    return made;
};
</script><script type="module" src="/secure-score-gauge.js"></script>"#;

#[tokio::test]
async fn every_answer_of_the_corpus_comes_to_what_it_should() {
    let test = async |browser: &Browser| {
        let all = answers();
        browser.open_page(HEAD, GAUGE).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        let mut size = None;
        for round in 1..=2 {
            let pairs = all.iter().enumerate().flat_map(|(number, answer)| {
                [Reply::json(200, answer.body.clone()), Reply::score(&format!("{}", number % 900 + 1))]
            });
            browser.server.replies(API, pairs);
            let came: Vec<(Value, Option<String>, f64, String)> = browser.wait(&format!("{ASK}({})", all.len())).await;
            for (number, (answer, (first, shown, next, state))) in all.iter().zip(&came).enumerate() {
                let name = &answer.name;
                match answer.outcome {
                    Outcome::Score(score) => {
                        assert_eq!(first.as_f64().map(f64::to_bits), Some(score.to_bits()), "{name}")
                    }
                    Outcome::Invalid | Outcome::Problem => {
                        assert_eq!(first, "invalid-response", "{name}");
                        let before = if number == 0 { round_start(round, all.len()) } else { (number - 1) % 900 + 1 };
                        let shown = shown.as_deref().unwrap_or_default();
                        assert!(shown.contains(&before.to_string()), "{name}: the last good value stays, not {shown}");
                    }
                }
                assert_eq!((*next, state.as_str()), ((number % 900 + 1) as f64, "ready"), "after {name}");
            }
            assert_eq!(came.len(), all.len());
            let now: u64 = browser.value("host.memory.buffer.byteLength").await;
            let before = *size.get_or_insert(now);
            assert_eq!(now, before, "the memory of the wasm grows");
        }
        // The stack grows down to the beginning of the memory: below its deepest call everything is
        // zero. Its size is in build/link.rs.
        let deepest: u64 = browser.value("new Uint8Array(host.memory.buffer).findIndex((byte) => byte !== 0)").await;
        assert!(deepest > 32 << 10, "less than half of the stack was left: {deepest} bytes");
        let harm: Value = browser
            .value("[host.hit, ({}).isAdmin, ({}).score, window.isAdmin].filter((one) => one !== undefined)")
            .await;
        assert_eq!(harm, Value::from(Vec::<Value>::new()));
        let odd = browser
            .gauge()
            .value(
                "it.shadowRoot.querySelectorAll('script, img, iframe, form, b, [onclick], [onerror], [onload]').length",
            )
            .await;
        assert_eq!(odd, 0);
        browser.is_quiet().await;
    };
    topic().limit(seconds(180), seconds(120)).run(test).await;
}

/// What was shown before the first answer of a round.
fn round_start(round: usize, answers: usize) -> usize {
    if round == 1 { 340 } else { (answers - 1) % 900 + 1 }
}

#[tokio::test]
async fn what_the_network_does_to_an_answer_is_no_score_either() {
    let test = async |browser: &Browser| {
        let bad = || Reply::json(200, r#"{"score":1,"time":"2019-12-03T09:15:58Z"}"#);
        let markup = r#"{"error":{"code":"<img src=x onerror=host.hit=1>","message":"<script>host.hit=1</script>","target":"javascript:host.hit=1"}}"#;
        let cases = [
            ("10 MB of white space", Reply::huge(10 << 20), "invalid-response"),
            ("a body without end", Reply::endless(), "invalid-response"),
            ("a body cut short", bad().truncated_after(20), "network"),
            ("a reset in the middle", bad().reset_after(20), "network"),
            ("a reset at once", Reply::reset(), "network"),
            ("invalid gzip", bad().header("content-encoding", "gzip"), "network"),
            ("no content", Reply::status(204), "http"),
            ("a score with status 201", Reply::json(201, devserver::api::SCORE_ANSWER), "http"),
            ("a score with status 206", Reply::json(206, devserver::api::SCORE_ANSWER), "http"),
            ("a score with status 299", Reply::json(299, devserver::api::SCORE_ANSWER), "http"),
            ("a score with status 404", Reply::json(404, devserver::api::SCORE_ANSWER), "not-found"),
            ("a score with status 500", Reply::json(500, devserver::api::SCORE_ANSWER), "server"),
            ("a redirect", Reply::redirect("/defender/elsewhere"), "redirected"),
            ("a redirect to a script", Reply::redirect("javascript:host.hit=1"), "redirected"),
            ("a redirect to data", Reply::redirect("data:application/json,{}"), "redirected"),
            ("markup in a 403", Reply::json(403, markup), "forbidden"),
            ("markup in a 500", Reply::json(500, markup), "server"),
            ("an error body without end", Reply::endless(), "invalid-response"),
        ];
        browser.open_page(HEAD, GAUGE).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("value", "340").await;
        for (number, (what, reply, code)) in cases.into_iter().enumerate() {
            let good = Reply::score(&(500 + number).to_string());
            browser.server.answer_with(API, move |_| reply.clone());
            let came: Value = browser.wait("gauge.refresh().then((score) => score.value, (error) => error.code)").await;
            assert_eq!(came, code, "{what}");
            browser.server.reply(API, good);
            let next: f64 = browser.wait("gauge.refresh().then((score) => score.value)").await;
            assert!((next - (500 + number) as f64).abs() < f64::EPSILON, "after {what}: {next}");
        }
        let details = browser.events("secure-score-error").await;
        assert!(details.iter().all(|event| event.detail["requestId"].is_null()), "{details:?}");
        assert_eq!(browser.value::<Value>("host.hit ?? null").await, Value::Null);
        let size: u64 = browser.value("host.memory.buffer.byteLength").await;
        assert!(size < 3 << 20, "{size} bytes after 10 MB");
        assert!(browser.server.requests("/defender/elsewhere").is_empty());
    };
    topic().run(test).await;
}

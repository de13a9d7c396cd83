//! The exposure score of device groups.

use devserver::Reply;
use secure_score_tests::{Browser, every_engine, topic};
use serde_json::json;

use crate::scene::painted;

const GROUPS: &str = "/defender/api/exposureScore/ByMachineGroups";

fn gauge(id: &str, group: &str) -> String {
    format!(
        r#"<secure-score-gauge id="{id}" api-base="/defender" metric="exposure-score" group="{group}"></secure-score-gauge>"#
    )
}

fn answer() -> Reply {
    let entry = |name: &str, score: serde_json::Value| json!({ "time": "2026-11-20T12:00:00Z", "score": score, "rbacGroupName": name });
    Reply::json(
        200,
        json!({ "value": [
            entry("Servers", json!(41.380_417_663_059_88)), entry("Broken", json!("no")), entry("Clients", json!(12)),
            entry("Servers", json!(99)), json!(null), entry("Büro „A“", json!(70.25)),
        ] })
        .to_string(),
    )
}

#[tokio::test]
async fn gauges_of_different_groups_share_one_request() {
    let test = async |browser: &Browser| {
        browser.server.reply(GROUPS, answer());
        let names = [("a", "Servers"), ("b", "Clients"), ("c", "Büro „A“"), ("d", "servers"), ("e", "Broken")];
        browser.open(&names.map(|(id, group)| gauge(id, group)).concat()).await;
        browser.run("SecureScoreGaugeToken = host.tokens(['a-token']); for (const one of gauges) one.getToken = SecureScoreGaugeToken").await;
        for (id, value) in [("a", "41.38"), ("b", "12"), ("c", "70.25")] {
            browser.gauge_by_id(id).reads("value", value).await;
        }
        assert_eq!(browser.gauge_by_id("a").value("it.score.value").await, json!(41.380_417_663_059_88), "as it came");
        assert_eq!(browser.gauge_by_id("a").value("it.score.band").await, "Medium");
        for (id, code) in [("d", "not-found"), ("e", "invalid-response")] {
            browser.gauge_by_id(id).becomes("error").await;
            assert_eq!(browser.gauge_by_id(id).value("it.score").await, json!(null));
            let told: String = browser
                .wait(&format!("host.event('secure-score-error', 1, '{id}').then((event) => event.detail.code)"))
                .await;
            assert_eq!(told, code);
        }
        assert_eq!(browser.server.requests(GROUPS).len(), 1);
        assert_eq!(browser.server.requests("/defender/api/exposureScore").len(), 0);
        browser.run("document.body.append(Object.assign(gauges[0].cloneNode(), { id: 'late', group: 'Clients' })); late.getToken = SecureScoreGaugeToken").await;
        browser.gauge_by_id("late").reads("value", "12").await;
        assert_eq!(browser.server.requests(GROUPS).len(), 1, "a gauge that comes later finds the answer");
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn another_group_shows_nothing_of_the_one_before() {
    let test = async |browser: &Browser| {
        browser.server.reply("/groups.json", answer());
        browser
            .open(r#"<secure-score-gauge src="/groups.json" metric="exposure-score" group="Clients" history="local"></secure-score-gauge>"#)
            .await;
        browser.gauge().reads("value", "12").await;
        browser.run("gauge.group = 'Nobody'").await;
        browser.gauge().becomes("error").await;
        assert_eq!(
            browser.gauge().value("[it.score, it.trend.length, host.part(it, 'value')]").await,
            json!([null, 0, null])
        );
        let told = browser.event("secure-score-error", 1).await;
        assert_eq!((told.detail["code"].clone(), told.detail["status"].clone()), (json!("not-found"), json!(404)));
        browser.run("gauge.group = 'Servers'").await;
        browser.gauge().reads("value", "41.38").await;
        assert_eq!(browser.gauge().value("it.trend.length").await, 1);
        browser.run("gauge.group = ''").await;
        browser.gauge().becomes("error").await;
        let told = browser.event("secure-score-error", 2).await;
        assert_eq!(told.detail["code"], "invalid-response", "the organisation's score is not in the file");
        browser.run("gauge.group = 'Clients'; gauge.metric = 'secure-score'").await;
        painted(browser).await;
        assert_eq!(browser.gauge().state().await, "error", "only the exposure score has groups");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_group_keeps_its_last_score_when_an_answer_lacks_it() {
    let test = async |browser: &Browser| {
        browser.server.reply("/groups.json", answer());
        browser.open(r#"<secure-score-gauge src="/groups.json" metric="exposure-score" group="Clients"></secure-score-gauge>"#).await;
        browser.gauge().reads("value", "12").await;
        browser.server.reply("/groups.json", Reply::json(200, r#"{"value":[]}"#));
        browser.run("await host.turn(1100); window.code = await gauge.refresh().catch(({ code }) => code)").await;
        assert_eq!(browser.value::<String>("window.code").await, "not-found");
        browser.gauge().becomes("error").await;
        browser.gauge().reads("value", "12").await;
        browser.server.reply("/groups.json", answer());
        browser.run("await host.turn(1100); window.value = (await gauge.refresh()).value").await;
        assert_eq!(browser.value::<f64>("window.value").await, 12.0);
    };
    topic().run(test).await;
}

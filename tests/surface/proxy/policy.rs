//! The recipe for Azure API Management, which nothing here can run.

use std::fs;

use secure_score_tests::{Browser, repository, topic};
use serde_json::{Value, json};

#[tokio::test]
async fn the_policy_of_api_management_is_well_formed_and_says_what_the_others_do() {
    let test = async |browser: &Browser| {
        let text = fs::read_to_string(repository().join("deploy/api-management-policy.xml")).unwrap();
        browser.open_page("", "").await;
        let read = format!("new DOMParser().parseFromString({}, 'application/xml')", Value::from(text));
        let found: Value = browser
            .value(&format!(
                "(() => {{ const policy = {read}; const all = (path) => [...policy.querySelectorAll(path)]; return {{ \
                   wrong: policy.querySelector('parsererror')?.textContent ?? null, \
                   sections: [...policy.documentElement.children].map(({{ localName }}) => localName), \
                   sent: all('inbound send-request set-header').map((one) => one.getAttribute('name')), \
                   answered: all('inbound return-response set-header').map((one) => one.getAttribute('name')).sort().filter((name, at, names) => name !== names[at - 1]), \
                   limited: all('rate-limit-by-key').length }}; }})()"
            ))
            .await;
        assert_eq!(found["wrong"], Value::Null);
        assert_eq!(found["sections"], json!(["inbound", "backend", "outbound", "on-error"]));
        assert_eq!(found["sent"], json!(["Authorization", "Accept"]));
        let answered = [
            "Cache-Control",
            "Content-Security-Policy",
            "Content-Type",
            "Retry-After",
            "WWW-Authenticate",
            "X-Content-Type-Options",
        ];
        assert_eq!(found["answered"], json!(answered));
        assert_eq!(found["limited"], 1);
    };
    topic().run(test).await;
}

//! The element as a good citizen: what it may do in its constructor, on its host, and in its page.

use secure_score_tests::{Browser, dist, every_engine, topic};
use serde_json::{Value, json};

use crate::scene::{API, GAUGE, WITH_FALLBACK};

const SNAPSHOT: &str = "window.JSON.parse('{\"score\":340,\"time\":\"2019-12-03T09:15:58Z\"}')";

#[tokio::test]
async fn a_new_element_has_no_attribute_no_child_and_asks_for_nothing() {
    let test = async |browser: &Browser| {
        browser.open("").await;
        browser.run("window.it = document.createElement('secure-score-gauge'); await host.turn(50)").await;
        let bare = "[it.attributes.length, it.childNodes.length, it.className, it.style.length, it.tabIndex, it.state, it.score]";
        assert_eq!(
            browser.value::<Value>(&bare.replace("it.", "window.it.")).await,
            json!([0, 0, "", 0, -1, "idle", null])
        );
        assert!(browser.server.requests(API).is_empty());
        // `new` works like `createElement`.
        browser.run("const made = new (customElements.get('secure-score-gauge'))(); window.tag = made.localName").await;
        assert_eq!(browser.value::<String>("window.tag").await, "secure-score-gauge");
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_shadow_root_is_there_at_once_and_open() {
    let test = async |browser: &Browser| {
        browser.open("").await;
        browser.run("window.it = document.createElement('secure-score-gauge')").await;
        let root = "[window.it.shadowRoot.mode, window.it.shadowRoot.querySelectorAll('slot').length, window.it.shadowRoot.adoptedStyleSheets.length]";
        assert_eq!(browser.value::<Value>(root).await, json!(["open", 1, 1]));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn the_host_decides_of_its_display_and_hidden_hides() {
    let test = async |browser: &Browser| {
        browser.open(&format!("{GAUGE}<style>.flex {{ display: flex }}</style>")).await;
        let display = "getComputedStyle(it).display";
        let gauge = browser.gauge();
        assert_eq!(gauge.value(display).await, "block");
        browser.run("gauge.hidden = true").await;
        assert_eq!(gauge.value(display).await, "none");
        browser.run("gauge.hidden = false; gauge.className = 'flex'").await;
        assert_eq!(gauge.value(display).await, "flex");
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn nothing_outside_its_own_root_is_touched() {
    let test = async |browser: &Browser| {
        // Watched by the page itself, over a whole life: every change to the document that the page
        // did not make.
        let body = format!("<main class=mine style='color: red'>{GAUGE}</main>");
        browser.open(&body).await;
        browser
            .run(
                "window.changes = []; window.watch = new window.MutationObserver((records) => { for (const record of records) \
                 window.changes.push(`${record.type} ${record.target.nodeName} ${record.attributeName}`) }); \
                 window.watch.observe(document, { attributes: true, childList: true, characterData: true, subtree: true }); \
                 window.before = document.documentElement.outerHTML; window.styles = document.adoptedStyleSheets.length; \
                 window.title = document.title; gauge.setToken('a-token')",
            )
            .await;
        browser.gauge().reads("value", "340").await;
        browser.run("await gauge.refresh(); gauge.clearToken(); await gauge.refresh().catch(() => null); await gauge.diagnose(); await host.turn(50)").await;
        let same = "[window.changes, document.documentElement.outerHTML === window.before, document.adoptedStyleSheets.length === window.styles, \
                    document.documentElement.lang, document.activeElement === document.body]";
        assert_eq!(browser.value::<Value>(same).await, json!([[], true, true, "en", true]));
    };
    topic().run(test).await;
}

#[tokio::test]
async fn no_built_in_is_changed() {
    let test = async |browser: &Browser| {
        // The names and the values of everything that JavaScript and the page had before.
        let head = r#"<script>
            host.inventory = () => {
              const all = new Map();
              for (const name of Reflect.ownKeys(globalThis).filter((name) => typeof globalThis[name] === 'function' && name !== 'gauge')) {
                for (const [on, where] of [[globalThis[name], ''], [globalThis[name].prototype, '.prototype']]) {
                  if (!on) continue;
                  for (const key of Reflect.ownKeys(on)) {
                    const { value, get, set } = Reflect.getOwnPropertyDescriptor(on, key);
                    if (typeof value !== 'object') all.set(`${String(name)}${where}.${String(key)}`, value ?? get ?? set);
                  }
                }
              }
              return all;
            };
            host.before = host.inventory();
            </script><script type="module" src="/secure-score-gauge.js"></script>"#;
        browser.open_page(head, GAUGE).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.event("secure-score-load", 1).await;
        let changed = "[...host.inventory()].filter(([name, value]) => !Object.is(host.before.get(name), value)).map(([name]) => name)";
        let changed: Vec<String> = browser.value(changed).await;
        // Not even what the last regular expression matched: any script of the page can read that.
        assert!(changed.is_empty(), "{changed:?}");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn define_can_be_called_again_and_import_needs_no_document() {
    let test = async |browser: &Browser| {
        browser.open(GAUGE).await;
        browser
            .run(
                "const { define, SecureScoreGauge } = await import('/secure-score-gauge.js'); \
                 window.same = [define(), define('secure-score-gauge'), define()].every((one) => one === SecureScoreGauge)",
            )
            .await;
        assert!(browser.value::<bool>("window.same").await);
        // Another copy's class is that of the elements, too: a callback for all is given to one of
        // them.
        browser
            .run("const copy = await import('/secure-score-gauge.js?2'); copy.SecureScoreGauge.getToken = host.tokens(['a-token'])")
            .await;
        browser.gauge().reads("value", "340").await;
        // A worker has neither elements nor a registry.
        let worker = "new Promise((resolve) => { const code = \"import('\" + location.origin + \"/secure-score-gauge.js')\
                      .then((module) => postMessage(Object.keys(module).sort().join()), (error) => postMessage(String(error)))\"; \
                      const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })), { type: 'module' }); \
                      worker.onmessage = ({ data }) => resolve(data) })";
        assert_eq!(browser.wait::<String>(worker).await, "SecureScoreGauge,define,setBasePath");
        assert!(dist().join("secure-score-gauge.js").is_file());
        browser.is_quiet().await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn clones_markup_and_templates_make_gauges() {
    let test = async |browser: &Browser| {
        browser.open("<template id=kept><secure-score-gauge max=500 heading=Template></secure-score-gauge></template><div id=place></div>").await;
        browser
            .run(&format!(
                "const place = document.querySelector('#place'); \
                 place.append(document.querySelector('#kept').content.cloneNode(true)); \
                 place.append(document.importNode(document.querySelector('#kept').content, true)); \
                 place.insertAdjacentHTML('beforeend', '<secure-score-gauge max=500 heading=Markup></secure-score-gauge>'); \
                 const one = document.createElement('secure-score-gauge'); one.max = 500; one.snapshot = {SNAPSHOT}; one.getToken = () => 'x'; \
                 const clone = one.cloneNode(true); window.apart = clone.snapshot === null && clone.max === 500; \
                 place.append(one, clone, one.cloneNode()); for (const gauge of gauges) gauge.snapshot = {SNAPSHOT}"
            ))
            .await;
        let _: bool = browser
            .wait("host.until(() => gauges.length === 6 && gauges.every((one) => one.score?.max === 500))")
            .await;
        assert!(browser.value::<bool>("window.apart").await, "what is no attribute is not cloned");
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn it_works_within_shadow_roots_of_others() {
    let test = async |browser: &Browser| {
        browser.open("<div id=outer lang=de></div>").await;
        browser
            .run(&format!(
                "window.heard = []; const outer = document.querySelector('#outer').attachShadow({{ mode: 'open' }}); \
                 outer.innerHTML = '<section></section>'; const inner = outer.querySelector('section').attachShadow({{ mode: 'closed' }}); \
                 inner.innerHTML = '<secure-score-gauge></secure-score-gauge>'; window.it = inner.firstElementChild; \
                 window.addEventListener('secure-score-load', (event) => window.heard.push(event.target.id)); window.it.snapshot = {SNAPSHOT}"
            ))
            .await;
        let drawn =
            "host.until(() => window.it.shadowRoot.querySelector('[part~=heading]')?.textContent.includes('Geräte'))";
        assert!(browser.wait::<bool>(drawn).await, "its language is that around the outermost root");
        let _: bool = browser.wait("host.until(() => window.heard.length === 1)").await;
        assert_eq!(browser.value::<String>("window.heard[0]").await, "outer", "events leave every root, aimed anew");
        browser.run("document.querySelector('#outer').lang = 'fr'").await;
        let french = "host.until(() => window.it.shadowRoot.querySelector('[part~=heading]')?.textContent.includes('appareils'))";
        assert!(browser.wait::<bool>(french).await);
        browser.is_quiet().await;
    };
    every_engine().run(test).await;
}

#[tokio::test]
async fn a_gauge_that_is_moved_speaks_the_language_of_its_new_place() {
    let test = async |browser: &Browser| {
        browser.open(&format!("<div lang=de>{GAUGE}</div><div id=there lang=en></div>")).await;
        browser.run("gauge.setToken('a-token')").await;
        browser.gauge().reads("unit", "von 1.000").await;
        browser.run("there.append(gauge)").await;
        browser.gauge().reads("unit", "of 1,000 points").await;
        assert_eq!(browser.server.requests(API).len(), 1, "it asks for nothing for that");
    };
    topic().run(test).await;
}

#[tokio::test]
async fn a_gauge_that_comes_back_has_its_skeleton_at_once() {
    let test = async |browser: &Browser| {
        browser.open(WITH_FALLBACK).await;
        browser.run("gauge.getToken = host.tokens(['a-token'])").await;
        browser.gauge().reads("value", "340").await;
        browser
            .run(
                "window.it = gauge; const { height } = it.getBoundingClientRect(); it.remove(); await host.turn(30); \
                     document.body.append(it); window.same = it.getBoundingClientRect().height === height",
            )
            .await;
        let shown: (bool, bool) = browser.value("[!!it.shadowRoot.querySelector('[part=track]'), window.same]").await;
        assert_eq!(shown, (true, true));
        browser.gauge().reads("value", "340").await;
    };
    topic().run(test).await;
}

#[tokio::test]
async fn two_gauges_share_no_id() {
    let test = async |browser: &Browser| {
        browser.open(&GAUGE.repeat(3)).await;
        browser.run("gauges.forEach((one) => one.setToken('a-token'))").await;
        let _: bool = browser.wait("host.until(() => gauges.every((one) => one.state === 'ready'))").await;
        let taken = "(() => { const broken = []; for (const one of gauges) { const ids = [...one.shadowRoot.querySelectorAll('[id]')].map((at) => at.id); \
                     if (new Set(ids).size !== ids.length) broken.push(ids); \
                     for (const name of ['aria-labelledby', 'aria-describedby', 'for']) for (const at of one.shadowRoot.querySelectorAll(`[${name}]`)) \
                     for (const id of at.getAttribute(name).split(' ')) if (!one.shadowRoot.getElementById(id)) broken.push(id); } return broken })()";
        assert_eq!(browser.value::<Value>(taken).await, json!([]));
    };
    topic().run(test).await;
}

//! Random lives of several gauges: each token is seen by the origin alone that it was given for,
//! and never after its sign-out.
//!
//! Bounded here; `SECURE_SCORE_LIVES=1000` runs longer, and `SECURE_SCORE_SEED` repeats one life.

use std::collections::BTreeMap;

use devserver::{Options, Server};
use secure_score_tests::{Browser, read_asset, topic};
use serde_json::Value;

use crate::scene::{hold_wasm, seconds};

/// A life. `step` is drawn from a seed; `given` has the origin of each token, and `cleared` the
/// tokens of which a page signed out, with the time of that.
const LIFE: &str = r#"
window.live = async (seed, origins, steps) => {
  let state = seed;
  const draw = (count) => { state = (state * 1103515245 + 12345) % 2147483648; return Math.floor(state / 65536) % count; };
  const pick = (list) => list[draw(list.length)];
  const given = {};
  const cleared = {};
  let made = 0;
  const make = (origin) => { const token = `tok${seed}x${made += 1}end`; given[token] = origin; return token; };
  const held = new Map();
  const owned = (gauge) => held.get(gauge) ?? [];
  // A token that a callback gave belongs to everybody with that callback.
  const callbacks = [0, 1].map((index) => async ({ origin, signal }) => {
    const token = make(origin);
    for (const [gauge, tokens] of held) if (gauge.which === index) tokens.push(token);
    if (draw(4) === 0) signOut(pick([...held.keys()]));
    await host.turn(draw(3) * 10);
    return draw(5) ? token : { token, expiresAt: Date.now() + 3600000 };
  });
  const signOut = (gauge) => {
    gauge.clearToken();
    const at = performance.timeOrigin + performance.now();
    for (const token of owned(gauge)) cleared[token] ??= at;
    if (gauge.which !== undefined) for (const [other, tokens] of held) if (other.which === gauge.which && other !== gauge) tokens.length = 0;
    held.set(gauge, []);
  };
  const stage = document.querySelector('#stage');
  for (let index = 0; index < 3; index += 1) {
    const gauge = document.createElement('secure-score-gauge');
    gauge.apiBase = pick(origins);
    held.set(gauge, []);
    stage.append(gauge);
  }
  for (let step = 0; step < steps; step += 1) {
    const gauge = pick([...held.keys()]);
    switch (draw(10)) {
      case 0: case 1: {
        const token = make(new URL(gauge.apiBase, gauge.baseURI).origin);
        gauge.setToken(token);
        held.set(gauge, [token]);
        break;
      }
      case 2: gauge.which = draw(2); gauge.getToken = callbacks[gauge.which]; break;
      case 3: gauge.getToken = null; gauge.which = undefined; break;
      case 4: signOut(gauge); break;
      case 5: gauge.apiBase = pick(origins); break;
      case 6: stage.prepend(gauge); break;
      case 7: gauge.remove(); await host.turn(1); stage.append(gauge); break;
      case 8: gauge.refresh().catch(() => 0); break;
      default: await host.turn(draw(4) * 15);
    }
  }
  await host.turn(60);
  for (const gauge of held.keys()) { gauge.clearToken(); gauge.remove(); }
  return { given, cleared, made };
};
"#;

/// The tokens that a server saw.
fn seen(server: &Server) -> Vec<String> {
    let requests = server.received().into_iter();
    let tokens = requests.filter_map(|request| request.header("authorization").map(str::to_owned));
    tokens.map(|bearer| bearer.trim_start_matches("Bearer ").to_owned()).collect()
}

fn variable(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

#[tokio::test]
async fn a_token_is_seen_by_its_origin_alone() {
    let lives = variable("SECURE_SCORE_LIVES").unwrap_or(8);
    let first = variable("SECURE_SCORE_SEED").unwrap_or(1);
    let test = async |browser: &Browser| {
        let servers = [Options::new().start().unwrap(), Options::new().start().unwrap()];
        let mut all: Vec<&Server> = servers.iter().collect();
        all.push(&browser.server);
        let origins: Vec<String> = all.iter().map(|server| server.origin()).collect();
        let mut tokens = 0;
        for seed in first..first + lives {
            // Every other life begins long before its wasm is there.
            let gate = (seed % 2 == 0).then(|| hold_wasm(browser, &read_asset("secure-score.wasm")));
            all.iter().for_each(|server| server.forget_requests());
            browser.open("<div id=stage></div>").await;
            browser.run(LIFE).await;
            let origins = serde_json::to_string(&origins).unwrap();
            browser.run(&format!("window.life = live({seed}, {origins}, 60); await host.turn(150)")).await;
            if let Some(gate) = gate {
                gate.open();
            }
            let life: BTreeMap<String, Value> = browser.wait("life").await;
            tokens += life["made"].as_u64().unwrap_or_default();
            for server in &all {
                for token in seen(server) {
                    assert_eq!(life["given"][&token], server.origin(), "life {seed}: {token}");
                }
            }
            browser.threw_nothing(&format!("life {seed}")).await;
        }
        assert!(tokens > lives, "{tokens} tokens in {lives} lives");
    };
    topic().limit(seconds(60 + 10 * lives), seconds(30)).run(test).await;
}

#[tokio::test]
async fn a_token_is_never_seen_after_its_sign_out() {
    let test = async |browser: &Browser| {
        for (what, wait) in [("at once", 0), ("soon", 5), ("later", 40)] {
            for late in [false, true] {
                let gate = late.then(|| hold_wasm(browser, &read_asset("secure-score.wasm")));
                browser.server.forget_requests();
                browser.open(crate::scene::GAUGE).await;
                browser
                    .run(&format!(
                        "gauge.getToken = async () => {{ await host.turn(60); return 'signed-out-token' }}; await host.turn({wait}); \
                         gauge.clearToken(); await host.turn(150)"
                    ))
                    .await;
                if let Some(gate) = gate {
                    gate.open();
                }
                let _: Value = browser.wait("host.turn(150)").await;
                assert!(seen(&browser.server).is_empty(), "{what}, the wasm late: {late}");
            }
        }
    };
    topic().limit(seconds(120), seconds(30)).run(test).await;
}

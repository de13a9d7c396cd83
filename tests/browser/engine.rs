//! The three engines: their drivers and capabilities.

use std::{fmt, str::FromStr};

use fantoccini::wd::Capabilities;
use serde_json::{Value, json};

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// Chromium, by chromedriver.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser, by WebKitWebDriver under a virtual display.
    Webkit,
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// The programs that the driver's command line needs, in its order.
    pub(crate) fn programs(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromedriver"],
            Self::Firefox => &["geckodriver"],
            // Without a display of its own it would open windows on a person's screen.
            Self::Webkit => &["xvfb-run", "WebKitWebDriver"],
        }
    }

    /// The driver's command line.
    pub(crate) fn command(self, port: u16) -> Vec<String> {
        let port = port.to_string();
        match self {
            Self::Chromium => vec!["chromedriver".into(), format!("--port={port}"), "--log-level=SEVERE".into()],
            Self::Firefox => vec!["geckodriver".into(), "--port".into(), port, "--log".into(), "error".into()],
            Self::Webkit => vec!["xvfb-run".into(), "-a".into(), "WebKitWebDriver".into(), format!("--port={port}")],
        }
    }

    pub(crate) fn capabilities(self) -> Capabilities {
        let wanted = match self {
            Self::Chromium => json!({
                "goog:chromeOptions": { "args": CHROMIUM_ARGUMENTS },
                "goog:loggingPrefs": { "browser": "ALL" },
            }),
            Self::Firefox => json!({
                "moz:firefoxOptions": { "args": ["-headless"], "prefs": {
                    "intl.accept_languages": "en-US",
                    "intl.locale.requested": "en-US",
                    "datareporting.policy.dataSubmissionEnabled": false,
                    "app.update.enabled": false,
                    "network.captive-portal-service.enabled": false,
                    "network.connectivity-service.enabled": false,
                } },
            }),
            Self::Webkit => json!({}),
        };
        match wanted {
            Value::Object(map) => map,
            _ => Capabilities::new(),
        }
    }
}

/// Headless, quiet, with no traffic of the browser's own. The sandbox needs a user other than root.
/// Names of `.test`, which nobody has, are this machine's: pages of a host that is no loopback.
const CHROMIUM_ARGUMENTS: [&str; 12] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--lang=en-US",
    "--window-size=1000,800",
    "--host-resolver-rules=MAP *.test 127.0.0.1",
];

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        })
    }
}

impl FromStr for Engine {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|engine| engine.to_string() == name).ok_or_else(|| {
            format!("SECURE_SCORE_ENGINES names {name:?}; the engines are chromium, firefox and webkit, with commas between.")
        })
    }
}

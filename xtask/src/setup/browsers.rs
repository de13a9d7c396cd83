//! The browsers of the tests, and the drivers through which they are steered.

use anyhow::Result;

use super::apt::{self, Program};

const PROGRAMS: &[Program] = &[
    Program {
        names: &["chromium", "chromium-browser", "google-chrome"],
        debian: &["chromium"],
        ubuntu: &["chromium-browser"],
        what: "Chromium",
    },
    Program {
        names: &["chromedriver"],
        debian: &["chromium-driver"],
        ubuntu: &["chromium-chromedriver"],
        what: "ChromeDriver in Chromium's version",
    },
    Program { names: &["firefox-esr", "firefox"], debian: &["firefox-esr"], ubuntu: &["firefox"], what: "Firefox" },
    Program {
        names: &["WebKitWebDriver"],
        debian: &["webkit2gtk-driver"],
        ubuntu: &["webkit2gtk-driver"],
        what: "WebKitGTK's WebKitWebDriver",
    },
    // WebKitGTK has no headless mode: it draws on a screen of its own.
    Program { names: &["Xvfb"], debian: &["xvfb"], ubuntu: &["xvfb"], what: "Xvfb (WebKitGTK draws on it)" },
    Program { names: &["xauth"], debian: &["xauth"], ubuntu: &["xauth"], what: "xauth (xvfb-run needs it)" },
    // Without any font, text has no width, and the tests of the layout none to measure.
    Program {
        names: &["fc-list"],
        debian: &["fontconfig", "fonts-liberation"],
        ubuntu: &["fontconfig", "fonts-liberation"],
        what: "fontconfig and a font such as Liberation",
    },
];

/// Installs what is missing.
pub(super) fn ensure() -> Result<()> {
    apt::ensure(PROGRAMS, "about 1 to 3 minutes, some 300 MB")
}

//! The browsers of the tests, and the drivers through which they are steered.

use anyhow::Result;

use super::apt::{self, Program};

/// What Chromium is called, by those who package it.
pub(crate) const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

const PROGRAMS: &[Program] = &[
    Program { names: CHROMIUM, debian: &["chromium"], ubuntu: &["chromium-browser"], what: "Chromium" },
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
    Program {
        names: &["fc-list"],
        debian: &["fontconfig"],
        ubuntu: &["fontconfig"],
        what: "fontconfig (without it a text has no width)",
    },
    // The tests of the layout measure texts in this font, whatever others there are.
    Program {
        names: &[
            "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
            "/usr/share/fonts/liberation-sans/LiberationSans-Regular.ttf",
            "/usr/share/fonts/liberation/LiberationSans-Regular.ttf",
        ],
        debian: &["fonts-liberation"],
        ubuntu: &["fonts-liberation"],
        what: "the font Liberation Sans",
    },
];

/// Installs what is missing.
pub(super) fn ensure() -> Result<()> {
    apt::ensure(PROGRAMS, "about 1 to 3 minutes, some 300 MB")
}

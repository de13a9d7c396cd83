//! The table of the attributes: names, properties, kinds and defaults. The script's own table is
//! generated from it.

/// The root of the API where the host names none.
pub const DEFAULT_API_BASE: &str = "https://api.securitycenter.microsoft.com";

/// Microsoft's page of the score, where the host names no other: the dashboard of Defender
/// Vulnerability Management, which shows both metrics.
pub const DEFAULT_PORTAL: &str = "https://security.microsoft.com/tvm_dashboard";

/// How the text of an attribute becomes the value of its property.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// The text as it is; where it is missing, the default if there is one.
    Text {
        /// The value without the attribute.
        default: Option<&'static str>,
        /// Texts that count as the default.
        invalid: &'static [&'static str],
    },
    /// One of several words, of which the first is the default.
    Word(&'static [&'static str]),
    /// A number.
    Number {
        /// The value without the attribute, by the word of `metric`; one value for all of them has
        /// no word.
        default: &'static [(Option<&'static str>, f64)],
        /// The least number; 0 for any number above 0.
        least: f64,
        /// A word that may stand in place of a number.
        word: Option<&'static str>,
    },
}

const TEXT: Kind = Kind::Text { default: None, invalid: &[] };

const fn text(default: &'static str, invalid: &'static [&'static str]) -> Kind {
    Kind::Text { default: Some(default), invalid }
}

macro_rules! attributes {
    ($(#[doc = $doc:literal] $attribute:ident $name:literal $property:literal $kind:expr;)*) => {
        /// An attribute that the element observes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Attribute {
            $(#[doc = $doc] $attribute,)*
        }

        impl Attribute {
            /// Every attribute.
            pub const ALL: &[Self] = &[$(Self::$attribute),*];

            /// The name in HTML.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$attribute => $name,)* }
            }

            /// The name of the property that reflects it.
            #[must_use]
            pub fn property(self) -> &'static str {
                match self { $(Self::$attribute => $property,)* }
            }

            /// How its text becomes the value of the property, and the default.
            #[must_use]
            pub fn kind(self) -> Kind {
                match self { $(Self::$attribute => $kind,)* }
            }

            /// A line for documentation.
            #[must_use]
            pub fn summary(self) -> &'static str {
                match self { $(Self::$attribute => $doc.trim_ascii(),)* }
            }
        }
    };
}

attributes! {
    /// Root of the API: https, loopback or the page's own origin. A new origin drops the token.
    ApiBase "api-base" "apiBase" text(DEFAULT_API_BASE, &[]);
    /// A published snapshot file, read in place of the API. No token is asked for.
    Src "src" "src" TEXT;
    /// Which number is shown.
    Metric "metric" "metric" Kind::Word(&["secure-score", "exposure-score"]);
    /// The full scale in points.
    Max "max" "max" Kind::Number {
        default: &[(Some("secure-score"), 1000.0), (Some("exposure-score"), 100.0)], least: 0.0, word: None
    };
    /// Named ranges, such as `0 Low, 400 Fair, 70% Good`.
    Bands "bands" "bands" TEXT;
    /// A labelled mark on the arc: a number or a percentage.
    Target "target" "target" TEXT;
    /// How the value is written.
    Format "format" "format" Kind::Word(&["points", "percent"]);
    /// The visible name; the product's in the page's language by default.
    Heading "heading" "heading" TEXT;
    /// Minutes between requests while the page is visible and online, or `off`.
    RefreshInterval "refresh-interval" "refreshInterval" Kind::Number {
        default: &[(None, 60.0)], least: 1.0, word: Some("off")
    };
    /// Hours after which a score is stale.
    StaleAfter "stale-after" "staleAfter" Kind::Number { default: &[(None, 24.0)], least: 0.0, word: None };
    /// The IANA zone of the timestamp; the reader's by default.
    TimeZone "time-zone" "timeZone" TEXT;
    /// Where past scores come from: `off`, `local`, `local:KEY` or the URL of a file.
    History "history" "history" text("off", &["local:"]);
    /// The device group whose exposure score is shown.
    Group "group" "group" TEXT;
    /// The fall that fires `secure-score-drop`: a number or a percentage, `over N days` may follow.
    DropAlert "drop-alert" "dropAlert" TEXT;
    /// Where the link of an error leads: a URL; empty for no link; by default `help.html`.
    HelpBase "help-base" "helpBase" TEXT;
    /// Where the link in the foot of a card leads: a URL; empty for no link.
    PortalHref "portal-href" "portalHref" text(DEFAULT_PORTAL, &[]);
    /// The colour of the arc: the accent colour, or the colour of the value's band.
    Arc "arc" "arc" Kind::Word(&["accent", "band"]);
    /// The entries of the card's menu: `copy-image`, `copy-value`, `csv`, with spaces between.
    Actions "actions" "actions" TEXT;
}

impl Attribute {
    /// The default as a text; empty for an attribute without a default.
    #[must_use]
    pub fn default_text(self) -> &'static str {
        match self.kind() {
            Kind::Text { default, .. } => default.unwrap_or_default(),
            Kind::Word(words) => words.first().copied().unwrap_or_default(),
            Kind::Number { .. } => "",
        }
    }
}

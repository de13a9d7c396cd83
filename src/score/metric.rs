//! Which of the API's two numbers is shown.

/// A number that the API gives an organisation.
///
/// ```
/// use secure_score::Metric;
///
/// assert!(Metric::ExposureScore.lower_is_better());
/// assert_eq!(Metric::SecureScore.default_max(), 1000.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Metric {
    /// Microsoft Secure Score for Devices: higher is better.
    #[default]
    SecureScore,
    /// The exposure score: 0 to 100, lower is better.
    ExposureScore,
}

impl Metric {
    /// The metric of an attribute's text, if there is one of that name.
    #[doc(hidden)]
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "secure-score" => Some(Self::SecureScore),
            "exposure-score" => Some(Self::ExposureScore),
            _ => None,
        }
    }

    /// Its name as an attribute's text.
    #[doc(hidden)]
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SecureScore => "secure-score",
            Self::ExposureScore => "exposure-score",
        }
    }

    /// The path below the root of the API.
    #[doc(hidden)]
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::SecureScore => "/api/configurationScore",
            Self::ExposureScore => "/api/exposureScore",
        }
    }

    /// The path below the root of the API for the scores of all device groups; none where there are
    /// no groups.
    #[doc(hidden)]
    #[must_use]
    pub fn path_of_groups(self) -> Option<&'static str> {
        self.has_groups().then_some("/api/exposureScore/ByMachineGroups")
    }

    /// The full scale in points where the host names none. For the secure score Microsoft documents
    /// no maximum: 1,000 is what people observe.
    #[must_use]
    pub fn default_max(self) -> f64 {
        match self {
            Self::SecureScore => 1000.0,
            Self::ExposureScore => 100.0,
        }
    }

    /// Whether a lower number is the better one.
    #[must_use]
    pub fn lower_is_better(self) -> bool {
        self == Self::ExposureScore
    }

    /// Whether the API also has the number of each device group.
    #[doc(hidden)]
    #[must_use]
    pub fn has_groups(self) -> bool {
        self == Self::ExposureScore
    }
}

//! The entries of a card's menu.

/// Something that a reader can do with a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Copies a picture of the card.
    CopyImage,
    /// Copies the value.
    CopyValue,
    /// Saves the trend as CSV.
    Csv,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 3] = [Self::CopyImage, Self::CopyValue, Self::Csv];

    /// The word in the `actions` attribute.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CopyImage => "copy-image",
            Self::CopyValue => "copy-value",
            Self::Csv => "csv",
        }
    }

    /// The action of that name, if there is one.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }
}

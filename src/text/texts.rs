//! The texts of one page: its own, then its language's, then the English ones.

use super::{Key, TextMap};

/// A dictionary, with the texts that the host page puts in place of single ones.
///
/// ```no_run
/// use js_sys::{JSON, Object};
/// use secure_score::Texts;
/// use wasm_bindgen::JsCast;
///
/// // A file of `static/element/l10n` in this crate's package, as the application has loaded it.
/// let german = r#"{ "retry": "Erneut versuchen" }"#;
/// let texts = JSON::parse(german).ok().and_then(|texts| texts.dyn_into::<Object>().ok()).map(Texts::from);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    own: Option<TextMap>,
    dictionary: Option<TextMap>,
}

impl Texts {
    /// The texts of `dictionary`, except where `own` has another.
    #[doc(hidden)]
    #[must_use]
    pub fn new<T: Into<TextMap>>(own: Option<T>, dictionary: Option<T>) -> Self {
        Self { own: own.map(Into::into), dictionary: dictionary.map(Into::into) }
    }

    /// A text.
    #[doc(hidden)]
    #[must_use]
    pub fn text(&self, key: Key) -> String {
        self.find(key.name()).unwrap_or_else(|| key.english().to_owned())
    }

    /// A text with its placeholders filled in.
    #[doc(hidden)]
    #[must_use]
    pub fn fill(&self, key: Key, values: &[(&str, &str)]) -> String {
        fill(&self.text(key), values)
    }

    /// The unit for a plural category of CLDR (`one`, `few`, `other`, …) in “of 1,000 points”,
    /// where some languages have another form.
    #[doc(hidden)]
    #[must_use]
    pub fn of_points(&self, category: &str) -> String {
        self.find(&["ofPoints_", category].concat()).unwrap_or_else(|| self.points(category))
    }

    /// The unit for a plural category of CLDR: `one`, `few`, `other`, ….
    #[doc(hidden)]
    #[must_use]
    pub fn points(&self, category: &str) -> String {
        let one = category == "one";
        let fallback = if one && self.dictionary.is_none() { Key::PointsOne } else { Key::PointsOther };
        self.find(&["points_", category].concat()).unwrap_or_else(|| self.text(fallback))
    }

    fn find(&self, name: &str) -> Option<String> {
        let texts = [&self.own, &self.dictionary].into_iter().flatten();
        texts.filter_map(|texts| texts.get(name)).next()
    }
}

impl<T: Into<TextMap>> From<T> for Texts {
    fn from(dictionary: T) -> Self {
        Self::new(None, Some(dictionary))
    }
}

/// Puts values in the place of `{names}`. What is no name of a value stays as it is.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let known = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        rest = match known {
            Some((value, after)) => {
                text.push_str(value);
                after
            }
            None => {
                text.push('{');
                after
            }
        };
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn placeholders_are_filled_once() {
        let values = [("value", "340"), ("max", "{value}")];
        for (template, expected) in [
            ("", ""),
            ("plain", "plain"),
            ("{value} of {max}", "340 of {value}"),
            ("{value}{value}", "340340"),
            ("{other} {value", "{other} {value"),
            ("a {{value}} b", "a {340} b"),
            ("ä{value}ö", "ä340ö"),
        ] {
            assert_eq!(fill(template, &values), expected, "{template:?}");
        }
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod browser_tests {
    use super::{Key, Texts};
    use js_sys::{JSON, Object};
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn object(json: &str) -> Option<Object> {
        JSON::parse(json).unwrap().dyn_into().ok()
    }

    #[wasm_bindgen_test]
    fn own_texts_come_before_the_languages_and_those_before_english() {
        let words = Texts::new(object(r#"{"retry":"Los","stale":7}"#), object(r#"{"retry":"Erneut","help":"Hilfe"}"#));
        assert_eq!(words.text(Key::Retry), "Los");
        assert_eq!(words.text(Key::Help), "Hilfe");
        assert_eq!(words.text(Key::Stale), "Out of date");
    }

    #[wasm_bindgen_test]
    fn units_follow_the_plural() {
        let german = Texts::new(None, object(r#"{"points_one":"Punkt","points_other":"Punkte"}"#));
        let japanese = Texts::new(None, object(r#"{"points_other":"ポイント"}"#));
        for (words, category, expected) in [
            (&Texts::default(), "one", "point"),
            (&Texts::default(), "many", "points"),
            (&german, "one", "Punkt"),
            (&german, "few", "Punkte"),
            (&japanese, "one", "ポイント"),
        ] {
            assert_eq!(words.points(category), expected, "{category}");
        }
    }
}

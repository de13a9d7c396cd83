//! JSON, read by serde_json value by value.
//!
//! serde's derived structs would do the same, but their errors describe what came instead, which
//! links the printing of floats into the wasm: see `docs/decisions/004-serde-json.md`.

use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::decimal;

/// The longest text that [`Json::ascii`] copies, in bytes as it is written.
const SHORT: usize = 80;

/// Any JSON value, as text that serde_json has found to be well-formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Json<'a>(&'a str);

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&RawValue>::deserialize(deserializer).map(|raw| Self(raw.get()))
    }
}

impl<'a> Json<'a> {
    /// Reads UTF-8 text that holds one JSON value and nothing else.
    pub(super) fn parse(text: &'a [u8]) -> Option<Self> {
        // Windows PowerShell writes files with a byte order mark, which RFC 8259 lets a reader pass
        // over.
        serde_json::from_slice(text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text)).ok()
    }

    /// The value of an object's member; none where the value is no object, or has no such member,
    /// or has it twice: then one reader would take the first, and another the last.
    pub(super) fn member(self, name: &str) -> Option<Self> {
        match self.only('{')?.look(name)? {
            Seen::Members { found, count: 1 } => found,
            _ => None,
        }
    }

    /// The values of an array; none of any other value.
    pub(super) fn elements(self) -> Option<Vec<Self>> {
        match self.only('[')?.look("")? {
            Seen::Elements(elements) => Some(elements),
            _ => None,
        }
    }

    /// A number.
    pub(super) fn number(self) -> Option<f64> {
        let first = self.0.bytes().next()?;
        (first.is_ascii_digit() || first == b'-').then(|| decimal::read(self.0))
    }

    /// A text of at most this many bytes as it is written.
    pub(super) fn text(self, longest: usize) -> Option<String> {
        if self.0.len() > longest.saturating_add(2) {
            return None;
        }
        match self.only('"')?.look("")? {
            Seen::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A short text of ASCII characters: a longer one is neither an instant nor an id, and might be
    /// anything, a token included, of which no copy is to be left.
    pub(super) fn ascii(self) -> Option<String> {
        self.text(SHORT).filter(|text| text.is_ascii())
    }

    /// This value if it begins with that character: of a text in an object's place no copy is made.
    fn only(self, first: char) -> Option<Self> {
        self.0.starts_with(first).then_some(self)
    }

    /// Read as bytes: of a text serde_json takes pieces in a way that may panic, and the message
    /// of that panic would make the compressed wasm 3.7 KB larger.
    fn look(self, name: &str) -> Option<Seen<'a>> {
        serde_json::Deserializer::from_slice(self.0.as_bytes()).deserialize_any(Look(name)).ok()
    }
}

/// The outermost part of a JSON value.
enum Seen<'a> {
    /// An object: its last member of the name that was looked for, and how many members have that
    /// name.
    Members {
        found: Option<Json<'a>>,
        count: u32,
    },
    Elements(Vec<Json<'a>>),
    Text(String),
    Other,
}

/// Looks at the outermost part of a value, and in an object for the members of one name.
///
/// Every kind of value is visited: for a kind that is not, serde would describe it in an error.
struct Look<'n>(&'n str);

impl<'de> Visitor<'de> for Look<'_> {
    type Value = Seen<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let (mut found, mut count) = (None, 0_u32);
        while let Some(is_wanted) = members.next_key_seed(NameIs(self.0))? {
            let value = members.next_value()?;
            if is_wanted {
                found = Some(value);
                count = count.saturating_add(1);
            }
        }
        Ok(Seen::Members { found, count })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let mut seen = Vec::new();
        while let Some(element) = elements.next_element()? {
            seen.push(element);
        }
        Ok(Seen::Elements(seen))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Seen::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Seen::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Seen::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Seen::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Seen::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Seen::Other)
    }
}

/// Whether the name of a member is this one.
struct NameIs<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for NameIs<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for NameIs<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<bool, E> {
        Ok(name == self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Json;
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    fn json(text: &str) -> Option<Json<'_>> {
        Json::parse(text.as_bytes())
    }

    #[test]
    fn members_are_found_whatever_stands_around_them() {
        for text in [
            r#"{"a":1}"#,
            " { \"a\" : 1 } ",
            r#"{"b":"a","a":1,"c":null}"#,
            r#"{"b":{"a":2},"a":1}"#,
            r#"{"b":[{"a":2},"}"],"a":1}"#,
            r#"{"b":"\"a\":2","a":1}"#,
            r#"{"b":"\\","a":1}"#,
            r#"{"a":1,"b":"\\\""}"#,
            r#"{"\u0061":1}"#,
            "{\"ä\":\"ö\",\n\t\"a\"\r\n:\n1\n}",
        ] {
            assert_eq!(json(text).and_then(|json| json.member("a")), json("1"), "{text}");
        }
    }

    #[test]
    fn members_are_missing() {
        for text in [
            "{}",
            "[]",
            "1",
            "null",
            "\"a\"",
            r#"["a",1]"#,
            r#"{"b":{"a":1}}"#,
            r#"{"a":1,"a":1}"#,
            r#"{"\u0061":1,"a":1}"#,
        ] {
            assert_eq!(json(text).and_then(|json| json.member("a")), None, "{text}");
        }
    }

    #[test]
    fn texts_are_ascii() {
        for (text, expected) in [
            (r#""plain""#, Some("plain")),
            (r#""10\u002B0""#, Some("10+0")),
            (r#""""#, Some("")),
            (r#""ä""#, None),
            (r#""\n""#, Some("\n")),
            (r#""\u20ac""#, None),
            (r#""\u00e4""#, None),
            ("7", None),
            ("null", None),
        ] {
            assert_eq!(json(text).and_then(Json::ascii).as_deref(), expected, "{text}");
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[\\PC\"\\\\{}\\[\\],:]{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                proptest::collection::btree_map("[a-d]{1,2}", inner, 0..5)
                    .prop_map(|members| Value::Object(Map::from_iter(members))),
            ]
        })
    }

    proptest! {
        #[test]
        fn agrees_with_serde_json(value in any_json(), pretty in any::<bool>()) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
            for name in ["a", "b", "ab", "dd"] {
                let member = json(&text).and_then(|json| json.member(name));
                let member = member.map(|member| serde_json::from_str::<Value>(member.0).unwrap());
                prop_assert_eq!(member.as_ref(), value.get(name));
            }
        }

        #[test]
        fn reading_never_panics(text in "[\\PC\"\\\\{}\\[\\],: ]{0,40}") {
            let json = json(&text);
            let _ = json.and_then(|json| json.member("a"));
            let _ = json.and_then(Json::elements);
            let _ = json.and_then(Json::ascii);
        }
    }

    #[test]
    fn elements_are_those_of_an_array() {
        for (text, expected) in [
            ("[]", Some(vec![])),
            (r#" [ 1 , {"a":[2]},"x" ] "#, Some(vec!["1", r#"{"a":[2]}"#, r#""x""#])),
            ("{}", None),
            ("7.5", None),
            ("null", None),
        ] {
            let elements = json(text).and_then(Json::elements);
            assert_eq!(elements, expected.map(|expected| expected.into_iter().map(Json).collect()), "{text}");
        }
    }

    #[test]
    fn texts_are_read_as_json_means_them() {
        for (text, expected) in [
            (r#""\u00e4\n\ud83d\ude00""#, Some("ä\n😀")),
            (r#""Dom\u00e4ne \/ \"A\"""#, Some("Domäne / \"A\"")),
            (r#""\ud83d""#, None),
            ("7", None),
        ] {
            assert_eq!(json(text).and_then(|json| json.text(200)).as_deref(), expected, "{text}");
        }
        assert_eq!(json(r#""1234""#).and_then(|json| json.text(3)), None);
    }
}

//! JSON objects, validated by serde_json and read member by member.
//!
//! serde's derived structs would do the same, but their errors describe what came instead, which links the parsing and
//! the printing of floats into the wasm: see `docs/decisions/004-serde-json.md`.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::decimal;

/// The longest text that is copied, in bytes as it is written.
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
        serde_json::from_slice(text).ok()
    }

    /// The value of an object's member; none where the value is no object, or has no such member, or has it twice: then
    /// one reader would take the first, and another the last.
    pub(super) fn member(self, name: &str) -> Option<Self> {
        let mut found = None;
        for (key, value) in self.members() {
            if key == name && found.replace(value).is_some() {
                return None;
            }
        }
        found
    }

    /// The members of an object, their names as they are written; of any other value, none.
    fn members(self) -> impl Iterator<Item = (&'a str, Self)> {
        let mut rest = self.0.strip_prefix('{').unwrap_or_default();
        std::iter::from_fn(move || {
            let (key, after) = split_value(rest.trim_start_matches(is_between))?;
            let (value, after) = split_value(after.trim_start_matches(is_between))?;
            rest = after;
            Some((key.strip_prefix('"')?.strip_suffix('"')?, Self(value)))
        })
    }

    /// A number.
    pub(super) fn number(self) -> Option<f64> {
        let first = self.0.bytes().next()?;
        (first.is_ascii_digit() || first == b'-').then(|| decimal::read(self.0))
    }

    /// A short text of ASCII characters: a longer one is neither an instant nor an id, and might be anything, a token
    /// included, of which no copy is to be left. Of JSON's escapes only `\u00..` can be meant in one, as .NET writes a `+`.
    pub(super) fn ascii(self) -> Option<String> {
        let mut rest = self.0.strip_prefix('"')?.strip_suffix('"')?;
        if rest.len() > SHORT {
            return None;
        }
        let mut text = String::with_capacity(rest.len());
        while let Some((before, escape)) = rest.split_once('\\') {
            text.push_str(before);
            let (code, after) = escape.strip_prefix("u00")?.split_at_checked(2)?;
            text.push(char::from(u8::from_str_radix(code, 16).ok()?));
            rest = after;
        }
        text.push_str(rest);
        text.is_ascii().then_some(text)
    }
}

/// White space, and what parts the members of an object.
fn is_between(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | ',' | ':')
}

/// Splits well-formed JSON after its first value; none at the end of an object.
fn split_value(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' if in_string => in_string = false,
            _ if in_string => continue,
            b'"' => {
                in_string = true;
                continue;
            }
            b'{' | b'[' => {
                depth = depth.saturating_add(1);
                continue;
            }
            b'}' | b']' if depth > 0 => depth = depth.saturating_sub(1),
            // A number or a word ends before what follows it.
            b'}' | b']' | b',' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => {
                return (at > 0).then(|| text.split_at_checked(at))?;
            }
            _ => continue,
        }
        if depth == 0 && !in_string {
            return text.split_at_checked(at.saturating_add(1));
        }
    }
    None
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
            "{\"ä\":\"ö\",\n\t\"a\"\r\n:\n1\n}",
        ] {
            assert_eq!(json(text).and_then(|json| json.member("a")), json("1"), "{text}");
        }
    }

    #[test]
    fn members_that_are_none() {
        for text in
            ["{}", "[]", "1", "null", "\"a\"", r#"["a",1]"#, r#"{"b":{"a":1}}"#, r#"{"a":1,"a":1}"#, r#"{"\u0061":1}"#]
        {
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
            (r#""\n""#, None),
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
        fn splitting_never_panics(text in "[\\PC\"\\\\{}\\[\\],: ]{0,40}") {
            let _ = super::split_value(&text);
            let _ = Json(&text).member("a");
            let _ = Json(&text).ascii();
        }
    }
}

//! The public surface, as `static/package/surface.json` has it: from it come the types, the
//! manifest, the editor's data and the tables of the README.

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::workspace;

/// All that a host page sees of the element.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Surface {
    pub(crate) tag: String,
    pub(crate) class: String,
    pub(crate) description: String,
    pub(crate) slot: String,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) properties: Vec<Property>,
    pub(crate) statics: Vec<Property>,
    pub(crate) methods: Vec<Method>,
    pub(crate) events: Vec<Event>,
    pub(crate) parts: Vec<Named>,
    pub(crate) custom_properties: Vec<CustomProperty>,
    pub(crate) states: Vec<State>,
    pub(crate) unions: Vec<Union>,
    pub(crate) interfaces: Vec<Interface>,
}

/// An attribute with the property that reflects it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) property: String,
    /// Its values, in words.
    pub(crate) kind: String,
    /// The type of the property when read.
    pub(crate) read: String,
    /// What may be assigned, beside `null`.
    pub(crate) write: String,
    /// The text that the property has without the attribute, if that is fixed.
    pub(crate) default: Option<String>,
    /// The default in words: alone, or beside the fixed one.
    pub(crate) default_note: Option<String>,
    pub(crate) description: String,
}

/// A property that is no attribute.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Property {
    pub(crate) name: String,
    pub(crate) read: Option<String>,
    pub(crate) write: Option<String>,
    pub(crate) description: String,
}

/// A method.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Method {
    pub(crate) name: String,
    pub(crate) parameters: Vec<Member>,
    pub(crate) returns: String,
    pub(crate) description: String,
}

/// An event, with the name of its detail's interface.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Event {
    pub(crate) name: String,
    pub(crate) detail: String,
    pub(crate) description: String,
}

/// A state.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    pub(crate) name: String,
    pub(crate) description: String,
    /// What a person sees then.
    pub(crate) shown: String,
}

/// A part.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) description: String,
}

/// A custom property of CSS.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomProperty {
    pub(crate) name: String,
    pub(crate) syntax: String,
    pub(crate) description: String,
}

/// A type of a few texts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Union {
    pub(crate) name: String,
    pub(crate) values: Vec<String>,
    pub(crate) description: String,
}

/// The shape of an object.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Interface {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) members: Vec<Member>,
}

/// A member of an object, or a parameter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Member {
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) optional: bool,
    pub(crate) description: String,
}

impl Surface {
    /// Reads the file.
    ///
    /// # Errors
    /// If it is missing, or has a member that is not known here.
    pub(crate) fn read() -> Result<Self> {
        let path = workspace::root().join("static/package/surface.json");
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("{} is not as xtask expects it", path.display()))
    }

    /// The members of an event's detail.
    pub(crate) fn members(&self, interface: &str) -> &[Member] {
        self.interfaces.iter().find(|one| one.name == interface).map_or(&[], |one| &one.members)
    }
}

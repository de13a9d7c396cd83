//! `custom-elements.json`, by which editors, catalogues and documentation tools know an element.

use serde_json::{Map, Value, json};

use super::surface::{Method, Property, Surface};

/// The manifest, in version 2.1.0 of its schema. Both entries of the package stand in it: one has
/// the class, one defines the element.
pub(super) fn manifest(surface: &Surface) -> Value {
    let declaration = json!({ "name": surface.class, "module": "dist/element.js" });
    let export = |name: &str| json!({ "kind": "js", "name": name, "declaration": { "name": name, "module": "dist/element.js" } });
    let names = [surface.class.as_str(), "define", "setBasePath"];
    let exports: Vec<Value> = names.iter().map(|name| export(name)).collect();
    let definition = json!({ "kind": "custom-element-definition", "name": surface.tag, "declaration": declaration });
    let defining = [exports.as_slice(), &[definition]].concat();
    json!({
        "schemaVersion": "2.1.0",
        "readme": "README.md",
        "modules": [
            { "kind": "javascript-module", "path": "dist/element.js", "exports": exports,
              "declarations": [class(surface), define(surface), set_base_path()] },
            { "kind": "javascript-module", "path": "dist/define.js", "exports": defining },
        ],
    })
}

fn class(surface: &Surface) -> Value {
    let attributes: Vec<Value> = surface
        .attributes
        .iter()
        .map(|one| {
            let mut value = json!({ "name": one.name, "fieldName": one.property, "description": one.description,
                                    "type": { "text": one.write } });
            if let (Some(default), Some(value)) = (&one.default, value.as_object_mut()) {
                value.insert("default".into(), json!(default));
            }
            value
        })
        .collect();
    let reflected = surface.attributes.iter().map(|one| {
        json!({ "kind": "field", "name": one.property, "type": { "text": one.read }, "attribute": one.name,
                "reflects": true, "description": one.description })
    });
    let fields = surface.properties.iter().map(|one| field(one, false));
    let statics = surface.statics.iter().map(|one| field(one, true));
    let members: Vec<Value> =
        reflected.chain(fields).chain(statics).chain(surface.methods.iter().map(method)).collect();
    let events: Vec<Value> = surface
        .events
        .iter()
        .map(|one| {
            json!({ "name": one.name, "type": { "text": format!("CustomEvent<{}>", one.detail) }, "description": one.description })
        })
        .collect();
    let named = |name: &str, description: &str| json!({ "name": name, "description": description });
    let parts: Vec<Value> = surface.parts.iter().map(|one| named(&one.name, &one.description)).collect();
    let states: Vec<Value> = surface.states.iter().map(|one| named(&one.name, &one.description)).collect();
    let properties: Vec<Value> = surface
        .custom_properties
        .iter()
        .map(|one| json!({ "name": one.name, "syntax": one.syntax, "description": one.description }))
        .collect();
    json!({
        "kind": "class", "name": surface.class, "customElement": true, "tagName": surface.tag,
        "description": surface.description, "superclass": { "name": "HTMLElement" },
        "attributes": attributes, "members": members, "events": events, "slots": [named("", &surface.slot)],
        "cssParts": parts, "cssProperties": properties, "cssStates": states,
    })
}

fn field(property: &Property, is_static: bool) -> Value {
    let kind = property.read.as_ref().or(property.write.as_ref());
    let mut value = Map::from_iter([
        ("kind".to_owned(), json!("field")),
        ("name".to_owned(), json!(property.name)),
        ("type".to_owned(), json!({ "text": kind })),
        ("description".to_owned(), json!(property.description)),
    ]);
    if is_static {
        value.insert("static".to_owned(), json!(true));
    }
    if property.write.is_none() {
        value.insert("readonly".to_owned(), json!(true));
    }
    Value::Object(value)
}

fn method(method: &Method) -> Value {
    let parameters: Vec<Value> = method
        .parameters
        .iter()
        .map(|one| {
            json!({ "name": one.name, "type": { "text": one.kind }, "optional": one.optional, "description": one.description })
        })
        .collect();
    json!({ "kind": "method", "name": method.name, "parameters": parameters,
            "return": { "type": { "text": method.returns } }, "description": method.description })
}

fn define(surface: &Surface) -> Value {
    json!({
        "kind": "function", "name": "define",
        "description": "Defines the element under a name, unless that is taken. Gives the class that has the name.",
        "parameters": [
            { "name": "tagName", "type": { "text": "string" }, "optional": true, "default": format!("'{}'", surface.tag) },
            { "name": "registry", "type": { "text": "CustomElementRegistry" }, "optional": true, "default": "customElements" },
        ],
        "return": { "type": { "text": format!("typeof {}", surface.class) } },
    })
}

fn set_base_path() -> Value {
    json!({
        "kind": "function", "name": "setBasePath",
        "description": "Says where `assets/` is, for builds that move files. To be called before the first gauge is connected.",
        "parameters": [{ "name": "url", "type": { "text": "string | URL" } }],
        "return": { "type": { "text": "void" } },
    })
}

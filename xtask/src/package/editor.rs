//! Custom data of Visual Studio Code: the element in HTML, its custom properties in CSS.

use serde_json::{Value, json};

use super::surface::Surface;

/// `vscode.html-custom-data.json`.
pub(super) fn html(surface: &Surface) -> Value {
    let attributes: Vec<Value> = surface
        .attributes
        .iter()
        .map(|one| {
            let known = surface.unions.iter().find(|union| union.name == one.read);
            let values: Vec<Value> =
                known.map_or(&[][..], |union| &union.values).iter().map(|value| json!({ "name": value })).collect();
            json!({ "name": one.name, "description": one.description, "values": values })
        })
        .collect();
    json!({ "version": 1.1, "tags": [{ "name": surface.tag, "description": surface.description, "attributes": attributes }] })
}

/// `vscode.css-custom-data.json`.
pub(super) fn css(surface: &Surface) -> Value {
    let properties: Vec<Value> = surface
        .custom_properties
        .iter()
        .map(|one| json!({ "name": one.name, "description": one.description, "syntax": one.syntax }))
        .collect();
    json!({ "version": 1.1, "properties": properties })
}

//! The shadow root of a card, which keeps the page's styles out, and the card's own styles and ids
//! in.

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::{CssStyleSheet, Element, ShadowRoot, ShadowRootInit, ShadowRootMode};

use crate::gauge::STYLE;

thread_local! {
    /// One sheet for every card; `None` where the browser refuses to make it.
    static SHEET: Option<CssStyleSheet> = sheet();
}

/// A constructed sheet needs no permission of a Content-Security-Policy.
fn sheet() -> Option<CssStyleSheet> {
    let sheet = CssStyleSheet::new().ok()?;
    sheet.replace_sync(STYLE).ok()?;
    Some(sheet)
}

/// The place for a card in the shadow root of an element, which gets one.
pub(super) fn open(host: &Element) -> Result<Element, JsValue> {
    let root = match host.shadow_root() {
        Some(root) => root,
        None => host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))?,
    };
    adopt_style(&root);
    let mount = root.owner_document().ok_or(JsValue::NULL)?.create_element("div")?;
    mount.set_class_name("mount");
    root.append_child(&mount)?;
    Ok(mount)
}

fn adopt_style(root: &ShadowRoot) {
    SHEET.with(|sheet| {
        if let Some(sheet) = sheet {
            root.set_adopted_style_sheets(&Array::of1(sheet));
        }
    });
}

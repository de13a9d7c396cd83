//! TypeScript's view of the element.

use super::surface::{Attribute, Interface, Method, Property, Surface, Union};

/// `types.d.ts`: every type and the class, which both entries of the package export.
pub(super) fn types(surface: &Surface) -> String {
    let mut out = String::from("// Generated from static/package/surface.json.\n\n");
    let states = surface.states.iter().map(|state| state.name.clone()).collect();
    let state = Union { name: "State".into(), values: states, description: "What a gauge shows.".into() };
    for union in std::iter::once(&state).chain(&surface.unions) {
        out +=
            &format!("{}export type {} = {};\n\n", comment(0, &union.description), union.name, either(&union.values));
    }
    for interface in &surface.interfaces {
        out += &self::interface(interface);
    }
    out += "/** Gives a token, a token with the time of its end, or `null` where nobody is signed in. */\n\
            export type GetToken = (question: TokenQuestion) => Promise<string | TokenGrant | null> | string | TokenGrant | null;\n\n\
            /** Texts by the dictionary's keys. */\nexport type Strings = Readonly<Record<string, string>>;\n\n\
            /** The error that `refresh()` rejects with. */\nexport interface ScoreError extends Error {\n  readonly code: ErrorCode;\n}\n\n";
    out += &events(surface);
    out += &class(surface);
    out += &format!(
        "declare global {{\n  interface HTMLElementTagNameMap {{\n    '{}': {};\n  }}\n\
         \x20 interface GlobalEventHandlersEventMap extends {}EventMap {{}}\n}}\n",
        surface.tag, surface.class, surface.class
    );
    out
}

/// The functions that an entry exports, beside the class.
pub(super) fn entry(surface: &Surface) -> String {
    format!(
        "export * from './types.js';\nimport type {{ {class} as Gauge }} from './types.js';\n\n\
         /** Defines the element under a name, unless that is taken. Gives the class that has the name. */\n\
         export declare function define(tagName?: string, registry?: CustomElementRegistry): typeof Gauge;\n\n\
         /** Says where `assets/` is, for builds that move files. To be called before the first gauge is connected. */\n\
         export declare function setBasePath(url: string | URL): void;\n",
        class = surface.class
    )
}

fn interface(interface: &Interface) -> String {
    let mut out = format!("{}export interface {} {{\n", comment(0, &interface.description), interface.name);
    for member in &interface.members {
        let mark = if member.optional { "?" } else { "" };
        out += &format!("{}  readonly {}{mark}: {};\n", comment(2, &member.description), member.name, member.kind);
    }
    out + "}\n\n"
}

fn events(surface: &Surface) -> String {
    let mut out = format!("/** The element's events. */\nexport interface {}EventMap {{\n", surface.class);
    for event in &surface.events {
        out += &format!("{}  '{}': CustomEvent<{}>;\n", comment(2, &event.description), event.name, event.detail);
    }
    out + "}\n\n"
}

fn class(surface: &Surface) -> String {
    let Surface { class, .. } = surface;
    let mut out = format!("{}export declare class {class} extends HTMLElement {{\n", comment(0, &surface.description));
    for property in &surface.statics {
        out += &accessors(property, "static ");
    }
    for attribute in &surface.attributes {
        out += &reflected(attribute);
    }
    for property in &surface.properties {
        out += &accessors(property, "");
    }
    for method in &surface.methods {
        out += &self::method(method);
    }
    for deed in ["add", "remove"] {
        let options = if deed == "add" { "AddEventListenerOptions" } else { "EventListenerOptions" };
        out += &format!(
            "  {deed}EventListener<K extends keyof HTMLElementEventMap>(type: K, \
             listener: (this: {class}, event: HTMLElementEventMap[K]) => unknown, options?: boolean | {options}): void;\n\
             \x20 {deed}EventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | {options}): void;\n"
        );
    }
    out + "}\n\n"
}

fn reflected(attribute: &Attribute) -> String {
    let Attribute { property, read, write, .. } = attribute;
    format!(
        "{}  get {property}(): {read};\n  set {property}(value: {write} | null | undefined);\n",
        comment(2, &attribute.description)
    )
}

fn accessors(property: &Property, prefix: &str) -> String {
    let name = &property.name;
    let doc = comment(2, &property.description);
    match (&property.read, &property.write) {
        (Some(read), Some(write)) => {
            format!("{doc}  {prefix}get {name}(): {read};\n  {prefix}set {name}(value: {write});\n")
        }
        (Some(read), None) => format!("{doc}  {prefix}get {name}(): {read};\n"),
        (None, write) => {
            let write = write.as_deref().unwrap_or("never");
            format!("{doc}  {prefix}get {name}(): undefined;\n  {prefix}set {name}(value: {write});\n")
        }
    }
}

fn method(method: &Method) -> String {
    let parameters: Vec<String> = method
        .parameters
        .iter()
        .map(|one| format!("{}{}: {}", one.name, if one.optional { "?" } else { "" }, one.kind))
        .collect();
    format!("{}  {}({}): {};\n", comment(2, &method.description), method.name, parameters.join(", "), method.returns)
}

/// A documentation comment, indented.
pub(super) fn comment(indent: usize, text: &str) -> String {
    let text = text.replace("*/", "*\u{200b}/");
    let end = if text.ends_with('.') { "" } else { "." };
    format!("{:indent$}/** {text}{end} */\n", "")
}

/// A union of texts.
fn either(values: &[String]) -> String {
    values.iter().map(|value| format!("'{value}'")).collect::<Vec<_>>().join(" | ")
}

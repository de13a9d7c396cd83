//! The element in the templates of React, Vue and Svelte: each has a list of the elements that it
//! knows, by which it checks them.

use super::surface::{Event, Surface};
use super::types::comment;

/// `jsx.d.ts`, for React 19, which sets properties and takes `on` and an event's name for a
/// listener.
pub(super) fn react(surface: &Surface) -> String {
    format!(
        "// Generated from static/package/surface.json.\n\
         import type {{ ClassAttributes, HTMLAttributes }} from 'react';\nimport type * as gauge from './dist/types.js';\n\n\
         /** The element in JSX: HTML's own attributes, the gauge's attributes and properties, and its events. */\n\
         export interface {class}Props extends Omit<HTMLAttributes<gauge.{class}>, never>, ClassAttributes<gauge.{class}> {{\n  class?: string;\n{}}}\n\n\
         declare module 'react' {{\n  namespace JSX {{\n    interface IntrinsicElements {{\n      '{}': {class}Props;\n    }}\n  }}\n}}\n",
        members(surface),
        surface.tag,
        class = surface.class
    )
}

/// `vue.d.ts`, for the templates of Vue 3.
pub(super) fn vue(surface: &Surface) -> String {
    let listeners: String = surface
        .events
        .iter()
        .map(|event| format!("  '{}': (event: CustomEvent<gauge.{}>) => void;\n", camel(event), event.detail))
        .collect();
    format!(
        "// Generated from static/package/surface.json.\n\
         import type {{ HTMLAttributes, ReservedProps }} from 'vue';\nimport type * as gauge from './dist/types.js';\n\n\
         interface Events {{\n{listeners}}}\n\n\
         /** The element in a template: HTML's own attributes, the gauge's attributes and properties, and its events. */\n\
         export interface {class}Props extends HTMLAttributes, ReservedProps, Partial<Events> {{\n{}}}\n\n\
         declare module 'vue' {{\n  interface GlobalComponents {{\n    '{}': new () => gauge.{class} & {{ $props: {class}Props }};\n  }}\n}}\n",
        members(surface),
        surface.tag,
        class = surface.class
    )
}

/// `svelte.d.ts`, for the templates of Svelte 5.
pub(super) fn svelte(surface: &Surface) -> String {
    format!(
        "// Generated from static/package/surface.json.\n\
         import type {{ HTMLAttributes }} from 'svelte/elements';\nimport type * as gauge from './dist/types.js';\n\n\
         /** The element in a template: HTML's own attributes, the gauge's attributes and properties, and its events. */\n\
         export interface {class}Props extends HTMLAttributes<gauge.{class}> {{\n{}}}\n\n\
         declare module 'svelte/elements' {{\n  interface SvelteHTMLElements {{\n    '{}': {class}Props;\n  }}\n}}\n",
        members(surface),
        surface.tag,
        class = surface.class
    )
}

/// Attributes, properties, and events as `onsecure-score-load`.
fn members(surface: &Surface) -> String {
    let mut out = String::new();
    let mut member = |doc: &str, name: &str, kind: &str| {
        out += &format!("{}  '{name}'?: {kind} | undefined;\n", comment(2, doc));
    };
    for attribute in &surface.attributes {
        let kind = qualified(surface, &attribute.write);
        member(&attribute.description, &attribute.name, &kind);
        if attribute.property != attribute.name {
            member(&attribute.description, &attribute.property, &format!("{kind} | null"));
        }
    }
    for property in &surface.properties {
        if let Some(write) = &property.write {
            member(&property.description, &property.name, &qualified(surface, write));
        }
    }
    for event in &surface.events {
        let listener = format!("((event: CustomEvent<gauge.{}>) => void)", event.detail);
        member(&event.description, &format!("on{}", event.name), &listener);
    }
    out
}

/// A type's text, with each name of our own said to be the gauge's.
fn qualified(surface: &Surface, kind: &str) -> String {
    let own = |word: &str| {
        ["State", "GetToken", "Strings"].contains(&word)
            || surface.unions.iter().any(|union| union.name == word)
            || surface.interfaces.iter().any(|interface| interface.name == word)
    };
    let words = kind.split(" | ").map(|word| if own(word) { format!("gauge.{word}") } else { word.to_owned() });
    words.collect::<Vec<_>>().join(" | ")
}

/// Vue's name for the listener of an event: `onSecureScoreLoad`.
fn camel(event: &Event) -> String {
    let words = event.name.split('-').map(|word| {
        let (first, rest) = word.split_at(1.min(word.len()));
        first.to_uppercase() + rest
    });
    format!("on{}", words.collect::<String>())
}

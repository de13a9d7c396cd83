//! The element as a host page meets it: attributes, properties, methods, life.

mod attributes;
mod changes;
mod checklist;
mod english;
mod late;
mod leaving;
mod life;
mod loading;
mod methods;
mod page_life;
mod presence;
mod properties;
mod unlucky;

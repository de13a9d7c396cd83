//! The public surface, topic by topic, in real browsers: only names that a host page may rely on.

mod builds;
mod element;
mod feed;
mod frame;
mod history;
mod hostile;
mod hosting;
mod look;
mod playground;
mod prerendered;
mod proxy;
mod scene;
mod security;
mod token;

#[path = "../hostile/answers.rs"]
mod corpus;

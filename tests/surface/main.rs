//! The public surface, topic by topic, in real browsers: only names that a host page may rely on.

mod answers;
mod attributes;
mod dist;
mod late;
mod leaving;
mod loading;
mod methods;
mod pages;
mod policy;
mod presence;
mod request;
mod retries;
mod scene;
mod secrecy;
mod semantics;
mod sharing;
mod smoke;
mod soak;
mod sources;
mod stale;
mod token_life;
mod tokens;
mod unauthorized;

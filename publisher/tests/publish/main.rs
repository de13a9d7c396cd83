//! The program as a person runs it, against servers on the loopback.

mod answers;
mod at_once;
mod card;
mod disk;
mod groups;
mod past;
mod provider;
mod proxy;
mod running;
mod scene;
mod sign_in;

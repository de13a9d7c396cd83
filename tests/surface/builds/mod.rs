//! The widget in other people's builds: the packed package in each bundler and framework of
//! `examples/`, as `cargo xtask examples` built them.

mod bundlers;
mod frameworks;
mod msal;
mod node;
mod page;
mod sharepoint;

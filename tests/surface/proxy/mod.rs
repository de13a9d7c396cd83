//! The recipes of `deploy/`, run by the servers that they are for, with a gauge in a browser behind
//! them.

mod load;
mod policy;
mod servers;
mod widget;

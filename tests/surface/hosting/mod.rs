//! What a host deploys.

mod assets;
mod dist;
mod guard;
mod publishing;
mod smoke;

//! What a host deploys.

mod assets;
mod dist;
mod publishing;
mod smoke;

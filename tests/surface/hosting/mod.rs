//! What a host deploys.

mod dist;
mod publishing;
mod smoke;

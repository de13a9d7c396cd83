//! The gauge in an iframe: which pages may hold it, and how page and frame speak with each other.

mod connection;
mod hostile;
mod parents;
mod past;
mod scene;
mod surroundings;
mod tokens;

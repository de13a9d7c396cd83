//! The token: where it goes, who shares it, when it ends.

mod destination;
mod leak;
mod life;
mod secrecy;
mod sharing;
mod tokens;
mod unauthorized;

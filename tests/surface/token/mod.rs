//! The token: where it goes, who shares it, when it ends.

mod allowed;
mod destination;
mod early;
mod heap;
mod interleavings;
mod leak;
mod life;
mod pacing;
mod secrecy;
mod sharing;
mod sign_out;
mod tokens;
mod unauthorized;

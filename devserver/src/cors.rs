//! What pages of other origins may do.

use axum::http::{HeaderName, Method, header};
use tower_http::cors::{Any, CorsLayer};

/// The answer to preflights, and the headers that let a page of another origin read an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cors {
    /// Any origin may ask, with `Authorization` and `Accept`, and read the body.
    #[default]
    Open,
    /// As [`Cors::Open`], and a page may read these headers too.
    Exposing(Vec<HeaderName>),
    /// No preflight is answered and no header added, like a server that knows nothing of CORS.
    Off,
}

impl Cors {
    /// Open, with the headers that the API's own documentation speaks of readable by a page.
    #[must_use]
    pub fn exposing_the_apis_headers() -> Self {
        Self::Exposing(vec![header::RETRY_AFTER, header::WWW_AUTHENTICATE])
    }

    pub(crate) fn layer(&self) -> Option<CorsLayer> {
        let open = CorsLayer::new()
            .allow_origin(Any)
            .allow_methods([Method::GET])
            .allow_headers([header::AUTHORIZATION, header::ACCEPT]);
        match self {
            Self::Open => Some(open),
            Self::Exposing(headers) => Some(open.expose_headers(headers.clone())),
            Self::Off => None,
        }
    }
}

//! Pages made on the spot, and folders.

use std::{convert::Infallible, future::ready, path::PathBuf};

use axum::{
    body::{Body, to_bytes},
    http::{HeaderValue, Method, Request, Response, StatusCode, Uri, header},
};
use tower::{Layer, ServiceExt, service_fn};
use tower_http::{CompressionLevel, compression::CompressionLayer, services::ServeDir};

/// Where the answer comes from.
pub(crate) enum Source {
    /// A page made on the spot.
    Page(String),
    /// A folder, and the path inside it.
    Folder(PathBuf, String),
    /// Nowhere.
    Nothing,
}

/// Beyond this a page is not one that wants a text written into its head.
const LARGEST_PAGE: usize = 4 << 20;

/// Answers from a source. `head_start` is written at the start of every page's head.
pub(crate) async fn serve(source: Source, request: Request<Body>, head_start: &str) -> Response<Body> {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return text(StatusCode::METHOD_NOT_ALLOWED, "Files are read with GET.");
    }
    let is_asset = request.uri().path().contains("/assets/");
    let response = match source {
        Source::Page(html) => {
            let mut response = Response::new(Body::from(html));
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
            response
        }
        Source::Folder(folder, path) => from_folder(folder, &path, request).await,
        Source::Nothing => text(StatusCode::NOT_FOUND, "Nothing is served here."),
    };
    let mut response = if head_start.is_empty() { response } else { with_head_start(response, head_start).await };
    // A rebuilt dist has another name for another asset. For all else a browser asks each time
    // whether it changed.
    let is_asset = is_asset && response.status() == StatusCode::OK;
    let caching = if is_asset { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(caching));
    response
}

/// The same answer, compressed when the asker takes that.
pub(crate) async fn compress(accepted: Option<HeaderValue>, response: Response<Body>) -> Response<Body> {
    let mut request = Request::new(Body::empty());
    if let Some(accepted) = accepted {
        request.headers_mut().insert(header::ACCEPT_ENCODING, accepted);
    }
    let mut response = Some(response);
    let service = service_fn(move |_: Request<Body>| ready(Ok::<_, Infallible>(response.take().unwrap_or_default())));
    // Level 5 keeps up with a person who reloads; the last few percent are a release server's
    // business.
    let layer = CompressionLayer::new().gzip(true).br(true).quality(CompressionLevel::Precise(5));
    let Ok(response) = layer.layer(service).oneshot(request).await;
    response.map(Body::new)
}

async fn from_folder(folder: PathBuf, path: &str, mut request: Request<Body>) -> Response<Body> {
    let Ok(uri) = path.parse::<Uri>() else {
        return text(StatusCode::BAD_REQUEST, "The path is not one that HTTP can carry.");
    };
    *request.uri_mut() = uri;
    let Ok(response) = ServeDir::new(&folder).oneshot(request).await;
    if response.status() == StatusCode::NOT_FOUND {
        return text(StatusCode::NOT_FOUND, "No such file in the served folder.");
    }
    response.map(Body::new)
}

async fn with_head_start(response: Response<Body>, head_start: &str) -> Response<Body> {
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|content_type| content_type.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST_PAGE).await else {
        return text(StatusCode::INTERNAL_SERVER_ERROR, "The page is too large or cannot be read.");
    };
    let mut html = String::from_utf8_lossy(&bytes).into_owned();
    let start = html.find("<head>").map_or(0, |at| at + "<head>".len());
    html.insert_str(start, head_start);
    head.headers.remove(header::CONTENT_LENGTH);
    // The file's own validators would let a browser keep the page without the text.
    head.headers.remove(header::LAST_MODIFIED);
    Response::from_parts(head, Body::from(html))
}

fn text(status: StatusCode, sentence: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(sentence));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

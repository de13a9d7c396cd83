//! One way through for every request: record, preflight, settled answers, failures, API, files.

use std::{
    convert::Infallible,
    future::ready,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{ConnectInfo, State},
    http::{HeaderName, HeaderValue, Method, Request, Response, header},
};
use tower::{Layer, ServiceExt, service_fn};
use tower_http::cors::CorsLayer;

use crate::{
    api, failures, files,
    journal::{Journal, Recorded},
    reply::Reply,
    rules::Rules,
    wire::Wire,
};

/// What handlers and the server's owner share.
pub(crate) struct Shared {
    pub(crate) journal: Journal,
    rules: Mutex<Rules>,
}

impl Shared {
    pub(crate) fn new(rules: Rules) -> Self {
        Self { journal: Journal::new(), rules: Mutex::new(rules) }
    }

    /// A test that failed while it held the rules must not hide its message behind a poisoned lock.
    pub(crate) fn rules(&self) -> MutexGuard<'_, Rules> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const LARGEST_REQUEST: usize = 1 << 20;

pub(crate) async fn handle(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request<Body>,
) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, LARGEST_REQUEST).await.unwrap_or_default();
    let (recorded, entry) = shared.journal.record(&head.method, &head.uri, &head.headers, &body);
    let request = Request::from_parts(head, body);

    let reply = settled(&shared, &recorded);
    let allows_cors = reply.as_ref().is_none_or(Reply::allows_cors);
    let layer = shared.rules().cors(&recorded.path).layer().filter(|_| allows_cors);
    let cors = match layer {
        Some(layer) => Some(cors_part(layer, &recorded).await),
        None => None,
    };
    let mut response = match cors {
        Some(preflight) if recorded.is_preflight() => preflight,
        cors => {
            let mut response = answer(&shared, wire, request, reply).await;
            for (name, value) in cors.iter().flat_map(|part| part.headers()) {
                response.headers_mut().append(name, value.clone());
            }
            response
        }
    };
    {
        let rules = shared.rules();
        rules.apply_headers(&recorded.path, response.headers_mut());
        if !rules.keep_alive {
            // A browser sends a request again by itself when a connection it had kept breaks: with
            // one connection a request, what the journal holds is what the page asked for.
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
    }
    entry.answered(response.status().as_u16());
    response
}

/// The reply that does not come from a file.
fn settled(shared: &Shared, recorded: &Recorded) -> Option<Reply> {
    let mut rules = shared.rules();
    // A preflight never takes an answer that was meant for the request after it.
    let settled = if recorded.is_preflight() { None } else { rules.reply(recorded) };
    settled.or_else(|| failures::play(&recorded.path)).or_else(|| {
        let bearer = api::bearer(recorded.header("authorization"));
        api::play(&recorded.method, &recorded.path, bearer, &rules.time)
    })
}

async fn answer(shared: &Shared, wire: Wire, request: Request<Bytes>, reply: Option<Reply>) -> Response<Body> {
    if let Some(reply) = reply {
        return reply.send(wire).await;
    }
    let (source, head_start, compress) = {
        let rules = shared.rules();
        let path = request.uri().path();
        let source = match (rules.pages.get(path), rules.folder(path)) {
            (Some(html), _) => files::Source::Page(html.clone()),
            (None, Some((folder, inside))) => files::Source::Folder(folder, inside.to_owned()),
            (None, None) => files::Source::Nothing,
        };
        (source, rules.head_start.clone(), rules.compress)
    };
    let accepted = request.headers().get(header::ACCEPT_ENCODING).cloned();
    let response = files::serve(source, request.map(Body::from), &head_start).await;
    if compress { files::compress(accepted, response).await } else { response }
}

/// What the layer answers to a preflight, and what it adds to any other answer.
async fn cors_part(layer: CorsLayer, recorded: &Recorded) -> Response<Body> {
    let mut request = Request::new(Body::empty());
    if recorded.is_preflight() {
        *request.method_mut() = Method::OPTIONS;
    }
    for (name, value) in &recorded.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            request.headers_mut().append(name, value);
        }
    }
    let nothing = service_fn(|_: Request<Body>| ready(Ok::<_, Infallible>(Response::new(Body::empty()))));
    let Ok(response) = layer.layer(nothing).oneshot(request).await;
    response
}

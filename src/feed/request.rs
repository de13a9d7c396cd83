//! One request, from an address to an answer.

use gloo_net::http::Request;
use js_sys::{Date, JsString, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AbortSignal, Headers, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit,
    RequestMode, RequestRedirect, Response,
};

use super::browser;
use super::source::{Address, Source};
use super::token::Token;
use super::{Error, Failure};
use crate::score::{Answer, ApiError, MAX_BYTES};

/// Asks a source for its score.
///
/// # Errors
/// A [`Failure`] for whatever is no status 200 with a score in it.
pub(super) async fn ask(source: &Source, token: Option<&Token>, signal: &AbortSignal) -> Result<Answer, Failure> {
    let (address, cache, bearer) = match source {
        Source::Api(address) => (address, RequestCache::NoStore, token.map(Token::bearer)),
        // A published file is revalidated: a 304 costs its host nothing. No token is for one.
        Source::File(address) => (address, RequestCache::NoCache, None),
        Source::Snapshot(reading) => return Ok(reading.clone().into()),
    };
    let request = build(address.href(), cache, RequestRedirect::Error, bearer.as_ref(), signal);
    let response = browser::fetch(&request.map_err(network)?).await;
    let response = response.map_err(network)?;
    let status = response.status();
    let body = read(&response).await;
    if status == 200 {
        let body = body.map_err(network)?;
        return Answer::decode(&body.0).map_err(|error| Error::InvalidResponse(error).into());
    }
    let problem = ApiError::decode(&body.unwrap_or_default().0);
    Err(Failure {
        error: Error::of_status(status, problem.code.as_deref()),
        // A careless server repeats the token here as well.
        request_id: problem.target.filter(|id| !token.is_some_and(|token| token.shows_in(id))),
        retry_after: retry_after(&response),
    })
}

/// Asks for a published file of past scores: no token, revalidated, and no longer than an answer.
///
/// # Errors
/// A sentence without its end for everything but status 200.
pub(super) async fn history(address: &Address, signal: &AbortSignal) -> Result<Vec<u8>, String> {
    let request = build(address.href(), RequestCache::NoCache, RequestRedirect::Error, None, signal);
    let response = match request {
        Ok(request) => browser::fetch(&request).await,
        Err(error) => Err(error),
    };
    let response = response.map_err(|_| "the request failed".to_owned())?;
    if response.status() != 200 {
        return Err(["expected status 200, but ", &response.status().to_string(), " came"].concat());
    }
    let body = read(&response).await.map_err(|_| "the answer broke off".to_owned())?;
    Ok(body.0.clone())
}

/// Whether an address answers with a redirect: a request that refuses one fails just as one without
/// a network does. No token is sent.
pub(super) async fn redirects(source: &Source, signal: &AbortSignal) -> bool {
    let (Source::Api(address) | Source::File(address)) = source else { return false };
    let Ok(request) = build(address.href(), RequestCache::NoStore, RequestRedirect::Manual, None, signal) else {
        return false;
    };
    browser::fetch(&request).await.is_ok_and(|response| browser::says(&response, "type", "opaqueredirect"))
}

fn build(
    url: &str,
    cache: RequestCache,
    redirect: RequestRedirect,
    bearer: Option<&JsString>,
    signal: &AbortSignal,
) -> Result<web_sys::Request, JsValue> {
    let headers = Headers::new()?;
    browser::header(&headers, "Accept", &JsString::from("application/json"))?;
    if let Some(bearer) = bearer {
        browser::header(&headers, "Authorization", bearer)?;
    }
    // Options that inherit nothing: a page may have put a method or a body on the prototype of all
    // objects. A builder's do.
    let options: RequestInit = browser::bare_object()?.unchecked_into();
    options.set_headers(&headers);
    options.set_mode(RequestMode::Cors);
    options.set_credentials(RequestCredentials::Omit);
    options.set_cache(cache);
    options.set_redirect(redirect);
    options.set_referrer_policy(ReferrerPolicy::NoReferrer);
    options.set_signal(Some(signal));
    let request = web_sys::Request::new_with_str_and_init(url, &options)?;
    Ok(Request::from(request).into())
}

/// The bytes of an answer. A careless server repeats the token in them, so they are wiped.
#[derive(Default)]
struct Body(Vec<u8>);

impl Body {
    /// These bytes and more, in a place of their own: a vector that grows by itself leaves copies
    /// behind.
    fn with(&self, more: &Uint8Array) -> Self {
        let more = Self(more.to_vec());
        Self([self.0.as_slice(), more.0.as_slice()].concat())
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        self.0.fill(0);
        // Else the compiler sees that nobody reads the zeros, and leaves them out.
        std::hint::black_box(&self.0);
    }
}

/// The body, but no more than one byte over the longest that is read, however much the server
/// sends.
async fn read(response: &Response) -> Result<Body, JsValue> {
    let mut body = Body::default();
    let Some(stream) = response.body() else { return Ok(body) };
    let reader = ReadableStreamDefaultReader::new(&stream)?;
    while body.0.len() <= MAX_BYTES {
        let chunk = browser::settle(&reader.read()).await?;
        if Reflect::get(&chunk, &"done".into())?.is_truthy() {
            return Ok(body);
        }
        let bytes: Uint8Array = Reflect::get(&chunk, &"value".into())?.dyn_into()?;
        let room = u32::try_from((MAX_BYTES + 1).saturating_sub(body.0.len())).unwrap_or(0);
        body = body.with(&bytes.subarray(0, bytes.length().min(room)));
    }
    // The rest is not wanted; whether that can be said does not matter.
    let _ = browser::settle(&reader.cancel()).await;
    Ok(body)
}

/// `Retry-After` in milliseconds: seconds, or a date. A page can read it only where the server
/// exposes it.
fn retry_after(response: &Response) -> Option<f64> {
    let text = response.headers().get("Retry-After").ok()??;
    let text = text.trim();
    let wait = match text.parse::<u32>() {
        Ok(seconds) => f64::from(seconds) * 1000.0,
        Err(_) => Date::parse(text) - Date::now(),
    };
    (wait > 0.0).then_some(wait)
}

fn network(_: JsValue) -> Failure {
    Error::Network.into()
}

//! One answer, good or bad.

use std::time::Duration;

use axum::{
    body::Bytes,
    http::{HeaderName, HeaderValue, Response, StatusCode, header},
};

use crate::{api, body::Content, gate::Gate, wire::Wire};

/// An answer to one request: a status, headers, a body, and how the network treats it.
///
/// ```
/// use std::time::Duration;
/// use devserver::Reply;
///
/// let throttled = Reply::error(429, "TooManyRequests").retry_after(30).exposing("retry-after");
/// let slow = Reply::score("822.0").delayed(Duration::from_secs(2));
/// let torn = Reply::score("340").reset_after(20);
/// # let _ = (throttled, slow, torn);
/// ```
#[derive(Clone, Debug)]
pub struct Reply {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    content: Content,
    delay: Duration,
    gate: Option<Gate>,
    fate: Fate,
    cors: bool,
}

/// Whether the head is sent at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Sent,
    Never,
    Reset,
}

impl Reply {
    /// An answer with no body.
    ///
    /// # Panics
    /// If the status is not between 100 and 999.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self {
            status: StatusCode::from_u16(status).expect("a status is a number between 100 and 999"),
            headers: Vec::new(),
            content: Content::Bytes(Bytes::new()),
            delay: Duration::ZERO,
            gate: None,
            fate: Fate::Sent,
            cors: true,
        }
    }

    /// An answer with a body of any type.
    #[must_use]
    pub fn new(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        let mut reply = Self::status(status).header("content-type", content_type);
        reply.content = Content::Bytes(body.into());
        reply
    }

    /// A JSON answer, typed as the API types its own.
    #[must_use]
    pub fn json(status: u16, body: impl Into<Bytes>) -> Self {
        Self::new(status, "application/json; odata.metadata=minimal", body)
    }

    /// The documented answer, to the byte.
    #[must_use]
    pub fn documented() -> Self {
        Self::json(200, api::SCORE_ANSWER)
    }

    /// The documented answer with another score, written as JSON writes it.
    #[must_use]
    pub fn score(score: &str) -> Self {
        Self::json(200, api::score_answer(score, api::SCORE_TIME))
    }

    /// The documented error body of a code, see [`api::ERRORS`].
    #[must_use]
    pub fn error(status: u16, code: &str) -> Self {
        Self::json(status, api::error_body(code))
    }

    /// A redirect (302) to another place.
    #[must_use]
    pub fn redirect(location: &str) -> Self {
        Self::status(302).header("location", location)
    }

    /// Takes the request and never answers; the connection stays open.
    #[must_use]
    pub fn never() -> Self {
        Self { fate: Fate::Never, ..Self::status(200) }
    }

    /// Answers with a TCP reset.
    #[must_use]
    pub fn reset() -> Self {
        Self { fate: Fate::Reset, ..Self::status(200) }
    }

    /// A good head, and then a body without end.
    #[must_use]
    pub fn endless() -> Self {
        let mut reply = Self::json(200, "");
        reply.content = Content::Endless;
        reply
    }

    /// A good head, and then white space of this many bytes.
    #[must_use]
    pub fn huge(bytes: usize) -> Self {
        let mut reply = Self::json(200, "");
        reply.content = Content::Huge(bytes);
        reply
    }

    /// Sends the head and this many bytes of the body, and then resets the connection.
    #[must_use]
    pub fn reset_after(self, bytes: usize) -> Self {
        let kept = self.first(bytes);
        Self { content: Content::Reset(kept), ..self }
    }

    /// Sends the head and this many bytes of the body, and then nothing, with the connection open.
    #[must_use]
    pub fn stalled_after(self, bytes: usize) -> Self {
        let kept = self.first(bytes);
        Self { content: Content::Stalled(kept), ..self }
    }

    /// Promises the whole body in `Content-Length`, sends this many bytes of it, and closes.
    #[must_use]
    pub fn truncated_after(self, bytes: usize) -> Self {
        let whole = self.first(usize::MAX).len();
        let kept = self.first(bytes);
        Self { content: Content::Truncated(kept, whole), ..self }
    }

    /// Adds a header; one name may come several times.
    ///
    /// # Panics
    /// If HTTP cannot carry the name or the value.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::try_from(name).expect("a header's name in plain ASCII");
        let value = HeaderValue::try_from(value).expect("a header's value in visible characters");
        self.headers.push((name, value));
        self
    }

    /// Replaces the content type; an empty one takes it away.
    #[must_use]
    pub fn content_type(mut self, content_type: &str) -> Self {
        self.headers.retain(|(name, _)| name != header::CONTENT_TYPE);
        if content_type.is_empty() { self } else { self.header("content-type", content_type) }
    }

    /// Asks the caller to wait, in seconds.
    #[must_use]
    pub fn retry_after(self, seconds: u64) -> Self {
        self.header("retry-after", &seconds.to_string())
    }

    /// Lets a page of another origin read these headers, written with commas between.
    #[must_use]
    pub fn exposing(self, headers: &str) -> Self {
        self.header("access-control-expose-headers", headers)
    }

    /// Leaves out every CORS header of this one answer.
    #[must_use]
    pub fn without_cors(self) -> Self {
        Self { cors: false, ..self }
    }

    /// Waits before the head is sent.
    #[must_use]
    pub fn delayed(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// Waits for the gate before the head is sent.
    #[must_use]
    pub fn held(self, gate: &Gate) -> Self {
        Self { gate: Some(gate.clone()), ..self }
    }

    pub(crate) fn allows_cors(&self) -> bool {
        self.cors
    }

    pub(crate) async fn send(self, wire: Wire) -> Response<axum::body::Body> {
        if !self.delay.is_zero() {
            tokio::time::sleep(self.delay).await;
        }
        if let Some(gate) = &self.gate {
            gate.opened().await;
        }
        match self.fate {
            Fate::Sent => (),
            Fate::Never => std::future::pending().await,
            Fate::Reset => wire.cut(),
        }
        let promised = self.content.promised_length();
        let mut response = Response::new(self.content.into_body(wire));
        *response.status_mut() = self.status;
        for (name, value) in self.headers {
            response.headers_mut().append(name, value);
        }
        if let Some(length) = promised {
            response.headers_mut().insert(header::CONTENT_LENGTH, length.into());
        }
        response
    }

    fn first(&self, bytes: usize) -> Bytes {
        match &self.content {
            Content::Bytes(whole) => whole.slice(..bytes.min(whole.len())),
            _ => Bytes::new(),
        }
    }
}

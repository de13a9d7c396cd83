//! Bodies that no good server sends.

use std::{convert::Infallible, io, time::Duration};

use axum::body::{Body, Bytes};
use futures_util::stream::{self, StreamExt};

use crate::wire::Wire;

/// What follows the head of an answer.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// These bytes.
    Bytes(Bytes),
    /// This many bytes of white space.
    Huge(usize),
    /// White space for as long as the reader reads.
    Endless,
    /// These bytes, and then nothing more, with the connection held open.
    Stalled(Bytes),
    /// These bytes, with a length in the head that promises more, and then an orderly end.
    Truncated(Bytes, usize),
    /// These bytes, and then a TCP reset.
    Reset(Bytes),
}

const CHUNK: usize = 16 * 1024;

/// Long enough for a reader on the loopback to have taken the bytes: a reset throws away what was
/// not yet read.
const BEFORE_RESET: Duration = Duration::from_millis(50);

impl Content {
    pub(crate) fn into_body(self, wire: Wire) -> Body {
        let spaces = || Bytes::from(vec![b' '; CHUNK]);
        match self {
            Self::Bytes(bytes) => Body::from(bytes),
            Self::Huge(length) => Body::from(vec![b' '; length]),
            Self::Endless => Body::from_stream(stream::repeat(spaces()).map(Ok::<_, Infallible>)),
            Self::Stalled(bytes) => {
                Body::from_stream(stream::once(async { Ok::<_, Infallible>(bytes) }).chain(stream::pending()))
            }
            Self::Truncated(bytes, _) => broken(bytes, || ()),
            Self::Reset(bytes) => broken(bytes, move || wire.cut()),
        }
    }

    /// The length that the head promises, where it is not the body's own.
    pub(crate) fn promised_length(&self) -> Option<usize> {
        match self {
            Self::Truncated(_, promised) => Some(*promised),
            _ => None,
        }
    }
}

/// The bytes, then `end`, then the error that makes hyper drop the connection.
fn broken(bytes: Bytes, end: impl FnOnce() + Send + 'static) -> Body {
    let first = stream::once(async { Ok(bytes) });
    let last = stream::once(async move {
        tokio::time::sleep(BEFORE_RESET).await;
        end();
        Err(io::Error::other("the answer ends here, as the test asked"))
    });
    Body::from_stream(first.chain(last))
}

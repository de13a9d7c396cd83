//! A running server.

use std::{
    fmt, io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    sync::Arc,
    thread::JoinHandle,
    time::Duration,
};

use axum::{
    Router,
    http::{HeaderMap, HeaderName, HeaderValue},
};
use tokio::sync::oneshot;

use crate::{
    api::Time,
    cors::Cors,
    handler::{self, Shared},
    journal::{Outcome, Recorded},
    reply::Reply,
    rules::Rules,
    wire::{Wire, Wires},
};

/// How to start a server.
#[derive(Clone, Debug)]
#[must_use]
pub struct Options {
    dist: Option<PathBuf>,
    port: u16,
    compress: bool,
    keep_alive: bool,
    patience: Duration,
}

impl Options {
    /// No folder, any free port, compression, one connection a request, 10 seconds of patience.
    pub fn new() -> Self {
        Self { dist: None, port: 0, compress: true, keep_alive: false, patience: Duration::from_secs(10) }
    }

    /// The folder served at `/`.
    pub fn dist(mut self, folder: impl Into<PathBuf>) -> Self {
        self.dist = Some(folder.into());
        self
    }

    /// The port; 0 takes any free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Whether files are compressed for those who take that.
    pub fn compression(mut self, on: bool) -> Self {
        self.compress = on;
        self
    }

    /// Whether connections carry more than one request. Off, the journal never holds a request that
    /// a browser sent again by itself over a broken connection.
    pub fn keep_alive(mut self, on: bool) -> Self {
        self.keep_alive = on;
        self
    }

    /// How long [`Server::request`] and its like wait.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Starts the server on the loopback, on a thread of its own.
    ///
    /// # Errors
    /// The port is taken ([`io::ErrorKind::AddrInUse`]) or the system has no socket or thread left.
    pub fn start(self) -> io::Result<Server> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let rules = Rules {
            folders: self.dist.map(|dist| ("/".to_owned(), dist)).into_iter().collect(),
            compress: self.compress,
            keep_alive: self.keep_alive,
            ..Rules::default()
        };
        let shared = Arc::new(Shared::new(rules));
        let (stop, stopped) = oneshot::channel::<()>();
        // A runtime of its own: it serves while a test blocks, and dropping it drops every
        // connection.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let app = Router::new().fallback(handler::handle).with_state(shared.clone());
        let thread = std::thread::Builder::new().name("devserver".to_owned()).spawn(move || {
            runtime.block_on(async move {
                let listener = Wires(tokio::net::TcpListener::from_std(listener)?);
                tokio::select! {
                    served = axum::serve(listener, app.into_make_service_with_connect_info::<Wire>()) => served,
                    _ = stopped => Ok(()),
                }
            })
        })?;
        Ok(Server { address, shared, patience: self.patience, running: Some((stop, thread)) })
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

/// A running server. Dropped is stopped: when `drop` returns, its port is closed and every
/// connection gone.
#[must_use = "a server stops when it is dropped"]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    patience: Duration,
    running: Option<(oneshot::Sender<()>, JoinHandle<io::Result<()>>)>,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            drop(stop);
            // A thread that panicked has told so already.
            let _ = thread.join();
        }
    }
}

impl Server {
    /// `http://127.0.0.1:port`.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address of a path on this server; the path starts with a slash.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// The port it listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Waits until the server ends by itself, which it does on failure only.
    ///
    /// # Errors
    /// Whatever made it end.
    pub fn wait(mut self) -> io::Result<()> {
        let Some((_stop, thread)) = self.running.take() else { return Ok(()) };
        thread.join().unwrap_or_else(|_| Err(io::Error::other("the server's thread panicked")))
    }

    /// Serves a page made on the spot.
    pub fn page(&self, path: &str, html: impl Into<String>) {
        self.shared.rules().pages.insert(path.to_owned(), html.into());
    }

    /// Serves a folder below a path; the longest fitting path wins.
    pub fn directory(&self, path: &str, folder: impl Into<PathBuf>) {
        self.shared.rules().folders.push((path.to_owned(), folder.into()));
    }

    /// Writes a text at the start of the head of every page served from now on.
    pub fn head_start(&self, html: impl Into<String>) {
        self.shared.rules().head_start = html.into();
    }

    /// The `time` of the API's own answers from now on.
    pub fn time(&self, time: Time) {
        self.shared.rules().time = time;
    }

    /// Answers every request to exactly this path so, in place of a file or the API.
    pub fn reply(&self, path: &str, reply: Reply) {
        self.answer_with(path, move |_| reply.clone());
    }

    /// Answers the next requests to exactly this path so, one each; after them the path answers as
    /// before.
    pub fn replies(&self, path: &str, replies: impl IntoIterator<Item = Reply>) {
        self.shared.rules().routes.entry(path.to_owned()).or_default().queue.extend(replies);
    }

    /// Answers every request to exactly this path with what the function makes of it.
    pub fn answer_with(&self, path: &str, answer: impl Fn(&Recorded) -> Reply + Send + Sync + 'static) {
        self.shared.rules().routes.entry(path.to_owned()).or_default().then = Some(Arc::new(answer));
    }

    /// Takes back what was settled for exactly this path.
    pub fn as_before(&self, path: &str) {
        self.shared.rules().routes.remove(path);
    }

    /// Sets a header of every answer below a path; the longest fitting path wins.
    ///
    /// # Panics
    /// If HTTP cannot carry the name or the value.
    pub fn header(&self, prefix: &str, name: &str, value: &str) {
        let name = HeaderName::try_from(name).expect("a header's name in plain ASCII");
        let value = HeaderValue::try_from(value).expect("a header's value in visible characters");
        self.shared.rules().set_header(prefix, name, Some(value));
    }

    /// The value that [`Server::header`] gave a header for a path, if it did.
    #[must_use]
    pub fn header_set(&self, path: &str, name: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        self.shared.rules().apply_headers(path, &mut headers);
        headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
    }

    /// Says what pages of other origins may do below a path; the longest fitting path wins.
    pub fn cors(&self, prefix: &str, cors: Cors) {
        self.shared.rules().set_cors(prefix, cors);
    }

    /// Everything received until now, preflights and files too, in the order it came.
    #[must_use]
    pub fn received(&self) -> Vec<Recorded> {
        self.shared.journal.all()
    }

    /// Everything received at exactly this path until now, without preflights.
    #[must_use]
    pub fn requests(&self, path: &str) -> Vec<Recorded> {
        self.shared.journal.to(path)
    }

    /// Counts from now on as if nothing had come before.
    pub fn forget_requests(&self) {
        self.shared.journal.forget();
    }

    /// Waits for the `nth` request (from 1) to exactly this path, preflights not counted.
    ///
    /// # Panics
    /// When patience ends, with everything that came instead.
    pub async fn request(&self, path: &str, nth: usize) -> Recorded {
        self.wait_for(path, nth, |_| true).await
    }

    /// Waits until the head of the answer to the `nth` request to exactly this path was sent.
    ///
    /// # Panics
    /// When patience ends, with everything that came instead.
    pub async fn answered(&self, path: &str, nth: usize) -> Recorded {
        self.wait_for(path, nth, |request| matches!(request.outcome, Outcome::Answered(_))).await
    }

    /// Waits until the asker of the `nth` request to exactly this path went away without an answer.
    ///
    /// # Panics
    /// When patience ends, with everything that came instead.
    pub async fn abandoned(&self, path: &str, nth: usize) -> Recorded {
        self.wait_for(path, nth, |request| request.outcome == Outcome::Abandoned).await
    }

    async fn wait_for(&self, path: &str, nth: usize, wanted: impl Fn(&Recorded) -> bool) -> Recorded {
        match self.shared.journal.wait(path, nth, self.patience, wanted).await {
            Ok(recorded) => recorded,
            Err(sentence) => panic!("{sentence}"),
        }
    }
}

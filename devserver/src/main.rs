//! Serves a built `dist/` with the played API beside it, for a person at a browser.

use std::{io, path::PathBuf, process::ExitCode};

use clap::{Parser, ValueEnum};
use devserver::{Cors, Options, Server, api::Time, failures::FAILURES};

/// Serves a built dist folder on the loopback, and plays the score's API at /api/ beside it.
#[derive(Parser)]
#[command(after_help = failures_help())]
struct Arguments {
    /// The folder to serve
    #[arg(long, default_value = "dist")]
    dist: PathBuf,
    /// The port; when it is busy the next free one is taken
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The time that the API's answers carry
    #[arg(long, value_enum, default_value_t = TimeArgument::Documented)]
    time: TimeArgument,
    /// A header for every answer below a path, such as '/:Content-Security-Policy: default-src ...'
    #[arg(long, value_name = "PATH:NAME: VALUE", value_parser = parse_header)]
    header: Vec<(String, String, String)>,
    /// Answer no preflight and send no CORS header
    #[arg(long)]
    no_cors: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum TimeArgument {
    /// The instant of Microsoft's sample
    Documented,
    /// The moment of the answer
    Now,
}

fn failures_help() -> String {
    let names: String = FAILURES.iter().map(|failure| format!("  {:<18}{}\n", failure.name, failure.what)).collect();
    format!("Failures on request, with api-base=\"/fail/NAME\" or any status as the name:\n{names}")
}

fn parse_header(text: &str) -> Result<(String, String, String), String> {
    let mut parts = text.splitn(3, ':').map(str::trim);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(path), Some(name), Some(value)) if path.starts_with('/') && !name.is_empty() => {
            Ok((path.to_owned(), name.to_owned(), value.to_owned()))
        }
        _ => Err("expected a path, a name and a value, such as '/:X-Frame-Options: DENY'".to_owned()),
    }
}

/// Takes the port or the next free one after it.
fn start(options: &Options, port: u16) -> io::Result<Server> {
    let mut next = port;
    loop {
        match options.clone().port(next).start() {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && next < u16::MAX => next += 1,
            started => return started,
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if !arguments.dist.is_dir() {
        eprintln!(
            "There is no folder {}: build it with `trunk build --release`, or name another with --dist.",
            arguments.dist.display()
        );
        return ExitCode::FAILURE;
    }
    let options = Options::new().dist(&arguments.dist).keep_alive(true);
    let server = match start(&options, arguments.port) {
        Ok(server) => server,
        Err(error) => {
            eprintln!("No port from {} on can be listened on: {error}.", arguments.port);
            return ExitCode::FAILURE;
        }
    };
    if matches!(arguments.time, TimeArgument::Now) {
        server.time(Time::Now);
    }
    for (prefix, name, value) in &arguments.header {
        server.header(prefix, name, value);
    }
    server.cors("/", if arguments.no_cors { Cors::Off } else { Cors::exposing_the_apis_headers() });
    if arguments.port != 0 && server.port() != arguments.port {
        println!("Port {} is busy, so this is port {}.", arguments.port, server.port());
    }
    println!("Serving {} at {} (Ctrl-C ends it).", arguments.dist.display(), server.url("/"));
    match server.wait() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The server ended: {error}.");
            ExitCode::FAILURE
        }
    }
}

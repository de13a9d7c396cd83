//! `cargo xtask demo`: the widget on its demo page, a moment after cloning.

use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{browser, dist, port, run, setup, workspace};

/// The port if nobody names one.
const PORT: u16 = 8080;
/// Compiling the server the first time is the longest that starting it can take.
const LIMIT: Duration = Duration::from_secs(15 * 60);

/// What the command line asked for.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    open: bool,
    port: u16,
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let options = parse(arguments)?;
    let path = setup::for_build()?;
    println!("building the widget (the first time about 1 minute, later seconds)");
    dist::build(&path)?;
    println!("building the server (the first time about 1 minute, later seconds)");
    build_server()?;
    let port = port::free_from(options.port)?;
    if port != options.port {
        println!("port {} is busy: taking {port}", options.port);
    }
    serve(port, options.open)
}

fn parse(arguments: &[String]) -> Result<Options> {
    let mut options = Options { open: true, port: PORT };
    let mut rest = arguments.iter().map(String::as_str);
    while let Some(argument) = rest.next() {
        match argument {
            "--no-open" => options.open = false,
            "--port" => {
                let value = rest.next().context("expected a number after --port, got nothing")?;
                options.port = value.parse().with_context(|| format!("expected a port after --port, got `{value}`"))?;
            }
            other => bail!("expected --no-open or --port N, got `{other}`"),
        }
    }
    Ok(options)
}

/// Compiles the development server.
pub(crate) fn build_server() -> Result<()> {
    let mut build = workspace::cargo();
    build.args(["build", "--package", "devserver"]);
    run::quietly("build devserver", &mut build, LIMIT)?;
    Ok(())
}

/// The development server on `port`, not yet started.
pub(crate) fn server(port: u16) -> Command {
    let mut command = workspace::cargo();
    command
        .args(["run", "--quiet", "--package", "devserver", "--", "--dist"])
        .arg(workspace::dist())
        .args(["--port", &port.to_string()])
        .stdin(Stdio::null());
    command
}

fn serve(port: u16, open: bool) -> Result<()> {
    let mut child = server(port).stdout(Stdio::null()).spawn().context("cannot start the development server")?;
    wait_until_it_answers(&mut child, port)?;
    let address = format!("http://127.0.0.1:{port}/");
    println!("\nthe demo is at {address}\nstop it with Ctrl-C");
    if open && !browser::open(&address) {
        println!("no browser could be opened: please open that address yourself");
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("the development server ended ({status})");
    }
    Ok(())
}

/// Waits for the server's port to take connections.
pub(crate) fn wait_until_it_answers(child: &mut Child, port: u16) -> Result<()> {
    let start = Instant::now();
    while TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], port))).is_err() {
        if let Some(status) = child.try_wait()? {
            bail!("the development server ended before it answered ({status})");
        }
        if start.elapsed() > Duration::from_secs(60) {
            run::kill_tree(child);
            bail!("the development server did not answer on port {port} within 60 s");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_words(line: &str) -> Result<Options> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn reads_the_options() -> Result<()> {
        assert_eq!(parse_words("")?, Options { open: true, port: PORT });
        assert_eq!(parse_words("--no-open --port 9000")?, Options { open: false, port: 9000 });
        Ok(())
    }

    #[test]
    fn says_what_it_expected() {
        for (line, expected) in [("--port", "got nothing"), ("--port x", "`x`"), ("--prot 1", "`--prot`")] {
            let text = parse_words(line).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(text.contains(expected), "{line}: {text}");
        }
    }
}

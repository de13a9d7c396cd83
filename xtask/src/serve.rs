//! `cargo xtask serve`: trunk's own server, which rebuilds at each change, and the played API
//! behind its proxy.

use anyhow::{Context, Result, bail};

use crate::{demo, dist, port, run, setup};

/// Where `Trunk.toml` sends `/api`.
const API_PORT: u16 = 8090;

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments("serve", arguments)?;
    let path = setup::for_build()?;
    demo::build_server()?;
    if port::free_from(API_PORT)? != API_PORT {
        bail!(
            "expected port {API_PORT} to be free for the played API, to which Trunk.toml sends requests; it is in use"
        );
    }
    let mut api = demo::server(API_PORT).spawn().context("cannot start the development server")?;
    demo::wait_until_it_answers(&mut api, API_PORT)?;
    let status = dist::trunk(&path).arg("serve").status();
    run::kill_tree(&mut api);
    let status = status.context("cannot start trunk")?;
    if !status.success() {
        bail!("trunk ended ({status})");
    }
    Ok(())
}

//! What the commands need on a machine that has Rust and a network.
//!
//! One file per tool. Each looks first, and installs only what is missing or of the wrong version;
//! it says what it installs and how long that takes, and a second run finds everything in place.

mod apt;
mod browsers;
mod cargo_tool;
mod deny;
mod geckodriver;
mod node;
pub(crate) mod node_tool;
mod paths;
mod recipes;
mod search_path;
mod trunk;
mod wasm_bindgen;
mod wasm_target;

use anyhow::Result;

pub(crate) use browsers::CHROMIUM;
pub(crate) use cargo_tool::CargoTool;
pub(crate) use node::{npm, packages};
pub(crate) use paths::home;
pub(crate) use search_path::SearchPath;

/// `cargo xtask setup`: everything, for the build and for the tests.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments("setup", arguments)?;
    for_tests()?;
    println!("everything is in place");
    Ok(())
}

/// What `trunk build` needs. The answer is the `PATH` on which each tool is found in the right
/// version.
pub(crate) fn for_build() -> Result<SearchPath> {
    let mut path = SearchPath::from_environment();
    wasm_target::ensure()?;
    paths::ensure()?;
    node::ensure()?;
    put_first(&mut path, &[wasm_bindgen::tool()?, trunk::tool()])?;
    Ok(path)
}

/// What the tests need beyond that: browsers, their drivers and the dependency checker.
pub(crate) fn for_tests() -> Result<SearchPath> {
    browsers::ensure()?;
    recipes::ensure()?;
    let mut path = for_build()?;
    node::test_tools("publisher/tests/provider")?;
    node::test_tools("deploy/checks")?;
    put_first(&mut path, &[geckodriver::tool(), deny::tool()])?;
    Ok(path)
}

/// Has tools found in the wanted version, whatever other versions are on this machine.
fn put_first(path: &mut SearchPath, tools: &[CargoTool]) -> Result<()> {
    for tool in tools {
        path.put_first(&tool.ensure()?);
    }
    path.put_first(&cargo_tool::own_bin());
    Ok(())
}

/// What trunk's hooks need.
pub(crate) fn for_hook() -> Result<()> {
    paths::ensure()?;
    node::ensure()
}

/// What compiling for other systems needs: their standard libraries, and C compilers for what is
/// written in C.
pub(crate) fn for_other_systems(targets: &[&str]) -> Result<()> {
    recipes::ensure_compilers()?;
    targets.iter().try_for_each(|target| wasm_target::ensure_target(target))
}

/// The tools that trunk itself looks for on `PATH`, for the check before a build.
pub(crate) fn of_trunk() -> Result<Vec<CargoTool>> {
    Ok(vec![wasm_bindgen::tool()?])
}

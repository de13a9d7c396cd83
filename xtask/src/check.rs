//! `cargo xtask check-tools`: trunk's hook before each build.
//!
//! trunk takes a tool from `PATH` only in the exact version, and downloads it otherwise, which the
//! trunk of our set-up cannot: this says beforehand what is wrong and what to do. It does not stop
//! a build for that, since another trunk may well be able to download. What our own hook after the
//! build needs is installed here.

use anyhow::Result;

use crate::setup;

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    crate::no_arguments("check-tools", arguments)?;
    setup::for_hook()?;
    for tool in setup::of_trunk()? {
        let found = tool.versions_on_path();
        // trunk looks at the first one only.
        if found.first() != Some(&tool.version) {
            let found = found.first().map_or("none", String::as_str);
            eprintln!(
                "note: trunk needs {} {} first on PATH and finds {found}; \
                 `cargo xtask dist` and `cargo xtask serve` install it and find it by themselves",
                tool.program, tool.version
            );
        }
    }
    Ok(())
}

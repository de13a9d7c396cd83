//! terser, from `package.json`: it makes of a bundle what is a fiftieth smaller than esbuild's.

use std::path::Path;

use anyhow::Result;

use super::node_tool;

const NAME: &str = "terser";

/// What may be taken for granted of a module, and how hard to look.
const FLAGS: [&str; 6] =
    ["--module", "--toplevel", "--ecma=2022", "--compress=passes=3,hoist_funs=true", "--mangle", "--output"];

/// Minifies a module in place, and puts a line before it.
pub(super) fn minify(file: &Path, first_line: &str) -> Result<()> {
    let mut command = node_tool::command(NAME);
    command.arg(file).args(FLAGS).arg(file);
    node_tool::run(NAME, &mut command)?;
    std::fs::write(file, [first_line, "\n", &std::fs::read_to_string(file)?].concat())?;
    Ok(())
}

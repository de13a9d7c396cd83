//! The folder that `npm pack` makes the package of.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use super::surface::Surface;
use super::{VERSION, editor, manifest, tables, templates, types};
use crate::packaging::ELEMENT;
use crate::{run, setup, workspace};

/// What of `dist/` is of use to those who embed the widget: all but the pages that show it off.
const LEFT_OUT: [&str; 8] =
    ["index.html", "gallery", "restyled", "playground/", "sample/", "help/playground", "element.js", "frame.json"];

/// The archive's name.
pub(super) fn archive() -> String {
    format!("secure-score-gauge-{VERSION}.tgz")
}

/// Writes the package's folder, and packs it into `to`.
pub(super) fn pack(dist: &Path, to: &Path) -> Result<()> {
    let folder = workspace::target().join("npm");
    assemble(dist, &folder)?;
    let mut npm = setup::npm();
    npm.current_dir(&folder).args(["pack", "--ignore-scripts", "--silent", "--pack-destination"]).arg(to);
    run::quietly("npm pack", &mut npm, Duration::from_secs(120))?;
    Ok(())
}

fn assemble(dist: &Path, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    for file in workspace::files(dist)? {
        if !LEFT_OUT.iter().any(|start| file.starts_with(start)) {
            write(&folder.join("dist").join(&file), &fs::read(dist.join(&file))?)?;
        }
    }
    let element = workspace::scratch()?.join(ELEMENT);
    let element =
        fs::read(&element).with_context(|| format!("expected a release build to write {}", element.display()))?;
    write(&folder.join("dist").join(ELEMENT), &element)?;
    let own = workspace::root().join("static/package");
    for file in ["define.js", "secure-score-frame.d.ts"] {
        write(&folder.join("dist").join(file), &fs::read(own.join(file))?)?;
    }
    for file in ["README.md", "types-only.js"] {
        write(&folder.join(file), &fs::read(own.join(file))?)?;
    }
    for file in ["LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"] {
        write(&folder.join(file), &fs::read(workspace::root().join(file))?)?;
    }
    write(&folder.join("package.json"), package(&fs::read_to_string(own.join("package.json"))?)?.as_bytes())?;
    generated(folder)
}

/// What is made from the table of the surface.
fn generated(folder: &Path) -> Result<()> {
    let surface = Surface::read()?;
    let entry = types::entry(&surface);
    let texts = [
        ("dist/types.d.ts", types::types(&surface)),
        ("dist/element.d.ts", entry.clone()),
        ("dist/define.d.ts", entry),
        ("jsx.d.ts", templates::react(&surface)),
        ("vue.d.ts", templates::vue(&surface)),
        ("svelte.d.ts", templates::svelte(&surface)),
        ("custom-elements.json", pretty(&manifest::manifest(&surface))?),
        ("vscode.html-custom-data.json", pretty(&editor::html(&surface))?),
        ("vscode.css-custom-data.json", pretty(&editor::css(&surface))?),
    ];
    for (file, text) in texts {
        write(&folder.join(file), text.as_bytes())?;
    }
    let readme = folder.join("README.md");
    let text = tables::renewed(&fs::read_to_string(&readme)?, &surface)?;
    write(&readme, text.as_bytes())
}

/// `package.json` with the version of this workspace. The order of its members matters.
fn package(template: &str) -> Result<String> {
    let (before, after) =
        template.split_once("0.0.0").context("expected the version 0.0.0 in static/package/package.json")?;
    Ok([before, VERSION, after].concat())
}

pub(super) fn pretty(value: &Value) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

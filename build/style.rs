//! The style sheets of a card for whoever draws one without the element's script, which has its own
//! from the same files.

use std::error::Error;
use std::path::Path;

/// What a card with a score needs, as long as nothing goes wrong.
const SCORE: [&str; 2] = ["static/element/skeleton.css", "static/element/card.css"];
/// The rest, which follows it.
const NOTICE: &str = "static/element/notice.css";

/// Writes them without comments and blanks: that of a card with a score, and that of any.
pub(super) fn write() -> Result<(), Box<dyn Error>> {
    let folder = std::env::var("OUT_DIR")?;
    let mut sheet = String::new();
    for file in SCORE {
        sheet += &read(file)?;
    }
    std::fs::write(Path::new(&folder).join("score.css"), minified(&sheet)?)?;
    sheet += &read(NOTICE)?;
    std::fs::write(Path::new(&folder).join("card.css"), minified(&sheet)?)?;
    Ok(())
}

fn read(file: &str) -> Result<String, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={file}");
    std::fs::read_to_string(file).map_err(|error| format!("cannot read {file}: {error}").into())
}

fn minified(sheet: &str) -> Result<String, Box<dyn Error>> {
    Ok(minifier::css::minify(sheet)?.to_string().trim().to_owned())
}

//! Where files are written: each at a place of its own.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::folder::{self, LOCK};
use crate::publication::{HISTORY, SNAPSHOT};

/// The path of the card, if one is wanted.
///
/// # Errors
/// The card or the health file would take the place of another file: the history is nowhere else.
pub(crate) fn card_path(arguments: &Arguments, out: &Path) -> Result<Option<PathBuf>, Failure> {
    // A name alone is one of the published files.
    let in_out = |html: &Path| if html.components().count() == 1 { out.join(html) } else { html.to_owned() };
    let card = arguments.html.as_deref().map(in_out);
    let own = [SNAPSHOT, HISTORY, LOCK].map(|name| out.join(name));
    let mut taken: Vec<_> = own.iter().flat_map(|path| [resolved(path), resolved(&folder::staging(path))]).collect();
    for (setting, path) in [("--health-file", &arguments.health_file), ("--html", &card)] {
        let Some(path) = path else { continue };
        let place = resolved(path);
        if taken.iter().any(|other| is_same(other, &place)) {
            return Err(Failure::settings(format!(
                "{setting}: expected a file of its own, but {} is one that the publisher writes anyway: name another file",
                path.display()
            )));
        }
        taken.push(place);
    }
    Ok(card)
}

/// One spelling for each place, as far as folders and links are there already.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut place = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                place.pop();
            }
            Component::Normal(name) => {
                place.push(name);
                place = fs::canonicalize(&place).unwrap_or(place);
            }
            _ => place.push(part),
        }
    }
    place
}

/// Whether two places are one. On many systems the case of a name makes no difference.
fn is_same(one: &Path, other: &Path) -> bool {
    let (Some(name), Some(other_name)) = (one.file_name(), other.file_name()) else { return false };
    name.eq_ignore_ascii_case(other_name) && one.parent() == other.parent()
}

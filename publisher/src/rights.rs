//! What is published is for a web server to read, whatever the mask of who publishes.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Makes a folder and those above it. Only what is made here gets rights: folders that were there
/// are somebody else's.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    // The parent of a mere name is the empty path, which stands for the current folder.
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        make_folder(parent)?;
    }
    match fs::create_dir(folder) {
        Ok(()) => let_others_enter(folder),
        // Another publisher was faster.
        Err(_) if folder.is_dir() => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn let_others_enter(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    // A folder whose files go to its group hands that on to what is made in it.
    let inherited = fs::metadata(folder)?.permissions().mode() & 0o7000;
    fs::set_permissions(folder, fs::Permissions::from_mode(inherited | 0o755))
}

#[cfg(not(unix))]
fn let_others_enter(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Gives a file its rights before it replaces an old one, which hands its own on.
#[cfg(unix)]
pub(crate) fn permit(staged: &File, old: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(old).map_or(0o644, |old| old.permissions().mode() & 0o777);
    staged.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub(crate) fn permit(_: &File, _: &Path) -> io::Result<()> {
    Ok(())
}

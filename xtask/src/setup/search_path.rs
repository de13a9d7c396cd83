//! The `PATH` that a tool of ours is started with.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::workspace;

/// Folders in which programs are looked for, first come first served.
#[derive(Debug, Clone)]
pub(crate) struct SearchPath(Vec<PathBuf>);

impl SearchPath {
    /// The caller's own `PATH`, and behind it the folder of servers such as nginx, which not
    /// everybody has on theirs.
    pub(crate) fn from_environment() -> Self {
        let path = std::env::var_os("PATH").unwrap_or_default();
        Self(std::env::split_paths(&path).chain(["/usr/sbin".into()]).collect())
    }

    /// Makes `folder` the first one; a folder that is the first already is not repeated.
    pub(crate) fn put_first(&mut self, folder: &Path) {
        if self.0.first().is_none_or(|first| first != folder) {
            self.0.insert(0, folder.to_path_buf());
        }
    }

    /// Every file called `program`, in order.
    pub(crate) fn all(&self, program: &str) -> impl Iterator<Item = PathBuf> {
        let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
        self.0.iter().map(move |folder| folder.join(&file)).filter(|path| path.is_file())
    }

    /// The first file called `program`.
    pub(crate) fn find(&self, program: &str) -> Option<PathBuf> {
        self.all(program).next()
    }

    /// A command for `program` that also looks for programs of its own on this path; it starts in
    /// the root folder.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.find(program).unwrap_or_else(|| program.into()));
        command.current_dir(workspace::root()).env("PATH", self.to_variable());
        command
    }

    /// As the environment variable's text.
    pub(crate) fn to_variable(&self) -> OsString {
        std::env::join_paths(&self.0).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_put_first_wins() {
        let mut path = SearchPath(vec!["/usr/bin".into()]);
        path.put_first(Path::new("/tools"));
        path.put_first(Path::new("/tools"));
        assert_eq!(path.0, [PathBuf::from("/tools"), PathBuf::from("/usr/bin")]);
    }
}

//! The folder of the published files: one publisher at a time, and every file whole at any moment.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use secure_score::feed::policy;

use crate::failure::Failure;
use crate::rights;

pub(crate) const LOCK: &str = ".secure-score-publish.lock";
const PAUSE: Duration = Duration::from_millis(20);

/// The largest file that is read: no published one is larger.
const LARGEST: u64 = 1 << 20;

/// A folder that nobody else publishes into for as long as this lives.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    lock: File,
}

/// A file that is to be replaced.
#[derive(Clone, Debug)]
pub(crate) struct Replacement {
    pub(crate) path: PathBuf,
    pub(crate) bytes: Vec<u8>,
}

impl Folder {
    /// Waits for its turn, as long as a request may take; whoever is before does no more than write
    /// files.
    ///
    /// `subject` says what is published here. A folder keeps to it: the past of one number is not
    /// that of another.
    pub(crate) fn lock(path: &Path, subject: &str) -> Result<Self, Failure> {
        rights::make_folder(path).map_err(|error| failed(path, "cannot be made", &error))?;
        let file = path.join(LOCK);
        expect_file(&file)?;
        let lock = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&file);
        let lock = lock.map_err(|error| failed(path, "cannot be written to", &error))?;
        let start = Instant::now();
        loop {
            match lock.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if start.elapsed().as_secs_f64() * 1000.0 < policy::REQUEST_TIMEOUT => {
                    std::thread::sleep(PAUSE);
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(Failure::files(format!(
                        "{}: expected to have the folder alone within 30 seconds, but another publisher holds it: end that one",
                        path.display()
                    )));
                }
                Err(TryLockError::Error(error)) => return Err(failed(&file, "cannot be locked", &error)),
            }
        }
        let mut folder = Self { path: path.to_owned(), lock };
        folder.keep_to(subject)?;
        Ok(folder)
    }

    /// The lock file holds what is published here.
    fn keep_to(&mut self, subject: &str) -> Result<(), Failure> {
        let path = self.path.join(LOCK);
        let mut known = String::new();
        let read = self.lock.seek(SeekFrom::Start(0)).and_then(|_| (&self.lock).take(4096).read_to_string(&mut known));
        read.map_err(|error| failed(&path, "cannot be read", &error))?;
        // A publisher that was killed while it wrote the line left it without its end.
        match known.strip_suffix('\n') {
            Some(known) if known == subject => Ok(()),
            Some(known) => Err(Failure::files(format!(
                "{}: expected a folder for {subject}, but it holds {known}: name another folder with --out, or remove {LOCK} \
                 and history.json from this one",
                self.path.display()
            ))),
            None => {
                let written = self
                    .lock
                    .set_len(0)
                    .and_then(|()| self.lock.seek(SeekFrom::Start(0)))
                    .and_then(|_| self.lock.write_all(format!("{subject}\n").as_bytes()));
                written.map_err(|error| failed(&path, "cannot be written", &error))
            }
        }
    }

    /// The path of a file in it.
    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// A file, if there is one.
    pub(crate) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        let path = self.join(name);
        expect_file(&path)?;
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&path, "cannot be read", &error)),
        };
        let mut bytes = Vec::new();
        file.take(LARGEST).read_to_end(&mut bytes).map_err(|error| failed(&path, "cannot be read", &error))?;
        Ok(Some(bytes))
    }

    /// Replaces files, each in one step. All of them are on the disk before the first one is
    /// replaced.
    pub(crate) fn replace(&self, files: &[Replacement]) -> Result<(), Failure> {
        replace(files)
    }
}

/// Replaces files, each in one step, and only when all of them are on the disk.
pub(crate) fn replace(files: &[Replacement]) -> Result<(), Failure> {
    for file in files {
        expect_file(&file.path)?;
    }
    let staged: Result<Vec<_>, _> = files.iter().map(|file| stage(file).map(|staged| (file, staged))).collect();
    let staged = match staged {
        Ok(staged) => staged,
        Err(failure) => {
            for file in files {
                // What cannot be removed now is removed before the next one is written.
                let _ = fs::remove_file(staging(&file.path));
            }
            return Err(failure);
        }
    };
    for (file, staged) in staged {
        fs::rename(&staged, &file.path).map_err(|error| failed(&file.path, "cannot be replaced", &error))?;
        sync_folder(&file.path);
    }
    Ok(())
}

/// Makes the folder that a file is to be in.
pub(crate) fn make_parent(file: &Path) -> Result<(), Failure> {
    let folder = file.parent().unwrap_or(Path::new(""));
    rights::make_folder(folder).map_err(|error| failed(folder, "cannot be made", &error))
}

/// The name under which a file is written: beside its place, since only within one file system a
/// rename is one step. It is always the same, so that one who is killed leaves no more than one.
pub(crate) fn staging(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.new"))
}

fn stage(file: &Replacement) -> Result<PathBuf, Failure> {
    let path = staging(&file.path);
    let write = || -> io::Result<()> {
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        // Not through a link that somebody put there meanwhile.
        let mut staged = OpenOptions::new().write(true).create_new(true).open(&path)?;
        staged.write_all(&file.bytes)?;
        rights::permit(&staged, &file.path)?;
        staged.sync_all()
    };
    write().map_err(|error| failed(&file.path, "cannot be written", &error))?;
    Ok(path)
}

/// After a power failure the new name is there. Not every system can say so, and the file is whole
/// either way.
fn sync_folder(file: &Path) {
    let _ = file.parent().map(File::open).and_then(Result::ok).map(|folder| folder.sync_all());
}

/// Whatever stands at a path is a file that may be replaced, or nothing.
fn expect_file(path: &Path) -> Result<(), Failure> {
    let is = match fs::symlink_metadata(path) {
        Ok(data) if data.is_file() => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(path, "cannot be looked at", &error)),
        Ok(data) if data.is_symlink() => "a symbolic link",
        Ok(data) if data.is_dir() => "a folder",
        Ok(_) => "no regular file",
    };
    Err(Failure::files(format!("{}: expected a file or nothing, but it is {is}: remove it", path.display())))
}

fn failed(path: &Path, what: &str, error: &io::Error) -> Failure {
    Failure::files(format!("{} {what}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replacement(folder: &Path, name: &str, text: &str) -> Replacement {
        Replacement { path: folder.join(name), bytes: text.into() }
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn all_files_or_none_are_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::write(path.join("a"), "old").unwrap();
        fs::create_dir(path.join("b")).unwrap();
        let files = [replacement(path, "a", "new"), replacement(path, "b", "new")];
        let failure = replace(&files).unwrap_err();
        assert!(failure.message.ends_with("b: expected a file or nothing, but it is a folder: remove it"), "{failure}");
        assert_eq!(fs::read_to_string(path.join("a")).unwrap(), "old");
        // Not even a folder at the place of a file that is not there yet.
        fs::remove_dir(path.join("b")).unwrap();
        fs::create_dir_all(path.join(".b.new/x")).unwrap();
        assert!(replace(&files).is_err());
        assert_eq!(
            (names(path), fs::read_to_string(path.join("a")).unwrap()),
            (vec![".b.new".into(), "a".into()], "old".into())
        );
        fs::remove_dir_all(path.join(".b.new")).unwrap();
        fs::write(path.join(".b.new"), "of one who was killed").unwrap();
        replace(&files).unwrap();
        assert_eq!(
            (names(path), fs::read_to_string(path.join("b")).unwrap()),
            (vec!["a".into(), "b".into()], "new".into())
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_neither_followed_nor_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::write(path.join("other"), "old").unwrap();
        std::os::unix::fs::symlink("other", path.join("a")).unwrap();
        assert!(replace(&[replacement(path, "a", "new")]).is_err());
        std::os::unix::fs::symlink("other", path.join(".b.new")).unwrap();
        replace(&[replacement(path, "b", "new")]).unwrap();
        assert_eq!(fs::read_to_string(path.join("other")).unwrap(), "old");
        assert_eq!(names(path), ["a", "b", "other"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_web_server_can_read_what_is_new_and_rights_are_kept() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = replacement(folder.path(), "a", "new");
        let mode = || fs::metadata(&file.path).unwrap().permissions().mode() & 0o777;
        replace(std::slice::from_ref(&file)).unwrap();
        assert_eq!(mode(), 0o644);
        fs::set_permissions(&file.path, fs::Permissions::from_mode(0o640)).unwrap();
        replace(std::slice::from_ref(&file)).unwrap();
        assert_eq!(mode(), 0o640);
    }

    #[test]
    fn a_folder_keeps_to_its_subject() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::write(path.join(LOCK), "secure-sco").unwrap();
        for _ in 0..2 {
            Folder::lock(path, "secure-score").unwrap();
        }
        let failure = Folder::lock(path, "exposure-score").unwrap_err();
        assert!(failure.message.contains("a folder for exposure-score, but it holds secure-score"), "{failure}");
    }
}

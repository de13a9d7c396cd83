//! Programs from the system's packages: installed on Debian and Ubuntu, asked for anywhere else.

use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use super::SearchPath;
use crate::run;

const LIMIT: Duration = Duration::from_secs(20 * 60);

/// A program that a distribution ships.
pub(super) struct Program {
    /// The names that it goes by; one of them is enough.
    pub(super) names: &'static [&'static str],
    /// Its packages on Debian.
    pub(super) debian: &'static [&'static str],
    /// Its packages on Ubuntu.
    pub(super) ubuntu: &'static [&'static str],
    /// What it is, for the sentence that asks for it.
    pub(super) what: &'static str,
}

/// A system that we know the packages of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum System {
    Debian,
    Ubuntu,
    Other,
}

/// Installs those of `programs` that are missing.
///
/// # Errors
/// On a system without apt, or without the right to use it: one sentence a missing program.
pub(super) fn ensure(programs: &[Program], takes: &str) -> Result<()> {
    let missing = missing(programs);
    if missing.is_empty() {
        return Ok(());
    }
    let system = system();
    let packages: Vec<&str> = missing.iter().flat_map(|program| program.packages(system)).copied().collect();
    let Some(apt) = (!packages.is_empty()).then(apt_get).flatten() else {
        bail!("{}", requests(&missing));
    };
    println!("installing {} (once; {takes})", packages.join(" "));
    run::quietly("apt update", apt().args(["update", "--quiet"]), LIMIT)?;
    let install = ["install", "--yes", "--no-install-recommends"];
    run::quietly("apt install", apt().args(install).args(&packages), LIMIT)?;
    let still = self::missing(programs);
    if still.is_empty() { Ok(()) } else { bail!("{}", requests(&still)) }
}

impl Program {
    fn packages(&self, system: System) -> &'static [&'static str] {
        match system {
            System::Debian => self.debian,
            System::Ubuntu => self.ubuntu,
            System::Other => &[],
        }
    }
}

fn missing(programs: &[Program]) -> Vec<&Program> {
    let path = SearchPath::from_environment();
    programs.iter().filter(|program| !program.names.iter().any(|name| path.find(name).is_some())).collect()
}

/// One sentence a missing program.
fn requests(missing: &[&Program]) -> String {
    let sentence = |program: &&Program| {
        format!(
            "`{}` was not found on PATH: please install {} and run this again.",
            program.names.join("` or `"),
            program.what
        )
    };
    missing.iter().map(sentence).collect::<Vec<_>>().join("\n")
}

/// apt-get with the right to install: as root, or through sudo if it is there.
fn apt_get() -> Option<impl Fn() -> Command> {
    let path = SearchPath::from_environment();
    let apt = path.find("apt-get")?;
    let sudo = if is_root() { None } else { Some(path.find("sudo")?) };
    Some(move || {
        let mut command = Command::new(sudo.as_ref().unwrap_or(&apt));
        if sudo.is_some() {
            command.args(["DEBIAN_FRONTEND=noninteractive".as_ref(), apt.as_os_str()]);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    })
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn system() -> System {
    system_in(&std::fs::read_to_string("/etc/os-release").unwrap_or_default())
}

/// Reads `ID` and `ID_LIKE`: derivatives have the packages of what they are like.
fn system_in(os_release: &str) -> System {
    let field = |name: &str| {
        let line = os_release.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line.unwrap_or_default().trim_matches('"').to_owned()
    };
    let names = format!("{} {}", field("ID"), field("ID_LIKE"));
    let has = |name: &str| names.split_whitespace().any(|word| word == name);
    match (has("ubuntu"), has("debian")) {
        (true, _) => System::Ubuntu,
        (false, true) => System::Debian,
        (false, false) => System::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_system_by_its_release_file() {
        let cases = [
            ("NAME=\"Debian GNU/Linux\"\nID=debian\n", System::Debian),
            ("ID=ubuntu\nID_LIKE=debian\n", System::Ubuntu),
            ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", System::Ubuntu),
            ("ID=raspbian\nID_LIKE=debian\n", System::Debian),
            ("ID=fedora\n", System::Other),
            ("", System::Other),
        ];
        for (text, system) in cases {
            assert_eq!(system_in(text), system, "{text:?}");
        }
    }

    #[test]
    fn asks_for_each_missing_program_in_one_sentence() {
        let program = Program { names: &["chromium", "google-chrome"], debian: &[], ubuntu: &[], what: "Chromium" };
        let text = requests(&[&program, &program]);
        assert_eq!(text.lines().count(), 2);
        assert!(
            text.starts_with("`chromium` or `google-chrome` was not found on PATH: please install Chromium"),
            "{text}"
        );
    }
}

//! The commands of this repository. `cargo xtask` alone lists them.
//!
//! Nothing here ships. Every command installs what it needs and reuses what is there (see
//! [`setup`]).

mod bench;
mod browser;
mod check;
#[cfg(test)]
mod comments;
mod demo;
mod dist;
mod examples;
mod gallery;
mod generate;
mod help;
mod imports;
mod package;
mod packaging;
mod pins;
mod port;
mod portable;
mod reproduce;
mod run;
mod serve;
mod setup;
mod size;
mod split;
mod symbol;
mod test;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

/// One line of the table of commands.
struct Command {
    name: &'static str,
    arguments: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Result<()>,
}

/// What `cargo xtask` offers, in the order in which a newcomer meets it.
const COMMANDS: &[Command] = &[
    Command {
        name: "demo",
        arguments: "[--no-open] [--port N]",
        about: "build the widget and show its demo page in a browser",
        run: demo::run,
    },
    Command {
        name: "test",
        arguments: "[--quick] [FILTER]",
        about: "run every check and test; with FILTER, the tests whose name contains it; --quick leaves out builds::",
        run: test::run,
    },
    Command {
        name: "serve",
        arguments: "",
        about: "the working loop: rebuild at each change, with the played API behind it",
        run: serve::run,
    },
    Command {
        name: "dist",
        arguments: "",
        about: "build the release files: dist/, and in target/dist/ archive, npm package, components and sums",
        run: dist::run,
    },
    Command { name: "pack", arguments: "", about: "make target/dist/ from dist/ as it stands", run: package::run },
    Command {
        name: "reproduce",
        arguments: "",
        about: "build the release files twice, in two folders, and compare them",
        run: reproduce::run,
    },
    Command {
        name: "examples",
        arguments: "",
        about: "build the examples that need a bundler, in target/examples/",
        run: examples::run,
    },
    Command {
        name: "size",
        arguments: "[--crates]",
        about: "what a page downloads, in bytes, against the budget",
        run: size::run,
    },
    Command {
        name: "bench",
        arguments: "[--full | --profile | OPTION…]",
        about: "measure the widget beside what a host would otherwise embed",
        run: bench::run,
    },
    Command {
        name: "gallery",
        arguments: "",
        about: "picture every state, theme, direction and size in three engines, into target/gallery/",
        run: gallery::run,
    },
    Command {
        name: "generate",
        arguments: "",
        about: "write what has its owner elsewhere: the script's copy of Rust's tables, the README's reference tables",
        run: generate::run,
    },
    Command {
        name: "portable",
        arguments: "",
        about: "build a static publisher for x86-64 Linux, and check that it compiles for Windows",
        run: portable::run,
    },
    Command {
        name: "setup",
        arguments: "",
        about: "install everything that the build and the tests need, and nothing else",
        run: setup::run,
    },
    Command {
        name: "check-tools",
        arguments: "",
        about: "trunk's hook before a build: say which tool would be of the wrong version",
        run: check::run,
    },
    Command {
        name: "bundle",
        arguments: "",
        about: "trunk's hook after a build: bundle, minify, name the assets",
        run: packaging::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((name, rest)) = arguments.split_first() else {
        print!("{}", usage());
        return Ok(());
    };
    if ["help", "--help", "-h"].contains(&name.as_str()) || rest.iter().any(|a| a == "--help" || a == "-h") {
        print!("{}", usage());
        return Ok(());
    }
    match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => (command.run)(rest),
        None => bail!("expected one of the commands below, got `{name}`\n\n{}", usage()),
    }
}

fn usage() -> String {
    let mut text = String::from("Usage: cargo xtask COMMAND\n\n");
    for command in COMMANDS {
        let call = format!("{} {}", command.name, command.arguments);
        text += &format!("  {:<28} {}\n", call.trim_end(), command.about);
    }
    text
}

/// The command takes no arguments: says so in one sentence if some came.
fn no_arguments(command: &str, arguments: &[String]) -> Result<()> {
    if let Some(first) = arguments.first() {
        bail!("`cargo xtask {command}` takes no arguments, got `{first}`");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_lists_every_command_on_a_line_of_its_own() {
        let usage = usage();
        for command in COMMANDS {
            assert!(usage.lines().any(|line| line.trim_start().starts_with(command.name)), "{}", command.name);
        }
    }

    #[test]
    fn an_unknown_command_is_named() {
        let error = dispatch(&["dmeo".to_owned()]).unwrap_err();
        assert!(error.to_string().contains("`dmeo`"), "{error}");
    }
}

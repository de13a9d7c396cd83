//! `cargo xtask test`: every check and every test, with one line for each while they pass.

mod counts;
mod failures;
mod steps;

use std::time::Instant;

use anyhow::{Result, bail, ensure};

use counts::Counts;
use steps::{Kind, Step};

use crate::setup::{self, SearchPath};
use crate::{dist, examples, imports, package, pins, reproduce, run, size, workspace};

/// What became of the steps so far.
#[derive(Default)]
struct Report {
    counts: Vec<(&'static str, Vec<String>)>,
    panics: Vec<String>,
    failed: Vec<&'static str>,
    skipped: Vec<&'static str>,
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (options, filters): (Vec<&str>, Vec<&str>) =
        arguments.iter().map(String::as_str).partition(|argument| argument.starts_with('-'));
    let (quick, filter) = match (options.as_slice(), filters.as_slice()) {
        ([], filters @ ([] | [_])) => (false, filters.first().copied()),
        (["--quick"], filters @ ([] | [_])) => (true, filters.first().copied()),
        _ => bail!("expected --quick or nothing, and at most one part of a test's name, got `{}`", arguments.join(" ")),
    };
    let start = Instant::now();
    let path = setup::for_tests()?;
    let mut report = Report::default();
    for step in steps::all(filter, quick)? {
        report.add(&step, &path);
    }
    let sum = report.print();
    println!("in {} s", start.elapsed().as_secs());
    if !report.failed.is_empty() {
        bail!("failed: {}; not run because of that: {}", report.failed.join(", "), none_or(&report.skipped));
    }
    if let (Some(filter), true) = (filter, sum == Counts::default()) {
        bail!("expected a part of a test's name, got `{filter}`, which is in none");
    }
    Ok(())
}

impl Report {
    /// Runs one step, unless it needs `dist/` and building that failed.
    fn add(&mut self, step: &Step, path: &SearchPath) {
        if step.needs_dist && self.failed.contains(&steps::DIST) {
            self.skipped.push(step.name);
            return;
        }
        let start = Instant::now();
        println!("{} …", step.name);
        match output_of(step, path) {
            Ok(output) => {
                println!("  ok, {:.1} s", start.elapsed().as_secs_f32());
                let lines = counts::lines(&output);
                for line in &lines {
                    println!("  {line}");
                }
                self.keep(step, lines);
            }
            Err(error) => {
                println!("{error:#}\n  FAILED: {}", step.name);
                let output = error.to_string();
                self.keep(step, counts::lines(&output));
                self.panics.extend(failures::panics(&output));
                self.failed.push(step.name);
            }
        }
    }

    fn keep(&mut self, step: &Step, lines: Vec<String>) {
        if !lines.is_empty() {
            self.counts.push((step.name, lines));
        }
    }

    /// The runners' own closing lines, one by one, what failed, and the sum.
    fn print(&self) -> Counts {
        println!();
        let mut sum = Counts::default();
        for (name, lines) in &self.counts {
            println!("{name}:");
            for line in lines {
                println!("{line}");
                sum += Counts::read(line).unwrap_or_default();
            }
        }
        for panic in &self.panics {
            println!("\n{panic}");
        }
        println!("\ntotal: {} passed, {} failed", sum.passed, sum.failed);
        sum
    }
}

fn output_of(step: &Step, path: &SearchPath) -> Result<String> {
    match &step.kind {
        Kind::Command(command) => Ok(run::quietly(step.name, &mut command(path), step.limit)?.output),
        Kind::Dist => {
            let output = dist::build(path)?.output;
            let lines = pins::lines_of(&workspace::dist())?;
            ensure!(output.contains(&lines), "expected the build to print\n{lines}\nbut it printed\n{output}");
            Ok(output)
        }
        Kind::Imports => imports::check(),
        Kind::Size => size::check(),
        Kind::Package => package::check(),
        Kind::Reproduce => reproduce::check(),
        Kind::Examples => examples::prepare(path),
    }
}

fn none_or(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

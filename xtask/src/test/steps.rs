//! The steps of `cargo xtask test`, in order: the quick ones first.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::packaging::esbuild;
use crate::setup::SearchPath;
use crate::workspace;
use crate::{examples, package};

/// The step that the later ones need.
pub(super) const DIST: &str = "release build";

const MINUTE: Duration = Duration::from_secs(60);
const CLIPPY_FOR_WASM: &str = "clippy --package secure-score --package example-yew --all-targets --features secure-score/element \
                               --target wasm32-unknown-unknown -- -D warnings";
const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

/// One step.
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// It is killed when it is not done by then. Several times what it takes with nothing compiled
    /// yet.
    pub(super) limit: Duration,
    /// It looks at `dist/`.
    pub(super) needs_dist: bool,
}

/// What a step does.
pub(super) enum Kind {
    /// A program, which fails by its exit status.
    Command(Box<dyn Fn(&SearchPath) -> Command>),
    /// The release build. The lines that it prints for hosts have to be those of what it made.
    Dist,
    /// The calls out of the wasm.
    Imports,
    /// The size budget.
    Size,
    /// The release files, made twice of one `dist/`.
    Package,
    /// The release files, built once more in another folder.
    Reproduce,
    /// The hosts of `examples/`, built with the packed package.
    Examples,
}

/// The tests in other people's builds, which need what takes minutes to install and to build.
const BUILDS: &str = "builds::";

/// All steps, or with a filter the test runners only, each with the filter; when quick, without
/// [`BUILDS`].
pub(super) fn all(filter: Option<&str>, quick: bool) -> Result<Vec<Step>> {
    let with_builds = !quick && filter.is_none_or(|filter| filter.starts_with(BUILDS));
    let mut steps = Vec::new();
    if filter.is_none() {
        steps.extend(checks()?);
    }
    steps.push(native_tests(filter));
    steps.push(component_tests(filter)?);
    steps.push(Step { name: DIST, kind: Kind::Dist, limit: 20 * MINUTE, needs_dist: false });
    if filter.is_none() {
        steps.push(recipe_tests()?);
        steps.push(Step { name: "release files", kind: Kind::Package, limit: MINUTE, needs_dist: true });
        steps.push(package_tests());
        steps.push(Step { name: "imports of the wasm", kind: Kind::Imports, limit: MINUTE, needs_dist: true });
        steps.push(Step { name: "size budget", kind: Kind::Size, limit: MINUTE, needs_dist: true });
    }
    if with_builds {
        if filter.is_none() {
            steps.push(Step { name: "second build", kind: Kind::Reproduce, limit: 30 * MINUTE, needs_dist: true });
        } else {
            steps.push(Step { name: "release files", kind: Kind::Package, limit: MINUTE, needs_dist: true });
        }
        steps.push(Step { name: "examples", kind: Kind::Examples, limit: 20 * MINUTE, needs_dist: true });
    }
    steps.push(browser_tests(filter, with_builds));
    Ok(steps)
}

/// What needs no test runner.
fn checks() -> Result<Vec<Step>> {
    let scripts = files("static", ".js")?;
    let scratch = workspace::scratch()?.join("parsed");
    Ok(vec![
        cargo("format", 2, &["fmt", "--all", "--check", "--", "--color=never"]),
        Step {
            name: "scripts",
            kind: Kind::Command(Box::new(move |_| esbuild::parse_only(&scripts, &scratch))),
            limit: MINUTE,
            needs_dist: false,
        },
        // Of every platform, as the next step wants them, and cargo-deny itself asks no registry.
        cargo("packages", 10, &["fetch", "--locked"]),
        cargo("dependencies", 5, &["deny", "--offline", "--workspace", "check", "bans", "licenses", "sources"]),
        cargo("clippy", 15, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
        cargo("clippy for wasm", 15, &CLIPPY_FOR_WASM.split(' ').collect::<Vec<_>>()),
        documentation(),
        // Building it from there would take minutes: the release does.
        cargo("crate", 2, &["package", "--package", "secure-score", "--allow-dirty", "--no-verify", "--offline"]),
    ])
}

/// What a Yew application has to read. Its examples are among the native tests.
fn documentation() -> Step {
    let kind = |path: &SearchPath| {
        let mut command = plain_cargo(path);
        command.args(["doc", "--package", "secure-score", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings");
        command
    };
    Step { name: "documentation", kind: Kind::Command(Box::new(kind)), limit: 10 * MINUTE, needs_dist: false }
}

fn native_tests(filter: Option<&str>) -> Step {
    let mut arguments = vec!["test", "--workspace", "--exclude", "secure-score-tests", "--no-fail-fast"];
    arguments.extend(filter);
    cargo("native tests", 20, &arguments)
}

fn browser_tests(filter: Option<&str>, with_builds: bool) -> Step {
    let filter = filter.map(str::to_owned);
    let kind = move |path: &SearchPath| {
        let mut command = plain_cargo(path);
        command
            .args(["test", "--package", "secure-score-tests", "--no-fail-fast"])
            .args(&filter)
            .env("SECURE_SCORE_DIST", workspace::dist())
            .env("SECURE_SCORE_EXAMPLES", examples::folder());
        if !with_builds {
            command.args(["--", "--skip", BUILDS]);
        }
        command
    };
    Step { name: "browser tests", kind: Kind::Command(Box::new(kind)), limit: 40 * MINUTE, needs_dist: true }
}

/// The recipes of `deploy/` and `examples/`: each is run, against servers that the tests start.
fn recipe_tests() -> Result<Step> {
    // By name, since only some versions of Node look for tests in a folder.
    let tests: Vec<PathBuf> =
        files("deploy", ".test.mjs")?.into_iter().chain(files("examples", ".test.mjs")?).collect();
    let kind = move |_: &SearchPath| {
        let mut command = Command::new("node");
        command.current_dir(workspace::root()).args(["--test", "--test-reporter=tap"]).args(&tests);
        command
    };
    Ok(Step { name: "recipes", kind: Kind::Command(Box::new(kind)), limit: 5 * MINUTE, needs_dist: false })
}

/// The npm package as a registry would have it: its entries, its types in each compiler, its
/// manifest.
fn package_tests() -> Step {
    let kind = |_: &SearchPath| {
        let mut command = Command::new("node");
        command
            .current_dir(workspace::root().join("tests/package"))
            .args([
                "--test",
                "--test-reporter=tap",
                "package.test.mjs",
                "types.test.mjs",
                "browsers.test.mjs",
                "workflows.test.mjs",
            ])
            .env("SECURE_SCORE_PACKAGE", package::archive());
        command
    };
    Step { name: "npm package", kind: Kind::Command(Box::new(kind)), limit: 5 * MINUTE, needs_dist: true }
}

/// The components in headless Chromium, by wasm-bindgen's runner.
fn component_tests(filter: Option<&str>) -> Result<Step> {
    let filter = filter.map(str::to_owned);
    let capabilities = chromium_capabilities()?;
    let kind = move |path: &SearchPath| {
        let mut command = plain_cargo(path);
        command
            .args(["test", "--package", "secure-score", "--lib"])
            .args(WASM)
            .args(&filter)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
            .env("CHROMEDRIVER", path.find("chromedriver").unwrap_or_else(|| "chromedriver".into()))
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities);
        command
    };
    Ok(Step { name: "component tests", kind: Kind::Command(Box::new(kind)), limit: 20 * MINUTE, needs_dist: false })
}

/// Writes the file from which wasm-bindgen's runner takes the browser's capabilities.
///
/// Chromium's sandbox refuses to start as root, which containers are; the rest keeps it from
/// calling home.
fn chromium_capabilities() -> Result<PathBuf> {
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    let file = workspace::scratch()?.join("webdriver.json");
    let capabilities = serde_json::json!({ "goog:chromeOptions": { "args": arguments } });
    std::fs::write(&file, capabilities.to_string()).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}

/// The files in a folder of the repository whose names end so.
fn files(folder: &str, end: &str) -> Result<Vec<PathBuf>> {
    let folder = workspace::root().join(folder);
    Ok(workspace::files(&folder)?
        .into_iter()
        .filter(|file| file.ends_with(end))
        .map(|file| folder.join(file))
        .collect())
}

fn cargo(name: &'static str, minutes: u32, arguments: &[&str]) -> Step {
    let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
    let kind = move |path: &SearchPath| {
        let mut command = plain_cargo(path);
        command.args(&arguments);
        command
    };
    Step { name, kind: Kind::Command(Box::new(kind)), limit: minutes * MINUTE, needs_dist: false }
}

/// Cargo without colours, so that the log and the count lines are plain text.
fn plain_cargo(path: &SearchPath) -> Command {
    let mut command = workspace::cargo();
    command.env("PATH", path.to_variable()).env("CARGO_TERM_COLOR", "never");
    command
}

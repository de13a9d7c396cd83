//! geckodriver, through which the tests drive Firefox. Debian has no package for it.

use super::CargoTool;

pub(super) fn tool() -> CargoTool {
    CargoTool {
        package: "geckodriver",
        program: "geckodriver",
        version: "0.37.1".to_owned(),
        arguments: &["--locked"],
        light: true,
        takes: "about 1 minute on two cores",
    }
}

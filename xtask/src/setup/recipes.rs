//! The programs that the recipes of `deploy/` and `examples/` are for.

use anyhow::Result;

use super::apt::{self, Program};

const PROGRAMS: &[Program] = &[
    Program { names: &["nginx"], debian: &["nginx-light"], ubuntu: &["nginx-light"], what: "nginx" },
    Program { names: &["curl"], debian: &["curl"], ubuntu: &["curl"], what: "curl" },
    Program { names: &["jq"], debian: &["jq"], ubuntu: &["jq"], what: "jq" },
    Program { names: &["openssl"], debian: &["openssl"], ubuntu: &["openssl"], what: "openssl" },
];

/// Installs what is missing.
pub(super) fn ensure() -> Result<()> {
    apt::ensure(PROGRAMS, "about 10 seconds")
}

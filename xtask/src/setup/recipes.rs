//! The programs that the recipes of `deploy/` and `examples/` are for.

use anyhow::Result;

use super::apt::{self, Program};

const PROGRAMS: &[Program] = &[
    Program { names: &["nginx"], debian: &["nginx-light"], ubuntu: &["nginx-light"], what: "nginx" },
    Program {
        names: &["/usr/lib/nginx/modules/ngx_http_js_module.so"],
        debian: &["libnginx-mod-http-js"],
        ubuntu: &["libnginx-mod-http-js"],
        what: "njs, nginx's module for JavaScript",
    },
    Program { names: &["caddy"], debian: &["caddy"], ubuntu: &["caddy"], what: "Caddy" },
    Program { names: &["wrk"], debian: &["wrk"], ubuntu: &["wrk"], what: "wrk (it plays many viewers at once)" },
    Program { names: &["curl"], debian: &["curl"], ubuntu: &["curl"], what: "curl" },
    Program { names: &["jq"], debian: &["jq"], ubuntu: &["jq"], what: "jq" },
    Program { names: &["openssl"], debian: &["openssl"], ubuntu: &["openssl"], what: "openssl" },
];

/// Installs what is missing.
pub(super) fn ensure() -> Result<()> {
    apt::ensure(PROGRAMS, "about 10 seconds")
}

const COMPILERS: &[Program] = &[
    Program { names: &["musl-gcc"], debian: &["musl-tools"], ubuntu: &["musl-tools"], what: "the C compiler of musl" },
    Program {
        names: &["x86_64-w64-mingw32-gcc"],
        debian: &["gcc-mingw-w64-x86-64"],
        ubuntu: &["gcc-mingw-w64-x86-64"],
        what: "the C compiler of MinGW",
    },
    Program { names: &["readelf"], debian: &["binutils"], ubuntu: &["binutils"], what: "readelf of binutils" },
];

/// Installs what `cargo xtask portable` needs.
pub(super) fn ensure_compilers() -> Result<()> {
    apt::ensure(COMPILERS, "about 1 minute")
}

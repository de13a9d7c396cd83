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

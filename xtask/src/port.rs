//! A free port on the loopback.

use std::net::TcpListener;

use anyhow::{Context, Result};

/// How many ports above the wanted one are tried.
const TRIES: u16 = 50;

/// `wanted` if it is free, else the next free port above it.
///
/// # Errors
/// If none of the next ports is free.
pub(crate) fn free_from(wanted: u16) -> Result<u16> {
    first_free(wanted, |port| TcpListener::bind(("127.0.0.1", port)).is_ok()).with_context(|| {
        format!(
            "expected a free port from {wanted} to {}, found all in use; name another with --port",
            wanted.saturating_add(TRIES)
        )
    })
}

fn first_free(wanted: u16, is_free: impl Fn(u16) -> bool) -> Option<u16> {
    (wanted..=wanted.saturating_add(TRIES)).find(|port| is_free(*port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_wanted_port_or_the_next() {
        assert_eq!(first_free(8080, |_| true), Some(8080));
        assert_eq!(first_free(8080, |port| port > 8082), Some(8083));
        assert_eq!(first_free(8080, |_| false), None);
        assert_eq!(first_free(65535, |_| false), None);
    }

    #[test]
    fn a_busy_port_is_passed_over() -> Result<()> {
        let busy = TcpListener::bind(("127.0.0.1", 0))?;
        let port = busy.local_addr()?.port();
        assert_ne!(free_from(port)?, port);
        Ok(())
    }
}

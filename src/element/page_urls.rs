//! The page's own facts: the base of relative addresses, its origin, and the origins where tokens
//! may go.

use super::host::Host;
use crate::feed::PageUrls;

/// Read from the page at one moment.
pub(super) struct PageInfo {
    base: String,
    origin: String,
    allowed: Option<Vec<String>>,
}

impl PageInfo {
    /// The page answers, and may do anything meanwhile: nothing may be borrowed.
    pub(super) fn of(host: &Host) -> Self {
        let allowed = match host.allowed_origins() {
            Ok(None) => None,
            Ok(Some(list)) => Some(list.iter().filter_map(|origin| origin.as_string()).collect()),
            // A list that cannot be read allows nothing.
            Err(_) => Some(Vec::new()),
        };
        Self { base: host.base().unwrap_or_default(), origin: host.origin().unwrap_or_default(), allowed }
    }

    pub(super) fn urls(&self) -> PageUrls<'_> {
        PageUrls { base: &self.base, origin: &self.origin, allowed: self.allowed.as_deref() }
    }
}

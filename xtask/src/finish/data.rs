//! What the memory of the wasm holds from the beginning.

use std::ops::Range;

use anyhow::{Context, Result, bail};

use super::wasm::{Reader, section, sections};

/// A stretch of memory: its address, and where its bytes stand in the section.
pub(super) struct Segment {
    pub(super) address: usize,
    pub(super) bytes: Range<usize>,
}

/// The addresses of all that is there from the beginning. Rust's texts in it never change.
pub(super) fn range(wasm: &[u8]) -> Result<Range<usize>> {
    let (_, found) = sections(wasm)?;
    let (_, body) = found.iter().find(|(number, _)| *number == section::DATA).context("expected data, found none")?;
    let segments = segments(body)?;
    let start = segments.iter().map(|segment| segment.address).min().unwrap_or_default();
    let end = segments.iter().map(|segment| segment.address + segment.bytes.len()).max().unwrap_or_default();
    Ok(start..end)
}

/// The stretches of memory in a data section.
pub(super) fn segments(section: &[u8]) -> Result<Vec<Segment>> {
    /// The first bytes of a segment with an address: its kind, and then `i32.const`.
    const ACTIVE: [u8; 2] = [0, 0x41];
    const END: u8 = 0x0b;
    let mut from = Reader(section);
    let mut segments = Vec::new();
    for _ in 0..from.number()? {
        let start = [from.byte()?, from.byte()?];
        // A signed number, of which all but the last bit of the last byte is as in an unsigned one.
        let address = from.number()?;
        if start != ACTIVE || from.byte()? != END {
            bail!("expected data with addresses in the wasm, found another kind");
        }
        let length = from.bytes()?.len();
        let end = section.len() - from.0.len();
        segments.push(Segment { address, bytes: end - length..end });
    }
    Ok(segments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_without_an_address_is_refused() {
        assert!(segments(&[1, 1, 2, 0, 0]).is_err());
    }

    #[test]
    fn all_data_has_a_range() -> Result<()> {
        // Two segments of two bytes each, at 64 and at 16.
        let wasm = b"\0asm\x01\0\0\0\x0b\x10\x02\0\x41\xc0\0\x0b\x02ab\0\x41\x10\x0b\x02cd";
        assert_eq!(range(wasm)?, 16..66);
        assert!(range(b"\0asm\x01\0\0\0").is_err());
        Ok(())
    }
}

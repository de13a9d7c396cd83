//! Takes out of the wasm where in the source a panic would have been.
//!
//! rustc puts the file, line and column beside every call that may panic. Nobody reads them in a release (see `shrink.rs`),
//! and the files are named by their paths on the machine that built them.

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{Context, Result};

use super::data::{Segment, segments};

/// A location in the memory of the wasm: the address and length of the file's name, line and column, of 4 bytes each.
const SIZE: usize = 16;
/// More than the longest name of a file, or line, or column, that there may be.
const MOST: usize = 1 << 14;

/// The data section with zeros in the place of locations and their files' names.
pub(super) fn without_locations(section: &[u8]) -> Result<Vec<u8>> {
    let segments = segments(section)?;
    let mut zeroed = BTreeSet::new();
    for segment in &segments {
        let first = segment.address.next_multiple_of(4) - segment.address + segment.bytes.start;
        for start in (first..segment.bytes.end).step_by(4) {
            let Some(found) = section.get(start..start + SIZE).filter(|_| start + SIZE <= segment.bytes.end) else {
                break;
            };
            if let Some(name) = file_name(found, section, &segments) {
                zeroed.extend([(start, start + SIZE), (name.start, name.end)]);
            }
        }
    }
    let mut cleaned = section.to_vec();
    for (start, end) in zeroed {
        cleaned.get_mut(start..end).context("expected a location within the data")?.fill(0);
    }
    Ok(cleaned)
}

/// Where the file's name stands, if this is a location.
fn file_name(found: &[u8], section: &[u8], segments: &[Segment]) -> Option<Range<usize>> {
    let mut words = found.chunks_exact(4).map(|word| word.try_into().map_or(0, u32::from_le_bytes) as usize);
    let (address, length, line, column) = (words.next()?, words.next()?, words.next()?, words.next()?);
    if [length, line, column].iter().any(|number| !(1..MOST).contains(number)) {
        return None;
    }
    let segment = segments.iter().rfind(|segment| segment.address <= address)?;
    let start = address - segment.address + segment.bytes.start;
    let name = section.get(start..start + length).filter(|_| start + length <= segment.bytes.end)?;
    (name.ends_with(b".rs") && name.iter().all(u8::is_ascii_graphic)).then_some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::super::wasm::{write_bytes, write_number};
    use super::*;

    fn section(address: usize, bytes: &[u8]) -> Vec<u8> {
        let mut section = vec![1, 0, 0x41];
        write_number(&mut section, address);
        section.push(0x0b);
        write_bytes(&mut section, bytes);
        section
    }

    fn location(words: [u32; 4]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    #[test]
    fn a_location_and_its_file_become_zeros() -> Result<()> {
        let with = |words| [b"src/a.rskeep".to_vec(), location(words)].concat();
        for (words, is_one) in [
            ([1024, 8, 12, 5], true),
            ([1024, 7, 12, 5], false),
            ([1024, 8, 0, 5], false),
            ([1024, 8, 12, 1 << 20], false),
            ([4, 8, 12, 5], false),
            ([1050, 8, 12, 5], false),
        ] {
            let zeros = [[0; 8].as_slice(), b"keep", &[0; SIZE]].concat();
            let expected = if is_one { zeros } else { with(words) };
            assert_eq!(without_locations(&section(1024, &with(words)))?, section(1024, &expected), "{words:?}");
        }
        Ok(())
    }
}

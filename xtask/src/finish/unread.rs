//! What stands in the data of the wasm and nothing reads any more: the messages of panics (see `uncalled.rs`), and Yew's names of
//! events. The linker counts them as read, and wasm-opt leaves data alone.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use anyhow::{Result, bail};

use super::data::{Segment, segments};
use super::wasm::{Reader, section, sections, write_bytes};

/// The texts. A line of which something is read after all fails the build.
const UNREAD: &[&str] = &[
    "a Display implementation returned an error unexpectedly",
    "a formatting trait implementation returned an error when the underlying stream did not",
    "assertion failed: edge.height == self.height - 1",
    "assertion failed: edge.height == self.node.height - 1",
    "assertion failed: idx < CAPACITY",
    "assertion failed: new_left_len <= CAPACITY",
    "assertion failed: old_left_len >= count",
    "assertion failed: old_left_len + count <= CAPACITY",
    "assertion failed: old_right_len >= count",
    "assertion failed: old_right_len + count <= CAPACITY",
    "assertion failed: self.height > 0",
    "assertion failed: src.len() == dst.len()",
    "assertion `left ",
    "`async fn` resumed after completion",
    "attempt to join into collection with len > usize::MAX",
    "Attempted to initialize thread-local while it is being dropped",
    "attempted to take ownership of Rust value while it was borrowed",
    " but ends at ",
    " but the index is ",
    "called `Option::unwrap()` on a `None` value",
    "called `Option::unwrap_throw()` on a `None` value",
    "called `Result::unwrap()` on an `Err` value",
    "called `Result::unwrap_throw()` on an `Err` value",
    "cannot access a Thread Local Storage value during or after destruction: ",
    "cannot modify the panic hook from a panicking thread",
    "can't create element for vtag",
    "can't create namespaced element for vtag",
    "Can't find document",
    "Can't find the global Window",
    "can't remove a child",
    "capacity overflow",
    "closure invoked recursively or after being dropped",
    "could not remove attribute",
    "could not remove property",
    "could not set property",
    "couldn't clone cached element",
    "couldn't clone node to be cached",
    "failed to create detached element",
    "finish: callbacks should be Some",
    "finish: result should be None",
    "FnOnce called more than once",
    "Hash table capacity overflow",
    "index out of bounds: the len is ",
    "internal error: entered unreachable code: empty internal node",
    "internal error: entered unreachable code: JsValue passed is not an Error type -- this is a bug",
    "internal error: entered unreachable code: The JS binding should only ever produce a valid value or the specific 'invalid' value",
    "invalid attribute key",
    "LazyCell instance has previously been poisoned",
    " out of range for slice of length ",
    "range end index ",
    "range start index ",
    "reentrant init",
    "RefCell already borrowed",
    "RefCell already mutably borrowed",
    "removal index (is ",
    ") should be < len (is ",
    "slice index starts at ",
    "To suspend rendering, a <Suspense /> component is required.",
    "unkeyed child in fully keyed list",
];

/// The wasm with zeros in the place of what is not read.
pub(super) fn without_the_unread(wasm: &[u8]) -> Result<Vec<u8>> {
    let (header, found) = sections(wasm)?;
    let code = found.iter().find(|(number, _)| *number == section::CODE).map_or(&[][..], |(_, body)| *body);
    let mut written = header.to_vec();
    for (number, body) in &found {
        written.push(*number);
        match *number {
            section::DATA => write_bytes(&mut written, &zeroed(body, code)?),
            _ => write_bytes(&mut written, body),
        }
    }
    Ok(written)
}

fn zeroed(data: &[u8], code: &[u8]) -> Result<Vec<u8>> {
    let segments = segments(data)?;
    let read = addresses(code, data, &segments);
    let mut cleaned = data.to_vec();
    for text in UNREAD {
        let places = data.windows(text.len()).enumerate().filter(|(_, bytes)| *bytes == text.as_bytes());
        for (start, _) in places {
            let Some(segment) = segments.iter().find(|segment| segment.bytes.contains(&start)) else { continue };
            let address = segment.address + start - segment.bytes.start;
            if let Some(at) = (address..address + text.len()).find(|at| read.contains(at)) {
                bail!(
                    "expected nothing in the wasm to read {text:?}, but something may, at {at}: take it out of UNREAD"
                );
            }
            cleaned.iter_mut().skip(start).take(text.len()).for_each(|byte| *byte = 0);
        }
    }
    Ok(cleaned)
}

/// Everything that may be an address: the numbers of the code, from where it loads and stores, and the words of the data. Some of
/// these only look so by chance.
fn addresses(code: &[u8], data: &[u8], segments: &[Segment]) -> HashSet<usize> {
    const I32_CONST: u8 = 0x41;
    const LOADS_AND_STORES: RangeInclusive<u8> = 0x28..=0x3e;
    let number_at = |at: usize| Reader(code.get(at..)?).number().ok();
    let numbers = code.iter().enumerate().filter_map(|(at, byte)| match *byte {
        I32_CONST => number_at(at + 1),
        // The alignment comes first.
        byte if LOADS_AND_STORES.contains(&byte) => number_at(at + 2),
        _ => None,
    });
    let words = segments.iter().flat_map(|segment| {
        let aligned = segment.bytes.start + segment.address.next_multiple_of(4) - segment.address;
        let words = data.get(aligned..segment.bytes.end).unwrap_or_default().chunks_exact(4);
        words.map(|word| word.try_into().map_or(0, u32::from_le_bytes) as usize)
    });
    numbers.chain(words).collect()
}

#[cfg(test)]
mod tests {
    use super::super::wasm::write_number;
    use super::*;

    /// Data at 70,000: a text, and a word behind it.
    fn data(text: &str, word: u32) -> Vec<u8> {
        let mut data = vec![1, 0, 0x41];
        write_number(&mut data, 70_000);
        data.push(0x0b);
        write_bytes(&mut data, &[text.as_bytes(), &word.to_le_bytes()].concat());
        data
    }

    /// Code with a number after some bytes.
    fn code(bytes: &[u8], number: usize) -> Vec<u8> {
        let mut code = bytes.to_vec();
        write_number(&mut code, number);
        code
    }

    #[test]
    fn what_is_not_read_becomes_zeros() -> Result<()> {
        let cleaned = zeroed(&data("keep capacity overflow..", 7), &code(&[0x41], 70_004))?;
        assert_eq!(cleaned, data("keep \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0..", 7));
        Ok(())
    }

    #[test]
    fn what_may_be_read_is_told() {
        for (code, word) in [(code(&[0x41], 70_005), 7), (code(&[0x2d, 0], 70_020), 7), (vec![0x41, 5], 70_005)] {
            assert!(zeroed(&data("keep capacity overflow..", word), &code).is_err(), "{code:?} {word}");
        }
    }
}

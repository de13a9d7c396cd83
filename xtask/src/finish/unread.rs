//! What stands in the data of the wasm and nothing reads any more: the messages of panics (see `uncalled.rs`), and Yew's names of
//! events. The linker counts them as read, and wasm-opt leaves data alone.

use std::collections::HashSet;
use std::ops::{Range, RangeInclusive};

use anyhow::{Result, bail};

use super::data::{Segment, segments};
use super::wasm::{Reader, section, sections, write_bytes};

/// The texts. A line of which something is read after all fails the build.
const UNREAD: &[&str] = &[
    ") should be < len (is ",
    "0123456789abcdef",
    "0x0123456789ABCDEF",
    "a Display implementation returned an error unexpectedly",
    "a formatting trait implementation returned an error when the underlying stream did not",
    "assertion `left ",
    "assertion failed: edge.height == self.height - 1",
    "assertion failed: edge.height == self.node.height - 1",
    "assertion failed: idx < CAPACITY",
    "assertion failed: match track_edge_idx {\n    LeftOrRight::Left(idx) => idx <= old_left_len,\n    LeftOrRight::Right(idx) => idx <= right_len,\n}",
    "assertion failed: new_left_len <= CAPACITY",
    "assertion failed: old_left_len + count <= CAPACITY",
    "assertion failed: old_left_len >= count",
    "assertion failed: old_right_len + count <= CAPACITY",
    "assertion failed: old_right_len >= count",
    "assertion failed: self.height > 0",
    "assertion failed: src.len() == dst.len()",
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
    "can't create element for vtag",
    "can't create namespaced element for vtag",
    "Can't find document",
    "Can't find the global Window",
    "can't remove a child",
    "cannot access a Thread Local Storage value during or after destruction: ",
    "cannot modify the panic hook from a panicking thread",
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
    "JsValue(",
    "LayoutError",
    "LazyCell instance has previously been poisoned",
    "  left: ",
    " out of range for slice of length ",
    "panicked at ",
    "range end index ",
    "range start index ",
    "reentrant init",
    "RefCell already borrowed",
    "RefCell already mutably borrowed",
    "removal index (is ",
    " right: ",
    " right` failed",
    "slice index starts at ",
    "Stack:",
    "To suspend rendering, a <Suspense /> component is required.",
    "unkeyed child in fully keyed list",
];

/// The first and the last of Yew's names of events, which stand side by side. What reads the table of their places is never called.
const EVENTS: [&str; 2] = ["onabort", "ontransitionstart"];

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
    let events = events(data);
    if events.is_none() {
        println!("{} … {}: nothing in the data of the wasm has these names", EVENTS[0], EVENTS[1]);
    }
    let names = events.as_ref().and_then(|place| addresses(&segments, place)).unwrap_or_default();
    // To stand in the table of the events is not to be read.
    let words = segments.iter().flat_map(|segment| words(data, segment));
    let (table, words): (Vec<Word>, Vec<Word>) = words.partition(|word| names.contains(&word.value));
    let read: HashSet<usize> = numbers(code).chain(words.iter().map(|word| word.value)).collect();
    let texts = UNREAD.iter().flat_map(|text| places(data, text.as_bytes()));
    let table = table.into_iter().map(|word| word.place);
    let mut cleaned = data.to_vec();
    for place in texts.chain(table).chain(events) {
        let Some(addresses) = addresses(&segments, &place) else { continue };
        let text = String::from_utf8_lossy(data.get(place.clone()).unwrap_or_default());
        if let Some(at) = addresses.into_iter().find(|at| read.contains(at)) {
            bail!(
                "expected nothing in the wasm to read {text:?}, but something may, at {at}: take it out of UNREAD, or out of EVENTS"
            );
        }
        cleaned.get_mut(place).unwrap_or_default().fill(0);
    }
    Ok(cleaned)
}

/// Where a text stands in the section.
fn places(data: &[u8], text: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let starts = data.windows(text.len()).enumerate().filter(move |(_, bytes)| *bytes == text);
    starts.map(|(start, bytes)| start..start + bytes.len())
}

/// Where the names of events stand in the section.
fn events(data: &[u8]) -> Option<Range<usize>> {
    let [first, last] = EVENTS.map(|name| places(data, name.as_bytes()).next());
    let place = first?.start..last?.end;
    data.get(place.clone())?.iter().all(u8::is_ascii_lowercase).then_some(place)
}

/// The addresses of what stands at a place in the section, if that is in one segment.
fn addresses(segments: &[Segment], place: &Range<usize>) -> Option<Range<usize>> {
    let segment = segments.iter().find(|at| at.bytes.start <= place.start && place.end <= at.bytes.end)?;
    let start = segment.address + place.start - segment.bytes.start;
    Some(start..start + place.len())
}

/// What the code has as a number, or loads from, or stores to. Some of it only looks so by chance.
fn numbers(code: &[u8]) -> impl Iterator<Item = usize> {
    const I32_CONST: u8 = 0x41;
    const LOADS_AND_STORES: RangeInclusive<u8> = 0x28..=0x3e;
    let number_at = |at: usize| Reader(code.get(at..)?).number().ok();
    code.iter().enumerate().filter_map(move |(at, byte)| match *byte {
        I32_CONST => number_at(at + 1),
        // The alignment comes first.
        byte if LOADS_AND_STORES.contains(&byte) => number_at(at + 2),
        _ => None,
    })
}

/// Four bytes of data that may be an address, and where they stand in the section.
struct Word {
    place: Range<usize>,
    value: usize,
}

fn words(data: &[u8], segment: &Segment) -> impl Iterator<Item = Word> {
    const SIZE: usize = 4;
    let first = segment.bytes.start + segment.address.next_multiple_of(SIZE) - segment.address;
    let words = data.get(first..segment.bytes.end).unwrap_or_default().chunks_exact(SIZE).enumerate();
    words.map(move |(index, word)| {
        let start = first + index * SIZE;
        Word { place: start..start + SIZE, value: word.try_into().map_or(0, u32::from_le_bytes) as usize }
    })
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
    fn names_go_with_their_table_if_nothing_reads_that() -> Result<()> {
        let named = data("onabortontransitionstart", 70_007);
        assert_eq!(zeroed(&named, &code(&[0x41], 5))?, data(&"\0".repeat(24), 0));
        assert!(zeroed(&named, &code(&[0x28, 2], 70_024)).is_err(), "the table is read");
        assert!(zeroed(&named, &code(&[0x41], 70_007)).is_err(), "a name is read");
        Ok(())
    }

    #[test]
    fn what_may_be_read_is_told() {
        for (code, word) in [(code(&[0x41], 70_005), 7), (code(&[0x2d, 0], 70_020), 7), (vec![0x41, 5], 70_005)] {
            assert!(zeroed(&data("keep capacity overflow..", word), &code).is_err(), "{code:?} {word}");
        }
    }
}

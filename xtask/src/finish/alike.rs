//! Functions that look alike, side by side: a repetition that is near takes fewer bytes than one that is far. The wasm is a
//! ninetieth smaller so, and nothing in it is another but the functions' numbers.

use std::path::Path;

use anyhow::{Context, Result};

use super::node_tool;
use super::wasm::{Reader, imported_functions, section, sections, write_bytes, write_number};

/// What is compared of two functions: which runs of so many bytes they have.
const RUN: usize = 4;

/// Puts the functions of the wasm in a file in such an order, by names that wasm-opt then sorts them by.
pub(super) fn reorder(file: &Path, tool: &str, features: &[&str]) -> Result<()> {
    let wasm = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    std::fs::write(file, numbered(&wasm)?)?;
    let mut command = node_tool::command(tool);
    command.arg(file).arg("-o").arg(file).args(features).arg("--reorder-functions-by-name");
    node_tool::run(tool, &mut command)
}

/// The wasm with names for its functions, in whose order they are to be.
fn numbered(wasm: &[u8]) -> Result<Vec<u8>> {
    let (_, found) = sections(wasm)?;
    let body = |wanted| found.iter().find(|(number, _)| *number == wanted).map(|(_, body)| *body);
    let imported = body(section::IMPORT).map_or(Ok(0), imported_functions)?;
    let mut code = Reader(body(section::CODE).context("expected functions in the wasm, found none")?);
    let functions = (0..code.number()?).map(|_| code.bytes()).collect::<Result<Vec<_>>>()?;
    let mut names = vec![0; functions.len()];
    for (place, function) in order(&functions).into_iter().enumerate() {
        names[function] = place;
    }
    let mut listed = Vec::new();
    write_number(&mut listed, names.len());
    for (index, place) in names.into_iter().enumerate() {
        write_number(&mut listed, imported + index);
        write_bytes(&mut listed, format!("{place:05}").as_bytes());
    }
    let mut custom = b"\x04name\x01".to_vec();
    write_bytes(&mut custom, &listed);
    let mut named = wasm.to_vec();
    named.push(section::CUSTOM);
    write_bytes(&mut named, &custom);
    Ok(named)
}

/// From the first function on always the one that is most like the one before.
fn order(functions: &[&[u8]]) -> Vec<usize> {
    let runs: Vec<Vec<&[u8]>> = functions.iter().map(|function| runs(function)).collect();
    let mut left: Vec<usize> = (1..functions.len()).collect();
    let mut order: Vec<usize> = functions.first().map(|_| 0).into_iter().collect();
    while let Some(last) = order.last().copied().filter(|_| !left.is_empty()) {
        let likeness = |index: &usize| likeness(&runs[last], &runs[*index]);
        let best = (0..left.len()).max_by(|a, b| likeness(&left[*a]).total_cmp(&likeness(&left[*b])));
        order.extend(best.map(|best| left.swap_remove(best)));
    }
    order
}

/// The runs of a function, each once, in order.
fn runs(function: &[u8]) -> Vec<&[u8]> {
    let mut runs: Vec<&[u8]> = function.windows(RUN).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// From 0 for nothing in common to 1 for the same.
fn likeness(one: &[&[u8]], other: &[&[u8]]) -> f64 {
    let (mut ones, mut others) = (one.iter().peekable(), other.iter().peekable());
    let mut common = 0_u32;
    while let (Some(a), Some(b)) = (ones.peek(), others.peek()) {
        let order = a.cmp(b);
        common += u32::from(order.is_eq());
        if order.is_le() {
            ones.next();
        }
        if order.is_ge() {
            others.next();
        }
    }
    f64::from(common) / ((one.len() * other.len()).max(1) as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_stands_together() {
        let functions: [&[u8]; 5] = [b"abcdefgh", b"12345678", b"abcdefgx", b"02345678", b""];
        assert_eq!(order(&functions), [0, 2, 3, 1, 4]);
        assert!(order(&[]).is_empty());
    }

    #[test]
    fn every_function_has_a_name_of_its_own() -> Result<()> {
        // One imported function and two more, the second of which does nothing.
        let wasm = b"\0asm\x01\0\0\0\x02\x07\x01\x01m\x01f\0\0\x0a\x07\x02\x02\0\x0b\x02\0\x0b";
        let names = b"\0\x16\x04name\x01\x0f\x02\x01\x0500000\x02\x0500001";
        assert_eq!(numbered(wasm)?, [&wasm[..], names].concat());
        Ok(())
    }
}

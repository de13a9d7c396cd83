//! The binary format of WebAssembly, as far as names and sizes need it: sections, and the lists in them.

use std::collections::HashMap;

use anyhow::{Context, Result};

/// Magic number and version.
const HEADER: usize = 8;

/// The sections that are looked into.
pub(crate) mod section {
    pub(crate) const CUSTOM: u8 = 0;
    pub(crate) const IMPORT: u8 = 2;
    pub(crate) const EXPORT: u8 = 7;
    pub(crate) const CODE: u8 = 10;
    pub(crate) const DATA: u8 = 11;
}

/// A section: its number, and what is in it.
pub(crate) type Section<'a> = (u8, &'a [u8]);

/// The header, and then the sections with their numbers, as they stand in a file.
pub(crate) fn sections(wasm: &[u8]) -> Result<(&[u8], Vec<Section<'_>>)> {
    let (header, rest) = wasm.split_at_checked(HEADER).context("expected a wasm file, but it is too short")?;
    let mut reader = Reader(rest);
    let mut sections = Vec::new();
    while !reader.0.is_empty() {
        sections.push((reader.byte()?, reader.bytes()?));
    }
    Ok((header, sections))
}

/// Reads one thing after the other.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn byte(&mut self) -> Result<u8> {
        let (byte, rest) = self.0.split_first().context("expected more bytes in the wasm")?;
        self.0 = rest;
        Ok(*byte)
    }

    /// An unsigned number in LEB128.
    pub(crate) fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        anyhow::bail!("expected a number in the wasm, but it does not end")
    }

    /// Bytes with their count before them, such as a name.
    pub(crate) fn bytes(&mut self) -> Result<&'a [u8]> {
        let count = self.number()?;
        let (bytes, rest) = self.0.split_at_checked(count).context("expected more bytes in the wasm")?;
        self.0 = rest;
        Ok(bytes)
    }

    /// What one more reading takes, as it stands.
    pub(crate) fn taken(&mut self, read: impl FnOnce(&mut Self) -> Result<()>) -> Result<&'a [u8]> {
        let before = self.0;
        read(self)?;
        before.get(..before.len() - self.0.len()).context("expected to read forwards")
    }

    /// The rest of an import, after its two names: what it is. Gives whether it is a function.
    pub(crate) fn import(&mut self) -> Result<bool> {
        let kind = self.byte()?;
        match kind {
            // A table has a type before its limits, and a memory has limits alone.
            1 | 2 => {
                if kind == 1 {
                    self.byte()?;
                }
                let has_maximum = self.byte()? & 1 == 1;
                self.number()?;
                if has_maximum {
                    self.number()?;
                }
            }
            3 => {
                self.byte()?;
                self.byte()?;
            }
            _ => {
                self.number()?;
            }
        }
        Ok(kind == 0)
    }
}

/// The number of functions in a section of imports.
pub(crate) fn imported_functions(body: &[u8]) -> Result<usize> {
    let mut from = Reader(body);
    let mut functions = 0;
    for _ in 0..from.number()? {
        from.bytes()?;
        from.bytes()?;
        functions += usize::from(from.import()?);
    }
    Ok(functions)
}

/// The names of functions by their index, if this is the custom section that has them.
pub(crate) fn function_names(custom: &[u8]) -> Result<HashMap<usize, &str>> {
    /// The part of the section that has the names of functions.
    const FUNCTIONS: u8 = 1;
    let mut from = Reader(custom);
    let mut names = HashMap::new();
    if from.bytes()? != b"name" {
        return Ok(names);
    }
    while !from.0.is_empty() {
        let (part, mut list) = (from.byte()?, Reader(from.bytes()?));
        if part == FUNCTIONS {
            for _ in 0..list.number()? {
                names.insert(list.number()?, std::str::from_utf8(list.bytes()?)?);
            }
        }
    }
    Ok(names)
}

/// Writes a number in LEB128.
pub(crate) fn write_number(to: &mut Vec<u8>, mut number: usize) {
    while number > 0x7f {
        to.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

/// Writes bytes after their count.
pub(crate) fn write_bytes(to: &mut Vec<u8>, bytes: &[u8]) {
    write_number(to, bytes.len());
    to.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() -> Result<()> {
        for number in [0, 1, 127, 128, 300, 65_536, u32::MAX as usize] {
            let mut bytes = Vec::new();
            write_number(&mut bytes, number);
            assert_eq!(Reader(&bytes).number()?, number);
        }
        assert!(Reader(&[0x80]).number().is_err());
        assert!(Reader(&[0xff; 12]).number().is_err());
        Ok(())
    }

    #[test]
    fn sections_are_split() -> Result<()> {
        let wasm = b"\0asm\x01\0\0\0\x02\x01\x00\x0a\x00";
        let (header, found) = sections(wasm)?;
        assert_eq!((header.len(), found), (8, vec![(section::IMPORT, &[0][..]), (section::CODE, &[][..])]));
        assert!(sections(b"\0asm").is_err());
        assert!(sections(b"\0asm\x01\0\0\0\x02\x09").is_err());
        Ok(())
    }
}

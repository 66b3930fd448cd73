//! Lines of a file, one at a time and never more of one than is allowed.

use super::fault::{Complaint, complain};
use sha2::{Digest, Sha256};
use std::io::{self, BufRead, ErrorKind};

/// The longest line that is read, in bytes: 256 KiB.
pub const LONGEST: usize = 256 * 1024;

/// A file that is read line by line; what is read is hashed as it stands.
pub(super) struct Lines<'a, R> {
    reader: R,
    hash: &'a mut Sha256,
    buffer: Vec<u8>,
    /// The line last read, from 1.
    pub number: u64,
    /// Bytes read so far.
    pub bytes: u64,
}

/// A line, or what is wrong with it.
pub(super) type Line = Result<String, Complaint>;

impl<'a, R: BufRead> Lines<'a, R> {
    pub fn new(reader: R, hash: &'a mut Sha256) -> Self {
        Self { reader, hash, buffer: Vec::new(), number: 0, bytes: 0 }
    }

    /// The next line without its end; `None` at the end of the file. Blank lines come as empty text.
    pub fn next(&mut self) -> Option<Line> {
        self.buffer.clear();
        let length = match self.fill() {
            Ok(0) => return None,
            Ok(length) => length,
            Err(cause) => {
                self.number += 1;
                return Some(Err(complain("", format!("the file cannot be read on ({})", cause.kind()), "check it and send it again")));
            }
        };
        self.number += 1;
        self.bytes += length as u64;
        if length > LONGEST {
            let mend = "send one row per line, and long text in its own field";
            return Some(Err(complain("", format!("the line is longer than {} KiB", LONGEST / 1024), mend)));
        }
        Some(self.text())
    }

    /// Reads to the end of the line, keeps at most what is allowed of it, and says how long it was.
    fn fill(&mut self) -> io::Result<usize> {
        let mut length = 0;
        loop {
            let available = match self.reader.fill_buf() {
                Ok(available) => available,
                Err(cause) if cause.kind() == ErrorKind::Interrupted => continue,
                Err(cause) => return Err(cause),
            };
            let end = available.iter().position(|b| *b == b'\n');
            let taken = end.map_or(available.len(), |at| at + 1);
            let part = available.get(..taken).unwrap_or_default();
            self.hash.update(part);
            length += taken;
            if length <= LONGEST {
                self.buffer.extend_from_slice(part);
            }
            self.reader.consume(taken);
            if end.is_some() || taken == 0 {
                return Ok(length);
            }
        }
    }

    /// The bytes as text, without a byte order mark at the start of the file and without the end of the line.
    fn text(&self) -> Line {
        let bytes = if self.number == 1 { self.buffer.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.buffer) } else { &self.buffer };
        let line = std::str::from_utf8(bytes).map_err(|cause| {
            complain("", format!("the bytes from position {} are not UTF-8", cause.valid_up_to() + 1), "save the file as UTF-8")
        })?;
        Ok(line.trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<Line> {
        let mut hash = Sha256::new();
        let mut lines = Lines::new(io::BufReader::with_capacity(7, bytes), &mut hash);
        std::iter::from_fn(|| lines.next()).collect()
    }

    #[test]
    fn marks_ends_and_blanks_are_no_content() {
        let lines: Vec<_> = read(b"\xef\xbb\xbf{}\r\n\r\n  {\"a\":1}  \n{}").into_iter().map(Result::unwrap).collect();
        assert_eq!(lines, ["{}", "", "{\"a\":1}", "{}"]);
        assert!(read(b"").is_empty());
    }

    #[test]
    fn a_line_too_long_is_a_fault_and_the_next_is_read() {
        let mut bytes = vec![b'x'; LONGEST + 10];
        bytes.extend_from_slice(b"\n{}\n");
        let lines = read(&bytes);
        assert!(lines[0].as_ref().unwrap_err().what.contains("longer than 256 KiB"));
        assert_eq!(lines[1].as_deref(), Ok("{}"));
    }

    #[test]
    fn bytes_that_are_no_text_are_named() {
        assert!(read(b"{\"a\":\"\xff\"}\n")[0].as_ref().unwrap_err().what.contains("position 7"));
    }
}

//! Writing answers to standard output: one JSON value, or lines for a person.

use std::io::{self, BufWriter, StdoutLock, Write};

use serde::Serialize;

/// Standard output, with the way answers are to be written.
pub(crate) struct Output {
    out: BufWriter<StdoutLock<'static>>,
    json: bool,
}

impl Output {
    pub(crate) fn new(json: bool) -> Self {
        Self { out: BufWriter::new(io::stdout().lock()), json }
    }

    /// Returns true where a program reads the answer.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Writes an answer as JSON, or as the lines that `lines` makes of it.
    pub(crate) fn write<T: Serialize>(
        &mut self,
        answer: &T,
        lines: impl FnOnce(&mut Lines<'_>, &T) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.json {
            self.write_json(answer)?;
        } else {
            lines(&mut Lines(&mut self.out), answer)?;
        }
        self.out.flush()
    }

    /// Tells a person something that is no part of the answer, on standard error.
    pub(crate) fn note(&self, text: &str) {
        // There is nobody left to tell where standard error is closed.
        let _ = writeln!(io::stderr().lock(), "note: {}", Plain(text));
    }

    /// Writes one JSON value on a line of its own, whatever was asked for.
    pub(crate) fn write_json<T: Serialize>(&mut self, answer: &T) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, answer)?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }
}

/// Lines for a person.
pub(crate) struct Lines<'o>(&'o mut dyn Write);

impl Lines<'_> {
    /// Writes one line; what could move the terminal's cursor is shown instead of done.
    pub(crate) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.0, "{}", Plain(text))
    }

    /// Writes a text as it is, which a person asked to read whole.
    pub(crate) fn raw(&mut self, text: &str) -> io::Result<()> {
        self.0.write_all(text.as_bytes())
    }

    /// Writes rows with their columns below each other; the last column is not padded.
    pub(crate) fn table(&mut self, rows: &[Vec<String>]) -> io::Result<()> {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0).min(60)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in rows {
            let mut line = String::new();
            for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
                line.push_str(cell);
                if at + 1 < row.len() {
                    let pad = width.saturating_sub(cell.chars().count()) + 2;
                    line.extend(std::iter::repeat_n(' ', pad));
                }
            }
            self.line(line.trim_end())?;
        }
        Ok(())
    }
}

/// A text whose control characters are shown as escapes: names and notes may hold any.
struct Plain<'t>(&'t str);

impl std::fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for character in self.0.chars() {
            // Marks that turn the direction of a line around could hide what a name says.
            let turns = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            if (character.is_control() && character != '\t') || turns {
                write!(f, "{}", character.escape_default())?;
            } else {
                write!(f, "{character}")?;
            }
        }
        Ok(())
    }
}

/// Returns a text in which control characters are shown as escapes.
pub(crate) fn plain(text: &str) -> String {
    Plain(text).to_string()
}

/// Returns true for the error of a reader that has gone away, as `head` does.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json =
            cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}

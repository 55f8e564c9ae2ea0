//! Every term that full text holds, in one text that a word's part is looked up in.

use memchr::memmem;

use crate::index::IndexError;
use crate::index::snapshot::Snapshot;

/// Where in a term a part must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Anywhere.
    Anywhere,
    /// The term begins with it.
    Start,
    /// The term ends with it.
    End,
    /// The term is it.
    Whole,
}

/// The terms of the vault. It may hold terms that no note has any more.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// A line break, then each term with a line break behind it.
    lines: String,
    last: i64,
}

impl Vocabulary {
    /// Lists the terms that hold `part`, at most `limit`, in the order in which they came.
    ///
    /// `part` is folded and lies within one term. Nothing when there are more than `limit`: then
    /// the part is too short to tell notes apart by it.
    pub fn terms_with(&self, part: &str, place: Part, limit: usize) -> Option<Vec<&str>> {
        let terms = self.first_terms_with(part, place, limit + 1);
        (terms.len() <= limit).then_some(terms)
    }

    /// Lists the first `limit` terms that hold `part`. Common words tend to come early.
    pub fn first_terms_with(&self, part: &str, place: Part, limit: usize) -> Vec<&str> {
        let mut terms = Vec::new();
        if part.is_empty() || part.contains('\n') {
            return terms;
        }
        let needle = match place {
            Part::Anywhere => part.to_owned(),
            Part::Start => format!("\n{part}"),
            Part::End => format!("{part}\n"),
            Part::Whole => format!("\n{part}\n"),
        };
        let mut behind = 0;
        for at in memmem::find_iter(self.lines.as_bytes(), needle.as_bytes()) {
            // The needle's own first line break belongs to the term before.
            let inside = at + usize::from(needle.starts_with('\n'));
            if inside < behind {
                continue;
            }
            if terms.len() == limit {
                break;
            }
            let (term, end) = self.term_at(inside);
            behind = end;
            terms.push(term);
        }
        terms
    }

    /// Returns the term that holds this byte, and the byte behind it.
    fn term_at(&self, inside: usize) -> (&str, usize) {
        let before = self.lines.get(..inside).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let rest = self.lines.get(start..).unwrap_or_default();
        let length = rest.find('\n').unwrap_or(rest.len());
        (rest.get(..length).unwrap_or_default(), start + length)
    }

    /// Returns the vocabulary with the terms that came since; nothing where none did.
    pub(in crate::index) fn read_on(
        &self,
        snapshot: &Snapshot,
    ) -> Result<Option<Self>, IndexError> {
        let newest = snapshot.row("SELECT max(id) FROM term", [], |row| row.get(0))?.flatten();
        if newest.is_none_or(|newest: i64| newest <= self.last) {
            return Ok(None);
        }
        let mut read = self.clone();
        if read.lines.is_empty() {
            read.lines.push('\n');
        }
        snapshot.each("SELECT id, text FROM term WHERE id>? ORDER BY id", [self.last], |row| {
            read.last = row.get(0)?;
            read.lines.push_str(row.get_ref(1)?.as_str()?);
            read.lines.push('\n');
            Ok(())
        })?;
        Ok(Some(read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_where_it_must_stand() {
        let lines = "\nnote\nnotes\nfootnote\nno\nα\nnonote\n".to_owned();
        let vocabulary = Vocabulary { lines, last: 6 };
        let find = |part, place| vocabulary.terms_with(part, place, 9).unwrap().join(" ");
        assert_eq!(find("note", Part::Anywhere), "note notes footnote nonote");
        assert_eq!(find("note", Part::Start), "note notes");
        assert_eq!(find("note", Part::End), "note footnote nonote");
        assert_eq!(find("note", Part::Whole), "note");
        assert_eq!(find("n", Part::Anywhere), "note notes footnote no nonote");
        assert_eq!(find("α", Part::Whole), "α");
        assert_eq!(find("x", Part::Anywhere), "");
        assert_eq!(vocabulary.terms_with("o", Part::Anywhere, 2), None);
        assert_eq!(vocabulary.first_terms_with("no", Part::Anywhere, 2), ["note", "notes"]);
    }
}

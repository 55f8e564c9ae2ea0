//! What an edit wants done, as a value: it can be shown, tested, refused and undone.
//!
//! A plan is built here and applied by `disk::journal`; making one touches nothing.

use crate::error::{Code, Error};
use crate::path::VaultPath;
use crate::text::{ContentHash, Span};

/// Everything that one operation does to the vault, applied whole or not at all.
///
/// Splices name files where they are before the plan; they are applied first, then the moves,
/// the creations and last what goes to the trash. A file or folder is moved by one [`Move`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// What the operation is, for the log and its undo: `rename "Old" to "New"`.
    pub title: String,
    /// Changes inside files.
    pub splices: Vec<FileSplices>,
    /// Files and folders that go elsewhere, in this order.
    pub moves: Vec<Move>,
    /// Files that come to be.
    pub creates: Vec<Create>,
    /// Files and folders that go to the trash.
    pub trash: Vec<VaultPath>,
}

/// The changes inside one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSplices {
    /// The file, where it is before the plan.
    pub path: VaultPath,
    /// What its bytes were when the plan was made; other bytes refuse the plan.
    pub expected: ContentHash,
    /// The changes, in any order, none overlapping another.
    pub splices: Vec<Splice>,
}

/// One change: the bytes of `span` become `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// What is replaced, in bytes of the old content; an empty span inserts.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// One file or folder that goes elsewhere; nothing is ever overwritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Where it is.
    pub from: VaultPath,
    /// Where it goes; its folder is made where it is missing.
    pub to: VaultPath,
}

/// One file that comes to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Create {
    /// Where; its folder is made where it is missing.
    pub path: VaultPath,
    /// Its whole content.
    pub bytes: Vec<u8>,
}

/// Says why splices do not fit the bytes they were made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SpliceError {
    /// A span ends before it starts or past the last byte.
    #[error("a change at bytes {0:?} lies outside the file")]
    Outside(Span),
    /// Two spans share a byte.
    #[error("the changes at bytes {0:?} and {1:?} overlap")]
    Overlap(Span, Span),
}

impl From<SpliceError> for Error {
    fn from(error: SpliceError) -> Self {
        Self::new(Code::Invalid, error.to_string())
            .with_hint("the file may have changed meanwhile; try again")
    }
}

impl Plan {
    /// Returns true for a plan that would do nothing.
    pub fn is_empty(&self) -> bool {
        self.splices.iter().all(|file| file.splices.is_empty())
            && self.moves.is_empty()
            && self.creates.is_empty()
            && self.trash.is_empty()
    }
}

/// Returns `bytes` with the splices applied; every byte outside their spans is kept.
///
/// Splices may come in any order. Several insertions at one place keep their order; an insertion
/// at the start of a replaced span stands before the replacement.
pub fn apply_splices(bytes: &[u8], splices: &[Splice]) -> Result<Vec<u8>, SpliceError> {
    let mut ordered: Vec<&Splice> = splices.iter().collect();
    ordered.sort_by_key(|splice| splice.span);
    let added: usize = splices.iter().map(|splice| splice.text.len()).sum();
    let mut result = Vec::with_capacity(bytes.len() + added);
    let mut last = Span::default();
    for splice in ordered {
        let span = splice.span;
        if span.start < last.end {
            return Err(SpliceError::Overlap(last, span));
        }
        let kept = bytes.get(last.end as usize..span.start as usize);
        let replaced = bytes.get(span.range());
        let (Some(kept), Some(_)) = (kept, replaced) else {
            return Err(SpliceError::Outside(span));
        };
        result.extend_from_slice(kept);
        result.extend_from_slice(splice.text.as_bytes());
        last = span;
    }
    result.extend_from_slice(bytes.get(last.end as usize..).unwrap_or_default());
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn splice(start: usize, end: usize, text: &str) -> Splice {
        Splice { span: Span { start: start as u32, end: end as u32 }, text: text.to_owned() }
    }

    fn check(before: &str, splices: &[Splice], after: Result<&str, SpliceError>) {
        let result = apply_splices(before.as_bytes(), splices);
        assert_eq!(result, after.map(|text| text.as_bytes().to_vec()));
    }

    #[test]
    fn splices_apply_in_the_order_of_the_file() {
        check("abcdef", &[splice(4, 5, "E"), splice(1, 3, "")], Ok("adEf"));
        check("ab", &[splice(1, 1, "1"), splice(1, 1, "2"), splice(1, 2, "B")], Ok("a12B"));
        check("", &[splice(0, 0, "x")], Ok("x"));
        check("same", &[], Ok("same"));
    }

    #[test]
    fn splices_that_do_not_fit_are_refused() {
        let (first, second) = (splice(0, 2, ""), splice(1, 3, ""));
        let overlap = SpliceError::Overlap(first.span, second.span);
        check("abc", &[second, first], Err(overlap));
        check("abc", &[splice(2, 4, "")], Err(SpliceError::Outside(splice(2, 4, "").span)));
        check("abc", &[splice(2, 1, "")], Err(SpliceError::Outside(splice(2, 1, "").span)));
        check("abc", &[splice(9, 9, "x")], Err(SpliceError::Outside(splice(9, 9, "").span)));
    }
}

//! Conditions on tags.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::corpus::Corpus;
use super::file_set::FileSet;
use super::matcher::{Matcher, Subject};
use super::tree::Needle;
use crate::index::IndexError;
use crate::path::fold_name;

/// What a tag must be.
#[derive(Debug)]
pub(super) enum TagTest {
    /// Any tag.
    Any,
    /// This tag or one below it: folded, without `#`.
    Named(String),
    /// One that the pattern matches, with its `#`.
    Matching(Matcher),
}

impl TagTest {
    pub(super) fn new(needle: &Needle, matcher: Matcher) -> Self {
        match needle {
            Needle::Pattern(_) => Self::Matching(matcher),
            Needle::Word(text) | Needle::Phrase(text) => {
                let key = fold_name(text.trim().trim_start_matches('#').trim_end_matches('/'));
                if key.is_empty() { Self::Any } else { Self::Named(key) }
            }
        }
    }

    /// Returns the files with such a tag.
    pub(super) fn files(&self, corpus: &Corpus<'_>) -> Result<FileSet, IndexError> {
        match self {
            Self::Any => corpus.tagged_as(|_| true),
            Self::Named(key) => corpus.tagged(key),
            Self::Matching(matcher) => {
                corpus.tagged_as(|key| matcher.is_in(&Subject::new(&format!("#{key}"))))
            }
        }
    }

    /// Lists where such tags stand in a text.
    pub(super) fn find(&self, text: &str) -> Vec<Range<usize>> {
        let captures = TAG.iter().flat_map(|tag| tag.captures_iter(text));
        let found = captures.filter_map(|captures| captures.get(1));
        found.filter(|tag| self.holds(tag.as_str())).map(|tag| tag.range()).collect()
    }

    fn holds(&self, tag: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Named(key) => {
                let tag = fold_name(tag.trim_start_matches('#'));
                let below = tag.strip_prefix(key.as_str());
                below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }
            Self::Matching(matcher) => matcher.is_in(&Subject::new(tag)),
        }
    }
}

/// A tag where a text writes one.
static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern =
        r##"(?:^|\s)(#[^\s!"#$%&'()*+,.:;<=>?@^`{|}~\[\]\\\x{2000}-\x{206f}\x{2e00}-\x{2e7f}]+)"##;
    Regex::new(pattern).ok()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_where_they_stand() {
        let text = "#Work, a #work/urgent x#work #workshop `#work`\n#WORK";
        let find = |test: TagTest| -> Vec<&str> {
            test.find(text).into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(find(TagTest::Named("work".into())), ["#Work", "#work/urgent", "#WORK"]);
        assert_eq!(find(TagTest::Any).len(), 4);
    }
}

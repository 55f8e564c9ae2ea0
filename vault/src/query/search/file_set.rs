//! A set of files, one bit for each number: set algebra over a vault is a few thousand words.

use crate::names::FileId;

/// A set of files.
#[derive(Debug, Clone, Default)]
pub(super) struct FileSet {
    words: Vec<u64>,
}

impl FileSet {
    pub(super) fn insert(&mut self, file: FileId) {
        let at = file.at() / 64;
        if at >= self.words.len() {
            self.words.resize(at + 1, 0);
        }
        if let Some(word) = self.words.get_mut(at) {
            *word |= 1 << (file.at() % 64);
        }
    }

    pub(super) fn contains(&self, file: FileId) -> bool {
        self.words.get(file.at() / 64).is_some_and(|word| word >> (file.at() % 64) & 1 == 1)
    }

    pub(super) fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Adds the files of `other`.
    pub(super) fn unite(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Keeps the files that are in `other` too.
    pub(super) fn intersect(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Takes the files of `other` away.
    pub(super) fn subtract(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Returns the files that are in this set and not in `other`.
    pub(super) fn without(&self, other: &Self) -> Self {
        let mut left = self.clone();
        left.subtract(other);
        left
    }

    /// Lists the files by number.
    pub(super) fn iter(&self) -> impl Iterator<Item = FileId> {
        self.words.iter().zip(0u32..).flat_map(|(word, at)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(FileId(at * 64 + bit))
            })
        })
    }
}

impl FromIterator<FileId> for FileSet {
    fn from_iter<I: IntoIterator<Item = FileId>>(files: I) -> Self {
        let mut set = Self::default();
        files.into_iter().for_each(|file| set.insert(file));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn set(files: &BTreeSet<u32>) -> FileSet {
        files.iter().map(|file| FileId(*file)).collect()
    }

    fn listed(set: &FileSet) -> BTreeSet<u32> {
        set.iter().map(|file| file.0).collect()
    }

    proptest! {
        #[test]
        fn the_algebra_is_that_of_sets(
            a in prop::collection::btree_set(0u32..300, 0..40),
            b in prop::collection::btree_set(0u32..300, 0..40),
        ) {
            let (mut union, mut both) = (set(&a), set(&a));
            union.unite(&set(&b));
            both.intersect(&set(&b));
            prop_assert_eq!(listed(&union), &a | &b);
            prop_assert_eq!(listed(&both), &a & &b);
            prop_assert_eq!(listed(&set(&a).without(&set(&b))), &a - &b);
            prop_assert_eq!(union.len(), (&a | &b).len());
            prop_assert!(a.iter().all(|file| set(&a).contains(FileId(*file))));
        }
    }
}

//! The files that the vault's settings leave out of search (`userIgnoreFilters`).

use regex::{Regex, RegexBuilder};

use crate::path::fold_name;

/// Which files are left out.
#[derive(Debug, Default)]
pub struct Excluded {
    prefixes: Vec<String>,
    patterns: Vec<Regex>,
}

impl Excluded {
    /// Reads the filters as Obsidian writes them: a folder or file, or a pattern between slashes.
    ///
    /// A pattern that cannot be read leaves nothing out.
    pub fn new(filters: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut excluded = Self::default();
        for filter in filters {
            let filter = filter.as_ref().trim();
            match filter.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')) {
                Some(pattern) if !pattern.is_empty() => {
                    let built = RegexBuilder::new(pattern).case_insensitive(true).build();
                    excluded.patterns.extend(built);
                }
                _ => excluded.add_prefix(filter),
            }
        }
        excluded
    }

    fn add_prefix(&mut self, filter: &str) {
        let folder = filter.trim_matches('/');
        if !folder.is_empty() {
            self.prefixes.push(fold_name(folder));
        }
    }

    /// Returns true where nothing is left out.
    pub fn is_empty(&self) -> bool {
        self.prefixes.is_empty() && self.patterns.is_empty()
    }

    /// Returns true for a path that is left out: a folder of that name with all below it, or the
    /// file itself.
    pub fn contains(&self, path: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let folded = fold_name(path);
        let in_folder = |prefix: &String| {
            folded
                .strip_prefix(prefix.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.prefixes.iter().any(in_folder) || self.patterns.iter().any(|p| p.is_match(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_files_and_patterns_are_left_out() {
        let excluded = Excluded::new(["Archive/", "a/b.md", "/\\.tmp\\./", "/(/"]);
        for (path, out) in [
            ("archive/x.md", true),
            ("Archive 2/x.md", false),
            ("a/b.md", true),
            ("a/b.md2", false),
            ("x/y.TMP.md", true),
            ("x.md", false),
        ] {
            assert_eq!(excluded.contains(path), out, "{path}");
        }
        assert!(!Excluded::new(["", "/"]).contains("a.md"));
    }
}

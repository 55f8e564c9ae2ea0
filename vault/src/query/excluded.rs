//! Files that the person wants left out of lists: Obsidian's `userIgnoreFilters`.

use regex::{Regex, RegexBuilder};

use crate::path::VaultPath;

/// The files that are left out; links to them resolve as ever.
///
/// An entry is a path from the vault and stands for what is at it and below it; one written
/// `/…/` is a regular expression over paths. An expression that cannot be read excludes nothing.
#[derive(Debug, Clone, Default)]
pub struct Excluded {
    paths: Vec<String>,
    patterns: Vec<Regex>,
}

/// How large a person's expression may become, in bytes.
const PATTERN_LIMIT: usize = 1 << 20;

impl Excluded {
    /// Returns what these entries exclude.
    pub fn new(entries: &[String]) -> Self {
        let mut excluded = Self::default();
        for entry in entries {
            let pattern = entry.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
            match pattern {
                Some(pattern) if !pattern.is_empty() => {
                    let pattern = RegexBuilder::new(pattern).size_limit(PATTERN_LIMIT).build();
                    excluded.patterns.extend(pattern.ok());
                }
                _ => excluded.add_path(entry),
            }
        }
        excluded
    }

    fn add_path(&mut self, entry: &str) {
        let path = entry.trim_matches('/');
        if !path.is_empty() {
            self.paths.push(path.to_owned());
        }
    }

    /// Returns true for a file that is left out.
    pub fn holds(&self, path: &VaultPath) -> bool {
        let below = |entry: &String| match path.as_str().strip_prefix(entry.as_str()) {
            Some(rest) => rest.is_empty() || rest.starts_with('/'),
            None => false,
        };
        self.paths.iter().any(below)
            || self.patterns.iter().any(|pattern| pattern.is_match(path.as_str()))
    }

    /// Returns true for a row whose first column is the path of a file that is left out.
    pub(super) fn holds_path_of(&self, row: &rusqlite::Row<'_>) -> rusqlite::Result<bool> {
        Ok(crate::index::read_path(row)?.is_none_or(|path| self.holds(&path)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_files_and_patterns_are_left_out() {
        let entries = ["Archive/", "a/b", "Note.md", r"/^\d{4}-/", "/(/", "", "/"];
        let excluded = Excluded::new(&entries.map(str::to_owned));
        for (path, holds) in [
            ("Archive/x.md", true),
            ("Archives/x.md", false),
            ("a/b/c.md", true),
            ("a/bc.md", false),
            ("Note.md", true),
            ("2024-01-01.md", true),
            ("x/2024-01-01.md", false),
        ] {
            assert_eq!(excluded.holds(&VaultPath::new(path).unwrap()), holds, "{path}");
        }
    }
}

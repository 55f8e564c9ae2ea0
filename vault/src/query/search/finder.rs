//! Finding a text or a pattern to put another in its place.

use std::ops::Range;

use super::candidates::candidates;
use super::corpus::Corpus;
use super::matcher::{Matcher, Subject};
use super::tree::Needle;
use crate::index::{IndexError, Snapshot};
use crate::path::VaultPath;
use crate::query::excluded::Excluded;

/// What is looked for: a text, or a pattern between slashes.
#[derive(Debug)]
pub struct Finder {
    needle: Needle,
    match_case: bool,
    matcher: Matcher,
}

impl Finder {
    /// Reads what is looked for: `/pattern/`, else a text as it stands, accents ignored unless
    /// case counts. The error says what is wrong with a pattern.
    pub fn parse(find: &str, match_case: bool) -> Result<Self, String> {
        let source = find.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
        let source = source.filter(|source| !source.is_empty());
        let needle = match source {
            Some(source) => Needle::Pattern(source.to_owned()),
            None => Needle::Word(find.to_owned()),
        };
        let matcher = Matcher::new(&needle, match_case)?;
        if matches!(matcher, Matcher::Anything) {
            return Err("there is nothing to look for".to_owned());
        }
        Ok(Self { needle, match_case, matcher })
    }

    /// Reads a text to look for, slashes or not; case and accents are ignored.
    pub fn parse_text(text: &str) -> Result<Self, String> {
        let needle = Needle::Word(text.to_owned());
        let matcher = Matcher::new(&needle, false)?;
        Ok(Self { needle, match_case: false, matcher })
    }

    /// Lists the notes that may hold it, by path; excluded ones are left out.
    pub fn list_candidates(
        &self,
        snapshot: &Snapshot,
        excluded: &Excluded,
    ) -> Result<Vec<VaultPath>, IndexError> {
        let corpus = Corpus::new(snapshot, excluded)?;
        let candidates = candidates(&self.needle, self.match_case, &corpus.words);
        let files = corpus.reached(&candidates)?;
        let mut paths = Vec::new();
        for file in files.iter() {
            paths.extend(snapshot.find_path(file)?.filter(VaultPath::is_note));
        }
        paths.sort();
        Ok(paths)
    }

    /// Returns each place in `text` with what comes there: `to`, in which `$1`, `$<name>` and `$&`
    /// stand for what a pattern found, as in JavaScript. Places are in bytes and in order; empty
    /// ones are left out.
    pub fn replacements(&self, text: &str, to: &str) -> Vec<(Range<usize>, String)> {
        let mut found = match &self.matcher {
            Matcher::Pattern(pattern) => pattern.replacements(text, &in_regex_terms(to)),
            matcher => {
                let places = matcher.find(&Subject::new(text)).into_iter();
                places.map(|place| (place, to.to_owned())).collect()
            }
        };
        found.retain(|(place, new)| !place.is_empty() && text.get(place.clone()) != Some(new));
        found
    }
}

/// Spells a replacement of JavaScript as the `regex` crate does.
fn in_regex_terms(to: &str) -> String {
    let mut spelled = String::with_capacity(to.len());
    let mut rest = to;
    while let Some((before, behind)) = rest.split_once('$') {
        spelled.push_str(before);
        let digits = behind.bytes().take(2).take_while(u8::is_ascii_digit).count();
        let name = behind.strip_prefix('<').and_then(|name| name.split_once('>'));
        let (text, taken) = match (digits, name) {
            (1.., _) => (format!("${{{}}}", behind.get(..digits).unwrap_or("")), digits),
            (_, Some((name, _))) => (format!("${{{name}}}"), name.len() + 2),
            _ if behind.starts_with('&') => ("${0}".to_owned(), 1),
            _ if behind.starts_with('$') => ("$$".to_owned(), 1),
            _ => ("$$".to_owned(), 0),
        };
        spelled.push_str(&text);
        rest = behind.get(taken..).unwrap_or("");
    }
    spelled.push_str(rest);
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(text: &str, find: &str, to: &str) -> String {
        let finder = Finder::parse(find, true).unwrap();
        let mut changed = text.to_owned();
        for (place, new) in finder.replacements(text, to).into_iter().rev() {
            changed.replace_range(place, &new);
        }
        changed
    }

    #[test]
    fn a_replacement_is_spelled_as_in_javascript() {
        assert_eq!(replaced("a1 b2", r"/(\w)(\d)/", "$2$1x"), "1ax 2bx");
        assert_eq!(replaced("a1", r"/(?<letter>a)1/", "$<letter>, $&, $$1, $"), "a, a1, $1, $");
        assert_eq!(replaced("a$1", "$1", "$2"), "a$2");
        assert_eq!(replaced("aaa", "/x*/", "-"), "aaa");
        assert!(Finder::parse("/(/", true).is_err());
    }
}

//! Where a shown name holds the letters that were typed, for the eye.

use nucleo_matcher::pattern::Pattern;
use nucleo_matcher::{Matcher, Utf32Str};

use crate::text::fold::fold_with_map;
use crate::text::utf16_len;

/// Returns the stretches of `shown` that `pattern` matches, in order, in UTF-16 units.
///
/// Empty where it was found by other means than its letters: by its folder, or in spite of a slip.
pub(super) fn matched_spans(
    shown: &str,
    pattern: &Pattern,
    matcher: &mut Matcher,
) -> Vec<(u32, u32)> {
    let folded = fold_with_map(shown);
    // Characters instead of the matcher's own graphemes, so that its numbers lead back to bytes.
    let characters: Vec<char> = folded.as_str().chars().collect();
    let mut matched = Vec::new();
    if pattern.indices(Utf32Str::Unicode(&characters), matcher, &mut matched).is_none() {
        return Vec::new();
    }
    matched.sort_unstable();
    matched.dedup();
    let mut spans: Vec<(u32, u32)> = Vec::new();
    let bytes: Vec<(usize, char)> = folded.as_str().char_indices().collect();
    for index in matched {
        let Some((at, character)) = bytes.get(index as usize) else { continue };
        let source = folded.source(*at..*at + character.len_utf8());
        let units = |byte: usize| utf16_len(shown.get(..byte).unwrap_or(shown)) as u32;
        let (start, end) = (units(source.start), units(source.end));
        match spans.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => spans.push((start, end)),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use nucleo_matcher::Config;
    use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization};

    use super::*;

    #[test]
    fn letters_are_marked_where_they_stand_in_the_shown_name() {
        for (shown, typed, expected) in [
            ("amazon durability", "ama dur", vec![(0, 3), (7, 10)]),
            ("Übersicht", "uber", vec![(0, 4)]),
            ("Straße 7", "strasse", vec![(0, 6)]),
            ("📅 Plan", "plan", vec![(3, 7)]),
            ("Other", "amazon", vec![]),
        ] {
            let pattern =
                Pattern::new(typed, CaseMatching::Respect, Normalization::Never, AtomKind::Fuzzy);
            let spans = matched_spans(shown, &pattern, &mut Matcher::new(Config::DEFAULT));
            assert_eq!(spans, expected, "{typed} in {shown}");
        }
    }
}

//! Names that differ from what was typed by a slip or two.

/// Returns how far a folded name is from the folded words typed; nothing where it is too far.
///
/// Each word typed must be near the beginning of some word of the name: one slip up to five
/// characters, two beyond. A slip is a character added, left out, changed, or two swapped.
pub(super) fn distance(typed: &str, name: &str) -> Option<usize> {
    let mut sum = 0;
    let mut any = false;
    for word in words(typed) {
        let limit = match word.chars().count() {
            0..=2 => 0,
            3..=5 => 1,
            _ => 2,
        };
        let nearest = words(name).filter_map(|other| slips(word, other, limit)).min()?;
        sum += nearest;
        any = true;
    }
    any.then_some(sum)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Counts the slips between `word` and the best beginning of `other`, up to `limit`.
fn slips(word: &str, other: &str, limit: usize) -> Option<usize> {
    let word: Vec<char> = word.chars().collect();
    // Characters past the limit behind the word's length can only add to the distance.
    let other: Vec<char> = other.chars().take(word.len() + limit).collect();
    if other.len() + limit < word.len() {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, typed) in word.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, character) in other.iter().enumerate() {
            let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX);
            let swapped = row > 0
                && column > 0
                && word.get(row - 1) == Some(character)
                && other.get(column - 1) == Some(typed);
            let mut best = at(&last, column) + usize::from(typed != character);
            best = best.min(at(&last, column + 1) + 1).min(at(&next, column) + 1);
            if swapped {
                best = best.min(at(&before, column - 1) + 1);
            }
            next.push(best);
        }
        if next.iter().min().is_none_or(|best| *best > limit) {
            return None;
        }
        before = std::mem::replace(&mut last, next);
    }
    last.into_iter().min().filter(|best| *best <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_or_two_are_near() {
        for (typed, name, expected) in [
            ("amazon", "amazon durability", Some(0)),
            ("amaozn", "amazon durability", Some(1)),
            ("durabilty amazn", "amazon durability", Some(2)),
            ("dur", "amazon durability", Some(0)),
            ("dxr", "amazon durability", Some(1)),
            ("dx", "amazon durability", None),
            ("google", "amazon durability", None),
            ("zolc", "zolw", Some(1)),
            ("--", "x", None),
        ] {
            assert_eq!(distance(typed, name), expected, "{typed} {name}");
        }
    }
}

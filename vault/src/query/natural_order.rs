//! The order in which people expect names: numbers by their value, case and accents ignored.

use std::cmp::Ordering;

use crate::text::fold::fold;

/// A name made ready for comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NaturalKey(String);

impl NaturalKey {
    pub(super) fn new(name: &str) -> Self {
        Self(fold(name).into_owned())
    }
}

impl PartialOrd for NaturalKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for NaturalKey {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(&self.0, &other.0).then_with(|| self.0.cmp(&other.0))
    }
}

fn compare(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    loop {
        match (a.split_first(), b.split_first()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some((x, _)), Some((y, _))) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (number_a, rest_a) = split_number(a);
                let (number_b, rest_b) = split_number(b);
                let order = number_a.len().cmp(&number_b.len()).then(number_a.cmp(number_b));
                if order.is_ne() {
                    return order;
                }
                (a, b) = (rest_a, rest_b);
            }
            (Some((x, rest_a)), Some((y, rest_b))) => {
                if x != y {
                    return x.cmp(y);
                }
                (a, b) = (rest_a, rest_b);
            }
        }
    }
}

/// Splits off the digits at the start, without leading zeros.
fn split_number(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let zeros = digits.iter().take_while(|byte| **byte == b'0').count();
    (digits.get(zeros..).unwrap_or_default(), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_by_value_and_case_is_ignored() {
        let mut names = ["b", "A10", "a9", "Éa", "a09b", "a", "10", "9", "eb", "x 2 y", "x 10 y"];
        names.sort_by_key(|name| NaturalKey::new(name));
        let expected = ["9", "10", "a", "a9", "a09b", "A10", "b", "Éa", "eb", "x 2 y", "x 10 y"];
        assert_eq!(names, expected);
    }
}

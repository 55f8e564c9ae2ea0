//! Putting large values in order.

use std::cmp::Ordering;

/// Sorts values that are many bytes large: their places are sorted, and each is moved only twice.
///
/// Equal ones stay in the order in which they were.
pub fn sort_large<T>(values: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    if values.is_sorted_by(|one, other| compare(one, other).is_le()) {
        return;
    }
    let mut places: Vec<usize> = (0..values.len()).collect();
    places.sort_by(|one, other| match (values.get(*one), values.get(*other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    let mut taken: Vec<Option<T>> = std::mem::take(values).into_iter().map(Some).collect();
    values.extend(places.into_iter().filter_map(|place| taken.get_mut(place)?.take()));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_stable_sort(values in prop::collection::vec((0_u8..6, any::<u8>()), 0..40)) {
            let (mut ours, mut plain) = (values.clone(), values);
            sort_large(&mut ours, |one, other| one.0.cmp(&other.0));
            plain.sort_by_key(|value| value.0);
            prop_assert_eq!(ours, plain);
        }
    }
}

//! Where the notes and features of one corpus stand in the next one.

use std::cmp::Ordering;

use super::corpus::{Corpus, Note};

/// Where the numbers of one corpus went in the next. Both are in order, so that what stays keeps
/// its order too.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// By earlier number of a note, its number now; none for one that is gone.
    pub(super) notes: Vec<Option<u32>>,
    /// By number of a note, its earlier number; none for one that is new.
    pub(super) notes_before: Vec<Option<u32>>,
    features: Vec<Option<u32>>,
    /// By number of a feature, its earlier number.
    pub(super) features_before: Vec<Option<u32>>,
    /// Every note has the number that it had.
    pub(super) same: bool,
}

impl Places {
    pub(super) fn new(before: &Corpus, now: &Corpus) -> Self {
        let (notes, notes_before) =
            matched(&before.notes, &now.notes, |a, b| a.path.as_str().cmp(b.path.as_str()));
        let (features, features_before) = matched(&before.features, &now.features, |a, b| {
            (a.signal, a.key.as_str()).cmp(&(b.signal, b.key.as_str()))
        });
        let stays = |(place, number): (&Option<u32>, u32)| *place == Some(number);
        let same = notes.len() == notes_before.len() && notes.iter().zip(0..).all(stays);
        Self { notes, notes_before, features, features_before, same }
    }

    /// Returns the number now of a note that had this number.
    pub(super) fn note(&self, before: u32) -> Option<u32> {
        self.notes.get(before as usize).copied().flatten()
    }

    /// Moves what is kept for each note to its number now.
    pub(super) fn moved<T: Default>(&self, mut kept: Vec<T>) -> Vec<T> {
        if self.same {
            return kept;
        }
        let take = |before: &Option<u32>| {
            let place = before.and_then(|before| kept.get_mut(before as usize));
            place.map(std::mem::take).unwrap_or_default()
        };
        self.notes_before.iter().map(take).collect()
    }

    /// Returns true where two versions of a note share, link and date alike.
    pub(super) fn ties_alike(&self, before: &Note, now: &Note) -> bool {
        let same = |places: &[Option<u32>], before: &[u32], now: &[u32]| {
            let place = |number: &u32| places.get(*number as usize).copied().flatten();
            before.len() == now.len() && before.iter().zip(now).all(|(a, b)| place(a) == Some(*b))
        };
        before.day == now.day
            && before.is_thesis == now.is_thesis
            && same(&self.features, &before.features, &now.features)
            && same(&self.notes, &before.links, &now.links)
    }
}

type Matched = (Vec<Option<u32>>, Vec<Option<u32>>);

/// Finds the numbers in `now` of what stands in `before`, and the other way; both in order.
fn matched<T>(before: &[T], now: &[T], order: impl Fn(&T, &T) -> Ordering) -> Matched {
    let (mut there, mut back) = (vec![None; before.len()], vec![None; now.len()]);
    let (mut left, mut right) = ((0_u32..).zip(before).peekable(), (0_u32..).zip(now).peekable());
    while let (Some((a, one)), Some((b, other))) = (left.peek(), right.peek()) {
        match order(one, other) {
            Ordering::Less => {
                left.next();
            }
            Ordering::Greater => {
                right.next();
            }
            Ordering::Equal => {
                if let Some(place) = there.get_mut(*a as usize) {
                    *place = Some(*b);
                }
                if let Some(place) = back.get_mut(*b as usize) {
                    *place = Some(*a);
                }
                left.next();
                right.next();
            }
        }
    }
    (there, back)
}

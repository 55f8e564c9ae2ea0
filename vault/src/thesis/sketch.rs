//! A sketch of a text, small enough to keep, from which the likeness of two texts is told.
//!
//! One-permutation min-hashing over runs of four words: each run's hash falls into one of 64
//! bins, and each bin keeps its smallest. The share of bins that agree tells the share of runs
//! that two texts have in common. The hash is our own, so that sketches stay what they are.

use serde::{Deserialize, Serialize};

/// How many bins a sketch has.
const BINS: usize = 64;
/// How many words a run has.
const RUN: usize = 4;
/// Texts with fewer words are like too many others.
const FEWEST_WORDS: usize = 40;
/// The fewest filled bins that a likeness can be told from.
const FEWEST_BINS: usize = 24;
/// How many bins stand together when like texts are looked for.
const BAND: usize = 4;

/// A sketch of a text; empty for one too short.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sketch(Vec<u16>);

impl Sketch {
    /// Returns the sketch of a text.
    pub fn of(text: &str) -> Self {
        let mut bins = vec![u32::MAX; BINS];
        let mut last = [0u32; RUN];
        let mut words = 0usize;
        for word in Words(text.chars()) {
            last.rotate_left(1);
            if let Some(place) = last.last_mut() {
                *place = word;
            }
            words += 1;
            if words >= RUN {
                let run = last.iter().fold(0x811c_9dc5, |hash, word| mix(hash ^ word));
                if let Some(bin) = bins.get_mut((run >> 26) as usize) {
                    *bin = (*bin).min(run & 0x03ff_ffff);
                }
            }
        }
        if words < FEWEST_WORDS {
            return Self::default();
        }
        // Sixteen bits tell bins apart well enough; an empty bin is 0.
        let kept = |bin: u32| if bin == u32::MAX { 0 } else { (mix(bin) >> 16) as u16 | 1 };
        Self(bins.into_iter().map(kept).collect())
    }

    /// Returns true where nothing is known of the text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the share of their text that two have in common, from 0 to 1.
    pub fn likeness(&self, other: &Self) -> f64 {
        let both = self.0.iter().zip(&other.0).filter(|(a, b)| **a != 0 || **b != 0);
        let (mut filled, mut same) = (0usize, 0usize);
        for (a, b) in both {
            filled += 1;
            same += usize::from(a == b);
        }
        if filled < FEWEST_BINS { 0.0 } else { same as f64 / filled as f64 }
    }

    /// Lists keys of which like texts share at least one, nearly always.
    pub fn keys(&self) -> impl Iterator<Item = (usize, &[u16])> {
        let whole = |(_, band): &(usize, &[u16])| band.iter().all(|bin| *bin != 0);
        self.0.chunks(BAND).enumerate().filter(whole)
    }
}

impl From<Sketch> for String {
    fn from(sketch: Sketch) -> Self {
        sketch.0.iter().fold(Self::new(), |mut text, bin| {
            for shift in [12, 8, 4, 0] {
                text.push(char::from_digit(u32::from(bin >> shift) & 15, 16).unwrap_or('0'));
            }
            text
        })
    }
}

impl TryFrom<String> for Sketch {
    type Error = std::num::ParseIntError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits = text.as_bytes().chunks(4).filter_map(|four| std::str::from_utf8(four).ok());
        digits.map(|four| u16::from_str_radix(four, 16)).collect::<Result<_, _>>().map(Self)
    }
}

/// The hashes of a text's words, in lower case.
struct Words<'t>(std::str::Chars<'t>);

impl Iterator for Words<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut hash: Option<u32> = None;
        for character in self.0.by_ref() {
            let is_part = if character.is_ascii() {
                character.is_ascii_alphanumeric()
            } else {
                character.is_alphanumeric()
            };
            if is_part {
                let folded = if character.is_ascii() {
                    character.to_ascii_lowercase()
                } else {
                    character.to_lowercase().next().unwrap_or(character)
                };
                let before = hash.unwrap_or(0x811c_9dc5);
                hash = Some((before ^ u32::from(folded)).wrapping_mul(0x0100_0193));
            } else if hash.is_some() {
                break;
            }
        }
        hash
    }
}

fn mix(mut hash: u32) -> u32 {
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x7feb_352d);
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x846c_a68b);
    hash ^ (hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|at| format!("word{} ", at * 7919 % 1009)).collect()
    }

    #[test]
    fn like_texts_have_like_sketches() {
        let (a, same) = (Sketch::of(&text(0, 300)), Sketch::of(&text(0, 300).to_uppercase()));
        assert_eq!(a, same);
        assert!(a.likeness(&Sketch::of(&text(10, 310))) > 0.75);
        assert!(a.likeness(&Sketch::of(&text(400, 700))) < 0.1);
        assert!(Sketch::of(&text(0, 30)).is_empty());
        let back = Sketch::try_from(String::from(a.clone())).unwrap();
        assert_eq!(back, a);
    }
}

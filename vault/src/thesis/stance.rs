//! The words of an edge and of a source: stance, strength, reliability, review.

use serde::{Deserialize, Serialize};

/// Which way a note pushes a thesis.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// For it.
    Supports,
    /// Against it.
    Contradicts,
    /// It bears on the thesis without taking a side.
    Context,
}

impl Stance {
    /// All stances, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Supports, Self::Contradicts, Self::Context];

    /// Returns the word for it in a note.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Contradicts => "contradicts",
            Self::Context => "context",
        }
    }

    /// Returns the stance that a word names, case ignored.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stance| stance.as_str().eq_ignore_ascii_case(word.trim()))
    }

    /// Returns the sign that is drawn for it.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Supports => "▲",
            Self::Contradicts => "▼",
            Self::Context => "●",
        }
    }
}

/// How hard a note pushes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// A little.
    Weak,
    /// Noticeably.
    Moderate,
    /// Hard.
    Strong,
}

impl Strength {
    /// Returns the word for it in a note.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Moderate => "moderate",
            Self::Strong => "strong",
        }
    }

    /// Returns the strength that a word names, case ignored.
    pub fn parse(word: &str) -> Option<Self> {
        let all = [Self::Weak, Self::Moderate, Self::Strong];
        all.into_iter().find(|strength| strength.as_str().eq_ignore_ascii_case(word.trim()))
    }
}

/// The quality of a source, `A` the best.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[allow(missing_docs)]
pub enum Reliability {
    A,
    B,
    C,
    D,
    E,
    F,
}

impl Reliability {
    /// Returns the letter that a text names, case ignored.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "A" | "a" => Some(Self::A),
            "B" | "b" => Some(Self::B),
            "C" | "c" => Some(Self::C),
            "D" | "d" => Some(Self::D),
            "E" | "e" => Some(Self::E),
            "F" | "f" => Some(Self::F),
            _ => None,
        }
    }
}

/// Whether a person has looked at an edge.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Review {
    /// Written by an agent and not looked at yet: drawn, and counted apart.
    Draft,
    /// It counts.
    Confirmed,
}

impl Review {
    /// Returns the state that a word names, case ignored.
    pub fn parse(word: &str) -> Option<Self> {
        match word.trim().to_ascii_lowercase().as_str() {
            "draft" => Some(Self::Draft),
            "confirmed" => Some(Self::Confirmed),
            _ => None,
        }
    }
}

/// Returns a confidence or probability between 0 and 1 from `0.65`, `65%` or `65`.
pub fn parse_share(text: &str) -> Option<f64> {
    let text = text.trim();
    let (number, percent) = match text.strip_suffix('%') {
        Some(number) => (number.trim(), true),
        None => (text, false),
    };
    let plain = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let value: f64 = number.parse().ok().filter(|_| plain)?;
    // Above 1 a bare number can only be a percentage; 1 itself is certainty.
    let share = if percent || value > 1.0 { value / 100.0 } else { value };
    (0.0..=1.0).contains(&share).then(|| (share * 10_000.0).round() / 10_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_read_in_three_forms() {
        for (text, share) in [
            ("0.65", Some(0.65)),
            ("65%", Some(0.65)),
            (" 65 ", Some(0.65)),
            ("0.5%", Some(0.005)),
            ("1", Some(1.0)),
            ("0", Some(0.0)),
            ("101", None),
            ("-3", None),
            ("inf", None),
            ("1e1", None),
            ("much", None),
            ("", None),
        ] {
            assert_eq!(parse_share(text), share, "{text:?}");
        }
    }
}

//! What ties two notes together: each signal has a name, a weight and a cap, so that no single one
//! can carry a pair on its own however often it repeats.

/// A reason why two notes belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Signal {
    /// Rare terms of both texts.
    Text,
    /// One links to the other or embeds it.
    Link,
    /// Both link to the same place.
    Target,
    /// Both bear on the same thesis.
    Thesis,
    /// Both name the same entity.
    Entity,
    /// Both carry the same tag.
    Tag,
    /// Both come from the same source or author.
    Source,
    /// Both stand near in time; it lifts the others and is nothing by itself.
    Date,
}

/// How many signals there are that count by themselves.
pub const COUNTED: usize = 7;

/// How strongly each signal ties a pair.
pub type Parts = [f32; COUNTED];

impl Signal {
    /// The signals that count by themselves, in the order of [`Parts`].
    pub const ALL: [Self; COUNTED] =
        [Self::Text, Self::Link, Self::Target, Self::Thesis, Self::Entity, Self::Tag, Self::Source];

    /// Returns the word for it in answers and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Link => "links",
            Self::Target => "targets",
            Self::Thesis => "theses",
            Self::Entity => "entities",
            Self::Tag => "tags",
            Self::Source => "sources",
            Self::Date => "dates",
        }
    }

    /// Returns the signal of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().chain([Self::Date]).find(|signal| signal.as_str() == word)
    }

    /// Returns the most that it can add to a pair.
    pub const fn cap(self) -> f32 {
        match self {
            Self::Text => 1.0,
            Self::Thesis => 0.6,
            Self::Link | Self::Tag => 0.3,
            Self::Target | Self::Entity => 0.2,
            Self::Source => 0.15,
            Self::Date => 0.0,
        }
    }

    /// Returns what one shared thing adds, before the cap; `rarity` runs from 0 for what every
    /// note has to 1 for what two notes have.
    pub(super) fn share(self, rarity: f32) -> f32 {
        let rarity = rarity.clamp(0.0, 1.0);
        match self {
            Self::Text | Self::Link | Self::Date => 0.0,
            Self::Thesis => 1.0,
            Self::Target | Self::Entity => 0.7 * rarity * rarity,
            Self::Tag => 1.2 * rarity * rarity,
            Self::Source => rarity * rarity,
        }
    }

    /// Returns its place in [`Parts`].
    pub(super) fn at(self) -> usize {
        self as usize
    }
}

/// Which signals are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signals(u8);

impl Default for Signals {
    fn default() -> Self {
        Self(u8::MAX)
    }
}

impl Signals {
    /// Returns the set of these signals.
    pub fn of(signals: impl IntoIterator<Item = Signal>) -> Self {
        Self(signals.into_iter().fold(0, |set, signal| set | 1 << signal as u8))
    }

    /// Returns true where a signal is looked at.
    pub fn has(self, signal: Signal) -> bool {
        self.0 & (1 << signal as u8) != 0
    }
}

/// Adds up what ties a pair, each signal under its cap; `days` is their distance in time.
pub(super) fn strength(parts: &mut Parts, days: Option<i32>) -> f32 {
    let mut sum = 0.0;
    for (signal, part) in Signal::ALL.into_iter().zip(parts.iter_mut()) {
        *part = signal.cap() * part.min(1.0);
        sum += *part;
    }
    // A fortnight apart lifts a pair by a third of what the same day does.
    let near = days.map_or(0.0, |days| 0.12 * (-(days.abs().min(365) as f32) / 14.0).exp());
    sum * (1.0 + near)
}

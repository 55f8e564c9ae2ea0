//! Which events of a timeline are wanted: by kind, stance, strength, source, tag and words.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::event::{Event, EventKind};
use super::evidence::Evidence;
use super::lane::LaneKind;
use super::lane_names::LaneNames;
use super::stance::{Stance, Strength};
use crate::path::fold_name;

/// How hard an event is wanted to push.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// Hard.
    Strong,
    /// Noticeably.
    Moderate,
    /// A little.
    Weak,
    /// It pushes, and nobody says how hard.
    Unrated,
}

impl Rating {
    fn covers(self, event: &Event) -> bool {
        match self {
            Self::Strong => event.strength == Some(Strength::Strong),
            Self::Moderate => event.strength == Some(Strength::Moderate),
            Self::Weak => event.strength == Some(Strength::Weak),
            Self::Unrated => event.stance.is_some() && event.strength.is_none(),
        }
    }
}

/// What wanted events have in common. All conditions must hold; of the values of one, any. What is
/// left empty asks for nothing. A joined event is wanted where one of its notes is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
pub struct EventFilter {
    /// What it is.
    #[ts(as = "Option<Vec<EventKind>>", optional)]
    pub kinds: Vec<EventKind>,
    /// Which way it pushes; what pushes no way is left out.
    #[ts(as = "Option<Vec<Stance>>", optional)]
    pub stances: Vec<Stance>,
    /// How hard it pushes; what pushes no way is left out.
    #[ts(as = "Option<Vec<Rating>>", optional)]
    pub strengths: Vec<Rating>,
    /// Sources and authors, each by the key or the name that a list of sources has.
    #[ts(as = "Option<Vec<String>>", optional)]
    pub sources: Vec<String>,
    /// Tags with or without `#`; those nested in one count as it.
    #[ts(as = "Option<Vec<String>>", optional)]
    pub tags: Vec<String>,
    /// Words that its name, its notes' names or what is said about it hold, case ignored.
    #[ts(as = "Option<String>", optional)]
    pub text: String,
}

impl EventFilter {
    /// Returns true where it asks for nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Makes the filter ready to be asked about many events.
    pub fn ready<'f>(&'f self, evidence: &'f Evidence) -> ReadyFilter<'f> {
        ReadyFilter {
            filter: self,
            words: self.text.split_whitespace().map(fold_name).collect(),
            notes: self.list_notes(evidence),
        }
    }

    /// Lists the notes that sources and tags leave, by path; none where neither is asked for.
    fn list_notes<'e>(&self, evidence: &'e Evidence) -> Option<BTreeSet<&'e str>> {
        if self.sources.is_empty() && self.tags.is_empty() {
            return None;
        }
        let sources: BTreeSet<String> = self.sources.iter().map(|name| fold_name(name)).collect();
        let tags: Vec<String> =
            self.tags.iter().map(|tag| fold_name(tag.trim_start_matches('#'))).collect();
        let names = LaneNames::new(evidence);
        let notes = evidence.notes.iter().filter(|note| {
            let tagged = || {
                let own =
                    note.bearing.tags.iter().map(|tag| fold_name(tag.trim_start_matches('#')));
                own.into_iter().any(|own| tags.iter().any(|tag| is_within(&own, tag)))
            };
            let said = || {
                let lanes = [LaneKind::Source, LaneKind::Author];
                let mut keys = lanes.into_iter().flat_map(|lane| names.keys_of(note, lane));
                keys.any(|(key, title)| {
                    sources.contains(&fold_name(&key)) || sources.contains(&fold_name(&title))
                })
            };
            (tags.is_empty() || tagged()) && (sources.is_empty() || said())
        });
        Some(notes.map(|note| note.path.as_str()).collect())
    }
}

/// Returns true for a tag itself and for those nested in it, both folded.
fn is_within(own: &str, tag: &str) -> bool {
    own.strip_prefix(tag).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A filter with what it looks up in all notes.
#[derive(Debug)]
pub struct ReadyFilter<'f> {
    filter: &'f EventFilter,
    words: Vec<String>,
    notes: Option<BTreeSet<&'f str>>,
}

impl ReadyFilter<'_> {
    /// Returns true for an event that is wanted.
    pub fn wants(&self, event: &Event) -> bool {
        let EventFilter { kinds, stances, strengths, .. } = self.filter;
        (kinds.is_empty() || kinds.contains(&event.kind))
            && (stances.is_empty() || event.stance.is_some_and(|own| stances.contains(&own)))
            && (strengths.is_empty() || strengths.iter().any(|rating| rating.covers(event)))
            && self
                .notes
                .as_ref()
                .is_none_or(|notes| event.notes.iter().any(|path| notes.contains(path.as_str())))
            && self.has_words(event)
    }

    fn has_words(&self, event: &Event) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let mut text = format!("{}\n{}", event.label, event.detail);
        for path in &event.notes {
            let name = path.rsplit('/').next().unwrap_or(path);
            text.push('\n');
            text.push_str(name.strip_suffix(".md").unwrap_or(name));
        }
        let text = fold_name(&text);
        self.words.iter().all(|word| text.contains(word.as_str()))
    }
}

//! What kind of note a note is: by its type, else its tag, else its folder.

use serde::{Deserialize, Serialize};

use crate::path::{VaultPath, fold_name};

/// What a note is for thesis research.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ThesisNoteKind")]
pub enum Kind {
    /// A claim about the world.
    Thesis,
    /// Something read or seen that bears on a thesis.
    Evidence,
    /// Who says things.
    Source,
    /// A company, person or thing.
    Entity,
    /// An open question.
    Question,
    /// Something to look out for.
    Watch,
    /// Everything else.
    #[default]
    Note,
}

/// Where a note's kind was read from.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum KindBasis {
    /// Its `type` property.
    Type,
    /// A tag.
    Tag,
    /// The folder it lies in.
    Folder,
    /// Nothing says more.
    #[default]
    Nothing,
}

impl Kind {
    /// Returns the word for it in a note.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Thesis => "thesis",
            Self::Evidence => "evidence",
            Self::Source => "source",
            Self::Entity => "entity",
            Self::Question => "question",
            Self::Watch => "watch",
            Self::Note => "note",
        }
    }

    /// Returns the kind that a `type` names: case ignored, singular or plural.
    pub fn parse(word: &str) -> Option<Self> {
        let word = fold_name(word.trim()).replace(['_', ' '], "-");
        Some(match singular(&word) {
            "thesis" | "claim" | "hypothesis" => Self::Thesis,
            "evidence" | "reference" | "data-point" | "datapoint" | "clipping" | "article"
            | "paper" | "source-note" => Self::Evidence,
            "source" | "publisher" | "author" | "outlet" => Self::Source,
            "entity" | "company" | "person" | "organisation" | "organization" | "product"
            | "topic" => Self::Entity,
            "question" | "open-question" => Self::Question,
            "watch" | "prediction" | "forecast" => Self::Watch,
            "note" => Self::Note,
            _ => return None,
        })
    }

    /// Returns the kind of a note from its types, its tags (with `#`) and its place.
    pub fn of(types: &[String], tags: &[String], path: &VaultPath) -> (Self, KindBasis) {
        if let Some(kind) = types.iter().find_map(|word| Self::parse(word)) {
            return (kind, KindBasis::Type);
        }
        if tags.iter().any(|tag| fold_name(tag) == "#thesis") {
            return (Self::Thesis, KindBasis::Tag);
        }
        let mut folders = path.parent().rsplit('/');
        match folders.find_map(of_folder) {
            Some(kind) => (kind, KindBasis::Folder),
            None => (Self::Note, KindBasis::Nothing),
        }
    }
}

fn of_folder(name: &str) -> Option<Kind> {
    let folded = fold_name(name);
    if matches!(folded.as_str(), "thesis" | "theses" | "hypotheses") {
        return Some(Kind::Thesis);
    }
    let bare = folded.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = bare.trim_start_matches([' ', '-', '_', '.', ')']);
    let is_evidence = matches!(
        bare,
        "reference" | "references" | "clippings" | "evidence" | "sources" | "literature"
    );
    is_evidence.then_some(Kind::Evidence)
}

fn singular(word: &str) -> &str {
    match word {
        "theses" => "thesis",
        "hypotheses" => "hypothesis",
        "entities" => "entity",
        "companies" => "company",
        "people" | "persons" => "person",
        "watches" => "watch",
        "thesis" | "hypothesis" => word,
        other => other.strip_suffix('s').unwrap_or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_beats_tag_beats_folder() {
        let path = |text: &str| VaultPath::new(text).unwrap();
        let kind = |types: &[&str], tags: &[&str], at: &str| {
            let own = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
            Kind::of(&own(types), &own(tags), &path(at))
        };
        assert_eq!(kind(&["Data Points"], &["#thesis"], "x.md"), (Kind::Evidence, KindBasis::Type));
        assert_eq!(kind(&["meeting"], &["#Thesis"], "06-x/x.md"), (Kind::Thesis, KindBasis::Tag));
        assert_eq!(kind(&[], &[], "06-Reference/a/x.md"), (Kind::Evidence, KindBasis::Folder));
        assert_eq!(kind(&[], &[], "Theses/x.md"), (Kind::Thesis, KindBasis::Folder));
        assert_eq!(kind(&[], &["#thesis/x"], "Preferences/x.md").0, Kind::Note);
        for word in ["hypotheses", "Claims", "PEOPLE", "forecasts", "open_question"] {
            assert!(Kind::parse(word).is_some(), "{word}");
        }
    }
}

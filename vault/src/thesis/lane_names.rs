//! What the lanes of sources, authors and entities are called: the same whether a note links to
//! one, or only names it.

use std::collections::BTreeMap;

use super::address::{canonical_address, find_address, host_of};
use super::evidence::{Evidence, Note};
use super::kind::Kind;
use super::lane::LaneKind;
use super::reading::Reference;
use crate::path::{VaultPath, fold_name};

/// The notes of sources and entities by their folded titles and aliases.
#[derive(Debug)]
pub struct LaneNames<'e> {
    by_name: BTreeMap<String, &'e VaultPath>,
}

impl<'e> LaneNames<'e> {
    /// Gathers the names; of two notes that are called the same, the first by path has it.
    pub fn new(evidence: &'e Evidence) -> Self {
        let mut by_name = BTreeMap::new();
        let known =
            |note: &&std::sync::Arc<Note>| matches!(note.bearing.kind, Kind::Source | Kind::Entity);
        for note in evidence.notes.iter().filter(known) {
            let aliases = note.bearing.aliases.iter().map(String::as_str);
            for name in std::iter::once(note.path.title()).chain(aliases) {
                by_name.entry(fold_name(name)).or_insert(&note.path);
            }
        }
        Self { by_name }
    }

    /// Lists the lanes of a note by some property, each as its key and its shown name.
    pub fn keys_of(&self, note: &Note, kind: LaneKind) -> Vec<(String, String)> {
        let fields = &note.bearing.fields;
        match kind {
            LaneKind::Entity => self.named(note, &fields.mentions),
            LaneKind::Author => self.named(note, &fields.authors),
            LaneKind::Source if !fields.publishers.is_empty() => {
                self.named(note, &fields.publishers)
            }
            LaneKind::Source => fields
                .source
                .iter()
                .flat_map(|source| match find_address(&source.text).map(canonical_address) {
                    Some(address) => {
                        vec![(host_of(&address).to_owned(), host_of(&address).to_owned())]
                    }
                    None => self.named(note, std::slice::from_ref(source)),
                })
                .collect(),
            LaneKind::Tag => {
                note.bearing.tags.iter().map(|tag| (fold_name(tag), tag.clone())).collect()
            }
            LaneKind::Thesis | LaneKind::Pillar | LaneKind::Cluster => Vec::new(),
        }
    }

    fn named(&self, note: &Note, references: &[Reference]) -> Vec<(String, String)> {
        let name = |reference: &Reference| {
            let folded = fold_name(reference.name());
            match note.destination(reference).or_else(|| self.by_name.get(&folded).copied()) {
                Some(path) => (path.to_string(), path.title().to_owned()),
                None => (folded, reference.name().to_owned()),
            }
        };
        references.iter().map(name).collect()
    }
}

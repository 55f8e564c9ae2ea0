//! What notes say of themselves, as far as clustering reads it.
//!
//! The one place where edges to theses, kinds, entities, sources, dates and roots come in.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::path::{VaultPath, fold_name};
use crate::thesis::Evidence;
use crate::thesis::address::{canonical_address, find_address, host_of};
use crate::thesis::clock::{Basis, Clock};
use crate::thesis::date::Day;
use crate::thesis::evidence::Note;
use crate::thesis::kind::Kind;
use crate::thesis::property_names::{Field, PropertyNames};
use crate::thesis::reading::Reference;

/// What one note says of itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Bearing {
    /// It is a thesis.
    pub(super) is_thesis: bool,
    /// It is a company, a person, a product: something that others name.
    pub(super) is_entity: bool,
    /// The theses that it bears on: path and name.
    pub(super) theses: Vec<(String, String)>,
    /// What it names, folded, with how it is written.
    pub(super) entities: Vec<(String, String)>,
    /// Where it comes from: sites, publishers and authors, folded, with how they are written.
    pub(super) sources: Vec<(String, String)>,
    /// The day that it was published, or happened, or was captured; never the file's.
    pub(super) day: Option<i32>,
    /// What it derives from.
    pub(super) root: Option<String>,
}

/// Returns true for a link in a property that is read here as what it says, and is no plain link.
pub(super) fn is_bearing_place(place: &str, names: &PropertyNames) -> bool {
    let key = place.split('.').next().unwrap_or(place);
    matches!(
        names.find(key),
        Some(
            Field::Supports
                | Field::Contradicts
                | Field::Context
                | Field::Source
                | Field::Publisher
                | Field::Author
                | Field::Mentions
                | Field::Origin
        )
    )
}

/// Returns what all notes say of themselves, by path.
pub(super) fn bearings(evidence: &Evidence) -> BTreeMap<VaultPath, Bearing> {
    let mut bearings: Vec<Bearing> = evidence.notes.par_iter().map(|note| bearing(note)).collect();
    for thesis in &evidence.theses {
        for edge in &thesis.edges {
            if let Some(bearing) = bearings.get_mut(edge.note) {
                bearing.theses.push((thesis.path.clone(), thesis.title.clone()));
            }
        }
    }
    for ((bearing, note), number) in bearings.iter_mut().zip(&evidence.notes).zip(0..) {
        let root = evidence.roots.find_root(evidence.roots.of(number));
        // Roots are those of data points; a plain note may still come from the same address.
        let alone = root.is_none_or(|root| root.notes.len() == 1);
        let address = address(note).filter(|_| alone);
        bearing.root = address.or_else(|| root.map(|root| root.key.clone()));
    }
    evidence.notes.iter().map(|note| note.path.clone()).zip(bearings).collect()
}

fn bearing(note: &Note) -> Bearing {
    let fields = &note.bearing.fields;
    let named = |reference: &Reference| (fold_name(reference.name()), reference.name().to_owned());
    let mut sources: Vec<(String, String)> = fields.source.iter().map(site_or_name).collect();
    sources.extend(fields.publishers.iter().chain(&fields.authors).map(named));
    Bearing {
        is_thesis: note.bearing.kind == Kind::Thesis,
        is_entity: note.bearing.kind == Kind::Entity,
        entities: fields.mentions.iter().map(named).collect(),
        sources,
        day: day(note),
        ..Bearing::default()
    }
}

/// Returns the address that a note comes from, as addresses are compared; none for a front page.
fn address(note: &Note) -> Option<String> {
    let source = note.bearing.fields.source.as_ref()?;
    let address = canonical_address(find_address(&source.text)?);
    (host_of(&address) != address).then_some(address)
}

/// Returns the site of an address, else the name of a source.
fn site_or_name(reference: &Reference) -> (String, String) {
    match find_address(&reference.text) {
        Some(address) => {
            let canonical = canonical_address(address);
            let site = host_of(&canonical).to_owned();
            (site.clone(), site)
        }
        None => (fold_name(reference.name()), reference.name().to_owned()),
    }
}

fn day(note: &Note) -> Option<i32> {
    let dated = note.date_on(Clock::Published).filter(|dated| dated.basis != Basis::File)?;
    Some(dated.span.anchor()?.since(Day::of_ms(0)))
}

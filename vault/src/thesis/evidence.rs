//! What all notes say together: theses, edges and roots, over bearings and resolved links.
//!
//! Everything is held in the order of the notes' paths, so that the same notes give the same
//! answers wherever they lie and in whatever order they came.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

mod gathering;
mod note;
mod origin_circles;
mod thesis_index;

use self::gathering::Gathering;
pub use self::note::Note;
use self::origin_circles::origin_circles;
use self::thesis_index::ThesisIndex;
use super::decision::Decided;
use super::edge::Place;
use super::kind::Kind;
use super::property_names::PropertyNames;
use super::proposed_edge::ProposedEdge;
use super::root::Roots;
use super::settings::ThesisSettings;
use super::stance::{Reliability, Review, Stance, Strength};
use crate::path::{VaultPath, fold_name};

/// A thesis, by its place in [`Evidence::theses`].
pub type ThesisNumber = usize;
/// A note, by its place in [`Evidence::notes`].
pub type NoteNumber = usize;

/// A claim that evidence bears on.
#[derive(Debug, Clone)]
pub struct Thesis {
    /// The note, where there is one.
    pub note: Option<NoteNumber>,
    /// Its path, or the target as written where no note is there.
    pub path: String,
    /// Its shown name.
    pub title: String,
    /// Its edges, by note, then line.
    pub edges: Vec<Edge>,
    /// Edges that notes' words suggest and that were not refused; they never count.
    pub proposed: Vec<Edge>,
}

/// A note's push on a thesis.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// The note that pushes.
    pub note: NoteNumber,
    /// The pillar, by its block id.
    pub pillar: Option<String>,
    /// Which way.
    pub stance: Stance,
    /// How hard; none where nobody says.
    pub strength: Option<Strength>,
    /// The quality of its source, own or inherited.
    pub reliability: Option<Reliability>,
    /// Why.
    pub reason: String,
    /// Whether it counts.
    pub review: Review,
    /// Where it is written.
    pub place: Place,
    /// The line, from 1.
    pub line: u32,
    /// Another edge of the same note to the same place takes another stance; neither wins.
    pub disputed: bool,
}

/// What all notes say together.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// All notes, by path.
    pub notes: Vec<Arc<Note>>,
    /// All theses: those with a note by path, then the unresolved ones by target.
    pub theses: Vec<Thesis>,
    /// Which notes are one data point.
    pub roots: Roots,
    /// What is odd about the edges, by note.
    pub problems: Vec<(NoteNumber, EdgeProblem)>,
    /// Edges that notes' words suggest and that were not refused, by note.
    pub proposed: Vec<ProposedEdge>,
    /// What the person decided about these notes.
    pub decided: Decided,
    /// The names under which the notes' properties were read.
    pub property_names: PropertyNames,
    numbers: BTreeMap<VaultPath, NoteNumber>,
    by_note: BTreeMap<VaultPath, ThesisNumber>,
    named: Named,
    /// All tags, folded, found when they are first asked for.
    tags: OnceLock<BTreeSet<String>>,
    /// The notes with watch items, found when they are first asked for.
    watching: OnceLock<Vec<NoteNumber>>,
    /// What bears on theses, found when it is first asked for.
    theses_index: OnceLock<ThesisIndex>,
    /// The folded titles that several notes have, found when they are first asked for.
    twins: OnceLock<BTreeSet<String>>,
}

/// The notes of sources and entities by their folded titles and aliases; of several that are
/// called the same, the first by path has the name.
type Named = BTreeMap<(Kind, String), NoteNumber>;

/// Something odd about an edge that only the other notes show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EdgeProblem {
    /// What kind, as one stable word with hyphens.
    pub kind: &'static str,
    /// What is odd and what to do.
    pub message: String,
    /// The line, from 1.
    pub line: u32,
}

impl Evidence {
    /// Puts the notes together; they must come by path.
    pub fn new(notes: Vec<Arc<Note>>, settings: &ThesisSettings) -> Self {
        let numbered = notes.iter().enumerate();
        let numbers: BTreeMap<_, _> =
            numbered.map(|(number, note)| (note.path.clone(), number)).collect();
        let decided = Decided::new(&settings.decisions, &notes, &numbers);
        let named = named(&notes);
        let mut gathering = Gathering::new(&notes, &numbers, &named);
        for number in 0..notes.len() {
            gathering.add_edges(number);
        }
        let proposed = gathering.propose(&decided);
        let Gathering { mut problems, theses, by_note, .. } = gathering;
        problems.extend(origin_circles(&notes, &numbers));
        let roots = Roots::find(&notes, &numbers, &decided, settings);
        let (tags, twins) = (OnceLock::new(), OnceLock::new());
        let (watching, theses_index) = (OnceLock::new(), OnceLock::new());
        Self {
            notes,
            theses,
            roots,
            problems,
            proposed,
            decided,
            property_names: settings.names.clone(),
            numbers,
            by_note,
            named,
            tags,
            watching,
            theses_index,
            twins,
        }
    }

    /// Finds a note's number.
    pub fn find_note(&self, path: &VaultPath) -> Option<NoteNumber> {
        self.numbers.get(path).copied()
    }

    /// Finds the thesis that a note is.
    pub fn find_thesis(&self, path: &VaultPath) -> Option<(ThesisNumber, &Thesis)> {
        let number = *self.by_note.get(path)?;
        Some((number, self.theses.get(number)?))
    }

    /// Returns all tags of the vault, folded, without `#`.
    pub fn tags(&self) -> &BTreeSet<String> {
        self.tags.get_or_init(|| tags_of(&self.notes))
    }

    /// Lists the notes with watch items, by path.
    pub fn watching(&self) -> &[NoteNumber] {
        self.watching.get_or_init(|| {
            let notes = self.notes.iter().enumerate();
            notes.filter(|(_, note)| !note.bearing.watch.is_empty()).map(|(at, _)| at).collect()
        })
    }

    /// Lists the watch items that bear on a thesis, by note and line: its own, those of its
    /// evidence, and those whose clauses name it.
    pub fn watch_lines(&self, thesis: &Thesis) -> &[(NoteNumber, u32)] {
        self.theses_index().watched.get(&thesis.path).map_or(&[], Vec::as_slice)
    }

    /// Returns by note that counts data points the theses that it pushes or may push, in order.
    pub(super) fn claiming(&self) -> &BTreeMap<NoteNumber, Vec<ThesisNumber>> {
        &self.theses_index().claiming
    }

    fn theses_index(&self) -> &ThesisIndex {
        self.theses_index.get_or_init(|| ThesisIndex::of(self))
    }

    /// Finds the source or entity that is called so, by its title or an alias.
    pub fn find_named(&self, name: &str, kind: Kind) -> Option<&Note> {
        self.note(*self.named.get(&(kind, fold_name(name.trim())))?)
    }

    /// Returns the target of a link that leads to a thesis: its name where that is enough, else
    /// its path.
    pub fn link_target<'t>(&self, thesis: &'t Thesis) -> &'t str {
        let twins = self.twins.get_or_init(|| twins(&self.notes));
        match thesis.note {
            Some(_) if twins.contains(&fold_name(&thesis.title)) => {
                thesis.path.strip_suffix(".md").unwrap_or(&thesis.path)
            }
            _ => &thesis.title,
        }
    }

    /// Finds a note by its number.
    pub fn note(&self, number: NoteNumber) -> Option<&Note> {
        self.notes.get(number).map(Arc::as_ref)
    }
}

fn named(notes: &[Arc<Note>]) -> Named {
    let mut named = BTreeMap::new();
    for (number, note) in notes.iter().enumerate() {
        let kind = note.bearing.kind;
        if matches!(kind, Kind::Source | Kind::Entity) {
            let aliases = note.bearing.aliases.iter().map(String::as_str);
            for name in std::iter::once(note.path.title()).chain(aliases) {
                named.entry((kind, fold_name(name))).or_insert(number);
            }
        }
    }
    named
}

fn twins(notes: &[Arc<Note>]) -> BTreeSet<String> {
    let mut titles: Vec<String> = notes.iter().map(|note| fold_name(note.path.title())).collect();
    titles.sort_unstable();
    titles.windows(2).filter(|pair| pair.first() == pair.last()).flatten().cloned().collect()
}

fn tags_of(notes: &[Arc<Note>]) -> BTreeSet<String> {
    let tags = notes.iter().flat_map(|note| &note.bearing.tags);
    tags.map(|tag| fold_name(tag.trim_start_matches('#'))).collect()
}

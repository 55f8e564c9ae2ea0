//! What all notes say together: theses, edges and roots, over bearings and resolved links.
//!
//! Everything is held in the order of the notes' paths, so that the same notes give the same
//! answers wherever they lie and in whatever order they came.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::address::host_of;
use super::bearing::Bearing;
use super::clock::{Clock, Dated, date_on};
use super::date::Day;
use super::decision::Decided;
use super::edge::{Place, WrittenEdge};
use super::item::Item;
use super::kind::Kind;
use super::property_names::PropertyNames;
use super::proposed_edge::{ProposedEdge, ThesisNames, propose_edges};
use super::reading::Reference;
use super::root::Roots;
use super::settings::ThesisSettings;
use super::stance::{Reliability, Review, Stance, Strength};
use crate::path::{VaultPath, fold_name};

/// One note: what it says, and where its links lead.
#[derive(Debug, Clone)]
pub struct Note {
    /// Where it is.
    pub path: VaultPath,
    /// What it says.
    pub bearing: Bearing,
    /// Where each of the bearing's links leads, in their order.
    pub destinations: Vec<Option<VaultPath>>,
    /// The day on which its file was last changed.
    pub file_day: Option<Day>,
    /// What it says of the item that it is on, found when it is first asked for.
    item: OnceLock<Item>,
    /// Who published it, found when it is first asked for.
    publisher: OnceLock<Option<String>>,
}

impl Note {
    /// Puts a note together; the destinations are those of the bearing's links, in their order.
    pub fn new(
        path: VaultPath,
        bearing: Bearing,
        destinations: Vec<Option<VaultPath>>,
        file_day: Option<Day>,
    ) -> Self {
        let (item, publisher) = (OnceLock::new(), OnceLock::new());
        Self { path, bearing, destinations, file_day, item, publisher }
    }

    /// Returns what the note says of the item that it is on.
    pub(super) fn item(&self) -> &Item {
        self.item.get_or_init(|| Item::of(&self.path, &self.bearing))
    }

    /// Returns the folded name of the publisher or site of a data point: one page's own words come
    /// back on its others.
    pub fn publisher(&self) -> Option<&str> {
        let read = || {
            let fields = &self.bearing.fields;
            if let Some(publisher) = fields.publishers.first() {
                let path = self.destination(publisher);
                return Some(fold_name(path.map_or(publisher.name(), VaultPath::title)));
            }
            if let Some(address) = &self.item().address {
                return Some(host_of(address).to_owned());
            }
            let source = fields.source.as_ref().map(|source| source.text.as_str());
            Some(fold_name(source.or(self.bearing.text_source())?))
        };
        let found = self.publisher.get_or_init(|| read().filter(|_| self.bearing.is_data_point()));
        found.as_deref()
    }

    /// Returns where a reference leads; none for words and unresolved links.
    pub fn destination(&self, reference: &Reference) -> Option<&VaultPath> {
        self.destinations.get(reference.link? as usize)?.as_ref()
    }

    /// Returns when the note stands on a clock.
    pub fn date_on(&self, clock: Clock) -> Option<Dated> {
        date_on(&self.bearing, self.file_day, clock)
    }
}

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
        let (tags, twins, watching) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
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

/// The edges while they are gathered.
struct Gathering<'n> {
    notes: &'n [Arc<Note>],
    numbers: &'n BTreeMap<VaultPath, NoteNumber>,
    theses: Vec<Thesis>,
    by_note: BTreeMap<VaultPath, ThesisNumber>,
    unresolved: BTreeMap<String, ThesisNumber>,
    problems: Vec<(NoteNumber, EdgeProblem)>,
    named: &'n Named,
}

impl<'n> Gathering<'n> {
    fn new(
        notes: &'n [Arc<Note>],
        numbers: &'n BTreeMap<VaultPath, NoteNumber>,
        named: &'n Named,
    ) -> Self {
        let mut gathering = Self {
            notes,
            numbers,
            named,
            theses: Vec::new(),
            by_note: BTreeMap::new(),
            unresolved: BTreeMap::new(),
            problems: Vec::new(),
        };
        // All theses come first and by path, so that an edge to one never changes their order.
        let mut leading: Vec<&VaultPath> = Vec::new();
        for note in notes {
            if note.bearing.kind == Kind::Thesis {
                leading.push(&note.path);
            }
            let aims = note.bearing.edges.iter().filter_map(|edge| note.destination(&edge.thesis));
            leading.extend(aims.filter(|path| **path != note.path && numbers.contains_key(*path)));
        }
        leading.sort();
        leading.dedup();
        for path in leading {
            let thesis = Thesis {
                note: numbers.get(path).copied(),
                path: path.to_string(),
                title: path.title().to_owned(),
                edges: Vec::new(),
                proposed: Vec::new(),
            };
            gathering.by_note.insert(path.clone(), gathering.theses.len());
            gathering.theses.push(thesis);
        }
        gathering.list_unresolved();
        gathering
    }

    fn list_unresolved(&mut self) {
        let mut targets: BTreeMap<String, &str> = BTreeMap::new();
        for note in self.notes {
            for edge in &note.bearing.edges {
                if note.destination(&edge.thesis).is_none() && !edge.thesis.text.is_empty() {
                    targets.entry(fold_name(&edge.thesis.text)).or_insert(&edge.thesis.text);
                }
            }
        }
        for (key, target) in targets {
            self.unresolved.insert(key, self.theses.len());
            self.theses.push(Thesis {
                note: None,
                path: target.to_owned(),
                title: target.to_owned(),
                edges: Vec::new(),
                proposed: Vec::new(),
            });
        }
    }

    fn add_edges(&mut self, number: NoteNumber) {
        let Some(note) = self.notes.get(number) else { return };
        self.check_near_edges(number, note);
        let mut aimed: Vec<(ThesisNumber, &WrittenEdge)> = Vec::new();
        for edge in &note.bearing.edges {
            match self.aim(note, edge) {
                Ok(thesis) => aimed.push((thesis, edge)),
                Err(problem) => self.problems.push((number, problem)),
            }
        }
        let key = |thesis: ThesisNumber, edge: &WrittenEdge| {
            (thesis, edge.thesis.block.as_deref().map(str::to_lowercase))
        };
        for (thesis, edge) in &aimed {
            let same = || {
                aimed
                    .iter()
                    .filter(|(other, edge_there)| key(*other, edge_there) == key(*thesis, edge))
            };
            // A line in the text overrides the property for the same thesis and pillar.
            if same().any(|(_, other)| other.place < edge.place) {
                continue;
            }
            let level = || same().filter(|(_, other)| other.place == edge.place);
            let disputed = level().any(|(_, other)| other.stance != edge.stance);
            if disputed && level().next().is_some_and(|(_, first)| std::ptr::eq(*first, *edge)) {
                self.problems.push((number, two_stances(edge)));
            }
            self.check_pillar(number, *thesis, edge);
            let edge = self.finish(number, note, edge, disputed);
            if let Some(thesis) = self.theses.get_mut(*thesis) {
                thesis.edges.push(edge);
            }
        }
    }

    /// Reports fields that lead to a thesis and nearly say which way.
    fn check_near_edges(&mut self, number: NoteNumber, note: &Note) {
        for near in &note.bearing.near_edges {
            let there = note.destination(&near.thesis).and_then(|path| self.numbers.get(path));
            let there = there.and_then(|number| self.notes.get(*number));
            if there.is_some_and(|there| there.bearing.page.is_some()) {
                let message = format!(
                    "{:?} is no stance, so this is no edge: write supports, contradicts or context",
                    near.word
                );
                let problem = EdgeProblem { kind: "unknown-stance", message, line: near.line };
                self.problems.push((number, problem));
            }
        }
    }

    /// Finds the thesis that an edge is about.
    fn aim(&self, note: &Note, edge: &WrittenEdge) -> Result<ThesisNumber, EdgeProblem> {
        let problem = |kind, message: String| EdgeProblem { kind, message, line: edge.line };
        match note.destination(&edge.thesis) {
            Some(path) if *path == note.path => Err(problem(
                "self-edge",
                "a note cannot be evidence for itself; it does not count".into(),
            )),
            Some(path) => self.by_note.get(path).copied().ok_or_else(|| {
                problem("edge-to-no-note", format!("{path} is no note; link to the thesis's note"))
            }),
            None if edge.thesis.text.is_empty() => Err(problem(
                "self-edge",
                "a note cannot be evidence for itself; it does not count".into(),
            )),
            None => self
                .unresolved
                .get(&fold_name(&edge.thesis.text))
                .copied()
                .ok_or_else(|| problem("unresolved-thesis", edge.thesis.text.clone())),
        }
    }

    /// Adds the edges that notes' words suggest.
    fn propose(&mut self, decided: &Decided) -> Vec<ProposedEdge> {
        let names = ThesisNames::new(&self.theses, self.notes);
        let mut proposed = Vec::new();
        for (number, note) in self.notes.iter().enumerate() {
            if !note.bearing.hints.is_empty() {
                proposed.extend(propose_edges(number, note, &self.theses, &names));
            }
        }
        proposed.retain(|edge| !decided.refused.contains(&edge.id));
        for edge in &proposed {
            let Some(note) = self.notes.get(edge.note) else { continue };
            let made = Edge {
                note: edge.note,
                pillar: None,
                stance: edge.stance,
                strength: edge.strength,
                reliability: note.bearing.fields.reliability.or_else(|| self.inherited(note)),
                reason: String::new(),
                review: Review::Draft,
                place: Place::Proposal,
                line: edge.line,
                disputed: false,
            };
            if let Some(thesis) = self.theses.get_mut(edge.thesis) {
                thesis.proposed.push(made);
            }
        }
        proposed
    }

    fn check_pillar(&mut self, number: NoteNumber, thesis: ThesisNumber, edge: &WrittenEdge) {
        let Some(found) = self.theses.get(thesis) else { return };
        let Some(page_note) = found.note.and_then(|at| self.notes.get(at)) else {
            let message = format!(
                "no note is named {:?}; the edge is kept, and counts when the thesis is written",
                edge.thesis.text
            );
            let problem = EdgeProblem { kind: "unresolved-thesis", message, line: edge.line };
            self.problems.push((number, problem));
            return;
        };
        let title = &found.title;
        let message = match (&page_note.bearing.page, &edge.thesis.block) {
            (None, _) if edge.stance != Stance::Context => {
                format!("{title} is no thesis; set its type to thesis if it is one")
            }
            (Some(page), Some(id))
                if !page.pillars.iter().any(|pillar| pillar.id.eq_ignore_ascii_case(id)) =>
            {
                format!("{title} has no pillar ^{id}; add it below its heading Pillars")
            }
            _ => return,
        };
        let kind =
            if page_note.bearing.page.is_none() { "edge-to-no-thesis" } else { "unknown-pillar" };
        self.problems.push((number, EdgeProblem { kind, message, line: edge.line }));
    }

    fn finish(&self, number: NoteNumber, note: &Note, edge: &WrittenEdge, disputed: bool) -> Edge {
        let fields = &note.bearing.fields;
        Edge {
            note: number,
            pillar: edge.thesis.block.clone(),
            stance: edge.stance,
            strength: edge.strength.or(fields.strength),
            reliability: fields.reliability.or_else(|| self.inherited(note)),
            reason: edge.reason.clone(),
            review: edge.review.unwrap_or_else(|| fields.default_review()),
            place: edge.place,
            line: edge.line,
            disputed,
        }
    }

    /// Returns the quality of the first publisher, source or author that has one, whether the note
    /// links to it or only names it.
    fn inherited(&self, note: &Note) -> Option<Reliability> {
        let fields = &note.bearing.fields;
        let sources = fields.publishers.iter().chain(&fields.source).chain(&fields.authors);
        let number = |reference: &Reference| match note.destination(reference) {
            Some(path) => self.numbers.get(path).copied(),
            None => [Kind::Source, Kind::Entity]
                .into_iter()
                .find_map(|kind| self.named.get(&(kind, fold_name(reference.name()))).copied()),
        };
        sources
            .filter_map(number)
            .filter_map(|number| self.notes.get(number))
            .find_map(|source| source.bearing.fields.reliability)
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

/// Finds notes that name each other as their origin in a circle, so that none of them is the root.
fn origin_circles(
    notes: &[Arc<Note>],
    numbers: &BTreeMap<VaultPath, NoteNumber>,
) -> Vec<(NoteNumber, EdgeProblem)> {
    let origin = |number: NoteNumber| {
        let note = notes.get(number)?;
        numbers.get(note.destination(note.bearing.fields.origin.as_ref()?)?).copied()
    };
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for start in 0..notes.len() {
        let mut trail = Vec::new();
        let mut next = origin(start).map(|_| start);
        while let Some(number) = next.filter(|number| seen.insert(*number)) {
            trail.push(number);
            next = origin(number);
        }
        // The walk came back to where it has been just now; a note may well be its own origin.
        let circle = next.and_then(|back| trail.iter().position(|number| *number == back));
        let circle = circle.and_then(|at| trail.get(at..)).filter(|circle| circle.len() > 1);
        let Some(first) = circle.and_then(|circle| circle.iter().min()) else { continue };
        let titles = circle.into_iter().flatten().filter_map(|number| notes.get(*number));
        let titles: Vec<&str> = titles.map(|note| note.path.title()).collect();
        let message = format!(
            "these notes name each other as their origin in a circle: {}; they count as one, let \
             the origin of the first point to itself",
            titles.join(", ")
        );
        let line = notes.get(*first).map_or(1, |note| note.bearing.fields.origin_line);
        problems.push((*first, EdgeProblem { kind: "origin-circle", message, line }));
    }
    problems
}

fn tags_of(notes: &[Arc<Note>]) -> BTreeSet<String> {
    let tags = notes.iter().flat_map(|note| &note.bearing.tags);
    tags.map(|tag| fold_name(tag.trim_start_matches('#'))).collect()
}

fn two_stances(edge: &WrittenEdge) -> EdgeProblem {
    let message = format!(
        "two stances for one thesis, {}: both are kept, and neither wins; keep one of them",
        edge.thesis.name()
    );
    EdgeProblem { kind: "two-stances", message, line: edge.line }
}

//! The terms of one note: what it is about, as numbers small enough to keep for every note.
//!
//! A term is the folded stem of a word, or the two words of a name; it is kept as a hash, because
//! a vault has many terms and two notes only ever ask whether theirs are the same. How a term is
//! spelled stands beside it, for naming and explaining. All of it follows from the note alone, so
//! that one changed note changes one row.

use std::collections::BTreeMap;

use super::hashing::QuickMap;
use super::language::{Words, guess};
use super::prose::{Zone, lines, stretches};
use super::words::{Piece, PieceKind, pieces};
use crate::text::Span;
use crate::text::fold::fold;
use crate::thesis::property_names::PropertyNames;

/// The most terms that are kept of one note: those that count most.
const TERMS: usize = 300;

/// The most lines that are remembered of one note, to know those that many notes repeat.
const LINES: usize = 600;

/// The longest word that is a term, in bytes; what is longer is data.
const LONGEST: usize = 48;

/// A line shorter than this in bytes is not worth remembering.
const SHORTEST_LINE: usize = 12;

/// A term by its hash; the same for the same stem in every note and every vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermId(pub u32);

/// A term of a note and how much it counts there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermCount {
    /// Which term.
    pub term: TermId,
    /// Twice its occurrences, more for those in titles and first paragraphs.
    pub count: u16,
}

/// The terms of a note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoteTerms {
    /// By their ids.
    pub terms: Vec<TermCount>,
    /// How each is most often spelled in the note, a line for each, in the order of `terms`.
    pub spellings: String,
    /// The lines of the note as hashes, each once, in order.
    pub lines: Vec<u32>,
}

/// Cuts a note into its terms.
///
/// `title` is the shown name of the note; it is read where the text has no title of its own.
/// Lines that say what the note bears on, by these `names` of properties, are left out.
pub fn terms_of(title: &str, text: &str, names: &PropertyNames) -> NoteTerms {
    let mut counted = Counted::default();
    let lines = lines(text, names);
    if !lines.iter().any(|line| line.zone == Zone::Title) {
        counted.read(title, Zone::Title);
    }
    let mut hashes = Vec::new();
    for line in &lines {
        let shown = text.get(line.range.clone()).unwrap_or("");
        counted.read(shown, line.zone);
        if hashes.len() < LINES && shown.trim().len() >= SHORTEST_LINE {
            hashes.push(line_hash(shown, line.zone));
        }
    }
    hashes.sort_unstable();
    hashes.dedup();
    let cutter = counted.words_of_language();
    counted.finish(&cutter, hashes)
}

/// Returns the terms of one line as they count in a note, for a line that many notes repeat.
pub(super) fn terms_of_line(note: &str, hash: u32, names: &PropertyNames) -> Vec<TermCount> {
    let lines = lines(note, names);
    for line in &lines {
        let shown = note.get(line.range.clone()).unwrap_or("");
        if line_hash(shown, line.zone) == hash {
            let mut whole = Counted::default();
            for line in &lines {
                whole.read(note.get(line.range.clone()).unwrap_or(""), line.zone);
            }
            let cutter = whole.words_of_language();
            let mut counted = Counted::default();
            counted.read(shown, line.zone);
            return counted.finish(&cutter, Vec::new()).terms;
        }
    }
    Vec::new()
}

/// Returns the id of a name's or a tag's words, so that they can be looked up among terms.
pub fn term_id(stem: &str) -> TermId {
    TermId(hash(stem.as_bytes()))
}

/// Returns the terms that a name consists of: its one word, or each two neighbours.
pub fn terms_of_name(name: &str) -> Vec<TermId> {
    let mut counted = Counted { all_names: true, ..Counted::default() };
    counted.read(name, Zone::Body);
    let words: Vec<&str> = counted.order.clone();
    let english = Words::of(super::language::Language::English);
    match words.as_slice() {
        [] => Vec::new(),
        [word] => vec![term_id(&english.stem(&word.to_lowercase()))],
        words => words
            .windows(2)
            .filter_map(|pair| match pair {
                [one, two] => Some(pair_id(one, two)),
                _ => None,
            })
            .collect(),
    }
}

/// Lists the places of these terms in a note, in order.
pub fn places(
    title: &str,
    text: &str,
    names: &PropertyNames,
    wanted: impl Fn(TermId) -> bool,
) -> Vec<(Span, TermId)> {
    let mut counted = Counted::default();
    counted.read(title, Zone::Title);
    let lines = lines(text, names);
    for line in &lines {
        counted.read(text.get(line.range.clone()).unwrap_or(""), line.zone);
    }
    let words = counted.words_of_language();
    let mut known: QuickMap<&str, Option<TermId>> = QuickMap::default();
    let mut found = Vec::new();
    for line in &lines {
        let shown = text.get(line.range.clone()).unwrap_or("");
        stretches(shown, |stretch| {
            let inside = shown.get(stretch.clone()).unwrap_or("");
            pieces(inside, |piece| {
                let slice = inside.get(piece.range.clone()).unwrap_or("");
                let term = *known.entry(slice).or_insert_with(|| words.id(slice, piece.kind));
                let start = line.range.start + stretch.start + piece.range.start;
                if let Some(term) = term.filter(|term| wanted(*term)) {
                    found.push((Span::new(start..start + slice.len()), term));
                }
            });
        });
    }
    found
}

/// A word as it is spelled, with what it counts.
#[derive(Debug, Clone, Copy)]
struct Spelled {
    kind: PieceKind,
    weight: u32,
    times: u32,
}

/// The words of a note as they stand, before its language is known.
#[derive(Default)]
struct Counted<'t> {
    words: QuickMap<&'t str, Spelled>,
    /// Two words of a name, by the stretch that holds both.
    names: QuickMap<&'t str, (&'t str, &'t str, u32)>,
    /// The words in order, where a name is cut.
    order: Vec<&'t str>,
    all_names: bool,
}

impl<'t> Counted<'t> {
    /// Takes in a line.
    fn read(&mut self, line: &'t str, zone: Zone) {
        stretches(line, |range| {
            let stretch = line.get(range).unwrap_or("");
            let mut last: Option<Piece> = None;
            pieces(stretch, |piece| {
                self.add(stretch, &piece, zone);
                if let Some(last) = &last
                    && zone != Zone::Heading
                    && zone != Zone::Code
                {
                    self.add_name(stretch, last, &piece, zone);
                }
                last = Some(piece);
            });
        });
    }

    fn add(&mut self, stretch: &'t str, piece: &Piece, zone: Zone) {
        let word = stretch.get(piece.range.clone()).unwrap_or("");
        if self.all_names {
            self.order.push(word);
        }
        if word.len() > LONGEST || word.len() < 2 || !word.chars().any(char::is_alphabetic) {
            return;
        }
        let nothing = Spelled { kind: piece.kind, weight: 0, times: 0 };
        let spelled = self.words.entry(word).or_insert(nothing);
        spelled.weight += u32::from(zone.weight());
        spelled.times += 1;
    }

    fn add_name(&mut self, stretch: &'t str, one: &Piece, two: &Piece, zone: Zone) {
        let gap = stretch.get(one.range.end..two.range.start);
        let begins_large = |piece: &Piece| {
            let first = stretch.get(piece.range.clone()).and_then(|word| word.chars().next());
            first.is_some_and(char::is_uppercase) && piece.range.len() <= LONGEST
        };
        if matches!(gap, Some(" " | "-")) && begins_large(one) && begins_large(two) {
            let word = |piece: &Piece| stretch.get(piece.range.clone()).unwrap_or("");
            let both = stretch.get(one.range.start..two.range.end).unwrap_or("");
            let name = self.names.entry(both).or_insert((word(one), word(two), 0));
            name.2 += u32::from(zone.weight());
        }
    }

    /// Returns the words of the language that the note is written in.
    fn words_of_language(&self) -> Cutter {
        // Small words are short; the rest cannot tell the language.
        let short = self.words.iter().filter(|(word, _)| word.len() <= 24);
        let words = short.filter(|(_, spelled)| spelled.kind == PieceKind::Word);
        let language = guess(words.map(|(word, spelled)| (fold(word), spelled.times)));
        Cutter { words: Words::of(language) }
    }

    fn finish(self, cutter: &Cutter, lines: Vec<u32>) -> NoteTerms {
        let mut spelled: Vec<(&str, Spelled)> = self.words.into_iter().collect();
        spelled.sort_unstable_by_key(|(word, _)| *word);
        let mut terms: BTreeMap<TermId, Gathered<'_>> = BTreeMap::new();
        for (word, spelled) in spelled {
            if let Some(term) = cutter.id(word, spelled.kind) {
                terms.entry(term).or_default().add(word, spelled.weight);
            }
        }
        let mut names: Vec<_> = self.names.into_iter().collect();
        names.sort_unstable_by_key(|(both, _)| *both);
        for (both, (one, two, weight)) in names {
            if !cutter.is_small(one) && !cutter.is_small(two) {
                terms.entry(pair_id(one, two)).or_default().add(both, weight);
            }
        }
        NoteTerms::new(terms, lines)
    }
}

/// One term with its spellings.
#[derive(Default)]
struct Gathered<'t> {
    weight: u32,
    best: Option<(u32, &'t str)>,
}

impl<'t> Gathered<'t> {
    fn add(&mut self, spelling: &'t str, weight: u32) {
        self.weight += weight;
        // Among equals a later one in byte order wins: small letters over large ones.
        if self.best.is_none_or(|(most, _)| weight >= most) {
            self.best = Some((weight, spelling));
        }
    }
}

impl NoteTerms {
    fn new(terms: BTreeMap<TermId, Gathered<'_>>, lines: Vec<u32>) -> Self {
        let mut kept: Vec<(TermId, Gathered<'_>)> = terms.into_iter().collect();
        if kept.len() > TERMS {
            kept.sort_by(|(a, one), (b, two)| two.weight.cmp(&one.weight).then(a.cmp(b)));
            kept.truncate(TERMS);
            kept.sort_by_key(|(term, _)| *term);
        }
        let mut note = Self { lines, ..Self::default() };
        for (term, gathered) in kept {
            let count = u16::try_from(gathered.weight).unwrap_or(u16::MAX);
            note.terms.push(TermCount { term, count });
            note.spellings.push_str(gathered.best.map_or("", |(_, word)| word));
            note.spellings.push('\n');
        }
        note
    }

    /// Returns how a term is spelled in the note.
    pub fn spelling(&self, term: TermId) -> Option<&str> {
        let at = self.terms.binary_search_by_key(&term, |count| count.term).ok()?;
        let mut ends = memchr::memchr_iter(b'\n', self.spellings.as_bytes());
        let start = at.checked_sub(1).and_then(|before| ends.nth(before)).map_or(0, |end| end + 1);
        self.spellings.get(start..ends.next()?)
    }

    /// Returns the numbers as bytes for the store; the spellings are kept beside them.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(4 + self.terms.len() * 6 + self.lines.len() * 4);
        bytes.extend_from_slice(&(self.terms.len() as u32).to_le_bytes());
        for term in &self.terms {
            bytes.extend_from_slice(&term.term.0.to_le_bytes());
            bytes.extend_from_slice(&term.count.to_le_bytes());
        }
        for line in &self.lines {
            bytes.extend_from_slice(&line.to_le_bytes());
        }
        bytes
    }

    /// Reads what [`NoteTerms::to_bytes`] wrote; spellings are left empty. Bytes that were never
    /// written so give what can be read of them.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let (count, rest) = bytes.split_at_checked(4).unwrap_or((&[], &[]));
        let count = count.try_into().map_or(0, u32::from_le_bytes) as usize;
        let (terms, lines) = rest.split_at_checked(count.saturating_mul(6)).unwrap_or((&[], &[]));
        let (terms, _) = terms.as_chunks::<6>();
        let (lines, _) = lines.as_chunks::<4>();
        Self {
            terms: terms.iter().map(|bytes| TermCount::from_bytes(*bytes)).collect(),
            spellings: String::new(),
            lines: lines.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect(),
        }
    }
}

impl TermCount {
    fn from_bytes([a, b, c, d, e, f]: [u8; 6]) -> Self {
        let term = TermId(u32::from_le_bytes([a, b, c, d]));
        Self { term, count: u16::from_le_bytes([e, f]) }
    }
}

/// Makes terms of words in one language.
struct Cutter {
    words: Words,
}

impl Cutter {
    /// Returns the term of a word; none for a small one.
    fn id(&self, word: &str, kind: PieceKind) -> Option<TermId> {
        if word.len() > LONGEST || word.len() < 2 || !word.chars().any(char::is_alphabetic) {
            return None;
        }
        if kind == PieceKind::Whole {
            return Some(term_id(&fold(word)));
        }
        if self.is_small(word) {
            return None;
        }
        let is_lower = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        let stem =
            if is_lower { self.words.stem(word) } else { self.words.stem(&word.to_lowercase()) };
        (stem.len() > 1).then(|| term_id(&stem))
    }

    fn is_small(&self, word: &str) -> bool {
        self.words.is_small(&fold(word))
    }
}

fn pair_id(one: &str, two: &str) -> TermId {
    term_id(&format!("{} {}", fold(one), fold(two)))
}

fn line_hash(line: &str, zone: Zone) -> u32 {
    hash(line.trim().as_bytes()) ^ (u32::from(zone.weight()) << 24)
}

/// FNV-1a, folded to 32 bits: the same on every machine.
fn hash(bytes: &[u8]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_gives_its_stems_names_and_spellings() {
        let note = terms_of(
            "x",
            "# Inference costs\n\nThe cost of inference fell. Jensen Huang said so.\n",
            &PropertyNames::default(),
        );
        let found: BTreeMap<&str, u16> =
            note.spellings.lines().zip(note.terms.iter().map(|t| t.count)).collect();
        assert_eq!(found["costs"], 10);
        assert_eq!(found["Jensen Huang"], 4);
        assert!(!found.contains_key("The") && !found.contains_key("x"), "{found:?}");
    }

    #[test]
    fn bytes_come_back() {
        let note = terms_of(
            "A name",
            "Some words of a note that has two lines\nand this is the other one\n",
            &PropertyNames::default(),
        );
        let back = NoteTerms::from_bytes(&note.to_bytes());
        assert_eq!((&back.terms, &back.lines), (&note.terms, &note.lines));
        assert_eq!(NoteTerms::from_bytes(&[9, 0, 0, 0, 1]), NoteTerms::default());
    }

    #[test]
    fn a_name_is_found_in_the_terms_of_a_text() {
        let note = terms_of(
            "x",
            "We met Jensen Huang of Nvidia and Amazon Web Services there.",
            &PropertyNames::default(),
        );
        for name in ["Jensen Huang", "Nvidia", "Amazon Web Services"] {
            let terms = terms_of_name(name);
            assert!(!terms.is_empty());
            for term in terms {
                assert!(note.terms.iter().any(|t| t.term == term), "{name}");
            }
        }
    }
}

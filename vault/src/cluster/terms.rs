//! The terms of one note: what it is about, as numbers small enough to keep for every note.
//!
//! A term is the folded stem of a word, or the two words of a name; it is kept as a hash, because
//! a vault has many terms and two notes only ever ask whether theirs are the same. How a term is
//! spelled stands beside it, for naming and explaining. All of it follows from the note alone, so
//! that one changed note changes one row.

use super::hashing::QuickMap;
use super::language::{Words, guess};
use super::lexicon::{LONGEST, Lexicon, can_be_term};
use super::prose::{Zone, lines, stretches};
use super::words::{Piece, PieceKind, pieces};
use crate::text::Span;
use crate::text::fold::fold;
use crate::thesis::property_names::PropertyNames;

/// The most terms that are kept of one note: those that count most.
const TERMS: usize = 300;

/// The most lines that are remembered of one note, to know those that many notes repeat.
const LINES: usize = 600;

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

/// Cuts a note into its terms, with nothing remembered of other notes.
pub fn terms_of(title: &str, text: &str, names: &PropertyNames) -> NoteTerms {
    Lexicon::default().terms_of(title, text, names)
}

impl Lexicon {
    /// Cuts a note into its terms; what was met in other notes only makes it quicker.
    ///
    /// `title` is the shown name of the note; it is read where the text has no title of its own.
    /// Lines that say what the note bears on, by these `names` of properties, are left out.
    pub fn terms_of(&mut self, title: &str, text: &str, names: &PropertyNames) -> NoteTerms {
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
        let words = counted.words_of_language(self);
        counted.finish(self, &words, hashes)
    }
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
            let mut lexicon = Lexicon::default();
            let words = whole.words_of_language(&mut lexicon);
            let mut counted = Counted::default();
            counted.read(shown, line.zone);
            return counted.finish(&mut lexicon, &words, Vec::new()).terms;
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
    let mut lexicon = Lexicon::default();
    let words = counted.words_of_language(&mut lexicon);
    let mut found = Vec::new();
    for line in &lines {
        let shown = text.get(line.range.clone()).unwrap_or("");
        stretches(shown, |stretch| {
            let inside = shown.get(stretch.clone()).unwrap_or("");
            pieces(inside, |piece| {
                let slice = inside.get(piece.range.clone()).unwrap_or("");
                let term = lexicon.term(slice, piece.kind, &words);
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
        if !can_be_term(word) {
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
    fn words_of_language(&self, lexicon: &mut Lexicon) -> Words {
        // Small words are short; the rest cannot tell the language.
        let short = self.words.iter().filter(|(word, _)| word.len() <= 24);
        let words = short.filter(|(_, spelled)| spelled.kind == PieceKind::Word);
        let told = words.map(|(word, spelled)| (lexicon.languages_of(word), spelled.times));
        Words::of(guess(told))
    }

    fn finish(self, lexicon: &mut Lexicon, words: &Words, lines: Vec<u32>) -> NoteTerms {
        // What order they come in does not show: they are sorted.
        let spelled = |(word, spelled): (&'t str, Spelled)| {
            Some((lexicon.term(word, spelled.kind, words)?, word, spelled.weight))
        };
        let mut spellings: Vec<Spelling<'t>> = self.words.into_iter().filter_map(spelled).collect();
        let mut is_small = |word| words.has_small(lexicon.languages_of(word));
        let names =
            self.names.into_iter().filter(|(_, (one, two, _))| !is_small(one) && !is_small(two));
        spellings.extend(names.map(|(both, (one, two, weight))| (pair_id(one, two), both, weight)));
        spellings.sort_unstable();
        NoteTerms::new(&spellings, lines)
    }
}

/// A term as it is spelled in a note, and how much it counts so.
type Spelling<'t> = (TermId, &'t str, u32);

impl NoteTerms {
    /// Puts together what is spelled in a note, by term and then by spelling.
    fn new(spellings: &[Spelling<'_>], lines: Vec<u32>) -> Self {
        let mut kept: Vec<Spelling<'_>> = spellings
            .chunk_by(|one, other| one.0 == other.0)
            .filter_map(|term| {
                // Among equals a later one in byte order wins: small letters over large ones.
                let (id, best, _) = term.iter().max_by_key(|(_, _, weight)| *weight)?;
                Some((*id, *best, term.iter().map(|(_, _, weight)| *weight).sum()))
            })
            .collect();
        if kept.len() > TERMS {
            kept.sort_unstable_by(|(a, _, one), (b, _, two)| two.cmp(one).then(a.cmp(b)));
            kept.truncate(TERMS);
            kept.sort_unstable_by_key(|(term, ..)| *term);
        }
        let mut note = Self { lines, ..Self::default() };
        for (term, spelling, weight) in kept {
            let count = u16::try_from(weight).unwrap_or(u16::MAX);
            note.terms.push(TermCount { term, count });
            note.spellings.push_str(spelling);
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

fn pair_id(one: &str, two: &str) -> TermId {
    let mut both = fold(one).into_owned();
    both.push(' ');
    both.push_str(&fold(two));
    term_id(&both)
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
    use std::collections::BTreeMap;

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

//! Watch items: what to look out for, by when, and what it would mean.

use serde::{Deserialize, Serialize};

use super::date::{Day, parse_date};
use super::reading::{Reading, Reference, shown, words_of_item};
use super::stance::{Stance, Strength, parse_share};
use crate::facts::ListItem;
use crate::text::Span;

/// A task to look out for something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WatchItem {
    /// What to look out for.
    pub text: String,
    /// The character between the task's brackets.
    pub status: char,
    /// The line, from 1.
    pub line: u32,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Day>,
    /// When it was resolved or cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Day>,
    /// How likely it was held to be, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p: Option<f64>,
    /// What it means if it comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_true: Option<Clause>,
    /// What it means if it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_false: Option<Clause>,
}

/// One of the two outcomes of a watch item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// As written.
    pub text: String,
    /// Which way it would push, where the clause names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stance: Option<Stance>,
    /// What it would push.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thesis: Option<Reference>,
    /// How hard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<Strength>,
}

/// Where a watch item stands on a day.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
pub enum WatchStatus {
    /// Its day is past and it is not resolved.
    Overdue,
    /// To be looked out for.
    Open,
    /// It came.
    ResolvedTrue,
    /// It did not come.
    ResolvedFalse,
    /// No longer of interest.
    Cancelled,
}

impl WatchItem {
    /// Returns where it stands on a day.
    pub fn status_on(&self, today: Day) -> WatchStatus {
        match self.status {
            'x' | 'X' => WatchStatus::ResolvedTrue,
            '-' => WatchStatus::ResolvedFalse,
            'c' | 'C' => WatchStatus::Cancelled,
            _ if self.due.is_some_and(|due| due < today) => WatchStatus::Overdue,
            _ => WatchStatus::Open,
        }
    }
}

/// Returns true for words that open a watch item.
pub(super) fn is_watch(words: &str) -> bool {
    let start = words.trim_start().get(..13).unwrap_or(words.trim_start()).to_ascii_lowercase();
    ["watch whether", "watch for", "watch if"].iter().any(|opening| {
        start
            .strip_prefix(opening)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    })
}

/// Reads all watch items of a note.
pub(super) fn read_watch(note: &mut Reading<'_>) -> Vec<WatchItem> {
    let sections = note.sections(|heading| matches!(heading, "watch" | "watchlist"));
    let below = |span: Span| {
        sections.iter().any(|(_, section)| (section.start..section.end).contains(&span.start))
    };
    let facts = note.facts;
    let mut items = Vec::new();
    for item in facts.list_items.iter().filter(|item| item.task.is_some()) {
        let words = words_of_item(note.text, item);
        let tagged = facts.tags.iter().any(|tag| {
            (item.span.start..item.span.end).contains(&tag.span.start)
                && tag.text.eq_ignore_ascii_case("#watch")
        });
        if tagged || below(item.span) || is_watch(words.of(note.text)) {
            items.push(read_item(note, item, words));
        }
    }
    items
}

fn read_item(note: &mut Reading<'_>, item: &ListItem, words: Span) -> WatchItem {
    // Dates and the probability may stand anywhere; they are no part of what is said.
    let text = blanked(words.of(note.text));
    let (claim, clauses) = split_clauses(&text);
    let clause = |note: &mut Reading<'_>, range: Option<std::ops::Range<usize>>| {
        range.map(|range| read_clause(note, &text, words.start, range))
    };
    let (if_true, if_false) = (clause(note, clauses.if_true), clause(note, clauses.if_false));
    let read = WatchItem {
        text: without_tag(&shown(text.get(claim).unwrap_or(&text))),
        status: item.task.map_or(' ', |task| task.status),
        line: note.line(item.span),
        due: read_day(note, words, &["📅", "📆", "🗓️", "🗓"], &["due"]),
        opened: read_day(note, words, &["➕"], &["created"]),
        closed: read_day(note, words, &["✅", "❌"], &["completion", "cancelled"]),
        p: read_probability(note, words),
        if_true,
        if_false,
    };
    let is_dated =
        ["📅", "📆", "🗓", "[due::", "(due::"].iter().any(|sign| words.of(note.text).contains(sign));
    if !is_dated && !matches!(read.status, 'x' | 'X' | '-' | 'c' | 'C') {
        let message = "this watch item has no date: write 📅 2026-11-15 behind it, so that it \
                       stands on the timeline and can come due";
        note.report("watch-without-date", message.to_owned(), item.span);
    }
    read
}

/// Signs with a date behind them, as the Tasks plugin writes them.
const DATED: [&str; 9] = ["📅", "📆", "🗓️", "🗓", "✅", "❌", "➕", "⏳", "🛫"];
/// Fields with a value in brackets.
const FIELDS: [&str; 8] =
    ["due", "created", "completion", "cancelled", "scheduled", "start", "repeat", "p"];

/// Returns a text with blanks in the place of its dates and its probability, byte for byte.
fn blanked(text: &str) -> String {
    let mut spans: Vec<std::ops::Range<usize>> = Vec::new();
    for sign in DATED {
        spans.extend(text.match_indices(sign).map(|(at, _)| {
            let behind = text.get(at + sign.len()..).unwrap_or("");
            let date = behind.trim_start_matches(['\u{fe0f}', ' ']);
            let length = date.find(|c: char| !(c.is_ascii_digit() || c == '-'));
            at..text.len() - date.len() + length.unwrap_or(date.len())
        }));
    }
    // What repeats is told in words, up to the next sign.
    if let Some(at) = text.find('🔁') {
        let behind = text.get(at + '🔁'.len_utf8()..).unwrap_or("");
        let end = DATED.iter().filter_map(|sign| behind.find(sign)).min().unwrap_or(behind.len());
        spans.push(at..at + '🔁'.len_utf8() + end);
    }
    for (open, close) in [('[', ']'), ('(', ')')] {
        for (at, _) in text.match_indices(open) {
            let inside = text.get(at + 1..).unwrap_or("");
            let is_field =
                inside.split_once("::").is_some_and(|(key, _)| FIELDS.contains(&key.trim()));
            if let Some(end) = inside.find(close).filter(|_| is_field) {
                spans.push(at..at + end + 2);
            }
        }
    }
    spans.extend(probability(text).map(|(whole, _)| whole));
    let mut bytes = text.as_bytes().to_vec();
    for span in spans {
        if let Some(part) = bytes.get_mut(span) {
            part.fill(b' ');
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn without_tag(text: &str) -> String {
    let words = text.split(' ').filter(|word| !word.eq_ignore_ascii_case("#watch"));
    let joined = words.collect::<Vec<_>>().join(" ");
    joined.trim().trim_end_matches(['—', '–', '-', ';', '·', ',', ' ']).to_owned()
}

/// Where the clauses stand in an item's text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Clauses {
    pub(super) if_true: Option<std::ops::Range<usize>>,
    pub(super) if_false: Option<std::ops::Range<usize>>,
}

/// Splits an item's text into its claim and its clauses.
///
/// Clauses are `if true: …; if false: …`, or in plain words `if it does, …; if not, …`.
pub(super) fn split_clauses(text: &str) -> (std::ops::Range<usize>, Clauses) {
    let lower = text.to_ascii_lowercase();
    let (yes, no) = (lower.find("if true:"), lower.find("if false:"));
    if yes.is_some() || no.is_some() {
        let end = |from: usize, other: Option<usize>| {
            trimmed(text, from..other.filter(|other| *other > from).unwrap_or(text.len()))
        };
        let first = yes.into_iter().chain(no).min().unwrap_or(text.len());
        let if_true = yes.map(|at| end(at + "if true:".len(), no));
        let if_false = no.map(|at| end(at + "if false:".len(), yes));
        return (0..first, Clauses { if_true, if_false });
    }
    split_plain(text, &lower)
}

fn split_plain(text: &str, lower: &str) -> (std::ops::Range<usize>, Clauses) {
    let mut clauses = Clauses::default();
    let mut claim = text.len();
    let starts = std::iter::once(0)
        .chain(lower.match_indices([';', '.', ':']).map(|(at, _)| at + 1))
        .filter(|at| lower.get(*at..).is_some_and(|rest| rest.trim_start().starts_with("if ")));
    for start in starts.collect::<Vec<_>>() {
        let part = text.get(start..).unwrap_or("");
        let end = start + part.find([';', '.']).unwrap_or(part.len());
        let Some(comma) = text.get(start..end).and_then(|part| part.find(',')) else { continue };
        let condition = lower.get(start..start + comma).unwrap_or("").trim();
        let said = trimmed(text, start + comma + 1..end);
        let Some(slot) = clauses.slot(condition) else { continue };
        if slot.is_none() {
            *slot = Some(said);
            claim = claim.min(start.saturating_sub(1));
        }
    }
    (0..claim, clauses)
}

impl Clauses {
    /// Returns the clause that a condition in plain words opens: "if it does", "if not".
    fn slot(&mut self, condition: &str) -> Option<&mut Option<std::ops::Range<usize>>> {
        let words: Vec<&str> = condition.split_whitespace().collect();
        let denies = |word: &&str| {
            matches!(*word, "not" | "none" | "nothing" | "neither" | "no") || word.ends_with("n't")
        };
        match words.as_slice() {
            ["if", rest @ ..] if rest.len() <= 4 && rest.iter().any(denies) => {
                Some(&mut self.if_false)
            }
            ["if", "it" | "they" | "this" | "that" | "so" | "he" | "she" | "one", rest @ ..]
                if rest.len() <= 3 =>
            {
                Some(&mut self.if_true)
            }
            ["if", "so"] => Some(&mut self.if_true),
            _ => None,
        }
    }
}

fn trimmed(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let part = text.get(range.clone()).unwrap_or("");
    let start = range.start + part.len() - part.trim_start().len();
    let kept = part.trim().trim_end_matches([';', '·', ',', '—', '–', ' ']).len();
    start..start + kept
}

fn read_clause(
    note: &mut Reading<'_>,
    words: &str,
    base: u32,
    range: std::ops::Range<usize>,
) -> Clause {
    let span = Span { start: base + range.start as u32, end: base + range.end as u32 };
    let text = words.get(range).unwrap_or("");
    let first = text.split_whitespace().next().unwrap_or("");
    let stance = Stance::parse(first.trim_end_matches("::"));
    let link = note.links_in(span).first().copied();
    // In front of a link a clause says which way; anything else is said in plain words.
    if stance.is_none() && link.is_some() && text.split_whitespace().nth(1).is_some_and(is_link) {
        let message = format!(
            "{first:?} is no stance, so this clause writes no edge: write supports, contradicts or \
             context"
        );
        note.report("unknown-stance", message, span);
    }
    let thesis = stance.and(link).map(|link| note.refer(link));
    let strength = text.rsplit_once('(').and_then(|(_, word)| {
        Strength::parse(word.trim_end_matches([')', '.', ' ']).trim_start_matches("strength::"))
    });
    Clause { text: shown(text), stance: stance.filter(|_| link.is_some()), thesis, strength }
}

fn is_link(word: &str) -> bool {
    word.starts_with("[[")
}

fn read_day(note: &mut Reading<'_>, words: Span, signs: &[&str], fields: &[&str]) -> Option<Day> {
    let text = words.of(note.text);
    let behind = signs.iter().find_map(|sign| Some(text.split_once(sign)?.1)).or_else(|| {
        fields.iter().find_map(|field| {
            let at =
                text.find(&format!("[{field}::")).or_else(|| text.find(&format!("({field}::")))?;
            text.get(at + field.len() + 3..)
        })
    })?;
    let date = behind.trim_start_matches(['\u{fe0f}', ' ']);
    let end = date.find([' ', ']', ')', ',', '\n']).unwrap_or(date.len());
    let date = date.get(..end).unwrap_or(date);
    match parse_date(date) {
        Ok(span) => span.to.or(span.from),
        Err(error) => {
            note.report("bad-date", error.to_string(), words);
            None
        }
    }
}

/// Finds `· p 0.55`, `p=55%` or `[p:: 0.55]`: where it stands and its number.
fn probability(text: &str) -> Option<(std::ops::Range<usize>, &str)> {
    let field = ["[p::", "(p::"].iter().find_map(|open| Some((text.find(open)?, open.len())));
    if let Some((at, length)) = field {
        let inside = text.get(at + length..)?;
        let end = inside.find([']', ')'])?;
        return Some((at..at + length + end + 1, inside.get(..end)?.trim()));
    }
    text.match_indices('p').rev().find_map(|(at, _)| {
        let free = |c: Option<char>| c.is_none_or(|c| matches!(c, ' ' | '\n' | '·'));
        let behind = text.get(at + 1..)?;
        let number = behind.trim_start_matches([' ', '=', ':', '≈']);
        let starts =
            number.len() < behind.len() && number.starts_with(|c: char| c.is_ascii_digit());
        let end = number.find([' ', ')', ',', ';', '\n']).unwrap_or(number.len());
        let before = text.get(..at)?;
        let number_end = number.get(..end)?;
        // "see p 5" is a page.
        let marked = before.trim_end().ends_with(['·', ',', ';', '—', '–', '|'])
            || behind.starts_with(['=', ':'])
            || number_end.contains(['.', '%']);
        if !starts || !marked || !free(before.chars().last()) {
            return None;
        }
        // The dot in front of it belongs to it.
        let from = before.trim_end_matches(' ').strip_suffix('·').map_or(at, str::len);
        Some((from..text.len() - number.len() + end, number_end.trim_end_matches('.')))
    })
}

fn read_probability(note: &mut Reading<'_>, words: Span) -> Option<f64> {
    let (_, number) = probability(words.of(note.text))?;
    let p = parse_share(number);
    if p.is_none() {
        let message = format!("{number:?} is no probability: write p 0.55");
        note.report("bad-probability", message, words);
    }
    p
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> (&str, Option<&str>, Option<&str>) {
        let (claim, clauses) = split_clauses(text);
        let part = |range: Option<std::ops::Range<usize>>| range.map(|range| &text[range]);
        (&text[claim], part(clauses.if_true), part(clauses.if_false))
    }

    #[test]
    fn clauses_are_marked_or_said_in_plain_words() {
        assert_eq!(
            split("A — if true: supports [[T]] (strong); if false: x"),
            ("A — ", Some("supports [[T]] (strong)"), Some("x"))
        );
        assert_eq!(
            split("Watch whether x grows; if it does, it holds; if not, it was y."),
            ("Watch whether x grows", Some("it holds"), Some("it was y"))
        );
        assert_eq!(
            split("Watch for a second one. If it comes, trouble; if none does, gossip."),
            ("Watch for a second one", Some("trouble"), Some("gossip"))
        );
        assert_eq!(
            split("Watch if a; if buyers skip one, b"),
            split("Watch if a; if buyers skip one, b")
        );
    }

    #[test]
    fn dates_and_probability_stand_anywhere_and_are_no_part_of_the_words() {
        let text = "A 📅 2026-11-15 grows — if true: x [due:: 2026-11-15] · p 0.55 🔁 every week";
        let left = blanked(text);
        assert_eq!(left.len(), text.len());
        assert_eq!(left.split_whitespace().collect::<Vec<_>>().join(" "), "A grows — if true: x");
        let number = |text| probability(text).map(|(_, number)| number);
        assert_eq!(number("grows, p=55%"), Some("55%"));
        assert_eq!(number("see p 5 of it"), None);
        assert_eq!(number("x [p:: 0.4] 📅 2026-11-15"), Some("0.4"));
        assert_eq!(number("the top 5 chips grow"), None);
        assert_eq!(number("· p 1.2"), Some("1.2"));
    }

    #[test]
    fn an_opening_is_whole_words() {
        assert!(is_watch("Watch whether it") && is_watch("watch for: x") && is_watch("Watch if"));
        assert!(!is_watch("Watch forests") && !is_watch("Watching for x") && !is_watch("Watché"));
    }
}

//! What a text asks, watches, counts and refers back to.

use super::{Certainty, Hint, HintValue, sentence_around};
use crate::text::Span;
use crate::thesis::edge::is_line_start;
use crate::thesis::reading::{Reading, shown};
use crate::thesis::watch::{is_watch, split_clauses};

const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// How many words may stand between "third" and "data point".
const MOST_BETWEEN: usize = 4;

pub(super) fn read(note: &Reading<'_>, body: Span, clipped: bool, hints: &mut Vec<Hint>) {
    watches(note, body, hints);
    questions(note, body, hints);
    counted(note, body, hints);
    if clipped {
        coverage(note, body, hints);
    }
}

fn occurrences(text: &str, words: &str) -> Vec<usize> {
    memchr::memmem::find_iter(text.as_bytes(), words.as_bytes()).collect()
}

/// Finds "Watch whether …" in running text; tasks are watch items already.
fn watches(note: &Reading<'_>, body: Span, hints: &mut Vec<Hint>) {
    let text = body.of(note.text);
    for at in occurrences(text, "Watch ") {
        let place = body.start + at as u32;
        let opens = text.get(at..).is_some_and(|rest| is_watch(&rest.replacen("**", "", 1)));
        if !opens || !starts_sentence(text, at) || note.is_marked(place) || is_task(note, place) {
            continue;
        }
        let mut end = sentence_around(text, at).end as usize;
        // The clauses may stand in the next sentences: "If it comes, …. If none does, …"
        while let Some(with_next) = next_clause(text, at, end) {
            end = with_next;
        }
        let words = shown(&text.get(at..end).unwrap_or("").replace("**", ""));
        let span = Span::new(body.start as usize + at..body.start as usize + end);
        hints.push(Hint::new(note, span, HintValue::Watch(words), Certainty::Likely));
    }
}

/// Returns true for a byte at which a line's words or a sentence begin.
fn starts_sentence(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let ahead = before.get(before.rfind('\n').map_or(0, |end| end + 1)..).unwrap_or("");
    let said = ahead.trim_end_matches([' ', '*', '_']);
    is_line_start(ahead) || said.len() < ahead.len() && said.ends_with(['.', '!', '?', ':', ';'])
}

fn is_task(note: &Reading<'_>, at: u32) -> bool {
    let mut tasks = note.facts.list_items.iter().filter(|item| item.task.is_some());
    tasks.any(|item| (item.span.start..item.span.end).contains(&at))
}

/// Returns the end of the sentence behind `end` where that one adds a clause.
fn next_clause(text: &str, at: usize, end: usize) -> Option<usize> {
    let next = text.get(end..)?;
    let blanks = next.len() - next.trim_start_matches(' ').len();
    if !next.get(blanks..)?.starts_with("If ") {
        return None;
    }
    let with_next = sentence_around(text, end + blanks + 1).end as usize;
    let clauses = |end: usize| {
        let (_, found) = split_clauses(text.get(at..end).unwrap_or(""));
        usize::from(found.if_true.is_some()) + usize::from(found.if_false.is_some())
    };
    (clauses(with_next) > clauses(end)).then_some(with_next)
}

/// Finds lines that start with "Open question", unless they stand below a heading of that name.
fn questions(note: &Reading<'_>, body: Span, hints: &mut Vec<Hint>) {
    let text = body.of(note.text);
    for at in occurrences(text, "Open question") {
        let place = body.start + at as u32;
        let line = note.line_span(place);
        let ahead = Span { start: line.start, end: place }.of(note.text);
        let is_heading = ahead.trim_start().starts_with('#');
        if is_heading || !is_line_start(ahead) || note.is_marked(place) || is_task(note, place) {
            continue;
        }
        let span = Span { start: place, end: line.end };
        if let Some(question) = question(&span.of(note.text).replace("**", "")) {
            let value = HintValue::Question(question);
            hints.push(Hint::new(note, span, value, Certainty::Likely));
        }
    }
}

/// Reads `Open question: …`, `Open question — …` and `Open question is whether …`.
fn question(line: &str) -> Option<String> {
    let rest = line.strip_prefix("Open question")?;
    let rest = rest.strip_prefix('s').unwrap_or(rest);
    let words = match rest.trim_start().strip_prefix([':', '—', '–', '-']) {
        Some(words) => words,
        None => rest.strip_prefix(" is ").or_else(|| rest.strip_prefix(" remains "))?,
    };
    Some(shown(words.trim_matches(['*', '_', ' ']))).filter(|words| !words.is_empty())
}

/// Finds "Third data point in the same thesis cluster in 48 hours".
fn counted(note: &Reading<'_>, body: Span, hints: &mut Vec<Hint>) {
    let text = body.of(note.text);
    for at in occurrences(text, "data point") {
        let sentence = sentence_around(text, at);
        let before = text.get(sentence.start as usize..at).unwrap_or("");
        let Some(number) = ordinal_at_end(before) else { continue };
        if note.is_marked(body.start + at as u32) {
            continue;
        }
        let behind = text.get(at..sentence.end as usize).unwrap_or("");
        let span = Span { start: body.start + sentence.start, end: body.start + sentence.end };
        let value = HintValue::Claim(number, window(behind));
        hints.push(Hint::new(note, span, value, Certainty::Certain));
    }
}

/// Returns the number of "third" or "3rd", which may have a few words behind it; none where the
/// text denies it.
fn ordinal_at_end(text: &str) -> Option<u32> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let number = |word: &&str| {
        let named = ORDINALS.iter().position(|ordinal| ordinal == word);
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
        let counted =
            digits.and_then(|digits| digits.parse().ok()).filter(|n| (1..=99).contains(n));
        named.map(|at| at as u32 + 1).or(counted)
    };
    let near = words.len().saturating_sub(MOST_BETWEEN + 1);
    let at =
        (near..words.len()).rev().find(|at| words.get(*at).is_some_and(|w| number(w).is_some()))?;
    let mut ahead = words.get(at.saturating_sub(2)..at).into_iter().flatten();
    if ahead.any(|word| matches!(*word, "not" | "no" | "never")) {
        return None;
    }
    number(words.get(at)?)
}

/// Reads "in 48 hours", "within the last two days" or "in 48h", in days.
fn window(text: &str) -> Option<i32> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let starts =
        words.iter().enumerate().filter(|(_, word)| matches!(**word, "in" | "within" | "over"));
    starts.filter_map(|(at, _)| span_of_days(words.get(at + 1..(at + 6).min(words.len()))?)).next()
}

/// Reads the first number with its unit, at most a few words on.
fn span_of_days(words: &[&str]) -> Option<i32> {
    (0..words.len().min(4)).find_map(|at| {
        let word = words.get(at)?;
        let unit_at = word.find(|c: char| !c.is_ascii_digit()).filter(|split| *split > 0);
        let (number, unit) = match unit_at {
            Some(split) => word.split_at(split),
            None => (*word, *words.get(at + 1)?),
        };
        let number = number_of(number)?;
        match unit.trim_end_matches('s') {
            "hour" | "h" | "hr" => Some((number + 23) / 24),
            "day" | "d" => Some(number),
            "week" => Some(number * 7),
            _ => None,
        }
    })
}

pub(super) fn number_of(word: &str) -> Option<i32> {
    let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let named = words.iter().position(|named| word.eq_ignore_ascii_case(named));
    let number = named.map(|at| at as i32 + 1).or_else(|| word.parse().ok())?;
    (0..=3650).contains(&number).then_some(number)
}

/// Finds what was written before: quoted titles, "coverage from X", "the May 1st piece".
fn coverage(note: &Reading<'_>, body: Span, hints: &mut Vec<Hint>) {
    let text = body.of(note.text);
    for at in occurrences(text, "overage from ") {
        let start = at + "overage from ".len();
        let rest = text.get(start..).unwrap_or("");
        let end = rest.find(['.', ';', ',', '\n', ')', ':']).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or("");
        let name = name.split(" and coverage ").next().unwrap_or(name).trim();
        let name = name.strip_prefix("the ").unwrap_or(name);
        let whole = text.get(..at).is_some_and(|before| before.ends_with(['c', 'C']));
        if whole && !name.is_empty() && name.len() <= 80 {
            let span = Span::new(body.start as usize + at - 1..body.start as usize + start + end);
            let value = HintValue::Coverage(format!("coverage from {name}"));
            hints.push(Hint::new(note, span, value, Certainty::Guess));
        }
    }
    for (open, close) in [('"', '"'), ('“', '”')] {
        quoted_titles(note, body, open, close, hints);
    }
}

fn quoted_titles(note: &Reading<'_>, body: Span, open: char, close: char, hints: &mut Vec<Hint>) {
    let text = body.of(note.text);
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(open)) {
        let start = from + at + open.len_utf8();
        let Some(length) = text.get(start..).and_then(|rest| rest.find(close)) else { return };
        let title = text.get(start..start + length).unwrap_or("");
        from = start + length + close.len_utf8();
        // A pasted page quotes titles; the person's own notes quote all kinds of things.
        let own = note.facts.frontmatter.is_some();
        if is_title(title) && (!own || is_called_coverage(text, start)) {
            let span = Span::new(body.start as usize + start..body.start as usize + start + length);
            let value = HintValue::Coverage(title.to_owned());
            hints.push(Hint::new(note, span, value, Certainty::Guess));
        }
    }
}

/// Returns true where the sentence around quoted words speaks of something written.
fn is_called_coverage(text: &str, at: usize) -> bool {
    let sentence = sentence_around(text, at).of(text).to_lowercase();
    let words =
        ["piece", "article", "essay", "coverage", "titled", "earlier", "extends", "follows up"];
    words.iter().any(|word| sentence.contains(word))
}

/// Returns true for two to ten words on one line of which the first is capitalised, no sentence.
fn is_title(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (2..=10).contains(&words)
        && !text.contains(['\n', '[', ']'])
        && !text.ends_with(['.', ',', '!', '?'])
        && text.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_read_in_days() {
        assert_eq!(window("data point in the same thesis cluster in 48 hours"), Some(2));
        assert_eq!(window("data point in two days, after"), Some(2));
        assert_eq!(window("data point within the last 48 hours"), Some(2));
        assert_eq!(window("data point in 72h"), Some(3));
        assert_eq!(window("data point in the week"), None);
    }

    #[test]
    fn an_ordinal_may_stand_a_few_words_ahead() {
        assert_eq!(ordinal_at_end("This is the third independent "), Some(3));
        assert_eq!(ordinal_at_end("Our 4th "), Some(4));
        for text in
            ["It is not the third ", "not a second ", "first of all it is only one more odd "]
        {
            assert_eq!(ordinal_at_end(text), None, "{text}");
        }
    }

    #[test]
    fn a_question_is_marked_off_or_said() {
        let read = |line| question(line);
        assert_eq!(read("Open question: who pays?").as_deref(), Some("who pays?"));
        assert_eq!(
            read("Open question is whether it lasts.").as_deref(),
            Some("whether it lasts.")
        );
        assert_eq!(read("Open questioning"), None);
        assert_eq!(read("Open question:"), None);
    }

    #[test]
    fn a_title_is_a_few_words() {
        assert!(is_title("Who pays the rent on compute"));
        assert!(
            !is_title("landlord") && !is_title("It was late.") && !is_title("once upon a time")
        );
    }
}

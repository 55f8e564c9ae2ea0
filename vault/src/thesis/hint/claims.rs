//! What a text asks, watches, counts and refers back to.

use super::{Certainty, Hint, HintValue, sentence_around};
use crate::text::Span;
use crate::thesis::reading::{Reading, shown};
use crate::thesis::watch::{is_watch, split_clauses};

const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

pub(super) fn read(note: &Reading<'_>, body: Span, clipped: bool, hints: &mut Vec<Hint>) {
    watches(note, body, hints);
    questions(note, body, hints);
    counted(note, body, hints);
    if clipped && note.facts.frontmatter.is_none() {
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
        let starts = text.get(..at).is_some_and(|before| {
            before.is_empty()
                || before.ends_with(['\n', ' ']) && {
                    let before = before.trim_end_matches(' ');
                    before.is_empty() || before.ends_with(['\n', '.', '!', '?', ':'])
                }
        });
        if !starts
            || !text.get(at..).is_some_and(is_watch)
            || note.is_marked(body.start + at as u32)
        {
            continue;
        }
        let in_task = note.facts.list_items.iter().any(|item| {
            item.task.is_some()
                && (item.span.start..item.span.end).contains(&(body.start + at as u32))
        });
        if in_task {
            continue;
        }
        let mut end = sentence_around(text, at).end as usize;
        // The clauses may stand in the next sentence: "If it comes, …; if none does, …"
        let next = text.get(end..).unwrap_or("");
        if next.trim_start_matches(' ').starts_with("If ") && !next.starts_with('\n') {
            let from = end + next.len() - next.trim_start_matches(' ').len();
            let with_next = sentence_around(text, from + 1).end as usize;
            let both = text.get(at..with_next).unwrap_or("");
            let (_, clauses) = split_clauses(both);
            if clauses.if_true.is_some() || clauses.if_false.is_some() {
                end = with_next;
            }
        }
        let words = shown(text.get(at..end).unwrap_or(""));
        let span = Span::new(body.start as usize + at..body.start as usize + end);
        hints.push(Hint::new(note, span, HintValue::Watch(words), Certainty::Likely));
    }
}

/// Finds lines that start with "Open question", unless they stand below a heading of that name.
fn questions(note: &Reading<'_>, body: Span, hints: &mut Vec<Hint>) {
    let text = body.of(note.text);
    for at in occurrences(text, "Open question") {
        let line = note.line_span(body.start + at as u32);
        let starts = line.start == body.start + at as u32;
        let Some((_, words)) = line.of(note.text).split_once([':', '—', '–']) else { continue };
        let question = shown(words);
        if !starts || question.is_empty() || note.is_marked(line.start) {
            continue;
        }
        hints.push(Hint::new(note, line, HintValue::Question(question), Certainty::Likely));
    }
}

/// Finds "Third data point in the same thesis cluster in 48 hours".
fn counted(note: &Reading<'_>, body: Span, hints: &mut Vec<Hint>) {
    let text = body.of(note.text);
    for at in occurrences(text, "data point") {
        let before = text.get(..at).unwrap_or("").trim_end();
        let word =
            before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
        let numbered = ORDINALS.iter().position(|ordinal| *ordinal == word);
        let Some(number) = numbered else { continue };
        let mut ahead = before.split_whitespace().rev().skip(1).take(2);
        if ahead.any(|word| matches!(word.to_lowercase().as_str(), "not" | "no" | "never")) {
            continue;
        }
        if note.is_marked(body.start + at as u32) {
            continue;
        }
        let sentence = sentence_around(text, at);
        let behind = text.get(at..sentence.end as usize).unwrap_or("");
        let span = Span { start: body.start + sentence.start, end: body.start + sentence.end };
        let value = HintValue::Claim(number as u32 + 1, window(behind));
        hints.push(Hint::new(note, span, value, Certainty::Certain));
    }
}

/// Reads "in 48 hours" or "in two days", in days.
fn window(text: &str) -> Option<i32> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    words.windows(3).find_map(|words| match words {
        ["in" | "within", number, unit] => {
            let number = number_of(number)?;
            match unit.trim_end_matches('s') {
                "hour" => Some((number + 23) / 24),
                "day" => Some(number),
                "week" => Some(number * 7),
                _ => None,
            }
        }
        _ => None,
    })
}

fn number_of(word: &str) -> Option<i32> {
    let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let named = words.iter().position(|named| word.eq_ignore_ascii_case(named));
    let number = named.map(|at| at as i32 + 1).or_else(|| word.parse().ok())?;
    (0..=3650).contains(&number).then_some(number)
}

/// Finds what was written before: quoted titles, "coverage from X", "the May 1st piece".
fn coverage(note: &Reading<'_>, body: Span, hints: &mut Vec<Hint>) {
    let text = body.of(note.text);
    for at in occurrences(text, "coverage from ") {
        let start = at + "coverage from ".len();
        let rest = text.get(start..).unwrap_or("");
        let end = rest.find(['.', ';', ',', '\n', ')', ':']).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or("").trim();
        if !name.is_empty() && name.len() <= 80 {
            let span = Span::new(body.start as usize + at..body.start as usize + start + end);
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
        if is_title(title) {
            let span = Span::new(body.start as usize + start..body.start as usize + start + length);
            let value = HintValue::Coverage(title.to_owned());
            hints.push(Hint::new(note, span, value, Certainty::Guess));
        }
    }
}

/// Returns true for two to ten words on one line of which the first is capitalised, no sentence.
fn is_title(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (2..=10).contains(&words)
        && !text.contains('\n')
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
        assert_eq!(window("data point in the week"), None);
    }

    #[test]
    fn a_title_is_a_few_words() {
        assert!(is_title("Who pays the rent on compute"));
        assert!(
            !is_title("landlord") && !is_title("It was late.") && !is_title("once upon a time")
        );
    }
}

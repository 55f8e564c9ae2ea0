//! A web that was brought from change to change is the one that is woven from nothing.

use proptest::prelude::*;

use super::super::corpus::{Features, Note};
use super::super::signals::Signal;
use super::super::terms::terms_of;
use super::*;
use crate::thesis::property_names::PropertyNames;

/// What one note is about, links to and shares; its path is made of its number.
#[derive(Debug, Clone)]
struct Draft {
    path: u32,
    words: Vec<u8>,
    line: Option<u8>,
    links: Vec<u32>,
    tags: Vec<u8>,
    day: Option<i32>,
}

#[derive(Debug, Clone)]
enum Edit {
    Change(usize, Draft),
    Add(Draft),
    Remove(usize),
    Rename(usize, u32),
}

fn any_draft() -> impl Strategy<Value = Draft> {
    (
        0..4000_u32,
        prop::collection::vec(0..90_u8, 4..24),
        prop::option::of(0..3_u8),
        prop::collection::vec(0..4000_u32, 0..3),
        prop::collection::vec(0..8_u8, 0..3),
        prop::option::of(0..40),
    )
        .prop_map(|(path, words, line, links, tags, day)| Draft {
            path,
            words,
            line,
            links,
            tags,
            day,
        })
}

fn any_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        3 => (any::<usize>(), any_draft()).prop_map(|(at, draft)| Edit::Change(at, draft)),
        2 => any_draft().prop_map(Edit::Add),
        1 => any::<usize>().prop_map(Edit::Remove),
        1 => (any::<usize>(), 0..4000_u32).prop_map(|(at, path)| Edit::Rename(at, path)),
    ]
}

/// Words that no stemmer and no list of small words touches.
fn word(number: u8) -> String {
    let letter = |at: u8| char::from(b'b' + at % 20);
    format!("q{}{}zok", letter(number / 20), letter(number))
}

fn text(draft: &Draft) -> String {
    let words: Vec<String> = draft.words.iter().map(|number| word(*number)).collect();
    let line = draft.line.map(|line| format!("a line that {} repeats\n", word(100 + line)));
    format!("{}\n\n{}\n{}", word(200), words.join(" "), line.unwrap_or_default())
}

fn corpus(drafts: &[Draft]) -> Corpus {
    let mut sorted: Vec<&Draft> = drafts.iter().collect();
    sorted.sort_by_key(|draft| draft.path);
    let number = |path: u32| sorted.iter().position(|draft| draft.path == path);
    let note = |draft: &&Draft| {
        let mut links: Vec<u32> =
            draft.links.iter().filter_map(|path| Some(number(*path)? as u32)).collect();
        links.sort_unstable();
        links.dedup();
        Note {
            path: format!("{:04}.md", draft.path),
            terms: std::sync::Arc::new(terms_of("", &text(draft), &PropertyNames::default())),
            links,
            day: draft.day,
            ..Note::default()
        }
    };
    let mut notes: Vec<Note> = sorted.iter().map(note).collect();
    let mut features = Features::default();
    for (draft, number) in sorted.iter().zip(0..) {
        for tag in &draft.tags {
            let tag = format!("tag {tag}");
            features.add(number, Signal::Tag, &tag, &tag);
        }
    }
    let features = features.finish(&mut notes);
    Corpus { notes, features, ..Corpus::default() }
}

fn edit(drafts: &mut Vec<Draft>, edit: &Edit) {
    let is_free = |drafts: &[Draft], path| drafts.iter().all(|draft| draft.path != path);
    let count = drafts.len();
    match edit {
        Edit::Change(at, draft) => {
            let path = drafts[at % count].path;
            drafts[at % count] = Draft { path, ..draft.clone() };
        }
        Edit::Add(draft) if is_free(drafts, draft.path) => drafts.push(draft.clone()),
        Edit::Rename(at, path) if is_free(drafts, *path) => drafts[at % count].path = *path,
        Edit::Remove(at) if count > 60 => {
            drafts.remove(at % count);
        }
        _ => {}
    }
}

/// The notes of a corpus by name alone: nothing is in them, and they share nothing.
fn hollow(corpus: &Corpus) -> Corpus {
    let note = |note: &Note| Note { path: note.path.clone(), ..Note::default() };
    let notes = corpus.notes.iter().map(note).collect();
    Corpus { notes, ..corpus.clone() }
}

/// Vectors without the places in the tables, which say only what came first.
fn weights(web: &Web) -> Vec<Vec<(u32, f32)>> {
    let plain = |terms: &[Weighted]| terms.iter().map(|w| (w.term.0, w.weight)).collect();
    web.vectors.notes.iter().map(|terms| plain(terms)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_stepped_web_is_the_woven_one(
        drafts in prop::collection::vec(any_draft(), 80..110),
        edits in prop::collection::vec(any_edit(), 1..14),
        most in 6..60_usize,
    ) {
        let mut drafts = drafts;
        drafts.sort_by_key(|draft| draft.path);
        drafts.dedup_by_key(|draft| draft.path);
        let nothing = Corpus::default();
        let signals = Signals::default();
        let text_of = |drafts: &[Draft]| {
            let mut sorted = drafts.to_vec();
            sorted.sort_by_key(|draft| draft.path);
            move |number: usize| sorted.get(number).map(text)
        };
        let lines = Lines::default();
        let mut before = corpus(&drafts);
        let mut web = Web { total: drafts.len(), most, ..Web::default() };
        let places = Places::new(&nothing, &before);
        web.step(&nothing, &before, &places, signals, (&lines, &text_of(&drafts)));
        for change in &edits {
            edit(&mut drafts, change);
            let now = corpus(&drafts);
            let texts = text_of(&drafts);
            web.step(&before, &now, &Places::new(&before, &now), signals, (&lines, &texts));
            let mut woven = web.reckoning_alike();
            let hollow = hollow(&now);
            let places = Places::new(&hollow, &now);
            woven.step(&hollow, &now, &places, signals, (&lines, &texts));
            prop_assert_eq!(weights(&web), weights(&woven));
            prop_assert_eq!(&web.neighbours, &woven.neighbours);
            before = now;
        }
    }
}

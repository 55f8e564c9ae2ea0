//! Random queries over random vaults, against an evaluation that knows no index and no Markdown:
//! both must find the same files.

use proptest::prelude::*;

use super::fixture::Fixture;
use crate::text::fold::fold;
use crate::text::words::is_word;

const WORDS: [&str; 22] = [
    "alpha",
    "Alphabet",
    "beta",
    "żółć",
    "Zolc",
    "日本語",
    "昨日本",
    "本",
    "test",
    "testing",
    "don't",
    "foo-bar",
    "foo",
    "bar",
    "a",
    "한국어는",
    "한국",
    "x²",
    "groß",
    "📅",
    "C++",
    "see:this",
];
const NAMES: [&str; 6] = ["alpha", "Testing note", "日本語", "b/beta", "b/Żółć x", "c/d/foo-bar"];

/// A block of a note. Between two blocks stands a blank line.
#[derive(Debug, Clone)]
enum Block {
    Heading(Vec<&'static str>),
    Lines(Vec<Vec<&'static str>>),
    Items(Vec<(Option<char>, Vec<&'static str>)>),
    Tag(&'static str, Vec<&'static str>),
}

#[derive(Debug, Clone)]
struct Note {
    status: Option<&'static str>,
    rating: Option<u32>,
    blocks: Vec<Block>,
}

impl Note {
    fn frontmatter(&self) -> Option<String> {
        let status = self.status.map(|status| format!("status: {status}\n"));
        let rating = self.rating.map(|rating| format!("rating: {rating}\n"));
        let inside = status.unwrap_or_default() + &rating.unwrap_or_default();
        (!inside.is_empty()).then(|| format!("---\n{inside}---"))
    }

    fn blocks(&self) -> Vec<String> {
        self.blocks.iter().map(Block::text).collect()
    }

    fn text(&self) -> String {
        let all: Vec<String> = self.frontmatter().into_iter().chain(self.blocks()).collect();
        all.join("\n\n")
    }
}

impl Block {
    fn text(&self) -> String {
        match self {
            Self::Heading(words) => format!("## {}", words.join(" ")),
            Self::Lines(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| line.join(" ")).collect();
                lines.join("\n")
            }
            Self::Items(items) => {
                let items: Vec<String> = items.iter().map(item).collect();
                items.join("\n")
            }
            Self::Tag(tag, words) => format!("{} {tag}", words.join(" ")),
        }
    }
}

fn item((status, words): &(Option<char>, Vec<&'static str>)) -> String {
    match status {
        Some(status) => format!("- [{status}] {}", words.join(" ")),
        None => format!("- {}", words.join(" ")),
    }
}

/// A query as the test means it.
#[derive(Debug, Clone)]
enum Ask {
    Word(&'static str, usize),
    Phrase(Vec<&'static str>),
    All(Vec<Ask>),
    Any(Vec<Ask>),
    Not(Box<Ask>),
    Scoped(&'static str, Box<Ask>),
    Status(&'static str),
    Rating(char, u32),
}

impl Ask {
    fn query(&self) -> String {
        match self {
            Self::Word(word, cut) => cut_word(word, *cut).to_owned(),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::All(asks) => format!("({})", joined(asks, " ")),
            Self::Any(asks) => format!("({})", joined(asks, " OR ")),
            Self::Not(ask) => format!("-{}", ask.query()),
            Self::Scoped(operator, ask) => format!("{operator}:({})", ask.query()),
            Self::Status(value) => format!("[status:{value}]"),
            Self::Rating(sign, bound) => format!("[rating:{sign}{bound}]"),
        }
    }

    fn holds(&self, file: &File<'_>, place: &Place) -> bool {
        match self {
            Self::Word(word, cut) => place.holds(file, cut_word(word, *cut), false),
            Self::Phrase(words) => place.holds(file, &words.join(" "), true),
            Self::All(asks) => asks.iter().all(|ask| ask.holds(file, place)),
            Self::Any(asks) => asks.iter().any(|ask| ask.holds(file, place)),
            Self::Not(ask) => !ask.holds(file, place),
            Self::Scoped(operator, ask) => scoped(operator, ask, file, place),
            Self::Status(value) => {
                let status = file.note.and_then(|note| note.status);
                status.is_some_and(|status| naive_find(status, value, false, place.case))
            }
            Self::Rating(sign, bound) => {
                let rating = file.note.and_then(|note| note.rating);
                rating.is_some_and(|rating| match sign {
                    '<' => rating < *bound,
                    _ => rating > *bound,
                })
            }
        }
    }
}

fn joined(asks: &[Ask], between: &str) -> String {
    asks.iter().map(Ask::query).collect::<Vec<_>>().join(between)
}

/// Leaves out a character at the start or the end of a word, so that parts of words are asked for.
fn cut_word(word: &'static str, cut: usize) -> &'static str {
    let last = word.char_indices().next_back().map_or(0, |(at, _)| at);
    let second = word.char_indices().nth(1).map_or(0, |(at, _)| at);
    match cut {
        1 if last > 0 => &word[..last],
        2 if second > 0 && !word[second..].starts_with(['-', '/']) => &word[second..],
        _ => word,
    }
}

struct File<'f> {
    path: &'f str,
    note: Option<&'f Note>,
}

/// Where the needles of a query are looked for.
#[derive(Clone)]
struct Place {
    about: &'static str,
    case: bool,
    part: Option<String>,
}

impl Place {
    fn holds(&self, file: &File<'_>, needle: &str, whole: bool) -> bool {
        let find = |text: &str| naive_find(text, needle, whole, self.case);
        let name = file.path.rsplit('/').next().unwrap();
        let text = file.note.map(Note::text);
        match (self.about, &self.part) {
            ("file", _) => find(name),
            ("path", _) => find(file.path),
            (_, Some(part)) => find(part),
            ("content", None) => text.is_some_and(|text| find(&text)),
            (_, None) => {
                let title = name.strip_suffix(".md");
                title.is_some_and(find) || text.is_some_and(|text| find(&text))
            }
        }
    }
}

fn scoped(operator: &'static str, ask: &Ask, file: &File<'_>, place: &Place) -> bool {
    let about = Place { about: operator, ..place.clone() };
    match operator {
        "file" | "path" | "content" => ask.holds(file, &about),
        "match-case" => ask.holds(file, &Place { case: true, ..place.clone() }),
        _ => file.note.is_some_and(|note| {
            let parts = match &place.part {
                Some(part) => vec![part.clone()],
                None => parts(note, operator),
            };
            // The generator nests `line` alone, which every other part is made of.
            let parts = parts.iter().flat_map(|part| match (operator, &place.part) {
                ("line", Some(_)) => part.split('\n').map(str::to_owned).collect(),
                _ => vec![part.clone()],
            });
            parts.into_iter().any(|part| {
                ask.holds(file, &Place { about: "content", part: Some(part), ..place.clone() })
            })
        }),
    }
}

fn parts(note: &Note, operator: &str) -> Vec<String> {
    let items = note.blocks.iter().flat_map(|block| match block {
        Block::Items(items) => items.clone(),
        _ => Vec::new(),
    });
    let tasks = items.filter_map(|(status, words)| Some((status?, words.join(" "))));
    match operator {
        "line" => note.text().split('\n').map(str::to_owned).collect(),
        "task" => tasks.map(|(_, text)| text).collect(),
        "task-todo" => tasks.filter(|(status, _)| *status == ' ').map(|(_, text)| text).collect(),
        "task-done" => tasks.filter(|(status, _)| *status != ' ').map(|(_, text)| text).collect(),
        "section" => {
            let mut sections = vec![note.frontmatter().unwrap_or_default()];
            for block in &note.blocks {
                match block {
                    Block::Heading(_) => sections.push(block.text()),
                    _ => *sections.last_mut().unwrap() += &format!("\n\n{}", block.text()),
                }
            }
            // Nothing before the first heading is no section.
            let first = usize::from(sections.len() > 1 && sections[0].is_empty());
            sections.split_off(first)
        }
        _ => {
            let blocks = note.blocks.iter().flat_map(|block| match block {
                Block::Items(items) => items.iter().map(item).collect(),
                block => vec![block.text()],
            });
            note.frontmatter().into_iter().chain(blocks).collect()
        }
    }
}

/// Looks for a needle at every character, one after the other.
fn naive_find(text: &str, needle: &str, whole: bool, case: bool) -> bool {
    let fold = |text: &str| -> Vec<char> {
        if case { text.chars().collect() } else { fold(text).chars().collect() }
    };
    let (text, needle) = (fold(text), fold(needle));
    let (Some(first), Some(last)) = (needle.first(), needle.last()) else { return true };
    (0..text.len()).any(|at| {
        let before = at > 0 && is_word(text[at - 1]) && is_word(*first);
        let behind = text.get(at + needle.len()).is_some_and(|next| is_word(*next));
        text[at..].starts_with(&needle) && !(whole && (before || (behind && is_word(*last))))
    })
}

fn words(most: usize) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 1..=most)
}

fn block() -> impl Strategy<Value = Block> {
    let item = (prop::option::of(prop::sample::select(vec![' ', 'x', '-'])), words(3));
    prop_oneof![
        1 => words(2).prop_map(Block::Heading),
        3 => prop::collection::vec(words(4), 1..3).prop_map(Block::Lines),
        2 => prop::collection::vec(item, 1..4).prop_map(Block::Items),
        1 => (prop::sample::select(vec!["#alpha", "#alpha/beta", "#Beta"]), words(2))
            .prop_map(|(tag, words)| Block::Tag(tag, words)),
    ]
}

fn note() -> impl Strategy<Value = Note> {
    let status = prop::option::of(prop::sample::select(vec!["alpha", "Beta", "testing"]));
    let rating = prop::option::of(0u32..4);
    (status, rating, prop::collection::vec(block(), 0..5))
        .prop_map(|(status, rating, blocks)| Note { status, rating, blocks })
}

fn ask() -> impl Strategy<Value = Ask> {
    let word =
        (prop::sample::select(&WORDS[..]), 0usize..3).prop_map(|(word, cut)| Ask::Word(word, cut));
    let leaf = prop_oneof![
        6 => word,
        3 => words(2).prop_map(Ask::Phrase),
        1 => prop::sample::select(vec!["alpha", "eta", "beta"]).prop_map(Ask::Status),
        1 => (prop::sample::select(vec!['<', '>']), 0u32..4).prop_map(|(s, n)| Ask::Rating(s, n)),
    ];
    let operators = vec![
        "file",
        "path",
        "content",
        "match-case",
        "line",
        "block",
        "section",
        "task",
        "task-todo",
        "task-done",
    ];
    leaf.prop_recursive(3, 12, 3, move |inner| {
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 2..4).prop_map(Ask::All),
            2 => prop::collection::vec(inner.clone(), 2..4).prop_map(Ask::Any),
            2 => inner.clone().prop_map(|ask| Ask::Not(Box::new(ask))),
            4 => (prop::sample::select(operators.clone()), inner)
                .prop_map(|(operator, ask)| Ask::Scoped(operator, Box::new(ask))),
        ]
    })
}

/// True where a part stands inside of a part: only lines are simple enough for the naive way.
fn nests_parts(ask: &Ask, inside: bool) -> bool {
    match ask {
        Ask::All(asks) | Ask::Any(asks) => asks.iter().any(|ask| nests_parts(ask, inside)),
        Ask::Not(ask) => nests_parts(ask, inside),
        Ask::Scoped(operator, ask) => {
            let is_part = !["file", "path", "content", "match-case"].contains(operator);
            (is_part && inside && *operator != "line") || nests_parts(ask, inside || is_part)
        }
        Ask::Word(..) | Ask::Phrase(_) | Ask::Status(_) | Ask::Rating(..) => false,
    }
}

/// Returns what a search must find: notes that hold it, and attachments that a name asks for.
fn expected(ask: &Ask, files: &[File<'_>]) -> Vec<String> {
    let start = Place { about: "any", case: false, part: None };
    let found = files.iter().filter(|file| {
        ask.holds(file, &start) && (file.note.is_some() || names(ask, file, false, true, "any"))
    });
    let mut paths: Vec<String> = found.map(|file| file.path.to_owned()).collect();
    paths.sort();
    paths
}

/// True where a `file:` or `path:` that is not negated names the file.
fn names(ask: &Ask, file: &File<'_>, case: bool, positive: bool, about: &'static str) -> bool {
    let place = Place { about, case, part: None };
    match ask {
        Ask::All(asks) | Ask::Any(asks) => {
            asks.iter().any(|ask| names(ask, file, case, positive, about))
        }
        Ask::Not(ask) => names(ask, file, case, !positive, about),
        Ask::Scoped("match-case", ask) => names(ask, file, true, positive, about),
        Ask::Scoped(operator, ask) => names(ask, file, case, positive, operator),
        Ask::Word(..) | Ask::Phrase(_) => {
            positive && ["file", "path"].contains(&about) && ask.holds(file, &place)
        }
        Ask::Status(_) | Ask::Rating(..) => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn search_finds_what_a_naive_reading_finds(
        notes in prop::collection::vec(note(), 6),
        asks in prop::collection::vec(ask(), 24),
    ) {
        let paths: Vec<String> = NAMES.iter().map(|name| format!("{name}.md")).collect();
        let texts: Vec<String> = notes.iter().map(Note::text).collect();
        let images = [("img/alpha.png", ""), ("b/test.jpg", "")];
        let loaded = paths.iter().map(String::as_str).zip(texts.iter().map(String::as_str));
        let vault = Fixture::new(loaded.chain(images));
        let files: Vec<File<'_>> = paths.iter().zip(&notes)
            .map(|(path, note)| File { path, note: Some(note) })
            .chain(images.map(|(path, _)| File { path, note: None }))
            .collect();
        for ask in asks.iter().filter(|ask| !nests_parts(ask, false)) {
            let query = ask.query();
            prop_assert_eq!(vault.paths(&query), expected(ask, &files), "{}", query);
        }
    }
}

//! Turns a note into safe HTML for reading mode, embeds and hover previews.
//!
//! The dialect is the parser's: what it found (links, tags, tasks, comments, math) is taken out
//! of the text first and put back as elements, so that CommonMark sees plain words there. All
//! HTML leaves through one sanitiser.

mod callouts;
mod embeds;
mod escape;
mod sanitise;
mod tokens;
mod write;

use std::cell::{Cell, RefCell};

use crate::facts::NoteFacts;
use crate::parse::fences;
use crate::path::VaultPath;
use crate::resolve::subpath::{PartKind, find_part};
use crate::text::Span;

/// Notes embed notes this deep; what lies deeper is shown as a link.
pub const DEEPEST_EMBED: usize = 5;
/// So many notes are embedded at one rendering; further ones are shown as links.
const MOST_EMBEDS: usize = 200;
/// Embeds stop where the HTML has grown to this many bytes.
const MOST_HTML: usize = 8 * 1024 * 1024;

/// What rendering asks of the world around a note.
pub trait RenderContext {
    /// Finds the file that a link in the note `source` leads to; `target` has no subpath, and an
    /// empty one means the note itself.
    fn resolve(&self, source: &VaultPath, target: &str) -> Option<VaultPath>;
    /// Returns the text of a note that is to be embedded.
    fn text(&self, path: &VaultPath) -> Option<String>;
    /// Returns the address under which the page can load an attachment: one of the scheme
    /// `vault:`, with an opaque id. Any other address is dropped.
    fn url(&self, path: &VaultPath) -> Option<String>;
}

/// How a note is rendered.
#[derive(Debug, Clone, Copy, Default)]
pub struct RenderOptions {
    /// True where a single line break is a space, as CommonMark has it.
    pub strict_line_breaks: bool,
}

/// HTML that went through the sanitiser; nothing else makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Returns the HTML as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the HTML as an owned text.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// A note to render: its path, text and facts.
#[derive(Debug, Clone, Copy)]
pub struct Note<'n> {
    /// Where the note is, from which its links are resolved.
    pub path: &'n VaultPath,
    /// Its whole text.
    pub text: &'n str,
    /// What its text says.
    pub facts: &'n NoteFacts,
}

/// Renders a whole note without its properties.
pub fn render(note: Note<'_>, context: &dyn RenderContext, options: RenderOptions) -> Html {
    let run = Run::new(context, options);
    run.enter(&key(note.path, ""));
    sanitised(&write::note(&run, note, body(note)))
}

/// Renders the part of a note that a subpath leads to, its `#` included; nothing where there is
/// no such part. An empty subpath means the whole note.
pub fn render_part(
    note: Note<'_>,
    subpath: &str,
    context: &dyn RenderContext,
    options: RenderOptions,
) -> Option<Html> {
    let run = Run::new(context, options);
    let part = part(note, subpath)?;
    run.enter(&key(note.path, subpath));
    Some(sanitised(&write::note(&run, note, part)))
}

/// Renders a text that stands in no vault: its links lead nowhere, and nothing is embedded.
pub fn render_alone(text: &str) -> Html {
    struct Nothing;
    impl RenderContext for Nothing {
        fn resolve(&self, _: &VaultPath, _: &str) -> Option<VaultPath> {
            None
        }
        fn text(&self, _: &VaultPath) -> Option<String> {
            None
        }
        fn url(&self, _: &VaultPath) -> Option<String> {
            None
        }
    }
    let facts = crate::parse::parse(text);
    let note = Note { path: &VaultPath::root(), text, facts: &facts };
    render(note, &Nothing, RenderOptions { strict_line_breaks: true })
}

/// Makes HTML that a person wrote safe: what the sanitiser leaves of it, without remote pictures.
pub fn clean(html: &str) -> Html {
    sanitised(&embeds::without_remote_images(html))
}

fn sanitised(html: &str) -> Html {
    Html(sanitise::clean(html))
}

/// Returns the text below the properties.
fn body(note: Note<'_>) -> Span {
    let start = fences(note.text).map_or(0, |fences| fences.body);
    Span::new(start..note.text.len())
}

/// Finds the bytes that a subpath leads to. A list item starts with its whole line, so that its
/// children keep their place below it.
fn part(note: Note<'_>, subpath: &str) -> Option<Span> {
    if subpath.is_empty() {
        return Some(body(note));
    }
    let part = find_part(note.facts, note.text.len(), subpath)?;
    let start = part.span.start as usize;
    let before = note.text.get(..start)?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let blank = before.get(line_start..)?.trim().is_empty();
    let whole_line = blank && matches!(part.kind, PartKind::Block(_));
    let start = if whole_line { line_start } else { start };
    Some(Span::new(start..part.span.end as usize))
}

fn key(path: &VaultPath, subpath: &str) -> String {
    format!("{path}{}", subpath.to_lowercase())
}

/// What all notes of one rendering share.
struct Run<'c> {
    context: &'c dyn RenderContext,
    options: RenderOptions,
    /// The notes that are being rendered, from the outermost in.
    open: RefCell<Vec<String>>,
    embeds: Cell<usize>,
    /// How many notes were written, to keep ids apart.
    notes: Cell<usize>,
    written: Cell<usize>,
    /// True within the text of an inline footnote, which holds no further one.
    in_footnote: Cell<bool>,
}

impl<'c> Run<'c> {
    fn new(context: &'c dyn RenderContext, options: RenderOptions) -> Self {
        Self {
            context,
            options,
            open: RefCell::new(Vec::new()),
            embeds: Cell::new(0),
            notes: Cell::new(0),
            written: Cell::new(0),
            in_footnote: Cell::new(false),
        }
    }

    fn enter(&self, key: &str) {
        self.open.borrow_mut().push(key.to_owned());
    }

    fn leave(&self) {
        self.open.borrow_mut().pop();
    }

    fn is_open(&self, key: &str) -> bool {
        self.open.borrow().iter().any(|open| open == key)
    }

    /// Returns true where one more note may be embedded, and counts it.
    fn may_embed(&self) -> bool {
        let depth = self.open.borrow().len();
        let embeds = self.embeds.get();
        self.embeds.set(embeds + 1);
        depth <= DEEPEST_EMBED && embeds < MOST_EMBEDS && self.written.get() < MOST_HTML
    }

    /// Returns a number that no other note of this rendering has.
    fn number(&self) -> usize {
        let number = self.notes.get();
        self.notes.set(number + 1);
        number
    }
}

//! One file per refactoring: a snapshot in, a `Plan` out.
//!
//! Nothing here touches a file. What an edit must read comes through [`TextSource`]; what it wants
//! done leaves as a [`plan::Plan`], which `vault` applies.

pub mod append;
pub mod bookmark;
pub mod canvas;
mod canvas_text;
pub mod capture;
pub mod create;
pub mod decision;
pub mod decision_line;
pub mod duplicate;
pub mod evidence;
pub mod extract;
pub mod file_name;
pub mod json_edit;
pub mod json_text;
pub mod json_tree;
mod lines;
pub mod link_mention;
pub mod merge;
pub mod merge_notes;
pub mod name_block;
pub mod pinned_command;
pub mod plan;
pub mod planned;
pub mod promote;
pub mod property;
pub mod property_everywhere;
pub mod property_type;
pub mod relink;
pub mod rename;
pub mod rename_part;
pub mod rename_tag;
pub mod replace;
pub mod save;
pub mod setting;
pub mod statement;
pub mod task;
pub mod template;
pub mod trash;
pub mod unique_note;

use self::plan::{Splice, apply_splices};
use self::planned::Proposal;
use crate::error::{Code, Error};
use crate::parse::parse;
use crate::path::VaultPath;
use crate::text::ContentHash;

/// Where an edit reads the files that it may change, hidden ones included.
pub trait TextSource {
    /// Returns the bytes of a file; none where there is no file. Fails where it cannot be read.
    fn read(&self, path: &VaultPath) -> Result<Option<Vec<u8>>, Error>;

    /// Returns true where a file or folder of exactly this spelling is on disk.
    fn exists(&self, path: &VaultPath) -> bool;

    /// Returns true where a folder of exactly this spelling is on disk.
    fn is_folder(&self, path: &VaultPath) -> bool;
}

/// Says why an edit is not possible.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// There is nothing at this path.
    #[error("{0} is not in the vault")]
    NotFound(VaultPath),
    /// A file is not only the attachment of what is thrown away.
    #[error("{0} is not used by what is deleted alone")]
    StillUsed(VaultPath),
    /// There is something at this path already.
    #[error("{0} exists already")]
    Exists(VaultPath),
    /// A name that no file may have.
    #[error("{name:?} cannot be a file name: {reason}")]
    Name {
        /// The name as given.
        name: String,
        /// Why not.
        reason: String,
    },
    /// A folder would end up inside itself.
    #[error("{from} cannot move into itself, to {to}")]
    IntoItself {
        /// The folder.
        from: VaultPath,
        /// Where it would go.
        to: VaultPath,
    },
    /// The new place is the old one.
    #[error("{0} has that name already")]
    Same(VaultPath),
    /// The note's bytes are no UTF-8.
    #[error("{0} is not UTF-8 text")]
    NotText(VaultPath),
    /// The properties cannot be read, so they are not edited either.
    #[error("the properties of {path} are not valid YAML (line {line}): {message}")]
    InvalidYaml {
        /// The note.
        path: VaultPath,
        /// 1-based.
        line: u32,
        /// What the YAML reader said.
        message: String,
    },
    /// A settings file is no JSON, so it is not edited either.
    #[error("{path} is not valid JSON (line {line}): {message}")]
    InvalidJson {
        /// The file.
        path: VaultPath,
        /// 1-based.
        line: u32,
        /// What the JSON reader said.
        message: String,
    },
    /// A settings file holds something else than it must.
    #[error("{path} is not laid out as Obsidian lays it out: {message}")]
    OddJson {
        /// The file.
        path: VaultPath,
        /// What is odd.
        message: String,
    },
    /// There is no bookmark at this place.
    #[error("there is no bookmark or group at {0:?}")]
    NoBookmark(String),
    /// No property of that name.
    #[error("{path} has no property {key:?}")]
    NoProperty {
        /// The note.
        path: VaultPath,
        /// The key as given.
        key: String,
    },
    /// A property of that name is there already.
    #[error("{path} has a property {key:?} already")]
    PropertyExists {
        /// The note.
        path: VaultPath,
        /// The key as given.
        key: String,
    },
    /// A key that cannot be written.
    #[error("{0:?} cannot be the name of a property")]
    Key(String),
    /// The YAML is valid but so unusual that one key cannot be changed alone.
    #[error("{key:?} in {path} cannot be changed without touching other properties")]
    Entangled {
        /// The note.
        path: VaultPath,
        /// The key.
        key: String,
    },
    /// A note has no such heading or block.
    #[error("{path} has no heading or block {subpath:?}")]
    NoPart {
        /// The note.
        path: VaultPath,
        /// The subpath as given, with `#`.
        subpath: String,
    },
    /// A text that cannot name a heading or a block, or names another block of the note.
    #[error("{0:?} cannot be the name of a heading or a new block id")]
    PartName(String),
    /// A text that is no tag.
    #[error("{0:?} cannot be a tag")]
    TagName(String),
    /// The note has no such line.
    #[error("{path} has no line {line}")]
    NoLine {
        /// The note.
        path: VaultPath,
        /// 1-based.
        line: u32,
    },
    /// There is nothing to be moved from this note to the other one.
    #[error("there is nothing in {0} to move elsewhere")]
    NothingToMove(VaultPath),
    /// The text at a place is not what it was.
    #[error("{path} no longer says {text:?} there")]
    OtherText {
        /// The note.
        path: VaultPath,
        /// What it said.
        text: String,
    },
    /// What would be a thesis's claim is no paragraph.
    #[error("{0:?} would not be the claim of the thesis")]
    NoStatement(String),
    /// There is no edge on that line.
    #[error("there is no edge to a thesis on line {line} of {path}")]
    NoEdge {
        /// The note.
        path: VaultPath,
        /// 1-based.
        line: u32,
    },
    /// There is no task on that line.
    #[error("there is no task on line {line} of {path}")]
    NoTask {
        /// The note.
        path: VaultPath,
        /// 1-based.
        line: u32,
    },
}

impl From<EditError> for Error {
    fn from(error: EditError) -> Self {
        let (code, hint) = error.code_and_hint();
        let mut edge = Error::new(code, error.to_string());
        edge.hint = hint.map(str::to_owned);
        edge.path = error.path().map(ToString::to_string);
        edge
    }
}

impl EditError {
    fn code_and_hint(&self) -> (Code, Option<&'static str>) {
        match self {
            Self::NotFound(_) | Self::NoProperty { .. } | Self::NoPart { .. } => {
                (Code::NotFound, None)
            }
            Self::StillUsed(_) => {
                (Code::Conflict, Some("nothing was deleted; look at the list again"))
            }
            Self::PartName(_) => (
                Code::Invalid,
                Some("a heading is one line of text; a block id has letters, digits and hyphens"),
            ),
            Self::TagName(_) => (
                Code::Invalid,
                Some("a tag has letters, digits, _, - and /, no blanks, and not only digits"),
            ),
            Self::Exists(_) => (Code::Exists, Some("choose another name or folder")),
            Self::Name { .. } => (Code::Invalid, Some("choose another name")),
            Self::IntoItself { .. } => (Code::Invalid, Some("choose a folder outside it")),
            Self::Same(_) => (Code::Invalid, None),
            Self::NotText(_) => (
                Code::NotText,
                Some("convert it to UTF-8 in the program that wrote it, then try again"),
            ),
            Self::InvalidYaml { .. } => {
                (Code::Invalid, Some("correct the YAML in source mode first"))
            }
            Self::InvalidJson { .. } | Self::OddJson { .. } => (
                Code::Invalid,
                Some("nothing was written; correct the file in a text editor first"),
            ),
            Self::NoBookmark(_) => {
                (Code::NotFound, Some("the bookmarks may have changed; look again"))
            }
            Self::PropertyExists { .. } => (Code::Exists, Some("choose another name")),
            Self::Key(_) => (Code::Invalid, Some("a property's name is one line of text")),
            Self::Entangled { .. } => {
                (Code::Invalid, Some("change it in the note's source, where all of it is seen"))
            }
            Self::NoStatement(_) => (
                Code::Invalid,
                Some("write one paragraph, with no blank line, heading, list or quote in it"),
            ),
            Self::NothingToMove(_) => (Code::Invalid, Some("select some text, and another note")),
            Self::OtherText { .. } => (Code::Conflict, Some("look at the note, and try again")),
            Self::NoTask { .. } | Self::NoLine { .. } | Self::NoEdge { .. } => {
                (Code::NotFound, Some("the note may have changed; look again"))
            }
        }
    }

    fn path(&self) -> Option<&VaultPath> {
        match self {
            Self::NotFound(path)
            | Self::StillUsed(path)
            | Self::Exists(path)
            | Self::Same(path)
            | Self::NotText(path)
            | Self::NothingToMove(path)
            | Self::OtherText { path, .. }
            | Self::IntoItself { from: path, .. }
            | Self::InvalidYaml { path, .. }
            | Self::InvalidJson { path, .. }
            | Self::OddJson { path, .. }
            | Self::NoProperty { path, .. }
            | Self::PropertyExists { path, .. }
            | Self::Entangled { path, .. }
            | Self::NoPart { path, .. }
            | Self::NoLine { path, .. }
            | Self::NoEdge { path, .. }
            | Self::NoTask { path, .. } => Some(path),
            Self::Name { .. }
            | Self::Key(_)
            | Self::PartName(_)
            | Self::TagName(_)
            | Self::NoStatement(_)
            | Self::NoBookmark(_) => None,
        }
    }
}

/// A file as an edit sees it: its text and the hash that the plan will name.
#[derive(Debug, Clone)]
pub struct SeenText {
    /// Where it is.
    pub path: VaultPath,
    /// Its whole text, byte-order mark and line ends as they are.
    pub text: String,
    /// What its bytes are.
    pub hash: ContentHash,
}

impl SeenText {
    /// Returns the text of these bytes, or says that they are none.
    pub fn new(path: VaultPath, bytes: Vec<u8>) -> Result<Self, EditError> {
        let hash = ContentHash::of(&bytes);
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { path, text, hash }),
            Err(_) => Err(EditError::NotText(path)),
        }
    }

    /// Returns the line end that the text uses: that of its first line.
    pub fn line_end(&self) -> &'static str {
        line_end_of(&self.text)
    }
}

/// Reads a file as an edit sees it; none where there is no file.
fn read_text(texts: &dyn TextSource, path: &VaultPath) -> Result<Option<SeenText>, Error> {
    let Some(bytes) = texts.read(path)? else { return Ok(None) };
    Ok(Some(SeenText::new(path.clone(), bytes)?))
}

/// Reads one of many files; one that is no text is told of in a warning and left as it is.
fn read_or_warn(
    texts: &dyn TextSource,
    path: &VaultPath,
    proposal: &mut Proposal,
) -> Result<Option<SeenText>, Error> {
    let Some(bytes) = texts.read(path)? else { return Ok(None) };
    match SeenText::new(path.clone(), bytes) {
        Ok(note) => Ok(Some(note)),
        Err(error) => {
            proposal.warn(error.to_string());
            Ok(None)
        }
    }
}

/// Returns true where properties that can be read could no longer be read after these changes.
fn breaks_properties(text: &str, splices: &[Splice]) -> bool {
    let is_valid = |text: &str| parse(text).frontmatter.is_some_and(|front| !front.invalid);
    let front = parse(text).frontmatter.map_or(0, |front| front.span.end);
    if !splices.iter().any(|splice| splice.span.start < front) || !is_valid(text) {
        return false;
    }
    let changed = apply_splices(text.as_bytes(), splices).ok().map(String::from_utf8);
    !changed.and_then(Result::ok).is_some_and(|changed| is_valid(&changed))
}

/// Returns the line end of a text's first line; `\n` where it has but one.
pub fn line_end_of(text: &str) -> &'static str {
    // A lone `\r` is no line end to Markdown editors of today; it is left to itself.
    let ends = memchr::memchr(b'\n', text.as_bytes()).and_then(|at| at.checked_sub(1));
    let before = ends.and_then(|at| text.as_bytes().get(at));
    if before == Some(&b'\r') { "\r\n" } else { "\n" }
}

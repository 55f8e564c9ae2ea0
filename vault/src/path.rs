//! Where a file is, relative to its vault, and when two names are the same name.
//!
//! The rules for Unicode and case live here alone; no other module compares bare path strings.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::error::{Code, Error};

/// A file's or folder's place in its vault: `/`-separated, no leading `/`, no `.` or `..`.
///
/// Holds the name as the disk spells it (never normalised), so that it can be opened again.
/// Ordered by its text, which gives every list a defined order. The empty path is the vault itself.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct VaultPath(Box<str>);

/// Says why a text is no path inside a vault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// The path starts with `/` or a drive letter.
    #[error("{0:?} is an absolute path; name it relative to the vault")]
    Absolute(String),
    /// A segment is empty, `.` or `..`.
    #[error("{0:?} holds an empty, '.' or '..' segment")]
    Segment(String),
    /// The path holds a NUL character.
    #[error("{0:?} holds a NUL character")]
    Nul(String),
}

impl From<PathError> for Error {
    fn from(error: PathError) -> Self {
        Self::new(Code::Invalid, error.to_string())
            .with_hint("name a file by its path in the vault, such as folder/note.md")
    }
}

impl VaultPath {
    /// Returns the path for `text`, or says why it is none.
    pub fn new(text: impl Into<String>) -> Result<Self, PathError> {
        let text = text.into();
        if text.starts_with('/') || text.starts_with('\\') {
            return Err(PathError::Absolute(text));
        }
        if text.contains('\0') {
            return Err(PathError::Nul(text));
        }
        let odd = |segment: &str| matches!(segment, "" | "." | "..");
        if !text.is_empty() && text.split('/').any(odd) {
            return Err(PathError::Segment(text));
        }
        Ok(Self(text.into()))
    }

    /// Returns the vault's own folder.
    pub fn root() -> Self {
        Self("".into())
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns true for the vault's own folder.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the last segment, with its extension.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// Returns the folder that holds this path; the root for a path without `/`.
    pub fn parent(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(parent, _)| parent)
    }

    /// Returns the folder that holds this path.
    pub fn folder(&self) -> Self {
        Self(self.parent().into())
    }

    /// Returns the extension in lower case, without its dot; empty where there is none.
    pub fn extension(&self) -> Cow<'_, str> {
        let extension = match self.file_name().rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => extension,
            _ => "",
        };
        if extension.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(extension.to_ascii_lowercase())
        } else {
            Cow::Borrowed(extension)
        }
    }

    /// Returns the shown name: the file name, less `.md` for a note.
    pub fn title(&self) -> &str {
        let name = self.file_name();
        if self.is_note() { name.get(..name.len() - 3).unwrap_or(name) } else { name }
    }

    /// Returns the whole path, less `.md` for a note.
    pub fn without_md(&self) -> &str {
        if self.is_note() { self.0.get(..self.0.len() - 3).unwrap_or(&self.0) } else { &self.0 }
    }

    /// Returns true for a Markdown note; only `.md` is one.
    pub fn is_note(&self) -> bool {
        self.extension() == "md"
    }

    /// Returns what kind of file this is, by its extension.
    pub fn kind(&self) -> FileKind {
        FileKind::of(&self.extension())
    }

    /// Returns true where a segment starts with a dot; such files are no part of the vault.
    pub fn is_hidden(&self) -> bool {
        self.0.split('/').any(|segment| segment.starts_with('.'))
    }

    /// Returns the path of `name` in this folder.
    pub fn join(&self, name: &str) -> Result<Self, PathError> {
        if self.is_root() { Self::new(name) } else { Self::new(format!("{}/{name}", self.0)) }
    }

    /// Returns true when this path lies in `folder`, at any depth, or is it.
    pub fn is_in(&self, folder: &VaultPath) -> bool {
        if folder.is_root() {
            return true;
        }
        match self.0.strip_prefix(folder.as_str()) {
            Some(rest) => rest.is_empty() || rest.starts_with('/'),
            None => false,
        }
    }

    /// Returns the key under which this path is compared with others.
    pub fn key(&self) -> String {
        fold_name(&self.0)
    }
}

impl fmt::Debug for VaultPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for VaultPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for VaultPath {
    type Error = PathError;
    fn try_from(text: String) -> Result<Self, PathError> {
        Self::new(text)
    }
}

impl From<VaultPath> for String {
    fn from(path: VaultPath) -> Self {
        path.0.into()
    }
}

/// What a file is, by its extension. Everything but notes, canvases and bases is an attachment.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A Markdown note.
    Note,
    /// A JSON Canvas.
    Canvas,
    /// A Bases view.
    Base,
    /// A picture that can be embedded.
    Image,
    /// A sound.
    Audio,
    /// A film; `webm` counts as one.
    Video,
    /// A PDF document.
    Pdf,
    /// A type the app does not show unless asked to.
    Other,
}

impl FileKind {
    /// Returns the kind for an extension in lower case without its dot.
    pub fn of(extension: &str) -> Self {
        match extension {
            "md" => Self::Note,
            "canvas" => Self::Canvas,
            "base" => Self::Base,
            "avif" | "bmp" | "gif" | "jpeg" | "jpg" | "png" | "svg" | "webp" => Self::Image,
            "flac" | "m4a" | "mp3" | "ogg" | "wav" | "3gp" => Self::Audio,
            "mkv" | "mov" | "mp4" | "ogv" | "webm" => Self::Video,
            "pdf" => Self::Pdf,
            _ => Self::Other,
        }
    }

    /// Returns the one-word name that the index stores.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Canvas => "canvas",
            Self::Base => "base",
            Self::Image => "image",
            Self::Audio => "audio",
            Self::Video => "video",
            Self::Pdf => "pdf",
            Self::Other => "other",
        }
    }
}

/// Returns the form of a name or path under which it is compared with others: NFC, lower case,
/// a final sigma as a plain one, a non-breaking space as a space.
pub fn fold_name(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    let composed: Cow<'_, str> = match is_nfc_quick(name.chars()) {
        IsNormalized::Yes => Cow::Borrowed(name),
        _ => Cow::Owned(name.nfc().collect()),
    };
    // Lower-casing one character at a time leaves out the rule for a sigma at a word's end, so
    // that a name means the same with and without `.md` behind it; ς itself is mapped to σ.
    let mut folded = String::with_capacity(composed.len());
    for character in composed.chars() {
        match character {
            '\u{a0}' => folded.push(' '),
            'ς' => folded.push('σ'),
            other => folded.extend(other.to_lowercase()),
        }
    }
    // Lower-casing can leave a decomposed pair (İ), so the result is composed once more.
    match is_nfc_quick(folded.chars()) {
        IsNormalized::Yes => folded,
        _ => folded.nfc().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compare_without_case_form_or_final_sigma() {
        assert_eq!(fold_name("ΟΔΥΣΣΕΥΣ.md"), fold_name("οδυσσευς.MD"));
        assert_eq!(fold_name("Cafe\u{301}"), fold_name("CAFÉ"));
        assert_eq!(fold_name("a\u{a0}b"), "a b");
        assert_eq!(fold_name("İ"), fold_name("i\u{307}"));
    }

    #[test]
    fn a_path_has_parts() {
        let path = VaultPath::new("a/b c/Note.MD").unwrap();
        assert_eq!((path.parent(), path.file_name(), path.title()), ("a/b c", "Note.MD", "Note"));
        assert!(path.is_note() && path.is_in(&VaultPath::new("a").unwrap()));
        assert!(!path.is_in(&VaultPath::new("a/b").unwrap()));
        assert_eq!(VaultPath::new(".md").unwrap().extension(), "");
    }

    #[test]
    fn what_leaves_the_vault_is_no_path() {
        for text in ["/etc", "../x", "a//b", "a/./b", "a\0b", "a/"] {
            assert!(VaultPath::new(text).is_err(), "{text:?}");
        }
    }
}

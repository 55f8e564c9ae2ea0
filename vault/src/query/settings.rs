//! What the vault's own `.obsidian/app.json` says, read with Obsidian's defaults.
//!
//! The file holds only keys that differ from the default; it may be missing, empty or `{}`, and
//! a value of an unexpected type counts as absent (`design: obsidian.md`, section 15).

use serde::Serialize;
use serde_json::Value;

use crate::resolve::{LinkFormat, LinkStyle};

/// The settings that this app shares with Obsidian.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Settings {
    /// How a new link names its destination.
    pub new_link_format: NewLinkFormat,
    /// New links are written `[text](path)` rather than `[[path]]`.
    pub use_markdown_links: bool,
    /// Links follow a rename without being asked about.
    pub always_update_links: bool,
    /// Where a new note goes.
    pub new_file_location: NewFileLocation,
    /// The folder for [`NewFileLocation::Folder`].
    pub new_file_folder: String,
    /// Where attachments go: `/`, a folder, `./`, or `./sub`.
    pub attachment_folder: String,
    /// Where deleted files go.
    pub trash: Trash,
    /// Deleting asks first.
    pub confirm_trash: bool,
    /// Files of unknown type are listed.
    pub show_unsupported_files: bool,
    /// A single newline is no line break in reading mode.
    pub strict_line_breaks: bool,
    /// Lines are kept at a readable length.
    pub readable_line_length: bool,
    /// The editor numbers its lines.
    pub show_line_numbers: bool,
    /// The mode in which a note opens.
    pub default_mode: Mode,
    /// How the properties of a note are shown above its text.
    pub properties_in_document: PropertiesInDocument,
    /// The editor takes Vim's keys.
    pub vim: bool,
    /// The editor checks spelling.
    pub spellcheck: bool,
    /// HTML is pasted as Markdown.
    pub convert_html: bool,
    /// Columns of a tab.
    pub tab_size: u32,
    /// Indents with tabs rather than spaces.
    pub use_tabs: bool,
    /// Folders, or `/regular expressions/`, whose files are left out of lists.
    pub excluded: Vec<String>,
}

/// How a new link names its destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum NewLinkFormat {
    /// The name where it is unique, else the whole path.
    Shortest,
    /// The way from the folder of the note that holds the link.
    Relative,
    /// The whole path in the vault.
    Absolute,
}

/// Where a new note goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum NewFileLocation {
    /// The vault's own folder.
    Root,
    /// Beside the note that asks for it.
    Current,
    /// A fixed folder.
    Folder,
}

/// Where deleted files go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Trash {
    /// The system's trash.
    System,
    /// `.trash/` in the vault.
    Local,
    /// Nowhere: they are gone.
    None,
}

/// The mode in which a note opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Marks hide away from the cursor.
    Live,
    /// Plain Markdown.
    Source,
    /// Rendered, not editable.
    Reading,
}

/// How the properties of a note are shown above its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum PropertiesInDocument {
    /// As typed fields.
    Visible,
    /// Not at all.
    Hidden,
    /// As the YAML that they are.
    Source,
}

impl Settings {
    /// Reads the text of `app.json`; anything unreadable counts as absent.
    pub fn parse(app_json: &str) -> Self {
        let json: Value = serde_json::from_str(app_json).unwrap_or(Value::Null);
        let flag =
            |key: &str, default: bool| json.get(key).and_then(Value::as_bool).unwrap_or(default);
        let text = |key: &str| json.get(key).and_then(Value::as_str).unwrap_or("");
        Self {
            new_link_format: match text("newLinkFormat") {
                "relative" => NewLinkFormat::Relative,
                "absolute" => NewLinkFormat::Absolute,
                _ => NewLinkFormat::Shortest,
            },
            use_markdown_links: flag("useMarkdownLinks", false),
            always_update_links: flag("alwaysUpdateLinks", false),
            new_file_location: match text("newFileLocation") {
                "current" => NewFileLocation::Current,
                "folder" => NewFileLocation::Folder,
                _ => NewFileLocation::Root,
            },
            new_file_folder: text("newFileFolderPath").trim_matches('/').to_owned(),
            attachment_folder: match text("attachmentFolderPath") {
                "" => "/".to_owned(),
                folder => folder.to_owned(),
            },
            trash: match text("trashOption") {
                "local" => Trash::Local,
                "none" => Trash::None,
                _ => Trash::System,
            },
            confirm_trash: flag("promptDelete", true),
            show_unsupported_files: flag("showUnsupportedFiles", false),
            strict_line_breaks: flag("strictLineBreaks", false),
            readable_line_length: flag("readableLineLength", true),
            show_line_numbers: flag("showLineNumber", false),
            default_mode: match (text("defaultViewMode"), flag("livePreview", true)) {
                ("preview", _) => Mode::Reading,
                (_, false) => Mode::Source,
                (_, true) => Mode::Live,
            },
            properties_in_document: match text("propertiesInDocument") {
                "hidden" => PropertiesInDocument::Hidden,
                "source" => PropertiesInDocument::Source,
                _ => PropertiesInDocument::Visible,
            },
            vim: flag("vimMode", false),
            spellcheck: flag("spellcheck", true),
            convert_html: flag("autoConvertHtml", true),
            tab_size: json
                .get("tabSize")
                .and_then(Value::as_u64)
                .map_or(4, |n| n.clamp(1, 16) as u32),
            use_tabs: flag("useTab", true),
            excluded: json
                .get("userIgnoreFilters")
                .and_then(Value::as_array)
                .map_or_else(Vec::new, |filters| {
                    filters.iter().filter_map(Value::as_str).map(str::to_owned).collect()
                }),
        }
    }
}

impl Settings {
    /// Returns how new links are written.
    pub fn link_format(&self) -> LinkFormat {
        let style = match self.new_link_format {
            NewLinkFormat::Shortest => LinkStyle::Shortest,
            NewLinkFormat::Relative => LinkStyle::Relative,
            NewLinkFormat::Absolute => LinkStyle::Absolute,
        };
        LinkFormat { style, markdown: self.use_markdown_links }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_empty_and_odd_files_give_the_defaults() {
        for text in ["", "{}", "[]", "not json", r#"{"newLinkFormat": 7, "tabSize": "x"}"#] {
            assert_eq!(Settings::parse(text), Settings::parse("{}"), "{text}");
        }
        assert_eq!(Settings::parse("").trash, Trash::System);
    }

    #[test]
    fn set_keys_are_read() {
        let text = r#"{"newLinkFormat": "relative", "livePreview": false, "tabSize": 99,
            "newFileLocation": "folder", "newFileFolderPath": "/a/b/", "userIgnoreFilters": ["x/", 3]}"#;
        let settings = Settings::parse(text);
        assert_eq!(settings.new_link_format, NewLinkFormat::Relative);
        assert_eq!((settings.default_mode, settings.tab_size), (Mode::Source, 16));
        assert_eq!(settings.new_file_folder, "a/b");
        assert_eq!(settings.excluded, ["x/"]);
    }
}

//! Every setting that the person can change here, as Obsidian calls it: its kind, what it is when
//! it is not set, and what it is now.

use serde::Serialize;
use serde_json::Value;

use super::core_plugins::{PLUGINS, is_on, parse};
use super::settings_file::SettingsFile;

/// A setting with its value.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct SettingRow {
    /// The file that holds it.
    pub file: SettingsFile,
    /// Its key in that file; of `core-plugins.json` the plugin's id.
    pub key: String,
    /// What values it takes.
    pub kind: SettingKind,
    /// For [`SettingKind::Choice`]: what can be chosen.
    pub choices: Vec<String>,
    /// What it is now; the default where it is not set or set to something it cannot be.
    #[ts(type = "boolean | number | string | string[]")]
    pub value: Value,
    /// What it is where the file does not say.
    #[ts(type = "boolean | number | string | string[]")]
    pub default: Value,
    /// The file names it.
    pub is_set: bool,
}

/// What values a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SettingKind {
    /// Yes or no.
    Flag,
    /// A whole number from 1 to 16.
    Number,
    /// One of some words.
    Choice,
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A whole number of days from 0 to 365.
    Days,
}

/// A setting as it is declared.
#[derive(Debug)]
struct Known {
    file: SettingsFile,
    key: &'static str,
    usual: Usual,
}

#[derive(Debug)]
enum Usual {
    Flag(bool),
    Number(u32),
    /// The first is the default.
    Choice(&'static [&'static str]),
    Text(&'static str),
    Texts,
    Days(u32),
}

const fn app(key: &'static str, usual: Usual) -> Known {
    Known { file: SettingsFile::App, key, usual }
}

const fn text(file: SettingsFile, key: &'static str, usual: &'static str) -> Known {
    Known { file, key, usual: Usual::Text(usual) }
}

const fn theses(key: &'static str, usual: Usual) -> Known {
    Known { file: SettingsFile::Theses, key, usual }
}

/// In the order in which they are shown.
const KNOWN: [Known; 51] = [
    app("newLinkFormat", Usual::Choice(&["shortest", "relative", "absolute"])),
    app("useMarkdownLinks", Usual::Flag(false)),
    app("alwaysUpdateLinks", Usual::Flag(false)),
    app("newFileLocation", Usual::Choice(&["root", "current", "folder"])),
    app("newFileFolderPath", Usual::Text("")),
    app("attachmentFolderPath", Usual::Text("/")),
    app("trashOption", Usual::Choice(&["system", "local", "none"])),
    app("promptDelete", Usual::Flag(true)),
    app("userIgnoreFilters", Usual::Texts),
    app("showUnsupportedFiles", Usual::Flag(false)),
    app("defaultViewMode", Usual::Choice(&["source", "preview"])),
    app("livePreview", Usual::Flag(true)),
    app("readableLineLength", Usual::Flag(true)),
    app("propertiesInDocument", Usual::Choice(&["visible", "hidden", "source"])),
    app("strictLineBreaks", Usual::Flag(false)),
    app("showLineNumber", Usual::Flag(false)),
    app("spellcheck", Usual::Flag(true)),
    app("autoConvertHtml", Usual::Flag(true)),
    app("useTab", Usual::Flag(true)),
    app("tabSize", Usual::Number(4)),
    app("vimMode", Usual::Flag(false)),
    text(SettingsFile::DailyNotes, "folder", ""),
    text(SettingsFile::DailyNotes, "format", "YYYY-MM-DD"),
    text(SettingsFile::DailyNotes, "template", ""),
    Known { file: SettingsFile::DailyNotes, key: "autorun", usual: Usual::Flag(false) },
    text(SettingsFile::Templates, "folder", ""),
    text(SettingsFile::Templates, "dateFormat", "YYYY-MM-DD"),
    text(SettingsFile::Templates, "timeFormat", "HH:mm"),
    text(SettingsFile::UniqueNotes, "folder", ""),
    text(SettingsFile::UniqueNotes, "format", "YYYYMMDDHHmm"),
    text(SettingsFile::UniqueNotes, "template", ""),
    theses("edges", Usual::Choice(&["inline", "frontmatter"])),
    theses("folder", Usual::Text("")),
    theses("windows.burst_days", Usual::Days(2)),
    theses("windows.same_item_days", Usual::Days(14)),
    theses("windows.tension_days", Usual::Days(7)),
    theses("windows.silence_factor", Usual::Number(3)),
    theses("properties.supports", Usual::Texts),
    theses("properties.contradicts", Usual::Texts),
    theses("properties.context", Usual::Texts),
    theses("properties.strength", Usual::Texts),
    theses("properties.reliability", Usual::Texts),
    theses("properties.published", Usual::Texts),
    theses("properties.occurred", Usual::Texts),
    theses("properties.created", Usual::Texts),
    theses("properties.source", Usual::Texts),
    theses("properties.publisher", Usual::Texts),
    theses("properties.author", Usual::Texts),
    theses("properties.origin", Usual::Texts),
    theses("properties.status", Usual::Texts),
    theses("properties.confidence", Usual::Texts),
];

/// Lists every setting with its value, by the text of each file.
pub fn list_settings(text_of: impl Fn(SettingsFile) -> String) -> Vec<SettingRow> {
    let mut rows: Vec<SettingRow> = KNOWN.iter().map(|known| known.row(&text_of)).collect();
    let plugins = parse(&text_of(SettingsFile::CorePlugins));
    rows.extend(PLUGINS.iter().map(|(id, usual)| SettingRow {
        file: SettingsFile::CorePlugins,
        key: (*id).to_owned(),
        kind: SettingKind::Flag,
        choices: Vec::new(),
        value: Value::from(is_on(&plugins, id)),
        default: Value::from(*usual),
        is_set: plugins.is_array() || plugins.get(id).is_some(),
    }));
    rows
}

/// Returns where a key stands in its file: the keys from the outermost object inwards.
pub fn key_path(file: SettingsFile, key: &str) -> Vec<&str> {
    match file {
        SettingsFile::Theses => std::iter::once("thesis").chain(key.split('.')).collect(),
        _ => vec![key],
    }
}

impl Known {
    fn row(&self, text_of: impl Fn(SettingsFile) -> String) -> SettingRow {
        let json = parse(&text_of(self.file));
        let set =
            key_path(self.file, self.key).into_iter().try_fold(&json, |json, key| json.get(key));
        let default = self.usual.value();
        let mut row = SettingRow {
            file: self.file,
            key: self.key.to_owned(),
            kind: self.usual.kind(),
            choices: self.usual.choices(),
            value: default.clone(),
            default,
            is_set: set.is_some(),
        };
        if let Some(value) = set.and_then(|value| row.read(value)) {
            row.value = value;
        }
        row
    }
}

impl Usual {
    fn value(&self) -> Value {
        match self {
            Self::Flag(usual) => Value::from(*usual),
            Self::Number(usual) | Self::Days(usual) => Value::from(*usual),
            Self::Choice(choices) => Value::from(choices.first().copied().unwrap_or_default()),
            Self::Text(usual) => Value::from(*usual),
            Self::Texts => Value::from(Vec::<String>::new()),
        }
    }

    fn kind(&self) -> SettingKind {
        match self {
            Self::Flag(_) => SettingKind::Flag,
            Self::Number(_) => SettingKind::Number,
            Self::Choice(_) => SettingKind::Choice,
            Self::Text(_) => SettingKind::Text,
            Self::Texts => SettingKind::Texts,
            Self::Days(_) => SettingKind::Days,
        }
    }

    fn choices(&self) -> Vec<String> {
        match self {
            Self::Choice(choices) => choices.iter().map(|choice| (*choice).to_owned()).collect(),
            _ => Vec::new(),
        }
    }
}

impl SettingRow {
    /// Returns a value as this setting takes it; none where it takes no such value.
    pub fn read(&self, value: &Value) -> Option<Value> {
        match self.kind {
            SettingKind::Flag => value.as_bool().map(Value::from),
            SettingKind::Number => {
                value.as_u64().filter(|number| (1..=16).contains(number)).map(Value::from)
            }
            SettingKind::Days => value.as_u64().filter(|days| *days <= 365).map(Value::from),
            SettingKind::Choice => {
                let chosen = value.as_str()?;
                self.choices.iter().any(|choice| choice == chosen).then(|| Value::from(chosen))
            }
            SettingKind::Text => {
                let text = value.as_str()?.trim();
                let is_odd = text.chars().any(char::is_control) || text.len() > 1000;
                let leaves = text.split('/').any(|segment| segment == "..");
                (!is_odd && !leaves).then(|| Value::from(text))
            }
            // A single name is read too, as it is in notes.
            SettingKind::Texts if self.file == SettingsFile::Theses && value.is_string() => {
                value.as_str().map(|text| Value::from(vec![text]))
            }
            SettingKind::Texts => {
                let texts: Option<Vec<&str>> =
                    value.as_array()?.iter().map(Value::as_str).collect();
                texts.map(Value::from)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::settings::Settings;

    fn rows(app_json: &str) -> Vec<SettingRow> {
        list_settings(
            |file| if file == SettingsFile::App { app_json.to_owned() } else { String::new() },
        )
    }

    #[test]
    fn the_defaults_are_those_that_the_app_reads() {
        let app = rows("").into_iter().filter(|row| row.file == SettingsFile::App);
        let spelled: serde_json::Map<String, Value> =
            app.map(|row| (row.key, row.default)).collect();
        let text = Value::Object(spelled).to_string();
        assert_eq!(Settings::parse(&text), Settings::parse(""));
    }

    #[test]
    fn what_a_setting_cannot_be_counts_as_not_set() {
        for (text, key, value) in [
            (r#"{"tabSize": 99}"#, "tabSize", "4"),
            (r#"{"tabSize": 2}"#, "tabSize", "2"),
            (r#"{"trashOption": "moon"}"#, "trashOption", "\"system\""),
            (r#"{"propertiesInDocument": "source"}"#, "propertiesInDocument", "\"source\""),
            (r#"{"newFileFolderPath": "../x"}"#, "newFileFolderPath", "\"\""),
            (r#"{"userIgnoreFilters": ["a", 3]}"#, "userIgnoreFilters", "[]"),
            ("not json", "vimMode", "false"),
        ] {
            let row = rows(text).into_iter().find(|row| row.key == key).unwrap();
            assert_eq!(row.value.to_string(), value, "{text}");
        }
    }

    #[test]
    fn settings_of_theses_stand_below_one_key() {
        let text = r#"{"thesis": {"edges": "frontmatter", "windows": {"burst_days": 4, "tension_days": 999},
            "properties": {"supports": "für"}}, "edges": "x"}"#;
        let rows = list_settings(|file| {
            if file == SettingsFile::Theses { text.to_owned() } else { String::new() }
        });
        for (key, value) in [
            ("edges", "\"frontmatter\""),
            ("windows.burst_days", "4"),
            ("windows.tension_days", "7"),
            ("properties.supports", r#"["für"]"#),
            ("properties.source", "[]"),
        ] {
            let found = rows.iter().find(|row| row.file == SettingsFile::Theses && row.key == key);
            assert_eq!(found.unwrap().value.to_string(), value, "{key}");
        }
    }

    #[test]
    fn the_defaults_of_theses_are_those_that_the_app_reads() {
        let mut text = serde_json::json!({"thesis": {"windows": {}, "properties": {}}});
        for row in rows("").into_iter().filter(|row| row.file == SettingsFile::Theses) {
            match row.key.split_once('.') {
                Some((group, key)) => text["thesis"][group][key] = row.default,
                None => text["thesis"][&row.key] = row.default,
            }
        }
        let read = |text: &str| crate::thesis::ThesisSettings::parse(text, "");
        assert_eq!(read(&text.to_string()), read(""));
    }
}

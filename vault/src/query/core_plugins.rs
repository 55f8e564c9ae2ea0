//! Which of Obsidian's core plugins are on, and what daily notes, templates and unique notes are
//! set to.

use serde::Serialize;
use serde_json::Value;

use super::settings_file::SettingsFile;

/// The core plugins whose part this app plays, with whether Obsidian has them on by itself.
pub const PLUGINS: [(&str, bool); 6] = [
    ("daily-notes", true),
    ("templates", true),
    ("zk-prefixer", false),
    ("random-note", false),
    ("bookmarks", true),
    ("word-count", true),
];

/// The core plugins whose part this app plays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct CorePlugins {
    /// Which are on.
    pub on: PluginsOn,
    /// Where daily notes are.
    pub daily_notes: DailyNotes,
    /// Where templates are.
    pub templates: Templates,
    /// Where notes named by the time are.
    pub unique_notes: UniqueNotes,
}

/// Whether each is on; one that is off has no commands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[allow(clippy::struct_excessive_bools, reason = "one for each plugin")]
#[allow(missing_docs)]
pub struct PluginsOn {
    pub daily_notes: bool,
    pub templates: bool,
    pub unique_notes: bool,
    pub random_note: bool,
    pub bookmarks: bool,
    pub word_count: bool,
}

/// `daily-notes.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct DailyNotes {
    /// The folder, from the vault; empty for the vault itself.
    pub folder: String,
    /// A format of Moment.js; a `/` in it makes folders.
    pub format: String,
    /// The template's path, with or without `.md`; empty where there is none.
    pub template: String,
    /// Today's note is opened with the vault.
    pub autorun: bool,
}

/// `templates.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Templates {
    /// The folder, from the vault; empty where none is set.
    pub folder: String,
    /// How `{{date}}` is written.
    pub date_format: String,
    /// How `{{time}}` is written.
    pub time_format: String,
}

/// `zk-prefixer.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct UniqueNotes {
    /// The folder, from the vault; empty for where new notes go.
    pub folder: String,
    /// A format of Moment.js.
    pub format: String,
    /// The template's path, with or without `.md`; empty where there is none.
    pub template: String,
}

impl CorePlugins {
    /// Reads the settings by the text of each file; what cannot be read counts as absent.
    pub fn read(text_of: impl Fn(SettingsFile) -> String) -> Self {
        let json = |file| parse(&text_of(file));
        let plugins = json(SettingsFile::CorePlugins);
        let daily = json(SettingsFile::DailyNotes);
        let templates = json(SettingsFile::Templates);
        let unique = json(SettingsFile::UniqueNotes);
        Self {
            on: PluginsOn {
                daily_notes: is_on(&plugins, "daily-notes"),
                templates: is_on(&plugins, "templates"),
                unique_notes: is_on(&plugins, "zk-prefixer"),
                random_note: is_on(&plugins, "random-note"),
                bookmarks: is_on(&plugins, "bookmarks"),
                word_count: is_on(&plugins, "word-count"),
            },
            daily_notes: DailyNotes {
                folder: folder(&daily),
                format: text(&daily, "format", "YYYY-MM-DD"),
                template: text(&daily, "template", ""),
                autorun: daily.get("autorun").and_then(Value::as_bool).unwrap_or(false),
            },
            templates: Templates {
                folder: folder(&templates),
                date_format: text(&templates, "dateFormat", "YYYY-MM-DD"),
                time_format: text(&templates, "timeFormat", "HH:mm"),
            },
            unique_notes: UniqueNotes {
                folder: folder(&unique),
                format: text(&unique, "format", "YYYYMMDDHHmm"),
                template: text(&unique, "template", ""),
            },
        }
    }
}

/// Returns whether a core plugin is on by `core-plugins.json`, in its old shape (a list of those
/// that are on) or its new one (`{id: true}`); without the file by Obsidian's own defaults.
pub fn is_on(core_plugins: &Value, id: &str) -> bool {
    let usual = PLUGINS.iter().any(|(known, on)| *known == id && *on);
    match core_plugins {
        // Starred files became bookmarks; a list that names them is older than those.
        Value::Array(ids) => ids
            .iter()
            .filter_map(Value::as_str)
            .any(|listed| listed == id || (id == "bookmarks" && listed == "starred")),
        Value::Object(ids) => ids.get(id).and_then(Value::as_bool).unwrap_or(usual),
        _ => usual,
    }
}

/// Reads a settings file; what is no JSON counts as absent.
pub(super) fn parse(text: &str) -> Value {
    serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or(Value::Null)
}

/// Returns a text that is set and not empty, else the usual one.
fn text(json: &Value, key: &str, usual: &str) -> String {
    let set = json.get(key).and_then(Value::as_str).map(str::trim);
    set.filter(|set| !set.is_empty()).unwrap_or(usual).to_owned()
}

fn folder(json: &Value) -> String {
    text(json, "folder", "").trim_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: SettingsFile, text: &str) -> CorePlugins {
        CorePlugins::read(|asked| if asked == file { text.to_owned() } else { String::new() })
    }

    #[test]
    fn both_shapes_and_none_say_what_is_on() {
        let on = |text| read(SettingsFile::CorePlugins, text).on;
        for absent in ["", "  ", "{}", "no json", "3"] {
            let on = on(absent);
            assert!(on.daily_notes && on.templates && on.bookmarks && on.word_count, "{absent}");
            assert!(!on.random_note && !on.unique_notes, "{absent}");
        }
        let old = on(r#"["daily-notes", "starred", "random-note", 3]"#);
        assert!(old.daily_notes && old.bookmarks && old.random_note);
        assert!(!old.templates && !old.word_count);
        let new = on(r#"{"daily-notes": false, "zk-prefixer": true, "templates": "yes"}"#);
        assert!(!new.daily_notes && new.unique_notes && new.templates);
    }

    #[test]
    fn missing_and_odd_files_give_the_defaults() {
        for text in ["", "{}", "[]", "{\"format\": 7, \"folder\": null}", "{\"format\": \"\"}"] {
            let daily = read(SettingsFile::DailyNotes, text).daily_notes;
            assert_eq!(
                (daily.folder.as_str(), daily.format.as_str()),
                ("", "YYYY-MM-DD"),
                "{text}"
            );
        }
        let text =
            r#"{"folder": "/Journal/", "format": "YYYY/MM", "template": "T/Day", "autorun": true}"#;
        let daily = read(SettingsFile::DailyNotes, text).daily_notes;
        assert_eq!((daily.folder.as_str(), daily.template.as_str()), ("Journal", "T/Day"));
        assert!(daily.autorun);
    }
}

//! What the vault's `.obsidian/note-composer.json` says about text that goes to a note of its own.

use serde_json::Value;

use crate::edit::TextSource;
use crate::edit::extract::LeftBehind;
use crate::path::VaultPath;
use crate::vault::Vault;

const SETTINGS: &str = ".obsidian/note-composer.json";

/// The settings of Obsidian's note composer; what is missing or odd has its default.
#[derive(Debug, Default)]
pub(super) struct NoteComposer {
    /// What stands in the place of the text that went.
    pub(super) left: LeftBehind,
    /// The note that new notes are made like; empty for none.
    template: String,
}

impl NoteComposer {
    /// Reads the settings of a vault.
    pub(super) fn read(vault: &Vault) -> Self {
        let text = text_of(vault, SETTINGS);
        let json = text.and_then(|text| serde_json::from_str::<Value>(&text).ok());
        let value = |key: &str| json.as_ref()?.get(key)?.as_str().map(str::to_owned);
        let left = match value("replacementText").as_deref() {
            Some("embed") => LeftBehind::Embed,
            Some("none") => LeftBehind::Nothing,
            _ => LeftBehind::Link,
        };
        Self { left, template: value("template").unwrap_or_default() }
    }

    /// Returns the text of a new note but for `{{content}}`; none without a template.
    ///
    /// `{{fromTitle}}`, `{{newTitle}}`, `{{date}}` and `{{date:FORMAT}}` are filled in.
    pub(super) fn template(
        &self,
        vault: &Vault,
        from: &VaultPath,
        to: &VaultPath,
    ) -> Option<String> {
        if self.template.is_empty() {
            return None;
        }
        let path = vault.find_note(&self.template).ok()?;
        let text = text_of(vault, path.as_str())?;
        // A template that does not say where the text goes gets it at its end.
        let text = match text.contains("{{content}}") {
            true => text,
            false => format!("{}\n\n{{{{content}}}}\n", text.trim_end()),
        };
        let text = text.replace("{{fromTitle}}", from.title()).replace("{{newTitle}}", to.title());
        Some(with_dates(&text, vault.now_ms()))
    }
}

fn text_of(vault: &Vault, path: &str) -> Option<String> {
    let path = VaultPath::new(path).ok()?;
    String::from_utf8(TextSource::read(vault, &path).ok()??).ok()
}

/// Fills in `{{date}}` and `{{date:FORMAT}}` with the local day; the format is Moment's, of which
/// the numbers of a date and a time are known.
fn with_dates(text: &str, now_ms: i64) -> String {
    let Ok(now) = jiff::Timestamp::from_millisecond(now_ms) else { return text.to_owned() };
    let now = now.to_zoned(jiff::tz::TimeZone::system());
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{{date") {
        let Some((format, after)) = behind.split_once("}}") else { break };
        filled.push_str(before);
        match format.strip_prefix(':').or(format.is_empty().then_some("YYYY-MM-DD")) {
            Some(format) => filled.push_str(&now.strftime(&in_strftime(format)).to_string()),
            None => filled.push_str(&format!("{{{{date{format}}}}}")),
        }
        rest = after;
    }
    filled + rest
}

fn in_strftime(format: &str) -> String {
    let mut spelled = format.replace('%', "%%");
    for (moment, strftime) in
        [("YYYY", "%Y"), ("MM", "%m"), ("DD", "%d"), ("HH", "%H"), ("mm", "%M"), ("ss", "%S")]
    {
        spelled = spelled.replace(moment, strftime);
    }
    spelled
}

//! Daily and unique notes, bookmarks and settings: what they ask of the clock and of the person.

use anyhow::Result;
use vault::api::{Answer, Request};
use vault::edit::bookmark::NewBookmark;
use vault::edit::property::value_from_argument;
use vault::error::{Code, Error};
use vault::query::bookmarks::BookmarkKind;
use vault::query::setting_table::{SettingKind, SettingRow};

use crate::output::Output;
use crate::session::Session;
use crate::{Outcome, show};

/// Returns the moment on the person's clock, with its time zone.
pub(crate) fn now() -> String {
    jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

/// Returns a number from 0 to 1 that nobody foresees.
pub(crate) fn chance() -> f64 {
    f64::from(jiff::Timestamp::now().subsec_nanosecond().unsigned_abs() % 1_000_000) / 1e6
}

/// Returns the request to bookmark a note, or the part of it that a `#` names.
pub(crate) fn add_bookmark(session: &Session, note: &str) -> Result<Request> {
    let (target, subpath) = match session.find(note) {
        Ok(path) => (path, String::new()),
        Err(error) => {
            let Some(at) = note.find('#') else { return Err(error) };
            let (name, subpath) = note.split_at(at);
            (session.find(name)?, subpath.to_owned())
        }
    };
    let kind = match target.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        true => BookmarkKind::File,
        false => BookmarkKind::Folder,
    };
    let bookmark = NewBookmark { kind, target, subpath, title: String::new() };
    Ok(Request::AddBookmark { bookmark, group: String::new(), expected: String::new() })
}

/// Prints a setting, or changes it and prints nothing.
pub(crate) fn setting(
    session: &Session,
    output: &mut Output,
    name: &str,
    value: Option<String>,
    default: bool,
) -> Result<Outcome> {
    let row = find_setting(session, name)?;
    let (file, key) = (row.file, row.key.clone());
    let value = match value {
        None if !default => {
            output.write(&row.value, |lines, value| lines.line(&show::value_text(value)))?;
            return Ok(Outcome::Done);
        }
        None => serde_json::Value::Null,
        Some(text) if matches!(row.kind, SettingKind::Text | SettingKind::Choice) => text.into(),
        Some(text) => value_from_argument(&text).to_json(),
    };
    let changed = session.ask(Request::SetSetting { file, key, value })?;
    output.write(&changed, |_, _| Ok(()))?;
    Ok(Outcome::Done)
}

/// Returns how the list names a setting: its file and its key.
pub(crate) fn setting_name(row: &SettingRow) -> String {
    let file = serde_json::to_value(row.file).map(|word| show::value_text(&word));
    format!("{}.{}", file.unwrap_or_default(), row.key)
}

fn find_setting(session: &Session, name: &str) -> Result<SettingRow> {
    let Answer::SettingRows(rows) = session.ask(Request::SettingRows {})? else {
        return Err(Error::new(Code::Failed, "the settings cannot be read").into());
    };
    let mut found = rows.into_iter().filter(|row| setting_name(row) == name || row.key == name);
    match (found.next(), found.next()) {
        (Some(row), None) => Ok(row),
        (None, _) => Err(Error::new(Code::NotFound, format!("there is no setting {name:?}"))
            .with_hint("`tl settings` lists those that there are")
            .into()),
        _ => Err(Error::new(Code::Ambiguous, format!("more than one setting is called {name:?}"))
            .with_hint("name its file too, as `tl settings` does")
            .into()),
    }
}

//! Reading and changing settings, most of them shared with Obsidian; each change writes one key.

use serde_json::Value;

use super::address::{Address, parse_address};
use crate::edit::pinned_command::plan_pinned;
use crate::edit::property_type::plan_property_type;
use crate::edit::setting::{plan_plugin, plan_setting, plan_setting_at};
use crate::error::{Code, Error, Result};
use crate::query::hotkeys::{Hotkeys, KeyPress, MODIFIERS, list_hotkeys};
use crate::query::note_properties::{PropertyKind, has_fixed_type};
use crate::query::pinned_commands::list_pinned;
use crate::query::setting_table::{SettingRow, key_path, list_settings};
use crate::query::settings_file::SettingsFile;
use crate::vault::Vault;

/// Lists every setting that can be changed, with its value.
pub(super) fn setting_rows(vault: &Vault) -> Result<Vec<SettingRow>> {
    Ok(list_settings(|file| vault.settings_text(file)))
}

/// Changes one setting; null, or the default, takes it out of its file.
pub(super) fn set_setting(
    vault: &Vault,
    file: SettingsFile,
    key: String,
    value: Value,
) -> Result<SettingRow> {
    let row = find_row(vault, file, &key)?;
    let value = if value.is_null() { row.default.clone() } else { value };
    let value = row.read(&value).ok_or_else(|| refused(&row, &value))?;
    let seen = vault.seen_settings(file)?;
    let text = if file == SettingsFile::CorePlugins {
        plan_plugin(&seen, &key, value == Value::Bool(true), row.default == Value::Bool(true))?
    } else {
        let keys = key_path(file, &key);
        plan_setting_at(&seen, &keys, Some(&value).filter(|value| **value != row.default))?
    };
    if let Some(text) = text {
        vault.write_settings(&seen, &text)?;
    }
    find_row(vault, file, &key)
}

/// Lists the keys that the person gave to commands.
pub(super) fn hotkeys(vault: &Vault) -> Result<Vec<Hotkeys>> {
    Ok(list_hotkeys(&vault.settings_text(SettingsFile::Hotkeys)))
}

/// Gives a command keys; without any list its usual ones come back.
pub(super) fn set_hotkeys(
    vault: &Vault,
    command: String,
    keys: Option<Vec<KeyPress>>,
) -> Result<Vec<Hotkeys>> {
    let presses = keys.iter().flatten();
    let modifiers = presses.clone().flat_map(|press| &press.modifiers);
    let unknown = modifiers.into_iter().find(|name| !MODIFIERS.contains(&name.as_str()));
    if is_odd(&command) || presses.into_iter().any(|press| is_odd(&press.key)) || unknown.is_some()
    {
        return Err(Error::new(Code::Invalid, format!("{command:?} cannot have these keys"))
            .with_hint(format!("modifiers are {}", MODIFIERS.join(", "))));
    }
    let seen = vault.seen_settings(SettingsFile::Hotkeys)?;
    let value = keys.map(|keys| serde_json::to_value(keys).unwrap_or_default());
    if let Some(text) = plan_setting(&seen, &command, value.as_ref())? {
        vault.write_settings(&seen, &text)?;
    }
    hotkeys(vault)
}

/// Assigns a type to a name; the values that notes hold stay as they are.
pub(super) fn set_property_type(vault: &Vault, name: String, to: PropertyKind) -> Result<()> {
    let name = name.trim();
    let word = to.assignable().filter(|_| !is_odd(name) && !has_fixed_type(name));
    let word = word.ok_or_else(|| {
        Error::new(Code::Invalid, format!("the property {name:?} cannot be given this type"))
            .with_hint("tags, aliases and cssclasses keep theirs")
    })?;
    let seen = vault.seen_settings(SettingsFile::Types)?;
    match plan_property_type(&seen, name, word)? {
        Some(text) => vault.write_settings(&seen, &text),
        None => Ok(()),
    }
}

/// Lists the pinned commands.
pub(super) fn pinned_commands(vault: &Vault) -> Result<Vec<String>> {
    Ok(list_pinned(&vault.settings_text(SettingsFile::CommandPalette)))
}

/// Pins a command, or takes it from the pinned ones.
pub(super) fn pin_command(vault: &Vault, command: String, pinned: bool) -> Result<Vec<String>> {
    if is_odd(&command) {
        return Err(Error::new(Code::Invalid, format!("{command:?} is no command")));
    }
    let seen = vault.seen_settings(SettingsFile::CommandPalette)?;
    if let Some(text) = plan_pinned(&seen, &command, pinned)? {
        vault.write_settings(&seen, &text)?;
    }
    pinned_commands(vault)
}

/// Returns true for what cannot be the name of anything.
fn is_odd(text: &str) -> bool {
    text.is_empty() || text.len() > 200 || text.chars().any(char::is_control)
}

/// Reads an address.
pub(super) fn read_address(_vault: &Vault, text: String) -> Result<Address> {
    parse_address(&text)
}

fn find_row(vault: &Vault, file: SettingsFile, key: &str) -> Result<SettingRow> {
    let mut rows = list_settings(|file| vault.settings_text(file)).into_iter();
    rows.find(|row| row.file == file && row.key == key).ok_or_else(|| {
        Error::new(Code::NotFound, format!("there is no setting {key:?} in {}", file.place()))
            .with_hint("`tl settings` lists those that there are")
    })
}

fn refused(row: &SettingRow, value: &Value) -> Error {
    let error = Error::new(Code::Invalid, format!("{} cannot be {value}", row.key));
    match row.choices.as_slice() {
        [] => error.with_hint(format!("as it is now: {}", row.value)),
        choices => error.with_hint(format!("it is one of {}", choices.join(", "))),
    }
}

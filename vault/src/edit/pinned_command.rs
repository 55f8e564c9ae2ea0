//! Pinning a command in `.obsidian/command-palette.json`, and no other byte of it.

use serde_json::json;

use super::json_edit::{insert_item, remove_item, set_key};
use super::json_tree::JsonKind;
use super::setting::{SeenSettings, changed};
use crate::error::Error;

/// Returns the file's new text with a command at the end of the pinned ones, or no longer among
/// them; none where nothing changes.
pub fn plan_pinned(seen: &SeenSettings, id: &str, pinned: bool) -> Result<Option<String>, Error> {
    let (text, tree) = seen.or_begun("{}")?;
    if !matches!(tree.kind, JsonKind::Object(_)) {
        return Err(seen.odd("it is no object").into());
    }
    let Some(list) = tree.find("pinned") else {
        let begun = pinned.then(|| set_key(&text, &tree, "pinned", &json!([id])));
        return changed(&text, begun.as_slice());
    };
    if !matches!(list.kind, JsonKind::List(_)) {
        return Err(seen.odd("its \"pinned\" is no list").into());
    }
    let listed = list.items().iter().position(|item| item.read(&text) == json!(id));
    let splice = match listed {
        None if pinned => {
            Some(insert_item(&text, list, list.items().len(), &json!(id).to_string()))
        }
        Some(at) if !pinned => remove_item(list, at),
        _ => None,
    };
    changed(&text, splice.as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::SeenText;
    use crate::query::settings_file::SettingsFile;

    fn planned(text: Option<&str>, id: &str, pinned: bool) -> Result<Option<String>, Error> {
        let path = SettingsFile::CommandPalette.path();
        let file = text.map(|text| SeenText::new(path.clone(), text.as_bytes().to_vec()).unwrap());
        plan_pinned(&SeenSettings { path, file }, id, pinned)
    }

    #[test]
    fn a_command_joins_the_end_and_leaves_alone() {
        let one = "{\n  \"pinned\": [\n    \"a\"\n  ],\n  \"recent\": [ 1,2 ]\n}";
        let two = "{\n  \"pinned\": [\n    \"a\",\n    \"b\"\n  ],\n  \"recent\": [ 1,2 ]\n}";
        assert_eq!(planned(Some(one), "b", true).unwrap().as_deref(), Some(two));
        assert_eq!(planned(Some(two), "b", false).unwrap().as_deref(), Some(one));
        assert_eq!(planned(Some(one), "a", true).unwrap(), None);
        assert_eq!(planned(Some(one), "b", false).unwrap(), None);
    }

    #[test]
    fn a_file_is_begun_only_to_pin() {
        assert_eq!(planned(None, "a", false).unwrap(), None);
        let made = planned(None, "a", true).unwrap();
        assert_eq!(made.as_deref(), Some("{\n  \"pinned\": [\n    \"a\"\n  ]\n}"));
        let error = planned(Some("{\"pinned\": 1}"), "a", true).unwrap_err();
        assert_eq!(error.path.as_deref(), Some(".obsidian/command-palette.json"));
    }
}

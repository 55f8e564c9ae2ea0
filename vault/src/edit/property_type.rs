//! Assigning a type to the name of a property in `.obsidian/types.json`, and no other byte of it.

use serde_json::json;

use super::json_edit::set_key;
use super::json_tree::JsonKind;
use super::setting::{SeenSettings, changed};
use crate::error::Error;
use crate::path::fold_name;

/// Returns the file's new text with `kind`, Obsidian's word for a type, assigned to a name; none
/// where it says so already. A name that is there in another case keeps its spelling.
pub fn plan_property_type(
    seen: &SeenSettings,
    name: &str,
    kind: &str,
) -> Result<Option<String>, Error> {
    let (text, tree) = seen.or_begun("{}")?;
    if !matches!(tree.kind, JsonKind::Object(_)) {
        return Err(seen.odd("it is no object").into());
    }
    let kind = json!(kind);
    let Some(types) = tree.find("types") else {
        return changed(&text, &[set_key(&text, &tree, "types", &json!({ name: kind }))]);
    };
    if !matches!(types.kind, JsonKind::Object(_)) {
        return Err(seen.odd("its \"types\" are no object").into());
    }
    let folded = fold_name(name);
    let mut keys = types.members().iter().map(|member| member.key.as_str());
    let key = keys.rfind(|key| fold_name(key) == folded).unwrap_or(name);
    if types.find(key).is_some_and(|old| old.read(&text) == kind) {
        return Ok(None);
    }
    changed(&text, &[set_key(&text, types, key, &kind)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::SeenText;
    use crate::query::settings_file::SettingsFile;

    fn assigned(text: Option<&str>, name: &str, kind: &str) -> Result<Option<String>, Error> {
        let path = SettingsFile::Types.path();
        let file = text.map(|text| SeenText::new(path.clone(), text.as_bytes().to_vec()).unwrap());
        plan_property_type(&SeenSettings { path, file }, name, kind)
    }

    #[test]
    fn one_key_is_written_and_no_other_byte() {
        let begun = "{\n  \"types\": {\n    \"Due\": \"date\"\n  }\n}";
        for text in [None, Some(""), Some("{}")] {
            let made = assigned(text, "Due", "date").unwrap();
            assert_eq!(made.as_deref(), Some(begun), "{text:?}");
        }
        for (before, after) in [
            (
                r#"{"types": {"due":"text", "x" :7}, "y": [ ]}"#,
                r#"{"types": {"due":"date", "x" :7}, "y": [ ]}"#,
            ),
            (
                "{\r\n\t\"types\": {\r\n\t\t\"a\": \"number\"\r\n\t}\r\n}\r\n",
                "{\r\n\t\"types\": {\r\n\t\t\"a\": \"number\",\r\n\t\t\"Due\": \"date\"\r\n\t}\r\n}\r\n",
            ),
        ] {
            assert_eq!(assigned(Some(before), "Due", "date").unwrap().as_deref(), Some(after));
            assert_eq!(assigned(Some(after), "DUE", "date").unwrap(), None);
        }
    }

    #[test]
    fn a_file_of_another_shape_is_refused() {
        for text in ["[]", r#"{"types": ["due"]}"#, "{\"types\": "] {
            let error = assigned(Some(text), "due", "date").unwrap_err();
            assert_eq!(error.path.as_deref(), Some(".obsidian/types.json"), "{text}");
        }
    }
}

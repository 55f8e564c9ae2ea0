//! The keys that the person gave to commands: `.obsidian/hotkeys.json`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::core_plugins::parse;

/// The keys of one command; they stand in the place of its usual ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Hotkeys {
    /// Obsidian's id of the command, `editor:toggle-bold`, or this app's own.
    pub command: String,
    /// Its keys; none takes the usual ones away.
    pub keys: Vec<KeyPress>,
}

/// Keys that are pressed together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct KeyPress {
    /// Some of `Mod` (Ctrl, on a Mac Cmd), `Ctrl`, `Meta`, `Alt` and `Shift`.
    pub modifiers: Vec<String>,
    /// The key as the browser names it, letters in upper case: `P`, `ArrowUp`, `F2`.
    pub key: String,
}

/// The modifiers that Obsidian knows.
pub const MODIFIERS: [&str; 5] = ["Mod", "Ctrl", "Meta", "Alt", "Shift"];

/// Lists the commands that the person gave keys, by id. What cannot be read counts as absent.
pub fn list_hotkeys(hotkeys_json: &str) -> Vec<Hotkeys> {
    let json = parse(hotkeys_json);
    let commands = json.as_object().into_iter().flatten();
    let mut rows: Vec<Hotkeys> = commands
        .filter_map(|(command, keys)| {
            let keys = keys.as_array()?.iter().filter_map(key_press).collect();
            Some(Hotkeys { command: command.clone(), keys })
        })
        .collect();
    rows.sort_by(|a, b| a.command.cmp(&b.command));
    rows
}

fn key_press(json: &Value) -> Option<KeyPress> {
    let modifiers = json.get("modifiers").and_then(Value::as_array);
    let modifiers = modifiers.into_iter().flatten().filter_map(Value::as_str);
    let known = modifiers.filter(|modifier| MODIFIERS.contains(modifier)).map(str::to_owned);
    let key = json.get("key")?.as_str()?;
    Some(KeyPress { modifiers: known.collect(), key: key.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_and_an_empty_list_takes_them_away() {
        let text = r#"{"editor:toggle-bold": [{"modifiers": ["Mod", "Hyper"], "key": "B"}, 7],
            "app:go-back": [], "odd": 3, "no-key": [{"modifiers": []}]}"#;
        let rows = list_hotkeys(text);
        let ids: Vec<&str> = rows.iter().map(|row| row.command.as_str()).collect();
        assert_eq!(ids, ["app:go-back", "editor:toggle-bold", "no-key"]);
        let bold = KeyPress { modifiers: vec!["Mod".to_owned()], key: "B".to_owned() };
        assert_eq!(rows[1].keys, [bold]);
        assert!(rows[0].keys.is_empty());
        for text in ["", "{}", "[]", "x"] {
            assert!(list_hotkeys(text).is_empty(), "{text}");
        }
    }
}

//! The commands that stand first in the palette: `.obsidian/command-palette.json`.

use serde_json::Value;

use super::core_plugins::parse;

/// Lists the ids of the pinned commands in their order; what cannot be read counts as absent.
pub fn list_pinned(command_palette_json: &str) -> Vec<String> {
    let json = parse(command_palette_json);
    let pinned = json.get("pinned").and_then(Value::as_array);
    pinned.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_in_their_order_and_nothing_else() {
        assert_eq!(list_pinned(r#"{"pinned": ["b", 3, "a"], "x": 1}"#), ["b", "a"]);
        for text in ["", "{}", "[\"a\"]", "{\"pinned\": \"a\"}", "{"] {
            assert!(list_pinned(text).is_empty(), "{text}");
        }
    }
}

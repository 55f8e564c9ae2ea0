//! What the vault's own `.obsidian/graph.json` says, read with Obsidian's defaults and told in its
//! own terms.
//!
//! A value of an unexpected type counts as absent; keys that are not known stay in the file.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// How the person wants the graph, by the keys of `graph.json`.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct GraphSettings {
    /// Only files that this search finds.
    pub search: String,
    /// Tags are nodes.
    pub show_tags: bool,
    /// Attachments are nodes.
    pub show_attachments: bool,
    /// Only files that exist are nodes.
    pub hide_unresolved: bool,
    /// Files without links are shown.
    pub show_orphans: bool,
    /// The first whose query finds a node colours it.
    pub color_groups: Vec<ColorGroup>,
    /// Links show their direction.
    pub show_arrow: bool,
    /// When names fade, from -3 (late) to 3 (soon).
    pub text_fade_multiplier: f64,
    /// The size of nodes, from 0.1 to 5.
    pub node_size_multiplier: f64,
    /// The thickness of links, from 0.1 to 5.
    pub line_size_multiplier: f64,
    /// The pull to the middle, from 0 to 1.
    pub center_strength: f64,
    /// How nodes push each other away, from 0 to 20.
    pub repel_strength: f64,
    /// How hard links hold their length, from 0 to 1.
    pub link_strength: f64,
    /// The length of a link, from 30 to 500.
    pub link_distance: f64,
    /// How large the picture was shown last.
    pub scale: f64,
}

/// Nodes that a query finds, and their colour.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct ColorGroup {
    /// The search.
    #[serde(default)]
    pub query: String,
    /// The colour; grey where the file names none.
    #[serde(default)]
    pub color: GraphColor,
    /// What else stands there; it travels to the page and back.
    #[serde(flatten)]
    #[ts(skip)]
    pub others: Map<String, Value>,
}

/// A colour as `graph.json` writes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct GraphColor {
    /// How opaque, from 0 to 1.
    pub a: f64,
    /// Red, green and blue as one number.
    pub rgb: u32,
    /// What else stands there.
    #[serde(flatten)]
    #[ts(skip)]
    pub others: Map<String, Value>,
}

impl Default for GraphColor {
    fn default() -> Self {
        Self { a: 1.0, rgb: 0x88_88_88, others: Map::new() }
    }
}

/// What a key holds: how a value is known to fit.
type Fits = fn(&Value) -> bool;

/// The keys that the person's panel writes, and what they hold.
const KEYS: &[(&str, Fits)] = &[
    ("search", Value::is_string),
    ("showTags", Value::is_boolean),
    ("showAttachments", Value::is_boolean),
    ("hideUnresolved", Value::is_boolean),
    ("showOrphans", Value::is_boolean),
    ("colorGroups", |groups| serde_json::from_value::<Vec<ColorGroup>>(groups.clone()).is_ok()),
    ("showArrow", Value::is_boolean),
    ("textFadeMultiplier", Value::is_number),
    ("nodeSizeMultiplier", Value::is_number),
    ("lineSizeMultiplier", Value::is_number),
    ("centerStrength", Value::is_number),
    ("repelStrength", Value::is_number),
    ("linkStrength", Value::is_number),
    ("linkDistance", Value::is_number),
    ("scale", Value::is_number),
];

/// Returns the first key that is no setting of the graph or whose value does not fit.
pub fn find_misfit(changes: &Map<String, Value>) -> Option<&str> {
    let fits = |(key, value): &(&String, &Value)| {
        KEYS.iter().any(|(known, fits)| known == key && fits(value))
    };
    changes.iter().find(|change| !fits(change)).map(|(key, _)| key.as_str())
}

impl GraphSettings {
    /// Reads the text of `graph.json`; anything unreadable counts as absent.
    pub fn parse(graph_json: &str) -> Self {
        let bare = graph_json.strip_prefix('\u{feff}').unwrap_or(graph_json);
        let json: Value = serde_json::from_str(bare).unwrap_or(Value::Null);
        let flag = |key: &str, usual: bool| json.get(key).and_then(Value::as_bool).unwrap_or(usual);
        let number = |key: &str, usual: f64, (low, high): (f64, f64)| {
            json.get(key).and_then(Value::as_f64).map_or(usual, |number| number.clamp(low, high))
        };
        let groups = json.get("colorGroups").and_then(Value::as_array);
        Self {
            search: json.get("search").and_then(Value::as_str).unwrap_or_default().to_owned(),
            show_tags: flag("showTags", false),
            show_attachments: flag("showAttachments", false),
            hide_unresolved: flag("hideUnresolved", false),
            show_orphans: flag("showOrphans", true),
            color_groups: groups.map_or_else(Vec::new, |groups| {
                let read = |group: &Value| serde_json::from_value(group.clone()).ok();
                groups.iter().filter_map(read).collect()
            }),
            show_arrow: flag("showArrow", false),
            text_fade_multiplier: number("textFadeMultiplier", 0.0, (-3.0, 3.0)),
            node_size_multiplier: number("nodeSizeMultiplier", 1.0, (0.1, 5.0)),
            line_size_multiplier: number("lineSizeMultiplier", 1.0, (0.1, 5.0)),
            center_strength: number("centerStrength", 0.518_713_248_970_312, (0.0, 1.0)),
            repel_strength: number("repelStrength", 10.0, (0.0, 20.0)),
            link_strength: number("linkStrength", 1.0, (0.0, 1.0)),
            link_distance: number("linkDistance", 250.0, (30.0, 500.0)),
            scale: number("scale", 1.0, (0.001, 100.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_empty_and_odd_files_give_the_defaults() {
        let odd = r#"{"showTags": 1, "colorGroups": {}, "repelStrength": "x", "search": null}"#;
        for text in ["", "{}", "[]", "not json", odd] {
            assert_eq!(GraphSettings::parse(text), GraphSettings::parse("{}"), "{text}");
        }
        assert!(GraphSettings::parse("").show_orphans);
    }

    #[test]
    fn every_key_is_read_and_a_group_keeps_what_it_holds() {
        let text = r##"{"search": "path:a", "showTags": true, "showOrphans": false,
            "colorGroups": [{"query": "tag:#x", "color": {"a": 1, "rgb": 14701138, "b": 2}, "c": 3},
              {"query": "no colour"}], "linkDistance": 9000, "scale": 0.25}"##;
        let settings = GraphSettings::parse(text);
        assert!(settings.show_tags && !settings.show_orphans && settings.search == "path:a");
        assert_eq!((settings.link_distance, settings.scale), (500.0, 0.25));
        let told = serde_json::to_value(&settings.color_groups).unwrap();
        assert_eq!(told[0]["c"], 3);
        assert_eq!(
            (&told[0]["color"]["rgb"], &told[0]["color"]["b"]),
            (&14_701_138.into(), &2.into())
        );
        assert_eq!(settings.color_groups[1].color, GraphColor::default());
    }

    #[test]
    fn only_what_fits_is_written() {
        let of = |text: &str| serde_json::from_str::<Map<String, Value>>(text).unwrap();
        assert_eq!(find_misfit(&of(r#"{"showTags": true, "linkDistance": 30}"#)), None);
        assert_eq!(find_misfit(&of(r#"{"showTags": "yes"}"#)), Some("showTags"));
        assert_eq!(find_misfit(&of(r#"{"showtags": true}"#)), Some("showtags"));
    }
}

//! What the person set for theses: own property names, windows, and what they decided.

use std::collections::{BTreeMap, BTreeSet};

use super::decision::Decision;
use super::edge::Place;
use super::property_names::PropertyNames;

/// The windows of the rules, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Windows {
    /// A burst's last day less its first.
    pub burst: i32,
    /// How far apart two notes on one item may be published.
    pub same_item: i32,
    /// How long after a change of confidence a data point still explains it.
    pub tension: i32,
    /// A lane is silent after so many times its usual gap.
    pub silence: i32,
}

impl Default for Windows {
    fn default() -> Self {
        Self { burst: 2, same_item: 14, tension: 7, silence: 3 }
    }
}

/// What the person set and decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThesisSettings {
    /// Where a new edge is written, if either place can hold it.
    pub edges: Place,
    /// Where new theses are made; none follows those that there are.
    pub folder: Option<String>,
    /// The windows of the rules.
    pub windows: Windows,
    /// The names under which properties are read.
    pub names: PropertyNames,
    /// What was decided about proposals and data points.
    pub decisions: BTreeSet<Decision>,
}

impl Default for ThesisSettings {
    fn default() -> Self {
        Self::parse("", "")
    }
}

impl ThesisSettings {
    /// Reads `.throughline/settings.json` and `.throughline/decisions.jsonl`.
    ///
    /// What cannot be read is left at its default; lines that say nothing known are passed over,
    /// so that a newer app's decisions do no harm here.
    pub fn parse(settings: &str, decisions: &str) -> Self {
        let json: serde_json::Value = serde_json::from_str(settings).unwrap_or_default();
        let thesis = json.get("thesis");
        let own = thesis.and_then(|thesis| thesis.get("properties"));
        let own: BTreeMap<String, Vec<String>> = own
            .and_then(serde_json::Value::as_object)
            .into_iter()
            .flatten()
            .map(|(field, names)| (field.clone(), texts(names)))
            .collect();
        let windows = thesis.and_then(|thesis| thesis.get("windows"));
        let days = |key: &str, default: i32| {
            let days = windows.and_then(|windows| windows.get(key)?.as_i64());
            days.and_then(|days| i32::try_from(days).ok())
                .filter(|days| *days >= 0)
                .unwrap_or(default)
        };
        let plain = Windows::default();
        let text = |key: &str| thesis.and_then(|thesis| thesis.get(key)?.as_str()).map(str::trim);
        Self {
            edges: match text("edges") {
                Some("frontmatter") => Place::Frontmatter,
                _ => Place::Inline,
            },
            folder: text("folder").filter(|folder| !folder.is_empty()).map(str::to_owned),
            windows: Windows {
                burst: days("burst_days", plain.burst),
                same_item: days("same_item_days", plain.same_item),
                tension: days("tension_days", plain.tension),
                silence: days("silence_factor", plain.silence).max(1),
            },
            names: PropertyNames::new(&own),
            decisions: decisions.lines().filter_map(Decision::parse).collect(),
        }
    }
}

fn texts(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::String(text) => vec![text.clone()],
        serde_json::Value::Array(items) => {
            items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_and_decisions_are_read_and_odd_ones_passed_over() {
        let settings = ThesisSettings::parse(
            r#"{"thesis": {"windows": {"burst_days": 4, "tension_days": -1}, "properties": {"supports": "für"},
                "edges": "frontmatter", "folder": " Claims "}}"#,
            "{\"decision\":\"refused\",\"proposal\":\"abc\",\"note\":\"a.md\",\"rule\":\"r/1\",\"value\":\"x\"}\nno json\n{\"decision\":\"later\"}\n\
             {\"decision\":\"apart\",\"a\":\"b.md\",\"b\":\"a.md\"}\n",
        );
        assert_eq!((settings.windows.burst, settings.windows.tension), (4, 7));
        assert_eq!(
            (settings.edges, settings.folder.as_deref()),
            (Place::Frontmatter, Some("Claims"))
        );
        assert_eq!(settings.decisions.len(), 2);
        use super::super::property_names::Field;
        assert_eq!(settings.names.find("FÜR"), Some(Field::Supports));
        assert_eq!(ThesisSettings::parse("[", "{"), ThesisSettings::default());
    }
}

//! The graph's settings in `.obsidian/graph.json`, shared with Obsidian: read whenever they are
//! asked for, written only by what the person changes in the graph's own panel.

use serde_json::{Map, Value};

use super::Vault;
use crate::edit::setting::plan_settings;
use crate::error::{Code, Error, Result};
use crate::query::graph_settings::{GraphSettings, find_misfit};
use crate::query::settings_file::SettingsFile;

impl Vault {
    /// Returns how the person wants the graph, as the file says now.
    pub fn graph_settings(&self) -> GraphSettings {
        GraphSettings::parse(&self.settings_text(SettingsFile::Graph))
    }

    /// Writes what the person changed, by the keys of `graph.json`, and no other byte of it.
    ///
    /// Fails where a key or value is none of the graph's, and where the file is no JSON object.
    pub fn set_graph_settings(&self, changes: &Map<String, Value>) -> Result<GraphSettings> {
        if let Some(key) = find_misfit(changes) {
            return Err(Error::new(
                Code::Invalid,
                format!("{key:?} is no such setting of graph.json"),
            )
            .with_hint("name settings as graph.json does, such as showTags"));
        }
        let seen = self.seen_settings(SettingsFile::Graph)?;
        if let Some(text) = plan_settings(&seen, changes)? {
            self.write_settings(&seen, &text)?;
        }
        Ok(self.graph_settings())
    }
}

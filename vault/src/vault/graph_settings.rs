//! The graph's settings in `.obsidian/graph.json`, shared with Obsidian: read whenever they are
//! asked for, written only by what the person changes in the graph's own panel.

use serde_json::{Map, Value};

use super::settings::text_of;
use super::{Expected, Revision, Stale, Vault};
use crate::edit::json_members::plan_members;
use crate::edit::plan::apply_splices;
use crate::error::{Code, Error, Result};
use crate::path::VaultPath;
use crate::query::graph_settings::{GraphSettings, find_misfit};

const GRAPH_JSON: &str = ".obsidian/graph.json";

impl Vault {
    /// Returns how the person wants the graph, as the file says now.
    pub fn graph_settings(&self) -> GraphSettings {
        GraphSettings::parse(&text_of(&*self.0.shared.disk, GRAPH_JSON))
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
        let path = VaultPath::new(GRAPH_JSON)?;
        let found = self.find(&path)?;
        let (bytes, expected) = match found {
            Some(file) => (file.bytes, Expected::Hash(file.hash)),
            None => (Vec::new(), Expected::Absent),
        };
        let text = std::str::from_utf8(&bytes).ok();
        let Some(splices) = text.and_then(|text| plan_members(text, changes)) else {
            return Err(Error::new(
                Code::Invalid,
                format!("{GRAPH_JSON} holds no settings that can be read"),
            )
            .with_path(&path)
            .with_hint("repair the file, or move it away; nothing was written"));
        };
        if !splices.is_empty() {
            self.save(&path, &apply_splices(&bytes, &splices)?, expected)?;
            self.announce_graph_settings();
        }
        Ok(self.graph_settings())
    }

    /// Tells every window that the graph's settings are not what they were.
    fn announce_graph_settings(&self) {
        let status = self.status();
        self.0.shared.listeners.announce(Revision {
            revision: status.revision,
            fulltext_revision: status.fulltext_revision,
            stale: vec![Stale::GraphSettings],
            changed: Vec::new(),
            all: false,
            ms: 0,
        });
    }
}

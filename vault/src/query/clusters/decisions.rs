//! What the person decided about clusters: names and pins, one JSON line for each decision.
//!
//! A line names the cluster by its id and by its most central notes, so that the decision finds
//! its cluster again in an index that was built anew, or on another machine. Of several lines for
//! one cluster the last one that says something counts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cluster::Known;

/// How many notes of a cluster a decision names.
pub const NAMED_NOTES: usize = 24;

/// One decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The cluster's id.
    pub cluster: String,
    /// What it is to be called; an empty name takes an earlier one back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// It stands at the top of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
    /// Its hue.
    #[serde(default)]
    pub colour: u8,
    /// Its most central notes, by path.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// All decisions, by cluster.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions(BTreeMap<String, Decision>);

impl Decisions {
    /// Reads decisions; a line that cannot be read decides nothing and is left as it is.
    pub fn parse(text: &str) -> Self {
        let mut decisions: BTreeMap<String, Decision> = BTreeMap::new();
        for line in text.lines() {
            let Ok(line) = serde_json::from_str::<Decision>(line) else { continue };
            let decision = decisions.entry(line.cluster.clone()).or_default();
            decision.name = line.name.or(decision.name.take());
            decision.pinned = line.pinned.or(decision.pinned);
            if !line.notes.is_empty() {
                (decision.notes, decision.colour) = (line.notes, line.colour);
            }
            decision.cluster = line.cluster;
        }
        Self(decisions)
    }

    /// Returns the person's name for a cluster.
    pub fn name(&self, cluster: &str) -> Option<&str> {
        let name = self.0.get(cluster)?.name.as_deref()?;
        (!name.is_empty()).then_some(name)
    }

    /// Returns true for a cluster at the top of the list.
    pub fn is_pinned(&self, cluster: &str) -> bool {
        self.0.get(cluster).and_then(|decision| decision.pinned).unwrap_or(false)
    }

    /// Returns the clusters as far as the decisions remember them.
    pub(super) fn known(&self) -> Vec<Known> {
        let known = |decision: &Decision| Known {
            id: decision.cluster.clone(),
            name: decision.name.clone().unwrap_or_default(),
            colour: decision.colour % crate::cluster::COLOURS,
            members: decision.notes.iter().cloned().collect(),
            given: self.name(&decision.cluster).map(str::to_owned),
            remembered: true,
        };
        self.0.values().filter(|decision| !decision.notes.is_empty()).map(known).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_that_says_something_counts() {
        let text = "{\"cluster\":\"c1\",\"name\":\"Rails\",\"colour\":3,\"notes\":[\"a.md\"]}\nnot json\n\
                    {\"cluster\":\"c1\",\"pinned\":true}\n{\"cluster\":\"c2\",\"name\":\"x\"}\n{\"cluster\":\"c2\",\"name\":\"\"}\n";
        let decisions = Decisions::parse(text);
        assert_eq!((decisions.name("c1"), decisions.is_pinned("c1")), (Some("Rails"), true));
        assert_eq!((decisions.name("c2"), decisions.is_pinned("c2")), (None, false));
        assert_eq!(decisions.known().len(), 1);
    }
}

//! Clusters as the façade gives them: waiting for them, and what the person decided about them.

use super::settings::text_of;
use super::{Phase, Revision, Shared, Stale, Vault};
use crate::edit::TextSource;
use crate::edit::decision_line::plan_decision;
use crate::error::Result;
use crate::path::VaultPath;
use crate::query::clusters::decisions::{Decision, Decisions};

/// Where decisions about clusters are kept, a line for each; made at the first.
const DECISIONS: &str = ".throughline/clusters.jsonl";

impl Vault {
    /// Waits until the clusters are those of the last revision; finds them where they are not.
    pub fn wait_for_clusters(&self) -> Result<()> {
        self.wait_for(Phase::Ready)?;
        self.0.shared.wait_for_clusters()
    }

    /// Returns what the person decided about clusters, as the file says now.
    pub fn cluster_decisions(&self) -> Decisions {
        self.0.shared.cluster_decisions()
    }

    /// Writes a decision about a cluster into the vault, as an operation that can be undone.
    pub fn decide_on_cluster(&self, title: &str, decision: &Decision) -> Result<()> {
        let path = VaultPath::new(DECISIONS)?;
        let line = serde_json::to_string(decision).unwrap_or_default();
        let bytes = TextSource::read(self, &path)?;
        self.apply(&plan_decision(title, path, bytes, &line)?)?;
        self.0.shared.announce_clusters(0);
        Ok(())
    }
}

impl Shared {
    /// Reads what the person decided about clusters.
    pub(super) fn cluster_decisions(&self) -> Decisions {
        Decisions::parse(&text_of(&*self.disk, DECISIONS))
    }

    /// Tells everyone that clusters are not what they were.
    pub(super) fn announce_clusters(&self, ms: u64) {
        let status = self.listeners.status();
        self.listeners.announce(Revision {
            revision: status.revision,
            fulltext_revision: status.fulltext_revision,
            stale: vec![Stale::Clusters, Stale::Status],
            changed: Vec::new(),
            all: false,
            ms,
        });
    }
}

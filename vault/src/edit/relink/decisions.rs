//! The person's decisions, which name notes by their paths: they go with the notes.

use super::{NameChange, Relinked};
use crate::edit::decision::{DECISIONS, follow};
use crate::edit::json_text::{decode, encode, list_texts};
use crate::edit::plan::Splice;
use crate::edit::property::smallest_splice;
use crate::edit::{SeenText, TextSource};
use crate::error::Error;
use crate::path::VaultPath;
use crate::text::Span;

/// Where decisions about clusters are kept; each names the cluster's most central notes.
const OF_CLUSTERS: &str = ".throughline/clusters.jsonl";

impl NameChange<'_> {
    /// Rewrites the paths in decisions about proposals, data points and clusters.
    pub(super) fn relink_decisions(
        &self,
        texts: &dyn TextSource,
        relinked: &mut Relinked,
    ) -> Result<(), Error> {
        if self.moved.is_empty() && self.handover.is_none() {
            return Ok(());
        }
        if let Some(seen) = seen(texts, DECISIONS)? {
            let text = follow(&seen.text, |path| self.moved_path(path.as_str()).cloned());
            if text != seen.text {
                relinked.push(&seen, vec![smallest_splice(&seen.text, &text, 0)]);
            }
        }
        if let Some(seen) = seen(texts, OF_CLUSTERS)? {
            let splices = self.moved_in_lines(&seen.text);
            relinked.push(&seen, splices);
        }
        Ok(())
    }

    /// Lists the changes of the notes that lines of JSON name.
    fn moved_in_lines(&self, text: &str) -> Vec<Splice> {
        let mut splices = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            for found in
                list_texts(line).into_iter().filter(|text| text.place.starts_with("notes."))
            {
                let Some(to) = self.moved_path(&decode(found.span.of(line)).text) else { continue };
                let Span { start: from, end } = found.span;
                let span = Span { start: start + from, end: start + end };
                splices.push(Splice { span, text: encode(to.as_str()) });
            }
            start += line.len() as u32;
        }
        splices
    }
}

/// Reads a file of decisions; none where there is none, or where it is no text.
fn seen(texts: &dyn TextSource, path: &str) -> Result<Option<SeenText>, Error> {
    let path = VaultPath::new(path)?;
    let bytes = texts.read(&path)?;
    Ok(bytes.and_then(|bytes| SeenText::new(path, bytes).ok()))
}

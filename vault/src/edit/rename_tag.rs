//! Renaming a tag, with all tags nested in it, in every note that carries it.

use super::canvas_text::{NodeKey, each_text};
use super::plan::Splice;
use super::planned::Proposal;
use super::property::plan_set;
use super::{EditError, SeenText, TextSource, read_or_warn};
use crate::error::Error;
use crate::facts::{NoteFacts, Value};
use crate::parse::parse;
use crate::path::{FileKind, VaultPath, fold_name};

/// Plans to give a tag another name in these files; `#` may stand before either.
///
/// Case does not count when tags are compared. A tag that is there already is joined. In canvases
/// the tags of cards follow. Notes whose properties cannot be edited are told of in a warning and
/// stay as they are.
pub fn plan_rename_tag(
    texts: &dyn TextSource,
    files: &[VaultPath],
    from: &str,
    to: &str,
) -> Result<Proposal, Error> {
    let from = from.trim().trim_start_matches('#').trim_end_matches('/');
    let to = checked(to)?;
    let renamed = RenamedTag { key: fold_name(from), to };
    let title = format!("rename #{from} to #{to}");
    let mut proposal = Proposal::titled(title);
    for path in files {
        let Some(note) = read_or_warn(texts, path, &mut proposal)? else { continue };
        if path.kind() == FileKind::Canvas {
            let splices = renamed.splices_of_cards(&note.text);
            proposal.change(&note, splices);
            continue;
        }
        match renamed.splices(&note) {
            Ok(splices) => proposal.change(&note, splices),
            Err(error) => proposal.warn(error.to_string()),
        }
    }
    Ok(proposal)
}

/// Returns a new tag without its `#`, if the parser would read it as one.
fn checked(to: &str) -> Result<&str, EditError> {
    let bare = to.trim().trim_start_matches('#');
    let read = parse(&format!("#{bare}"));
    let is_tag = read.tags.first().is_some_and(|tag| tag.text.get(1..) == Some(bare));
    if is_tag && !bare.ends_with('/') { Ok(bare) } else { Err(EditError::TagName(to.to_owned())) }
}

struct RenamedTag<'t> {
    key: String,
    to: &'t str,
}

impl RenamedTag<'_> {
    fn splices(&self, note: &SeenText) -> Result<Vec<Splice>, EditError> {
        let facts = parse(&note.text);
        let mut splices = self.splices_of_body(&facts);
        if let Some(value) = self.renamed_property(&facts) {
            let plan = plan_set(note, "tags", &value)?;
            splices.extend(plan.splices.into_iter().flat_map(|file| file.splices));
        }
        Ok(splices)
    }

    fn splices_of_body(&self, facts: &NoteFacts) -> Vec<Splice> {
        let renamed = facts.tags.iter().filter_map(|tag| {
            let text = self.renamed(&tag.text)?;
            Some(Splice { span: tag.span, text })
        });
        renamed.collect()
    }

    fn splices_of_cards(&self, json: &str) -> Vec<Splice> {
        let mut splices = Vec::new();
        each_text(json, |text| {
            if text.key == NodeKey::Card {
                let card = self.splices_of_body(&parse(&text.raw.text));
                splices.extend(card.iter().map(|splice| text.in_json(splice)));
            }
        });
        splices
    }

    /// Returns the new text of a tag, `#` as it was; none for another tag.
    fn renamed(&self, tag: &str) -> Option<String> {
        let bare = tag.strip_prefix('#').unwrap_or(tag);
        let mark = if bare.len() < tag.len() { "#" } else { "" };
        // Folding may change a text's length, so that the parts are counted rather than bytes.
        let depth = self.key.split('/').count();
        let mut parts = bare.splitn(depth + 1, '/');
        let head: Vec<&str> = parts.by_ref().take(depth).collect();
        if fold_name(&head.join("/")) != self.key {
            return None;
        }
        let rest = parts.next().map(|rest| format!("/{rest}")).unwrap_or_default();
        Some(format!("{mark}{}{rest}", self.to))
    }

    fn renamed_property(&self, facts: &NoteFacts) -> Option<Value> {
        let properties = &facts.frontmatter.as_ref()?.properties;
        let property = properties.iter().find(|property| property.key == "tags")?;
        let rename = |value: &Value| match value {
            Value::Text(text) => self.renamed(text).map(Value::Text),
            _ => None,
        };
        match &property.value {
            Value::List(items) => {
                let renamed: Vec<Option<Value>> = items.iter().map(rename).collect();
                let kept = items.iter().zip(&renamed);
                renamed.iter().any(Option::is_some).then(|| {
                    Value::List(
                        kept.map(|(old, new)| new.as_ref().unwrap_or(old).clone()).collect(),
                    )
                })
            }
            value => rename(value),
        }
    }
}

//! Merging one note into another: its text, its properties and all links to it go over.

use super::extract::appended;
use super::plan::{Splice, apply_splices};
use super::planned::Proposal;
use super::property::plan_set;
use super::relink::NameChange;
use super::{EditError, SeenText, TextSource, lines, read_text};
use crate::error::Error;
use crate::facts::{NoteFacts, Value, same_key};
use crate::graph::Graph;
use crate::parse::parse;
use crate::path::VaultPath;
use crate::resolve::subpath::{find_block, fold_heading};
use crate::text::Span;

/// Plans to put the text of `from` at the end of `into` and `from` itself into the trash.
///
/// Links to `from` lead to `into` afterwards, subpaths as they are. Properties that `into` lacks
/// are added; lists are joined; any other value of `into` stays. Fails where the properties of
/// either cannot be read.
pub fn plan_merge(
    graph: &Graph,
    texts: &dyn TextSource,
    from: &VaultPath,
    into: &VaultPath,
) -> Result<Proposal, Error> {
    let find = |path: &VaultPath| {
        let missing = || EditError::NotFound(path.clone());
        let file = graph.names().find_spelled(path).filter(|_| path.is_note());
        file.ok_or_else(missing)
    };
    let (old, new) = (find(from)?, find(into)?);
    if old == new {
        return Err(EditError::NothingToMove(from.clone()).into());
    }
    let read = |path: &VaultPath| {
        read_text(texts, path)?.ok_or_else(|| Error::from(EditError::NotFound(path.clone())))
    };
    let (source, target) = (read(from)?, read(into)?);
    let change = NameChange::of_merge(graph, old, new);
    let relinked = change.relink(texts)?;
    let mut proposal = Proposal::titled(format!("merge {from} into {into}"));
    proposal.planned.warnings.extend(relinked.warnings);
    let (moved, broken) = change.carry_over(&source.text, from, into);
    if broken > 0 {
        proposal.warn(format!("{broken} links of {from} cannot be rewritten"));
    }
    let mut own = Vec::new();
    for file in relinked.files {
        if file.path == *into {
            own = file.splices;
        } else if let Some(seen) = read_text(texts, &file.path)? {
            proposal.change(&seen, file.splices);
        }
    }
    let changed = apply_splices(target.text.as_bytes(), &own)?;
    let relinked_target = SeenText::new(into.clone(), changed)?;
    caution(&parse(&moved), &parse(&relinked_target.text), &mut proposal);
    let merged = merge_texts(relinked_target, &moved, from, &mut proposal)?;
    proposal.change(&target, line_splices(&target.text, &merged));
    proposal.plan.trash.push(from.clone());
    proposal.planned.edits.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    Ok(proposal)
}

/// Returns the text of `target` with the properties and the body of another note.
fn merge_texts(
    mut target: SeenText,
    moved: &str,
    from: &VaultPath,
    proposal: &mut Proposal,
) -> Result<String, EditError> {
    let facts = parse(moved);
    if let Some(front) = &facts.frontmatter {
        if front.invalid {
            let message = "they cannot be merged".to_owned();
            return Err(EditError::InvalidYaml { path: from.clone(), line: 1, message });
        }
        for property in &front.properties {
            let own = parse(&target.text).frontmatter;
            let own = own.iter().flat_map(|own| &own.properties);
            let twin = own.into_iter().find(|own| same_key(&own.key, &property.key));
            let Some(value) = joined(twin.map(|twin| &twin.value), &property.value) else {
                let kept = twin.is_some_and(|twin| twin.value != property.value);
                if kept {
                    proposal.warn(format!("{} keeps its own {:?}", target.path, property.key));
                }
                continue;
            };
            let key = twin.map_or(property.key.as_str(), |twin| twin.key.as_str()).to_owned();
            let splices = plan_set(&target, &key, &value)?.splices;
            let splices: Vec<Splice> = splices.into_iter().flat_map(|file| file.splices).collect();
            let Ok(bytes) = apply_splices(target.text.as_bytes(), &splices) else { continue };
            target = SeenText::new(target.path.clone(), bytes)?;
        }
    }
    let body = facts.frontmatter.map_or(0, |front| front.span.end as usize);
    let body = moved.get(body..).unwrap_or_default();
    let body = body.trim_start_matches(['\u{feff}', '\n', '\r']);
    if body.trim().is_empty() {
        return Ok(target.text);
    }
    let added = appended(&target, body);
    let bytes = apply_splices(target.text.as_bytes(), &[added]).unwrap_or_default();
    Ok(SeenText::new(target.path, bytes)?.text)
}

/// Returns what a property becomes; none where it stays as it is.
fn joined(own: Option<&Value>, other: &Value) -> Option<Value> {
    let items = |value: &Value| match value {
        Value::List(items) => items.clone(),
        Value::Null => Vec::new(),
        value => vec![value.clone()],
    };
    match own {
        None => Some(other.clone()),
        Some(Value::Null) if *other != Value::Null => Some(other.clone()),
        Some(own @ Value::List(_)) => {
            let mut all = items(own);
            let length = all.len();
            for item in items(other) {
                if !all.contains(&item) {
                    all.push(item);
                }
            }
            (all.len() > length).then_some(Value::List(all))
        }
        Some(_) => None,
    }
}

/// Warns of headings and block ids that both notes have: links reach the first alone.
fn caution(moved: &NoteFacts, own: &NoteFacts, proposal: &mut Proposal) {
    let twins = moved.headings.iter().filter(|heading| {
        let folded = fold_heading(&heading.text);
        own.headings.iter().any(|other| fold_heading(&other.text) == folded)
    });
    for heading in twins.take(3) {
        proposal.warn(format!(
            "both have a heading {:?}; links to it will lead to the first",
            heading.text
        ));
    }
    for block in moved.blocks.iter().filter(|block| find_block(own, &block.id).is_some()).take(3) {
        proposal
            .warn(format!("both have a block ^{}; links to it will lead to the first", block.id));
    }
}

/// Returns the changes by lines that make one text of another.
fn line_splices(before: &str, after: &str) -> Vec<Splice> {
    let splice = |change: lines::Change| Splice {
        span: Span::new(change.before),
        text: after.get(change.after).unwrap_or_default().to_owned(),
    };
    lines::changes(before, after).into_iter().map(splice).collect()
}

//! Making a thesis of a cluster: a new note, and a `context` edge in each of its notes.

use super::create::{NewFile, plan_note};
use super::plan::Plan;
use super::planned::{LineEdit, list_line_edits};
use super::property::plan_set;
use super::{EditError, SeenText, TextSource};
use crate::error::{Code, Error};
use crate::facts::{NoteFacts, Value};
use crate::graph::Graph;
use crate::parse::parse;
use crate::path::VaultPath;
use crate::resolve::LinkFormat;
use crate::resolve::link_text::{link_text_for, write_link};

/// The property that says a note bears on a thesis without taking a side.
const EDGE: &str = "context";

/// What a thesis is made of.
#[derive(Debug, Clone)]
pub struct Promotion<'p> {
    /// The folder of the new note.
    pub folder: &'p VaultPath,
    /// Its name.
    pub title: &'p str,
    /// The day, as `YYYY-MM-DD`.
    pub opened: &'p str,
    /// What the notes have in common, for the first line.
    pub terms: &'p [String],
    /// The notes that are to bear on it.
    pub notes: &'p [VaultPath],
    /// How the vault writes links.
    pub format: LinkFormat,
}

/// Plans a thesis note and an edge to it in each note, all as one operation.
///
/// A note whose properties cannot be edited is left as it is, and a warning says so.
pub fn plan_promotion(
    graph: &Graph,
    texts: &dyn TextSource,
    promotion: &Promotion<'_>,
) -> Result<NewFile, Error> {
    if promotion.notes.is_empty() {
        return Err(Error::new(Code::Invalid, "a thesis is made of at least one note"));
    }
    let content = content(promotion);
    let mut file = plan_note(graph, texts, promotion.folder, Some(promotion.title), &content)?;
    file.proposal.planned.edits.insert(
        0,
        LineEdit { path: file.path.clone(), line: 1, before: String::new(), after: content },
    );
    let mut names = graph.names().clone();
    let thesis = names.add(file.path.clone());
    let format = LinkFormat { markdown: false, ..promotion.format };
    for path in promotion.notes {
        let text = link_text_for(&names, path, thesis, format)
            .ok_or_else(|| EditError::NotFound(file.path.clone()))?;
        let link = write_link(&text, "", None, format);
        match plan_edge(texts, path, &link) {
            Ok(Some((plan, note))) => {
                for splices in plan.splices {
                    file.proposal.planned.edits.extend(list_line_edits(&splices, &note.text));
                    file.proposal.plan.splices.push(splices);
                }
            }
            Ok(None) => {}
            Err(error) => file.proposal.planned.warnings.push(format!("left as it is: {error}")),
        }
    }
    file.proposal.plan.title = format!("make the thesis \"{}\"", promotion.title);
    Ok(file)
}

/// Plans the edge of one note; nothing where the note is gone.
fn plan_edge(
    texts: &dyn TextSource,
    path: &VaultPath,
    link: &str,
) -> Result<Option<(Plan, SeenText)>, Error> {
    let Some(bytes) = texts.read(path)? else { return Ok(None) };
    let note = SeenText::new(path.clone(), bytes)?;
    let mut edges = edges(&parse(&note.text));
    edges.push(Value::Text(link.to_owned()));
    let plan = plan_set(&note, EDGE, &Value::List(edges))?;
    Ok(Some((plan, note)))
}

/// Returns the edges that a note has already.
fn edges(facts: &NoteFacts) -> Vec<Value> {
    match facts.find_property(EDGE).map(|property| &property.value) {
        Some(Value::List(items)) => items.clone(),
        Some(Value::Null) | None => Vec::new(),
        Some(value) => vec![value.clone()],
    }
}

fn content(promotion: &Promotion<'_>) -> String {
    let Promotion { title, opened, terms, notes, .. } = promotion;
    let about = match terms.is_empty() {
        true => String::new(),
        false => format!(" on {}", terms.join(", ")),
    };
    format!(
        "---\ntype: thesis\nstatus: draft\nopened: {opened}\n---\n# {title}\n\n\
         What {} notes{about} say together, in one sentence.\n\n\
         ## Pillars\n\n## What would change my mind\n\n## Confidence log\n\n## Watch\n",
        notes.len()
    )
}

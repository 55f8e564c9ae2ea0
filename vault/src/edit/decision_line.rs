//! Keeping a decision that has no place in a note: one line at the end of a file of lines.

use super::append::plan_append;
use super::plan::{Create, Plan};
use super::{EditError, SeenText};
use crate::path::VaultPath;

/// Plans to add a line to a file, which is made where there is none; `bytes` are its content.
pub fn plan_decision(
    title: &str,
    path: VaultPath,
    bytes: Option<Vec<u8>>,
    line: &str,
) -> Result<Plan, EditError> {
    let line = format!("{line}\n");
    let plan = match bytes {
        Some(bytes) => plan_append(&SeenText::new(path, bytes)?, &line)?,
        None => {
            Plan { creates: vec![Create { path, bytes: line.into_bytes() }], ..Plan::default() }
        }
    };
    Ok(Plan { title: title.to_owned(), ..plan })
}

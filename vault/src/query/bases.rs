//! Bases: the files of the vault as tables, cards and lists, by what a `.base` file says.
//!
//! Read-only. What a base says is read by `model`, its expressions by `parser`, and they are
//! evaluated by `evaluate` over the facts that `library` takes from the index. What is not
//! supported, or wrong, is said where it stands.

mod cell;
mod duration;
mod evaluate;
mod filter;
mod functions;
mod lexer;
mod library;
mod look;
mod model;
mod moment;
mod operators;
mod order;
mod parser;
mod read_value;
mod result;
mod source;
mod summary;
mod syntax;
mod table;
#[cfg(test)]
mod tests;
mod value;

use serde::{Deserialize, Serialize};

use self::evaluate::Evaluator;
use self::library::Library;
use self::model::{Fault, read_base};
use self::moment::Now;
use self::table::Maker;
use crate::error::Result;
use crate::index::Snapshot;
use crate::path::VaultPath;
use crate::query::excluded::Excluded;
use crate::resolve::LinkStyle;

pub use cell::{Cell, RichCell};
pub use result::{
    BaseColumn, BaseGroup, BaseLook, BaseProblem, BaseResult, BaseRow, BaseViewKind, BaseViewName,
    BrokenBase, ListMarker,
};

/// By what the rows of a base are put in order, for as long as somebody looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct BaseSort {
    /// The id of a column.
    pub property: String,
    /// The largest first.
    pub descending: bool,
}

/// What is asked of a base.
#[derive(Clone, Copy)]
pub struct BaseQuestion<'q> {
    /// The text of the base.
    pub text: &'q str,
    /// The name of the view; the first one where it is left out.
    pub view: Option<&'q str>,
    /// The file in which the base stands, which `this` means.
    pub this: Option<&'q VaultPath>,
    /// Goes before the order of the view.
    pub sort: Option<&'q BaseSort>,
    /// The time, in milliseconds since 1970.
    pub now_ms: i64,
    /// How far the person's clock is ahead of Greenwich, in minutes.
    pub offset: i32,
    /// How relative links are read.
    pub style: LinkStyle,
    /// The text of `.obsidian/types.json`.
    pub types: &'q str,
    /// Files that are left out.
    pub excluded: &'q Excluded,
    /// Files of unknown type are rows too.
    pub unknown: bool,
    /// Tells when a file was made, in milliseconds since 1970, where the disk knows.
    pub created: &'q dyn Fn(&VaultPath) -> Option<i64>,
}

impl std::fmt::Debug for BaseQuestion<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BaseQuestion").field("view", &self.view).finish_non_exhaustive()
    }
}

/// Returns one view of a base with all its rows.
///
/// A base that cannot be read is no error: the answer says where it is broken.
pub fn show_base(snapshot: &Snapshot, question: BaseQuestion<'_>) -> Result<BaseResult> {
    let library = Library::open(snapshot, question.style, question.types, question.created)?;
    let (base, faults) = match read_base(question.text, &library.properties.hyphenated) {
        Ok(read) => read,
        Err(fault) => return Ok(broken(question.text, &fault)),
    };
    let now = Now { ms: question.now_ms, offset: question.offset.clamp(-1440, 1440) };
    let this = question.this.and_then(|path| library.files.find_path(path));
    let evaluator = Evaluator::new(&library, now, this, &base.formulas);
    let mut result = Maker::new(&base, &evaluator, question).result();
    let problems = faults.iter().map(|fault| BaseProblem::at(question.text, fault));
    result.problems.splice(0..0, problems);
    Ok(result)
}

fn broken(text: &str, fault: &Fault) -> BaseResult {
    let (line, column) = result::place(text, fault.at);
    BaseResult {
        broken: Some(BrokenBase {
            message: fault.message.clone(),
            line,
            column,
            text: text.to_owned(),
        }),
        ..BaseResult::default()
    }
}

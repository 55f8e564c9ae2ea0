//! A view of a base as lines for a person: a table, whatever its layout in the window.

use std::io;

use vault::query::bases::{BaseGroup, BaseProblem, BaseResult, BaseRow, Cell};

use crate::output::Lines;

/// Writes the columns, the rows in their groups, the summaries, and what is wrong.
pub(crate) fn base(out: &mut Lines<'_>, base: &BaseResult) -> io::Result<()> {
    if let Some(broken) = &base.broken {
        let place = format!("line {}, character {}", broken.line, broken.column);
        return out.line(&format!("the base is broken at {place}: {}", broken.message));
    }
    let mut rows = vec![base.columns.iter().map(|column| column.title.clone()).collect()];
    for group in &base.groups {
        rows.extend(heading(base, group));
        rows.extend(group.rows.iter().map(cells));
    }
    if !base.summaries.is_empty() {
        rows.push(base.summaries.iter().zip(&base.columns).map(summary).collect());
    }
    out.table(&rows)?;
    let shown: usize = base.groups.iter().map(|group| group.rows.len()).sum();
    if shown < base.total as usize {
        out.line(&format!("{shown} of {} files", base.total))?;
    }
    if base.total == 0 && !base.filter.is_empty() {
        out.line(&format!("no file meets {}", base.filter))?;
    }
    base.problems.iter().try_for_each(|found| out.line(&problem(found)))
}

/// Returns the line above a group; none where rows are not grouped.
fn heading(base: &BaseResult, group: &BaseGroup) -> Option<Vec<String>> {
    let by = base.grouped_by.as_ref()?;
    let value = group.value.text();
    let value = if value.is_empty() { "nothing".to_owned() } else { value };
    Some(vec![format!("── {by}: {value} ({})", group.rows.len())])
}

fn cells(row: &BaseRow) -> Vec<String> {
    row.cells.iter().map(Cell::text).collect()
}

fn summary((cell, column): (&Cell, &vault::query::bases::BaseColumn)) -> String {
    if column.summary.is_empty() {
        return String::new();
    }
    format!("{} {}", column.summary, cell.text())
}

fn problem(problem: &BaseProblem) -> String {
    if problem.line == 0 {
        return format!("! {}", problem.message);
    }
    format!("! {}:{}: {}", problem.line, problem.column, problem.message)
}

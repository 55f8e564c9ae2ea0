//! Makes a view: filters the files, puts them in order and groups, and fills the cells.

use std::collections::BTreeMap;

use super::cell::{Cell, CellMaker};
use super::evaluate::{Evaluator, Outcome, Row, Scope};
use super::filter::{holds, words_of_all};
use super::functions::is_file_field;
use super::model::{Base, Filter, SortBy, View};
use super::order::SortKey;
use super::result::{
    BaseColumn, BaseGroup, BaseProblem, BaseResult, BaseRow, BaseViewKind, BaseViewName,
};
use super::summary::summarise;
use super::syntax::Expression;
use super::value::Value;
use super::{BaseQuestion, BaseSort, look};
use crate::path::{FileKind, fold_name};

/// The most rows that one answer holds.
const MOST_ROWS: usize = 50_000;

/// Makes the answer.
pub(super) struct Maker<'m> {
    base: &'m Base,
    evaluator: &'m Evaluator<'m>,
    question: BaseQuestion<'m>,
    problems: Vec<BaseProblem>,
}

/// A property by which rows are shown, sorted or grouped.
struct Column {
    id: String,
    expression: Expression,
}

impl Column {
    fn new(id: &str) -> Self {
        let (kind, name) = id.split_once('.').unwrap_or(("note", id));
        let expression = match kind {
            "file" if name == "file" => Expression::File,
            "file" => Expression::Field(Box::new(Expression::File), name.into()),
            "formula" => Expression::Formula(fold_name(name).into()),
            _ => Expression::Property(fold_name(name).into()),
        };
        Self { id: id.to_owned(), expression }
    }

    fn value(&self, evaluator: &Evaluator<'_>, row: &Row) -> Outcome {
        evaluator.cell(&self.expression, &Scope::of(row))
    }

    fn key(&self, evaluator: &Evaluator<'_>, row: &Row) -> SortKey {
        let value = self.value(evaluator, row);
        value.map_or(SortKey::Empty, |value| SortKey::of(&value, evaluator.library))
    }
}

/// A row with what it is put in order by.
struct Placed {
    row: Row,
    group: SortKey,
    keys: Vec<SortKey>,
}

impl<'m> Maker<'m> {
    pub(super) fn new(
        base: &'m Base,
        evaluator: &'m Evaluator<'m>,
        question: BaseQuestion<'m>,
    ) -> Self {
        Self { base, evaluator, question, problems: Vec::new() }
    }

    pub(super) fn result(mut self) -> BaseResult {
        let fallback = View::default();
        let (shown, view) = self.chosen().unwrap_or((0, &fallback));
        let kind = self.kind(view);
        let filters = [&self.base.filter, &view.filter];
        let filters: Vec<&Filter> = filters.into_iter().flatten().collect();
        let rows = self.rows(&filters);
        let total = rows.len() as u32;
        let sorts = self.sorts(view);
        let placed = self.placed(rows, view, &sorts);
        let columns: Vec<Column> = columns_of(view);
        self.check_columns(&columns);
        let (groups, values) = self.groups(&placed, view, &columns);
        let summaries = self.summaries(view, &columns, &values);
        BaseResult {
            views: self.views(),
            shown,
            kind,
            columns: self.heads(&columns, &groups, view),
            groups,
            grouped_by: view.group_by.as_ref().map(|by| self.title(&by.property)),
            sorted: sorts
                .first()
                .map(|by| BaseSort { property: by.property.clone(), descending: by.descending }),
            total,
            filter: words_of_all(&filters),
            summaries,
            look: look::look_of(view),
            problems: self.problems,
            broken: None,
        }
    }

    fn views(&self) -> Vec<BaseViewName> {
        let name = |view: &View| {
            let kind = look::kind_of(&view.kind).unwrap_or_default();
            let name = if view.name.is_empty() { look::kind_name(kind) } else { &view.name };
            BaseViewName { name: name.to_owned(), kind }
        };
        if self.base.views.is_empty() {
            return vec![name(&View::default())];
        }
        self.base.views.iter().map(name).collect()
    }

    /// Finds the view that is asked for, else the first.
    fn chosen(&mut self) -> Option<(u32, &'m View)> {
        let first = self.base.views.first().map(|view| (0, view));
        let Some(wanted) = self.question.view.filter(|name| !name.is_empty()) else { return first };
        let key = fold_name(wanted);
        let names = self.views().into_iter().map(|view| fold_name(&view.name));
        let found = (0..).zip(&self.base.views).zip(names).find(|(_, name)| *name == key);
        if found.is_none() {
            let message = format!("there is no view “{wanted}”; the first one is shown");
            self.problems.push(BaseProblem::anywhere(message));
        }
        found.map(|(view, _)| view).or(first)
    }

    fn kind(&mut self, view: &View) -> BaseViewKind {
        look::kind_of(&view.kind).unwrap_or_else(|| {
            let message = format!("{} views are not supported; this is a table", view.kind);
            self.problems.push(BaseProblem::anywhere(message));
            BaseViewKind::Table
        })
    }

    /// Lists the files that meet all filters, by title.
    fn rows(&mut self, filters: &[&Filter]) -> Vec<Row> {
        let mut rows = Vec::new();
        let (mut failed, mut why) = (0, String::new());
        for (file, facts) in self.evaluator.library.files.all() {
            let known = self.question.unknown || facts.path.kind() != FileKind::Other;
            if !known || self.question.excluded.holds(&facts.path) {
                continue;
            }
            let row = Row::new(file);
            let scope = Scope::of(&row);
            let met = filters
                .iter()
                .try_fold(true, |met, filter| Ok(met && holds(filter, self.evaluator, &scope)?));
            match met {
                Ok(true) => rows.push(row),
                Ok(false) => {}
                Err(failure) => {
                    let failure: super::evaluate::Failure = failure;
                    failed += 1;
                    if why.is_empty() {
                        failure.message().clone_into(&mut why);
                    }
                }
            }
        }
        if failed > 0 {
            let files = if failed == 1 {
                "1 file, which is".to_owned()
            } else {
                format!("{failed} files, which are")
            };
            let message = format!("the filter does not work on {files} left out: {why}");
            self.problems.push(BaseProblem::anywhere(message));
        }
        rows
    }

    /// Returns what the rows are put in order by: what was asked, then what the view says.
    fn sorts(&self, view: &View) -> Vec<SortBy> {
        let asked = self
            .question
            .sort
            .map(|sort| SortBy { property: sort.property.clone(), descending: sort.descending });
        asked.into_iter().chain(view.sort.iter().cloned()).collect()
    }

    /// Puts the rows in order and cuts them to the limit.
    fn placed(&mut self, rows: Vec<Row>, view: &View, sorts: &[SortBy]) -> Vec<Placed> {
        let group = view.group_by.as_ref().map(|by| Column::new(&by.property));
        let columns: Vec<Column> = sorts.iter().map(|by| Column::new(&by.property)).collect();
        let place = |row: Row| {
            let group = group.as_ref().map_or(SortKey::Empty, |by| by.key(self.evaluator, &row));
            let keys = columns.iter().map(|by| by.key(self.evaluator, &row)).collect();
            Placed { row, group, keys }
        };
        let mut placed: Vec<Placed> = rows.into_iter().map(place).collect();
        let group_descends = view.group_by.as_ref().is_some_and(|by| by.descending);
        placed.sort_by(|a, b| {
            let groups = a.group.compare(&b.group, group_descends);
            let keys = a.keys.iter().zip(&b.keys).zip(sorts);
            keys.fold(groups, |order, ((a, b), by)| order.then_with(|| a.compare(b, by.descending)))
        });
        if placed.len() > MOST_ROWS && view.limit.is_none() {
            let message = format!("only the first {MOST_ROWS} rows are shown; set a limit");
            self.problems.push(BaseProblem::anywhere(message));
        }
        placed.truncate(view.limit.unwrap_or(MOST_ROWS).min(MOST_ROWS));
        placed
    }

    /// Fills the cells; returns them with the values of each column.
    fn groups(
        &self,
        placed: &[Placed],
        view: &View,
        columns: &[Column],
    ) -> (Vec<BaseGroup>, Vec<Vec<Value>>) {
        let mut groups: Vec<BaseGroup> = Vec::new();
        let mut values: Vec<Vec<Value>> = vec![Vec::new(); columns.len()];
        let makers: Vec<CellMaker<'_>> =
            columns.iter().map(|column| self.maker(&column.id)).collect();
        let cover = look::cover_of(view).map(|id| Column::new(&id));
        let by = view.group_by.as_ref().map(|by| Column::new(&by.property));
        let mut last: Option<&SortKey> = None;
        for place in placed {
            if last != Some(&place.group) {
                let value = by.as_ref().map_or(Cell::Empty, |by| {
                    let value = by.value(self.evaluator, &place.row);
                    self.maker(&by.id).cell(&value, Some(place.row.file))
                });
                groups.push(BaseGroup { value, rows: Vec::new() });
                last = Some(&place.group);
            }
            let row = self.row(&place.row, columns, &makers, &mut values, cover.as_ref());
            if let (Some(group), Some(row)) = (groups.last_mut(), row) {
                group.rows.push(row);
            }
        }
        (groups, values)
    }

    fn row(
        &self,
        row: &Row,
        columns: &[Column],
        makers: &[CellMaker<'_>],
        values: &mut [Vec<Value>],
        cover: Option<&Column>,
    ) -> Option<BaseRow> {
        let facts = self.evaluator.library.files.find(row.file)?;
        let mut cells = Vec::with_capacity(columns.len());
        for ((column, maker), values) in columns.iter().zip(makers).zip(values) {
            let value = column.value(self.evaluator, row);
            cells.push(maker.cell(&value, Some(row.file)));
            values.push(value.unwrap_or(Value::Null));
        }
        let cover = cover.and_then(|column| {
            let value = column.value(self.evaluator, row).ok().filter(|value| !value.is_empty())?;
            Some(Cell::Rich(self.maker("").image(&value)))
        });
        Some(BaseRow { path: facts.path.clone(), cells, cover })
    }

    fn maker(&self, id: &str) -> CellMaker<'m> {
        CellMaker {
            library: self.evaluator.library,
            tags: matches!(id, "file.tags" | "note.tags"),
            names_file: matches!(id, "file.name" | "file.basename"),
        }
    }

    fn summaries(&mut self, view: &View, columns: &[Column], values: &[Vec<Value>]) -> Vec<Cell> {
        if view.summaries.is_empty() {
            return Vec::new();
        }
        let named: BTreeMap<String, &String> =
            view.summaries.iter().map(|(id, name)| (fold_name(id), name)).collect();
        let cell = |(column, values): (&Column, &Vec<Value>)| {
            let Some(name) = named.get(&fold_name(&column.id)) else { return Cell::Empty };
            let value = summarise(self.evaluator, self.base, name, values);
            self.maker("").cell(&value, None)
        };
        columns.iter().zip(values).map(cell).collect()
    }

    /// Says what columns there cannot be.
    fn check_columns(&mut self, columns: &[Column]) {
        for column in columns {
            let missing = match column.id.split_once('.') {
                Some(("file", name)) => !is_file_field(name),
                Some(("formula", name)) => {
                    let key = fold_name(name);
                    self.base.formulas.iter().all(|formula| formula.key != key)
                }
                _ => false,
            };
            if missing {
                let message = format!("there is no {}", column.id);
                self.problems.push(BaseProblem::anywhere(message));
            }
        }
    }

    fn heads(&self, columns: &[Column], groups: &[BaseGroup], view: &View) -> Vec<BaseColumn> {
        let head = |(at, column): (usize, &Column)| {
            let rows = groups.iter().flat_map(|group| &group.rows);
            let cells = rows.filter_map(|row| row.cells.get(at));
            let mut filled = cells.filter(|cell| **cell != Cell::Empty).peekable();
            let numeric = filled.peek().is_some() && filled.take(50).all(Cell::is_number);
            let summary = view.summaries.get(&column.id).cloned().unwrap_or_default();
            BaseColumn {
                id: column.id.clone(),
                title: self.title(&column.id),
                numeric,
                summary,
                width: look::width_of(view, &column.id),
            }
        };
        columns.iter().enumerate().map(head).collect()
    }

    fn title(&self, id: &str) -> String {
        let given = self.base.titles.get(&fold_name(id)).filter(|title| !title.is_empty());
        given.cloned().unwrap_or_else(|| look::title_of(id))
    }
}

/// Returns the columns of a view; the file's name where it has none.
fn columns_of(view: &View) -> Vec<Column> {
    if view.order.is_empty() {
        return vec![Column::new("file.name")];
    }
    view.order.iter().map(|id| Column::new(id)).collect()
}

//! What a base says: its YAML as filters, formulas, properties, summaries and views.

use std::collections::{BTreeMap, BTreeSet};

use super::lexer::SyntaxError;
use super::parser::parse_expression;
use super::source::{Entries, Source};
use super::syntax::Expression;
use crate::facts::Value as Yaml;
use crate::path::fold_name;

/// A base that was read.
#[derive(Debug, Default)]
pub(super) struct Base {
    pub(super) filter: Option<Filter>,
    pub(super) formulas: Vec<Formula>,
    /// The shown names of properties, by their ids.
    pub(super) titles: BTreeMap<String, String>,
    /// The person's own summaries, by their folded names.
    pub(super) summaries: BTreeMap<String, Result<Expression, SyntaxError>>,
    pub(super) views: Vec<View>,
}

/// A formula of the base.
#[derive(Debug)]
pub(super) struct Formula {
    /// The folded name.
    pub(super) key: String,
    pub(super) name: String,
    pub(super) expression: Result<Expression, SyntaxError>,
}

/// A condition on files.
#[derive(Debug)]
pub(super) enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    None(Vec<Filter>),
    /// A statement as written, and what it says.
    Holds(String, Expression),
}

/// One way to look at the files of the base.
#[derive(Debug, Default)]
pub(super) struct View {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) filter: Option<Filter>,
    /// The ids of the columns.
    pub(super) order: Vec<String>,
    pub(super) sort: Vec<SortBy>,
    pub(super) group_by: Option<SortBy>,
    pub(super) limit: Option<usize>,
    /// Names of summaries by the ids of columns.
    pub(super) summaries: BTreeMap<String, String>,
    /// What else stands there: widths, sizes, pictures.
    pub(super) options: BTreeMap<String, Yaml>,
}

/// A property by which files are put in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SortBy {
    pub(super) property: String,
    pub(super) descending: bool,
}

/// What is wrong in a base, and at which of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) at: usize,
}

/// A base with what is odd in it, as far as it can be shown all the same.
pub(super) type Read = (Base, Vec<Fault>);

/// Reads a base; fails where it is broken, so that nothing can be shown by it.
///
/// `hyphenated` are the folded names of properties that hold a hyphen.
pub(super) fn read_base(text: &str, hyphenated: &BTreeSet<String>) -> Result<Read, Fault> {
    let entries = Entries::parse(text)?;
    let mut reader = Reader { hyphenated, faults: Vec::new() };
    let mut base = Base::default();
    for source in entries.list() {
        match source.key() {
            "filters" => base.filter = reader.filter(&source)?,
            "formulas" => base.formulas = reader.formulas(&source)?,
            "properties" => base.titles = titles(&source)?,
            "summaries" => base.summaries = reader.summaries(&source)?,
            "views" => base.views = reader.views(&source)?,
            other => {
                let message = format!("“{other}” is not supported and was left out");
                reader.faults.push(source.fault(message));
            }
        }
    }
    Ok((base, reader.faults))
}

struct Reader<'n> {
    hyphenated: &'n BTreeSet<String>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn expression(&self, source: &Source<'_>) -> Result<(String, Expression), Fault> {
        let text = source.text().ok_or_else(|| source.fault("write an expression here"))?;
        match parse_expression(&text, self.hyphenated) {
            Ok(expression) => Ok((text, expression)),
            Err(error) => Err(source.fault_at(&error)),
        }
    }

    fn filter(&self, source: &Source<'_>) -> Result<Option<Filter>, Fault> {
        match source.value() {
            Yaml::Null => Ok(None),
            Yaml::Map(_) => self.filter_group(source).map(Some),
            Yaml::List(_) => Ok(Some(Filter::All(self.filters(source)?))),
            _ => {
                let (text, expression) = self.expression(source)?;
                Ok(Some(Filter::Holds(text, expression)))
            }
        }
    }

    fn filter_group(&self, source: &Source<'_>) -> Result<Filter, Fault> {
        let mut groups = Vec::new();
        for group in source.entries() {
            let filters = self.filters(&group)?;
            groups.push(match group.key() {
                "and" => Filter::All(filters),
                "or" => Filter::Any(filters),
                "not" => Filter::None(filters),
                other => {
                    let message = format!("a filter has and, or or not, but no “{other}”");
                    return Err(group.fault(message));
                }
            });
        }
        if groups.len() == 1 {
            groups.pop().ok_or_else(|| source.fault(""))
        } else {
            Ok(Filter::All(groups))
        }
    }

    fn filters(&self, source: &Source<'_>) -> Result<Vec<Filter>, Fault> {
        if !matches!(source.value(), Yaml::List(_)) {
            return Ok(self.filter(source)?.into_iter().collect());
        }
        let read = source.items().map(|item| self.filter(&item)).collect::<Result<Vec<_>, _>>()?;
        Ok(read.into_iter().flatten().collect())
    }

    fn formulas(&mut self, source: &Source<'_>) -> Result<Vec<Formula>, Fault> {
        let mut formulas = Vec::new();
        for entry in source.map()? {
            let (key, name) = (fold_name(entry.key()), entry.key().to_owned());
            let expression = self.lenient(&entry);
            formulas.push(Formula { key, name, expression });
        }
        Ok(formulas)
    }

    /// Reads an expression; one that is wrong is shown where its values would stand.
    fn lenient(&mut self, entry: &Source<'_>) -> Result<Expression, SyntaxError> {
        self.expression(entry).map(|(_, expression)| expression).map_err(|fault| {
            let message = fault.message.clone();
            self.faults.push(fault);
            SyntaxError::new(message, 0)
        })
    }

    fn summaries(
        &mut self,
        source: &Source<'_>,
    ) -> Result<BTreeMap<String, Result<Expression, SyntaxError>>, Fault> {
        let mut summaries = BTreeMap::new();
        for entry in source.map()? {
            summaries.insert(fold_name(entry.key()), self.lenient(&entry));
        }
        Ok(summaries)
    }

    fn views(&mut self, source: &Source<'_>) -> Result<Vec<View>, Fault> {
        match source.value() {
            Yaml::Null => return Ok(Vec::new()),
            Yaml::List(_) => {}
            _ => return Err(source.fault("views are a list: start each with a hyphen")),
        }
        source.items().map(|item| self.view(&item)).collect()
    }

    fn view(&mut self, source: &Source<'_>) -> Result<View, Fault> {
        let mut view = View::default();
        for entry in source.map()? {
            match entry.key() {
                "type" => view.kind = entry.text().unwrap_or_default(),
                "name" => view.name = entry.text().unwrap_or_default(),
                "filters" => view.filter = self.filter(&entry)?,
                "order" => view.order = texts(&entry)?,
                "sort" => view.sort = sorts(&entry)?,
                "groupBy" => view.group_by = sort_by(&entry)?,
                "limit" => view.limit = limit(&entry)?,
                "summaries" => {
                    let named = |entry: Source<'_>| {
                        (canonical_id(entry.key()), entry.text().unwrap_or_default())
                    };
                    view.summaries = entry.map()?.map(named).collect();
                }
                other => {
                    view.options.insert(other.to_owned(), entry.value().clone());
                }
            }
        }
        Ok(view)
    }
}

/// Returns the one spelling of a property's id: `note.x` for a property of the note.
pub(super) fn canonical_id(id: &str) -> String {
    let id = id.trim();
    let kinds = ["note.", "file.", "formula."];
    if kinds.iter().any(|kind| id.starts_with(kind)) { id.to_owned() } else { format!("note.{id}") }
}

fn titles(source: &Source<'_>) -> Result<BTreeMap<String, String>, Fault> {
    let mut titles = BTreeMap::new();
    for entry in source.map()? {
        let title = entry.entries().find(|inner| inner.key() == "displayName");
        if let Some(title) = title.and_then(|title| title.text()) {
            titles.insert(fold_name(&canonical_id(entry.key())), title);
        }
    }
    Ok(titles)
}

fn texts(source: &Source<'_>) -> Result<Vec<String>, Fault> {
    if matches!(source.value(), Yaml::Null) {
        return Ok(Vec::new());
    }
    let wrong = || source.fault("write a list of properties here");
    if !matches!(source.value(), Yaml::List(_)) {
        return Err(wrong());
    }
    source.items().map(|item| item.text().map(|id| canonical_id(&id)).ok_or_else(wrong)).collect()
}

fn sorts(source: &Source<'_>) -> Result<Vec<SortBy>, Fault> {
    match source.value() {
        Yaml::List(_) => {
            let read = source.items().map(|item| sort_by(&item)).collect::<Result<Vec<_>, _>>()?;
            Ok(read.into_iter().flatten().collect())
        }
        _ => Ok(sort_by(source)?.into_iter().collect()),
    }
}

/// Reads `{property: x, direction: DESC}`, or the property alone.
fn sort_by(source: &Source<'_>) -> Result<Option<SortBy>, Fault> {
    if matches!(source.value(), Yaml::Null) {
        return Ok(None);
    }
    if let Some(property) = source.text() {
        return Ok(Some(SortBy { property: canonical_id(&property), descending: false }));
    }
    let find = |key: &str| source.entries().find(|entry| entry.key() == key);
    let property = find("property").or_else(|| find("column")).and_then(|entry| entry.text());
    let property = property.ok_or_else(|| source.fault("name the property to go by"))?;
    let direction = find("direction").and_then(|entry| entry.text()).unwrap_or_default();
    let descending = direction.eq_ignore_ascii_case("desc");
    Ok(Some(SortBy { property: canonical_id(&property), descending }))
}

fn limit(source: &Source<'_>) -> Result<Option<usize>, Fault> {
    match source.value() {
        Yaml::Null => Ok(None),
        Yaml::Number(number) if number.as_u64().is_some() => {
            Ok(number.as_u64().filter(|limit| *limit > 0).map(|limit| limit as usize))
        }
        _ => Err(source.fault("a limit is a whole number")),
    }
}

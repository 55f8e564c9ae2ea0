//! The values of expressions: what properties hold and formulas yield.

use std::fmt::Write;
use std::sync::Arc;

use regex::Regex;

use super::duration::Duration;
use super::moment::Moment;

/// A file by its place in the list of all files.
pub(super) type FileNumber = u32;

/// A value; a clone of one is cheap.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// Nothing: a property that is not there.
    Null,
    Bool(bool),
    /// Always finite.
    Number(f64),
    Text(Arc<str>),
    Date(Moment),
    Duration(Duration),
    List(Arc<Nest<Value>>),
    Object(Arc<Nest<(Arc<str>, Value)>>),
    Link(Arc<Link>),
    File(FileNumber),
    Pattern(Arc<Pattern>),
    /// What a picture is made from: a link, a file, an address, a colour.
    Image(Arc<Value>),
    /// The name of an icon.
    Icon(Arc<str>),
    /// HTML as written.
    Html(Arc<str>),
}

/// What a list or object holds, with how much that is in all.
///
/// Values share their parts, so that a short expression can build what would fill the memory if
/// it were written out. The sums are known without looking inside.
#[derive(Debug)]
pub(super) struct Nest<T> {
    items: Box<[T]>,
    weight: u32,
    depth: u32,
}

impl<T> Nest<T> {
    fn new(items: Vec<T>, value: impl Fn(&T) -> &Value) -> Self {
        let values = || items.iter().map(&value);
        let weight = values().fold(1, |sum: u32, value| sum.saturating_add(value.weight()));
        let depth = values().map(Value::depth).max().unwrap_or(0).saturating_add(1);
        Self { items: items.into(), weight, depth }
    }

    /// Returns what is held directly.
    pub(super) fn all(&self) -> &[T] {
        &self.items
    }
}

impl<T> std::ops::Deref for Nest<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

/// A link to a file or into the web.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// As written, without its subpath.
    pub(super) target: String,
    /// From the `#` on, with it.
    pub(super) subpath: String,
    /// The text that stands for it.
    pub(super) display: Option<String>,
    /// Where it leads; none where that is no file of the vault.
    pub(super) file: Option<FileNumber>,
}

impl Link {
    /// Returns true for an address outside of the vault.
    pub(super) fn is_web(&self) -> bool {
        is_address(&self.target)
    }

    /// Returns the text that a reader sees.
    pub(super) fn shown(&self) -> String {
        if let Some(display) = self.display.as_ref().filter(|text| !text.is_empty()) {
            return display.clone();
        }
        if self.is_web() {
            return format!("{}{}", self.target, self.subpath);
        }
        let parts = std::iter::once(self.target.as_str()).chain(self.subpath.split('#'));
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" > ")
    }

    fn written(&self) -> String {
        if self.is_web() {
            return format!("{}{}", self.target, self.subpath);
        }
        match &self.display {
            Some(display) => format!("[[{}{}|{display}]]", self.target, self.subpath),
            None => format!("[[{}{}]]", self.target, self.subpath),
        }
    }
}

/// Returns true for what a browser or a mail program opens.
pub(super) fn is_address(text: &str) -> bool {
    let schemes = ["http://", "https://", "mailto:"];
    schemes.iter().any(|scheme| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// A regular expression.
#[derive(Debug)]
pub(super) struct Pattern {
    /// As written, between its slashes.
    pub(super) source: String,
    /// True for the flag `g`.
    pub(super) global: bool,
    pub(super) regex: Regex,
}

impl Value {
    /// Returns the value of a text.
    pub(super) fn text(text: impl Into<Arc<str>>) -> Self {
        Self::Text(text.into())
    }

    /// Returns the value of a list.
    pub(super) fn list(items: Vec<Self>) -> Self {
        Self::List(Arc::new(Nest::new(items, |item| item)))
    }

    /// Returns the value of an object.
    pub(super) fn object(entries: Vec<(Arc<str>, Self)>) -> Self {
        Self::Object(Arc::new(Nest::new(entries, |(_, value)| value)))
    }

    /// Returns how much it is with all that it holds: about one for each value and line of text.
    pub(super) fn weight(&self) -> u32 {
        match self {
            Self::Text(text) | Self::Icon(text) | Self::Html(text) => 1 + text.len() as u32 / 32,
            Self::List(items) => items.weight,
            Self::Object(entries) => entries.weight,
            Self::Image(of) => of.weight().saturating_add(1),
            _ => 1,
        }
    }

    /// Returns how many lists and objects lie in each other.
    pub(super) fn depth(&self) -> u32 {
        match self {
            Self::List(items) => items.depth,
            Self::Object(entries) => entries.depth,
            Self::Image(of) => of.depth().saturating_add(1),
            _ => 0,
        }
    }

    /// Returns the name of the value's type, as `isType` takes it.
    pub(super) fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::Text(_) => "string",
            Self::Date(_) => "date",
            Self::Duration(_) => "duration",
            Self::List(_) => "list",
            Self::Object(_) => "object",
            Self::Link(_) => "link",
            Self::File(_) => "file",
            Self::Pattern(_) => "regexp",
            Self::Image(_) => "image",
            Self::Icon(_) => "icon",
            Self::Html(_) => "html",
        }
    }

    /// Returns false for nothing, `false`, 0 and what is empty.
    pub(super) fn is_truthy(&self) -> bool {
        match self {
            Self::Bool(value) => *value,
            Self::Number(number) => *number != 0.0,
            other => !other.is_empty(),
        }
    }

    /// Returns true for nothing and for a text, list or object that holds nothing.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) | Self::Html(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Object(entries) => entries.is_empty(),
            _ => false,
        }
    }
}

/// Tells the names of files, which a value holds only by their numbers.
pub(super) trait FileNames {
    /// Returns the path of a file; empty for a number that no file has.
    fn path_of(&self, file: FileNumber) -> &str;
}

/// Returns a value as text, as `toString` gives it.
pub(super) fn text_of(value: &Value, names: &dyn FileNames) -> String {
    let mut text = String::new();
    push(&mut text, value, names);
    text
}

fn push(out: &mut String, value: &Value, names: &dyn FileNames) {
    match value {
        Value::Null => {}
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number_text(*number)),
        Value::Text(text) | Value::Icon(text) | Value::Html(text) => out.push_str(text),
        Value::Date(moment) => out.push_str(&moment.written()),
        Value::Duration(duration) => out.push_str(&duration.shown()),
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                push(out, item, names);
            }
        }
        Value::Object(entries) => push_object(out, entries, names),
        Value::Link(link) => out.push_str(&link.written()),
        Value::File(file) => out.push_str(names.path_of(*file)),
        Value::Pattern(pattern) => {
            // Writing into a text cannot fail.
            let _ = write!(out, "/{}/", pattern.source);
        }
        Value::Image(of) => push(out, of, names),
    }
}

fn push_object(out: &mut String, entries: &[(Arc<str>, Value)], names: &dyn FileNames) {
    for (at, (key, value)) in entries.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { ", " });
        out.push_str(key);
        out.push_str(": ");
        push(out, value, names);
    }
}

/// Returns a number as JavaScript writes it.
pub(super) fn number_text(number: f64) -> String {
    // Whole numbers carry no point, and there is no negative zero.
    format!("{}", if number == 0.0 { 0.0 } else { number })
}

/// Returns a number as a cell shows it: without the noise of binary fractions.
pub(super) fn number_shown(number: f64) -> String {
    if number.fract() == 0.0 || number.abs() >= 1e12 {
        return number_text(number);
    }
    let text = format!("{number:.10}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if matches!(text, "" | "0" | "-0") { number_text(number) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_a_person_writes_them() {
        for (number, shown) in [
            (3.0, "3"),
            (0.1 + 0.2, "0.3"),
            (-2.50, "-2.5"),
            (1e21, "1000000000000000000000"),
            (1e-12, "0.000000000001"),
            (-0.0, "0"),
        ] {
            assert_eq!(number_shown(number), shown);
        }
    }
}

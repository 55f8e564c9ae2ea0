//! Changing one part of a JSON file in the way the file is laid out.
//!
//! Keys and items that are not meant keep every byte: unknown ones, their order, the indentation
//! and the line ends. A new part is written as its neighbours are.

use serde_json::Value;

use super::json_tree::{JsonMember, JsonValue};
use super::line_end_of;
use super::plan::Splice;
use crate::text::Span;

/// The indentation of a file that shows none; Obsidian's own.
const USUAL_INDENT: &str = "  ";

/// Returns the splice that sets a key of an object; a key that is not there goes to the end.
pub fn set_key(json: &str, object: &JsonValue, key: &str, value: &Value) -> Splice {
    if let Some(old) = object.find(key) {
        let indent = line_indent(json, old.span.start);
        return Splice {
            span: old.span,
            text: render(json, value, indent, is_inline(json, object)),
        };
    }
    let colon = colon_of(json, object);
    let place = Place::of(json, object, spans_of_members(object));
    let text = render(json, value, &place.indent, place.is_inline);
    place.insert(object.members().len(), &format!("{}{colon}{text}", Value::from(key)))
}

/// Returns the splices that take a key out of an object, as often as it is there.
pub fn remove_key(object: &JsonValue, key: &str) -> Vec<Splice> {
    let members = object.members();
    if members.iter().all(|member| member.key == key) {
        return if members.is_empty() { Vec::new() } else { vec![empty(object)] };
    }
    let spans = spans_of_members(object);
    let mut splices = Vec::new();
    for (at, member) in members.iter().enumerate().filter(|(_, member)| member.key == key) {
        // The first that stays has no comma before it.
        let is_first = members.iter().take(at).all(|before| before.key == member.key);
        splices.extend(without(&spans, at, is_first));
    }
    splices
}

/// Returns the splice that puts an item, given as JSON, at a position of an array.
pub fn insert_item(json: &str, array: &JsonValue, at: usize, item: &str) -> Splice {
    Place::of(json, array, array.items().iter().map(|item| item.span).collect()).insert(at, item)
}

/// Returns the splice that takes an item out of an array; none where it has none there.
pub fn remove_item(array: &JsonValue, at: usize) -> Option<Splice> {
    let spans: Vec<Span> = array.items().iter().map(|item| item.span).collect();
    if spans.len() == 1 && at == 0 {
        return Some(empty(array));
    }
    without(&spans, at, at == 0)
}

/// Returns a new value as it is to be written inside `container`.
pub fn render_inside(json: &str, container: &JsonValue, value: &Value) -> String {
    let spans = match container.items() {
        [] => spans_of_members(container),
        items => items.iter().map(|item| item.span).collect(),
    };
    let place = Place::of(json, container, spans);
    render(json, value, &place.indent, place.is_inline)
}

/// Returns a part of a file, written for a place that is indented differently.
pub fn move_lines(raw: &str, from: &str, to: &str) -> String {
    let mut lines = raw.split('\n');
    let mut moved = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        moved.push('\n');
        match line.strip_prefix(from) {
            Some(rest) => {
                moved.push_str(to);
                moved.push_str(rest);
            }
            None => moved.push_str(line),
        }
    }
    moved
}

/// Returns the blanks that the line of a place begins with.
pub fn line_indent(json: &str, at: u32) -> &str {
    let before = json.get(..at as usize).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = json.get(start..).unwrap_or_default();
    let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..blanks).unwrap_or_default()
}

/// Where something is put into an object or an array.
struct Place {
    container: Span,
    parts: Vec<Span>,
    /// What stands between a comma and the next part.
    between: String,
    /// What the lines of a part begin with.
    indent: String,
    /// The closing bracket's own line begins with this; none where it stands behind the last part.
    closing: Option<String>,
    is_inline: bool,
}

impl Place {
    fn of(json: &str, container: &JsonValue, parts: Vec<Span>) -> Self {
        let end = line_end_of(json);
        let outer = line_indent(json, container.span.start).to_owned();
        let is_inline = is_inline(json, container);
        let Some(first) = parts.first() else {
            let indent = format!("{outer}{}", indent_unit(json));
            let between = if is_inline { String::new() } else { format!("{end}{indent}") };
            let closing = (!is_inline).then(|| format!("{end}{outer}"));
            return Self { container: container.span, parts, between, indent, closing, is_inline };
        };
        let indent = line_indent(json, first.start).to_owned();
        let between = match parts.get(1) {
            Some(second) => {
                let gap = json.get(first.end as usize..second.start as usize).unwrap_or(",");
                gap.split_once(',').map_or("", |(_, after)| after).to_owned()
            }
            None if is_inline => " ".to_owned(),
            None => format!("{end}{indent}"),
        };
        Self { container: container.span, parts, between, indent, closing: None, is_inline }
    }

    fn insert(&self, at: usize, part: &str) -> Splice {
        let Self { between, .. } = self;
        if let Some(next) = self.parts.get(at) {
            let place = next.start as usize;
            return Splice { span: Span::new(place..place), text: format!("{part},{between}") };
        }
        if let Some(last) = self.parts.last() {
            let place = last.end as usize;
            return Splice { span: Span::new(place..place), text: format!(",{between}{part}") };
        }
        let inside = self.container.start as usize + 1..self.container.end as usize - 1;
        let closing = self.closing.as_deref().unwrap_or_default();
        Splice { span: Span::new(inside), text: format!("{between}{part}{closing}") }
    }
}

/// Returns true where the parts of a container stand on its own line.
fn is_inline(json: &str, container: &JsonValue) -> bool {
    let text = container.span.of(json);
    if container.members().is_empty() && container.items().is_empty() {
        // An empty one is opened up, unless the file has a single line with more on it.
        return !json.trim_end().contains('\n') && text.len() < json.trim().len();
    }
    !text.contains('\n')
}

/// Returns what the file indents its lines with.
fn indent_unit(json: &str) -> &str {
    let mut lines = json.lines().skip(1);
    let indented = lines.find(|line| line.starts_with([' ', '\t']) && !line.trim().is_empty());
    indented.map_or(USUAL_INDENT, |line| {
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        line.get(..blanks).unwrap_or(USUAL_INDENT)
    })
}

fn colon_of<'j>(json: &'j str, object: &JsonValue) -> &'j str {
    let between = object.members().first().and_then(|member| {
        // The key's own bytes may be escaped, so that its end is looked for from the value.
        let before =
            json.get(member.key_span.end as usize - 1..member.value.span.start as usize)?;
        before.get(before.rfind('"')? + 1..)
    });
    between.unwrap_or(": ")
}

fn spans_of_members(object: &JsonValue) -> Vec<Span> {
    object.members().iter().map(JsonMember::span).collect()
}

fn empty(container: &JsonValue) -> Splice {
    let inside = container.span.start as usize + 1..container.span.end as usize - 1;
    Splice { span: Span::new(inside), text: String::new() }
}

/// Returns the splice that takes out a part with the comma that goes with it.
fn without(spans: &[Span], at: usize, is_first: bool) -> Option<Splice> {
    let part = spans.get(at)?;
    let span = match (is_first, at.checked_sub(1).and_then(|before| spans.get(before))) {
        (false, Some(before)) => before.end..part.end,
        _ => part.start..spans.get(at + 1)?.start,
    };
    Some(Splice { span: Span { start: span.start, end: span.end }, text: String::new() })
}

/// Writes a value: on one line, or as Obsidian writes it, each item on its own.
fn render(json: &str, value: &Value, indent: &str, is_inline: bool) -> String {
    if is_inline {
        return value.to_string();
    }
    let mut text = Vec::new();
    let unit = indent_unit(json).as_bytes();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(unit);
    let mut serializer = serde_json::Serializer::with_formatter(&mut text, formatter);
    if serde::Serialize::serialize(value, &mut serializer).is_err() {
        return value.to_string();
    }
    let text = String::from_utf8(text).unwrap_or_else(|_| value.to_string());
    text.replace('\n', &format!("{}{indent}", line_end_of(json)))
}

#[cfg(test)]
mod tests;

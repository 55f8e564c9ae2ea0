//! Lists and their items, with the item rules that the recordings show.

use super::blocks::{BlockId, Inside, Scanner, Scope};
use super::inline::Line;
use super::leaf::{self, Bullet};
use crate::facts::{Block, ListItem, Task};
use crate::text::Span;

/// The lines of one item.
struct Item {
    /// Its first line on the stack.
    from: usize,
    /// The line after its last.
    to: usize,
    /// True where a blank line parts it from the next item; its end is then that line's start.
    parted: bool,
}

/// Reads the list that starts at the line `at`, and its items; returns the line after it.
pub(super) fn list(scanner: &mut Scanner<'_>, at: usize, scope: &Scope) -> usize {
    let items = items(scanner, at, scope);
    let next = items.last().map_or(at + 1, |item| item.to);
    let list_line = i64::from(scope.line_number(at));
    let parent = scope.item_line.map_or(-list_line.max(1), i64::from);
    for entry in &items {
        item(scanner, entry, parent, scope);
    }
    next
}

/// Collects the items: each line either starts one, belongs to the one before, or ends the list.
fn items(scanner: &Scanner<'_>, at: usize, scope: &Scope) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut marker = 0;
    let mut indent = usize::MAX;
    let mut blank_before = false;
    for line in at..scope.to {
        let text = scanner.line(line);
        let (found, size) = item_start(text, indent);
        if let Some(bullet) = found {
            let other = !items.is_empty() && bullet.marker != marker;
            if other || (matches!(bullet.marker, b'*' | b'-') && leaf::is_rule(text)) {
                break;
            }
            if let Some(item) = items.last_mut() {
                item.parted = item.to < line;
            }
            items.push(Item { from: line, to: line + 1, parted: false });
            (marker, indent, blank_before) = (bullet.marker, size, false);
            continue;
        }
        let blank = leaf::is_blank(text);
        let indented = size >= indent || size > leaf::TAB;
        let lazy = !indented && !blank;
        if lazy && (blank_before || scanner.breaks_into(line, scope.to, Inside::List)) {
            break;
        }
        if let Some(item) = items.last_mut().filter(|_| indented || lazy) {
            item.to = line + 1;
        }
        blank_before = blank;
    }
    items
}

/// Reads the marker of an item that is indented less than `indent`, and the columns up to the
/// item's text; for any other line those up to its text.
fn item_start(line: &[u8], indent: usize) -> (Option<Bullet>, usize) {
    let columns = leaf::columns(line);
    if columns >= indent {
        return (None, columns);
    }
    let Some(bullet) = leaf::bullet(line) else {
        // A marker without a blank behind it still moves the text on.
        let rest = leaf::from(line, leaf::blanks(line));
        return (None, columns + leaf::marker_length(rest));
    };
    let size = columns + bullet.end - bullet.indent;
    let gap = leaf::bullet_gap(line, bullet.end);
    let tab = leaf::byte(line, bullet.end) == b'\t';
    let size = if tab { size + leaf::TAB - size % leaf::TAB } else { size + gap };
    (Some(bullet), size)
}

fn item(scanner: &mut Scanner<'_>, lines: &Item, parent: i64, scope: &Scope) {
    let view = scanner.view(lines.from);
    let end =
        if lines.parted { scanner.view(lines.to).start } else { scanner.view(lines.to - 1).end };
    let whole = Span { start: view.start, end };
    let from = push_contents(scanner, lines);
    let task = task(scanner, from);
    let index = scanner.facts.list_items.len();
    scanner.facts.list_items.push(ListItem { span: whole, whole, parent, task, id: None });
    let to = scanner.lines.len();
    let found = scanner.contents(from, to, scope.line_number(lines.from), scope, Some(index));
    let Some(BlockId { id, written }) = found else { return };
    if let Some(item) = scanner.facts.list_items.get_mut(index) {
        item.id = Some(id.clone());
    }
    scanner.facts.blocks.push(Block { id, span: whole, written });
}

/// Puts the item's lines on the stack without its marker and indentation; returns the first.
///
/// A numbered marker below ten counts one column more where it takes an odd number of bytes, so
/// that children indented by four lose all four. A line that is not indented at all keeps every
/// other one as it is.
fn push_contents(scanner: &mut Scanner<'_>, lines: &Item) -> usize {
    let first = scanner.line(lines.from);
    let (marker, gap, indent, widened) = match leaf::bullet(first) {
        Some(bullet) => {
            let gap = leaf::bullet_gap(first, bullet.end);
            let odd = (bullet.end + gap) % 2 == 1;
            let small = bullet.marker == b'.' && bullet.number.is_some_and(|number| number < 10);
            (bullet.end, gap, bullet.indent, usize::from(small && odd))
        }
        None => (0, 0, 0, 0),
    };
    let before = first.get(..indent).unwrap_or(&[]);
    let mut columns = leaf::columns(before) + (marker - indent) + widened;
    let tab = leaf::byte(first, marker) == b'\t';
    columns = if tab { (columns + leaf::TAB) / leaf::TAB * leaf::TAB } else { columns + gap };
    for line in lines.from + 1..lines.to {
        let text = scanner.line(line);
        if !leaf::is_blank(text) {
            columns = columns.min(leaf::columns(text));
        }
    }
    let from = scanner.lines.len();
    let last = lines.to + usize::from(lines.parted);
    for line in lines.from..last {
        let view = scanner.view(line);
        let skipped = if line == lines.from {
            marker + gap
        } else {
            leaf::bytes_of_columns(scanner.line(line), columns)
        };
        scanner.lines.push(Line { start: view.start + skipped as u32, ..view });
    }
    from
}

/// Reads `[c] ` at the start of an item's text and moves the text behind it.
fn task(scanner: &mut Scanner<'_>, at: usize) -> Option<Task> {
    let view = scanner.view(at);
    let text = view.span().of(scanner.text);
    let rest = text.strip_prefix('[')?;
    let status = rest.chars().next()?;
    let rest = rest.get(status.len_utf8()..)?;
    if !rest.starts_with("] ") && !rest.starts_with("]\t") {
        return None;
    }
    let start = view.start + 1;
    let end = start + status.len_utf8() as u32;
    if let Some(line) = scanner.lines.get_mut(at) {
        line.start = end + 2;
    }
    Some(Task { status, at: Span { start, end } })
}

//! The nodes or the edges of a canvas, with the white space and commas between them.

use super::item::Item;
use super::style::Style;
use super::{CanvasError, CanvasItem, CanvasList};
use crate::edit::json_tree::{JsonKind, JsonValue};
use crate::text::Span;

/// One of the two lists of a canvas.
#[derive(Debug, Clone)]
pub(super) struct ItemList {
    pub(super) list: CanvasList,
    pub(super) items: Vec<Item>,
    /// The bytes before each item, commas included, and after the last: one more than items.
    gaps: Vec<String>,
    /// What is written before and after the items of a list that was empty.
    pub(super) fresh_gaps: [String; 2],
    /// The bytes before the list where the file has none: a comma and its key.
    pub(super) heading: Option<String>,
}

impl ItemList {
    /// Reads a list of the file.
    pub(super) fn read(list: CanvasList, value: &JsonValue, json: &str) -> Self {
        let inside = Span { start: value.span.start + 1, end: value.span.end.saturating_sub(1) };
        let (mut items, mut gaps, mut at) = (Vec::new(), Vec::new(), inside.start);
        if let JsonKind::List(values) = &value.kind {
            for item in values {
                gaps.push(Span { start: at, end: item.span.start }.of(json).to_owned());
                items.push(Item::new(item.span.of(json).to_owned()));
                at = item.span.end;
            }
        }
        gaps.push(Span { start: at, end: inside.end }.of(json).to_owned());
        Self { list, items, gaps, fresh_gaps: Default::default(), heading: None }
    }

    /// Returns a list that the file does not have yet.
    pub(super) fn absent(list: CanvasList, heading: String) -> Self {
        let heading = Some(heading);
        Self {
            list,
            items: vec![],
            gaps: vec![String::new()],
            fresh_gaps: Default::default(),
            heading,
        }
    }

    /// Finds where an item stands.
    pub(super) fn find(&self, name: &CanvasItem) -> Result<usize, CanvasError> {
        let mut named = self.items.iter().enumerate().filter(|(_, item)| item.id == name.id);
        let found = named.nth(name.nth as usize);
        found.map(|(at, _)| at).ok_or_else(|| CanvasError::NoItem(name.clone()))
    }

    /// Returns the name of the item that stands at a place.
    pub(super) fn name(&self, at: usize) -> CanvasItem {
        let id = self.items.get(at).map(|item| item.id.clone()).unwrap_or_default();
        let before = self.items.iter().take(at).filter(|item| item.id == id).count();
        CanvasItem { list: self.list, id, nth: u32::try_from(before).unwrap_or(u32::MAX) }
    }

    pub(super) fn contains(&self, id: &str) -> bool {
        self.items.iter().any(|item| item.id == id)
    }

    /// Puts an item before the one at `at`, or last where there are fewer.
    pub(super) fn insert(&mut self, at: usize, item: Item) -> usize {
        let at = at.min(self.items.len());
        if self.items.is_empty() {
            self.gaps = self.fresh_gaps.to_vec();
        } else {
            self.gaps.insert(at.max(1), self.separator(at));
        }
        self.items.insert(at, item);
        at
    }

    pub(super) fn remove(&mut self, at: usize) -> Option<Item> {
        if at >= self.items.len() {
            return None;
        }
        let item = self.items.remove(at);
        if self.items.is_empty() {
            // So that putting it back gives the same bytes while the canvas is in hand.
            let last = self.gaps.pop().unwrap_or_default();
            self.fresh_gaps = [self.gaps.pop().unwrap_or_default(), last];
            self.gaps = vec![String::new()];
        } else {
            self.gaps.remove(at.max(1));
        }
        Some(item)
    }

    /// Moves an item; the white space keeps its places.
    pub(super) fn reorder(&mut self, from: usize, to: usize) -> usize {
        let to = to.min(self.items.len().saturating_sub(1));
        if from < self.items.len() {
            let item = self.items.remove(from);
            self.items.insert(to, item);
        }
        to
    }

    /// Returns how the items are written, told by the last that shows it.
    pub(super) fn style(&self) -> Option<Style> {
        self.items.iter().rev().find_map(|item| Style::of_item(&item.json))
    }

    /// Returns the white space before the first item and after the last; none for an empty list.
    pub(super) fn outer_gaps(&self) -> Option<[String; 2]> {
        let ends = [self.gaps.first()?.clone(), self.gaps.last()?.clone()];
        (!self.items.is_empty()).then_some(ends)
    }

    /// Returns what stands between two items near a place.
    fn separator(&self, at: usize) -> String {
        let between = self.gaps.get(1..self.items.len()).unwrap_or_default();
        if let Some(gap) = between.get(at.saturating_sub(1)).or(between.last()) {
            return gap.clone();
        }
        let lead = self.gaps.first().map_or("", String::as_str);
        match lead.contains('\n') {
            true => format!(",{lead}"),
            false => {
                let comma = self.style().map_or(String::new(), |style| style.comma);
                if comma.contains('\n') || comma.is_empty() { ",".to_owned() } else { comma }
            }
        }
    }

    pub(super) fn write(&self, text: &mut String) {
        if let Some(heading) = &self.heading {
            if self.items.is_empty() {
                return;
            }
            text.push_str(heading);
        }
        text.push('[');
        for (gap, item) in self.gaps.iter().zip(&self.items) {
            text.push_str(gap);
            text.push_str(&item.json);
        }
        text.push_str(self.gaps.get(self.items.len()).map_or("", String::as_str));
        text.push(']');
    }
}

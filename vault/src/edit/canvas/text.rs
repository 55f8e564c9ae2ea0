//! A canvas file taken apart into its two lists and the bytes around them, and put together again.

use std::collections::BTreeMap;

use super::item::{Item, check_value};
use super::item_list::ItemList;
use super::style::Style;
use super::{CanvasChange, CanvasError, CanvasItem, CanvasKey, CanvasList, EMPTY_CANVAS};
use crate::edit::json_text::encode;
use crate::edit::json_tree::{JsonKind, JsonValue, read_tree};
use crate::parse::read_canvas;
use crate::text::Span;

/// A canvas in parts; written without a change, it is the same bytes.
#[derive(Debug, Clone)]
pub(super) struct CanvasText {
    /// The bytes before the first list, between the two, and after the second.
    around: [String; 3],
    /// The two lists in the order of the file.
    lists: [ItemList; 2],
    /// The bytes of a canvas without lists, until something is added.
    bare: Option<String>,
}

impl CanvasText {
    pub(super) fn read(text: &str) -> Result<Self, CanvasError> {
        read_canvas(text)?;
        match read_tree(text) {
            Ok(root) if !root.members().is_empty() => Ok(Self::read_object(&root, text)),
            _ => Ok(Self::read_bare(text)),
        }
    }

    /// Reads a file of no bytes, of blanks alone, or of one empty object.
    fn read_bare(text: &str) -> Self {
        let nothing = JsonValue { span: Span::default(), kind: JsonKind::Object(vec![]) };
        let empty = read_tree(EMPTY_CANVAS).unwrap_or(nothing);
        let mut canvas = Self::read_object(&empty, EMPTY_CANVAS);
        // A mark before the object and a line end behind it stay.
        let mark = text.len() - text.trim_start_matches('\u{feff}').len();
        let whole = Span::new(mark..text.len());
        let object = read_tree(text).map_or(whole, |root| root.span);
        let [before, _, after] = &mut canvas.around;
        before.insert_str(0, text.get(..object.start as usize).unwrap_or_default());
        after.push_str(text.get(object.end as usize..).unwrap_or_default());
        canvas.bare = Some(text.to_owned());
        canvas
    }

    fn read_object(root: &JsonValue, text: &str) -> Self {
        let member = |list| root.member(key(list)).map(|member| (list, member));
        let mut found: Vec<_> =
            [CanvasList::Nodes, CanvasList::Edges].into_iter().filter_map(member).collect();
        found.sort_by_key(|(_, member)| member.value.span.start);
        let mut lists: Vec<ItemList> = Vec::new();
        let mut cuts = vec![0u32];
        for (list, member) in found {
            let mut read = ItemList::read(list, &member.value, text);
            read.fresh_gaps = gaps_below(root, member.key_span, text);
            lists.push(read);
            cuts.extend([member.value.span.start, member.value.span.end]);
        }
        let end = root.members().last().map_or(root.span.start + 1, |last| last.value.span.end);
        for list in [CanvasList::Nodes, CanvasList::Edges] {
            if !lists.iter().any(|known| known.list == list) {
                lists.push(absent_list(list, root, text));
                cuts.extend([end, end]);
            }
        }
        cuts.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        let part = |from: usize| {
            let edge = |at: usize| cuts.get(at).copied().unwrap_or_default();
            Span { start: edge(from), end: edge(from + 1) }.of(text).to_owned()
        };
        let around = [part(0), part(2), part(4)];
        let [first, second] = <[ItemList; 2]>::try_from(lists).unwrap_or_else(|_| {
            [CanvasList::Nodes, CanvasList::Edges].map(|list| ItemList::absent(list, String::new()))
        });
        Self { around, lists: [first, second], bare: None }
    }

    pub(super) fn write(&self) -> String {
        if let Some(bare) =
            self.bare.as_ref().filter(|_| self.lists.iter().all(|list| list.items.is_empty()))
        {
            return bare.clone();
        }
        let mut text = String::new();
        for (around, list) in self.around.iter().zip(&self.lists) {
            text.push_str(around);
            list.write(&mut text);
        }
        text.push_str(&self.around[2]);
        text
    }

    /// Applies one change and returns what takes it back.
    pub(super) fn apply(
        &mut self,
        change: &CanvasChange,
    ) -> Result<Vec<CanvasChange>, CanvasError> {
        match change {
            CanvasChange::Set { item, keys } => {
                let list = self.list_mut(item.list);
                let at = list.find(item)?;
                let Some(found) = list.items.get_mut(at) else { return Ok(vec![]) };
                let keys = found.set(keys)?;
                Ok(vec![CanvasChange::Set { item: list.name(at), keys }])
            }
            CanvasChange::Add { list, id, keys, at } => self.add(*list, id, keys, *at),
            CanvasChange::PutBack { list, json, at } => self.put_back(*list, json, *at),
            CanvasChange::Remove { item } => self.remove(item),
            CanvasChange::Reorder { item, to } => {
                let list = self.list_mut(item.list);
                let from = list.find(item)?;
                let at = list.reorder(from, *to as usize);
                let to = u32::try_from(from).unwrap_or(u32::MAX);
                Ok(vec![CanvasChange::Reorder { item: list.name(at), to }])
            }
        }
    }

    fn add(
        &mut self,
        list: CanvasList,
        id: &str,
        keys: &BTreeMap<CanvasKey, String>,
        at: Option<u32>,
    ) -> Result<Vec<CanvasChange>, CanvasError> {
        if id.is_empty() || self.lists.iter().any(|known| known.contains(id)) {
            return Err(CanvasError::Exists(id.to_owned()));
        }
        let mut members = vec![("\"id\"".to_owned(), format!("\"{}\"", encode(id)))];
        for (key, value) in keys {
            check_value(*key, value)?;
            members.push((format!("\"{}\"", key.as_str()), value.trim().to_owned()));
        }
        let json = self.style(list).write(&members);
        Ok(self.insert(list, json, at.map_or(usize::MAX, |at| at as usize)))
    }

    fn put_back(
        &mut self,
        list: CanvasList,
        json: &str,
        at: u32,
    ) -> Result<Vec<CanvasChange>, CanvasError> {
        let is_bare = |tree: &JsonValue| tree.span.range() == (0..json.len());
        let is_object = json.starts_with('{') && read_tree(json).is_ok_and(|tree| is_bare(&tree));
        if !is_object {
            return Err(CanvasError::NoObject(json.to_owned()));
        }
        Ok(self.insert(list, json.to_owned(), at as usize))
    }

    pub(super) fn list(&self, list: CanvasList) -> &ItemList {
        let [first, second] = &self.lists;
        if first.list == list { first } else { second }
    }

    fn list_mut(&mut self, list: CanvasList) -> &mut ItemList {
        let [first, second] = &mut self.lists;
        if first.list == list { first } else { second }
    }

    /// Returns how a new item is written: as its neighbours, else as those of the other list.
    fn style(&self, list: CanvasList) -> Style {
        let other = || self.lists.iter().find_map(ItemList::style);
        self.list(list).style().or_else(other).unwrap_or_default()
    }

    fn insert(&mut self, list: CanvasList, json: String, at: usize) -> Vec<CanvasChange> {
        if self.list(list).items.is_empty() {
            let beside = self.lists.iter().find_map(ItemList::outer_gaps);
            let list = self.list_mut(list);
            if let Some(gaps) = beside.filter(|_| list.fresh_gaps.iter().all(String::is_empty)) {
                list.fresh_gaps = gaps;
            }
        }
        let list = self.list_mut(list);
        let at = list.insert(at, Item::new(json));
        vec![CanvasChange::Remove { item: list.name(at) }]
    }

    fn remove(&mut self, name: &CanvasItem) -> Result<Vec<CanvasChange>, CanvasError> {
        let list = self.list_mut(name.list);
        let at = list.find(name)?;
        let mut inverse = vec![];
        if let Some(item) = list.remove(at) {
            inverse.push(put_back(name.list, item, at));
        }
        let is_left = self.list(CanvasList::Nodes).contains(&name.id);
        if name.list == CanvasList::Nodes && !is_left && !name.id.is_empty() {
            self.remove_edges_of(&name.id, &mut inverse);
        }
        Ok(inverse)
    }

    fn remove_edges_of(&mut self, node: &str, inverse: &mut Vec<CanvasChange>) {
        let edges = self.list_mut(CanvasList::Edges);
        let mut loose: Vec<usize> = (0..edges.items.len())
            .filter(|at| edges.items.get(*at).is_some_and(|edge| edge.touches(node)))
            .collect();
        // They go from the last on, and come back from the first on.
        let mut removed = Vec::new();
        while let Some(at) = loose.pop() {
            removed.extend(edges.remove(at).map(|edge| put_back(CanvasList::Edges, edge, at)));
        }
        inverse.extend(removed.into_iter().rev());
    }
}

fn put_back(list: CanvasList, item: Item, at: usize) -> CanvasChange {
    CanvasChange::PutBack { list, json: item.json, at: u32::try_from(at).unwrap_or(u32::MAX) }
}

fn key(list: CanvasList) -> &'static str {
    match list {
        CanvasList::Nodes => "nodes",
        CanvasList::Edges => "edges",
    }
}

/// Returns a list for a canvas that has no such key, to stand behind its last member.
fn absent_list(list: CanvasList, root: &JsonValue, text: &str) -> ItemList {
    let first = root.members().first();
    let lead = first.map_or("", |first| {
        Span { start: root.span.start + 1, end: first.key_span.start }.of(text)
    });
    let style = Style::of(root, text);
    let comma = style.as_ref().map_or_else(|| format!(",{lead}"), |style| style.comma.clone());
    let colon = first.map_or(":", |first| {
        Span { start: first.key_span.end, end: first.value.span.start }.of(text)
    });
    let mut absent = ItemList::absent(list, format!("{comma}\"{}\"{colon}", key(list)));
    absent.fresh_gaps = gaps_after(lead);
    absent
}

/// Returns the white space for the first item of a list: one level below the line of its key.
fn gaps_below(root: &JsonValue, key: Span, text: &str) -> [String; 2] {
    let before = text.get(root.span.start as usize..key.start as usize).unwrap_or_default();
    let blank = before.len() - before.trim_end().len();
    gaps_after(before.get(before.len() - blank..).unwrap_or_default())
}

fn gaps_after(lead: &str) -> [String; 2] {
    let Some(line) = lead.rfind('\n') else { return Default::default() };
    let start =
        if lead.get(..line).is_some_and(|before| before.ends_with('\r')) { line - 1 } else { line };
    let line_end = lead.get(start..=line).unwrap_or("\n");
    let indent = lead.get(line + 1..).unwrap_or_default();
    let unit = if indent.is_empty() { "\t" } else { indent };
    [format!("{line_end}{indent}{unit}"), format!("{line_end}{indent}")]
}

//! Whether changes still fit a canvas that another program has written meanwhile.

use super::item::says_the_same;
use super::text::CanvasText;
use super::{CanvasChange, CanvasError, CanvasItem};

/// Returns true where a change touches what differs between the canvas it was made for and the
/// one that is there now: both sides changed the same value, or one removed what the other changed.
///
/// # Errors
/// Where one of the two is no canvas.
pub fn touches_what_changed(
    before: &str,
    now: &str,
    changes: &[CanvasChange],
) -> Result<bool, CanvasError> {
    let (before, now) = (CanvasText::read(before)?, CanvasText::read(now)?);
    Ok(changes.iter().any(|change| match change {
        CanvasChange::Set { item, keys } => keys.keys().any(|key| {
            let value = |canvas: &CanvasText| {
                let list = canvas.list(item.list);
                list.items.get(list.find(item).ok()?).map(|item| item.value(*key))
            };
            match (value(&before), value(&now)) {
                // An item that these very changes add.
                (None, None) => false,
                (Some(before), Some(now)) => !is_same(before.as_deref(), now.as_deref()),
                _ => true,
            }
        }),
        CanvasChange::Remove { item } => {
            !is_same(json(&before, item).as_deref(), json(&now, item).as_deref())
        }
        CanvasChange::Reorder { item, .. } => {
            json(&before, item).is_some() != json(&now, item).is_some()
        }
        CanvasChange::Add { list, id, .. } => now.list(*list).contains(id),
        CanvasChange::PutBack { .. } => false,
    }))
}

fn json(canvas: &CanvasText, item: &CanvasItem) -> Option<String> {
    let list = canvas.list(item.list);
    list.items.get(list.find(item).ok()?).map(|item| item.json.clone())
}

fn is_same(before: Option<&str>, now: Option<&str>) -> bool {
    match (before, now) {
        (Some(before), Some(now)) => says_the_same(before, now),
        (before, now) => before == now,
    }
}

//! A timeline as Markdown tables, for what leaves the app.

use std::fmt::Write as _;

use super::timeline::Timeline;
use crate::thesis::event::Event;
use crate::thesis::stance::{Stance, Strength};

/// Returns a timeline as Markdown: for each lane its sentence, its markers and its table.
pub fn markdown_of(timeline: &Timeline) -> String {
    let mut text = String::from("# Timeline\n");
    for lane in &timeline.lanes {
        let _ = write!(text, "\n## {}\n\n{}\n\n", cell(&lane.title), cell(&lane.summary));
        for marker in &lane.markers {
            let _ = writeln!(text, "- {}", cell(&marker.text));
        }
        if !lane.markers.is_empty() {
            text.push('\n');
        }
        text.push_str(
            "| when | what | side | strength | notes | why |\n|---|---|---|---|---|---|\n",
        );
        for event in &lane.events {
            let side = event.stance.map_or("", Stance::as_str);
            let strength = event.strength.map_or("", Strength::as_str);
            let _ = writeln!(
                text,
                "| {} | {} | {side} | {strength} | {} | {} |",
                when(event),
                cell(&event.label),
                event.count,
                cell(&event.detail)
            );
        }
    }
    text
}

fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// Returns when an event is, in words.
pub(super) fn when(event: &Event) -> String {
    let span = match (event.from, event.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("up to {to}"),
        (None, None) => "not dated".to_owned(),
    };
    if event.hollow { format!("{span} ({})", event.basis_words) } else { span }
}

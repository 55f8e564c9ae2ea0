//! A timeline as a picture (SVG) and as Markdown tables, for what leaves the app.

use std::fmt::Write as _;

use super::timeline::Timeline;
use crate::thesis::date::Day;
use crate::thesis::event::{Event, EventKind};
use crate::thesis::lane::Lane;
use crate::thesis::stance::{Stance, Strength};

const WIDTH: i32 = 1200;
const LEFT: i32 = 24;
const LANE: i32 = 120;
const TOP: i32 = 40;

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
fn when(event: &Event) -> String {
    let span = match (event.from, event.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("up to {to}"),
        (None, None) => "not dated".to_owned(),
    };
    if event.hollow { format!("{span} ({})", event.basis_words) } else { span }
}

/// Returns a timeline as a picture that stands alone: supports above the line of a lane,
/// contradictions below, context on it.
pub fn svg_of(timeline: &Timeline) -> String {
    let first = timeline.first.unwrap_or(timeline.today).min(timeline.today);
    let last = timeline.last.unwrap_or(timeline.today).max(timeline.today);
    let scale = Scale { first, days: last.since(first).max(1) };
    let height = TOP + LANE * timeline.lanes.len() as i32 + 30;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>Timeline from {first} to {last}</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    for (at, lane) in timeline.lanes.iter().enumerate() {
        draw_lane(&mut svg, lane, TOP + LANE * at as i32 + LANE / 2, &scale);
    }
    let today = scale.x(timeline.today);
    let _ = writeln!(
        svg,
        "<line x1=\"{today}\" y1=\"{TOP}\" x2=\"{today}\" y2=\"{}\" stroke=\"#888\" \
         stroke-dasharray=\"2 3\"/><text x=\"{today}\" y=\"{}\" text-anchor=\"middle\" \
         fill=\"#666\">{}</text>",
        height - 24,
        height - 8,
        timeline.today
    );
    let _ = writeln!(svg, "<text x=\"{LEFT}\" y=\"{}\" fill=\"#666\">{first}</text>", height - 8);
    svg.push_str("</svg>\n");
    svg
}

struct Scale {
    first: Day,
    days: i32,
}

impl Scale {
    fn x(&self, day: Day) -> i32 {
        let days = i64::from(day.since(self.first));
        LEFT + (days * i64::from(WIDTH - 2 * LEFT) / i64::from(self.days)) as i32
    }
}

fn draw_lane(svg: &mut String, lane: &Lane, y: i32, scale: &Scale) {
    let _ = writeln!(
        svg,
        "<g><text x=\"{LEFT}\" y=\"{}\" font-weight=\"bold\">{}</text>\n\
         <line x1=\"{LEFT}\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\" stroke=\"#ccc\"/>",
        y - LANE / 2 + 16,
        escaped(&lane.title),
        WIDTH - LEFT
    );
    for marker in &lane.markers {
        let (from, to) = (scale.x(marker.from), scale.x(marker.to));
        let _ = writeln!(
            svg,
            "<rect x=\"{from}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#888\" \
             fill-opacity=\"0.12\"><title>{}</title></rect>",
            y - 34,
            (to - from).max(2),
            68,
            escaped(&marker.text)
        );
    }
    for event in &lane.events {
        draw_event(svg, event, y, scale);
    }
    svg.push_str("</g>\n");
}

fn draw_event(svg: &mut String, event: &Event, y: i32, scale: &Scale) {
    let Some(day) = event.from.or(event.to) else { return };
    let x = scale.x(day);
    let (y, colour) = match event.stance {
        Some(Stance::Supports) => (y - 18, "#1b7837"),
        Some(Stance::Contradicts) => (y + 18, "#b2182b"),
        _ => (y, "#555555"),
    };
    let size = match event.strength {
        Some(Strength::Strong) => 9,
        Some(Strength::Moderate) => 7,
        _ => 5,
    };
    let fill = if event.hollow { "none" } else { colour };
    let dash = if event.kind == EventKind::Proposal || event.draft {
        " stroke-dasharray=\"3 2\""
    } else {
        ""
    };
    if let Some(end) = event.to.map(|to| scale.x(to)).filter(|end| *end > x) {
        let _ = writeln!(
            svg,
            "<line x1=\"{x}\" y1=\"{y}\" x2=\"{end}\" y2=\"{y}\" stroke=\"{colour}\" \
             stroke-width=\"2\" stroke-opacity=\"0.5\"/>"
        );
    }
    let is_side = matches!(event.stance, Some(Stance::Supports | Stance::Contradicts));
    let is_push = matches!(event.kind, EventKind::Evidence | EventKind::Proposal);
    let title = escaped(&format!("{}: {} {}", when(event), event.label, event.detail));
    // A triangle is told from a circle without its colour.
    let _ = if !(is_side && is_push) {
        writeln!(
            svg,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{}\" fill=\"{fill}\" stroke=\"{colour}\"{dash}>\
             <title>{title}</title></circle>",
            size / 2 + 1
        )
    } else {
        writeln!(
            svg,
            "<path d=\"{}\" fill=\"{fill}\" stroke=\"{colour}\"{dash}><title>{title}</title></path>",
            triangle(x, y, size, event.stance == Some(Stance::Supports))
        )
    };
    if event.count > 1 {
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" font-size=\"10\">{}</text>",
            x + size,
            y + 4,
            event.count
        );
    }
}

fn triangle(x: i32, y: i32, size: i32, up: bool) -> String {
    let (tip, base) = if up { (y - size, y + size) } else { (y + size, y - size) };
    format!("M{x} {tip} L{} {base} L{} {base} Z", x - size, x + size)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

//! A timeline as a picture (SVG) that stands alone: supports above the line of a lane,
//! contradictions below, context on it, and a legend that says so.

use std::fmt::Write as _;

use super::timeline::Timeline;
use super::timeline_export::when;
use crate::thesis::date::Day;
use crate::thesis::event::{Event, EventKind};
use crate::thesis::lane::Lane;
use crate::thesis::marker::{Marker, MarkerKind};
use crate::thesis::stance::{Stance, Strength};

const WIDTH: i32 = 1200;
const SIDE: i32 = 32;
const LANE: i32 = 186;
/// From a lane's top to its line.
const LINE: i32 = 96;
const TOP: i32 = 58;
const BOTTOM: i32 = 34;
/// The fewest pixels between two days that are named.
const APART: i32 = 84;

/// The light theme's hues of theses and clusters.
const HUES: [&str; 12] = [
    "#2f6db3", "#b04c12", "#1f7459", "#a83f7b", "#7f6400", "#5b55b8", "#0b7385", "#b0404a",
    "#557219", "#8a52a8", "#7a5c44", "#4d6373",
];

/// Returns a timeline as a picture.
pub fn svg_of(timeline: &Timeline) -> String {
    let first = timeline.first.unwrap_or(timeline.today).min(timeline.today);
    let last = timeline.last.unwrap_or(timeline.today).max(timeline.today);
    let scale = Scale { first, days: last.since(first).max(1) };
    let height = TOP + LANE * timeline.lanes.len().max(1) as i32 + BOTTOM;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>Timeline from {first} to {last}</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    draw_legend(&mut svg);
    draw_axis(&mut svg, &scale, last, timeline.today, height);
    if timeline.lanes.is_empty() {
        let _ = writeln!(
            svg,
            "<text x=\"{SIDE}\" y=\"{}\" fill=\"#555\">Nothing stands on this timeline.</text>",
            TOP + LANE / 2
        );
    }
    for (at, lane) in timeline.lanes.iter().enumerate() {
        draw_lane(&mut svg, lane, TOP + LANE * at as i32, &scale);
    }
    svg.push_str("</svg>\n");
    svg
}

fn draw_legend(svg: &mut String) {
    let words = "▲ supports   ▼ contradicts   ● context   ◆ watch item   % confidence   ·   \
                 larger is stronger, hollow is a date that was fallen back to, dashed is a proposal \
                 or a draft, a number counts the notes of one source";
    let _ = writeln!(
        svg,
        "<text x=\"{SIDE}\" y=\"20\" font-size=\"11\" fill=\"#555\" xml:space=\"preserve\">{words}</text>"
    );
}

/// Where days stand.
struct Scale {
    first: Day,
    days: i32,
}

impl Scale {
    fn x(&self, day: Day) -> i32 {
        let days = i64::from(day.since(self.first));
        SIDE + (days * i64::from(WIDTH - 2 * SIDE) / i64::from(self.days)) as i32
    }
}

/// Draws the months, quarters or years, and the day of today.
fn draw_axis(svg: &mut String, scale: &Scale, last: Day, today: Day, height: i32) {
    let foot = height - BOTTOM;
    for (day, name) in ticks(scale, last) {
        let x = scale.x(day);
        let _ = writeln!(
            svg,
            "<line x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{foot}\" stroke=\"#eee\"/>\
             <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" fill=\"#666\">{name}</text>",
            TOP - 12,
            TOP - 18
        );
    }
    let x = scale.x(today);
    let _ = writeln!(
        svg,
        "<line x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{foot}\" stroke=\"#888\" \
         stroke-dasharray=\"2 3\"/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\" \
         fill=\"#444\">today, {today}</text>",
        TOP - 12,
        x.clamp(SIDE + 48, WIDTH - SIDE - 48),
        foot + 18
    );
}

/// Lists the first days of months that are named, as many as have room, with their names.
fn ticks(scale: &Scale, last: Day) -> Vec<(Day, String)> {
    let a_month = (i64::from(WIDTH - 2 * SIDE) * 30 / i64::from(scale.days)).max(1) as i32;
    let step = [1, 3, 6, 12, 24, 60, 120].into_iter().find(|step| step * a_month >= APART);
    let step = i64::from(step.unwrap_or(1200));
    let month_of = |day: Day| i64::from(day.year()) * 12 + i64::from(day.month_and_day().0) - 1;
    let from = month_of(scale.first).div_euclid(step) * step;
    let months = (from..=month_of(last)).step_by(step as usize);
    let tick = |month: i64| {
        let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
        let day = Day::new(year, month, 1).filter(|day| *day >= scale.first)?;
        let name = if step >= 12 { year.to_string() } else { format!("{year}-{month:02}") };
        Some((day, name))
    };
    let mut ticks: Vec<(Day, String)> = months.filter_map(tick).collect();
    if ticks.is_empty() {
        ticks.push((scale.first, scale.first.to_string()));
    }
    ticks
}

fn draw_lane(svg: &mut String, lane: &Lane, top: i32, scale: &Scale) {
    let y = top + LINE;
    let hue = HUES.get(usize::from(lane.colour)).copied().unwrap_or("#555");
    let _ = writeln!(
        svg,
        "<g><rect x=\"{SIDE}\" y=\"{}\" width=\"10\" height=\"10\" fill=\"{hue}\"/>\
         <text x=\"{}\" y=\"{}\" font-weight=\"bold\">{}</text>\
         <text x=\"{}\" y=\"{}\" font-size=\"11\" fill=\"#555\">{}</text>\n\
         <line x1=\"{SIDE}\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\" stroke=\"#bbb\"/>",
        top + 8,
        SIDE + 16,
        top + 18,
        escaped(&shortened(&lane.title, 90)),
        SIDE + 16,
        top + 34,
        escaped(&shortened(&lane.summary, 170)),
        WIDTH - SIDE
    );
    let mut rows = Rows::default();
    for marker in &lane.markers {
        draw_marker(svg, marker, y, scale, &mut rows);
    }
    for event in &lane.events {
        draw_event(svg, event, y, scale, &mut rows);
    }
    svg.push_str("</g>\n");
}

fn draw_marker(svg: &mut String, marker: &Marker, line: i32, scale: &Scale, rows: &mut Rows) {
    let (from, to) = (scale.x(marker.from), scale.x(marker.to));
    let name = match marker.kind {
        MarkerKind::Burst => "burst",
        MarkerKind::Silence => "silence",
        MarkerKind::Stale => "stale",
        MarkerKind::Tension => "tension",
        MarkerKind::Claim => "claim",
    };
    let row = rows.take(NAMES, from, 20);
    let _ = writeln!(
        svg,
        "<g><title>{}</title><rect x=\"{from}\" y=\"{}\" width=\"{}\" height=\"76\" \
         fill=\"#888\" fill-opacity=\"0.12\"/><text x=\"{}\" y=\"{}\" font-size=\"9\" \
         fill=\"#666\">{name}</text></g>",
        escaped(&marker.text),
        line - 42,
        (to - from).max(3),
        from + 1,
        line + 43 + 9 * row
    );
}

/// Where names of markers stand among the rows.
const NAMES: usize = 3;
/// Where shares of confidence stand among the rows.
const SHARES: usize = 4;

/// The last places that are taken: above the line, below it, on it, and those of names and shares,
/// so that signs and words do not cover each other.
#[derive(Default)]
struct Rows([[Option<i32>; 3]; 5]);

impl Rows {
    /// Returns how many rows away from the line there is room.
    fn take(&mut self, side: usize, x: i32, width: i32) -> i32 {
        let Some(rows) = self.0.get_mut(side) else { return 0 };
        let free = rows.iter().position(|end| end.is_none_or(|end| end < x - width));
        let row = free.unwrap_or(0);
        if let Some(end) = rows.get_mut(row) {
            *end = Some(x + width);
        }
        row as i32
    }
}

fn draw_event(svg: &mut String, event: &Event, line: i32, scale: &Scale, rows: &mut Rows) {
    let Some(day) = event.from.or(event.to) else { return };
    let x = scale.x(day);
    let size = match event.strength {
        Some(Strength::Strong) => 8,
        Some(Strength::Moderate) => 6,
        _ => 5,
    };
    let (side, colour) = match event.stance {
        Some(Stance::Supports) => (0, "#1b7837"),
        Some(Stance::Contradicts) => (1, "#b2182b"),
        _ => (2, "#555555"),
    };
    let row = if event.kind == EventKind::Confidence { 0 } else { rows.take(side, x, size) };
    let y = match side {
        0 => line - 16 - 15 * row,
        1 => line + 16 + 15 * row,
        _ => line,
    };
    let fill = if event.hollow { "#fff" } else { colour };
    let is_open = event.kind == EventKind::Proposal || event.draft;
    let dash = if is_open { " stroke-dasharray=\"3 2\"" } else { "" };
    let title = escaped(&format!("{}: {} {}", when(event), event.label, event.detail));
    let _ = write!(svg, "<g><title>{title}</title>");
    if let Some(end) = event.to.map(|to| scale.x(to)).filter(|end| *end > x) {
        let _ = write!(
            svg,
            "<line x1=\"{x}\" y1=\"{y}\" x2=\"{end}\" y2=\"{y}\" stroke=\"{colour}\" \
             stroke-width=\"2\" stroke-opacity=\"0.4\"{dash}/>"
        );
    }
    let path = match event.kind {
        EventKind::Confidence => {
            let share = event.number.map(crate::thesis::event::percent).unwrap_or_default();
            let _ = write!(
                svg,
                "<path d=\"M{x} {} V{}\" stroke=\"#333\"/><text x=\"{x}\" y=\"{}\" \
                 text-anchor=\"middle\" font-size=\"9\" fill=\"#333\">{share}%</text>",
                line - 4,
                line + 4,
                line + 72 + 9 * rows.take(SHARES, x, 13)
            );
            String::new()
        }
        EventKind::WatchOpened | EventKind::WatchDue | EventKind::WatchResolved => {
            format!("M{x} {} l6 6 l-6 6 l-6 -6 Z", y - 6)
        }
        EventKind::Evidence | EventKind::Proposal => match event.stance {
            Some(Stance::Supports) => triangle(x, y, size, true),
            Some(Stance::Contradicts) => triangle(x, y, size, false),
            _ => format!(
                "M{} {y} a{size} {size} 0 1 0 {} 0 a{size} {size} 0 1 0 -{} 0 Z",
                x - size,
                2 * size,
                2 * size
            ),
        },
    };
    if !path.is_empty() {
        let _ = write!(svg, "<path d=\"{path}\" fill=\"{fill}\" stroke=\"{colour}\"{dash}/>");
    }
    if event.count > 1 {
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{}\" font-size=\"10\">{}</text>",
            x + size + 1,
            y + 4,
            event.count
        );
    }
    svg.push_str("</g>\n");
}

fn triangle(x: i32, y: i32, size: i32, up: bool) -> String {
    let (tip, base) = if up { (y - size, y + size) } else { (y + size, y - size) };
    format!("M{x} {tip} L{} {base} L{} {base} Z", x - size, x + size)
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}

/// Returns a text as it may stand in XML: without marks of its own and without control characters.
fn escaped(text: &str) -> String {
    let shown = text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n'));
    let mut escaped = String::with_capacity(text.len());
    for character in shown {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_xml_is_left_out() {
        assert_eq!(escaped("a<b> & \"c\"\u{8}\u{b}"), "a&lt;b&gt; &amp; &quot;c&quot;");
        assert_eq!(shortened("größer", 4), "größ…");
    }

    #[test]
    fn months_are_named_as_far_as_there_is_room() {
        let day = |year, month, day| Day::new(year, month, day).unwrap();
        let names = |first: Day, last: Day| {
            let scale = Scale { first, days: last.since(first).max(1) };
            ticks(&scale, last).into_iter().map(|(_, name)| name).collect::<Vec<_>>()
        };
        assert_eq!(names(day(2026, 4, 20), day(2026, 7, 2)), ["2026-05", "2026-06", "2026-07"]);
        assert_eq!(names(day(2019, 1, 1), day(2026, 7, 2)).len(), 8);
        assert_eq!(names(day(2026, 4, 20), day(2026, 4, 22)), ["2026-04-20"]);
    }
}

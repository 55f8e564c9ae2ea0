//! `tl timeline`: what it can be asked, how its answer reads, and writing it out.

use std::io;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use vault::error::{Code, Error};
use vault::query::timeline::{Timeline, TimelineFilter};
use vault::query::timeline_export::markdown_of;
use vault::query::timeline_svg::svg_of;
use vault::thesis::date::{DateError, DateSpan, parse_date};
use vault::thesis::event::{Event, EventKind};
use vault::thesis::event_filter::{EventFilter, Rating};
use vault::thesis::lane::LaneKind;

use crate::arguments::{ClockName, Command, StanceName};
use crate::evidence::stance_of;
use crate::output::Lines;
use crate::theses::clock_of;

/// What a timeline can be asked. What may be given more than once holds where any of its values
/// does.
#[derive(Debug, Clone, Args)]
pub(crate) struct TimelineArguments {
    /// What stands side by side
    #[arg(long, value_enum)]
    lane: Option<LaneName>,
    /// Only what bears on this thesis
    #[arg(long, value_name = "NOTE")]
    thesis: Option<String>,
    /// By what time events are put in order
    #[arg(long, value_enum)]
    clock: Option<ClockName>,
    /// Only what touches this day, month or year or a later one
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Only what touches this day, month or year or an earlier one
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// Only what could be known on this day, month or year
    #[arg(long, value_name = "DAY")]
    as_known_on: Option<String>,
    /// Only what pushes this way
    #[arg(long, value_enum)]
    stance: Vec<StanceName>,
    /// Only what pushes this hard
    #[arg(long, value_enum)]
    strength: Vec<RatingName>,
    /// Only what comes from this source or author
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// Only notes with this tag, or one nested in it
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Only what is of this kind
    #[arg(long, value_enum)]
    kind: Vec<EventName>,
    /// Only what holds these words
    #[arg(long, value_name = "WORDS", default_value = "", hide_default_value = true)]
    text: String,
    /// Write it to a file as a picture
    #[arg(long, value_name = "FILE", conflicts_with = "markdown")]
    svg: Option<PathBuf>,
    /// Write it to a file as Markdown tables
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
}

impl TimelineArguments {
    /// Returns what is asked for; fails where a day is none.
    pub(crate) fn filter(&self) -> Result<TimelineFilter> {
        let date = |text: &Option<String>| text.as_deref().map(date_of).transpose();
        // Of a month or a year the first day begins it, and the last one ends it.
        let first = |text| Ok::<_, anyhow::Error>(date(text)?.and_then(DateSpan::anchor));
        let last =
            |text| Ok::<_, anyhow::Error>(date(text)?.and_then(|span| span.to.or(span.from)));
        let only = EventFilter {
            kinds: self.kind.iter().map(|name| kind_of(*name)).collect(),
            stances: self.stance.iter().map(|name| stance_of(*name)).collect(),
            strengths: self.strength.iter().map(|name| rating_of(*name)).collect(),
            sources: self.source.clone(),
            tags: self.tag.clone(),
            text: self.text.clone(),
        };
        Ok(TimelineFilter {
            lane: self.lane.map(lane_of),
            thesis: self.thesis.clone(),
            clock: self.clock.map(clock_of),
            from: first(&self.from)?,
            to: last(&self.to)?,
            as_known_on: last(&self.as_known_on)?,
            only: Some(only).filter(|only| !only.is_empty()),
        })
    }
}

/// How hard something pushes, or that nobody says.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum RatingName {
    Strong,
    Moderate,
    Weak,
    Unrated,
}

/// What an event of a timeline is.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum EventName {
    Evidence,
    Proposal,
    Confidence,
    WatchOpened,
    WatchDue,
    WatchResolved,
}

/// What stands side by side on a timeline.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum LaneName {
    Thesis,
    Pillar,
    Entity,
    Source,
    Author,
    Tag,
    Cluster,
}

fn date_of(text: &str) -> Result<DateSpan> {
    let wrong = |error: DateError| {
        Error::new(Code::Invalid, error.to_string()).with_hint("write 2026-05-04, 2026-05 or 2026")
    };
    Ok(parse_date(text).map_err(wrong)?)
}

fn lane_of(name: LaneName) -> LaneKind {
    match name {
        LaneName::Thesis => LaneKind::Thesis,
        LaneName::Pillar => LaneKind::Pillar,
        LaneName::Entity => LaneKind::Entity,
        LaneName::Source => LaneKind::Source,
        LaneName::Author => LaneKind::Author,
        LaneName::Tag => LaneKind::Tag,
        LaneName::Cluster => LaneKind::Cluster,
    }
}

fn rating_of(name: RatingName) -> Rating {
    match name {
        RatingName::Strong => Rating::Strong,
        RatingName::Moderate => Rating::Moderate,
        RatingName::Weak => Rating::Weak,
        RatingName::Unrated => Rating::Unrated,
    }
}

fn kind_of(name: EventName) -> EventKind {
    match name {
        EventName::Evidence => EventKind::Evidence,
        EventName::Proposal => EventKind::Proposal,
        EventName::Confidence => EventKind::Confidence,
        EventName::WatchOpened => EventKind::WatchOpened,
        EventName::WatchDue => EventKind::WatchDue,
        EventName::WatchResolved => EventKind::WatchResolved,
    }
}

pub(crate) fn timeline(out: &mut Lines<'_>, timeline: &Timeline) -> io::Result<()> {
    for lane in &timeline.lanes {
        out.line(&format!("{}: {}", lane.title, lane.summary))?;
        lane.events.iter().try_for_each(|event| out.line(&event_line(event)))?;
        lane.markers.iter().try_for_each(|marker| out.line(&format!("  ! {}", marker.text)))?;
    }
    Ok(())
}

fn event_line(event: &Event) -> String {
    let day = match (event.from, event.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("up to {to}"),
        (None, None) => "undated".to_owned(),
    };
    let sign = match event.kind {
        EventKind::Evidence | EventKind::Proposal => {
            event.stance.map_or("○", |stance| stance.sign())
        }
        EventKind::Confidence => "%",
        EventKind::WatchOpened | EventKind::WatchDue | EventKind::WatchResolved => "◷",
    };
    let mut line = format!("  {day}  {sign} {}", event.label);
    if event.count > 1 {
        line.push_str(&format!(" ×{}", event.count));
    }
    if event.kind == EventKind::Proposal {
        line.push_str(" (proposed)");
    }
    if event.hollow {
        line.push_str(&format!(" ({})", event.basis_words));
    }
    line
}

/// Writes a picture or tables of a timeline to a file that the person named.
pub(crate) fn export(command: &Command, timeline: &Timeline) -> Result<bool> {
    let Command::Timeline(TimelineArguments { svg, markdown, .. }) = command else {
        return Ok(false);
    };
    let (file, text) = match (svg, markdown) {
        (Some(file), _) => (file, svg_of(timeline)),
        (None, Some(file)) => (file, markdown_of(timeline)),
        (None, None) => return Ok(false),
    };
    #[allow(
        clippy::disallowed_methods,
        reason = "a file that the person named, outside the vault"
    )]
    std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(true)
}

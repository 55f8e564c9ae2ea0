//! What is asked about theses: lists, pages, the timeline, watch items, questions.

use std::sync::Arc;

use serde::Deserialize;

use crate::error::{Code, Error, Result};
use crate::path::VaultPath;
use crate::query::clusters::list_lanes;
use crate::query::evidence::evidence as evidence_of;
use crate::query::excluded::Excluded;
use crate::query::marks::{NoteMark, list_marks};
use crate::query::questions::{QuestionRow, list_questions};
use crate::query::sources::{SourceKind, SourcePage, SourceRow, list_sources, source_page};
use crate::query::suggest::{Suggestion, Writing};
use crate::query::suggest_theses::suggest_theses;
use crate::query::theses::{ThesisRow, list_theses, usual_folder};
use crate::query::thesis::{ThesisPage, thesis_page};
use crate::query::timeline::{Timeline, TimelineFilter, timeline as timeline_of};
use crate::query::timeline_export::markdown_of;
use crate::query::timeline_svg::svg_of;
use crate::query::watch::{WatchList, list_watch};
use crate::thesis::clock::Clock;
use crate::thesis::date::Day;
use crate::thesis::evidence::Thesis;
use crate::thesis::lane::LaneKind;
use crate::thesis::{Evidence, ThesisSettings};
use crate::vault::Vault;

/// What every question about theses is answered from.
pub(super) struct State {
    pub(super) evidence: Arc<Evidence>,
    pub(super) settings: ThesisSettings,
    pub(super) today: Day,
}

impl State {
    pub(super) fn of(vault: &Vault) -> Result<Self> {
        let settings = vault.thesis_settings();
        let evidence = evidence_of(&vault.snapshot()?, &settings)?;
        Ok(Self { evidence, settings, today: Day::of_ms(vault.now_ms()) })
    }

    /// Finds a thesis named as a link would name it, or an unresolved one by its target.
    pub(super) fn find(&self, vault: &Vault, name: &str) -> Result<&Thesis> {
        let unresolved = || {
            let mut theses = self.evidence.theses.iter();
            theses.find(|thesis| thesis.note.is_none() && thesis.path == name)
        };
        let path = match vault.find_note(name) {
            Ok(path) => path,
            Err(error) => return unresolved().ok_or(error),
        };
        let found = self.evidence.find_thesis(&path).map(|(_, thesis)| thesis);
        found.ok_or_else(|| {
            Error::new(Code::NotFound, format!("{path} is no thesis, and no edge leads to it"))
                .with_path(&path)
                .with_hint("set its property type to thesis; `tl theses` lists all theses")
        })
    }
}

/// Completes a thesis or one of its pillars.
pub(super) fn suggest(vault: &Vault, text: String, source: String) -> Result<Vec<Suggestion>> {
    let state = State::of(vault)?;
    let settings = vault.settings();
    let source = VaultPath::new(source)?;
    let excluded = Excluded::new(&settings.excluded);
    let writing = Writing { source: &source, format: settings.link_format(), excluded: &excluded };
    suggest_theses(&vault.snapshot()?, &state.evidence, &text, writing)
}

/// Returns where a new thesis is made.
pub(super) fn folder(vault: &Vault) -> Result<String> {
    let state = State::of(vault)?;
    Ok(state.settings.folder.clone().unwrap_or_else(|| usual_folder(&state.evidence)))
}

pub(super) fn theses(vault: &Vault) -> Result<Vec<ThesisRow>> {
    let state = State::of(vault)?;
    Ok(list_theses(&state.evidence, &state.settings, state.today))
}

pub(super) fn thesis(vault: &Vault, note: String, clock: Option<Clock>) -> Result<ThesisPage> {
    let state = State::of(vault)?;
    let thesis = state.find(vault, &note)?;
    let clock = clock.unwrap_or_default();
    Ok(thesis_page(&state.evidence, &state.settings, thesis, clock, state.today))
}

pub(super) fn timeline(vault: &Vault, filter: TimelineFilter) -> Result<Timeline> {
    let state = State::of(vault)?;
    let thesis = match &filter.thesis {
        Some(name) => Some(VaultPath::new(state.find(vault, name)?.path.clone())?),
        None => None,
    };
    let (evidence, settings) = (&state.evidence, &state.settings);
    let groups = match filter.lane {
        Some(LaneKind::Cluster) => list_lanes(&vault.snapshot()?, &vault.cluster_decisions())?,
        _ => Vec::new(),
    };
    Ok(timeline_of(evidence, settings, &filter, thesis.as_ref(), &groups, state.today))
}

/// In what form a timeline leaves the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum TimelineForm {
    /// A picture.
    Svg,
    /// Tables.
    Markdown,
}

pub(super) fn export_timeline(
    vault: &Vault,
    filter: TimelineFilter,
    form: TimelineForm,
) -> Result<String> {
    let timeline = timeline(vault, filter)?;
    Ok(match form {
        TimelineForm::Svg => svg_of(&timeline),
        TimelineForm::Markdown => markdown_of(&timeline),
    })
}

pub(super) fn marks(vault: &Vault) -> Result<Vec<NoteMark>> {
    Ok(list_marks(&State::of(vault)?.evidence))
}

pub(super) fn watch(vault: &Vault) -> Result<WatchList> {
    let state = State::of(vault)?;
    Ok(list_watch(&state.evidence, state.today))
}

pub(super) fn questions(vault: &Vault) -> Result<Vec<QuestionRow>> {
    Ok(list_questions(&State::of(vault)?.evidence))
}

pub(super) fn sources(vault: &Vault) -> Result<Vec<SourceRow>> {
    let state = State::of(vault)?;
    Ok(list_sources(&state.evidence, state.today))
}

pub(super) fn source(vault: &Vault, kind: SourceKind, key: String) -> Result<SourcePage> {
    let state = State::of(vault)?;
    let page = source_page(&state.evidence, kind, &key, state.today);
    page.ok_or_else(|| {
        Error::new(Code::NotFound, format!("no data point comes from {key:?}"))
            .with_hint("the notes may have changed since; list the sources again")
    })
}

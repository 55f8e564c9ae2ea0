//! Notes of a day or a moment, templates, and a note by chance. The time comes with the request.

use jiff::civil::Date;
use serde::Serialize;

use super::editing::{Created, create, edit_one};
use super::finding::new_note_place;
use super::notes::Saved;
use crate::edit::append::plan_append;
use crate::edit::create::{folder_for_note, folder_named, path_for_note, plan_note};
use crate::edit::file_name::find_twin;
use crate::edit::plan::{FileSplices, Plan};
use crate::edit::template::{Filling, plan_insert};
use crate::edit::unique_note::unique_path;
use crate::edit::{EditError, SeenText, TextSource};
use crate::error::{Code, Error, Result};
use crate::graph::Graph;
use crate::path::VaultPath;
use crate::query::core_plugins::CorePlugins;
use crate::query::daily_notes::{day_of, list_daily_notes};
use crate::query::excluded::Excluded;
use crate::query::templates::{TemplateRow, list_templates};
use crate::text::moment::Moment;
use crate::text::{LineIndex, Span, utf16_len};
use crate::vault::Vault;

/// A note of a day or moment that is there now.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct DatedNote {
    /// Where it is.
    pub path: VaultPath,
    /// It was made just now.
    pub is_new: bool,
    /// What was not as the settings say, in a sentence; empty where all was.
    pub warning: String,
}

/// Changes of an editor's text, in UTF-16 units of it.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct TextChange {
    /// The first unit that is replaced.
    pub from: u32,
    /// The unit after the last.
    pub to: u32,
    /// What stands there afterwards.
    pub text: String,
}

/// Which core plugins are on, and what they are set to.
pub(super) fn core_plugins(vault: &Vault) -> Result<CorePlugins> {
    Ok(plugins(vault))
}

/// Makes the note of a day with its template, or finds it.
pub(super) fn daily_note(vault: &Vault, day: Option<String>, now: String) -> Result<DatedNote> {
    let settings = plugins(vault);
    let now = moment(&now)?;
    let moment = match day {
        Some(day) => now.on(parse_day(&day)?),
        None => now,
    };
    let graph = vault.graph()?;
    let path = daily_path(&graph, &settings, moment)?;
    if let Some(there) = find_there(vault, &graph, &path) {
        return Ok(DatedNote { path: there, is_new: false, warning: String::new() });
    }
    let (text, warning) =
        filled(vault, &settings, &settings.daily_notes.template, path.title(), moment)?;
    make(vault, &graph, &path, &text, warning)
}

/// Finds today's daily note, if there is one.
pub(super) fn find_daily_note(vault: &Vault, now: String) -> Result<Option<VaultPath>> {
    let graph = vault.graph()?;
    let path = daily_path(&graph, &plugins(vault), moment(&now)?)?;
    Ok(find_there(vault, &graph, &path))
}

/// Finds the daily note after or before that of a note, or of today where it is none.
pub(super) fn daily_neighbour(
    vault: &Vault,
    note: Option<String>,
    back: bool,
    now: String,
) -> Result<Option<VaultPath>> {
    let settings = plugins(vault).daily_notes;
    let shown = note.map(VaultPath::new).transpose()?;
    let day = shown.and_then(|path| day_of(&path, &settings));
    let day = match day {
        Some(day) => day,
        None => moment(&now)?.day(),
    };
    let notes = list_daily_notes(&vault.snapshot()?, &settings)?;
    let found = if back {
        notes.into_iter().rev().find(|(other, _)| *other < day)
    } else {
        notes.into_iter().find(|(other, _)| *other > day)
    };
    Ok(found.map(|(_, path)| path))
}

/// Makes a note that is named by the moment.
pub(super) fn unique_note(
    vault: &Vault,
    now: String,
    text: String,
    source: Option<String>,
) -> Result<DatedNote> {
    let settings = plugins(vault);
    let unique = &settings.unique_notes;
    let graph = vault.graph()?;
    let source = source.map(VaultPath::new).transpose()?;
    let folder = match unique.folder.as_str() {
        "" => folder_for_note(&graph, &new_note_place(&vault.settings()), source.as_ref())?,
        folder => folder_named(&graph, folder)?,
    };
    let exists = |path: &VaultPath| vault.exists(path);
    let (path, moment) = unique_path(&graph, &folder, &unique.format, moment(&now)?, exists)?;
    let (template, warning) = filled(vault, &settings, &unique.template, path.title(), moment)?;
    make(vault, &graph, &path, &format!("{template}{text}"), warning)
}

/// Picks a note; `chance` from 0 to 1 says which. Never `shown`, where there is another.
pub(super) fn random_note(
    vault: &Vault,
    chance: f64,
    shown: Option<String>,
) -> Result<Option<VaultPath>> {
    let excluded = Excluded::new(&vault.settings().excluded);
    let mut paths = Vec::new();
    vault.snapshot()?.each("SELECT path FROM file ORDER BY path", [], |row| {
        paths.extend(crate::index::read_path(row)?.filter(VaultPath::is_note));
        Ok(())
    })?;
    paths.retain(|path| !excluded.holds(path));
    if paths.len() > 1 {
        paths.retain(|path| Some(path.as_str()) != shown.as_deref());
    }
    let at = (chance.clamp(0.0, 1.0) * paths.len() as f64) as usize;
    Ok(paths.get(at.min(paths.len().saturating_sub(1))).cloned())
}

/// Writes a moment in a format.
pub(super) fn format_moment(_vault: &Vault, format: String, now: String) -> Result<String> {
    Ok(moment(&now)?.format(&format))
}

/// Lists the templates.
pub(super) fn templates(vault: &Vault) -> Result<Vec<TemplateRow>> {
    list_templates(&vault.snapshot()?, &plugins(vault).templates.folder)
}

/// Returns what putting a template into an editor's text changes; nothing is written.
pub(super) fn insert_template(
    vault: &Vault,
    template: String,
    note: String,
    text: String,
    from: u32,
    to: u32,
    now: String,
) -> Result<Vec<TextChange>> {
    let path = VaultPath::new(note)?;
    let lines = LineIndex::new(&text);
    let at = Span { start: lines.byte_of_utf16(from), end: lines.byte_of_utf16(to.max(from)) };
    let seen = SeenText::new(path.clone(), text.clone().into_bytes())?;
    let (template, filled) = named_template(vault, &template, &path, &now)?;
    let splices = plan_insert(&seen, at, &template, &filled)?;
    let units = |byte: u32| utf16_len(text.get(..byte as usize).unwrap_or_default()) as u32;
    let changes = splices.into_iter().map(|splice| TextChange {
        from: units(splice.span.start),
        to: units(splice.span.end),
        text: splice.text.replace("\r\n", "\n"),
    });
    Ok(changes.collect())
}

/// Puts a template at the end of a note.
pub(super) fn apply_template(
    vault: &Vault,
    template: String,
    note: String,
    now: String,
) -> Result<Saved> {
    let path = vault.find_note(&note)?;
    let (template, filled) = named_template(vault, &template, &path, &now)?;
    let seen = vault.read(&path)?.hash.to_string();
    edit_one(vault, path.to_string(), seen, |note| {
        let end = Span::new(note.text.len()..note.text.len());
        let needs_break = !note.text.is_empty() && !note.text.ends_with('\n');
        let mut splices = plan_insert(note, end, &template, &filled)?;
        if let Some(last) = splices.last_mut().filter(|last| needs_break && last.span == end) {
            last.text.insert_str(0, note.line_end());
        }
        let title = format!("insert {template} into {}", note.path);
        let file = FileSplices { path: note.path.clone(), expected: note.hash, splices };
        Ok(Plan { title, splices: vec![file], ..Plan::default() })
    })
}

/// Adds text at the start of a note, behind its properties.
pub(super) fn prepend(vault: &Vault, note: String, text: String) -> Result<Saved> {
    let path = vault.find_note(&note)?;
    let seen = vault.read(&path)?.hash.to_string();
    edit_one(vault, path.to_string(), seen, |note| {
        if note.text.trim_start_matches('\u{feff}').is_empty() {
            return plan_append(note, &text);
        }
        let line = if text.ends_with('\n') { text.clone() } else { format!("{text}\n") };
        let start = if note.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let splices = plan_insert(note, Span::new(start..start), &note.path, &line)?;
        let title = format!("prepend to {}", note.path);
        let file = FileSplices { path: note.path.clone(), expected: note.hash, splices };
        Ok(Plan { title, splices: vec![file], ..Plan::default() })
    })
}

fn plugins(vault: &Vault) -> CorePlugins {
    CorePlugins::read(|file| vault.settings_text(file))
}

fn moment(now: &str) -> Result<Moment> {
    Moment::parse(now).ok_or_else(|| {
        Error::new(Code::Invalid, format!("{now:?} is no moment"))
            .with_hint("write it as 2026-11-22T13:05:00+01:00")
    })
}

fn parse_day(day: &str) -> Result<Date> {
    day.parse().map_err(|_| {
        Error::new(Code::Invalid, format!("{day:?} is no day")).with_hint("write it as 2026-11-22")
    })
}

fn daily_path(graph: &Graph, settings: &CorePlugins, moment: Moment) -> Result<VaultPath> {
    let folder = folder_named(graph, &settings.daily_notes.folder)?;
    Ok(path_for_note(graph, &folder, &moment.format(&settings.daily_notes.format))?)
}

/// Finds the file at a path, in whatever case it is spelled.
fn find_there(vault: &Vault, graph: &Graph, path: &VaultPath) -> Option<VaultPath> {
    find_twin(graph.names(), path).or_else(|| vault.exists(path).then(|| path.clone()))
}

fn make(
    vault: &Vault,
    graph: &Graph,
    path: &VaultPath,
    text: &str,
    warning: String,
) -> Result<DatedNote> {
    let file = plan_note(graph, vault, &path.folder(), Some(path.file_name()), text)?;
    let Created { path } = create(vault, file)?;
    Ok(DatedNote { path: VaultPath::new(path)?, is_new: true, warning })
}

/// Returns a template of the settings, filled; where it is not there the note is made without,
/// and the sentence says so.
fn filled(
    vault: &Vault,
    settings: &CorePlugins,
    template: &str,
    title: &str,
    moment: Moment,
) -> Result<(String, String)> {
    if template.is_empty() {
        return Ok((String::new(), String::new()));
    }
    let Some(path) = find_template(vault, settings, template) else {
        let warning = format!("The template “{template}” is not in the vault; the note is empty.");
        return Ok((String::new(), warning));
    };
    let text = template_text(vault, &path)?;
    Ok((filling(settings, title, moment).fill(&text), String::new()))
}

fn named_template(
    vault: &Vault,
    template: &str,
    note: &VaultPath,
    now: &str,
) -> Result<(VaultPath, String)> {
    let settings = plugins(vault);
    let path = find_template(vault, &settings, template).ok_or_else(|| {
        Error::new(Code::NotFound, format!("there is no template {template:?}"))
            .with_hint("templates are the notes in the folder that the settings name")
    })?;
    let text = template_text(vault, &path)?;
    Ok((path, filling(&settings, note.title(), moment(now)?).fill(&text)))
}

fn filling<'f>(settings: &'f CorePlugins, title: &'f str, moment: Moment) -> Filling<'f> {
    let CorePlugins { templates, .. } = settings;
    Filling {
        title,
        moment,
        date_format: &templates.date_format,
        time_format: &templates.time_format,
    }
}

/// Finds a template by its path, with or without `.md`, from the vault or from the folder of
/// templates.
fn find_template(vault: &Vault, settings: &CorePlugins, template: &str) -> Option<VaultPath> {
    let folder = &settings.templates.folder;
    let bare = template.trim_matches('/');
    let below = if folder.is_empty() { String::new() } else { format!("{folder}/{bare}") };
    let spelled = [bare.to_owned(), format!("{bare}.md"), below.clone(), format!("{below}.md")];
    let graph = vault.graph().ok()?;
    let paths = spelled.into_iter().filter_map(|text| VaultPath::new(text).ok());
    let mut notes = paths.filter(|path| path.is_note() && !path.is_hidden());
    notes.find_map(|path| find_there(vault, &graph, &path))
}

fn template_text(vault: &Vault, path: &VaultPath) -> Result<String> {
    let file = vault.read(path)?;
    let text = String::from_utf8(file.bytes).map_err(|_| EditError::NotText(path.clone()))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

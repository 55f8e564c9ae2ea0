//! What notes say of themselves in their properties, as far as clustering reads it.
//!
//! The one place where edges to theses, kinds, entities, sources, dates and roots come in.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::cluster::dates::day_of;
use crate::facts::same_key;
use crate::index::{IndexError, Snapshot};
use crate::names::FileId;
use crate::path::{VaultPath, fold_name};

/// What one note says of itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Bearing {
    /// It is a thesis.
    pub(super) is_thesis: bool,
    /// It is a company, a person, a product: something that others name.
    pub(super) is_entity: bool,
    /// The theses that it bears on, by path.
    pub(super) theses: Vec<VaultPath>,
    /// What it names, folded, with how it is written.
    pub(super) entities: Vec<(String, String)>,
    /// Where it comes from: sites, publishers and authors, folded, with how they are written.
    pub(super) sources: Vec<(String, String)>,
    /// The day that it was published, or happened, or was captured.
    pub(super) day: Option<i32>,
    /// What it derives from; its own path where it says nothing.
    pub(super) root: Option<String>,
}

/// The properties that say what a note bears on.
pub(super) const EDGES: [&str; 3] = ["supports", "contradicts", "context"];

/// The properties that say where a note comes from.
pub(super) const SOURCES: [&str; 5] = ["source", "url", "link", "publisher", "author"];

/// The properties that date a note, the first that can be read wins.
const DATES: [&str; 10] = [
    "published",
    "date",
    "publish_date",
    "date_published",
    "occurred",
    "created",
    "captured",
    "clipped",
    "date_created",
    "opened",
];

/// Reads what all notes say of themselves.
pub(super) fn bearings(snapshot: &Snapshot) -> Result<BTreeMap<FileId, Bearing>, IndexError> {
    let mut bearings: BTreeMap<FileId, Bearing> = BTreeMap::new();
    let mut dated: BTreeMap<FileId, usize> = BTreeMap::new();
    let sql = "SELECT file, key, value FROM property ORDER BY file, ordinal";
    snapshot.each(sql, [], |row| {
        let (file, key): (FileId, &str) = (FileId(row.get(0)?), row.get_ref(1)?.as_str()?);
        let value = row.get_ref(2)?.as_str()?;
        if is_read(key) {
            let texts = texts(value);
            let bearing = bearings.entry(file).or_default();
            read_property(bearing, key, &texts);
            read_date(bearing, dated.entry(file).or_insert(DATES.len()), key, &texts);
        }
        Ok(())
    })?;
    read_edges(snapshot, &mut bearings)?;
    Ok(bearings)
}

/// Returns true for a link in a property that is read here and is no plain link.
pub(super) fn is_bearing_place(place: &str) -> bool {
    let key = place.split('.').next().unwrap_or(place);
    EDGES.iter().chain(&SOURCES).chain(&["mentions", "origin"]).any(|name| same_key(name, key))
}

fn is_read(key: &str) -> bool {
    let others = ["type", "kind", "mentions", "origin"];
    SOURCES.iter().chain(&DATES).chain(&others).any(|name| same_key(name, key))
}

fn read_property(bearing: &mut Bearing, key: &str, texts: &[String]) {
    let is = |name: &str| same_key(name, key);
    if is("type") || is("kind") {
        for kind in texts.iter().map(|text| fold_name(text)) {
            bearing.is_thesis |= matches!(&*kind, "thesis" | "theses" | "claim" | "hypothesis");
            bearing.is_entity |= matches!(
                kind.trim_end_matches('s'),
                "entity"
                    | "entitie"
                    | "company"
                    | "companie"
                    | "person"
                    | "people"
                    | "organisation"
                    | "organization"
                    | "product"
                    | "topic"
            );
        }
    } else if is("mentions") {
        bearing.entities.extend(texts.iter().map(|text| named(text)));
    } else if is("origin") {
        bearing.root = texts.first().map(|text| named(text).0);
    } else if SOURCES.iter().any(|name| is(name)) {
        for text in texts {
            let site = site(text);
            if let Some(address) = site.as_ref().map(|_| canonical(text)) {
                bearing.root.get_or_insert(address);
            }
            bearing.sources.push(site.map_or_else(|| named(text), |site| (site.clone(), site)));
        }
    }
}

fn read_date(bearing: &mut Bearing, rank: &mut usize, key: &str, texts: &[String]) {
    let Some(place) = DATES.iter().position(|name| same_key(name, key)) else { return };
    if place < *rank
        && let Some(day) = texts.first().and_then(|text| day_of(text))
    {
        *rank = place;
        bearing.day = Some(day);
    }
}

/// Takes the links of the properties that say what a note bears on.
fn read_edges(
    snapshot: &Snapshot,
    bearings: &mut BTreeMap<FileId, Bearing>,
) -> Result<(), IndexError> {
    let sql = "SELECT l.file, l.place, d.path FROM link l JOIN file d ON d.id=l.destination
        WHERE l.kind='property' AND d.kind='note' AND d.id<>l.file ORDER BY l.file, l.ordinal";
    snapshot.each(sql, [], |row| {
        let place: Option<String> = row.get(1)?;
        let key = place.as_deref().and_then(|place| place.split('.').next()).unwrap_or("");
        if EDGES.iter().any(|name| same_key(name, key))
            && let Ok(path) = VaultPath::new(row.get::<_, String>(2)?)
        {
            bearings.entry(FileId(row.get(0)?)).or_default().theses.push(path);
        }
        Ok(())
    })
}

/// Returns a name without the marks of a link, folded and as written.
fn named(text: &str) -> (String, String) {
    let inner = text.trim().trim_start_matches("[[").trim_end_matches("]]");
    let shown = inner.split(['|', '#']).next().unwrap_or(inner);
    let shown = shown.rsplit('/').next().unwrap_or(shown).trim();
    (fold_name(shown), shown.to_owned())
}

/// Returns the host of an address, without `www.`.
fn site(text: &str) -> Option<String> {
    let rest = text.trim().split_once("://").filter(|(scheme, _)| scheme.starts_with("http"))?.1;
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest).to_lowercase();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned())
}

/// Returns an address without what differs between copies of it.
fn canonical(text: &str) -> String {
    let rest = text.trim().split_once("://").map_or(text, |(_, rest)| rest);
    let bare = rest.split(['#', '?']).next().unwrap_or(rest).trim_end_matches('/');
    let (host, path) = bare.split_once('/').unwrap_or((bare, ""));
    let host = host.to_lowercase();
    format!("{}/{path}", host.strip_prefix("www.").unwrap_or(&host))
}

fn texts(json: &str) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    match serde_json::from_str(json) {
        Ok(Value::Array(items)) => items.iter().filter_map(text).collect(),
        Ok(value) => text(&value).into_iter().collect(),
        Err(_) => Vec::new(),
    }
}

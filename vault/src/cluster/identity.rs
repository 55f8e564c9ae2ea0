//! What a cluster keeps from one time to the next: its id and its colour, as long as at least half
//! of its earlier self is still together. Splits and merges are told.

use std::collections::{BTreeMap, BTreeSet};

/// How many hues there are for clusters.
pub const COLOURS: u8 = 12;

/// A cluster as it was the last time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Its id.
    pub id: String,
    /// What it was called.
    pub name: String,
    /// Its hue, from 0.
    pub colour: u8,
    /// The paths of its members, or of some of them.
    pub members: BTreeSet<String>,
}

/// What became of clusters.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[ts(rename = "ClusterNews")]
pub struct News {
    /// What happened.
    pub kind: NewsKind,
    /// The cluster that it happened to, as it is now or as it last was.
    pub id: String,
    /// It in a sentence.
    pub text: String,
}

/// What can become of a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ClusterNewsKind")]
pub enum NewsKind {
    /// It was not there before.
    New,
    /// A part of it is a cluster of its own now.
    Split,
    /// It took others in.
    Merged,
    /// Its notes are no cluster any more.
    Gone,
}

/// What one group inherits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) id: String,
    pub(super) colour: u8,
}

/// A group with its members' paths, the most central first.
pub(super) type Group<'p> = Vec<&'p str>;

/// Gives each group its id and colour: those of the earlier cluster that it continues, else new ones.
pub(super) fn assign(groups: &[Group<'_>], before: &[Known]) -> Vec<Identity> {
    let mut continued: Vec<Option<Identity>> = vec![None; groups.len()];
    let mut used = BTreeSet::new();
    for (_, known, group) in continuations(groups, before) {
        let (Some(known), Some(place)) = (before.get(known), continued.get_mut(group)) else {
            continue;
        };
        if place.is_none() && used.insert(known.id.clone()) {
            *place = Some(Identity { id: known.id.clone(), colour: known.colour });
        }
    }
    used.extend(before.iter().map(|known| known.id.clone()));
    let mut hues = [0_u32; COLOURS as usize];
    for identity in continued.iter().flatten() {
        count_hue(&mut hues, identity.colour);
    }
    let fresh = |(identity, group): (Option<Identity>, &Group<'_>)| {
        identity.unwrap_or_else(|| {
            let id = new_id(group, &mut used);
            let colour = next_hue(&hues, &id);
            count_hue(&mut hues, colour);
            Identity { id, colour }
        })
    };
    continued.into_iter().zip(groups).map(fresh).collect()
}

/// Lists which group holds at least half of which earlier cluster, the largest overlap first.
fn continuations(groups: &[Group<'_>], before: &[Known]) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    for ((known, group), count) in overlaps(groups, before) {
        let size = before.get(known).map_or(0, |known| known.members.len());
        if count * 2 >= size {
            found.push((count, known, group));
        }
    }
    let id = |known: usize| before.get(known).map(|known| known.id.as_str());
    found.sort_by(|a, b| b.0.cmp(&a.0).then(id(a.1).cmp(&id(b.1))).then(a.2.cmp(&b.2)));
    found
}

/// Counts the members that earlier clusters and groups have in common.
fn overlaps(groups: &[Group<'_>], before: &[Known]) -> BTreeMap<(usize, usize), usize> {
    let mut stood: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (known, at) in before.iter().zip(0..) {
        for member in &known.members {
            stood.entry(member).or_default().push(at);
        }
    }
    let mut overlaps = BTreeMap::new();
    for (group, at) in groups.iter().zip(0..) {
        for member in group {
            for known in stood.get(member).into_iter().flatten() {
                *overlaps.entry((*known, at)).or_insert(0) += 1;
            }
        }
    }
    overlaps
}

/// Tells what became of the earlier clusters; `names` are those of the groups now.
pub(super) fn news(
    groups: &[Group<'_>],
    identities: &[Identity],
    names: &[String],
    before: &[Known],
) -> Vec<News> {
    // The first time everything is new, which is no news.
    if before.is_empty() {
        return Vec::new();
    }
    let overlaps = overlaps(groups, before);
    let large = |part: usize, whole: usize| part >= 3 && part * 5 >= whole;
    let name = |group: usize| names.get(group).map_or("", String::as_str);
    let mut news = Vec::new();
    let mut explained = BTreeSet::new();
    for (known, at) in before.iter().zip(0..) {
        let parts: Vec<usize> = overlaps
            .range((at, 0)..(at + 1, 0))
            .filter(|(_, count)| large(**count, known.members.len()))
            .map(|((_, group), _)| *group)
            .collect();
        let kept = identities.iter().any(|identity| identity.id == known.id);
        if parts.len() > 1 {
            explained.extend(parts.iter().copied());
            let into: Vec<String> = parts.iter().map(|group| quoted(name(*group))).collect();
            let text = format!("{} split into {}", quoted(&known.name), into.join(" and "));
            news.push(News { kind: NewsKind::Split, id: known.id.clone(), text });
        } else if parts.is_empty() && !kept {
            let text = format!("{} is no cluster any more", quoted(&known.name));
            news.push(News { kind: NewsKind::Gone, id: known.id.clone(), text });
        }
    }
    for (identity, group) in identities.iter().zip(0..) {
        let parts: Vec<&Known> = before
            .iter()
            .zip(0..)
            .filter(|(known, at)| {
                let count = overlaps.get(&(*at, group)).copied().unwrap_or(0);
                count * 2 >= known.members.len() && count > 0
            })
            .map(|(known, _)| known)
            .collect();
        if parts.len() > 1 {
            let from: Vec<String> = parts.iter().map(|known| quoted(&known.name)).collect();
            let text =
                format!("{} are one cluster now: {}", from.join(" and "), quoted(name(group)));
            news.push(News { kind: NewsKind::Merged, id: identity.id.clone(), text });
        } else if parts.is_empty() && !explained.contains(&group) {
            let text = format!("{} is a new cluster", quoted(name(group)));
            news.push(News { kind: NewsKind::New, id: identity.id.clone(), text });
        }
    }
    news
}

fn quoted(name: &str) -> String {
    format!("“{name}”")
}

/// Returns an id that nobody had, made of the most central member that gives one.
fn new_id(group: &[&str], used: &mut BTreeSet<String>) -> String {
    let first = group.first().copied().unwrap_or("");
    let from_members = group.iter().map(|path| id_of(path));
    let from_numbers = (0_u32..).map(|number| id_of(&format!("{first}/{number}")));
    let id = from_members.chain(from_numbers).find(|id| !used.contains(id)).unwrap_or_default();
    used.insert(id.clone());
    id
}

fn id_of(text: &str) -> String {
    format!("c{:08x}", super::terms::term_id(text).0)
}

/// Returns the hue that the fewest clusters have, the one nearest to the id's own.
fn next_hue(hues: &[u32; COLOURS as usize], id: &str) -> u8 {
    let own = super::terms::term_id(id).0 % u32::from(COLOURS);
    let turned = |hue: u8| (u32::from(hue) + u32::from(COLOURS) - own) % u32::from(COLOURS);
    let count = |hue: u8| hues.get(usize::from(hue)).copied().unwrap_or(0);
    (0..COLOURS).min_by_key(|hue| (count(*hue), turned(*hue))).unwrap_or(0)
}

fn count_hue(hues: &mut [u32; COLOURS as usize], colour: u8) {
    if let Some(count) = hues.get_mut(usize::from(colour)) {
        *count += 1;
    }
}

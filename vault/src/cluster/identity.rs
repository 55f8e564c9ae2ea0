//! What a cluster keeps from one time to the next: its id, its colour and, while it still tells of
//! it, its name, as long as at least half of its earlier self is still together. What becomes of
//! clusters is told: splits and merges, ends and beginnings, other names.

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
    /// The person's name for it.
    pub given: Option<String>,
    /// Its hue, from 0.
    pub colour: u8,
    /// The paths of its members, or of some of them.
    pub members: BTreeSet<String>,
    /// It was no cluster the last time and is known by a decision alone: what becomes of it is no
    /// news.
    pub remembered: bool,
}

impl Known {
    /// Returns what the person knows it as.
    fn shown_name(&self) -> &str {
        self.given.as_deref().unwrap_or(&self.name)
    }
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
    /// Its notes are no cluster any more, or too few of them to be it.
    Gone,
    /// It is called something else.
    Renamed,
}

/// What one group inherits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) id: String,
    pub(super) colour: u8,
    /// The name of the earlier cluster that it continues.
    pub(super) name: Option<String>,
    /// The person's.
    pub(super) given: Option<String>,
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
            *place = Some(Identity {
                id: known.id.clone(),
                colour: known.colour,
                name: Some(known.name.clone()).filter(|_| !known.remembered),
                given: known.given.clone(),
            });
        }
    }
    used.extend(before.iter().map(|known| known.id.clone()));
    let mut hues = HueCounts::default();
    for identity in continued.iter().flatten() {
        hues.add(identity.colour);
    }
    let fresh = |(identity, group): (Option<Identity>, &Group<'_>)| {
        identity.unwrap_or_else(|| {
            let id = new_id(group, &mut used);
            let colour = hues.take_next(&id);
            Identity { id, colour, name: None, given: None }
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

/// The groups of now beside the clusters of the last time.
struct Comparison<'c> {
    before: &'c [Known],
    identities: &'c [Identity],
    /// What the groups are called.
    names: &'c [String],
    /// The members that earlier clusters and groups have in common.
    common: BTreeMap<(usize, usize), usize>,
    /// Groups of which it is told already where they come from.
    explained: BTreeSet<usize>,
    news: Vec<News>,
}

/// Tells what became of the earlier clusters; `names` are those of the groups now.
pub(super) fn news(
    groups: &[Group<'_>],
    identities: &[Identity],
    names: &[String],
    before: &[Known],
) -> Vec<News> {
    // The first time everything is new, which is no news.
    if before.iter().all(|known| known.remembered) {
        return Vec::new();
    }
    let common = overlaps(groups, before);
    let (explained, news) = (BTreeSet::new(), Vec::new());
    let mut comparison = Comparison { before, identities, names, common, explained, news };
    for (known, at) in before.iter().zip(0..) {
        if !known.remembered {
            comparison.tell_of_earlier(known, at);
        }
    }
    for (identity, group) in identities.iter().zip(0..) {
        comparison.tell_of_group(identity, group);
    }
    comparison.news
}

impl Comparison<'_> {
    /// Tells of a cluster that came apart or is no more.
    fn tell_of_earlier(&mut self, known: &Known, at: usize) {
        let whole = known.members.len();
        let shares: Vec<(usize, usize)> = self
            .common
            .range((at, 0)..(at + 1, 0))
            .filter(|(_, part)| **part >= 3 && **part * 5 >= whole)
            .map(|((_, group), part)| (*group, *part))
            .collect();
        let kept = self.identities.iter().any(|identity| identity.id == known.id);
        let name = quoted(known.shown_name());
        match shares.as_slice() {
            [_, _, ..] => {
                self.explained.extend(shares.iter().map(|(group, _)| *group));
                let into = shares.iter().map(|(group, _)| self.name(*group));
                let text = format!("{name} split into {}", listed(into.collect()));
                self.add(NewsKind::Split, known, text);
            }
            [] if !kept => {
                self.add(NewsKind::Gone, known, format!("{name} is no cluster any more"));
            }
            [(group, part)] if !kept && part * 2 < whole => {
                let group = *group;
                self.explained.insert(group);
                let text =
                    format!("{name} lost most of its notes: the rest is {} now", self.name(group));
                self.add(NewsKind::Gone, known, text);
            }
            _ => {}
        }
    }

    /// Tells of a group that took others in, is new, or goes by another name.
    fn tell_of_group(&mut self, identity: &Identity, group: usize) {
        let halves: Vec<&Known> = self
            .before
            .iter()
            .zip(0..)
            .filter(|(known, at)| {
                let count = self.common.get(&(*at, group)).copied().unwrap_or(0);
                count * 2 >= known.members.len() && count > 0 && !known.remembered
            })
            .map(|(known, _)| known)
            .collect();
        let name = self.name(group);
        let (kind, text) = if halves.len() > 1 {
            let from = halves.iter().map(|known| quoted(known.shown_name())).collect();
            (NewsKind::Merged, format!("{} are one cluster now: {name}", listed(from)))
        } else if self.explained.contains(&group) {
            return;
        } else if halves.is_empty() && identity.name.is_none() {
            (NewsKind::New, format!("{name} is a new cluster"))
        } else {
            let Some(earlier) = identity.name.as_ref().filter(|_| identity.given.is_none()) else {
                return;
            };
            if quoted(earlier) == name {
                return;
            }
            (NewsKind::Renamed, format!("{} is called {name} now", quoted(earlier)))
        };
        self.news.push(News { kind, id: identity.id.clone(), text });
    }

    fn add(&mut self, kind: NewsKind, known: &Known, text: String) {
        self.news.push(News { kind, id: known.id.clone(), text });
    }

    /// Returns what the person knows a group as.
    fn name(&self, group: usize) -> String {
        let given = self.identities.get(group).and_then(|identity| identity.given.as_deref());
        quoted(given.or(self.names.get(group).map(String::as_str)).unwrap_or(""))
    }
}

/// Returns names as a list in words.
fn listed(mut names: Vec<String>) -> String {
    match names.pop() {
        Some(last) if !names.is_empty() => format!("{} and {last}", names.join(", ")),
        last => last.unwrap_or_default(),
    }
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

/// How often each hue is taken.
#[derive(Debug, Clone, Default)]
pub struct HueCounts([u32; COLOURS as usize]);

impl HueCounts {
    /// Counts a hue.
    pub fn add(&mut self, colour: u8) {
        if let Some(count) = self.0.get_mut(usize::from(colour)) {
            *count += 1;
        }
    }

    /// Takes one of the hues that are taken least; which of them depends on the id alone.
    pub fn take_next(&mut self, id: &str) -> u8 {
        let own = super::terms::term_id(id).0 % u32::from(COLOURS);
        let turned = |hue: u8| (u32::from(hue) + u32::from(COLOURS) - own) % u32::from(COLOURS);
        let count = |hue: u8| self.0.get(usize::from(hue)).copied().unwrap_or(0);
        let next = (0..COLOURS).min_by_key(|hue| (count(*hue), turned(*hue))).unwrap_or(0);
        self.add(next);
        next
    }
}

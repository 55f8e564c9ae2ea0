//! The quick switcher: files by parts of their names, best first.

mod matched_spans;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use rayon::prelude::*;
use serde::Serialize;

use self::matched_spans::matched_spans;
use super::candidates::{Candidate, candidates};
use super::excluded::Excluded;
use super::near_names::distance;
use crate::error::Result;
use crate::index::Snapshot;
use crate::path::{FileKind, VaultPath};
use crate::text::fold::fold;

/// How many files are offered.
const OFFERED: usize = 50;

/// What a match of the name is worth over one of the path alone.
const NAME_BONUS: u32 = 40;
/// What a match of an alias is worth over one of the path alone.
const ALIAS_BONUS: u32 = 30;
/// What a name that begins with the text is worth.
const START_BONUS: u32 = 60;
/// What a name that is the text is worth.
const WHOLE_BONUS: u32 = 400;

/// A file that the switcher offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct SwitchHit {
    /// Where it is.
    pub path: VaultPath,
    /// Its shown name.
    pub title: String,
    /// The alias that matched, where one did rather than the name.
    pub alias: Option<String>,
    /// Where the alias, else the title, holds what was typed, in UTF-16 units.
    pub spans: Vec<(u32, u32)>,
    /// How well it matches; larger is better, and comparable within one answer only.
    pub score: u32,
    /// True where the file is among the excluded ones, which come last.
    pub excluded: bool,
}

/// Lists the files that match `text`, the best 50; without text the last modified ones.
///
/// Case and accents are ignored and characters may be left out; each word must match. Where
/// nothing matches, names that differ by a slip or two are offered. Excluded files come last,
/// files of unknown type only where `unknown` says so.
pub fn list_matches(
    snapshot: &Snapshot,
    text: &str,
    unknown: bool,
    excluded: &Excluded,
) -> Result<Vec<SwitchHit>> {
    let listed = |candidate: &Candidate| unknown || candidate.kind != FileKind::Other;
    list_matching(snapshot, text, listed, excluded)
}

/// Lists the files that match `text` in the same way, of those alone that are wanted.
pub(super) fn list_matching(
    snapshot: &Snapshot,
    text: &str,
    wanted: impl Fn(&Candidate) -> bool + Sync,
    excluded: &Excluded,
) -> Result<Vec<SwitchHit>> {
    let candidates = candidates(snapshot)?;
    let typed = fold(text.trim());
    let listed = |candidate: &&Candidate| wanted(candidate);
    let mut matches = if typed.is_empty() {
        candidates.0.iter().filter(listed).map(|file| Match::new(file, 0, None)).collect()
    } else {
        fuzzy(&candidates.0, &typed, listed)
    };
    if matches.is_empty() {
        let near = |candidate| near(candidate, &typed);
        matches = candidates.0.iter().filter(listed).filter_map(near).collect();
    }
    let mut hits = best(matches, typed.is_empty(), excluded);
    if !typed.is_empty() {
        mark(&mut hits, &typed);
    }
    Ok(hits)
}

/// Fills in where each hit's shown name holds what was typed.
fn mark(hits: &mut [SwitchHit], typed: &str) {
    let (pattern, mut matcher) = (pattern_of(typed), Matcher::new(config()));
    for hit in hits {
        let shown = hit.alias.as_deref().unwrap_or(&hit.title);
        hit.spans = matched_spans(shown, &pattern, &mut matcher);
    }
}

fn pattern_of(typed: &str) -> Pattern {
    Pattern::new(typed, CaseMatching::Respect, Normalization::Never, AtomKind::Fuzzy)
}

fn config() -> Config {
    let mut config = Config::DEFAULT;
    config.prefer_prefix = true;
    config
}

/// A candidate that fits.
struct Match<'c> {
    candidate: &'c Candidate,
    score: u32,
    alias: Option<&'c str>,
}

impl<'c> Match<'c> {
    fn new(candidate: &'c Candidate, score: u32, alias: Option<&'c str>) -> Self {
        Self { candidate, score, alias }
    }
}

fn best(matches: Vec<Match<'_>>, recent: bool, excluded: &Excluded) -> Vec<SwitchHit> {
    let mut ranked: Vec<_> = matches
        .into_iter()
        .map(|found| {
            let file = found.candidate;
            let age = if recent { -file.mtime_ns } else { 0 };
            let rank = (excluded.holds(&file.path), std::cmp::Reverse(found.score), age);
            (rank, file.name.len(), &file.path, found.alias)
        })
        .collect();
    if ranked.len() > OFFERED {
        ranked.select_nth_unstable(OFFERED);
        ranked.truncate(OFFERED);
    }
    ranked.sort_unstable();
    let row = |((excluded, score, _), _, path, alias): (
        (_, std::cmp::Reverse<u32>, i64),
        _,
        &VaultPath,
        Option<&str>,
    )| {
        SwitchHit {
            path: path.clone(),
            title: path.title().to_owned(),
            alias: alias.map(str::to_owned),
            spans: Vec::new(),
            score: score.0,
            excluded,
        }
    };
    ranked.into_iter().map(row).collect()
}

fn fuzzy<'c>(
    candidates: &'c [Candidate],
    typed: &str,
    listed: impl Fn(&&Candidate) -> bool + Sync,
) -> Vec<Match<'c>> {
    let pattern = pattern_of(typed);
    candidates
        .par_chunks(1024)
        .flat_map_iter(|chunk| {
            let mut scorer = Scorer { matcher: Matcher::new(config()), buffer: Vec::new() };
            let scored: Vec<Match<'c>> = chunk
                .iter()
                .filter(&listed)
                .filter_map(|candidate| scorer.score(candidate, typed, &pattern))
                .collect();
            scored
        })
        .collect()
}

struct Scorer {
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Scorer {
    fn score<'c>(
        &mut self,
        candidate: &'c Candidate,
        typed: &str,
        pattern: &Pattern,
    ) -> Option<Match<'c>> {
        // What the path does not match, the name does not match either.
        let place = self.raw(&candidate.place, pattern);
        let name = place.and_then(|_| self.raw(&candidate.name, pattern));
        let mut best = match name {
            Some(score) => {
                let bonus = NAME_BONUS + closeness(&candidate.name, typed);
                Some(Match::new(candidate, score + bonus, None))
            }
            None => place.map(|score| Match::new(candidate, score, None)),
        };
        for (alias, folded) in &candidate.aliases {
            let Some(score) = self.raw(folded, pattern) else { continue };
            let score = score + ALIAS_BONUS + closeness(folded, typed);
            if best.as_ref().is_none_or(|best| score > best.score) {
                best = Some(Match::new(candidate, score, Some(alias)));
            }
        }
        best
    }

    fn raw(&mut self, name: &str, pattern: &Pattern) -> Option<u32> {
        pattern.score(Utf32Str::new(name, &mut self.buffer), &mut self.matcher)
    }
}

fn closeness(name: &str, typed: &str) -> u32 {
    if name == typed {
        WHOLE_BONUS
    } else if name.starts_with(typed) {
        START_BONUS
    } else {
        0
    }
}

fn near<'c>(candidate: &'c Candidate, typed: &str) -> Option<Match<'c>> {
    let own = distance(typed, &candidate.name).map(|slips| (slips, None));
    let aliases = candidate.aliases.iter().filter_map(|(alias, folded)| {
        distance(typed, folded).map(|slips| (slips, Some(alias.as_str())))
    });
    let (slips, alias) = own.into_iter().chain(aliases).min_by_key(|(slips, _)| *slips)?;
    let score = 10u32.saturating_sub(slips as u32);
    Some(Match::new(candidate, score, alias))
}

//! Tags run together, taken apart again.

use std::collections::BTreeSet;

/// Splits a run of letters into the fewest tags that the vault knows; none where it cannot be
/// split into at least two.
pub(super) fn split_run(run: &str, known: &BTreeSet<String>) -> Option<Vec<String>> {
    // best[at]: the fewest tags that make up the first `at` bytes, and where the last begins.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; run.len() + 1];
    *best.first_mut()? = Some((0, 0));
    for end in 1..=run.len() {
        let mut found: Option<(usize, usize)> = None;
        for start in 0..end {
            let Some((count, _)) = best.get(start).copied().flatten() else { continue };
            let is_tag = run.get(start..end).is_some_and(|part| known.contains(part));
            if is_tag && found.is_none_or(|(fewest, _)| count + 1 < fewest) {
                found = Some((count + 1, start));
            }
        }
        if let Some(place) = best.get_mut(end) {
            *place = found;
        }
    }
    let mut parts = Vec::new();
    let mut end = run.len();
    while end > 0 {
        let (_, start) = best.get(end).copied().flatten()?;
        parts.push(run.get(start..end)?.to_owned());
        end = start;
    }
    parts.reverse();
    (parts.len() > 1).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_split_into_the_fewest_known_tags() {
        let known = ["amazon", "aws", "ai-inference", "ai", "inference", "on"];
        let known: BTreeSet<String> = known.into_iter().map(str::to_owned).collect();
        let split = |run| split_run(run, &known).map(|parts| parts.join(" "));
        assert_eq!(split("amazonawsai-inference").as_deref(), Some("amazon aws ai-inference"));
        assert_eq!(split("amazonx"), None);
        assert_eq!(split("amazon"), None);
        assert_eq!(split(""), None);
    }
}

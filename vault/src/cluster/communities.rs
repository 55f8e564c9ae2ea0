//! Communities in the graph of neighbours, by Leiden: always the same for the same graph.

use leiden_rs::{GraphDataBuilder, Leiden, LeidenConfig, Partition};

use super::neighbours::Neighbour;

/// The one seed: the same vault gives the same clusters on every machine.
const SEED: u64 = 20_240_229;

/// How many of its strongest neighbours a note is tied to even where they prefer others.
const STRONG: usize = 3;

/// An edge of the graph, each pair once, smaller number first.
pub(super) type Edge = (u32, u32, f32);

/// Returns the edges that stay: those that both ends keep, and the strongest of each note.
pub(super) fn edges(neighbours: &[Vec<Neighbour>]) -> Vec<Edge> {
    let keeps = |note: u32, other: u32| {
        let kept = neighbours.get(note as usize);
        kept.is_some_and(|kept| kept.iter().any(|neighbour| neighbour.note == other))
    };
    let mut edges = Vec::new();
    for (kept, note) in neighbours.iter().zip(0_u32..) {
        for (neighbour, rank) in kept.iter().zip(0..) {
            let mutual = keeps(neighbour.note, note);
            if mutual || rank < STRONG {
                let ends = (note.min(neighbour.note), note.max(neighbour.note));
                edges.push((ends.0, ends.1, neighbour.strength));
            }
        }
    }
    edges.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
    edges.dedup_by_key(|edge| (edge.0, edge.1));
    edges
}

/// Returns communities that hang together: of one whose notes fell apart, each part is its own.
///
/// The search moves one note at a time, so that from a start with both parts in one it would not
/// find the way out.
fn connected(communities: &[usize], edges: &[Edge]) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..communities.len()).collect();
    for (one, other, _) in edges {
        let (one, other) = (*one as usize, *other as usize);
        if communities.get(one) == communities.get(other) {
            let (one, other) = (root(&mut parent, one), root(&mut parent, other));
            if let Some(place) = parent.get_mut(one.max(other)) {
                *place = one.min(other);
            }
        }
    }
    (0..communities.len()).map(|note| root(&mut parent, note)).collect()
}

/// Returns the first note of the part that a note is in.
fn root(parent: &mut [usize], mut note: usize) -> usize {
    while let Some(above) = parent.get(note).copied().filter(|above| *above != note) {
        let next = parent.get(above).copied().unwrap_or(above);
        if let Some(place) = parent.get_mut(note) {
            *place = next;
        }
        note = next;
    }
    note
}

/// Returns the community of each note.
///
/// `before` is where each stood the last time: from there the search is short and what did not
/// change stays. Where the graph cannot be searched every note stands alone.
pub(super) fn find(count: usize, edges: &[Edge], before: Option<Vec<usize>>) -> Vec<usize> {
    let alone = || (0..count).collect();
    if edges.is_empty() {
        return alone();
    }
    let mut graph = GraphDataBuilder::new(count);
    for (one, other, weight) in edges {
        if graph.add_edge(*one as usize, *other as usize, f64::from(*weight)).is_err() {
            return alone();
        }
    }
    let Ok(graph) = graph.build() else { return alone() };
    let config = LeidenConfig { seed: Some(SEED), resolution: 1.0, ..LeidenConfig::default() };
    let leiden = Leiden::new(config);
    let found = match before {
        Some(before) if before.len() == count => {
            let before = connected(&before, edges);
            leiden.run_with_initial_partition(&graph, Partition::from_membership(before))
        }
        _ => leiden.run(&graph),
    };
    found.map_or_else(|_| alone(), |found| found.partition.as_slice().to_vec())
}

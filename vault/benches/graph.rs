//! How fast the graph of a large vault is laid out.
//!
//! The graph is made here: 10,000 nodes in communities with hubs and 26,000 links. The baseline of
//! the same run is what a simpler layout would do: each step compares every node with every other.
//! Aims: the first picture in 1 s, then at least ten steps a second.
#![allow(missing_docs)] // Criterion's macros make the functions.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use vault::graph::layout::{Forces, Layout, Place};

const NODES: u32 = 10_000;
const COMMUNITY: u32 = 250;

/// Links each node to an earlier one of its community and to one of its hubs, some to another's.
fn links(nodes: u32) -> Vec<(u32, u32)> {
    let mut state = 1u32;
    let mut random = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below.max(1)
    };
    let mut links = Vec::new();
    for node in 1..nodes {
        let first = node / COMMUNITY * COMMUNITY;
        if node > first {
            links.push((node, first + random(node - first)));
            links.push((node, first + random((node - first).min(8))));
        }
        if random(10) < 6 {
            links.push((node, random(node) / COMMUNITY * COMMUNITY));
        }
    }
    links
}

/// One step in which every node looks at every other.
fn naive_step(places: &mut [Place], links: &[(u32, u32)]) {
    let before = places.to_vec();
    for (at, (x, y)) in places.iter_mut().enumerate() {
        let mut push = (0f32, 0f32);
        for (other, place) in before.iter().enumerate() {
            let (dx, dy) = (*x - place.0, *y - place.1);
            let square = (dx * dx + dy * dy).max(1.0);
            if other != at {
                push = (push.0 + dx / square, push.1 + dy / square);
            }
        }
        (*x, *y) = (*x + push.0 * 600.0, *y + push.1 * 600.0);
    }
    for (from, to) in links {
        let (Some(a), Some(b)) = (before.get(*from as usize), before.get(*to as usize)) else {
            continue;
        };
        let pull = ((b.0 - a.0) * 0.1, (b.1 - a.1) * 0.1);
        if let Some(place) = places.get_mut(*from as usize) {
            *place = (place.0 + pull.0, place.1 + pull.1);
        }
    }
}

fn layout(criterion: &mut Criterion) {
    let links_of = links(NODES);
    let mut group = criterion.benchmark_group("graph of 10,000");
    group.sample_size(10);
    group.bench_function("first picture", |bench| {
        bench.iter(|| black_box(Layout::new(NODES as usize, &links_of, Forces::default())));
    });
    let first = Layout::new(NODES as usize, &links_of, Forces::default());
    group.bench_function("step", |bench| {
        bench.iter_batched_ref(|| first.clone(), Layout::step, BatchSize::LargeInput);
    });
    group.bench_function("baseline: a step that compares all pairs", |bench| {
        let step = |places: &mut Vec<Place>| naive_step(places, &links_of);
        bench.iter_batched_ref(|| first.places().to_vec(), step, BatchSize::LargeInput);
    });
    group.finish();
}

criterion_group!(benches, layout);
criterion_main!(benches);

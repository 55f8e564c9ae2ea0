//! Layouts of ordinary and of hostile graphs.

use proptest::prelude::*;

use super::*;

/// A graph of `nodes` nodes in which most link to an earlier one, half of them to a few hubs.
fn grown(nodes: u32) -> Vec<(u32, u32)> {
    let mut state = 7u32;
    let mut random = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below.max(1)
    };
    (1..nodes).flat_map(|node| [(node, random(node)), (node, random(node.min(20)))]).collect()
}

fn is_finite(layout: &Layout) -> bool {
    layout.places().iter().all(|(x, y)| x.is_finite() && y.is_finite())
}

/// Returns how far the furthest node moved from one layout to another.
fn furthest(from: &[Place], to: &[Place]) -> f32 {
    let ways = from.iter().zip(to).map(|(a, b)| (a.0 - b.0).hypot(a.1 - b.1));
    ways.fold(0.0, f32::max)
}

fn settled(mut layout: Layout) -> Layout {
    for _ in 0..1000 {
        layout.step();
    }
    assert!(layout.is_at_rest());
    layout
}

#[test]
fn the_same_graph_gets_the_same_picture() {
    let links = grown(700);
    let lay = || {
        let mut layout = Layout::new(700, &links, Forces::default());
        (0..20).for_each(|_| layout.step());
        layout
    };
    assert_eq!(lay().places(), lay().places());
}

#[test]
fn linked_nodes_lie_nearer_than_others() {
    // Two rings of thirty, tied by one link.
    let mut links: Vec<(u32, u32)> = (0..30).map(|node| (node, (node + 1) % 30)).collect();
    links.extend((0..30).map(|node| (30 + node, 30 + (node + 1) % 30)));
    links.push((0, 30));
    let layout = settled(Layout::new(60, &links, Forces::default()));
    let middle = |from: usize| {
        let ring = &layout.places()[from..from + 30];
        let sum = ring.iter().fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
        (sum.0 / 30.0, sum.1 / 30.0)
    };
    let (first, second) = (middle(0), middle(30));
    let apart = (first.0 - second.0).hypot(first.1 - second.1);
    let link = furthest(&layout.places()[..1], &layout.places()[30..31]);
    assert!(apart > 400.0 && link < apart, "{apart} {link}");
}

#[test]
fn one_more_note_moves_the_others_little() {
    let links = grown(400);
    let before = settled(Layout::new(400, &links, Forces::default()));
    let mut known: Vec<Option<Place>> = before.places().iter().copied().map(Some).collect();
    known.push(None);
    let mut more = links;
    more.push((400, 12));
    let after = settled(Layout::from_known(&known, &more, Forces::default()));
    let extent = before.places().iter().fold(0f32, |most, (x, y)| most.max(x.hypot(*y)));
    let moved = furthest(before.places(), after.places());
    assert!(moved < extent / 6.0, "{moved} of {extent}");
    let far = furthest(&after.places()[400..], &after.places()[12..13]);
    assert!(far < extent / 2.0, "the new one lies {far} from its neighbour");
}

#[test]
fn a_node_that_is_held_stays_where_it_is_held() {
    let links = grown(50);
    let mut layout = settled(Layout::new(50, &links, Forces::default()));
    let before = layout.places().to_vec();
    layout.hold(Some((3, (5000.0, 5000.0))));
    (0..30).for_each(|_| layout.step());
    assert_eq!(layout.places()[3], (5000.0, 5000.0));
    assert!(furthest(&before[4..], &layout.places()[4..]) > 1.0, "nothing gave way");
    layout.hold(Some((99, (0.0, 0.0))));
    layout.hold(Some((1, (f32::NAN, 0.0))));
    layout.step();
    assert!(is_finite(&layout));
}

#[test]
fn hostile_graphs_stay_finite_and_come_to_rest() {
    let star: Vec<(u32, u32)> = (1..=5000).map(|leaf| (0, leaf)).collect();
    let same = vec![(1, 2); 3000];
    let full: Vec<(u32, u32)> = (0..60).flat_map(|a| (0..60).map(move |b| (a, b))).collect();
    let graphs: [(usize, Vec<(u32, u32)>); 7] = [
        (0, vec![]),
        (1, vec![(0, 0)]),
        (2, vec![(0, 1), (1, 0)]),
        (3000, vec![]),
        (5001, star),
        (5, same),
        (60, full),
    ];
    for (nodes, links) in graphs {
        let mut layout = Layout::new(nodes, &links, Forces::default());
        assert_eq!(layout.places().len(), nodes);
        assert!(is_finite(&layout), "{nodes} nodes at first");
        // Large ones rest after as many steps; a few of them show that nothing flies apart.
        let steps = if nodes > 1000 { 10 } else { 200 };
        (0..steps).for_each(|_| layout.step());
        assert!(is_finite(&layout), "{nodes} nodes");
        assert!(nodes > 1000 || layout.is_at_rest(), "{nodes} nodes");
    }
}

fn forces() -> impl Strategy<Value = Forces> {
    (0f32..1.0, 0f32..20.0, 0f32..1.0, 30f32..500.0)
        .prop_map(|(centre, repel, link, distance)| Forces { centre, repel, link, distance })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_graph_with_any_forces_stays_finite(
        nodes in 0usize..120,
        links in prop::collection::vec((0u32..130, 0u32..130), 0..300),
        places in prop::collection::vec(prop::option::of((-1e6f32..1e6, -1e6f32..1e6)), 120),
        at_one_place in any::<bool>(),
        forces in forces(),
    ) {
        let mut cold = Layout::new(nodes, &links, forces);
        (0..10).for_each(|_| cold.step());
        prop_assert!(is_finite(&cold));
        let known: Vec<Option<Place>> = places[..nodes]
            .iter()
            .map(|place| place.map(|place| if at_one_place { (1.0, 1.0) } else { place }))
            .collect();
        let mut warm = Layout::from_known(&known, &links, forces);
        (0..40).for_each(|_| warm.step());
        prop_assert!(is_finite(&warm));
        prop_assert_eq!(warm.places().len(), nodes);
    }
}

//! Clusters of small vaults whose groups anybody can see.

use std::sync::Arc;

use proptest::prelude::*;

use super::corpus::{Corpus, Features, Note};
use super::terms::terms_of;
use super::*;
use crate::thesis::property_names::PropertyNames;

const TOPICS: [&[&str]; 3] = [
    &["inference", "accelerator", "datacenter", "token", "latency", "rack", "silicon", "cooling"],
    &["sourdough", "oven", "flour", "crust", "yeast", "hydration", "levain", "baking"],
    &["orbit", "rocket", "booster", "payload", "launch", "telemetry", "thruster", "apogee"],
];

/// A note of a topic: words picked by a number, with some that all topics use.
fn note(topic: usize, at: usize) -> (String, String) {
    let words = TOPICS[topic];
    let pick = |step: usize| words[(at * 7 + step * 5 + at * step) % words.len()];
    let common = ["report", "week", "people", "question", "number"];
    let mut text = format!("# {} {} {at}\n\n", pick(0), pick(1));
    for step in 0..12 {
        text.push_str(&format!(
            "The {} of {} and {}. ",
            pick(step),
            pick(step + 2),
            common[(at + step) % 5]
        ));
    }
    (format!("{at:02} note {topic}.md"), text)
}

fn vault(notes: &[(String, String)]) -> Corpus {
    let mut sorted = notes.to_vec();
    sorted.sort();
    let made = |(path, text): &(String, String)| Note {
        path: path.clone(),
        title: path.trim_end_matches(".md").to_owned(),
        terms: Arc::new(terms_of(path, text, &PropertyNames::default())),
        root: path.clone(),
        ..Note::default()
    };
    Corpus { notes: sorted.iter().map(made).collect(), ..Corpus::default() }
}

fn three_topics() -> Vec<(String, String)> {
    (0..8).flat_map(|at| (0..3).map(move |topic| note(topic, at))).collect()
}

fn find(corpus: &Corpus, before: &Before) -> Clustering {
    Memory::default().cluster(corpus.clone(), Signals::default(), before, &|_| None)
}

fn known(corpus: &Corpus, clustering: &Clustering) -> Vec<Known> {
    let path = |member: &Member| corpus.notes[member.note as usize].path.clone();
    let known = |cluster: &Cluster| Known {
        id: cluster.id.clone(),
        name: cluster.name.clone(),
        colour: cluster.colour,
        members: cluster.members.iter().map(path).collect(),
        ..Known::default()
    };
    clustering.clusters.iter().map(known).collect()
}

#[test]
fn topics_come_apart_with_names_and_reasons() {
    let corpus = vault(&three_topics());
    let found = find(&corpus, &Before::default());
    assert_eq!(found.clusters.len(), 3);
    for cluster in &found.clusters {
        assert_eq!(cluster.members.len(), 8, "{}", cluster.name);
        let topics: std::collections::BTreeSet<&str> = cluster
            .members
            .iter()
            .map(|member| corpus.notes[member.note as usize].title.split(' ').next_back().unwrap())
            .collect();
        assert_eq!(topics.len(), 1, "{topics:?}");
        let topic: usize = topics.first().unwrap().parse().unwrap();
        assert!(
            cluster.name.split(" · ").all(|word| TOPICS[topic].contains(&word)),
            "{}",
            cluster.name
        );
        assert!(cluster.promotable);
        for member in &cluster.members {
            let said = &member.reasons;
            assert!(said.reasons[0].contains("rare term"), "{said:?}");
            assert!(said.weakest.is_some());
        }
    }
    let hues: std::collections::BTreeSet<u8> = found.clusters.iter().map(|c| c.colour).collect();
    assert_eq!(hues.len(), 3);
}

#[test]
fn a_cluster_that_splits_and_merges_says_so() {
    let corpus = vault(&three_topics());
    let found = find(&corpus, &Before::default());
    let mut known = known(&corpus, &found);
    let other = known.remove(1);
    known[0].members.extend(other.members);
    let again = find(&corpus, &Before { clusters: known.clone(), ..Before::default() });
    assert!(again.news.iter().any(|news| news.kind == NewsKind::Split), "{:?}", again.news);
    let one = known[0].clone();
    let half = |keep: bool| Known {
        id: format!("half {keep}"),
        name: format!("half {keep}"),
        colour: 1,
        members: one
            .members
            .iter()
            .filter(|path| path.contains("note 0") && (path.as_bytes()[1] < b'4') == keep)
            .cloned()
            .collect(),
        ..Known::default()
    };
    let halves = Before { clusters: vec![half(true), half(false)], ..Before::default() };
    let again = find(&corpus, &halves);
    assert!(again.news.iter().any(|news| news.kind == NewsKind::Merged), "{:?}", again.news);
}

#[test]
fn notes_that_turn_to_another_matter_leave_their_cluster_although_the_search_starts_from_it() {
    let mut notes = three_topics();
    let corpus = vault(&notes);
    let mut memory = Memory::default();
    let found = memory.cluster(corpus.clone(), Signals::default(), &Before::default(), &|_| None);
    let before = Before { clusters: known(&corpus, &found), warm: true };
    let other = ["glacier", "moraine", "crevasse", "icefall", "serac", "firn", "cirque", "arete"];
    for at in 0..4_usize {
        let said = |step: usize| other[(at * 7 + step * 5 + at * step) % other.len()];
        let words: Vec<&str> = (0..24).map(said).collect();
        let place = notes.iter_mut().find(|(path, _)| *path == format!("{at:02} note 1.md"));
        place.unwrap().1 = format!("# {}\n\n{}\n", words[0], words.join(" "));
    }
    let corpus = vault(&notes);
    let again = memory.cluster(corpus, Signals::default(), &before, &|_| None);
    assert_eq!(again.clusters.len(), 4);
    assert!(again.news.iter().any(|news| news.kind == NewsKind::Split), "{:?}", again.news);
}

#[test]
fn a_cluster_that_loses_most_of_its_notes_says_so_once() {
    let mut notes = three_topics();
    let corpus = vault(&notes);
    let before = known(&corpus, &find(&corpus, &Before::default()));
    notes.retain(|(path, _)| !path.ends_with("note 1.md") || path.as_bytes()[1] < b'3');
    let again = find(&vault(&notes), &Before { clusters: before.clone(), ..Before::default() });
    let lost = before.iter().find(|known| known.members.contains("00 note 1.md")).unwrap();
    let told: Vec<&News> = again.news.iter().filter(|news| news.kind == NewsKind::Gone).collect();
    assert_eq!(told.len(), 1, "{:?}", again.news);
    assert!(told[0].text.starts_with(&format!("“{}” lost most", lost.name)), "{told:?}");
    assert!(!again.news.iter().any(|news| news.kind == NewsKind::New), "{:?}", again.news);
}

#[test]
fn a_cluster_goes_by_the_persons_name_in_news_and_keeps_its_own_while_it_tells() {
    let corpus = vault(&three_topics());
    let found = find(&corpus, &Before::default());
    let mut before = known(&corpus, &found);
    // Another order of its words is no other name.
    before[0].name = before[0]
        .name
        .split(" · ")
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect::<Vec<_>>()
        .join(" · ");
    before[1].name = "soup · salad".to_owned();
    before[2].given = Some("Mine".to_owned());
    let gone = Known {
        id: "gone".to_owned(),
        name: "Old".to_owned(),
        members: ["x.md".to_owned()].into(),
        remembered: true,
        ..Known::default()
    };
    before.push(gone);
    let again = find(&corpus, &Before { clusters: before.clone(), ..Before::default() });
    let name = |known: &Known| &again.clusters.iter().find(|c| c.id == known.id).unwrap().name;
    assert_eq!(name(&before[0]), &before[0].name);
    let told: Vec<&str> = again.news.iter().map(|news| news.text.as_str()).collect();
    assert_eq!(told, [format!("“soup · salad” is called “{}” now", name(&before[1]))]);
    let other = before.remove(0);
    before[1].members.extend(other.members);
    let again = find(&corpus, &Before { clusters: before, ..Before::default() });
    assert!(
        again.news.iter().any(|news| news.text.starts_with("“Mine” split into “")),
        "{:?}",
        again.news
    );
}

#[test]
fn a_shared_thesis_names_its_cluster() {
    let mut corpus = vault(&three_topics());
    let mut features = Features::default();
    for number in 0..corpus.notes.len() {
        if corpus.notes[number].path.ends_with("note 1.md") {
            features.add(number as u32, Signal::Thesis, "Theses/Bread.md", "Bread");
        }
    }
    corpus.features = features.finish(&mut corpus.notes);
    let found = find(&corpus, &Before::default());
    let bread = found.clusters.iter().find(|cluster| cluster.name == "Bread").unwrap();
    assert_eq!(bread.thesis.as_deref(), Some("Theses/Bread.md"));
    assert!(!bread.promotable);
    let says = "bears on [[Bread]]".to_owned();
    assert!(bread.members.iter().all(|member| member.reasons.reasons.contains(&says)));
    assert!(found.theses["Theses/Bread.md"].terms.iter().any(|t| t.label == "yeast"));
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let corpus = vault(&three_topics());
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| format!("{:?}", find(&corpus, &Before::default()).clusters))
    };
    assert_eq!(on(1), on(5));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn an_unrelated_note_changes_no_other_cluster(words in "[a-z]{9,14}( [a-z]{9,14}){3,30}", warm: bool, name in "[a-z]{1,8}") {
        let mut notes = three_topics();
        let corpus = vault(&notes);
        let before = known(&corpus, &find(&corpus, &Before::default()));
        notes.push((format!("{name} new.md"), words));
        let corpus = vault(&notes);
        let found = find(&corpus, &Before { clusters: before.clone(), warm });
        let mut after = known(&corpus, &found);
        after.sort_by(|a, b| a.id.cmp(&b.id));
        let mut expected = before;
        expected.sort_by(|a, b| a.id.cmp(&b.id));
        for cluster in after.iter_mut().chain(&mut expected) {
            cluster.name.clear();
        }
        prop_assert_eq!(after, expected);
    }

    #[test]
    fn the_order_of_the_notes_does_not_matter(seed in any::<u64>()) {
        let notes = three_topics();
        let mut shuffled = notes.clone();
        shuffled.sort_by_key(|(path, _)| super::terms::term_id(&format!("{seed}{path}")));
        let (one, other) = (vault(&notes), vault(&shuffled));
        let (one, other) = (find(&one, &Before::default()), find(&other, &Before::default()));
        prop_assert_eq!(format!("{:?}", one.clusters), format!("{:?}", other.clusters));
    }

    #[test]
    fn edits_end_in_the_clusters_of_the_notes_alone(
        edits in prop::collection::vec((0..4_u8, 0..24_usize, 0..3_usize, 0..40_usize), 1..12),
    ) {
        let mut notes = three_topics();
        let mut memory = Memory::default();
        let mut known_before = Vec::new();
        for (step, (kind, at, topic, words)) in edits.into_iter().enumerate() {
            let count = notes.len();
            match kind {
                // A note of its own topic says something else.
                0 => {
                    let own: usize = notes[at % count].0.trim_end_matches(".md")
                        .rsplit(' ').next().unwrap().parse().unwrap();
                    notes[at % count].1 = note(own, words).1;
                }
                1 => notes.push((format!("added {step} note {topic}.md"), note(topic, words).1)),
                2 if count > 20 => {
                    notes.remove(at % count);
                }
                _ => {
                    let path = format!("moved {step} {}", notes[at % count].0);
                    notes[at % count].0 = path;
                }
            }
            let corpus = vault(&notes);
            let before = Before { clusters: known_before, warm: true };
            let found = memory.cluster(corpus.clone(), Signals::default(), &before, &|_| None);
            let members = |known: &[Known]| -> std::collections::BTreeSet<_> {
                known.iter().map(|known| known.members.clone()).collect()
            };
            let alone = find(&corpus, &Before::default());
            known_before = known(&corpus, &found);
            prop_assert_eq!(members(&known_before), members(&known(&corpus, &alone)));
        }
    }
}

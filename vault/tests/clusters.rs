//! Clusters through the façade: the same vault gives the same answer wherever it lies, identities
//! stay over changes, and what the person decides is written into the vault.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
#![allow(clippy::disallowed_methods)] // A test writes its own files.

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::json;
use support::opened::Opened;
use tempfile::TempDir;
use vault::api::{Answer, Request, ask};
use vault::disk::Clock;
use vault::query::clusters::ClusterView;
use vault::vault::{Options, Vault};

const TOPICS: [[&str; 8]; 3] = [
    ["inference", "accelerator", "datacenter", "token", "latency", "rack", "silicon", "cooling"],
    ["sourdough", "oven", "flour", "crust", "yeast", "hydration", "levain", "kneading"],
    ["orbit", "rocket", "booster", "payload", "launch", "telemetry", "thruster", "apogee"],
];

fn note(topic: usize, at: usize) -> String {
    let word = |step: usize| TOPICS[topic][(at * 7 + step * 5 + at * step) % 8];
    let lines: Vec<String> = (0..9)
        .map(|step| format!("The {} of {} and the {}.", word(step), word(step + 2), word(step + 5)))
        .collect();
    format!("# {} {}\n\n{}\n", word(0), word(3), lines.join(" "))
}

fn notes() -> Vec<(String, String)> {
    let one = |at: usize| {
        (0..3).map(move |topic| (format!("f{}/n{topic} {at}.md", at % 3), note(topic, at)))
    };
    (0..7).flat_map(one).collect()
}

fn write(folder: &Path, notes: &[(String, String)]) {
    for (path, text) in notes {
        let path = folder.join("vault").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

fn open(folder: &Path) -> Vault {
    let options = Options {
        folder: folder.join("vault"),
        cache: folder.join("cache"),
        data: folder.join("data"),
        clock: Clock::new(|| 1_800_000_000_000),
        watch: false,
        holder: "test".into(),
        share: false,
    };
    Vault::open(options).unwrap()
}

fn clusters(vault: &Vault) -> Vec<ClusterView> {
    vault.wait_for_clusters().unwrap();
    match ask(vault, Request::Clusters { signals: None }).unwrap() {
        Answer::Clusters(clusters) => clusters,
        other => panic!("{other:?}"),
    }
}

fn json(vault: &Vault) -> String {
    serde_json::to_string(&clusters(vault)).unwrap()
}

#[test]
fn the_same_vault_gives_the_same_clusters_anywhere() {
    let (one, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut notes = notes();
    write(one.path(), &notes);
    notes.reverse();
    write(other.path(), &notes);
    let first = json(&open(one.path()));
    assert!(first.contains("rare term"), "{first}");
    assert_eq!(first, json(&open(other.path())));
    // A second look reads what was stored, and an index built anew finds the same.
    assert_eq!(first, json(&open(one.path())));
    std::fs::remove_dir_all(one.path().join("cache")).unwrap();
    assert_eq!(first, json(&open(one.path())));
}

#[test]
fn clusters_keep_their_identity_over_changes_and_say_their_revision() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &notes());
    let vault = open(folder.path());
    let before = clusters(&vault);
    assert_eq!(before.len(), 3);
    let path = vault::path::VaultPath::new("f0/new.md").unwrap();
    vault.save(&path, note(0, 9).as_bytes(), vault::vault::Expected::Absent).unwrap();
    let after = clusters(&vault);
    assert_eq!(vault.status().cluster_revision, vault.status().revision);
    for cluster in &before {
        let same = after.iter().find(|other| other.id == cluster.id).unwrap();
        assert_eq!(same.colour, cluster.colour);
        let grew = same.members.len() - cluster.members.len();
        assert_eq!(grew, usize::from(same.members.iter().any(|member| member.path == path)));
    }
    assert!(after.iter().any(|cluster| cluster.members.iter().any(|m| m.path == path)));
}

/// The paths of each cluster's notes, the clusters in any order.
fn memberships(clusters: &[ClusterView]) -> BTreeSet<BTreeSet<String>> {
    let paths = |cluster: &ClusterView| {
        cluster.members.iter().map(|member| member.path.to_string()).collect()
    };
    clusters.iter().map(paths).collect()
}

#[test]
fn clusters_that_followed_changes_are_those_of_the_files() {
    let (folder, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    write(folder.path(), &notes());
    let vault = open(folder.path());
    clusters(&vault);
    let at = |path: &str| folder.path().join("vault").join(path);
    // One says something else of its topic, one is new, one goes and one moves; each is followed.
    std::fs::write(at("f0/n1 0.md"), note(1, 12)).unwrap();
    vault.reconcile().unwrap();
    clusters(&vault);
    std::fs::write(at("a new one.md"), note(2, 8)).unwrap();
    vault.reconcile().unwrap();
    clusters(&vault);
    std::fs::remove_file(at("f1/n0 4.md")).unwrap();
    std::fs::rename(at("f1/n1 4.md"), at("f2/elsewhere.md")).unwrap();
    vault.reconcile().unwrap();
    let followed = memberships(&clusters(&vault));
    drop(vault);
    let mut files = Vec::new();
    for sub in ["", "f0", "f1", "f2"] {
        for entry in std::fs::read_dir(at(sub)).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                let name = entry.file_name().into_string().unwrap();
                let path = Path::new(sub).join(name).to_str().unwrap().to_owned();
                files.push((path, std::fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }
    write(other.path(), &files);
    let fresh = clusters(&open(other.path()));
    assert_eq!(followed, memberships(&fresh));
    // An index that is built anew knows the files alone, whatever came before.
    std::fs::remove_dir_all(folder.path().join("cache")).unwrap();
    assert_eq!(json(&open(folder.path())), serde_json::to_string(&fresh).unwrap());
}

#[test]
fn a_name_travels_with_the_vault_and_can_be_taken_back() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &notes());
    let vault = open(folder.path());
    let id = clusters(&vault)[1].id.clone();
    assert!(!folder.path().join("vault/.throughline").exists());
    let rename = |name: &str| Request::RenameCluster { id: id.clone(), name: name.into() };
    ask(&vault, rename("My matter")).unwrap();
    ask(&vault, Request::PinCluster { id: id.clone(), pinned: true }).unwrap();
    let lines = std::fs::read_to_string(folder.path().join("vault/.throughline/clusters.jsonl"));
    assert_eq!(lines.unwrap().lines().count(), 2);
    let named = clusters(&vault).remove(0);
    assert_eq!(
        (named.id.as_str(), named.name.as_str(), named.pinned),
        (id.as_str(), "My matter", true)
    );
    drop(vault);
    // On another machine there is no index yet, and the cluster has grown.
    std::fs::remove_dir_all(folder.path().join("cache")).unwrap();
    let topic: usize = named.members[0].path.title()[1..2].parse().unwrap();
    write(folder.path(), &[("more.md".to_owned(), note(topic, 11))]);
    let vault = open(folder.path());
    let again = clusters(&vault).remove(0);
    assert_eq!((again.id.as_str(), again.name.as_str()), (id.as_str(), "My matter"));
    assert_eq!(again.members.len(), 8);
    ask(&vault, Request::RenameCluster { id: id.clone(), name: String::new() }).unwrap();
    assert!(!clusters(&vault)[0].named);
}

#[test]
fn a_promotion_is_previewed_written_as_one_and_undone_to_the_byte() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &notes());
    let vault = open(folder.path());
    let cluster = clusters(&vault).remove(0);
    assert!(cluster.promotable);
    let text =
        |path: &str| std::fs::read_to_string(folder.path().join("vault").join(path)).unwrap();
    let member = cluster.members[0].path.to_string();
    let before = text(&member);
    let promote = |dry_run: bool| Request::PromoteCluster {
        id: cluster.id.clone(),
        title: Some("The claim".into()),
        folder: None,
        dry_run,
    };
    let Answer::PromoteCluster(shown) = ask(&vault, promote(true)).unwrap() else { panic!() };
    // The thesis itself, and an edge in each note.
    assert_eq!(shown.planned.edits.len(), 1 + cluster.members.len());
    assert!(!folder.path().join("vault/Theses").exists());
    ask(&vault, promote(false)).unwrap();
    assert!(
        text("Theses/The claim.md")
            .starts_with("---\ntype: thesis\nstatus: draft\nopened: 2027-01-15\n")
    );
    assert_eq!(text(&member), format!("---\ncontext:\n  - \"[[The claim]]\"\n---\n{before}"));
    let promoted = clusters(&vault);
    let promoted = promoted.iter().find(|other| other.id == cluster.id).unwrap();
    assert_eq!(promoted.thesis.as_ref().unwrap().as_str(), "Theses/The claim.md");
    assert_eq!((promoted.name.as_str(), promoted.promotable), ("The claim", false));
    ask(&vault, Request::Undo {}).unwrap();
    assert_eq!(text(&member), before);
    assert!(!folder.path().join("vault/Theses/The claim.md").exists());
}

#[test]
fn what_lies_between_clusters_is_told() {
    let folder = TempDir::new().unwrap();
    let mut notes = notes();
    // One link from the first topic to the second; all speak of one thing, in properties.
    notes[0].1.push_str("\nSee [[n1 0]].\n");
    for (path, text) in &mut notes {
        let day = 1 + path.len() % 20;
        let topic = if path.contains("/n2") { "Venus" } else { "Mars" };
        *text = format!(
            "---\ntype: evidence\nmentions: [{topic}]\npublished: 2026-05-{day:02}\n---\n{text}"
        );
    }
    write(folder.path(), &notes);
    let vault = open(folder.path());
    let found = clusters(&vault);
    assert_eq!(found.len(), 3, "{found:?}");
    for cluster in &found {
        let dated: u32 = cluster.activity.iter().sum();
        assert_eq!((cluster.activity.len(), dated), (24, cluster.members.len() as u32));
    }
    let ties = match ask(&vault, Request::ClusterTies {}).unwrap() {
        Answer::ClusterTies(ties) => ties,
        other => panic!("{other:?}"),
    };
    let linked: Vec<_> = ties.iter().filter(|tie| tie.links > 0).collect();
    assert_eq!(linked.len(), 1, "{ties:?}");
    assert_eq!((linked[0].links, linked[0].gap), (1, false));
    assert!(linked[0].shared.contains(&"Mars".to_owned()), "{linked:?}");
    assert!(ties.iter().filter(|tie| tie.links == 0).all(|tie| tie.gap), "{ties:?}");
}

#[test]
fn a_cluster_has_the_hue_of_the_thesis_inside_and_shares_it_with_no_other() {
    let opened = Opened::example();
    let theses = opened.ask(json!({"ask": "theses"}));
    let hue = |path: &str| {
        let thesis = theses.as_array().unwrap().iter().find(|thesis| thesis["path"] == path);
        thesis.unwrap()["colour"].clone()
    };
    let clusters = clusters(&opened.vault);
    let inside: Vec<_> = clusters.iter().filter_map(|it| Some((it, it.thesis.as_ref()?))).collect();
    assert!(!inside.is_empty() && inside.len() < clusters.len());
    for (cluster, thesis) in inside {
        assert_eq!(hue(thesis.as_str()), cluster.colour, "{}", cluster.name);
    }
    let hues: BTreeSet<u8> = clusters.iter().map(|cluster| cluster.colour).collect();
    assert_eq!(hues.len(), clusters.len());
}

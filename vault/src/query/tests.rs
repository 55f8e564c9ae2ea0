//! The answers to one small vault.

use serde_json::{Value, json};

use super::excluded::Excluded;
use super::suggest::{Writing, suggest_links, suggest_tags};
use super::*;
use crate::error::Code;
use crate::index::Snapshot;
use crate::index::tests::loaded;
use crate::names::FileId;
use crate::path::VaultPath;
use crate::resolve::LinkFormat;

const VAULT: [(&str, &str); 9] = [
    (
        "Home.md",
        "---\nup: \"[[Żółć]]\"\ntags: [Area/One]\naliases: [Start page]\n---\n# Top: one\n\
         Go to [[10 ten|ten]]. See [[Missing]] and [here](folder/2%20two.md#Part) now!\n\
         ![[pic.png]] [[#Top one]]\n\n- [ ] open task\n- [x] done task\n",
    ),
    ("folder/10 ten.md", "---\nscore: 5\n---\n#area/two text [[Home]] [[Home]]\n\nA block. ^b1\n"),
    ("folder/2 two.md", "---\nscore: 5\nTags: x\n---\n## Part\n#AREA [[missing]] [[Missing]]\n"),
    ("folder/sub/Żółć.md", "---\nScore: [5, high]\ndate: 2024-05-06\n---\nnothing\n"),
    ("Archive/Home.md", "#old [[10 ten]]\n\n- [ ] old task"),
    ("Archive/Twin.md", ""),
    ("folder/Twin.md", ""),
    ("pic.png", ""),
    ("data.csv", ""),
];

struct Vault {
    snapshot: Snapshot,
    _folder: tempfile::TempDir,
}

fn vault() -> Vault {
    let folder = tempfile::tempdir().unwrap();
    let (_, snapshots) = loaded(folder.path(), &VAULT);
    Vault { snapshot: snapshots.take().unwrap(), _folder: folder }
}

impl Vault {
    fn file(&self, path: &str) -> FileId {
        self.snapshot.find_file(&VaultPath::new(path).unwrap()).unwrap().unwrap()
    }
}

fn archived() -> Excluded {
    Excluded::new(&["Archive/".to_owned()])
}

#[track_caller]
fn check(answer: impl serde::Serialize, expected: Value) {
    assert_eq!(serde_json::to_value(answer).unwrap(), expected);
}

#[test]
fn links_come_in_order_of_appearance() {
    let vault = vault();
    let links = links::list_links(&vault.snapshot, vault.file("Home.md")).unwrap();
    let link = |kind, target, subpath, display: Option<&str>, destination: Option<&str>, line| {
        json!({"kind": kind, "target": target, "subpath": subpath, "display": display,
               "destination": destination, "line": line})
    };
    let ten = "folder/10 ten.md";
    let two = "folder/2 two.md";
    check(
        links,
        json!([
            link("wikilink", "10 ten", "", Some("ten"), Some(ten), 7),
            link("wikilink", "Missing", "", None, None, 7),
            link("markdown", "folder/2 two.md", "#Part", Some("here"), Some(two), 7),
            link("embed", "pic.png", "", None, Some("pic.png"), 8),
            link("wikilink", "", "#Top one", None, Some("Home.md"), 8),
            link("property", "Żółć", "", None, Some("folder/sub/Żółć.md"), 2),
        ]),
    );
}

#[test]
fn backlinks_leave_out_the_note_itself() {
    let vault = vault();
    let list = |path| backlinks::list_backlinks(&vault.snapshot, vault.file(path)).unwrap();
    let link = |line| {
        json!({"source": "folder/10 ten.md", "title": "10 ten", "kind": "wikilink", "line": line,
               "spans": [[17, 21]], "snippet": "#area/two text [[Home]] [[Home]]", "subpath": "",
               "stance": null})
    };
    check(list("Home.md"), json!([link(4), link(4)]));
    check(
        list("folder/2 two.md"),
        json!([{"source": "Home.md", "title": "Home", "kind": "markdown", "line": 7,
                "subpath": "#Part", "spans": [[21, 25]], "stance": null,
                "snippet": "See [[Missing]] and [here](folder/2%20two.md#Part) now!"}]),
    );
    assert_eq!(list("folder/sub/Żółć.md")[0].snippet, "up: [[Żółć]]");
    assert_eq!(list("pic.png").len(), 1);
}

#[test]
fn the_graph_counts_links_and_has_every_note_as_a_key() {
    let vault = vault();
    let graph = graph::count_links(&vault.snapshot).unwrap();
    assert_eq!((graph.resolved.len(), graph.unresolved.len()), (7, 7));
    let answer = serde_json::to_value(&graph).unwrap();
    assert_eq!(
        answer["resolved"]["Home.md"],
        json!({"Home.md": 1, "folder/10 ten.md": 1, "folder/2 two.md": 1,
               "folder/sub/Żółć.md": 1, "pic.png": 1})
    );
    assert_eq!(answer["resolved"]["folder/10 ten.md"], json!({"Home.md": 2}));
    assert_eq!(answer["unresolved"]["folder/2 two.md"], json!({"Missing": 1, "missing": 1}));
    assert_eq!(answer["resolved"]["folder/Twin.md"], json!({}));
}

#[test]
fn nested_tags_count_for_their_parents_and_notes_count_once() {
    let vault = vault();
    check(
        tags::list_tags(&vault.snapshot, &archived()).unwrap(),
        json!([{"tag": "Area", "notes": 3}, {"tag": "Area/One", "notes": 1},
               {"tag": "area/two", "notes": 1}]),
    );
    let carriers = tags::list_notes_with(&vault.snapshot, "#area", &Excluded::default()).unwrap();
    check(carriers, json!(["Home.md", "folder/10 ten.md", "folder/2 two.md"]));
    check(
        suggest_tags(&vault.snapshot, "o", &archived()).unwrap(),
        json!([{"kind": "tag", "label": "Area/One", "detail": "1", "insert": "Area/One",
                "path": null},
               {"kind": "tag", "label": "area/two", "detail": "1", "insert": "area/two",
                "path": null}]),
    );
}

#[test]
fn properties_have_names_types_and_values() {
    let vault = vault();
    let names = properties::list_property_names(&vault.snapshot, &archived()).unwrap();
    let score = names.iter().find(|name| name.name == "score").unwrap();
    check(score, json!({"name": "score", "type": "number", "notes": 3, "values": 2}));
    let date = names.iter().find(|name| name.name == "date").unwrap();
    assert_eq!(date.kind, "date");
    check(
        properties::list_property_values(&vault.snapshot, "SCORE", &archived()).unwrap(),
        json!([{"value": 5, "notes": 3}, {"value": "high", "notes": 1}]),
    );
}

#[test]
fn the_lists_of_loose_ends() {
    let vault = vault();
    let none = Excluded::default();
    let snapshot = &vault.snapshot;
    check(
        unresolved::list_unresolved(snapshot, &none).unwrap(),
        json!([{"target": "Missing", "links": 2, "sources": ["Home.md", "folder/2 two.md"]},
               {"target": "missing", "links": 1, "sources": ["folder/2 two.md"]}]),
    );
    let twins = ["Archive/Home.md", "Archive/Twin.md", "folder/Twin.md"];
    check(orphans::list_orphans(snapshot, &none).unwrap(), json!(twins));
    check(
        deadends::list_deadends(snapshot, &archived()).unwrap(),
        json!(["folder/Twin.md", "folder/sub/Żółć.md"]),
    );
    check(
        tasks::list_tasks(snapshot, true, &archived()).unwrap(),
        json!([{"path": "Home.md", "line": 10, "status": " ", "done": false,
                "text": "open task"}]),
    );
    assert_eq!(tasks::list_tasks(snapshot, false, &none).unwrap().len(), 3);
    check(
        outline::list_headings(snapshot, vault.file("Home.md")).unwrap(),
        json!([{"level": 1, "text": "Top: one", "line": 6}]),
    );
}

#[test]
fn the_tree_has_folders_first_and_numbers_by_value() {
    let vault = vault();
    let rows = files::list_files(&vault.snapshot, false).unwrap();
    let shown: Vec<&str> = rows.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(
        shown,
        [
            "Archive",
            "Archive/Home.md",
            "Archive/Twin.md",
            "folder",
            "folder/sub",
            "folder/sub/Żółć.md",
            "folder/2 two.md",
            "folder/10 ten.md",
            "folder/Twin.md",
            "Home.md",
            "pic.png"
        ]
    );
    check(
        &rows[0],
        json!({"path": "Archive", "title": "Archive", "kind": "folder",
                           "modified": 0, "size": 0}),
    );
    check(rows[10].kind, json!("image"));
    assert_eq!(files::list_files(&vault.snapshot, true).unwrap().len(), 12);
}

#[test]
fn the_switcher_forgives() {
    let vault = vault();
    let list = |text: &str| {
        let rows = switcher::list_matches(&vault.snapshot, text, false, &archived()).unwrap();
        let row = |row: switcher::SwitchHit| match row.alias {
            Some(alias) => format!("{}={alias}", row.path),
            None => row.path.to_string(),
        };
        rows.into_iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(list("home"), ["Home.md", "Archive/Home.md"]);
    assert_eq!(list("zolc"), ["folder/sub/Żółć.md"]);
    assert_eq!(list("start"), ["Home.md=Start page"]);
    assert_eq!(list("fold tw")[0], "folder/2 two.md");
    assert_eq!(list("hmoe"), ["Home.md", "Archive/Home.md"]);
    assert_eq!(list("qqqq"), [""; 0]);
    assert_eq!(list("").len(), 8);
}

#[test]
fn a_note_is_found_by_what_a_person_calls_it() {
    let vault = vault();
    let find = |name| find_note::find_note(&vault.snapshot, name);
    let found = |name| find(name).unwrap().1.to_string();
    assert_eq!(found("Home"), "Home.md");
    assert_eq!(found("archive/home"), "Archive/Home.md");
    assert_eq!(found("folder/sub/Żółć.md"), "folder/sub/Żółć.md");
    assert_eq!(found("żółć"), "folder/sub/Żółć.md");
    assert_eq!(found("pic.png"), "pic.png");
    let error = find("Twin").unwrap_err();
    assert_eq!(error.code, Code::Ambiguous);
    assert!(error.hint.unwrap().contains("Archive/Twin.md, folder/Twin.md"));
    assert_eq!(found("folder/twin"), "folder/Twin.md");
    let error = find("Hoem").unwrap_err();
    assert_eq!(error.code, Code::NotFound);
    assert!(error.hint.unwrap().contains("Home.md"));
}

#[test]
fn links_are_suggested_as_they_will_be_written() {
    let vault = vault();
    let excluded = archived();
    let source = VaultPath::new("Home.md").unwrap();
    let format = LinkFormat::default();
    let list = |typed: &str| {
        let writing = Writing { source: &source, format, excluded: &excluded };
        let suggestions = suggest_links(&vault.snapshot, typed, writing).unwrap();
        suggestions
            .into_iter()
            .map(|suggestion| format!("[[{}]]", suggestion.insert))
            .collect::<Vec<_>>()
    };
    assert_eq!(list("ten"), ["[[10 ten]]"]);
    assert_eq!(list("twin"), ["[[folder/Twin|Twin]]", "[[Archive/Twin|Twin]]"]);
    assert_eq!(list("start p"), ["[[Home|Start page]]"]);
    assert_eq!(list("missi"), ["[[Missing]]", "[[missing]]"]);
    assert_eq!(list("#"), ["[[#Top one]]"]);
    assert_eq!(list("2 two#pa"), ["[[2 two#Part]]"]);
    // A block without an id comes behind those that have one, and gets its id when it is chosen.
    assert_eq!(list("10 ten^"), ["[[10 ten#^b1]]", "[[10 ten#^]]"]);
    assert_eq!(list("10 ten#^bl"), ["[[10 ten#^b1]]"]);
    assert_eq!(list("##par"), ["[[2 two#Part]]"]);
    assert_eq!(list("Home|sta"), ["[[Home|Start page]]"]);
    assert_eq!(list("nowhere#x"), [""; 0]);
}

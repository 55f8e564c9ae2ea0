//! Search over real, small vaults: every rule of the language once.

use super::fixture::{Fixture, rows};
use super::{SearchSort, search};
use crate::index::FileChange;
use crate::query::excluded::Excluded;

fn vault() -> Fixture {
    Fixture::new([
        ("Meeting.md", "Notes on work.\nThe star wars, \"they said\" twice."),
        (
            "a/Plan.md",
            "# Plan\n\nmeetup personal\n\n## Food\n\nmix the flour\nwith testing\n\n## Dogs\n\nA dog.\n\nA cat.",
        ),
        ("a/Żółć.md", "gall in Polish; Crème brûlée\nred: Straße x²"),
        ("日本/東京.md", "昨日本語を話す。東京タワー"),
        ("tasks.md", "- [ ] call Ann\n- [x] mail Bob\n  and wait\n- [-] drop it\n- plain call\n"),
        (
            "props.md",
            "---\nstatus: Draft\nrating: 7\ndone: true\nempty:\nblank: \"\"\nlist: [one, Two words]\ndue: 2024-05-01\nurl: https://x.y/z\n---\nbody #Work/urgent",
        ),
        (
            "more.md",
            "---\nstatus: published\nrating: 12.5\ntags: [work]\n---\n`#nothing` HappyCat and happycat",
        ),
        ("img/photo.jpg", ""),
        ("img/work.png", ""),
        ("board.canvas", "card about flour"),
        ("list.base", "views: work"),
    ])
}

#[track_caller]
fn check(vault: &Fixture, query: &str, expected: &[&str]) {
    assert_eq!(vault.paths(query), expected, "{query}");
}

#[test]
fn words_phrases_and_groups() {
    let vault = vault();
    check(&vault, "meet", &["Meeting.md", "a/Plan.md"]);
    check(&vault, "MEET personal", &["a/Plan.md"]);
    check(&vault, "meeting work", &["Meeting.md"]);
    check(&vault, "gall OR \"personal\"", &["a/Plan.md", "a/Żółć.md"]);
    check(&vault, "meet -work", &["a/Plan.md"]);
    check(&vault, "meet -(work star)", &["a/Plan.md"]);
    check(&vault, "meet -(work personal)", &["Meeting.md", "a/Plan.md"]);
    check(&vault, "\"test\"", &[]);
    check(&vault, "\"testing\"", &["a/Plan.md"]);
    check(&vault, "\"star wars\"", &["Meeting.md"]);
    check(&vault, "\"wars, \\\"they\"", &["Meeting.md"]);
    check(&vault, "\"wars they\"", &[]);
    check(&vault, "\"tar wars\"", &[]);
    check(&vault, "tar", &["Meeting.md"]);
    check(&vault, "", &[]);
    check(&vault, "nowhere", &[]);
}

#[test]
fn names_count_like_texts_and_attachments_only_by_name() {
    let vault = vault();
    check(&vault, "work", &["Meeting.md", "more.md", "props.md"]);
    check(&vault, "content:plan", &["a/Plan.md"]);
    check(&vault, "content:zolc", &[]);
    check(&vault, "list.base", &["list.base"]);
    check(&vault, "file:.jpg", &["img/photo.jpg"]);
    check(&vault, "path:img", &["img/photo.jpg", "img/work.png"]);
    check(&vault, "path:img -file:photo", &["img/work.png"]);
    check(&vault, "file:work OR file:meet", &["Meeting.md", "img/work.png"]);
    check(&vault, "path:\"a/Plan\"", &["a/Plan.md"]);
    check(&vault, "path:/^a\\/.*n\\.md$/", &["a/Plan.md"]);
    check(&vault, "flour", &["a/Plan.md", "board.canvas"]);
    check(&vault, "-path:a -path:o", &["Meeting.md", "日本/東京.md"]);
}

#[test]
fn diacritics_and_scripts() {
    let vault = vault();
    check(&vault, "zolc", &["a/Żółć.md"]);
    check(&vault, "creme brulee", &["a/Żółć.md"]);
    check(&vault, "strasse", &["a/Żółć.md"]);
    check(&vault, "x2", &["a/Żółć.md"]);
    check(&vault, "日本", &["日本/東京.md"]);
    check(&vault, "content:日本", &["日本/東京.md"]);
    check(&vault, "本語", &["日本/東京.md"]);
    check(&vault, "本語を話", &["日本/東京.md"]);
    check(&vault, "語", &["日本/東京.md"]);
    check(&vault, "\"京タワ\"", &["日本/東京.md"]);
    check(&vault, "本東", &[]);
    check(&vault, "match-case:żółć", &[]);
    check(&vault, "match-case:Żółć", &["a/Żółć.md"]);
}

#[test]
fn case_counts_where_asked() {
    let vault = vault();
    check(&vault, "match-case:HappyCat", &["more.md"]);
    check(&vault, "match-case:HAPPYCAT", &[]);
    check(&vault, "match-case:(meeting OR ignore-case:MEETING)", &["Meeting.md"]);
    check(&vault, "match-case:file:meeting", &[]);
    check(&vault, "match-case:/^A dog/", &["a/Plan.md"]);
    check(&vault, "match-case:/^a dog/", &[]);
    check(&vault, "/^a dog/", &["a/Plan.md"]);
}

#[test]
fn patterns_hold_at_every_line() {
    let vault = vault();
    check(&vault, "/^The .* twice\\.$/", &["Meeting.md"]);
    check(&vault, "/^meet/", &["Meeting.md", "a/Plan.md"]);
    check(&vault, "content:/^meet/", &["a/Plan.md"]);
    check(&vault, "/\\d{4}-\\d{2}-\\d{2}/", &["props.md"]);
    check(&vault, "/mix[^]*testing/", &["a/Plan.md"]);
}

#[test]
fn tags_with_those_below_them() {
    let vault = vault();
    check(&vault, "tag:#work", &["more.md", "props.md"]);
    check(&vault, "tag:WORK/urgent", &["props.md"]);
    check(&vault, "tag:wor", &[]);
    check(&vault, "tag:nothing", &[]);
    check(&vault, "tag:(work/urgent OR work)", &["more.md", "props.md"]);
    check(&vault, "tag:/urg/", &["props.md"]);
    check(&vault, "tag:\"\"", &["more.md", "props.md"]);
    check(&vault, "line:(body tag:#work)", &["props.md"]);
    check(&vault, "line:(status tag:#work)", &[]);
}

#[test]
fn parts_of_a_text() {
    let vault = vault();
    check(&vault, "line:(mix flour)", &["a/Plan.md"]);
    check(&vault, "line:(mix testing)", &[]);
    check(&vault, "block:(mix testing)", &["a/Plan.md"]);
    check(&vault, "block:(dog cat)", &[]);
    check(&vault, "section:(dog cat)", &["a/Plan.md"]);
    check(&vault, "section:(dog flour)", &[]);
    check(&vault, "section:(dogs block:(cat) -line:(dog cat))", &["a/Plan.md"]);
    check(&vault, "section:(personal plan)", &["a/Plan.md"]);
    check(&vault, "-line:(a) path:a/", &[] as &[&str]);
    check(&vault, "line:(meeting)", &[]);
    check(&vault, "line:(/^a c/)", &["a/Plan.md"]);
    check(&vault, "line:(dog -a)", &["a/Plan.md"]);
    check(&vault, "block:(a -dog -cat -mix -food -dogs -plan -personal) path:Plan", &[]);
}

#[test]
fn tasks_by_their_state() {
    let vault = vault();
    check(&vault, "task:\"\"", &["tasks.md"]);
    check(&vault, "task:call", &["tasks.md"]);
    check(&vault, "task:plain", &[]);
    check(&vault, "task-todo:call", &["tasks.md"]);
    check(&vault, "task-todo:mail", &[]);
    check(&vault, "task-done:(mail wait)", &["tasks.md"]);
    check(&vault, "task-done:drop", &["tasks.md"]);
    check(&vault, "task:(call mail)", &[]);
    check(&vault, "task:(call OR nothing)", &["tasks.md"]);
}

#[test]
fn properties_and_their_values() {
    let vault = vault();
    check(&vault, "[status]", &["more.md", "props.md"]);
    check(&vault, "[STATUS:draft]", &["props.md"]);
    check(&vault, "[status:raf]", &["props.md"]);
    check(&vault, "[status:\"raf\"]", &[]);
    check(&vault, "[status:\"draft\"]", &["props.md"]);
    check(&vault, "[status:draft OR published]", &["more.md", "props.md"]);
    check(&vault, "[status:-draft]", &["more.md"]);
    check(&vault, "-[status:draft] [status]", &["more.md"]);
    check(&vault, "[status:/^p/]", &["more.md"]);
    check(&vault, "[status:match-case:draft]", &[]);
    check(&vault, "[empty:null]", &["props.md"]);
    check(&vault, "[blank:null]", &[]);
    check(&vault, "[blank:\"\"]", &["props.md"]);
    check(&vault, "[done:true]", &["props.md"]);
    check(&vault, "[rating:>7]", &["more.md"]);
    check(&vault, "[rating:>=7]", &["more.md", "props.md"]);
    check(&vault, "[rating:<8]", &["props.md"]);
    check(&vault, "[rating:>7 <13]", &["more.md"]);
    check(&vault, "[due:>2024-04-30]", &["props.md"]);
    check(&vault, "[due:<2024-04-30]", &[]);
    check(&vault, "[list:two words]", &["props.md"]);
    check(&vault, "[list:\"two words\"]", &["props.md"]);
    check(&vault, "[list:\"two\"]", &[]);
    check(&vault, "[url:https://x.y]", &["props.md"]);
    check(&vault, "[/^r/:>1]", &["more.md", "props.md"]);
    check(&vault, "[due OR tags]", &["more.md", "props.md"]);
}

#[test]
fn problems_are_answers() {
    let vault = vault();
    for (query, problem) in [
        ("a (b", "column 3: this ( is not closed; to look for it, put it in quotes"),
        ("😀 /(/", "column 4: the pattern cannot be read: unclosed group"),
        ("[p:/(/]", "column 4: the pattern cannot be read: unclosed group"),
    ] {
        let answer = vault.search(query);
        assert_eq!(answer.problem.as_deref(), Some(problem));
        assert_eq!((answer.total, answer.hits.len()), (0, 0));
    }
}

#[test]
fn what_was_found_is_shown_where_it_stands() {
    let vault = vault();
    let shown = |query: &str| -> Vec<String> {
        let answer = vault.search(query);
        let lines = answer.hits.iter().flat_map(|hit| &hit.matches);
        lines.map(|line| format!("{} {} {:?}", line.line, line.text, line.spans)).collect()
    };
    assert_eq!(
        shown("creme strasse"),
        ["1 gall in Polish; Crème brûlée [(16, 21)]", "2 red: Straße x² [(5, 11)]",]
    );
    assert_eq!(
        shown("section:(dog cat) -personal OR line:(dog a)"),
        ["12 A dog. [(0, 1), (2, 5)]"]
    );
    assert_eq!(shown("task-done:mail"), ["2 - [x] mail Bob [(6, 10)]"]);
    assert_eq!(shown("tag:#work -[tags]"), ["11 body #Work/urgent [(5, 17)]"]);
    assert_eq!(shown("[status:draft]"), [""; 0]);
    assert_eq!(shown("file:meeting"), [""; 0]);
    let answer = vault.search("a/Żółć OR zolc gall");
    assert_eq!((answer.hits[0].title.as_str(), answer.hits[0].found), ("Żółć", 1));
}

#[test]
fn order_limit_and_excluded_files() {
    let vault = Fixture::new([
        ("b/Amazon.md", "A river."),
        ("one.md", "# On amazon\n\nSome text about the company and more."),
        ("two.md", "Some amazon text about the company, and more of it here."),
        ("three.md", "Some amazonian text about the forest, and more of it here."),
        ("a/Amazon.md", "A river."),
    ]);
    let order = |sort| -> Vec<String> {
        vault.sorted("amazon", sort).hits.into_iter().map(|hit| hit.path).collect()
    };
    assert_eq!(
        order(SearchSort::Score),
        ["a/Amazon.md", "b/Amazon.md", "one.md", "two.md", "three.md",]
    );
    assert_eq!(
        order(SearchSort::Modified),
        ["a/Amazon.md", "three.md", "two.md", "one.md", "b/Amazon.md",]
    );
    assert_eq!(
        order(SearchSort::Name),
        ["a/Amazon.md", "b/Amazon.md", "one.md", "three.md", "two.md",]
    );
    let snapshot = vault.snapshots.take().unwrap();
    let excluded = Excluded::new(&["a/", "/two/"].map(str::to_owned));
    for sort in [SearchSort::Score, SearchSort::Modified, SearchSort::Name] {
        let answer = search(&snapshot, "amazon OR file:amazon", 2, sort, &excluded).unwrap();
        assert_eq!((answer.hits.len(), answer.total, answer.limited), (2, 3, true));
    }
    let answer = search(&snapshot, "amazon", 0, SearchSort::Score, &excluded).unwrap();
    assert_eq!((answer.hits.len(), answer.total, answer.limited), (0, 3, true));
}

#[test]
fn nothing_is_missed_while_full_text_is_behind() {
    let mut vault = Fixture::new([("a.md", "old words"), ("b.md", "old words")]);
    let put = |path: &str, text: &str| FileChange::Put(Box::new(rows(path, text, 9).1));
    let more = (0..20).map(|number| put(&format!("n{number}.md"), "more new words"));
    vault.writer.step(more.chain([put("a.md", "new words")]).collect()).unwrap();
    let snapshot = vault.snapshots.take().unwrap();
    assert!(snapshot.fulltext_revision() < snapshot.revision());
    check(&vault, "old", &["b.md"]);
    check(&vault, "new -more", &["a.md"]);
    check(&vault, "\"words\" file:a.md", &["a.md"]);
    check(&vault, "-new", &["b.md"]);
}

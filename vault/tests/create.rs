//! New notes, folders and attachments go where the vault's settings say, under a name that is free.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use support::{Files, destinations, path};
use vault::edit::create::{
    ImportPlace, NewNotePlace, folder_for_note, path_for_folder, plan_import, plan_linked,
    plan_note,
};
use vault::edit::duplicate::plan_duplicate;
use vault::edit::unique_note::unique_path;
use vault::error::{Code, Error};
use vault::path::VaultPath;
use vault::resolve::{LinkFormat, LinkStyle};
use vault::text::moment::Moment;

fn vault() -> Files {
    Files::new([
        ("a/Note.md", "[[Missing]]"),
        ("a/UNTITLED.md", ""),
        ("b/s.md", "[[Note]] [[Missing]]"),
        ("b/pic.png", ""),
    ])
}

fn named(folder: &str, name: Option<&str>) -> Result<String, Error> {
    let files = vault();
    let graph = files.graph(LinkStyle::Shortest);
    Ok(plan_note(&graph, &files, &path(folder), name, "x")?.path.to_string())
}

#[test]
fn a_new_note_gets_the_first_free_name() {
    assert_eq!(named("", None).unwrap(), "Untitled.md");
    assert_eq!(named("a", None).unwrap(), "a/Untitled 1.md");
    assert_eq!(named("", Some("New v1.2")).unwrap(), "New v1.2.md");
    assert_eq!(named("a", Some("sub/ New.md ")).unwrap(), "a/sub/New.md");
    assert_eq!(named("A", Some("x")).unwrap(), "a/x.md");
    assert_eq!(named("a", Some("note")).unwrap_err().code, Code::Exists);
    assert_eq!(named("", Some("../x")).unwrap_err().code, Code::Invalid);
    assert_eq!(named("", Some(".x")).unwrap_err().code, Code::Invalid);
    assert_eq!(named("", Some(" ")).unwrap_err().code, Code::Invalid);
}

#[test]
fn the_place_of_a_new_note_follows_the_settings() {
    let graph = vault().graph(LinkStyle::Shortest);
    let source = path("b/s.md");
    let folder = |place: NewNotePlace, source: Option<&VaultPath>| {
        folder_for_note(&graph, &place, source).unwrap().to_string()
    };
    assert_eq!(folder(NewNotePlace::Root, Some(&source)), "");
    assert_eq!(folder(NewNotePlace::Current, Some(&source)), "b");
    assert_eq!(folder(NewNotePlace::Current, None), "");
    assert_eq!(folder(NewNotePlace::Folder("01 inbox/".to_owned()), Some(&source)), "01 inbox");
}

#[test]
fn a_unique_note_takes_the_next_free_moment() {
    let graph = vault().graph(LinkStyle::Shortest);
    let now = Moment::parse("2026-11-22T23:59:10").unwrap();
    let place = |format: &str, taken: &[&str]| {
        let exists = |path: &VaultPath| taken.contains(&path.as_str());
        unique_path(&graph, &path("a"), format, now, exists).unwrap().0.to_string()
    };
    assert_eq!(place("YYYYMMDDHHmm", &[]), "a/202611222359.md");
    assert_eq!(place("YYYYMMDDHHmm", &["a/202611222359.md"]), "a/202611230000.md");
    let seconds = ["a/20261122235910.md", "a/20261122235911.md"];
    assert_eq!(place("YYYYMMDDHHmmss", &seconds), "a/20261122235912.md");
    assert_eq!(place("[note]", &[]), "a/note 1.md");
}

#[test]
fn a_link_makes_the_note_that_it_names() {
    let files = vault();
    let graph = files.graph(LinkStyle::Shortest);
    let linked = |target: &str| {
        let place = NewNotePlace::Current;
        plan_linked(&graph, &files, &place, target, &path("b/s.md"))
            .map(|new| new.path.to_string())
            .map_err(|error| error.code)
    };
    assert_eq!(linked("Missing#H"), Ok("b/Missing.md".to_owned()));
    assert_eq!(linked("a/deep/Missing"), Ok("a/deep/Missing.md".to_owned()));
    assert_eq!(linked("/Missing"), Ok("Missing.md".to_owned()));
    assert_eq!(linked("../x/Missing"), Ok("x/Missing.md".to_owned()));
    assert_eq!(linked("board.canvas"), Ok("b/board.canvas".to_owned()));
    assert_eq!(linked("v1.2"), Ok("b/v1.2.md".to_owned()));
    assert_eq!(linked("photo.png"), Err(Code::Invalid));
    assert_eq!(linked("s"), Err(Code::Exists));
    assert_eq!(linked("../../x"), Err(Code::Invalid));
}

#[test]
fn a_new_name_leaves_other_links_where_they_lead() {
    let mut files = vault();
    let graph = files.graph(LinkStyle::Shortest);
    let before = destinations(&files, LinkStyle::Shortest);
    let new = plan_note(&graph, &files, &path(""), Some("Note"), "").unwrap();
    files.apply(&new.proposal.plan);
    assert_eq!(files.text("b/s.md"), "[[a/Note|Note]] [[Missing]]");
    let after = destinations(&files, LinkStyle::Shortest);
    assert_eq!(after[&path("b/s.md")], before[&path("b/s.md")]);
}

#[test]
fn new_folders_are_checked() {
    let files = vault();
    let graph = files.graph(LinkStyle::Shortest);
    let folder = |text: &str| path_for_folder(&graph, &files, text).map(|path| path.to_string());
    assert_eq!(folder("c/d/"), Ok("c/d".to_owned()));
    for text in ["", "/", "a", "A", "b/pic.png", ".x", "c/../d", "c:"] {
        assert!(folder(text).is_err(), "{text:?}");
    }
}

#[test]
fn a_copy_lies_beside_its_file_and_is_numbered() {
    let files = Files::new([
        ("a/Note.md", "x"),
        ("a/Note 1.md", ""),
        ("b/Other 4.md", ""),
        ("b/Report 2024.md", ""),
        ("pic.v2.png", ""),
        ("LICENSE", ""),
    ]);
    let graph = files.graph(LinkStyle::Shortest);
    let copied = |of: &str| {
        let file = plan_duplicate(&graph, &files, &path(of), b"x\r\n".to_vec()).unwrap();
        assert_eq!(file.proposal.plan.creates[0].bytes, b"x\r\n");
        file.path.to_string()
    };
    assert_eq!(copied("a/Note.md"), "a/Note 2.md");
    assert_eq!(copied("a/Note 1.md"), "a/Note 2.md");
    assert_eq!(copied("b/Other 4.md"), "b/Other 1.md");
    assert_eq!(copied("b/Report 2024.md"), "b/Report 2024 1.md");
    assert_eq!(copied("pic.v2.png"), "pic.v2 1.png");
    assert_eq!(copied("LICENSE"), "LICENSE 1");
}

#[test]
fn attachments_go_where_the_settings_say() {
    let files = vault();
    let graph = files.graph(LinkStyle::Shortest);
    let import = |folder: &str, name: &str, markdown: bool| {
        let source = path("b/s.md");
        let format = LinkFormat { style: LinkStyle::Shortest, markdown };
        let place = ImportPlace { attachment_folder: folder, source: &source, format };
        let (new, link) =
            plan_import(&graph, &files, place, name, "20260102030405", vec![1]).unwrap();
        assert_eq!(new.proposal.plan.creates[0].bytes, [1]);
        (new.path.to_string(), link)
    };
    let pair = |path: &str, link: &str| (path.to_owned(), link.to_owned());
    assert_eq!(import("", "x.PNG", false), pair("x.PNG", "![[x.PNG]]"));
    assert_eq!(import("/", "a:b#c.pdf", false), pair("abc.pdf", "![[abc.pdf]]"));
    assert_eq!(import("./", "PIC.png", false), pair("b/PIC 1.png", "![[PIC 1.png]]"));
    assert_eq!(import("./sub", "x y.png", true), pair("b/sub/x y.png", "![x y.png](x%20y.png)"));
    assert_eq!(
        import("files/img", "pic.png", false),
        pair("files/img/pic.png", "![[files/img/pic.png]]")
    );
    let pasted = "Pasted image 20260102030405.png";
    assert_eq!(import("", "image.png", false), pair(pasted, &format!("![[{pasted}]]")));
    assert_eq!(import("", "", false).0, pasted);
    assert_eq!(import("", "../../etc/x.png", false).0, "x.png");
}

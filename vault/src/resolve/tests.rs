//! What a link leads to, case by case.

use super::*;

fn names(paths: &[&str]) -> Names {
    let mut names = Names::default();
    for path in paths {
        names.add(VaultPath::new(*path).unwrap());
    }
    names
}

fn destination(paths: &[&str], source: &str, linkpath: &str) -> Option<String> {
    destination_in(LinkStyle::Shortest, paths, source, linkpath)
}

fn destination_in(
    style: LinkStyle,
    paths: &[&str],
    source: &str,
    linkpath: &str,
) -> Option<String> {
    let names = names(paths);
    let id = resolve(&names, &VaultPath::new(source).unwrap(), linkpath, style)?;
    Some(names.find_path(id).unwrap().to_string())
}

#[track_caller]
fn check(paths: &[&str], source: &str, linkpath: &str, expected: &str) {
    let found = destination(paths, source, linkpath);
    assert_eq!(found.as_deref().unwrap_or("-"), expected, "[[{linkpath}]] in {source}");
}

#[test]
fn an_empty_path_is_the_source() {
    check(&["a/b.md", "b.md"], "a/b.md", "", "a/b.md");
}

#[test]
fn dots_count_from_the_source_and_do_not_fall_back() {
    let vault = ["Note.md", "a/Note.md", "a/b/Source.md", "a/b/Note.md"];
    check(&vault, "a/b/Source.md", "./Note", "a/b/Note.md");
    check(&vault, "a/b/Source.md", "../Note.md", "a/Note.md");
    check(&vault, "a/b/Source.md", "../../note", "Note.md");
    check(&vault, "a/b/Source.md", "../../../Note", "-");
    check(&vault, "a/b/Source.md", "./Missing", "-");
    check(&["x/Missing.md", "S.md"], "S.md", "./Missing", "-");
}

#[test]
fn a_leading_slash_counts_from_the_vault() {
    let vault = ["Note.md", "a/Note.md", "a/S.md", "b/Only.md"];
    check(&vault, "a/S.md", "/Note", "Note.md");
    check(&vault, "a/S.md", "/a/note", "a/Note.md");
    check(&vault, "a/S.md", "/Only", "-");
}

#[test]
fn an_exact_path_wins_over_the_own_folder() {
    let vault = ["Note.md", "a/b/Note.md", "a/b/S.md", "b/Note.md"];
    check(&vault, "a/b/S.md", "Note", "Note.md");
    check(&vault, "a/b/S.md", "b/Note", "b/Note.md");
    check(&vault, "a/b/S.md", "B/NOTE", "b/Note.md");
}

#[test]
fn a_path_may_begin_anywhere_between_folders() {
    check(&["a/b/Note.md", "S.md"], "S.md", "b/Note", "a/b/Note.md");
    check(&["xb/Note.md", "S.md"], "S.md", "b/Note", "-");
}

#[test]
fn the_own_folder_wins_then_the_shortest_path() {
    let vault = ["zzzz/Note.md", "a/b/Note.md", "zzzz/S.md", "a/S.md", "a/b/c/S.md"];
    check(&vault, "zzzz/S.md", "Note", "zzzz/Note.md");
    check(&vault, "a/S.md", "Note", "a/b/Note.md");
    check(&vault, "a/b/c/S.md", "Note", "a/b/Note.md");
    check(&["b/Note.md", "a/Note.md", "S.md"], "S.md", "Note", "a/Note.md");
}

#[test]
fn the_path_as_written_comes_before_the_one_with_md() {
    let vault = ["x.png", "x.png.md", "a.b.md", "p/pic.png", "c.canvas", "S.md", "Ext.md"];
    check(&vault, "S.md", "x.png", "x.png");
    check(&vault, "S.md", "x.png.md", "x.png.md");
    check(&vault, "S.md", "a.b", "a.b.md");
    check(&vault, "S.md", "pic", "-");
    check(&vault, "S.md", "c", "-");
    check(&vault, "S.md", "PIC.PNG", "p/pic.png");
    check(&vault, "S.md", "Ext.MD", "Ext.md");
}

#[test]
fn a_file_of_unknown_type_comes_last() {
    check(&["LICENSE", "x/LICENSE.md", "S.md"], "S.md", "LICENSE", "x/LICENSE.md");
    check(&["LICENSE", "S.md"], "S.md", "license", "LICENSE");
}

#[test]
fn twins_in_case_or_form_go_to_the_one_spelled_so() {
    let vault = ["Note.md", "note.md", "S.md", "a/Caf\u{e9}.md", "a/Cafe\u{301}.md"];
    check(&vault, "S.md", "note", "note.md");
    check(&vault, "S.md", "Note", "Note.md");
    check(&vault, "S.md", "NOTE", "Note.md");
    check(&vault, "a/S.md", "Cafe\u{301}", "a/Cafe\u{301}.md");
    check(&vault, "a/S.md", "CAF\u{c9}", "a/Cafe\u{301}.md");
}

#[test]
fn blanks_around_a_target_are_forgiven() {
    check(&["a/Note.md", "S.md"], "S.md", " Note ", "a/Note.md");
    check(&["a/ Note.md", "Note.md", "S.md"], "S.md", " Note", "a/ Note.md");
    check(&["a/Note.md"], "a/Note.md", " ", "-");
    check(&["a/Note.md"], "a/Note.md", "a/", "-");
}

#[test]
fn relative_links_look_beside_the_source_first() {
    let vault = ["Note.md", "a/Note.md", "a/S.md", "b/x.md", "a/b/x.md"];
    let found = |link| destination_in(LinkStyle::Relative, &vault, "a/S.md", link);
    assert_eq!(found("Note").as_deref(), Some("a/Note.md"));
    assert_eq!(found("b/x").as_deref(), Some("a/b/x.md"));
    assert_eq!(found("/Note").as_deref(), Some("Note.md"));
    assert_eq!(found("../Note").as_deref(), Some("Note.md"));
}

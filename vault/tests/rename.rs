//! Renaming and moving: each form of link follows in the form it was written, and no link changes
//! its destination.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use proptest::prelude::*;
use support::{Files, destinations, moved, path};
use vault::edit::planned::Proposal;
use vault::edit::rename::plan_rename;
use vault::error::Code;
use vault::resolve::LinkStyle;

fn rename_in(files: &Files, style: LinkStyle, from: &str, to: &str) -> Proposal {
    plan_rename(&files.graph(style), files, &path(from), to).unwrap()
}

/// Renames in a vault of `from` and `source`, whose text is `before`, and compares its new text.
#[track_caller]
fn check(style: LinkStyle, from: &str, to: &str, source: &str, before: &str, after: &str) {
    check_among(style, &[(from, "")], from, to, source, before, after);
}

#[track_caller]
fn check_among(
    style: LinkStyle,
    others: &[(&str, &str)],
    from: &str,
    to: &str,
    source: &str,
    before: &str,
    after: &str,
) {
    let mut files = Files::new(others.iter().copied().chain([(source, before)]));
    let proposal = rename_in(&files, style, from, to);
    files.apply(&proposal.plan);
    let source = moved(&path(source), &path(from), &proposal.plan.moves[0].to);
    assert_eq!(files.text(source.as_str()), after);
}

use LinkStyle::{Absolute, Relative, Shortest};

#[test]
fn each_form_of_link_follows_in_its_own_form() {
    for (before, after) in [
        ("[[Old]]", "[[New name]]"),
        ("[[old]] and [[OLD.md]]", "[[New name]] and [[New name.md]]"),
        ("[[ Old ]]", "[[ New name ]]"),
        ("[[Old#A#B]] [[Old#^id]]", "[[New name#A#B]] [[New name#^id]]"),
        ("[[a/Old]] [[/a/Old.md]]", "[[New name]] [[/a/New name.md]]"),
        ("![[Old]] ![[Old#H]]", "![[New name]] ![[New name#H]]"),
        ("[[Old|Old]] [[Old|other]]", "[[New name|New name]] [[New name|other]]"),
        ("[[Old||Old]]", "[[New name||Old]]"),
        ("[x](Old.md) [x](Old)", "[x](New%20name.md) [x](New%20name)"),
        ("[Old](a/Old.md#H%20x)", "[New name](New%20name.md#H%20x)"),
        ("[x](<Old.md>) [x](<a/Old.md#A b>)", "[x](<New name.md>) [x](<New name.md#A b>)"),
        ("[x](Old.md \"title\")", "[x](New%20name.md \"title\")"),
        ("| a |\n| -- |\n| [[Old\\|Old]] |\n", "| a |\n| -- |\n| [[New name\\|New name]] |\n"),
        ("---\nup: \"[[Old]]\" # c\n---\n", "---\nup: \"[[New name]]\" # c\n---\n"),
        ("---\r\nup: '[[Old|Old]]'\r\n---\r\n", "---\r\nup: '[[New name|New name]]'\r\n---\r\n"),
        (
            "---\nl:\n  - \"[[Old#x]]\"\n  - \"[Old](a/Old.md)\"\n---\n",
            "---\nl:\n  - \"[[New name#x]]\"\n  - \"[New name](New%20name.md)\"\n---\n",
        ),
        ("%%[[Old]]%% # H [[Old]]", "%%[[New name]]%% # H [[New name]]"),
        ("`[[Old]]` \\[[Old]] <!-- [[Old]] -->", "`[[Old]]` \\[[Old]] <!-- [[Old]] -->"),
        ("[[Older]] [[b/Old]] [x](https://Old.md)", "[[Older]] [[b/Old]] [x](https://Old.md)"),
        ("\u{feff}é [[Old]]\r\n", "\u{feff}é [[New name]]\r\n"),
    ] {
        check(Shortest, "a/Old.md", "a/New name", "src.md", before, after);
    }
}

#[test]
fn relative_links_stay_relative() {
    check(Shortest, "a/Old.md", "b/c/New.md", "a/s.md", "[[./Old]]", "[[../b/c/New]]");
    check(Shortest, "a/Old.md", "b/Old.md", "b/s.md", "[x](../a/Old.md)", "[x](./Old.md)");
    check(Relative, "a/Old.md", "b/New.md", "a/s.md", "[[Old]]", "[[../b/New|New]]");
    check(Absolute, "a/Old.md", "b/New.md", "a/s.md", "[[a/Old]]", "[[b/New]]");
}

#[test]
fn the_links_of_a_moved_note_keep_their_destinations() {
    let others = [("aa/x.md", ""), ("b/x.md", ""), ("aa/img.png", "")];
    let before = "[[x]] [[./x]] [x](../b/x.md) ![[./img.png]] [[#h]] [[Self]]";
    let after = "[[aa/x|x]] [[../../aa/x]] [x](../../b/x.md) ![[../../aa/img.png]] [[#h]] [[Self]]";
    check_among(Shortest, &others, "aa/Self.md", "c/d/Self.md", "aa/Self.md", before, after);
}

#[test]
fn links_that_a_new_name_would_capture_keep_their_destination() {
    let others = [("a/Note.md", ""), ("b/Other.md", "")];
    for (before, after) in [
        ("[[Note]]", "[[a/Note|Note]]"),
        ("![[Note]]", "![[a/Note]]"),
        ("[[Note|Note]]", "[[a/Note|Note]]"),
        ("[[Note#H]]", "[[a/Note#H|Note > H]]"),
        ("| x |\n|--|\n| [[Note]] |\n", "| x |\n|--|\n| [[a/Note\\|Note]] |\n"),
    ] {
        check_among(Shortest, &others, "b/Other.md", "Note.md", "s.md", before, after);
    }
}

#[test]
fn case_only_renames_respell_what_was_spelled_so() {
    let (before, after) = ("[[Note]] [[note]] [[Note|Note]]", "[[NOTE]] [[note]] [[NOTE|NOTE]]");
    check(Shortest, "a/Note.md", "a/NOTE.md", "s.md", before, after);
    let mut files = Files::new([("A/Note.md", ""), ("s.md", "[[A/Note]] [[a/note]] [[Note]]")]);
    let proposal = rename_in(&files, Absolute, "A", "a");
    files.apply(&proposal.plan);
    assert_eq!(files.text("s.md"), "[[a/Note]] [[a/note]] [[Note]]");
}

#[test]
fn odd_names_are_written_so_that_they_are_read_back() {
    for (to, before, after) in [
        ("a/$1 $& \\$0.md", "", ""),
        ("$1 $& (x.md", "[[Old]] [x](Old.md)", "[[$1 $& (x]] [x](%241%20%24&%20%28x.md)"),
        ("50%20 é.md", "[[Old]] [x](Old.md)", "[[50%20 é]] [x](50%2520%20é.md)"),
        ("a`b.md", "[x](Old.md) `c`", "[x](a%60b.md) `c`"),
        ("C# x.md", "[x](Old.md#h)", "[x](C%23%20x.md#h)"),
        ("it's.md", "---\na: '[[Old]]'\n---\n", "---\na: '[[it''s]]'\n---\n"),
        ("say \"x\".md", "---\na: \"[[Old]]\"\n---\n", "---\na: \"[[say \\\"x\\\"]]\"\n---\n"),
    ] {
        if !before.is_empty() {
            check(Shortest, "Old.md", to, "s.md", before, after);
        }
    }
}

#[test]
fn escaped_texts_in_yaml_are_set_anew() {
    let before = "---\na: \"[[O\\u006cd]]\" # keep\nb: 1\n---\nx\n";
    let after = "---\na: \"[[New]]\" # keep\nb: 1\n---\nx\n";
    check(Shortest, "Old.md", "New.md", "s.md", before, after);
}

#[test]
fn names_that_links_cannot_hold_warn_and_leave_the_link() {
    let files = Files::new([("Old.md", ""), ("s.md", "[[Old]] [[Old|x]] [y](Old.md)")]);
    let proposal = rename_in(&files, Shortest, "Old.md", "C# x.md");
    assert_eq!(
        proposal.planned.warnings,
        [
            "links cannot hold # in a name",
            "2 links in s.md cannot hold the new name and will lead nowhere"
        ]
    );
    assert_eq!(proposal.planned.edits.len(), 1);
}

#[test]
fn attachments_canvases_and_bookmarks_follow() {
    let canvas = "{\n\t\"nodes\":[\n\t\t{\"id\":\"1\",\"type\":\"file\",\"file\":\"img\\/p.png\",\"x\":0},\n\
                  \t\t{\"id\":\"2\",\"type\":\"text\",\"text\":\"é \\\"q\\\"\\n![[p.png]] [[p.png|p.png]]\",\"zz\":[1.0]}\n\t]\n}";
    let bookmarks = r#"{"items":[{"type":"file","path":"img/p.png","title":"img/p.png"},{"type":"group","items":[{"type":"folder","path":"img"}]}]}"#;
    let mut files = Files::new([
        ("img/p.png", "PNG"),
        ("b.canvas", canvas),
        ("n.md", "![[p.png|100x20]] ![p](img/p.png)"),
        (".obsidian/bookmarks.json", bookmarks),
    ]);
    let proposal = rename_in(&files, Shortest, "img/p.png", "pics/a \"b\"");
    files.apply(&proposal.plan);
    assert_eq!(
        files.text("b.canvas"),
        canvas
            .replace("img\\/p.png", "pics/a \\\"b\\\".png")
            .replace("![[p.png]]", "![[a \\\"b\\\".png]]")
            .replace("[[p.png|p.png]]", "[[a \\\"b\\\".png|a \\\"b\\\".png]]")
    );
    assert_eq!(files.text("n.md"), "![[a \"b\".png|100x20]] ![a \"b\"](a%20\"b\".png)");
    assert_eq!(
        files.text(".obsidian/bookmarks.json"),
        bookmarks.replace("\"path\":\"img/p.png\"", "\"path\":\"pics/a \\\"b\\\".png\"")
    );
    let proposal = rename_in(&files, Shortest, "pics", "deep/pics");
    files.apply(&proposal.plan);
    assert!(
        files.text(".obsidian/bookmarks.json").contains("\"path\":\"deep/pics/a \\\"b\\\".png\"")
    );
    assert!(files.text("b.canvas").contains("\"file\":\"deep/pics/a"));
}

#[test]
fn a_folder_takes_its_links_along() {
    let mut files = Files::new([
        ("p/q/a.md", "[[b]] [[q/b]] [x](../r/c.md)"),
        ("p/q/b.md", "[[p/q/a]]"),
        ("p/r/c.md", "[[../q/a]] [[a]] [[p/q/a|a]]"),
    ]);
    let proposal = rename_in(&files, Shortest, "p/q", "z");
    files.apply(&proposal.plan);
    assert_eq!(files.text("z/a.md"), "[[b]] [[b]] [x](../p/r/c.md)");
    assert_eq!(files.text("z/b.md"), "[[a]]");
    assert_eq!(files.text("p/r/c.md"), "[[../../z/a]] [[a]] [[a|a]]");
    assert_eq!(proposal.planned.moved[0].to, path("z"));
}

#[test]
fn what_cannot_be_is_refused() {
    let files = Files::new([("a/Note.md", ""), ("b/Other.md", ""), ("x.png", "")]);
    let graph = files.graph(Shortest);
    for (from, to, code) in [
        ("a/Note.md", "b/other.MD", Code::Exists),
        ("a/Note.md", "x.png/Note.md", Code::Exists),
        ("a/Note.md", "a/Note", Code::Invalid),
        ("a/Note.md", "../Note", Code::Invalid),
        ("a/Note.md", "a/.hidden", Code::Invalid),
        ("a/Note.md", "a/x:y", Code::Invalid),
        ("a/Note.md", "", Code::Invalid),
        ("a", "a/b", Code::Invalid),
        ("a", "b", Code::Exists),
        ("none.md", "x.md", Code::NotFound),
        ("", "x", Code::NotFound),
    ] {
        let error = plan_rename(&graph, &files, &path(from), to).unwrap_err();
        assert_eq!(error.code, code, "{from} to {to}: {error}");
    }
    let to = |from: &str, to: &str| {
        plan_rename(&graph, &files, &path(from), to).unwrap().plan.moves[0].to.to_string()
    };
    assert_eq!(to("a/Note.md", "B/ v1.2 "), "b/v1.2.md");
    assert_eq!(to("x.png", "photo 1.5"), "photo 1.5.png");
    assert_eq!(to("x.png", "photo.jpg"), "photo.jpg");
}

#[test]
fn a_note_that_is_no_utf_8_is_left_alone_and_named() {
    let mut files = Files::new([("Old.md", "")]);
    files.0.insert(path("latin.md"), b"\xe9 [[Old]]".to_vec());
    let proposal = rename_in(&files, Shortest, "Old.md", "New.md");
    assert!(proposal.plan.splices.is_empty());
    assert_eq!(proposal.planned.warnings, ["latin.md is not UTF-8, so its links stay as they are"]);
}

/// A few names, so that they clash; some differ in case, some are awkward in one syntax.
fn any_name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["a", "b", "A", "x y", "é(1", "it's \"q\"", "$1"])
}

fn any_folder() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "p/", "q/", "p/q/", "Q r/"])
}

fn any_path() -> impl Strategy<Value = String> {
    (any_folder(), any_name(), prop::sample::select(vec!["md", "md", "md", "png", "canvas"]))
        .prop_map(|(folder, name, extension)| format!("{folder}{name}.{extension}"))
}

fn any_target() -> impl Strategy<Value = String> {
    let before = prop::sample::select(vec!["", "", "", "./", "../", "/", "../../"]);
    let end = prop::sample::select(vec!["", "", ".md", ".png"]);
    (before, any_folder(), any_name(), end).prop_map(|(b, f, n, e)| format!("{b}{f}{n}{e}"))
}

fn any_link() -> impl Strategy<Value = String> {
    let subpath = prop::sample::select(vec!["", "", "#H", "#^b"]);
    (any_target(), subpath, any_name(), 0..8usize).prop_map(|(target, subpath, display, form)| {
        let encoded = target.replace('(', "%28").replace(' ', "%20");
        match form {
            0 => format!("[[{target}{subpath}]]"),
            1 => format!("[[{target}{subpath}|{display}]]"),
            2 => format!("![[{target}{subpath}]]"),
            3 => format!("[{display}]({encoded}{subpath})"),
            4 => format!("![{display}](<{target}{subpath}>)"),
            5 => format!("| t |\n| -- |\n| [[{target}{subpath}\\|{display}]] |\n\n"),
            6 => format!("- [ ] [[{target}]] `[[{target}]]`\n"),
            _ => "[[#H]]".to_owned(),
        }
    })
}

fn any_note() -> impl Strategy<Value = String> {
    let property = (any_target(), any::<bool>()).prop_map(|(target, double)| match double {
        true => format!("\"[[{}]]\"", target.replace('"', "\\\"")),
        false => format!("'[[{}]]'", target.replace('\'', "''")),
    });
    let block = prop::collection::vec(property, 0..3).prop_map(|links| match links.as_slice() {
        [] => String::new(),
        links => format!("---\nup:\n  - {} # c\n---\n", links.join("\n  - ")),
    });
    (block, prop::collection::vec(any_link(), 0..5))
        .prop_map(|(block, links)| format!("{block}{}\n", links.join(" ")))
}

fn any_canvas(note: &str) -> String {
    let card = note.strip_prefix("---").unwrap_or(note);
    let file = serde_json::json!({"id": "2", "type": "file", "file": "p/a.md", "text": card});
    format!("{{ \"nodes\" : [ {file} ] }}")
}

fn any_vault() -> impl Strategy<Value = Files> {
    prop::collection::vec((any_path(), any_note()), 1..9).prop_map(|notes| {
        let mut files = Files::default();
        for (at, text) in notes {
            let at = path(&at);
            let text = if at.extension() == "canvas" { any_canvas(&text) } else { text };
            files.0.entry(at).or_insert(text.into_bytes());
        }
        files
    })
}

fn any_style() -> impl Strategy<Value = LinkStyle> {
    prop::sample::select(vec![Shortest, Relative, Absolute])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn every_link_keeps_its_destination(
        mut files in any_vault(),
        which in any::<prop::sample::Index>(),
        as_folder in prop::bool::weighted(0.25),
        to in any_path(),
        style in any_style(),
    ) {
        let file = which.get(&files.0.keys().cloned().collect::<Vec<_>>()).clone();
        let folder = file.folder();
        let (from, to) = match as_folder && !folder.is_root() {
            true => (folder, to.rsplit_once('.').unwrap().0.to_owned()),
            false => (file, to),
        };
        let Ok(proposal) = plan_rename(&files.graph(style), &files, &from, &to) else {
            return Ok(());
        };
        let to = proposal.plan.moves[0].to.clone();
        let before = destinations(&files, style);
        let kept = files.clone();
        files.apply(&proposal.plan);
        let after = destinations(&files, style);
        for (source, old) in before {
            let new = &after[&moved(&source, &from, &to)];
            prop_assert_eq!(old.len(), new.len(), "{} in {:?}", source, kept);
            for ((lead, subpath), (new_lead, new_subpath)) in old.iter().zip(new) {
                let Some(lead) = lead else { continue };
                prop_assert_eq!(Some(moved(lead, &from, &to)), new_lead.clone(), "in {}", source);
                prop_assert_eq!(subpath, new_subpath);
            }
        }
        prop_assert!(!proposal.planned.warnings.iter().any(|text| text.contains("the new name")));
    }
}

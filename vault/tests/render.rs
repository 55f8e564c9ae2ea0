//! No text of a note becomes HTML that runs, loads from afar or poses as the app.
//!
//! The check reads the HTML as the sanitiser writes it: every `<` opens a tag of the allow-list
//! with allowed attributes, and every address is one that may be opened or loaded.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

use std::path::Path;

use proptest::prelude::*;
use regex::Regex;
use vault::edit::SeenText;
use vault::edit::task::plan_toggle;
use vault::parse::parse;
use vault::path::VaultPath;
use vault::query::render::{Note, RenderContext, RenderOptions, render};

/// A vault in which every target is a file of that very name.
struct Everything;

impl RenderContext for Everything {
    fn resolve(&self, _: &VaultPath, target: &str) -> Option<VaultPath> {
        VaultPath::new(target).ok().filter(|path| !path.is_root())
    }

    fn text(&self, path: &VaultPath) -> Option<String> {
        Some(format!("# {path}\n\n{path} ^id\n"))
    }

    fn url(&self, path: &VaultPath) -> Option<String> {
        Some(format!("vault://localhost/{}", path.as_str().len()))
    }
}

fn html(text: &str) -> String {
    let path = VaultPath::new("Folder/Note.md").unwrap();
    let facts = parse(text);
    let note = Note { path: &path, text, facts: &facts };
    render(note, &Everything, RenderOptions::default()).into_string()
}

const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

const ATTRIBUTES: &[&str] = &[
    "align",
    "alt",
    "aria-label",
    "char",
    "charoff",
    "checked",
    "class",
    "color",
    "cols",
    "colspan",
    "controls",
    "datetime",
    "dir",
    "headers",
    "height",
    "href",
    "hreflang",
    "id",
    "lang",
    "loading",
    "open",
    "rel",
    "role",
    "rowspan",
    "scope",
    "size",
    "span",
    "src",
    "start",
    "summary",
    "target",
    "title",
    "type",
    "value",
    "width",
    "reversed",
    "noshade",
];

/// Says what is wrong with sanitised HTML.
fn fault(html: &str, tag: &Regex, attribute: &Regex) -> Option<String> {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let Some(found) = tag.captures(rest) else {
            return Some(format!("no tag: {}", &rest[..rest.len().min(80)]));
        };
        if !ELEMENTS.contains(&&found[1]) {
            return Some(format!("element {}", &found[1]));
        }
        for pair in attribute.captures_iter(&found[2]) {
            let (name, value) = (&pair[1], &pair[2]);
            let known = ATTRIBUTES.contains(&name) || name.starts_with("data-");
            let harmless = match name {
                "href" => ["#", "http://", "https://", "mailto:"]
                    .iter()
                    .any(|start| value.to_lowercase().starts_with(start)),
                "src" => {
                    value.starts_with("vault://localhost/") || value.starts_with("data:image/")
                }
                "type" => &found[1] != "input" || value == "checkbox",
                "id" => ["h-", "b-", "fn-", "fnref-"].iter().any(|start| value.starts_with(start)),
                _ => true,
            };
            if !known || !harmless {
                return Some(format!("attribute {name}={value}"));
            }
        }
        rest = &rest[found[0].len()..];
    }
    None
}

fn tag() -> Regex {
    Regex::new(r#"^</?([a-z0-9]+)((?: [a-z-]+="[^"<>]*")*)>"#).unwrap()
}

fn attribute() -> Regex {
    Regex::new(r#" ([a-z-]+)="([^"]*)""#).unwrap()
}

/// Every place of a note where a text can stand.
const PLACES: &[&str] = &[
    "@",
    "text @ text",
    "[@](Note)",
    "[text](@)",
    "[text](<@>)",
    "[text](Note \"@\")",
    "![@](img.png)",
    "![alt](@)",
    "[[@]]",
    "[[Note|@]]",
    "[[Note#@]]",
    "![[@]]",
    "![[@.png]]",
    "![[@.pdf#@|@]]",
    "# @",
    "#@",
    "> [!@] @\n> @",
    "> @",
    "```@\n@\n```",
    "`@`",
    "```mermaid\n@\n```",
    "| @ | b |\n|---|---|\n| @ | c |",
    "text[^1] ^[@]\n\n[^1]: @",
    "$@$ and\n\n$$\n@\n$$",
    "%%@%%",
    "- [ ] @",
    "- [@] x",
    "==@==",
    "<div @>",
    "<div class=\"@\">@</div>",
    "<@",
    "text ^@",
    "[x]: @\n\n[x] [x][x]",
    "<https://@> https://@",
];

#[test]
fn payloads_stay_text() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = file.join("../../shared/corpora/xss-payloads.json");
    #[allow(clippy::disallowed_methods)] // A test reads its own input.
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: no corpus {}", file.display());
        return;
    };
    let corpus: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut payloads = Vec::new();
    texts(&corpus, &mut payloads);
    let (tag, attribute) = (tag(), attribute());
    let mut checked = 0;
    for (at, payload) in payloads.iter().enumerate() {
        // Every payload stands in the open and in two other places, in turn.
        let turns = (0..2).map(|turn| PLACES[(at * 2 + turn) % PLACES.len()]);
        for place in turns.chain(["@"]) {
            let note = place.replace('@', payload);
            if let Some(fault) = fault(&html(&note), &tag, &attribute) {
                panic!("{fault}\nin {note:?}\n{}", html(&note));
            }
            checked += 1;
        }
    }
    assert!(checked > 10_000, "only {checked} were checked");
    println!("{checked} notes from {} payloads", payloads.len());
}

fn texts(value: &serde_json::Value, all: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => all.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| texts(item, all)),
        serde_json::Value::Object(entries) => entries.values().for_each(|item| texts(item, all)),
        _ => {}
    }
}

#[test]
fn known_tricks_stay_text_in_every_place() {
    let (tag, attribute) = (tag(), attribute());
    for payload in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "data:image/svg+xml;base64,PHN2Zz4=",
        "vault://other/1",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext></mtext><mglyph><svg><mtext><style><img src=x onerror=alert(1)>",
        "<iframe srcdoc=\"<script>alert(1)</script>\">",
        "<form action=https://x><button formaction=javascript:x>",
        "<input autofocus onfocus=alert(1)>",
        "<base href=https://x/>",
        "<meta http-equiv=refresh content=0>",
        "<a href=\"&#106;avascript:alert(1)\">x</a>",
        "\u{fdd0}0\u{fdd1}",
        "\u{fdd0}99\u{fdd1}<b>",
    ] {
        for place in PLACES {
            let note = place.replace('@', payload);
            if let Some(fault) = fault(&html(&note), &tag, &attribute) {
                panic!("{fault}\nin {note:?}\n{}", html(&note));
            }
        }
    }
}

#[test]
fn the_check_itself_finds_faults() {
    let (tag, attribute) = (tag(), attribute());
    for html in [
        "<script>",
        "<b onclick=\"x\">",
        "<b onclick='x'>",
        "<a href=\"javascript:x\">",
        "<img src=\"https://x\">",
        "<input type=\"text\">",
        "<p id=\"app\">",
        "<svg/onload=x>",
    ] {
        assert!(fault(html, &tag, &attribute).is_some(), "{html}");
    }
    assert_eq!(fault("<p class=\"x\">a &lt; b</p><br>", &tag, &attribute), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_markdown_renders_safely(pieces in prop::collection::vec(0..PIECES.len(), 0..40)) {
        let text: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
        prop_assert_eq!(fault(&html(&text), &tag(), &attribute()), None);
    }
}

const PIECES: &[&str] = &[
    "[[",
    "]]",
    "![[",
    "|",
    "#",
    "^id",
    "[",
    "](",
    ")",
    "!",
    "\\",
    "`",
    "```\n",
    "%%",
    "$",
    "$$",
    "==",
    "- ",
    "1. ",
    "- [ ] ",
    "> ",
    "> [!note]- ",
    "---\n",
    "| a |\n|---|\n",
    "<!--",
    "-->",
    "<div>",
    "<a b=\"",
    "<script>",
    "[^1]",
    "\n\n[^1]: ",
    "^[",
    "word ",
    "żółć",
    "😀",
    "\n",
    "\n\n",
    "\u{fdd0}",
    "\u{fdd1}",
    "\0",
    "**",
    "_",
    "https://x.org",
    "<img src=x onerror=y>",
    "# ",
    "    ",
];

/// A vault in which each note embeds its two neighbours.
struct Bomb;

impl RenderContext for Bomb {
    fn resolve(&self, _: &VaultPath, target: &str) -> Option<VaultPath> {
        VaultPath::new(format!("{target}.md")).ok()
    }

    fn text(&self, path: &VaultPath) -> Option<String> {
        let name = path.title();
        Some((0..40).map(|next| format!("![[{name}{next}]]\n\n")).collect())
    }

    fn url(&self, _: &VaultPath) -> Option<String> {
        None
    }
}

#[test]
fn embeds_end_however_many_there_are() {
    let path = VaultPath::new("Note.md").unwrap();
    let text = "![[a]]\n\n![[Note]]\n\n![[Note#^x]]\n\n![[a]]\n\nself ![[Note#^x]] ^x\n";
    let facts = parse(text);
    let note = Note { path: &path, text, facts: &facts };
    let html = render(note, &Bomb, RenderOptions::default()).into_string();
    let embeds = html.matches("markdown-embed-content").count();
    assert!((2..=250).contains(&embeds), "{embeds} embeds");
}

#[test]
fn deep_nesting_ends() {
    for text in [
        ">".repeat(20_000),
        "- ".repeat(20_000),
        "[".repeat(20_000),
        "<div>".repeat(20_000),
        "<b>".repeat(20_000),
        "*a ".repeat(20_000),
        "^[".repeat(20_000),
        "==".repeat(20_000),
        format!("{}a{}", "^[".repeat(5_000), "]".repeat(5_000)),
        "> [!note]\n".repeat(5_000),
        "a[^1]".repeat(5_000) + "\n\n[^1]: x",
    ] {
        html(&text);
    }
}

#[test]
fn a_box_names_the_line_of_its_task() {
    let text = "---\nup: x\n---\nintro\n\n- [ ] one\n    - [x] two\n\n> - [/] three\n";
    let line = Regex::new(r#"<input [^>]*data-line="(\d+)""#).unwrap();
    let lines: Vec<u32> =
        line.captures_iter(&html(text)).map(|found| found[1].parse().unwrap()).collect();
    assert_eq!(lines, [6, 7, 9]);
    for line in lines {
        let path = VaultPath::new("Folder/Note.md").unwrap();
        let note = SeenText::new(path, text.as_bytes().to_vec()).unwrap();
        let plan = plan_toggle(&note, line).unwrap();
        let at = plan.splices[0].splices[0].span.start as usize;
        assert_eq!(text[..at].lines().count(), line as usize);
    }
}

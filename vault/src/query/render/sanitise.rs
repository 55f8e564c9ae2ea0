//! The one gate through which HTML of notes leaves the core: an allow-list.

use std::borrow::Cow;
use std::sync::LazyLock;

use ammonia::Builder;

/// Elements beyond those that the sanitiser allows by itself.
const ELEMENTS: [&str; 6] = ["audio", "input", "section", "source", "tfoot", "video"];

/// What the page reads from the elements that rendering writes.
const DATA: [&str; 14] = [
    "data-callout",
    "data-callout-fold",
    "data-callout-metadata",
    "data-heading",
    "data-href",
    "data-kind",
    "data-line",
    "data-path",
    "data-src",
    "data-subpath",
    "data-tag",
    "data-task",
    "data-tex",
    "data-type",
];

/// The classes that rendering writes. Others in a note are dropped, so that no note can look
/// like a part of the app.
const CLASSES: [&str; 42] = [
    "block-anchor",
    "callout",
    "callout-content",
    "callout-title",
    "callout-title-inner",
    "external-link",
    "file-embed",
    "footnote-backref",
    "footnote-ref",
    "footnotes",
    "image-embed",
    "inline-embed",
    "internal-embed",
    "internal-link",
    "is-blocked",
    "is-checked",
    "is-collapsed",
    "is-collapsible",
    "is-cycle",
    "is-missing",
    "is-unresolved",
    "markdown-embed",
    "markdown-embed-content",
    "markdown-embed-title",
    "math",
    "math-display",
    "math-inline",
    "media-embed",
    "mermaid-source",
    "pdf-embed",
    "remote-image",
    "tag",
    "task-list-item",
    "task-list-item-checkbox",
    "align-left",
    "align-center",
    "align-right",
    "embed-message",
    "footnote",
    "table-scroll",
    "code-block",
    "is-open",
];

/// The starts of the ids that rendering writes, so that no note can take another id.
const IDS: [&str; 4] = ["h-", "b-", "fn-", "fnref-"];

/// Elements nest this deep; tags that would nest deeper are left out, and their text stays. The
/// time that reading HTML takes grows with the depth.
const DEEPEST: usize = 128;

/// Elements that need no end tag, so that their tags say nothing about the depth.
const OPEN_ENDED: [&str; 17] = [
    "br", "col", "dd", "dt", "hr", "img", "input", "li", "p", "source", "tbody", "td", "tfoot",
    "th", "thead", "tr", "wbr",
];

/// Returns `html` without anything that could run, load from afar or pose as the app.
pub(super) fn clean(html: &str) -> String {
    SANITISER.clean(&without_deep_tags(html)).to_string()
}

fn without_deep_tags(html: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let (mut depth, mut from, mut at) = (0usize, 0, 0);
    while let Some(found) = memchr::memchr(b'<', html.as_bytes().get(at..).unwrap_or(&[])) {
        let start = at + found;
        let rest = html.get(start + 1..).unwrap_or("");
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = name.get(..length).unwrap_or("").to_ascii_lowercase();
        at = start + 1;
        if name.is_empty() || OPEN_ENDED.contains(&name.as_str()) {
            continue;
        }
        if rest.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
        }
        if depth > DEEPEST {
            kept.push_str(html.get(from..start).unwrap_or(""));
            at = start + 1 + rest.find('>').map_or(rest.len(), |end| end + 1);
            from = at;
        }
    }
    if from == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(html.get(from..).unwrap_or(""));
    Cow::Owned(kept)
}

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_tags(ELEMENTS)
        .rm_tags(["area", "map"])
        .add_clean_content_tags(["iframe", "object", "noscript", "template", "textarea", "title"])
        .add_generic_attributes(DATA)
        .add_generic_attributes(["class", "id", "aria-label", "role"])
        .add_tag_attributes("a", ["target"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("input", ["checked", "type"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("audio", ["controls", "src"])
        .add_tag_attributes("video", ["controls", "src", "width", "height"])
        .add_tag_attributes("source", ["src"])
        .set_tag_attribute_value("input", "type", "checkbox")
        .add_tag_attribute_values("a", "target", ["_blank"])
        .url_schemes(["http", "https", "mailto", "vault", "data"].into())
        .link_rel(Some("noopener noreferrer"))
        .attribute_filter(allowed);
    builder
});

fn allowed<'v>(element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    match attribute {
        "class" => classes(value),
        "id" => is_own_id(value).then_some(Cow::Borrowed(value)),
        "href" => (element == "a" && is_link(value)).then_some(Cow::Borrowed(value)),
        "src" => is_source(value).then_some(Cow::Borrowed(value)),
        "cite" | "longdesc" | "background" => None,
        _ => Some(Cow::Borrowed(value)),
    }
}

fn classes(value: &str) -> Option<Cow<'_, str>> {
    let is_own = |class: &&str| CLASSES.contains(class) || class.starts_with("language-");
    let kept: Vec<_> = value.split_ascii_whitespace().filter(is_own).collect();
    (!kept.is_empty()).then(|| Cow::Owned(kept.join(" ")))
}

fn is_own_id(value: &str) -> bool {
    IDS.iter().any(|start| value.starts_with(start))
}

/// Returns true for an address that a click may open outside, or a place in the note.
fn is_link(value: &str) -> bool {
    let starts = |scheme: &str| {
        value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    value.starts_with('#') || starts("https://") || starts("http://") || starts("mailto:")
}

/// Returns true for an address that loads from the vault, or that holds a picture itself.
fn is_source(value: &str) -> bool {
    const PICTURES: [&str; 5] = ["png", "jpeg", "gif", "webp", "avif"];
    let picture = value.strip_prefix("data:image/").and_then(|rest| rest.split_once(";base64,"));
    value.starts_with("vault://localhost/")
        || value.starts_with("http://vault.localhost/")
        || picture.is_some_and(|(kind, _)| PICTURES.contains(&kind))
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_could_run_or_load_is_gone() {
        for (html, left) in [
            ("<script>x()</script>a", "a"),
            ("<b onclick=\"x()\">a</b>", "<b>a</b>"),
            ("<img src=\"https://x/y.png\" alt=\"a\">", "<img alt=\"a\">"),
            (
                "<div class=\"modal callout\" id=\"app\" style=\"x\">a</div>",
                "<div class=\"callout\">a</div>",
            ),
            ("<input type=\"text\" name=\"q\">", "<input type=\"checkbox\">"),
            ("<iframe src=\"https://x\">a</iframe>b", "b"),
            ("<img src=\"vault://localhost/1\">", "<img src=\"vault://localhost/1\">"),
            ("<img src=\"data:image/svg+xml;base64,AAAA\">", "<img>"),
        ] {
            assert_eq!(clean(html), left);
        }
        assert!(!clean("<a href=\"javascript:x()\">a</a>").contains("javascript"));
        assert!(!clean("<a href=\"file:///etc/passwd\">a</a>").contains("href"));
        assert!(!clean("<a href=\"/index.html\">a</a>").contains("href"));
    }
}

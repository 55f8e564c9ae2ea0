//! Callouts: `> [!type|meta]± Title`.

/// The first line of a callout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Callout {
    /// The type as written, in lower case.
    pub(super) written: String,
    /// The type whose colour and icon it has.
    pub(super) kind: &'static str,
    /// What stands behind a pipe in the type.
    pub(super) meta: Option<String>,
    /// `+` for a foldable callout that starts open, `-` for one that starts closed.
    pub(super) fold: Option<char>,
    /// Where the title starts, in bytes from the start of the quote.
    pub(super) title: usize,
    /// True where a title is written.
    pub(super) has_title: bool,
}

/// Reads the first line of a quote; nothing where it is no callout.
pub(super) fn read(quote: &str) -> Option<Callout> {
    let line = quote.lines().next()?;
    let open = line.find("[!")?;
    let before = line.get(..open)?;
    if before.chars().any(|c| !matches!(c, '>' | ' ' | '\t')) {
        return None;
    }
    let inside = line.get(open + 2..)?;
    let close = inside.find(']')?;
    let (written, meta) = match inside.get(..close)?.split_once('|') {
        Some((written, meta)) => (written, Some(meta.trim().to_owned())),
        None => (inside.get(..close)?, None),
    };
    let written = written.trim().to_lowercase();
    if written.is_empty() {
        return None;
    }
    let rest = inside.get(close + 1..)?;
    let fold = rest.chars().next().filter(|c| matches!(c, '+' | '-'));
    let title = open + 2 + close + 1 + usize::from(fold.is_some());
    let has_title = !line.get(title..)?.trim().is_empty();
    Some(Callout { kind: kind(&written), written, meta, fold, title, has_title })
}

/// Returns the type that a type or alias looks like; an unknown one looks like a note.
fn kind(written: &str) -> &'static str {
    match written {
        "abstract" | "summary" | "tldr" => "abstract",
        "info" => "info",
        "todo" => "todo",
        "tip" | "hint" | "important" => "tip",
        "success" | "check" | "done" => "success",
        "question" | "help" | "faq" => "question",
        "warning" | "caution" | "attention" => "warning",
        "failure" | "fail" | "missing" => "failure",
        "danger" | "error" => "danger",
        "bug" => "bug",
        "example" => "example",
        "quote" | "cite" => "quote",
        _ => "note",
    }
}

/// Returns the title of a callout that has none: its type, with a capital.
pub(super) fn default_title(written: &str) -> String {
    let mut rest = written.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + rest.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_says_what_it_is() {
        let callout = read("> [!FAQ|wide]- Why so?\n> text").unwrap();
        assert_eq!((callout.written.as_str(), callout.kind), ("faq", "question"));
        assert_eq!((callout.meta.as_deref(), callout.fold), (Some("wide"), Some('-')));
        assert!(callout.has_title);
        assert_eq!(read("> > [!x]").unwrap().kind, "note");
        assert_eq!(read("> text [!note]"), None);
        assert_eq!(read("> [!]"), None);
        assert_eq!(default_title("custom"), "Custom");
    }
}

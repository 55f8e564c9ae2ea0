//! Finding texts in a JSON file, to change them where they stand and leave every other byte.

use std::borrow::Cow;

use super::json_tree::{JsonKind, JsonValue, inside_quotes, read_tree};
use crate::text::Span;

/// A text in a JSON file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonText {
    /// Where it is, the keys and 0-based positions joined by dots: `nodes.0.file`.
    pub place: String,
    /// The bytes between its quotes.
    pub span: Span,
}

/// Lists the texts that are values (not keys) in order; nothing where `json` is not valid.
pub fn list_texts(json: &str) -> Vec<JsonText> {
    let mut texts = Vec::new();
    if let Ok(tree) = read_tree(json) {
        collect(&tree, &mut String::new(), &mut texts);
    }
    texts
}

fn collect(value: &JsonValue, place: &mut String, texts: &mut Vec<JsonText>) {
    let length = place.len();
    let mut below = |step: &str, value: &JsonValue| {
        push_step(place, step);
        collect(value, place, texts);
        place.truncate(length);
    };
    match &value.kind {
        JsonKind::Object(members) => {
            members.iter().for_each(|member| below(&member.key, &member.value));
        }
        JsonKind::List(items) => {
            let numbered = items.iter().enumerate();
            numbered.for_each(|(number, item)| below(&number.to_string(), item));
        }
        JsonKind::Text => {
            texts.push(JsonText { place: place.clone(), span: inside_quotes(value.span) });
        }
        JsonKind::Other => {}
    }
}

fn push_step(place: &mut String, step: &str) {
    if !place.is_empty() {
        place.push('.');
    }
    place.push_str(step);
}

/// A JSON text without its escapes, and the way back to the bytes it was read from.
#[derive(Debug, Clone)]
pub struct Decoded<'j> {
    /// What the text says.
    pub text: Cow<'j, str>,
    /// For each escape: the byte after it, here and in the file's bytes.
    shifts: Vec<(usize, usize)>,
}

impl Decoded<'_> {
    /// Returns the offset in the raw bytes for an offset in the text.
    pub fn raw_offset(&self, offset: usize) -> usize {
        let after = self.shifts.partition_point(|(here, _)| *here <= offset);
        match after.checked_sub(1).and_then(|at| self.shifts.get(at)) {
            Some((here, raw)) => raw + (offset - here),
            None => offset,
        }
    }
}

/// Reads the bytes between the quotes of a JSON text.
pub fn decode(raw: &str) -> Decoded<'_> {
    if !raw.contains('\\') {
        return Decoded { text: Cow::Borrowed(raw), shifts: Vec::new() };
    }
    let mut text = String::with_capacity(raw.len());
    let mut shifts = Vec::new();
    let mut at = 0;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(plain) = rest.find('\\') else {
            text.push_str(rest);
            break;
        };
        text.push_str(rest.get(..plain).unwrap_or_default());
        let escape = escape_length(rest.get(plain..).unwrap_or_default());
        let quoted = format!("\"{}\"", rest.get(plain..plain + escape).unwrap_or_default());
        // A lone surrogate is no character; it is shown as one that says so and stays as it is.
        text.push_str(&serde_json::from_str::<String>(&quoted).unwrap_or("\u{fffd}".to_owned()));
        at += plain + escape;
        shifts.push((text.len(), at));
    }
    Decoded { text: Cow::Owned(text), shifts }
}

/// Returns the length of the escape that `rest` starts with; a surrogate pair is one.
fn escape_length(rest: &str) -> usize {
    let unit = |at: usize| {
        let digits = rest.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    match (unit(0), unit(6)) {
        (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
        (Some(_), _) => 6,
        _ => 2.min(rest.len()),
    }
}

/// Returns `text` as it stands between the quotes of a JSON text.
pub fn encode(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted.get(1..quoted.len() - 1).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(json: &str) -> Vec<(String, &str)> {
        list_texts(json).into_iter().map(|text| (text.place, text.span.of(json))).collect()
    }

    #[test]
    fn texts_are_found_with_their_place() {
        let json = "\u{feff}{ \"a\\u0062\": [1, \"x\\\"y\", {\"k\": \"v\"}], \"n\": null,\n \"e\":{}, \"l\":[], \"z\" : \"é\"}";
        assert_eq!(
            found(json),
            [("ab.1".to_owned(), "x\\\"y"), ("ab.2.k".to_owned(), "v"), ("z".to_owned(), "é")]
        );
        assert!(found("{\"a\": }").is_empty() && found("").is_empty());
        assert!(found(&"[".repeat(100_000)).is_empty());
    }

    #[test]
    fn an_offset_finds_its_way_back_through_escapes() {
        let raw = r#"a\n\u00e9b\ud83d\ude00c"#;
        let decoded = decode(raw);
        assert_eq!(decoded.text, "a\néb😀c");
        for (offset, wanted) in [(0, "a"), (1, "\\n"), (2, "\\u"), (4, "b"), (5, "\\u"), (9, "c")] {
            assert!(raw[decoded.raw_offset(offset)..].starts_with(wanted), "{offset}");
        }
        assert_eq!(decoded.raw_offset(decoded.text.len()), raw.len());
        assert_eq!(encode("a\n\"é"), "a\\n\\\"é");
    }
}

//! Where each value of a JSON text stands, so that one can be changed and every other byte stays.

use super::json_text::decode;
use crate::text::Span;

/// A value and the bytes it stands in, quotes and brackets included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonValue {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: JsonKind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonKind {
    /// `{…}` with its members in order.
    Object(Vec<JsonMember>),
    /// `[…]` with its values in order.
    List(Vec<JsonValue>),
    /// A text in quotes.
    Text,
    /// A number, `true`, `false` or `null`.
    Other,
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonMember {
    /// The key without escapes.
    pub key: String,
    /// The key's bytes, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: JsonValue,
}

impl JsonMember {
    /// Returns the bytes of key and value, and what stands between them.
    pub fn span(&self) -> Span {
        Span { start: self.key_span.start, end: self.value.span.end }
    }
}

impl JsonValue {
    /// Returns the members of an object; none for anything else.
    pub fn members(&self) -> &[JsonMember] {
        match &self.kind {
            JsonKind::Object(members) => members,
            _ => &[],
        }
    }

    /// Finds the member of a key; of several the last, which is the one that counts.
    pub fn member(&self, key: &str) -> Option<&JsonMember> {
        self.members().iter().rev().find(|member| member.key == key)
    }

    /// Returns the values of a list; none for anything else.
    pub fn items(&self) -> &[Self] {
        match &self.kind {
            JsonKind::List(items) => items,
            _ => &[],
        }
    }

    /// Finds the value of a key.
    pub fn find(&self, key: &str) -> Option<&Self> {
        self.member(key).map(|member| &member.value)
    }

    /// Reads the value out of the text that it stands in.
    pub fn read(&self, json: &str) -> serde_json::Value {
        serde_json::from_str(self.span.of(json)).unwrap_or_default()
    }
}

/// Reads a JSON text; a byte-order mark before it is skipped.
///
/// # Errors
/// What the reader says where the text is not valid JSON, or nested deeper than 128 levels.
pub fn read_tree(json: &str) -> Result<JsonValue, serde_json::Error> {
    let bare = json.strip_prefix('\u{feff}').unwrap_or(json);
    // The reader's own depth limit stands guard: what it refuses is never scanned.
    serde_json::from_str::<serde::de::IgnoredAny>(bare)?;
    let mut scanner = Scanner { json, at: json.len() - bare.len() };
    Ok(scanner.value())
}

/// Walks JSON that is known to be valid and no deeper than the reader's limit.
struct Scanner<'j> {
    json: &'j str,
    at: usize,
}

impl Scanner<'_> {
    fn value(&mut self) -> JsonValue {
        let first = self.peek();
        let start = self.at;
        let kind = match first {
            Some(b'"') => {
                self.text();
                JsonKind::Text
            }
            Some(b'{') => JsonKind::Object(self.members()),
            Some(b'[') => JsonKind::List(self.items()),
            _ => {
                let ends = |byte: u8| matches!(byte, b',' | b'}' | b']');
                self.skip_while(|byte| !ends(byte) && !byte.is_ascii_whitespace());
                JsonKind::Other
            }
        };
        JsonValue { span: Span::new(start..self.at), kind }
    }

    fn members(&mut self) -> Vec<JsonMember> {
        let mut members = Vec::new();
        self.at += 1;
        while let Some(b'"') = self.peek() {
            let key_span = self.text();
            let key = inside_quotes(key_span).of(self.json);
            let key = decode(key).text.into_owned();
            self.peek();
            self.at += 1; // The colon.
            members.push(JsonMember { key, key_span, value: self.value() });
            self.skip_comma();
        }
        self.at += 1;
        members
    }

    fn items(&mut self) -> Vec<JsonValue> {
        let mut items = Vec::new();
        self.at += 1;
        while self.peek().is_some_and(|byte| byte != b']') {
            items.push(self.value());
            self.skip_comma();
        }
        self.at += 1;
        items
    }

    fn skip_comma(&mut self) {
        if self.peek() == Some(b',') {
            self.at += 1;
        }
    }

    /// Returns the next byte that is no blank and stands on it.
    fn peek(&mut self) -> Option<u8> {
        self.skip_while(|byte| byte.is_ascii_whitespace());
        self.json.as_bytes().get(self.at).copied()
    }

    fn skip_while(&mut self, is_skipped: impl Fn(u8) -> bool) {
        while self.json.as_bytes().get(self.at).is_some_and(|byte| is_skipped(*byte)) {
            self.at += 1;
        }
    }

    /// Returns the bytes of a text with its quotes and stands behind them.
    fn text(&mut self) -> Span {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.json.as_bytes().get(self.at) {
            match byte {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at = (self.at + 1).min(self.json.len());
        Span::new(start..self.at)
    }
}

/// Returns the bytes between the quotes of a text.
pub fn inside_quotes(span: Span) -> Span {
    Span { start: span.start + 1, end: span.end.saturating_sub(1) }
}

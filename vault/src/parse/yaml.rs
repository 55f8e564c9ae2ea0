//! Reads YAML into properties by the core schema of YAML 1.2, with the place of each entry.
//!
//! The parser below tells what is written and where; which plain scalar is a number, a truth
//! value or nothing is decided here, so that `yes` stays a text and a date stays a text.

use std::collections::{BTreeMap, BTreeSet};

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, StrInput, options};

use crate::facts::Value;

/// How many values aliases may add up to; past it the block counts as invalid.
const MOST_VALUES: usize = 100_000;
/// Lists and maps nest this deep.
const DEEPEST: usize = 64;

/// A top-level entry.
#[derive(Debug)]
pub struct Entry {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: Value,
    /// Bytes of the YAML from the key to the value's end.
    pub span: std::ops::Range<usize>,
    /// The texts in the value: path below the key, content, and bytes as written.
    pub texts: Vec<Text>,
}

/// A text in a value, for the links that it may be.
#[derive(Debug)]
pub struct Text {
    /// Keys and positions from the property down, with dots.
    pub path: String,
    /// What it says.
    pub content: String,
    /// Its bytes as written, quotes included.
    pub span: std::ops::Range<usize>,
}

/// Why a block is no map of properties.
#[derive(Debug)]
pub struct Invalid {
    /// What is wrong.
    pub message: String,
    /// The byte of the YAML where reading stopped.
    pub at: usize,
}

/// Reads the top-level map. An empty block has no entries.
pub fn entries(yaml: &str) -> Result<Vec<Entry>, Invalid> {
    let options = options! { emit_comments: false, flow_nesting_limit: DEEPEST, block_nesting_limit: DEEPEST };
    let mut reader = Reader::new(yaml, options);
    let entries = reader.document()?;
    Ok(entries)
}

struct Reader<'y> {
    yaml: &'y str,
    parser: Parser<'y, StrInput<'y>>,
    anchors: BTreeMap<usize, Value>,
    /// How many values were built so far.
    values: usize,
    /// Texts of the entry that is being read.
    texts: Vec<Text>,
    /// Where the last event ended.
    end: usize,
}

/// An event with its bytes in the YAML.
type Step<'y> = (Event<'y>, std::ops::Range<usize>);

impl<'y> Reader<'y> {
    fn new(yaml: &'y str, options: Options) -> Self {
        let parser = Parser::new_from_str_with_options(yaml, options);
        let anchors = BTreeMap::new();
        Self { yaml, parser, anchors, values: 0, texts: Vec::new(), end: 0 }
    }

    fn document(&mut self) -> Result<Vec<Entry>, Invalid> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(..) => {}
                Event::StreamEnd => return Ok(Vec::new()),
                Event::Scalar(text, ScalarStyle::Plain, ..) if is_null(&text) => {
                    return self.finish(Vec::new());
                }
                Event::MappingStart(..) => {
                    let entries = self.top_level()?;
                    return self.finish(entries);
                }
                _ => return Err(self.invalid("expected lines of `key: value`", span.start)),
            }
        }
    }

    /// Makes sure that nothing follows the map.
    fn finish(&mut self, entries: Vec<Entry>) -> Result<Vec<Entry>, Invalid> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::DocumentEnd => {}
                Event::StreamEnd => return Ok(entries),
                _ => return Err(self.invalid("a second document follows", span.start)),
            }
        }
    }

    fn top_level(&mut self) -> Result<Vec<Entry>, Invalid> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen = BTreeSet::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(entries);
            }
            let key = self.key(event, &span, 0)?;
            if !seen.insert(key.clone()) {
                return Err(self.invalid(&format!("the key {key:?} is there twice"), span.start));
            }
            self.texts.clear();
            let value = self.value("", 1)?;
            let texts = std::mem::take(&mut self.texts);
            let end = if self.end > span.end { self.end } else { self.after_colon(span.end) };
            entries.push(Entry { key, value, span: span.start..end, texts });
        }
    }

    /// Returns the end of a key without a value.
    fn after_colon(&self, key_end: usize) -> usize {
        let rest = self.yaml.get(key_end..).unwrap_or("");
        let colon = rest.find(|c: char| !matches!(c, ' ' | '\t'));
        match colon.filter(|at| rest.get(*at..).is_some_and(|rest| rest.starts_with(':'))) {
            Some(colon) => key_end + colon + 1,
            None => key_end,
        }
    }

    fn value(&mut self, path: &str, depth: usize) -> Result<Value, Invalid> {
        let (event, span) = self.next()?;
        self.value_of(event, &span, path, depth)
    }

    fn value_of(
        &mut self,
        event: Event<'y>,
        span: &std::ops::Range<usize>,
        path: &str,
        depth: usize,
    ) -> Result<Value, Invalid> {
        self.values += 1;
        if depth > DEEPEST || self.values > MOST_VALUES {
            return Err(self.invalid("the properties are too deep or too many", span.start));
        }
        let anchor = event.anchor_id().filter(|id| *id != 0);
        let value = match event {
            Event::Scalar(text, style, ..) if event_is_text(&event_tag(&event), style) => {
                self.text(&text, span, path)
            }
            Event::Scalar(text, ..) => match plain(&text) {
                Value::Text(_) => self.text(&text, span, path),
                value => value,
            },
            Event::SequenceStart(..) => self.list(path, depth)?,
            Event::MappingStart(..) => self.map(path, depth)?,
            Event::Alias(id) => {
                let value = self.anchors.get(&id).cloned().unwrap_or(Value::Null);
                self.values += count(&value);
                value
            }
            _ => return Err(self.invalid("a value is missing", span.start)),
        };
        if let Some(id) = anchor {
            self.anchors.insert(id, value.clone());
        }
        Ok(value)
    }

    fn text(&mut self, text: &str, span: &std::ops::Range<usize>, path: &str) -> Value {
        let (path, content) = (path.to_owned(), text.to_owned());
        self.texts.push(Text { path, content, span: span.clone() });
        Value::Text(text.to_owned())
    }

    fn list(&mut self, path: &str, depth: usize) -> Result<Value, Invalid> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::SequenceEnd {
                return Ok(Value::List(items));
            }
            let below = join(path, &items.len().to_string());
            items.push(self.value_of(event, &span, &below, depth + 1)?);
        }
    }

    fn map(&mut self, path: &str, depth: usize) -> Result<Value, Invalid> {
        let mut entries: Vec<(String, Value)> = Vec::new();
        let mut seen = BTreeSet::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(Value::Map(entries));
            }
            let key = self.key(event, &span, depth)?;
            if !seen.insert(key.clone()) {
                return Err(self.invalid(&format!("the key {key:?} is there twice"), span.start));
            }
            let value = self.value(&join(path, &key), depth + 1)?;
            entries.push((key, value));
        }
    }

    /// Reads a key. A list or map as a key, as in `{{date}}`, is named by how it is written.
    fn key(
        &mut self,
        event: Event<'y>,
        span: &std::ops::Range<usize>,
        depth: usize,
    ) -> Result<String, Invalid> {
        if let Event::Scalar(text, ..) = &event {
            return Ok(text.clone().into_owned());
        }
        let texts = self.texts.len();
        let value = self.value_of(event, span, "", depth + 1)?;
        self.texts.truncate(texts);
        if let Some(text) = value.as_text() {
            return Ok(text);
        }
        Ok(flow(&value))
    }

    fn next(&mut self) -> Result<Step<'y>, Invalid> {
        let (event, span) = match self.parser.next_event() {
            Some(Ok(step)) => step,
            Some(Err(error)) => return Err(self.refused(&error)),
            None => return Ok((Event::StreamEnd, self.yaml.len()..self.yaml.len())),
        };
        let bytes = span.byte_range().unwrap_or(self.end..self.end);
        if matches!(event, Event::Scalar(..) | Event::Alias(_)) || !bytes.is_empty() {
            self.end = self.trimmed(&bytes);
        }
        Ok((event, bytes))
    }

    /// Returns the end of `bytes` without the blank lines that a block scalar takes along.
    fn trimmed(&self, bytes: &std::ops::Range<usize>) -> usize {
        let text = self.yaml.get(bytes.clone()).unwrap_or("");
        bytes.start + text.trim_end().len()
    }

    fn refused(&self, error: &ScanError) -> Invalid {
        let at = error.marker().byte_offset().unwrap_or(0);
        Invalid { message: error.info(), at: at.min(self.yaml.len()) }
    }

    fn invalid(&self, message: &str, at: usize) -> Invalid {
        Invalid { message: message.to_owned(), at: at.min(self.yaml.len()) }
    }
}

fn event_tag(event: &Event<'_>) -> Option<String> {
    event.tag().and_then(|tag| tag.core_suffix().map(str::to_owned))
}

fn event_is_text(tag: &Option<String>, style: ScalarStyle) -> bool {
    style != ScalarStyle::Plain || tag.as_deref() == Some("str")
}

fn join(path: &str, below: &str) -> String {
    if path.is_empty() { below.to_owned() } else { format!("{path}.{below}") }
}

fn count(value: &Value) -> usize {
    match value {
        Value::List(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Map(entries) => 1 + entries.iter().map(|(_, value)| count(value)).sum::<usize>(),
        _ => 1,
    }
}

/// Writes a value in flow style, as a key that is no scalar is shown.
fn flow(value: &Value) -> String {
    match value {
        Value::List(items) => {
            format!("[ {} ]", items.iter().map(flow).collect::<Vec<_>>().join(", "))
        }
        Value::Map(entries) => {
            let entry = |(key, value): &(String, Value)| match value {
                Value::Null => key.clone(),
                value => format!("{key}: {}", flow(value)),
            };
            format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        value => value.as_text().unwrap_or_else(|| "null".to_owned()),
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Decides what a plain scalar is, by the core schema of YAML 1.2.
fn plain(text: &str) -> Value {
    match text {
        text if is_null(text) => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let starts = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'));
    let number = if starts { number(text) } else { None };
    number.map_or_else(|| Value::Text(text.to_owned()), Value::Number)
}

fn number(text: &str) -> Option<serde_json::Number> {
    let radix = |digits: &str, radix| u64::from_str_radix(digits, radix).ok();
    let is_word = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if let Some(digits) = text.strip_prefix("0o").filter(|digits| is_word(digits)) {
        return radix(digits, 8).map(Into::into);
    }
    if let Some(digits) = text.strip_prefix("0x").filter(|digits| is_word(digits)) {
        return radix(digits, 16).map(Into::into);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        let plain = text.strip_prefix('+').unwrap_or(text);
        let whole =
            plain.parse::<i64>().map(Into::into).or_else(|_| plain.parse::<u64>().map(Into::into));
        return whole.ok().or_else(|| serde_json::Number::from_f64(plain.parse().ok()?));
    }
    if !is_float(unsigned) {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    // `1.0` and `1e3` are whole numbers, as in JavaScript.
    if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 {
        return Some((value as i64).into());
    }
    serde_json::Number::from_f64(value)
}

/// Tells `[0-9]*(\.[0-9]*)?([eE][-+]?[0-9]+)?` with at least one digit before the exponent.
fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (text.get(..at).unwrap_or(""), text.get(at + 1..)),
        None => (text, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent_fits = exponent.is_none_or(|exponent| {
        let bare = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !bare.is_empty() && digits(bare)
    });
    digits(whole) && digits(part) && whole.len() + part.len() > 0 && exponent_fits
}

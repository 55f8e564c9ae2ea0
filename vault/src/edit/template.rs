//! Templates: their variables, and putting one into a note with its properties merged.
//!
//! `{{date}}`, `{{time}}` and `{{title}}` stand for what they say, in any case; `{{date:FORMAT}}`
//! names a format of Moment.js. Anything else in braces stays as it is.

use super::append::with_line_ends;
use super::plan::{Splice, apply_splices};
use super::property::{plan_set, smallest_splice};
use super::{EditError, SeenText};
use crate::facts::{Frontmatter, Value};
use crate::parse::parse;
use crate::path::VaultPath;
use crate::text::Span;
use crate::text::moment::Moment;

/// What the variables of a template stand for.
#[derive(Debug, Clone, Copy)]
pub struct Filling<'f> {
    /// The name of the note.
    pub title: &'f str,
    /// The day and time.
    pub moment: Moment,
    /// How `{{date}}` is written.
    pub date_format: &'f str,
    /// How `{{time}}` is written.
    pub time_format: &'f str,
}

impl Filling<'_> {
    /// Returns the template with its variables filled in.
    pub fn fill(&self, template: &str) -> String {
        let mut text = String::with_capacity(template.len());
        let mut rest = template;
        while let Some(start) = rest.find("{{") {
            let (before, from) = rest.split_at(start);
            text.push_str(before);
            let inside = from.get(2..).and_then(|inside| inside.split_once("}}"));
            match inside.and_then(|(name, after)| Some((self.variable(name)?, after))) {
                Some((value, after)) => {
                    text.push_str(&value);
                    rest = after;
                }
                None => {
                    text.push_str("{{");
                    rest = from.get(2..).unwrap_or_default();
                }
            }
        }
        text.push_str(rest);
        text
    }

    fn variable(&self, inside: &str) -> Option<String> {
        let (name, format) = match inside.split_once(':') {
            Some((name, format)) => (name, Some(format.trim())),
            None => (inside, None),
        };
        match name.trim().to_lowercase().as_str() {
            "title" => Some(self.title.to_owned()),
            "date" => Some(self.moment.format(format.unwrap_or(self.date_format))),
            "time" => Some(self.moment.format(format.unwrap_or(self.time_format))),
            _ => None,
        }
    }
}

/// Plans to put a filled template in the place of `at`, in bytes of the note.
///
/// The template's properties join the note's: a list takes up what it lacks, an empty value is
/// filled, any other stays. A place inside the properties means the start of the text. Fails where
/// the properties of either cannot be read; the error names the file.
pub fn plan_insert(
    note: &SeenText,
    at: Span,
    template: &VaultPath,
    filled: &str,
) -> Result<Vec<Splice>, EditError> {
    let filled = filled.strip_prefix('\u{feff}').unwrap_or(filled);
    let template = SeenText::new(template.clone(), filled.as_bytes().to_vec())?;
    let block = parse(filled).frontmatter;
    if let Some(block) = block.as_ref().filter(|block| block.invalid) {
        // Asking for a change says what is wrong and where.
        plan_set(&template, "x", &Value::Null)?;
        return Ok(vec![whole(note, block.span, filled)]);
    }
    let body = block.as_ref().map_or(filled, |block| after_block(filled, block));
    let mut splices: Vec<Splice> = match &block {
        Some(block) => merge_properties(note, filled, block)?.into_iter().collect(),
        None => Vec::new(),
    };
    if !body.is_empty() {
        splices.push(Splice {
            span: outside_properties(note, at),
            text: with_line_ends(body, note.line_end()),
        });
    }
    Ok(splices)
}

fn whole(note: &SeenText, at: Span, filled: &str) -> Splice {
    Splice { span: outside_properties(note, at), text: filled.to_owned() }
}

/// Returns what follows the block and its line end.
fn after_block<'t>(text: &'t str, block: &Frontmatter) -> &'t str {
    let rest = text.get(block.span.end as usize..).unwrap_or_default();
    rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest)
}

/// Moves a place that lies in the properties behind them.
fn outside_properties(note: &SeenText, at: Span) -> Span {
    let Some(block) = parse(&note.text).frontmatter else { return at };
    let end = (note.text.len() - after_block(&note.text, &block).len()) as u32;
    if at.start >= end { at } else { Span { start: end, end: at.end.max(end) } }
}

/// Returns the splice that brings a template's properties into a note; none where it has all.
fn merge_properties(
    note: &SeenText,
    filled: &str,
    block: &Frontmatter,
) -> Result<Option<Splice>, EditError> {
    if block.properties.is_empty() {
        return Ok(None);
    }
    let Some(own) = parse(&note.text).frontmatter else {
        let mark = if note.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let text =
            with_line_ends(&format!("{}\n", block.span.of(filled).trim_end()), note.line_end());
        return Ok(Some(Splice { span: Span::new(mark..mark), text }));
    };
    let mut changed = note.clone();
    for property in &block.properties {
        let known = own
            .properties
            .iter()
            .find(|known| known.key.to_lowercase() == property.key.to_lowercase());
        let Some(value) = merged(known.map(|known| &known.value), &property.value) else {
            continue;
        };
        let plan = plan_set(&changed, &property.key, &value)?;
        if let Some(file) = plan.splices.first() {
            let bytes = apply_splices(changed.text.as_bytes(), &file.splices);
            let bytes = bytes.unwrap_or_else(|_| changed.text.clone().into_bytes());
            changed = SeenText::new(note.path.clone(), bytes)?;
        }
    }
    let splice = smallest_splice(&note.text, &changed.text, 0);
    Ok((!splice.span.is_empty() || !splice.text.is_empty()).then_some(splice))
}

/// Returns the value that a property gets; none where it stays as it is.
fn merged(own: Option<&Value>, new: &Value) -> Option<Value> {
    let Some(own) = own else { return Some(new.clone()) };
    let is_blank = |value: &Value| match value {
        Value::Null => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::List(items) => items.is_empty(),
        _ => false,
    };
    if is_blank(new) {
        return None;
    }
    // An empty list stays a list.
    let Value::List(items) = own else { return is_blank(own).then(|| new.clone()) };
    let added: Vec<Value> = match new {
        Value::List(new) => new.clone(),
        Value::Map(_) => return None,
        scalar => vec![scalar.clone()],
    };
    let mut united = items.clone();
    for item in added {
        if !united.contains(&item) {
            united.push(item);
        }
    }
    (united.len() > items.len()).then_some(Value::List(united))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn note(text: &str) -> SeenText {
        SeenText::new(VaultPath::new("n.md").unwrap(), text.as_bytes().to_vec()).unwrap()
    }

    fn insert(text: &str, at: usize, template: &str) -> Result<String, EditError> {
        let template_path = VaultPath::new("T/t.md").unwrap();
        let splices = plan_insert(&note(text), Span::new(at..at), &template_path, template)?;
        Ok(String::from_utf8(apply_splices(text.as_bytes(), &splices).unwrap()).unwrap())
    }

    #[test]
    fn variables_stand_for_what_they_say() {
        let moment = Moment::parse("2026-11-22T13:05:07+01:00").unwrap();
        let filling = Filling {
            title: "A {{date}}",
            moment,
            date_format: "YYYY-MM-DD",
            time_format: "HH:mm",
        };
        for (template, filled) in [
            ("{{date}} {{time}} {{title}}", "2026-11-22 13:05 A {{date}}"),
            ("{{DATE}} {{ Time }} {{Title}}", "2026-11-22 13:05 A {{date}}"),
            ("{{date:dddd, Do [of] MMMM}}", "Sunday, 22nd of November"),
            ("{{time:HH:mm:ss}}", "13:05:07"),
            ("{{time: h A }}", "1 PM"),
            ("{{other}} {{ {{date}} }} {{date", "{{other}} {{ 2026-11-22 }} {{date"),
            ("{{", "{{"),
            ("é{{date}}é", "é2026-11-22é"),
        ] {
            assert_eq!(filling.fill(template), filled, "{template}");
        }
    }

    #[test]
    fn a_template_without_properties_is_put_in() {
        assert_eq!(insert("ab", 1, "x\ny").unwrap(), "ax\nyb");
        assert_eq!(insert("a\r\nb", 3, "x\ny\n").unwrap(), "a\r\nx\r\ny\r\nb");
        assert_eq!(insert("---\na: 1\n---\nb", 5, "x").unwrap(), "---\na: 1\n---\nxb");
    }

    #[test]
    fn properties_are_merged() {
        let template = "---\ntags: [b, c]\nkind: x # why\nup:\n---\nbody\n";
        for (before, after) in [
            ("text", "---\ntags: [b, c]\nkind: x # why\nup:\n---\nbody\ntext"),
            (
                "---\nTags:\n  - a # one\n  - b\nkind: own\n---\ntext",
                "---\nTags:\n  - a # one\n  - b\n  - c\nkind: own\nup:\n---\nbody\ntext",
            ),
            (
                "---\n# first\nkind:\ntags: []\nup: \"[[A]]\"\n---\n",
                "---\n# first\nkind: x\ntags:\n  - b\n  - c\nup: \"[[A]]\"\n---\nbody\n",
            ),
            (
                "---\r\nkind: 1\r\n---\r\nx",
                "---\r\nkind: 1\r\ntags:\r\n  - b\r\n  - c\r\nup:\r\n---\r\nbody\r\nx",
            ),
        ] {
            let at = parse(before)
                .frontmatter
                .map_or(0, |block| before.len() - after_block(before, &block).len());
            assert_eq!(insert(before, at, template).unwrap(), after);
        }
    }

    #[test]
    fn properties_that_cannot_be_read_are_refused_and_named() {
        let error = insert("a", 0, "---\na: [\n---\n").unwrap_err();
        assert!(error.to_string().contains("T/t.md"), "{error}");
        let error = insert("---\na: [\n---\n", 0, "---\nb: 1\n---\n").unwrap_err();
        assert!(error.to_string().contains("n.md"), "{error}");
    }

    /// Frontmatters of a few keys, some with lists.
    fn properties() -> impl Strategy<Value = Vec<(String, Option<Vec<String>>)>> {
        let values = prop::option::of(prop::collection::vec("[a-d]", 0..3));
        prop::collection::btree_map("[k-n]", values, 0..4).prop_map(|map| map.into_iter().collect())
    }

    fn written(properties: &[(String, Option<Vec<String>>)]) -> String {
        let entry = |(key, values): &(String, Option<Vec<String>>)| match values {
            Some(values) => format!("{key}: [{}]\n", values.join(", ")),
            None => format!("{key}: plain # why\n"),
        };
        format!("---\n{}---\n", properties.iter().map(entry).collect::<String>())
    }

    proptest! {
        #[test]
        fn merging_loses_nothing_and_doubles_nothing(own in properties(), new in properties()) {
            let before = format!("{}text {{{{x}}}}\n", written(&own));
            let after = insert(&before, before.len(), &format!("{}body", written(&new))).unwrap();
            let pairs = |text: &str| parse(text).frontmatter.unwrap().properties.into_iter()
                .map(|property| (property.key, property.value)).collect::<Vec<_>>();
            let (was, is, template) = (pairs(&before), pairs(&after), pairs(&written(&new)));
            prop_assert!(after.ends_with("text {{x}}\nbody"));
            for (at, (key, value)) in was.iter().enumerate() {
                prop_assert_eq!(&is[at].0, key);
                match (value, &is[at].1) {
                    (Value::List(old), Value::List(now)) => prop_assert!(now.starts_with(old)),
                    (old, now) => prop_assert_eq!(old, now),
                }
            }
            for (key, _) in &template {
                prop_assert_eq!(is.iter().filter(|(other, _)| other == key).count(), 1);
            }
        }
    }
}

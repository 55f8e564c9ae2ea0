//! A pasted text becomes a note: its words as they are, with the fields that a person agreed to.

use super::evidence::{Draft, EdgeText};
use super::{EditError, SeenText};
use crate::facts::Value;
use crate::parse::parse;
use crate::path::VaultPath;
use crate::text::ContentHash;
use crate::thesis::date::Day;
use crate::thesis::kind::Kind;
use crate::thesis::property_names::{Field, PropertyNames};

/// What a person agreed to about a pasted text.
#[derive(Debug, Clone)]
pub struct Captured<'c> {
    /// The text as pasted.
    pub text: &'c str,
    /// Properties in the order in which they are written; an empty text is left out.
    pub properties: Vec<(Field, Value)>,
    /// Tags without `#`.
    pub tags: &'c [String],
    /// Edges, each as a line.
    pub edges: &'c [EdgeText],
    /// What to look out for, each as a task.
    pub watch: &'c [String],
    /// Questions, each as a line below "Open questions".
    pub questions: &'c [String],
    /// The day of today.
    pub today: Day,
}

/// Returns the text of the note; nothing of what was pasted is changed or left out.
///
/// Properties that the text has itself are changed only where the person wants another value.
/// Fails where they cannot be read.
pub fn compose(
    path: &VaultPath,
    captured: &Captured<'_>,
    names: &PropertyNames,
) -> Result<String, EditError> {
    let pasted = captured.text.trim_start_matches('\u{feff}');
    let ended = pasted.is_empty() || pasted.ends_with('\n');
    let text = if ended { pasted.to_owned() } else { format!("{pasted}\n") };
    let hash = ContentHash::of(text.as_bytes());
    let mut draft = Draft::new(SeenText { path: path.clone(), text, hash });
    let own = own_fields(draft.text(), names);
    let kind = (Field::Type, Value::Text(Kind::Evidence.as_str().to_owned()));
    let created = (Field::Created, Value::Text(captured.today.to_string()));
    // What a text says of itself stays under the name that it uses.
    for (field, value) in [kind].iter().chain(&captured.properties).chain([&created]) {
        let fixed = matches!(field, Field::Type | Field::Created);
        match own.iter().find(|(known, ..)| known == field) {
            Some((_, key, old)) if !fixed && !says_same(old, value) => {
                draft.set_property(key, value)?;
            }
            None if !is_empty(value) => draft.set_property(names.written(*field), value)?,
            _ => {}
        }
    }
    let tags: Vec<String> = missing_tags(draft.text(), captured.tags);
    if !tags.is_empty() {
        draft.add_to_list("tags", &tags)?;
    }
    for edge in captured.edges {
        draft.add_edge_line(edge, names);
    }
    for words in captured.watch {
        draft.add_line(None, &format!("- [ ] #watch {}", one_line(words)));
    }
    for words in captured.questions {
        draft.add_line(Some("Open questions"), &format!("- {}", one_line(words)));
    }
    Ok(draft.text().to_owned())
}

fn own_fields(text: &str, names: &PropertyNames) -> Vec<(Field, String, Value)> {
    let facts = parse(text);
    let read = names.read(&facts).into_iter();
    read.map(|(field, property)| (field, property.key.clone(), property.value.clone())).collect()
}

/// Returns true where a property says what is wanted already, be it as a list or as one text.
fn says_same(old: &Value, new: &Value) -> bool {
    let words = |value: &Value| -> Vec<String> {
        let bare = |text: String| text.trim_matches(['[', ']']).trim().to_owned();
        match value {
            Value::List(items) => items.iter().filter_map(Value::as_text).map(bare).collect(),
            other => other.as_text().map(bare).into_iter().collect(),
        }
    };
    words(old).join(", ") == words(new).join(", ")
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::List(items) => items.is_empty(),
        _ => false,
    }
}

/// Returns the tags that the text does not carry yet.
fn missing_tags(text: &str, tags: &[String]) -> Vec<String> {
    let known: Vec<String> = parse(text)
        .all_tags()
        .iter()
        .map(|tag| tag.trim_start_matches('#').to_lowercase())
        .collect();
    let wanted = tags.iter().map(|tag| tag.trim().trim_start_matches('#').to_owned());
    wanted.filter(|tag| !tag.is_empty() && !known.contains(&tag.to_lowercase())).collect()
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::thesis::stance::{Stance, Strength};

    fn composed(text: &str, properties: Vec<(Field, Value)>) -> String {
        let edge = EdgeText {
            link: "[[Rails]]".to_owned(),
            stance: Stance::Supports,
            strength: Some(Strength::Strong),
            reason: "it says\nso".to_owned(),
        };
        let captured = Captured {
            text,
            properties,
            tags: &["ai".to_owned(), "Cloud".to_owned()],
            edges: &[edge],
            watch: &["whether it\n grows".to_owned()],
            questions: &["who pays?".to_owned()],
            today: Day::of_ms(0),
        };
        compose(&VaultPath::new("in/a.md").unwrap(), &captured, &PropertyNames::default()).unwrap()
    }

    #[test]
    fn a_bare_text_gets_its_fields_above_and_its_lines_below() {
        let author = (Field::Author, Value::Text("Ines".to_owned()));
        let none = (Field::Publisher, Value::Text(String::new()));
        assert_eq!(
            composed("# T\n\nWords, #cloud", vec![author, none]),
            "---\ntype: evidence\nauthor: Ines\ncreated: 1970-01-01\ntags:\n  - ai\n---\n\
             # T\n\nWords, #cloud\n\n- supports:: [[Rails]] (strength:: strong) — it says so\n\
             - [ ] #watch whether it grows\n\n## Open questions\n\n- who pays?\n"
        );
    }

    #[test]
    fn what_a_text_says_of_itself_stays_unless_the_person_says_otherwise() {
        let text =
            "---\ndate: 2026-05-01\nauthor: [\"[[Ines]]\"]\nkind: note\nodd:  1\n---\nWords\n";
        let same = vec![
            (Field::Author, Value::Text("Ines".to_owned())),
            (Field::Published, Value::Text("2026-05-02".to_owned())),
        ];
        let note = composed(text, same);
        let head = "---\ndate: 2026-05-02\nauthor: [\"[[Ines]]\"]\nkind: note\nodd:  1\n";
        assert!(note.starts_with(head), "{note}");
    }

    #[test]
    fn properties_that_cannot_be_read_are_refused() {
        let captured = Captured {
            text: "---\na: [\n---\nWords\n",
            properties: Vec::new(),
            tags: &[],
            edges: &[],
            watch: &[],
            questions: &[],
            today: Day::of_ms(0),
        };
        let path = VaultPath::new("a.md").unwrap();
        assert!(compose(&path, &captured, &PropertyNames::default()).is_err());
    }
}

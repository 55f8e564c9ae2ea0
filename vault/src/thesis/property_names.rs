//! Which properties are read, under which names, the person's own ones included.

use std::collections::BTreeMap;

use super::stance::Stance;
use crate::facts::{NoteFacts, Property, Value};

/// What a property can say about a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Field {
    Type,
    Supports,
    Contradicts,
    Context,
    Strength,
    Reliability,
    Published,
    Occurred,
    Created,
    Source,
    Publisher,
    Author,
    Origin,
    Mentions,
    By,
    Review,
    Status,
    Confidence,
    Rivals,
    Opened,
    ReviewBy,
    AnsweredBy,
}

/// Every field with the names it is read from, the first of them the one that is written.
const NAMES: [(Field, &[&str]); 22] = [
    (Field::Type, &["type", "kind"]),
    (Field::Supports, &["supports"]),
    (Field::Contradicts, &["contradicts"]),
    (Field::Context, &["context"]),
    (Field::Strength, &["strength"]),
    (Field::Reliability, &["reliability"]),
    (Field::Published, &["published", "date", "publish_date", "date_published"]),
    (Field::Occurred, &["occurred"]),
    (Field::Created, &["created", "captured", "clipped", "date_created"]),
    (Field::Source, &["source", "url", "link"]),
    (Field::Publisher, &["publisher"]),
    (Field::Author, &["author"]),
    (Field::Origin, &["origin"]),
    (Field::Mentions, &["mentions"]),
    (Field::By, &["by"]),
    (Field::Review, &["review"]),
    (Field::Status, &["status"]),
    (Field::Confidence, &["confidence"]),
    (Field::Rivals, &["rivals"]),
    (Field::Opened, &["opened"]),
    (Field::ReviewBy, &["review_by"]),
    (Field::AnsweredBy, &["answered_by"]),
];

/// The names under which properties are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PropertyNames {
    /// By folded name: the field, and how late its name comes among the field's names.
    by_name: BTreeMap<String, (Field, usize)>,
    /// The name that is written for each field.
    written: BTreeMap<Field, String>,
}

impl Default for PropertyNames {
    fn default() -> Self {
        Self::new(&BTreeMap::new())
    }
}

impl PropertyNames {
    /// Returns the names with the person's own, by the name of the field; those come first, and
    /// take a name away from the field that has it otherwise.
    pub fn new(own: &BTreeMap<String, Vec<String>>) -> Self {
        let mut added: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (field, theirs) in own {
            let theirs = theirs.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
            added.entry(fold_key(field)).or_default().extend(theirs);
        }
        let of = |known: &[&str]| {
            let field = known.first().copied().unwrap_or_default();
            added.get(field).map(Vec::as_slice).unwrap_or_default()
        };
        let mut names = Self { by_name: BTreeMap::new(), written: BTreeMap::new() };
        for (field, known) in NAMES {
            names.add(field, 0, of(known));
        }
        for (field, known) in NAMES {
            names.add(field, of(known).len(), known);
        }
        names
    }

    fn add(&mut self, field: Field, first_rank: usize, all: &[&str]) {
        for (at, name) in all.iter().enumerate() {
            self.written.entry(field).or_insert_with(|| (*name).to_owned());
            self.by_name.entry(fold_key(name)).or_insert((field, first_rank + at));
        }
    }

    /// Returns a text that differs where any name does: what an index was made with.
    pub fn fingerprint(&self) -> String {
        let name = |(name, (field, rank)): (&String, &(Field, usize))| {
            format!("{name}={}.{rank}", *field as u8)
        };
        self.by_name.iter().map(name).collect::<Vec<_>>().join(",")
    }

    /// Returns the name under which a field is written.
    pub fn written(&self, field: Field) -> &str {
        self.written.get(&field).map_or("", String::as_str)
    }

    /// Returns the field that a property's name stands for.
    pub fn find(&self, name: &str) -> Option<Field> {
        self.by_name.get(&fold_key(name)).map(|(field, _)| *field)
    }

    /// Returns the stance that edges under a name take; none for a name of anything else.
    pub fn stance(&self, name: &str) -> Option<Stance> {
        match self.find(name)? {
            Field::Supports => Some(Stance::Supports),
            Field::Contradicts => Some(Stance::Contradicts),
            Field::Context => Some(Stance::Context),
            _ => None,
        }
    }

    /// Finds each field's property: of several, the one whose name comes first in the list.
    pub fn read<'f>(&self, facts: &'f NoteFacts) -> BTreeMap<Field, &'f Property> {
        let mut found: BTreeMap<Field, (usize, &Property)> = BTreeMap::new();
        for property in facts.frontmatter.iter().flat_map(|front| &front.properties) {
            if matches!(&property.value, Value::Null) {
                continue;
            }
            let Some((field, rank)) = self.by_name.get(&fold_key(&property.key)) else { continue };
            let entry = found.entry(*field).or_insert((*rank, property));
            if *rank < entry.0 {
                *entry = (*rank, property);
            }
        }
        found.into_iter().map(|(field, (_, property))| (field, property)).collect()
    }
}

fn fold_key(key: &str) -> String {
    key.trim().to_lowercase().replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    #[test]
    fn names_are_folded_and_ranked() {
        let own = BTreeMap::from([("published".to_owned(), vec!["Erschienen".to_owned()])]);
        let names = PropertyNames::new(&own);
        let facts =
            parse("---\ndate: 1\nPublish-Date: 2\nerschienen: 3\nReview_By: 4\nurl:\n---\n");
        let read = names.read(&facts);
        assert_eq!(read[&Field::Published].key, "erschienen");
        assert_eq!(read[&Field::ReviewBy].key, "Review_By");
        assert!(!read.contains_key(&Field::Source));
        let plain = PropertyNames::default();
        assert_eq!(plain.read(&facts)[&Field::Published].key, "date");
        assert_eq!(names.written(Field::Published), "Erschienen");
        assert_ne!(names.fingerprint(), plain.fingerprint());
    }

    #[test]
    fn an_own_name_is_the_persons_even_where_another_field_is_read_from_it() {
        let own = |field: &str, name: &str| {
            PropertyNames::new(&BTreeMap::from([(field.to_owned(), vec![name.to_owned()])]))
        };
        assert_eq!(own("created", "date").find("Date"), Some(Field::Created));
        assert_eq!(
            own("Review-By", "wieder ansehen").find("Wieder ansehen"),
            Some(Field::ReviewBy)
        );
    }
}

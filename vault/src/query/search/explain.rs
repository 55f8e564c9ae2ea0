//! Says in words what a search query means.

use super::tree::{Comparison, Needle, Node, NodeKind, Operator, PropertyTest, Query};

/// Returns what a query means, one line per condition, two blanks before what belongs to another.
pub fn explain(query: &Query) -> String {
    let mut lines = Lines { out: String::new(), depth: 0 };
    match &query.root {
        None => lines.add("every file"),
        Some(root) => {
            lines.add("files where");
            lines.inside(|lines| lines.node(root, About::File, false));
        }
    }
    lines.out
}

/// What a text inside the condition is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    File,
    Content,
    Name,
    Path,
    Tag,
    Evidence(&'static str),
    Part(&'static str),
    Value,
}

struct Lines {
    out: String,
    depth: usize,
}

impl Lines {
    fn add(&mut self, line: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(&"  ".repeat(self.depth));
        self.out.push_str(line);
    }

    fn inside(&mut self, add: impl FnOnce(&mut Self)) {
        self.depth += 1;
        add(self);
        self.depth -= 1;
    }

    fn node(&mut self, node: &Node, about: About, negated: bool) {
        let not = if negated { "not: " } else { "" };
        match &node.kind {
            NodeKind::All(nodes) => self.list(&format!("{not}all of these hold"), nodes, about),
            NodeKind::Any(nodes) => self.list(&format!("{not}any of these holds"), nodes, about),
            NodeKind::Not(inner) => self.node(inner, about, !negated),
            NodeKind::Needle(needle) => {
                self.add(&format!("{not}{}", needle_in_words(needle, about)));
            }
            NodeKind::Scoped(operator, inner) => self.scoped(*operator, inner, about, not),
            NodeKind::Property(test) => self.property(test, not),
            NodeKind::Null => self.add(&format!("{not}it is empty")),
            NodeKind::Compare(comparison, bound) => {
                self.add(&format!("{not}it is {} {bound}", comparison_in_words(*comparison)));
            }
        }
    }

    fn list(&mut self, title: &str, nodes: &[Node], about: About) {
        self.add(title);
        self.inside(|lines| nodes.iter().for_each(|node| lines.node(node, about, false)));
    }

    fn scoped(&mut self, operator: Operator, inner: &Node, about: About, not: &str) {
        let (title, about) = match operator {
            Operator::File => return self.leaf_or_group(inner, About::Name, not),
            Operator::Path => return self.leaf_or_group(inner, About::Path, not),
            Operator::Content => return self.leaf_or_group(inner, About::Content, not),
            Operator::Tag => return self.leaf_or_group(inner, About::Tag, not),
            Operator::Stance => {
                return self.leaf_or_group(inner, About::Evidence("the stance of an edge"), not);
            }
            Operator::Strength => {
                return self.leaf_or_group(inner, About::Evidence("the strength of an edge"), not);
            }
            Operator::Thesis => {
                return self.leaf_or_group(inner, About::Evidence("a thesis it bears on"), not);
            }
            Operator::Source => {
                return self.leaf_or_group(inner, About::Evidence("its source"), not);
            }
            Operator::Published => {
                return self.leaf_or_group(inner, About::Evidence("when it was published"), not);
            }
            Operator::MatchCase => ("upper and lower case count, and", about),
            Operator::IgnoreCase => ("upper and lower case are the same, and", about),
            Operator::Line => ("one line meets this", About::Part("the line")),
            Operator::Block => ("one block meets this", About::Part("the block")),
            Operator::Section => ("one section meets this", About::Part("the section")),
            Operator::Task => ("one task meets this", About::Part("the task")),
            Operator::TaskTodo => ("one open task meets this", About::Part("the task")),
            Operator::TaskDone => ("one completed task meets this", About::Part("the task")),
        };
        self.add(&format!("{not}{title}"));
        self.inside(|lines| lines.node(inner, about, false));
    }

    fn leaf_or_group(&mut self, inner: &Node, about: About, not: &str) {
        self.node(inner, about, !not.is_empty());
    }

    fn property(&mut self, test: &PropertyTest, not: &str) {
        let names: Vec<String> = test.keys.iter().map(key_in_words).collect();
        let names = names.join(" or ");
        match &test.value {
            None => self.add(&format!("{not}there is a property {names}")),
            Some(value) => {
                self.add(&format!("{not}there is a property {names} and"));
                self.inside(|lines| lines.node(value, About::Value, false));
            }
        }
    }
}

fn needle_in_words(needle: &Needle, about: About) -> String {
    let place = match about {
        About::File => "the text or the name",
        About::Content => "the text",
        About::Name => "the file name",
        About::Path => "the path",
        About::Part(part) | About::Evidence(part) => part,
        About::Value => "its value",
        About::Tag => return tag_in_words(needle),
    };
    match needle {
        Needle::Word(text) | Needle::Phrase(text) if text.is_empty() => {
            format!("{place} is anything")
        }
        Needle::Phrase(text) if about == About::Value => format!("{place} is exactly “{text}”"),
        Needle::Word(text) => format!("{place} contains “{text}”"),
        Needle::Phrase(text) => format!("{place} contains exactly “{text}”, as whole words"),
        Needle::Pattern(text) => format!("{place} matches the pattern /{text}/"),
    }
}

fn tag_in_words(needle: &Needle) -> String {
    match needle {
        Needle::Pattern(text) => format!("a tag matches the pattern /{text}/"),
        text if text.as_str().trim_start_matches('#').is_empty() => "there is a tag".into(),
        text => {
            format!("there is the tag #{} or one below it", text.as_str().trim_start_matches('#'))
        }
    }
}

fn key_in_words(key: &Needle) -> String {
    match key {
        Needle::Pattern(text) => format!("/{text}/"),
        key => format!("“{}”", key.as_str()),
    }
}

fn comparison_in_words(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "less than",
        Comparison::LessOrEqual => "at most",
        Comparison::Greater => "more than",
        Comparison::GreaterOrEqual => "at least",
    }
}

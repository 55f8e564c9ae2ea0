//! The text and links of a JSON Canvas.

use serde_json::Value;

use super::parse;
use crate::facts::{Link, LinkPlace, LinkSyntax, NoteFacts, Problem};
use crate::text::Span;

/// Returns the text of a canvas and what is known from it; a file of no bytes is an empty canvas.
///
/// The text holds the nodes in their order, a blank line between them: the cards as they are, and
/// for each file its path. Every span counts in that text. Of a card, its links are known
/// (tags and tasks count in notes alone, as in Obsidian); a file node is a link of its own, whose target is its path from the vault.
pub fn parse_canvas(json: &str) -> (String, NoteFacts) {
    let mut canvas = Canvas::default();
    match read_canvas(json) {
        Ok(value) => {
            let nodes = value.get("nodes").and_then(Value::as_array);
            nodes.into_iter().flatten().for_each(|node| canvas.add(node));
        }
        Err(broken) => canvas.facts.problems.push(invalid(&broken)),
    }
    (canvas.text, canvas.facts)
}

/// Why a canvas cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize, ts_rs::TS)]
#[error("{message} at line {line}, column {column}")]
pub struct BrokenCanvas {
    /// What is wrong, in lower case and without a final period.
    pub message: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
}

/// Reads a canvas as JSON; a file of no bytes, or of blanks alone, is one without nodes.
///
/// # Errors
/// Where the text is not JSON, or JSON whose `nodes` and `edges` are no lists.
pub fn read_canvas(json: &str) -> Result<Value, BrokenCanvas> {
    let bare = json.strip_prefix('\u{feff}').unwrap_or(json);
    if bare.trim().is_empty() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    let value: Value = serde_json::from_str(bare).map_err(|error| broken(bare, &error))?;
    let is_list = |key: &str| value.get(key).is_none_or(Value::is_array);
    if !value.is_object() || !is_list("nodes") || !is_list("edges") {
        let message = "a canvas is an object with lists of nodes and edges".to_owned();
        return Err(BrokenCanvas { message, line: 1, column: 1 });
    }
    Ok(value)
}

fn broken(json: &str, error: &serde_json::Error) -> BrokenCanvas {
    let told = error.to_string();
    let message = told.split(" at line ").next().unwrap_or(&told).to_owned();
    let line = json.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    // The reader counts bytes; a person counts characters.
    let before = line.char_indices().take_while(|(at, _)| at + 1 < error.column()).count();
    let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
    BrokenCanvas { message, line, column: u32::try_from(before + 1).unwrap_or(u32::MAX) }
}

fn invalid(broken: &BrokenCanvas) -> Problem {
    let message = format!("the canvas cannot be read ({broken}), so that its links are not known");
    Problem { kind: "invalid-canvas", message, span: Span::default() }
}

/// A canvas as it is put together node by node.
#[derive(Default)]
struct Canvas {
    text: String,
    facts: NoteFacts,
}

impl Canvas {
    fn add(&mut self, node: &Value) {
        let text = |key: &str| node.get(key).and_then(Value::as_str);
        let place = LinkPlace::Canvas(text("id").unwrap_or_default().to_owned());
        match text("type") {
            Some("text") => self.add_card(text("text").unwrap_or_default(), &place),
            Some("file") => {
                self.add_file(text("file").unwrap_or_default(), text("subpath"), place);
            }
            Some("group") => {
                self.start_node(text("label").unwrap_or_default());
                self.add_file(text("background").unwrap_or_default(), None, place);
            }
            _ => {}
        }
    }

    /// Adds a node's text and returns where it starts.
    fn start_node(&mut self, text: &str) -> u32 {
        if !text.is_empty() && !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(text);
        u32::try_from(start).unwrap_or(u32::MAX)
    }

    fn add_card(&mut self, card: &str, place: &LinkPlace) {
        let start = self.start_node(card);
        let shifted = |span: Span| Span {
            start: span.start.saturating_add(start),
            end: span.end.saturating_add(start),
        };
        let facts = parse(card);
        self.facts.links.extend(facts.links.into_iter().map(|link| Link {
            span: shifted(link.span),
            destination_span: shifted(link.destination_span),
            place: place.clone(),
            ..link
        }));
        self.facts.words += facts.words;
    }

    fn add_file(&mut self, path: &str, subpath: Option<&str>, place: LinkPlace) {
        if path.is_empty() {
            return;
        }
        let subpath = subpath.unwrap_or_default();
        let start = self.start_node(&format!("{path}{subpath}")) as usize;
        let span = Span::new(start..self.text.len());
        self.facts.links.push(Link {
            syntax: LinkSyntax::CanvasFile,
            embed: false,
            target: path.to_owned(),
            subpath: subpath.to_owned(),
            display: None,
            span,
            destination_span: span,
            place,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_and_files_are_text_with_links() {
        let (text, facts) = parse_canvas(
            r##"{"nodes":[
                {"id":"a","type":"text","text":"é [[Note#H|x]] #tag"},
                {"id":"b","type":"file","file":"img/p.png","subpath":"#x"},
                {"id":"c","type":"link","url":"https://x"},
                {"id":"d","type":"group","label":"Group"},
                {"id":"e","type":"text","text":"![[Other]]"}],"edges":[]}"##,
        );
        assert_eq!(text, "é [[Note#H|x]] #tag\n\nimg/p.png#x\n\nGroup\n\n![[Other]]");
        let links: Vec<_> =
            facts.links.iter().map(|link| (&*link.target, link.span.of(&text))).collect();
        assert_eq!(
            links,
            [("Note", "[[Note#H|x]]"), ("img/p.png", "img/p.png#x"), ("Other", "![[Other]]")]
        );
        assert_eq!(facts.links[1].place, LinkPlace::Canvas("b".to_owned()));
        assert!(facts.tags.is_empty());
    }

    #[test]
    fn what_is_broken_is_told_with_its_place() {
        let broken = read_canvas("\u{feff}{\n \"é\": [1,,2]\n}").unwrap_err();
        assert_eq!((broken.line, broken.column), (2, 10));
        assert_eq!(broken.message, "expected value");
        assert_eq!(read_canvas("{\"nodes\": {}}").unwrap_err().line, 1);
        assert!(read_canvas(" \n").is_ok());
    }

    #[test]
    fn what_is_no_canvas_is_a_problem() {
        assert!(parse_canvas("").1.problems.is_empty());
        assert!(parse_canvas("{}").1.problems.is_empty());
        assert_eq!(parse_canvas("{\"nodes\": [").1.problems[0].kind, "invalid-canvas");
        assert!(parse_canvas("\n[]").1.problems[0].message.contains("lists of nodes"));
        assert_eq!(parse_canvas(&"[".repeat(1000)).1.problems[0].kind, "invalid-canvas");
    }
}

//! Cuts a long answer into pieces, which the page reads with pauses between them: no answer,
//! however long, holds up the window.
//!
//! An answer in pieces is lines of JSON. The first one is the answer, in which long lists are
//! empty; each of the others says where a list is and what comes next in it:
//! `[["lanes",0,"events"],[…]]`. A list comes before those that are inside of its items.

/// An answer that is shorter is sent whole, in bytes.
const LARGE: usize = 256 * 1024;

/// How long the items of a piece are at least, in bytes.
const PIECE: usize = 48 * 1024;

/// Cuts an answer, which is JSON as serde writes it; returns nothing where it is short.
pub(crate) fn cut(answer: &str) -> Option<String> {
    (answer.len() >= LARGE).then(|| Cutter::new(PIECE).run(answer))
}

/// What stands around a place in JSON.
enum Around {
    List {
        /// Where the items that are not cut out begin in what is left.
        from: usize,
        /// How many items are cut out.
        cut: usize,
        /// How many are not, without the one that is being read.
        items: usize,
    },
    Fields {
        /// The name of the field that is being read, with its quote marks.
        name: String,
    },
}

struct Cutter {
    piece: usize,
    /// What was read and is not cut out.
    left: String,
    /// The outermost first.
    around: Vec<Around>,
    /// Each piece with how deep its list lies.
    pieces: Vec<(usize, String)>,
}

impl Cutter {
    fn new(piece: usize) -> Self {
        Self { piece, left: String::new(), around: Vec::new(), pieces: Vec::new() }
    }

    fn run(mut self, answer: &str) -> String {
        let mut rest = answer;
        while let Some(at) = rest.find(['"', '[', ']', '{', '}', ',']) {
            let (before, from) = rest.split_at(at);
            self.left.push_str(before);
            rest = self.take(from);
        }
        self.left.push_str(rest);
        // Stable, so that the pieces of one list stay in order.
        self.pieces.sort_by_key(|(depth, _)| *depth);
        let lines = self.pieces.into_iter().map(|(_, line)| line);
        std::iter::once(self.left).chain(lines).collect::<Vec<_>>().join("\n")
    }

    /// Takes in what begins with a sign, and returns what follows.
    fn take<'t>(&mut self, text: &'t str) -> &'t str {
        let (sign, rest) = text.split_at(1);
        match sign {
            "\"" => return self.take_text(text),
            "[" => {
                self.left.push('[');
                let from = self.left.len();
                self.around.push(Around::List { from, cut: 0, items: 0 });
            }
            "{" => {
                self.left.push('{');
                self.around.push(Around::Fields { name: String::new() });
            }
            "," if self.end_item() => {}
            "]" => {
                self.end_list();
                self.left.push(']');
            }
            "}" => {
                self.around.pop();
                self.left.push('}');
            }
            other => self.left.push_str(other),
        }
        rest
    }

    /// Takes in a text in quote marks, which may be the name of a field.
    fn take_text<'t>(&mut self, text: &'t str) -> &'t str {
        let (whole, rest) = text.split_at(length_of_text(text));
        if rest.starts_with(':')
            && let Some(Around::Fields { name }) = self.around.last_mut()
        {
            whole.clone_into(name);
        }
        self.left.push_str(whole);
        rest
    }

    /// Ends an item of a list with its comma; returns true where the items are cut out.
    fn end_item(&mut self) -> bool {
        let Some(Around::List { from, items, .. }) = self.around.last_mut() else { return false };
        *items += 1;
        let is_long = self.left.len() - *from >= self.piece;
        if is_long {
            self.cut_out();
        }
        is_long
    }

    /// Ends a list: where some of it is cut out, the rest follows.
    fn end_list(&mut self) {
        if let Some(Around::List { from, cut, .. }) = self.around.last()
            && *cut > 0
            && self.left.len() > *from
        {
            self.cut_out();
        }
        self.around.pop();
    }

    /// Moves the items of the innermost list into a piece.
    fn cut_out(&mut self) {
        let place = self.place();
        let depth = self.around.len();
        let Some(Around::List { from, cut, items }) = self.around.last_mut() else { return };
        let taken = self.left.split_off(*from);
        (*cut, *items) = (*cut + *items, 0);
        self.pieces.push((depth, format!("[[{place}],[{taken}]]")));
    }

    /// Says where the innermost list is: names of fields and places in lists, from outside.
    fn place(&self) -> String {
        let (_, outer) = self.around.split_last().unzip();
        let steps = outer.into_iter().flatten().map(|around| match around {
            Around::List { cut, items, .. } => (cut + items).to_string(),
            Around::Fields { name } => name.clone(),
        });
        steps.collect::<Vec<_>>().join(",")
    }
}

/// Returns how long the text in quote marks is that `text` begins with.
fn length_of_text(text: &str) -> usize {
    let mut at = 1;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['"', '\\'])) {
        at += found;
        if text.get(at..).is_some_and(|rest| rest.starts_with('"')) {
            return at + 1;
        }
        // A backslash and what it stands before.
        at += 2;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// Puts pieces together, as the page does.
    fn join(pieces: &str) -> Value {
        let mut lines = pieces.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let mut whole = lines.next().unwrap();
        for piece in lines {
            let mut list = &mut whole;
            for step in piece[0].as_array().unwrap() {
                list = match step {
                    Value::String(name) => &mut list[name],
                    step => &mut list[usize::try_from(step.as_u64().unwrap()).unwrap()],
                };
            }
            list.as_array_mut().unwrap().extend(piece[1].as_array().unwrap().iter().cloned());
        }
        whole
    }

    fn timeline() -> Value {
        let event = |at: usize| json!({ "label": format!("“{at}” [a, \"b\"\\] {{é"), "notes": [at, at + 1], "root": null });
        let lane = |lane: usize| json!({ "key": format!("lane, {lane}"), "events": (0..lane * 7).map(event).collect::<Vec<_>>() });
        json!({ "lanes": (0..9).map(lane).collect::<Vec<_>>(), "first": "2026-05-04", "days": [], "text": "},]" })
    }

    #[test]
    fn pieces_hold_the_whole_answer_whatever_their_size() {
        for answer in
            [timeline(), json!([]), json!([[], [[]], [[1, [2, 3]], {}]]), json!("a,[\\"), json!(7)]
        {
            for piece in [0, 1, 2, 40, 700, 100_000] {
                let pieces = Cutter::new(piece).run(&answer.to_string());
                assert_eq!(join(&pieces), answer, "{piece}: {pieces}");
            }
        }
    }

    #[test]
    fn a_long_list_is_left_empty_and_follows_in_order() {
        let answer = json!({ "a": [10, 20, 30], "b": [1] });
        let pieces = Cutter::new(2).run(&answer.to_string());
        assert_eq!(pieces, "{\"a\":[],\"b\":[1]}\n[[\"a\"],[10]]\n[[\"a\"],[20]]\n[[\"a\"],[30]]");
    }

    #[test]
    fn no_line_is_longer_than_two_pieces() {
        let pieces = Cutter::new(1000).run(&timeline().to_string());
        let longest = pieces.lines().map(str::len).max().unwrap();
        // What a piece holds is nearly full when an item comes that is itself nearly long enough.
        assert!((1000..2200).contains(&longest), "{longest}: {pieces}");
    }

    #[test]
    fn a_short_answer_is_not_cut() {
        assert_eq!(cut(&json!([1, 2, 3]).to_string()), None);
        let long: Vec<u32> = (0..100_000).collect();
        assert!(cut(&json!(long).to_string()).unwrap().lines().count() > 5);
    }
}

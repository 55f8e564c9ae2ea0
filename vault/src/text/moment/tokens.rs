//! Cutting a format of Moment.js into its tokens.

/// A piece of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Stands as it is.
    Text(String),
    /// Stands for a part of the moment.
    Field(String),
}

/// Lists the tokens of a format in order.
pub(super) fn tokens(pattern: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '[' => bracket_length(rest).unwrap_or(1),
            '\\' => 1 + rest.get(1..).filter(|after| !after.is_empty()).map_or(0, length_at),
            _ => length_at(rest),
        };
        let (piece, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = after;
        if let Some(long) = long_form(piece) {
            found.extend(tokens(long));
        } else if is_field(piece) {
            found.push(Token::Field(piece.to_owned()));
        } else {
            push_text(&mut found, &bare(piece));
        }
    }
    found
}

fn push_text(found: &mut Vec<Token>, text: &str) {
    match found.last_mut() {
        Some(Token::Text(before)) => before.push_str(text),
        _ => found.push(Token::Text(text.to_owned())),
    }
}

/// Returns what an escaped piece stands for.
fn bare(piece: &str) -> String {
    if piece.len() > 1 && piece.starts_with('[') {
        let inside = piece.strip_prefix('[').unwrap_or(piece);
        return inside.strip_suffix(']').unwrap_or(inside).to_owned();
    }
    piece.replace('\\', "")
}

/// Returns the length of `[…]`, which ends at the last `]` before another `[`.
fn bracket_length(rest: &str) -> Option<usize> {
    let inside = rest.get(1..)?;
    let inside = inside.split('[').next().unwrap_or(inside);
    Some(inside.rfind(']')? + 2)
}

/// Returns the length in bytes of the token at the start of a text that is not empty.
fn length_at(rest: &str) -> usize {
    let Some(first) = rest.chars().next() else { return 0 };
    let run = rest.chars().take_while(|character| *character == first).count();
    let followed =
        |by: &str| rest.get(first.len_utf8()..).is_some_and(|after| after.starts_with(by));
    let with_o = |most: usize| if run == 1 && followed("o") { 2 } else { run.min(most) };
    match first {
        'H' | 'h' if followed("mmss") => 5,
        'H' | 'h' if followed("mm") => 3,
        'L' if run == 1 && followed("TS") => 3,
        'L' if run == 1 && followed("T") => 2,
        'D' if run == 3 && rest.get(3..).is_some_and(|after| after.starts_with('o')) => 4,
        'M' | 'D' | 'L' | 'l' => {
            if matches!(first, 'L' | 'l') {
                run.min(4)
            } else {
                with_o(4)
            }
        }
        'd' | 'y' => with_o(4),
        'w' | 'W' => with_o(2),
        'Q' => with_o(1),
        'N' => run.min(5),
        'Y' => {
            if run == 3 {
                2
            } else {
                run.min(6)
            }
        }
        'g' | 'G' => match run {
            1 => 1,
            2 | 3 => 2,
            more => more.min(5),
        },
        'k' | 'm' | 's' | 'z' | 'Z' | 'H' | 'h' => run.min(2),
        'S' => run.min(9),
        other => other.len_utf8(),
    }
}

fn is_field(piece: &str) -> bool {
    let Some(first) = piece.chars().next() else { return false };
    match first {
        'g' | 'G' => piece.len() > 1,
        'e' | 'E' | 'a' | 'A' | 'x' | 'X' => true,
        _ => "MDdwWQNYykmsSzZHh".contains(first),
    }
}

/// Returns what the forms of a locale stand for in English.
fn long_form(piece: &str) -> Option<&'static str> {
    Some(match piece {
        "LT" => "h:mm A",
        "LTS" => "h:mm:ss A",
        "L" => "MM/DD/YYYY",
        "LL" => "MMMM D, YYYY",
        "LLL" => "MMMM D, YYYY h:mm A",
        "LLLL" => "dddd, MMMM D, YYYY h:mm A",
        "l" => "M/D/YYYY",
        "ll" => "MMM D, YYYY",
        "lll" => "MMM D, YYYY h:mm A",
        "llll" => "ddd, MMM D, YYYY h:mm A",
        _ => return None,
    })
}

//! Runs of letters and digits that a machine wrote: hashes, UUIDs, encoded bytes and versions.
//!
//! They are no words. Two notes that both quote a commit are not about the commit, and nobody
//! wants to read its hash as the name of a cluster.

/// The fewest characters of an abbreviated hash, as Git prints it.
const SHORTEST_HASH: usize = 7;

/// The fewest characters of a run of encoded bytes.
const SHORTEST_ENCODED: usize = 16;

/// How long the groups of a UUID are.
const UUID: [usize; 5] = [8, 4, 4, 4, 12];

/// What may stand behind the numbers of a version: `1.2.0-rc.1`, `1.2.0b3`.
const STAGES: [&str; 8] = ["alpha", "beta", "rc", "dev", "pre", "post", "snapshot", "nightly"];

/// Returns the end of the code that begins with the piece of a text from `at` to `end`, in bytes;
/// none for a word.
///
/// The piece is a run of letters and digits. The code may be longer than it.
pub(super) fn code_end(text: &str, at: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let piece = bytes.get(at..end)?;
    let next = bytes.get(end).copied();
    // Nearly all words of most notes are shorter, and no mark joins them to anything.
    if piece.len() < SHORTEST_HASH
        && !matches!(next, Some(b'.' | b'+' | b'/' | b'=' | b'_' | b'-'))
        && piece.first() != Some(&b'v')
    {
        return None;
    }
    if uuid(bytes.get(at..)?) {
        return Some(at + UUID.iter().sum::<usize>() + UUID.len() - 1);
    }
    let encoded = bytes.get(at..)?.iter().take_while(|byte| is_encoding(**byte)).count();
    if is_encoded(bytes.get(at..at + encoded)?) {
        return Some(at + encoded);
    }
    if is_hash(piece) {
        return Some(end);
    }
    version(text.get(at..)?).map(|length| at + length)
}

/// True for hexadecimal digits with at least one number and one letter: `facade` is a word.
fn is_hash(piece: &[u8]) -> bool {
    piece.len() >= SHORTEST_HASH
        && piece.iter().all(u8::is_ascii_hexdigit)
        && piece.iter().any(u8::is_ascii_digit)
        && piece.iter().any(u8::is_ascii_alphabetic)
}

fn uuid(text: &[u8]) -> bool {
    let mut rest = text;
    for (length, is_last) in UUID.iter().zip([false, false, false, false, true]) {
        let Some((group, behind)) = rest.split_at_checked(*length) else { return false };
        let joined = if is_last {
            !behind.first().is_some_and(u8::is_ascii_alphanumeric)
        } else {
            behind.first() == Some(&b'-')
        };
        if !joined || !group.iter().all(u8::is_ascii_hexdigit) {
            return false;
        }
        rest = behind.get(1..).unwrap_or(&[]);
    }
    true
}

fn is_encoding(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'_' | b'-')
}

/// True where large letters, small letters and digits change places too often for words.
fn is_encoded(run: &[u8]) -> bool {
    if run.len() < SHORTEST_ENCODED {
        return false;
    }
    let has = |is: fn(&u8) -> bool| run.iter().any(is);
    // A word may begin with a large letter; that is no change.
    let is_change = |one: u8, two: u8| {
        (one.is_ascii_lowercase() && two.is_ascii_uppercase())
            || (one.is_ascii_alphabetic() && two.is_ascii_digit())
            || (one.is_ascii_digit() && two.is_ascii_alphabetic())
    };
    let pairs = run.iter().zip(run.iter().skip(1));
    let changes = pairs.filter(|(one, two)| is_change(**one, **two)).count();
    has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_digit)
        && changes * 4 >= run.len()
}

/// Returns the length of a version that a text begins with: `v2`, `v1.2`, `1.2.0-rc.1`.
///
/// `V3` is the name of a product, and `2.5-fold` a number.
fn version(text: &str) -> Option<usize> {
    let numbers = text.strip_prefix('v').unwrap_or(text);
    let marked = numbers.len() < text.len();
    let (mut parts, mut length) = (0, 0);
    loop {
        let rest = numbers.get(length..)?;
        let rest = if parts == 0 { Some(rest) } else { rest.strip_prefix('.') };
        let digits = rest.map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
        if digits == 0 {
            break;
        }
        length += digits + usize::from(parts > 0);
        parts += 1;
    }
    if parts == 0 || (!marked && parts < 3) {
        return None;
    }
    let behind = numbers.get(length..)?;
    let stage = stage(behind);
    let is_joined = behind.starts_with(char::is_alphanumeric);
    (stage > 0 || !is_joined).then_some(text.len() - behind.len() + stage)
}

/// Returns the length of the stage behind a version's numbers; 0 where there is none.
fn stage(behind: &str) -> usize {
    let word = behind.trim_start_matches(['-', '+', '.']);
    let is_stage = STAGES.iter().any(|stage| {
        word.get(..stage.len()).is_some_and(|start| start.eq_ignore_ascii_case(stage))
            && !word.get(stage.len()..).is_some_and(|rest| rest.starts_with(char::is_alphabetic))
    });
    let is_letter = word.len() == behind.len()
        && word.starts_with(['a', 'b'])
        && word.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if !is_stage && !is_letter {
        return 0;
    }
    let end = word.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+')));
    behind.len() - word.len() + end.unwrap_or(word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the code that a text begins with.
    fn code(text: &str) -> Option<&str> {
        let end = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
        code_end(text, 0, end).map(|end| &text[..end])
    }

    #[test]
    fn what_a_machine_wrote_is_a_code() {
        for text in [
            "7b1ef57",
            "7B1EF57",
            "9abe98c0d1f2a3b4c5d6e7f8091a2b3c4d5e6f70",
            "550e8400-e29b-41d4-a716-446655440000",
            "deadbeef-cafe-babe-face-feedfeedfeed",
            "aGVsbG8gd29ybGQsIDEyMw==",
            "sk-proj-4kQ9xZ2LmT7bWvR1",
            "v2",
            "v1.2",
            "1.2.0",
            "1.2.0-rc.1",
            "v1.2.0-beta3",
            "1.2.0b3",
        ] {
            assert_eq!(code(text), Some(text));
            assert_eq!(code(&format!("{text} behind")), Some(text));
        }
    }

    #[test]
    fn words_names_and_numbers_are_none() {
        for text in [
            "facade",
            "defaced",
            "deadbeef",
            "H100",
            "GB200",
            "V3",
            "vLLM",
            "v",
            "v8engine",
            "2.5-fold",
            "2026-11-15",
            "15.11.2026x",
            "Nvidia",
            "McDonaldsKingBurger",
            "2026-11-15-Nvidia-earnings-call",
            "Companies/Nvidia/2026",
            "iPhone15Pro",
            "inference",
            "",
        ] {
            assert_eq!(code(text), None, "{text}");
        }
    }
}

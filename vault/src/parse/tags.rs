//! Which characters a tag may hold.

use super::leaf::{byte, from};

/// Returns the length in bytes of the tag at the start of `text`, its `#` included; nothing
/// where no tag starts there.
///
/// A tag holds anything but white space, most ASCII punctuation and the Unicode blocks U+2000 to
/// U+206F and U+2E00 to U+2E7F; it needs one character that is no digit and ends with no `/`.
pub(crate) fn length(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += from(text, at).iter().take_while(|byte| is_ascii_tag(**byte)).count();
        if byte(text, at).is_ascii() {
            break;
        }
        let next = next_char(from(text, at));
        match next {
            Some(next) if is_tag(next) => at += next.len_utf8(),
            _ => break,
        }
    }
    let tag = text.get(1..at)?;
    let slashes = tag.iter().rev().take_while(|byte| **byte == b'/').count();
    let tag = tag.get(..tag.len() - slashes)?;
    let counts = tag.iter().any(|byte| !byte.is_ascii_digit());
    counts.then_some(tag.len() + 1)
}

fn next_char(bytes: &[u8]) -> Option<char> {
    let bytes = bytes.get(..bytes.len().min(4))?;
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok()?,
    };
    valid.chars().next()
}

fn is_ascii_tag(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'/')
}

fn is_tag(character: char) -> bool {
    let punctuation = matches!(character, '\u{2000}'..='\u{206f}' | '\u{2e00}'..='\u{2e7f}');
    !punctuation && !character.is_whitespace() && !character.is_control()
}

//! How a name on the disk becomes text and back, byte for byte.
//!
//! A name that is not UTF-8 is shown with each odd byte as `�` and two hex digits: `caf�E9.md`.
//! The stand-in says all that is needed to open the file again, today and after a restart.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};

const MARK: char = '\u{FFFD}';

/// Returns the text that stands for a name or path; true with it where it is a stand-in.
pub(super) fn to_text(name: &OsStr) -> (String, bool) {
    if let Some(text) = name.to_str() {
        return (text.to_owned(), false);
    }
    let mut text = String::with_capacity(name.len() + 8);
    for chunk in name.as_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("{MARK}{byte:02X}"));
        }
    }
    (text, true)
}

/// Returns the name that a stand-in stands for; none where the text cannot be one.
pub(super) fn from_stand_in(text: &str) -> Option<OsString> {
    if !text.contains(MARK) {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split(MARK);
    bytes.extend_from_slice(parts.next()?.as_bytes());
    for part in parts {
        let byte = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte) if byte >= 0x80 => {
                bytes.push(byte);
                bytes.extend_from_slice(part.get(2..)?.as_bytes());
            }
            _ => {
                bytes.extend_from_slice(MARK.to_string().as_bytes());
                bytes.extend_from_slice(part.as_bytes());
            }
        }
    }
    std::str::from_utf8(&bytes).is_err().then(|| OsString::from_vec(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_name_comes_back(name in proptest::collection::vec(any::<u8>(), 0..12)) {
            let name = OsString::from_vec(name);
            let (text, stand_in) = to_text(&name);
            match from_stand_in(&text) {
                Some(back) => prop_assert!(stand_in && back == name),
                None => prop_assert!(!stand_in),
            }
        }
    }

    #[test]
    fn a_stand_in_can_be_read_by_people() {
        let name = OsString::from_vec(b"caf\xE9.md".to_vec());
        assert_eq!(to_text(&name), ("caf\u{FFFD}E9.md".to_owned(), true));
        assert_eq!(from_stand_in("odd \u{FFFD} but UTF-8.md"), None);
    }
}

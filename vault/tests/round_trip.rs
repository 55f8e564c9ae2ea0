//! Opening and saving a note changes nothing that was not typed, whatever its bytes are.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use proptest::prelude::*;

use vault::disk::{Clock, DataFolder, Disk, Expected, NO_CAP, RealDisk};
use vault::edit::plan::apply_splices;
use vault::edit::save::{editor_text, plan_save};
use vault::path::VaultPath;
use vault::text::ContentHash;

/// A line's end as the file writes it.
fn ending() -> impl Strategy<Value = &'static str> {
    prop_oneof![4 => Just("\n"), 4 => Just("\r\n"), 1 => Just("\r")]
}

/// A line with what editors like to tidy away: blanks at its end, tabs, NUL, odd spaces.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-c]{0,4}[ \t]{0,3}",
        1 => "[a-c\u{0}\u{a0}\u{2028}é😀\u{feff}]{0,5}",
        1 => Just(String::new()),
    ]
}

/// The bytes of a note: with or without a mark, with mixed ends, with or without a last one.
fn note() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec((line(), ending()), 0..12);
    (any::<bool>(), lines, any::<bool>()).prop_map(|(mark, lines, closed)| {
        let mut text = String::from(if mark { "\u{feff}" } else { "" });
        let count = lines.len();
        for (number, (line, ending)) in lines.into_iter().enumerate() {
            text.push_str(&line);
            if closed || number + 1 < count {
                text.push_str(ending);
            }
        }
        text
    })
}

/// The lines of a file with their ends, where `\r\n` is one end.
fn lines(file: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut characters = file.chars().peekable();
    while let Some(character) = characters.next() {
        let last = lines.last_mut().unwrap();
        last.push(character);
        if character == '\r' && characters.peek() == Some(&'\n') {
            continue;
        }
        if matches!(character, '\r' | '\n') {
            lines.push(String::new());
        }
    }
    lines
}

fn save(file: &str, text: &str) -> String {
    let splices = plan_save(file.as_bytes(), text).unwrap();
    String::from_utf8(apply_splices(file.as_bytes(), &splices).unwrap()).unwrap()
}

/// A place in a text that falls between two characters.
fn place(text: &str, at: prop::sample::Index) -> usize {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    places[at.index(places.len())]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn no_edit_is_no_splice(file in note()) {
        let text = editor_text(file.as_bytes()).unwrap();
        prop_assert_eq!(plan_save(file.as_bytes(), &text).unwrap(), vec![]);
    }

    #[test]
    fn what_was_typed_is_what_the_editor_shows_next(file in note(), other in note()) {
        let text = editor_text(other.as_bytes()).unwrap();
        // A mark typed at the very start is the file's mark from then on.
        let text = text.trim_start_matches('\u{feff}');
        let saved = save(&file, text);
        prop_assert_eq!(editor_text(saved.as_bytes()).unwrap(), text);
        prop_assert_eq!(saved.starts_with('\u{feff}'), file.starts_with('\u{feff}'));
    }

    #[test]
    fn one_character_changes_one_line(
        file in note(),
        at in any::<prop::sample::Index>(),
        typed in prop_oneof![Just("x"), Just("é"), Just(" "), Just("😀")],
    ) {
        let mut text = editor_text(file.as_bytes()).unwrap();
        text.insert_str(place(&text, at), typed);
        let saved = save(&file, &text);
        prop_assert_eq!(editor_text(saved.as_bytes()).unwrap(), text);
        let (before, after) = (lines(&file), lines(&saved));
        prop_assert_eq!(before.len(), after.len());
        let changed = before.iter().zip(&after).filter(|(before, after)| before != after);
        prop_assert_eq!(changed.count(), 1);
    }

    #[test]
    fn a_new_line_leaves_all_others_as_they_are(file in note(), at in any::<prop::sample::Index>()) {
        let mut text = editor_text(file.as_bytes()).unwrap();
        text.insert(place(&text, at), '\n');
        let saved = save(&file, &text);
        prop_assert_eq!(editor_text(saved.as_bytes()).unwrap(), text);
        let (before, after) = (lines(&file), lines(&saved));
        let same_start = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
        let rest = before.len() - same_start;
        let same_end = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b);
        prop_assert!(rest <= same_end.take(rest).count() + 1, "{before:?} {after:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_note_goes_through_the_disk_byte_for_byte(file in note()) {
        let folder = tempfile::tempdir().unwrap();
        let vault = folder.path().join("vault");
        std::fs::create_dir(&vault).unwrap();
        let data = DataFolder::open(folder.path().join("data")).unwrap();
        let disk = RealDisk::open(&vault, data, Clock::new(|| 0)).unwrap();
        std::fs::write(vault.join("n.md"), &file).unwrap();
        let path = VaultPath::new("n.md").unwrap();
        let before = disk.walk().unwrap();
        let bytes = disk.read(&path, NO_CAP).unwrap().bytes;
        let splices = plan_save(&bytes, &editor_text(&bytes).unwrap()).unwrap();
        let saved = apply_splices(&bytes, &splices).unwrap();
        disk.save(&path, &saved, Expected::Hash(ContentHash::of(&bytes))).unwrap();
        prop_assert_eq!(disk.walk().unwrap(), before);
        prop_assert_eq!(std::fs::read(vault.join("n.md")).unwrap(), file.as_bytes());
    }
}

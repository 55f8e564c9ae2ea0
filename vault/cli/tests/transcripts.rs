//! Each Markdown file in `transcripts/` is a session with `tl`: files to begin with, then commands
//! with what they print. A block ` ```file PATH ` writes a file; a block ` ```session ` holds lines
//! `$ tl …`, each followed by its standard output, its standard error, and `[N]` for an exit code
//! that is not 0. `VAULT` stands for the vault's folder. With `UPDATE_TRANSCRIPTS=1` the files are
//! written as they were played, for a person to read the difference.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
#![allow(clippy::disallowed_methods, reason = "the test plays the person with their files")]

mod support;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use support::Place;

#[test]
fn every_transcript_is_what_tl_prints() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
    let mut files: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    let mut wrong = String::new();
    for file in files {
        let wanted = fs::read_to_string(&file).unwrap();
        let printed = play(&wanted);
        if printed != wanted && std::env::var_os("UPDATE_TRANSCRIPTS").is_some() {
            fs::write(&file, printed).unwrap();
        } else if printed != wanted {
            let patch = diff(&wanted, &printed);
            let _ = writeln!(wrong, "{}:\n{patch}", file.file_name().unwrap().display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Plays a transcript and returns it with what was really printed.
fn play(transcript: &str) -> String {
    let place = Place::new();
    let mut printed = String::new();
    let mut lines = transcript.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(printed, "{line}");
        let block = line.strip_prefix("```").filter(|kind| !kind.is_empty());
        let Some(kind) = block else { continue };
        let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some(path) = kind.strip_prefix("file ") {
            let text: String = inside.iter().map(|line| format!("{line}\n")).collect();
            place.write(path, &text);
            printed += &text;
        } else {
            let commands = inside.iter().filter_map(|line| line.strip_prefix("$ tl "));
            commands.for_each(|command| play_command(&place, command, &mut printed));
        }
        printed += "```\n";
    }
    printed
}

fn play_command(place: &Place, command: &str, printed: &mut String) {
    let ran = place.run(words(command));
    let vault = place.vault().canonicalize().unwrap();
    let _ = writeln!(printed, "$ tl {command}");
    for text in [ran.stdout, ran.stderr] {
        let text = text.replace(vault.to_str().unwrap(), "VAULT");
        printed.push_str(&text);
        if !text.is_empty() && !text.ends_with('\n') {
            printed.push('\n');
        }
    }
    if ran.code != 0 {
        let _ = writeln!(printed, "[{}]", ran.code);
    }
}

/// Splits a command line at blanks that stand in no quotes.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for character in command.chars() {
        match (quote, character) {
            (None, '\'' | '"') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (Some(open), close) if open == close => quote = None,
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

/// Shows the lines that differ, wanted ones first.
fn diff(wanted: &str, printed: &str) -> String {
    let (wanted, printed): (Vec<_>, Vec<_>) = (wanted.lines().collect(), printed.lines().collect());
    let same = wanted.iter().zip(&printed).take_while(|(a, b)| a == b).count();
    let list = |lines: &[&str]| {
        lines.iter().skip(same).take(12).fold(String::new(), |all, line| all + "  " + line + "\n")
    };
    format!("from line {}, wanted:\n{}printed:\n{}", same + 1, list(&wanted), list(&printed))
}

//! Runs the specs in `tests/spec`: a Markdown file is a test suite.
//!
//! A section `## name` is a case. It holds one or more notes and one or more questions:
//!
//! ````markdown
//! ## a pipe starts the display text
//!
//! ```note
//! [[Note|shown]]
//! ```
//!
//! ```links
//! "Note" shown "shown" at 0..14
//! ```
//! ````
//!
//! - A `note` block may name its file (`note path="Folder/A.md"`; else `Note.md`; other
//!   extensions make attachments), may ask for Windows line endings (`note crlf`) and for no
//!   newline at its end (`note open`).
//! - Every other block is a question: its first word is looked up in `QUESTIONS` of
//!   `support/spec_answers.rs`, the rest of the line is the question's argument, and its content is
//!   the expected answer.
//! - Text outside the blocks explains the case. A fence of more backticks may hold fences.
//!
//! `UPDATE_SPECS=1 cargo test -p vault --test spec` writes the answers given into the files; read
//! the difference before keeping it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout)]
#![allow(clippy::disallowed_methods)] // A test reads its own files and switches.

#[path = "support/spec_answers.rs"]
mod spec_answers;
#[path = "support/spec_suite.rs"]
mod spec_suite;
#[path = "support/thesis_lines.rs"]
mod thesis_lines;

use spec_suite::{answer_all, files, read_suite, with_answers};

#[test]
fn every_spec_holds() {
    let update = std::env::var_os("UPDATE_SPECS").is_some();
    let mut wrong = String::new();
    let mut cases = 0;
    for file in files() {
        let text = std::fs::read_to_string(&file).unwrap();
        let suite = read_suite(&text);
        assert!(!suite.is_empty(), "{} holds no case", file.display());
        cases += suite.len();
        let answers = answer_all(&file, &suite, &mut wrong);
        if update {
            std::fs::write(&file, with_answers(&text, &answers)).unwrap();
        }
    }
    println!("{cases} cases");
    assert!(update || wrong.is_empty(), "\n{wrong}");
}

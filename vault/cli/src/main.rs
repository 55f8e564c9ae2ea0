//! `tl`: the vault without a window. Decodes arguments, calls the api once, prints the answer.

mod arguments;
mod daily;
mod editing;
mod evidence;
mod folders;
mod follow;
mod output;
mod reading;
mod session;
mod show;
mod theses;
mod timeline;

use std::io::{IsTerminal, Read, Write};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::{CommandFactory, Parser};

use arguments::{Arguments, Command};
use folders::Surroundings;
use output::{Output, is_broken_pipe};
use session::Session;

/// What a command comes to where it does not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It is done, or the answer is yes.
    Done,
    /// The answer is no: nothing was found, or problems were.
    No,
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return wrong_use(&error),
    };
    match run(arguments) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::No) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Arguments) -> Result<Outcome> {
    // A file beyond the system's limit is to be an error of the write, not the end of the program.
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default())?;
    if let Command::Completions { shell } = arguments.command {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut Arguments::command(), "tl", &mut script);
        std::io::stdout().write_all(&script)?;
        return Ok(Outcome::Done);
    }
    let surroundings = surroundings()?;
    let folder = surroundings.find_vault(arguments.common.vault.as_deref());
    let mut output = Output::new(arguments.common.json);
    let follows = matches!(arguments.command, Command::Follow);
    let session = Session::open(&surroundings, folder, follows)?;
    match arguments.command {
        Command::Follow => follow::follow(&session, &mut output),
        command => match editing::run(&session, &mut output, command)? {
            Ok(outcome) => Ok(outcome),
            Err(command) => match evidence::run(&session, &mut output, *command)? {
                Ok(outcome) => Ok(outcome),
                Err(command) => reading::run(&session, &mut output, *command),
            },
        },
    }
}

/// Reads what the process was started with; nothing else does.
#[allow(clippy::disallowed_methods, reason = "the edge: read here once and passed in")]
fn surroundings() -> Result<Surroundings> {
    let current = std::env::current_dir().context("the current folder cannot be read")?;
    Surroundings::new(current, |name| std::env::var_os(name))
}

/// Returns a text from the command line; `-` stands for standard input.
fn text_argument(text: String) -> Result<String> {
    if text != "-" {
        return Ok(text);
    }
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input).context("standard input is no UTF-8 text")?;
    Ok(input)
}

/// Prints help where it was asked for; else says what is wrong with the command line.
fn wrong_use(error: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind::{DisplayHelp, DisplayVersion};
    if matches!(error.kind(), DisplayHelp | DisplayVersion) {
        // A reader that has gone away wants no more help.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = error.render().to_string();
    let message = text.split("\n\n").next().unwrap_or(&text).trim_start_matches("error: ");
    let words: Vec<&str> = message.split_whitespace().collect();
    say(&words.join(" "), Some("`tl help` and `tl help COMMAND` tell what can be written"));
    ExitCode::from(2)
}

/// Says what went wrong and what to do.
fn report(error: &anyhow::Error) {
    let hint = error.downcast_ref::<vault::error::Error>().and_then(|error| error.hint.as_deref());
    say(&format!("{error:#}"), hint);
}

/// Writes an error and its hint to standard error, each on one line.
fn say(message: &str, hint: Option<&str>) {
    let mut stderr = std::io::stderr().lock();
    let colour = stderr.is_terminal();
    let (red, cyan, plain) =
        if colour { ("\x1b[31m", "\x1b[36m", "\x1b[0m") } else { ("", "", "") };
    // There is nobody left to tell where standard error is closed.
    let _ = writeln!(stderr, "{red}error:{plain} {}", output::plain(message));
    if let Some(hint) = hint {
        let _ = writeln!(stderr, "{cyan}hint:{plain} {}", output::plain(hint));
    }
}

//! The desktop app: reads arguments and environment once, here at the edge, and opens the window.

// A release build on Windows opens no console beside its window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;
use std::sync::Arc;

use throughline::arguments::{self, Arguments};
use throughline::{graphics, places::Places};

fn main() -> ExitCode {
    // A file beyond the system's limit is to be an error of the save, not the end of the app. Where
    // the signal cannot be taken, a save still loses nothing.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
    // Before anything touches GTK, which reads the environment when it starts.
    graphics::work_around_broken_drivers();
    match Arguments::parse(std::env::args_os().skip(1)) {
        Ok(arguments) => start(arguments),
        Err(stop) => arguments::print(&stop),
    }
}

fn start(arguments: Arguments) -> ExitCode {
    let Some(places) = Places::of_this_person() else {
        eprintln!("error: the home folder is not known");
        eprintln!("hint: set HOME to the folder that holds your configuration");
        return ExitCode::from(2);
    };
    match throughline::run(arguments, places) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

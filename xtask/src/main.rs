//! `cargo xtask`: set-up, run, test, bench, measurements, bindings and package, each one command.

mod bench;
mod bindings;
mod eval_clusters;
mod lint;
mod options;
mod package;
mod pictures;
mod run;
mod setup;
mod steps;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  run [FOLDER]   build and start the app; without a display, write a picture of it
      --theme light|dark   --size 1280x800   --note PATH   --release   --headless
  test           every check and every test, with a summary (also: test NAME… for some groups)
  lint           formatting, clippy, types and style of the page
  bench [ARGS]   benchmarks of the core; ARGS go to criterion
  eval-clusters FOLDER
                 how well clusters agree with a vault's folders and tags, both hidden from them
  bindings       write the page's TypeScript of the api; --check only compares
  pictures       every page as a picture, into docs/screenshots
  package        build the Debian package and look inside

Each installs what it lacks, where that needs no password, and says what to do where it does.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    let outcome = match command {
        "run" => run::run(rest),
        "test" => test::test(rest),
        "lint" => lint::lint(),
        "bench" => bench::bench(rest),
        "eval-clusters" => eval_clusters::eval_clusters(rest),
        "bindings" => bindings::bindings(rest),
        "pictures" => pictures::pictures(),
        "package" => package::package(),
        "help" | "-h" | "--help" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(anyhow::anyhow!("{other} is not a command; cargo xtask help lists them")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

//! `cargo xtask test`: every group of checks, all of them even when one fails, and a summary.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::setup::{self, For};
use crate::steps::{cargo, npm, run, say};
use crate::{bindings, lint};

/// A group of checks: its name on the command line, what it is, how it runs.
struct Group {
    name: &'static str,
    what: &'static str,
    check: fn() -> Result<()>,
}

/// Quick ones first; the journeys last, when all else is built.
const GROUPS: &[Group] = &[
    Group { name: "format", what: "rustfmt", check: lint::format },
    Group { name: "page-lint", what: "the page's style and types", check: lint::page },
    Group { name: "page", what: "the page's tests", check: page_tests },
    Group { name: "core", what: "the core, the tools and the shell", check: core_tests },
    Group { name: "bindings", what: "the page's TypeScript of the api", check: bindings::compare },
    Group { name: "journeys", what: "the built app in a window", check: journeys },
    Group { name: "clippy", what: "clippy, without a warning", check: lint::clippy },
];

/// Runs the groups that are named, or all; fails after the last when one of them failed.
pub fn test(names: &[String]) -> Result<()> {
    let groups = choose(names)?;
    setup::prepare(For::Journeys)?;
    setup::build_page()?;
    let outcomes: Vec<Outcome> = groups.into_iter().map(run_group).collect();
    print_summary(&outcomes);
    let failed = outcomes.iter().filter(|outcome| outcome.problem.is_some()).count();
    if failed > 0 {
        bail!("{failed} of {} groups failed", outcomes.len());
    }
    Ok(())
}

fn choose(names: &[String]) -> Result<Vec<&'static Group>> {
    if let Some(name) = names.iter().find(|name| GROUPS.iter().all(|group| group.name != **name)) {
        let known: Vec<&str> = GROUPS.iter().map(|group| group.name).collect();
        bail!("{name} is not a group; there are {}", known.join(", "));
    }
    let is_wanted =
        |group: &&Group| names.is_empty() || names.iter().any(|name| name == group.name);
    Ok(GROUPS.iter().filter(is_wanted).collect())
}

struct Outcome {
    group: &'static Group,
    took: Duration,
    problem: Option<String>,
}

fn run_group(group: &'static Group) -> Outcome {
    say(&format!("── {}: {}", group.name, group.what));
    let started = Instant::now();
    let problem = (group.check)().err().map(|error| format!("{error:#}"));
    if let Some(problem) = &problem {
        eprintln!("error: {problem}");
    }
    Outcome { group, took: started.elapsed(), problem }
}

fn print_summary(outcomes: &[Outcome]) {
    println!();
    for Outcome { group, took, problem } in outcomes {
        let verdict = if problem.is_some() { "FAILED" } else { "ok" };
        println!("{verdict:>7}  {:<10} {:>6.1} s  {}", group.name, took.as_secs_f32(), group.what);
    }
    for Outcome { group, problem, .. } in outcomes {
        if let Some(problem) = problem {
            println!("\n{}: {problem}", group.name);
        }
    }
}

fn page_tests() -> Result<()> {
    run(npm().args(["run", "--silent", "test"]))
}

/// All but the journeys, which Cargo.toml leaves out of what runs unasked.
fn core_tests() -> Result<()> {
    run(cargo().args(["test", "--workspace", "--no-fail-fast"]))
}

fn journeys() -> Result<()> {
    run(cargo().args(["test", "--workspace", "--test", "journeys"]))
}

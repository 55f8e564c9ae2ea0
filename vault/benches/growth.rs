//! How time and memory grow with the vault: `cargo bench --workspace --bench growth -- FOLDER...`
//!
//! Prints a table with a row for each folder, each measured in a process of its own, so that its
//! peak of memory is its own too. Every time stands beside the time that walking the folder and
//! reading its files takes in the same process: ratios survive a slow or busy machine. A second
//! table says how much more each time grew from one folder to the next than notes times their
//! logarithm did; what stays near 1 or below grows no faster. Nothing is written into the folders,
//! except that the last measure appends to a copy.
#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::unwrap_used, clippy::panic)]
#![allow(clippy::print_stdout, clippy::indexing_slicing)]

#[path = "support/copy.rs"]
mod copy;
#[path = "support/open.rs"]
mod open;

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use copy::copy;
use open::open;
use serde_json::{Value, json};
use vault::api::{Answer, Request, ask};
use vault::query::timeline::TimelineFilter;
use vault::vault::Vault;

/// The measures in their order: what is printed above a column.
const MEASURES: [&str; 7] = [
    "walk and read",
    "index",
    "theses",
    "one thesis",
    "timeline",
    "clusters",
    "clusters after a change",
];

/// How often what is quick is measured; the median counts.
const TIMES: usize = 5;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    match arguments.as_slice() {
        [] => println!("skipped: name the folders of vaults, the smallest first"),
        [one, folder] if one == "--one" => println!("{}", measure(Path::new(folder))),
        folders => print(&folders.iter().map(|folder| measured(folder)).collect::<Vec<_>>()),
    }
}

/// Measures a folder in a process of its own.
fn measured(folder: &str) -> Value {
    let own = env::current_exe().expect("the path of this program");
    let output = Command::new(own).args(["--one", folder]).output().expect("a process");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("what the process measured")
}

/// Returns the number of notes and, for each measure, milliseconds and the peak in megabytes.
fn measure(folder: &Path) -> Value {
    let scratch = tempfile::tempdir().expect("a folder for the copy");
    let copied = scratch.path().join("vault");
    copy(folder, &copied);
    let mut results = Vec::new();
    let mut take = |times: usize, run: &mut dyn FnMut()| {
        // From here on the peak is this measure's own.
        let _ = fs::write("/proc/self/clear_refs", "5");
        let mut all: Vec<f64> = (0..times)
            .map(|_| {
                let start = Instant::now();
                run();
                start.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        all.sort_by(f64::total_cmp);
        results.push(json!([all.get(times / 2), peak()]));
    };
    take(TIMES, &mut || {
        black_box(read(&copied));
    });
    let mut opened = None;
    take(1, &mut || opened = Some(open(&copied, scratch.path())));
    let vault = opened.expect("the vault was opened");
    let mut theses = Vec::new();
    take(1, &mut || {
        let Ok(Answer::Theses(rows)) = ask(&vault, Request::Theses {}) else { panic!("no theses") };
        theses = rows;
    });
    let thesis = theses.first().expect("a thesis").path.clone();
    take(TIMES, &mut || {
        black_box(ask(&vault, Request::Thesis { note: thesis.clone(), clock: None }).unwrap());
    });
    take(TIMES, &mut || {
        let request = Request::Timeline { filter: TimelineFilter::default() };
        black_box(ask(&vault, request).unwrap());
    });
    take(1, &mut || vault.wait_for_clusters().unwrap());
    let mut changes = 0;
    let note = member(&vault);
    let mut append = || {
        changes += 1;
        let text = format!("Remark {changes}: capacity and latency of inference in datacenters.");
        ask(&vault, Request::Append { note: note.clone(), text }).unwrap();
    };
    append();
    take(TIMES, &mut || {
        append();
        vault.wait_for_clusters().unwrap();
    });
    json!({ "notes": vault.status().notes, "results": results })
}

/// Returns a note in the middle of the largest cluster.
fn member(vault: &Vault) -> String {
    let request = Request::Clusters { signals: None };
    let Ok(Answer::Clusters(found)) = ask(vault, request) else { panic!("no clusters") };
    let members = &found.first().expect("a cluster").members;
    members.get(members.len() / 2).expect("a member").path.to_string()
}

/// Returns the most memory that this process held since it was last asked to count anew, in MB.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}

fn print(rows: &[Value]) {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("load: {}; milliseconds (times the walk) and peak megabytes\n", load.trim());
    println!("| notes | {} |", MEASURES.join(" | "));
    println!("|{}", "---:|".repeat(MEASURES.len() + 1));
    for row in rows {
        let base = time(row, 0);
        let cell = |at: usize| {
            let (ms, peak) = (time(row, at), row["results"][at][1].as_f64().unwrap_or_default());
            format!("{ms:.1} (×{:.2}), {peak:.0} MB", ms / base)
        };
        let cells: Vec<String> = (0..MEASURES.len()).map(cell).collect();
        println!("| {} | {} |", row["notes"], cells.join(" | "));
    }
    println!("\ngrowth against notes × log(notes)\n");
    println!("| from → to | {} |", MEASURES.join(" | "));
    println!("|{}", "---:|".repeat(MEASURES.len() + 1));
    for (small, large) in rows.iter().zip(rows.iter().skip(1)) {
        let count = |row: &Value| row["notes"].as_f64().unwrap_or(1.0);
        let fair = |row: &Value| count(row) * count(row).ln();
        let cell = |at: usize| {
            let grew = time(large, at) / time(small, at);
            format!("{:.2}", grew / (fair(large) / fair(small)))
        };
        let cells: Vec<String> = (0..MEASURES.len()).map(cell).collect();
        println!("| {} → {} | {} |", small["notes"], large["notes"], cells.join(" | "));
    }
}

fn time(row: &Value, at: usize) -> f64 {
    row["results"][at][0].as_f64().unwrap_or(f64::NAN)
}

/// Reads every file below a folder; returns how many bytes they hold.
fn read(folder: &Path) -> usize {
    let mut bytes = 0;
    for path in entries(folder) {
        bytes += if path.is_dir() { read(&path) } else { fs::read(&path).unwrap().len() };
    }
    bytes
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

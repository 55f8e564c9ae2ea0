//! `tl follow` tells of each revision on a line of its own, and ends when it is asked to.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
#![allow(clippy::disallowed_methods, reason = "the test plays the person with their files")]

mod support;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;
use support::Place;

/// How long a change may take to be seen, on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

struct Following {
    child: Child,
    lines: Receiver<Value>,
}

impl Following {
    fn new(place: &Place) -> Self {
        let mut child = place.command().arg("follow").spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if sender.send(serde_json::from_str(&line).unwrap()).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// Waits for a revision in which `path` changed.
    fn wait_for(&self, path: &str) -> Value {
        let began = Instant::now();
        loop {
            let left = PATIENCE.saturating_sub(began.elapsed());
            let line = self.lines.recv_timeout(left).unwrap_or_else(|_| panic!("never saw {path}"));
            if line["changed"].as_array().unwrap().iter().any(|changed| changed == path) {
                return line;
            }
        }
    }

    fn interrupt(mut self) -> i32 {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        self.child.wait().unwrap().code().unwrap_or(-1)
    }
}

#[test]
fn every_change_is_one_line_until_interrupted() {
    let place = Place::new();
    place.write("a.md", "[[b]]");
    let following = Following::new(&place);
    // The watcher is up once a change is seen; the first may come before it.
    let began = Instant::now();
    loop {
        place.write("ready.md", format!("{:?}", began.elapsed()));
        if following.lines.recv_timeout(Duration::from_millis(500)).is_ok() {
            break;
        }
        assert!(began.elapsed() < PATIENCE, "nothing is ever seen");
    }
    place.write("b.md", "# New");
    let first = following.wait_for("b.md");
    std::fs::rename(place.vault().join("b.md"), place.vault().join("c.md")).unwrap();
    let second = following.wait_for("c.md");
    assert!(first["revision"].as_u64() < second["revision"].as_u64(), "{first} {second}");
    assert!(second["ms"].is_u64() && second["all"] == false, "{second}");
    // Another `tl` asks while this one holds the vault.
    assert_eq!(place.json(["unresolved"])[0]["target"], "b");
    assert_eq!(following.interrupt(), 0);
}

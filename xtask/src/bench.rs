//! `cargo xtask bench`: the benchmarks of the core.

use anyhow::Result;

use crate::setup::{self, For};
use crate::steps::{cargo, run};

/// Runs the benchmarks; `arguments` go to criterion, such as a part of a benchmark's name.
pub fn bench(arguments: &[String]) -> Result<()> {
    setup::prepare(For::Core)?;
    let mut bench = cargo();
    bench.args(["bench", "--package", "vault", "--benches"]);
    if !arguments.is_empty() {
        bench.arg("--").args(arguments);
    }
    run(&mut bench)
}

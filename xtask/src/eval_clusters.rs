//! `cargo xtask eval-clusters FOLDER`: how well clusters agree with folders and tags.

use anyhow::{Result, bail};

use crate::setup::{self, For};
use crate::steps::{cargo, run};

/// Measures the clusters of a vault; its folders and tags are hidden and held against them.
pub fn eval_clusters(arguments: &[String]) -> Result<()> {
    let [folder] = arguments else { bail!("name the folder of a vault: eval-clusters FOLDER") };
    setup::prepare(For::Core)?;
    let folder = std::path::absolute(folder)?;
    let program = ["run", "--release", "--package", "vault", "--example", "eval_clusters", "--"];
    run(cargo().args(program).arg(folder))
}

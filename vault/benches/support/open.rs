//! A vault opened for a benchmark: its index lies beside it and is complete.

use std::path::Path;

use vault::disk::Clock;
use vault::vault::{Options, Phase, Vault};

/// Opens a folder and waits until everything in it is found; the index goes into `scratch`.
pub(crate) fn open(folder: &Path, scratch: &Path) -> Vault {
    let vault = Vault::open(Options {
        folder: folder.to_owned(),
        cache: scratch.join("cache"),
        data: scratch.join("data"),
        clock: Clock::new(|| 1_795_348_800_000),
        watch: false,
        holder: "bench".to_owned(),
        share: false,
    })
    .expect("the vault opens");
    vault.wait_for(Phase::Ready).expect("the index is complete");
    vault
}

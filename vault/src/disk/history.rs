//! Old versions of files: what a save was about to replace is kept here first.
//!
//! The bytes are kept once under their hash; a log says which file they were and when they were
//! replaced. A line of the log that a crash tore is left out.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{DataFolder, DiskError};
use crate::path::VaultPath;
use crate::text::ContentHash;

const LOG: &str = "history.log";

/// One old version of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The file, where it was then.
    pub path: VaultPath,
    /// When it was replaced, in milliseconds since 1970.
    pub replaced_ms: i64,
    /// What it held; read it by this hash.
    pub hash: ContentHash,
    /// Its size in bytes.
    pub size: u64,
}

/// Keeps `bytes` as a version of `path`, durably.
pub(super) fn keep(
    data: &DataFolder,
    path: &VaultPath,
    bytes: &[u8],
    now_ms: i64,
) -> Result<ContentHash, DiskError> {
    let _held = data.hold();
    let hash = data.keep_blob(bytes)?;
    let size = bytes.len() as u64;
    let version = Version { path: path.clone(), replaced_ms: now_ms, hash, size };
    let line = serde_json::to_string(&version).map_err(|error| DiskError::Damaged {
        path: data.shown("", LOG),
        reason: error.to_string(),
    })?;
    data.append_line(LOG, &line)?;
    Ok(hash)
}

/// Lists the versions of one file, the newest first.
pub(super) fn versions(data: &DataFolder, path: &VaultPath) -> Result<Vec<Version>, DiskError> {
    let mut versions = all(data)?;
    versions.retain(|version| version.path == *path);
    versions.reverse();
    Ok(versions)
}

/// Drops versions replaced before `oldest_ms`, then the oldest until the rest fits `most_bytes`.
///
/// The newest version of each file and the bytes in `needed` stay. Returns how many bytes were
/// freed.
pub(super) fn prune(
    data: &DataFolder,
    oldest_ms: i64,
    most_bytes: u64,
    needed: &BTreeSet<ContentHash>,
) -> Result<u64, DiskError> {
    let _held = data.hold();
    let kept = choose(all(data)?, oldest_ms, most_bytes);
    let mut log = String::new();
    for version in &kept {
        if let Ok(line) = serde_json::to_string(version) {
            log.push_str(&line);
            log.push('\n');
        }
    }
    data.write("", LOG, log.as_bytes())?;
    let named: BTreeSet<ContentHash> = kept.iter().map(|version| version.hash).collect();
    let mut freed = 0;
    for (hash, size) in data.list_blobs()? {
        if !named.contains(&hash) && !needed.contains(&hash) {
            data.remove_blob(hash)?;
            freed += size;
        }
    }
    Ok(freed)
}

/// Returns the versions to keep, in the order of the log.
fn choose(versions: Vec<Version>, oldest_ms: i64, most_bytes: u64) -> Vec<Version> {
    let newest: BTreeMap<VaultPath, usize> =
        versions.iter().enumerate().map(|(at, version)| (version.path.clone(), at)).collect();
    let mut counted = BTreeSet::new();
    let mut bytes = 0u64;
    let mut kept = Vec::new();
    for (at, version) in versions.into_iter().enumerate().rev() {
        let more = if counted.contains(&version.hash) { 0 } else { version.size };
        let fits = version.replaced_ms >= oldest_ms && bytes.saturating_add(more) <= most_bytes;
        if fits || newest.get(&version.path) == Some(&at) {
            counted.insert(version.hash);
            bytes = bytes.saturating_add(more);
            kept.push(version);
        }
    }
    kept.reverse();
    kept
}

/// Lists the versions of all files, the oldest first.
pub(super) fn all(data: &DataFolder) -> Result<Vec<Version>, DiskError> {
    let log = data.read("", LOG)?.unwrap_or_default();
    let lines = log.split(|byte| *byte == b'\n');
    Ok(lines.filter_map(|line| serde_json::from_slice(line).ok()).collect())
}

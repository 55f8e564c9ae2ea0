//! A copy of a file beside it, byte for byte.

use super::TextSource;
use super::create::{NewFile, plan_file};
use super::file_name::first_free;
use crate::error::Error;
use crate::graph::Graph;
use crate::path::VaultPath;

/// Plans a copy of a file in the same folder, under the first free of `Name 1`, `Name 2` …
///
/// The copy holds `bytes` as they are: its links lead where those of the file do, as both lie in
/// one folder.
pub fn plan_duplicate(
    graph: &Graph,
    texts: &dyn TextSource,
    path: &VaultPath,
    bytes: Vec<u8>,
) -> Result<NewFile, Error> {
    let (stem, extension) = match path.file_name().rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, extension),
        _ => (path.file_name(), ""),
    };
    // The name itself is taken, and a copy of `Name 1` is better called `Name 2` than `Name 1 1`.
    let base = match stem.rsplit_once(' ') {
        Some((base, number)) if !base.is_empty() && is_number(number) => base,
        _ => stem,
    };
    let plain = if extension.is_empty() { base.to_owned() } else { format!("{base}.{extension}") };
    let taken = |copy: &VaultPath| texts.exists(copy) || copy.file_name() == plain;
    let copy = first_free(graph.names(), &path.folder(), base, extension, taken)?;
    plan_file(graph, texts, copy, bytes)
}

/// Whether this is a number as copies get it, rather than a year.
fn is_number(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

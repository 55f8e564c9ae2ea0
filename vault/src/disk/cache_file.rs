//! Files in the app's cache folder: whole or not there, and nothing is lost with them.

use std::io::{self, Read, Write};
use std::path::Path;

/// Reads a file of a cache folder.
pub fn read_cached(folder: &Path, name: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(folder.join(name))?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes a file into a cache folder; the one before goes only when all of the new one is there.
pub fn write_cached(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.persist(folder.join(name))?;
    Ok(())
}

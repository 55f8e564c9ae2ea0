//! Copying an index that another program keeps, so that a second one need not begin with none.

use std::path::Path;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use super::{IndexError, create_folder};

/// Copies the index in the folder `from`, as it stands at one revision, into the empty folder
/// `to`; returns false where there is none.
///
/// Whoever writes to the index goes on meanwhile. The copy is opened like any index: what is odd
/// about it costs a cold load.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<bool, IndexError> {
    let kept = from.join("index.db");
    if !kept.exists() {
        return Ok(false);
    }
    create_folder(to)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(kept, flags)?;
    let mut copy = Connection::open(to.join("index.db"))?;
    // A copy that is lost in a power cut is one that nobody needs any more.
    copy.execute_batch("PRAGMA synchronous=OFF;")?;
    // All pages in one step: in several, each write of the owner would begin the copy anew.
    Backup::new(&source, &mut copy)?.step(-1)?;
    Ok(true)
}

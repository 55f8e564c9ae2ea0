//! The rebuildable store in SQLite: schema, one writer, snapshots, full text.

//! The façade: a vault that is open, its threads, its revisions and events.

//! The only code that touches the person's files: walk, watch, read, atomic write, trash.

//! A target as written, plus the names, gives a destination.

//! Bytes in, facts out. Pure, and cannot fail: what is odd becomes a `Problem`.

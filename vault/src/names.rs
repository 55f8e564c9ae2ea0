//! Every name a note answers to.

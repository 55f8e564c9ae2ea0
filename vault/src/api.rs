//! The one door: a closed `Request` with its answer for everything that can be asked.

//! `cargo xtask`: set-up, run, test, bench, bindings and package.

fn main() {}

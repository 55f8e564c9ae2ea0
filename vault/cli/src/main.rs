//! `tl`: the vault without a window. Decodes arguments, calls the api once, prints the answer.

fn main() {}

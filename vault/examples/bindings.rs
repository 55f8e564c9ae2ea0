//! Prints the api's TypeScript: `cargo run -p vault --example bindings`.

#![allow(clippy::print_stdout, reason = "printing is what this program is for")]

fn main() {
    print!("{}", vault::api::bindings());
}

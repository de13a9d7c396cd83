//! Gives the linker the same options as the widget's build.

#[path = "../../../build/link.rs"]
mod link;

fn main() {
    link::tell();
}

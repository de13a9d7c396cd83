//! The linker is told what the widget's is.

#[path = "../../../build/link.rs"]
mod link;

fn main() {
    link::tell();
}

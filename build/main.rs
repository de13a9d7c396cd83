//! What the compiler does not do by itself: the style sheets, and what the linker is told.

mod link;
mod style;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    link::tell();
    style::write()
}

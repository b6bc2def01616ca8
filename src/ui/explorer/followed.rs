//! Texts and facts of the first view that follow what they read.

/// A text that follows what it reads: of one kind wherever it stands, as each kind of
/// its own would weigh on the first chunk.
pub fn text(of: impl Fn() -> String + Send + 'static) -> Box<dyn FnMut() -> String + Send> {
    Box::new(of)
}

/// A yes or no that follows what it reads, of one kind likewise.
pub fn fact(of: impl Fn() -> bool + Send + 'static) -> Box<dyn FnMut() -> bool + Send> {
    Box::new(of)
}

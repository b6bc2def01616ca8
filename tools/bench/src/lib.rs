//! Only its benchmarks say something.

//! Whether a field may be read or written: a pure function, without I/O.

mod held;

pub use held::{Held, Lens};

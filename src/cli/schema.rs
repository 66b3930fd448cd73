//! `hub schema`: the schema in the schema definition language.

/// The text that `schema.graphql` holds.
pub fn run() -> String {
    crate::schema::sdl()
}

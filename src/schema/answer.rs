//! Answers that are already laid out when a resolver returns: what was recorded is what leaves.

use super::registered;
use async_graphql::{ContextSelectionSet, OutputType, Positioned, ServerResult, Value, parser::types::Field, registry::Registry};
use std::{borrow::Cow, marker::PhantomData, sync::Mutex};

/// The name of an object of the catalogue.
pub trait Named: Send + Sync {
    /// Its GraphQL type.
    const NAME: &'static str;
}

macro_rules! named {
    ($($(#[doc = $doc:literal])+ $Name:ident = $name:literal;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug)]
        pub struct $Name;
        impl Named for $Name {
            const NAME: &'static str = $name;
        }
    )+};
}

named! {
    /// A person.
    PersonObject = "Person";
    /// A page of persons.
    PageObject = "PersonConnection";
    /// A directory entry.
    DirectoryObject = "DirectoryEntry";
}

/// A laid-out object of type `T`. It is given out once.
#[derive(Debug)]
pub struct Answer<T>(Mutex<Value>, PhantomData<T>);

impl<T> Answer<T> {
    /// This value, laid out along the plan of the very field that returns it.
    pub fn new(value: Value) -> Self {
        Self(Mutex::new(value), PhantomData)
    }
}

impl<T: Named> OutputType for Answer<T> {
    fn type_name() -> Cow<'static, str> {
        T::NAME.into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registered::register(registry);
        format!("{}!", T::NAME)
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        Ok(self.0.lock().map(|mut value| std::mem::take(&mut *value)).unwrap_or_default())
    }
}

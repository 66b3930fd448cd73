//! What a document comes to when every fragment is written out, counted without writing them out.

use super::fragments::order;
use super::limits::{Limits, wide, within};
use crate::error::Error;
use async_graphql::parser::types::{
    Directive, DocumentOperations, ExecutableDocument, Field, OperationDefinition, OperationType, Selection, SelectionSet,
};
use async_graphql::{Positioned, Value, Variables};
use std::collections::HashMap;

/// What a question comes to. Every operation of a document counts, not only the one that is run, because all of them are validated;
/// the roots are those of the one that is run. `@skip` and `@include` change nothing: what they leave out counts too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The kind of the operation that is run.
    pub operation: OperationType,
    /// Fields with fragments written out.
    pub fields: u64,
    /// Fields, spreads and inline fragments with fragments written out.
    pub selections: u64,
    /// Fields within fields, outside introspection.
    pub depth: u64,
    /// Fields within fields, inside introspection.
    pub introspection_depth: u64,
    /// Introspection's lists of types, fields and inputs within one another.
    pub introspection_lists: u64,
    /// Selection sets within selection sets, fragments counted.
    pub levels: u64,
    /// Aliases with fragments written out.
    pub aliases: u64,
    /// Root fields of the operation that is run.
    pub roots: u64,
    /// Those of them that disclose.
    pub disclosing_roots: u64,
    /// Directives with fragments written out.
    pub directives: u64,
    /// Fields, each times the sizes of the lists it stands in.
    pub complexity: u64,
}

impl Counted {
    /// Two documents of one batch together: counts are added up, depths are the deeper of the two.
    #[must_use]
    pub fn plus(self, other: &Self) -> Self {
        Self {
            operation: self.operation,
            fields: self.fields.saturating_add(other.fields),
            selections: self.selections.saturating_add(other.selections),
            depth: self.depth.max(other.depth),
            introspection_depth: self.introspection_depth.max(other.introspection_depth),
            introspection_lists: self.introspection_lists.max(other.introspection_lists),
            levels: self.levels.max(other.levels),
            aliases: self.aliases.saturating_add(other.aliases),
            roots: self.roots.saturating_add(other.roots),
            disclosing_roots: self.disclosing_roots.saturating_add(other.disclosing_roots),
            directives: self.directives.saturating_add(other.directives),
            complexity: self.complexity.saturating_add(other.complexity),
        }
    }
}

/// Counts a document and holds it against the limits, in time proportional to its text.
///
/// # Errors
/// `LIMIT_EXCEEDED`, naming the limit; `INVALID_INPUT` for fragments in a circle, for an operation that is not there, and for a required
/// variable that is missing or null.
pub fn check(
    document: &ExecutableDocument,
    operation_name: Option<&str>,
    variables: &Variables,
    limits: &Limits,
) -> Result<Counted, Error> {
    let operation = chosen(document, operation_name)?;
    let order = order(document)?;
    let mut scale = Scale { limits, sizes: HashMap::new(), variables: numbers(document, variables) };
    for name in order.names {
        if let Some(fragment) = document.fragments.get(name) {
            scale.place(&fragment.node.directives)?;
            let on = Within::fragment(fragment.node.type_condition.node.on.node.as_str());
            let size = scale.set(&fragment.node.selection_set.node, on)?;
            scale.sizes.insert(name, size);
        }
    }
    let mut all = Size::default();
    for (_, operation) in document.operations.iter() {
        all = all.beside(scale.operation(&operation.node)?);
    }
    for name in order.loose {
        all = all.beside(scale.sizes.get(name).copied().unwrap_or_default());
    }
    let counted = all.counted(operation.ty, &scale.set(&operation.selection_set.node, Within::Data)?);
    limits.hold(&counted)?;
    required(operation, variables)?;
    Ok(counted)
}

/// The kind of the operation that would be run: a transport may refuse mutations before anything else is looked at.
///
/// # Errors
/// `INVALID_INPUT` for an operation that is not there, or that is not named among several.
pub fn kind(document: &ExecutableDocument, operation_name: Option<&str>) -> Result<OperationType, Error> {
    chosen(document, operation_name).map(|operation| operation.ty)
}

fn chosen<'a>(document: &'a ExecutableDocument, name: Option<&str>) -> Result<&'a OperationDefinition, Error> {
    let unknown = || Error::invalid("operationName", "the document has no operation of that name: name one that it has");
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Ok(&operation.node),
        (DocumentOperations::Single(_), Some(_)) => Err(unknown()),
        (DocumentOperations::Multiple(all), Some(name)) => all.get(name).map(|operation| &operation.node).ok_or_else(unknown),
        (DocumentOperations::Multiple(all), None) => match (all.len(), all.values().next()) {
            (1, Some(operation)) => Ok(&operation.node),
            _ => Err(Error::invalid("operationName", "the document has several operations: say which one to run")),
        },
    }
}

/// A required variable that is missing or null is an error of the request, not of a field (GraphQL, coercing variable values).
fn required(operation: &OperationDefinition, variables: &Variables) -> Result<(), Error> {
    for definition in &operation.variable_definitions {
        let (name, kind) = (&definition.node.name.node, &definition.node.var_type.node);
        let given = variables.get(name);
        let missing = given.is_none() && definition.node.default_value.is_none();
        if !kind.nullable && (missing || given == Some(&Value::Null)) {
            return Err(Error::invalid("variables", format!("the variable `${name}` of type `{kind}` is required: give it a value")));
        }
    }
    Ok(())
}

/// The whole numbers that variables stand for; where operations give different defaults, the largest.
fn numbers(document: &ExecutableDocument, variables: &Variables) -> HashMap<String, u64> {
    let mut numbers = HashMap::new();
    for definition in document.operations.iter().flat_map(|(_, operation)| &operation.node.variable_definitions) {
        let name = definition.node.name.node.as_str();
        let default = definition.node.default_value.as_ref().map(|value| &value.node);
        if let Some(number) = variables.get(name).or(default).and_then(whole) {
            let most = numbers.entry(name.to_owned()).or_insert(number);
            *most = number.max(*most);
        }
    }
    numbers
}

fn whole(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::Null | Value::String(_) | Value::Boolean(_) | Value::Binary(_) | Value::Enum(_) | Value::List(_) | Value::Object(_) => None,
    }
}

/// What one selection set comes to. Sums saturate: a bomb is only ever "far too many".
#[derive(Clone, Copy, Default)]
struct Size {
    fields: u64,
    selections: u64,
    aliases: u64,
    directives: u64,
    complexity: u64,
    depth: u64,
    introspection_depth: u64,
    introspection_lists: u64,
    levels: u64,
    tops: u64,
    disclosing_tops: u64,
}

impl Size {
    fn beside(self, other: Self) -> Self {
        Self {
            fields: self.fields.saturating_add(other.fields),
            selections: self.selections.saturating_add(other.selections),
            aliases: self.aliases.saturating_add(other.aliases),
            directives: self.directives.saturating_add(other.directives),
            complexity: self.complexity.saturating_add(other.complexity),
            depth: self.depth.max(other.depth),
            introspection_depth: self.introspection_depth.max(other.introspection_depth),
            introspection_lists: self.introspection_lists.max(other.introspection_lists),
            levels: self.levels.max(other.levels),
            tops: self.tops.saturating_add(other.tops),
            disclosing_tops: self.disclosing_tops.saturating_add(other.disclosing_tops),
        }
    }

    fn counted(self, operation: OperationType, run: &Self) -> Counted {
        Counted {
            operation,
            fields: self.fields,
            selections: self.selections,
            depth: self.depth,
            introspection_depth: self.introspection_depth,
            introspection_lists: self.introspection_lists,
            levels: self.levels,
            aliases: self.aliases,
            roots: run.tops,
            disclosing_roots: run.disclosing_tops,
            directives: self.directives,
            complexity: self.complexity,
        }
    }
}

/// Whether a selection asks about data or about the schema.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Data,
    Introspection,
}

impl Within {
    /// By the type that a fragment is on: those that begin with two underscores belong to introspection.
    fn fragment(on: &str) -> Self {
        if on.starts_with("__") { Self::Introspection } else { Self::Data }
    }

    fn below(self, field: &str) -> Self {
        if matches!(field, "__schema" | "__type") { Self::Introspection } else { self }
    }
}

/// Introspection's lists that lead from a type to others.
const TYPE_LISTS: [&str; 4] = ["fields", "interfaces", "possibleTypes", "inputFields"];

/// Weighs selections; the sizes of the fragments that they spread are known already.
struct Scale<'a> {
    limits: &'a Limits,
    sizes: HashMap<&'a str, Size>,
    variables: HashMap<String, u64>,
}

impl Scale<'_> {
    fn operation(&self, operation: &OperationDefinition) -> Result<Size, Error> {
        let mut size = self.set(&operation.selection_set.node, Within::Data)?;
        let at_variables = operation.variable_definitions.iter().map(|definition| &definition.node.directives);
        for directives in at_variables.chain([&operation.directives]) {
            size.directives = size.directives.saturating_add(self.place(directives)?);
        }
        Ok(size)
    }

    fn set(&self, set: &SelectionSet, within: Within) -> Result<Size, Error> {
        let mut size = Size::default();
        for item in &set.items {
            size = size.beside(self.selection(&item.node, within)?);
        }
        if !set.items.is_empty() {
            size.levels = size.levels.saturating_add(1);
        }
        Ok(size)
    }

    fn selection(&self, selection: &Selection, within: Within) -> Result<Size, Error> {
        let here = self.place(selection.directives())?;
        let mut size = match selection {
            Selection::Field(field) => self.field(&field.node, within)?,
            Selection::InlineFragment(inline) => self.set(&inline.node.selection_set.node, within)?,
            Selection::FragmentSpread(spread) => self.sizes.get(spread.node.fragment_name.node.as_str()).copied().unwrap_or_default(),
        };
        size.selections = size.selections.saturating_add(1);
        size.directives = size.directives.saturating_add(here);
        Ok(size)
    }

    fn field(&self, field: &Field, place: Within) -> Result<Size, Error> {
        within("arguments of one field", wide(field.arguments.len()), wide(self.limits.arguments), "use fewer arguments")?;
        let name = field.name.node.as_str();
        let below = place.below(name);
        let inside = self.set(&field.selection_set.node, below)?;
        let introspects = below != place;
        let lists = below == Within::Introspection && TYPE_LISTS.contains(&name);
        let deeper = |depth: u64| if depth == 0 { 0 } else { depth.saturating_add(1) };
        Ok(Size {
            fields: inside.fields.saturating_add(1),
            selections: inside.selections,
            aliases: inside.aliases.saturating_add(u64::from(field.alias.is_some())),
            directives: inside.directives,
            complexity: inside.complexity.saturating_mul(self.repeats(field, below)).saturating_add(1),
            depth: if introspects { 0 } else { inside.depth.saturating_add(1) },
            introspection_depth: if introspects {
                inside.depth.max(inside.introspection_depth).saturating_add(1)
            } else {
                deeper(inside.introspection_depth)
            },
            introspection_lists: inside.introspection_lists.saturating_add(u64::from(lists)),
            levels: inside.levels,
            tops: 1,
            disclosing_tops: u64::from(self.limits.disclosing.contains(name)),
        })
    }

    /// How often the field's selection is answered: `first`, or the page size of a paged field that does not say.
    fn repeats(&self, field: &Field, within: Within) -> u64 {
        let pages = match within {
            Within::Data => &self.limits.pages,
            Within::Introspection => &self.limits.introspection_pages,
        };
        let usual = || pages.get(field.name.node.as_str()).copied().unwrap_or(1);
        let Some(first) = field.get_argument("first") else { return usual() };
        let given = first.node.clone().into_const_with(|name| self.variables.get(name.as_str()).map(|n| Value::from(*n)).ok_or(()));
        given.ok().as_ref().and_then(whole).unwrap_or_else(usual)
    }

    /// How many directives stand at one place, when they are few enough.
    fn place(&self, directives: &[Positioned<Directive>]) -> Result<u64, Error> {
        within("directives at one place", wide(directives.len()), wide(self.limits.directives_at_once), "use fewer directives")?;
        let most = directives.iter().map(|directive| directive.node.arguments.len()).max().unwrap_or_default();
        within("arguments of one directive", wide(most), wide(self.limits.arguments), "use fewer arguments")?;
        Ok(wide(directives.len()))
    }
}

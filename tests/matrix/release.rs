//! What must come out: from the cells that are open, by the rules of rows, links and computed values, without a line of the hub's own
//! release. Everything is taken to be satisfied that a person's data can satisfy.

use super::rows::{is_shared, served};
use connections_hub::{
    record::catalogue,
    vocabulary::{Cardinality, Category, EntityMeta, FieldMeta, FieldNumber, Purpose, Role, Shape, View},
};
use std::collections::BTreeSet;

/// How much of an entity's rows a reader meets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Met {
    Nothing,
    /// What is open by its name alone.
    Named,
    Summary,
    Whole,
}

/// What is open to one role for one purpose under one consent class.
pub struct Open<'a> {
    pub role: Role,
    pub purpose: Purpose,
    /// Whether a cell is open.
    pub cell: &'a dyn Fn(FieldNumber) -> bool,
}

impl Open<'_> {
    /// Every `Entity.field` that an answer must hold a value of.
    pub fn fields(&self) -> BTreeSet<String> {
        let all = served().flat_map(|entity| entity.fields.iter().map(move |field| (entity, field)));
        all.filter(|(_, field)| is_in_answers(field)).filter(|(entity, field)| self.shows(entity, field)).map(|(_, f)| f.path()).collect()
    }

    fn category(&self, category: Category) -> bool {
        catalogue().present(category).is_some_and(|present| (self.cell)(present))
    }

    /// Open, and so is every category that the field would reveal.
    fn is_open(&self, field: &FieldMeta) -> bool {
        (self.cell)(field.number) && field.also_needs.iter().all(|c| self.category(*c))
    }

    fn met(&self, entity: &EntityMeta) -> Met {
        let Some((rows, category)) = entity.rows else { return Met::Whole };
        let in_summary = match entity.name {
            // The step is the reader's own, the worker in the team is the one who invited the reader, the plan is the newest.
            "Step" | "TeamMember" | "Plan" => true,
            // A landlord meets its own property and no other, and these are not.
            "Address" => self.role != Role::Hpw,
            _ => false,
        };
        match () {
            () if (self.cell)(rows) => Met::Whole,
            () if in_summary && self.category(category) => Met::Summary,
            () if self.category(category) => Met::Named,
            () => Met::Nothing,
        }
    }

    fn passes(&self, entity: &EntityMeta, field: &FieldMeta) -> bool {
        let met = self.met(entity);
        let in_view = match met {
            Met::Nothing => false,
            Met::Whole => true,
            Met::Summary => field.view == View::Summary,
            Met::Named => field.view == View::Named,
        };
        self.is_open(field) && in_view
    }

    /// Whether a row of the entity is there: something recorded on it is open, and so is the row it hangs under.
    fn is_there(&self, entity: &EntityMeta) -> bool {
        let passed = |f: &FieldMeta| self.passes(entity, f) && (!f.computed || entity.name == "Plan");
        entity.fields.iter().any(passed) && self.hangs_under_what_is_let_through(entity)
    }

    /// A row under a row of a list needs that one to be let through; a step is met without its goal by the one whose step it is.
    fn hangs_under_what_is_let_through(&self, entity: &EntityMeta) -> bool {
        let under = catalogue().entity(entity.parent).filter(|p| p.cardinality == Cardinality::Many && entity.name != "Step");
        under.is_none_or(|parent| parent.fields.iter().any(|f| self.passes(parent, f)))
    }

    fn shows(&self, entity: &EntityMeta, field: &FieldMeta) -> bool {
        let is_list = entity.cardinality == Cardinality::Many;
        let row = if is_list { self.is_there(entity) } else { self.hangs_under_what_is_let_through(entity) };
        row && self.passes(entity, field) && self.target_is_there(field) && self.can_be_computed(field)
    }

    /// A link opens through the row it points to.
    fn target_is_there(&self, field: &FieldMeta) -> bool {
        let target = link_target(field.shape);
        let target = target.and_then(|name| catalogue().entity(name)).filter(|e| e.table.is_some());
        // The lead's row is not that of who invited the reader, and tells of prison or probation, but where the specialist leads.
        let leads = |entity| self.role == Role::Ces || (self.met(entity) == Met::Whole && self.category(Category::CustodyDates));
        target.is_none_or(|entity| self.is_there(entity) && (field.path() != "Plan.lead" || leads(entity)))
    }

    fn can_be_computed(&self, field: &FieldMeta) -> bool {
        match field.path().as_str() {
            // What she collects shows only on the day and after it (domain B5).
            "ReleaseDay.pickUpFrom" | "ReleaseDay.pickUpBy" => self.purpose == Purpose::ThroughGate,
            // Rests on an entity that is not served yet.
            "ReleaseDay.nextAppointmentAt" => false,
            _ => true,
        }
    }
}

/// The entity that a link names, or each of a list of links.
pub fn link_target(shape: Shape) -> Option<&'static str> {
    if let Shape::Link(target) = shape {
        return Some(target);
    }
    if let Shape::Many(Shape::Link(target)) = shape { Some(target) } else { None }
}

/// Whether a field of the catalogue stands in answers under its own name; ids and versions have rules of their own.
fn is_in_answers(field: &FieldMeta) -> bool {
    is_shared(field) && !matches!(field.column, "id" | "version")
}

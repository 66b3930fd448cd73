//! The project's own check of its catalogue and its default policies: that they fit each other, and that the scenarios' questions get
//! the answers they must. Shown able to fail on an altered catalogue.

use connections_hub::{
    policy::{self, generate, saved},
    record,
    vocabulary::{Catalogue, Class, Coded, EntityMeta, FieldMeta, Role, Shape, View},
};
use std::collections::BTreeSet;

/// Everything wrong with a catalogue under the committed matrix and overrides.
fn check(catalogue: &Catalogue) -> Vec<String> {
    let mut faults = shape(catalogue);
    let (matrix, overrides) = generate::committed();
    let files = match generate::standard(matrix, overrides, catalogue) {
        Ok(files) => files,
        Err(found) => return found.iter().map(ToString::to_string).collect(),
    };
    let published = files
        .iter()
        .filter(|(name, _)| *name != "vocabulary.csv")
        .map(|(name, rows)| policy::publish(name.trim_end_matches(".csv"), rows, catalogue));
    let tables: Result<Vec<_>, _> = published.collect();
    match tables {
        Ok(tables) => {
            let tables: Vec<_> = tables.iter().collect();
            let outcomes = saved::committed().map(|(file, text)| saved::run(file, text, &tables, catalogue));
            faults.extend(outcomes.iter().flat_map(|o| &o.faults).map(ToString::to_string));
        }
        Err(found) => faults.extend(found.iter().map(ToString::to_string)),
    }
    faults
}

/// Faults of the catalogue by itself.
fn shape(catalogue: &Catalogue) -> Vec<String> {
    let mut faults = Vec::new();
    let mut paths = BTreeSet::new();
    let names: BTreeSet<&str> = catalogue.entities.iter().map(|e| e.name).collect();
    for field in catalogue.fields() {
        let path = field.path();
        if !paths.insert(path.clone()) {
            faults.push(format!("{path}: two fields of one name"));
        }
        if field.also_needs.iter().any(|c| catalogue.present(*c).is_none()) {
            faults.push(format!("{path}: needs a category that no gate can open"));
        }
        if field.class.category().is_some_and(|c| field.also_needs.contains(&c)) {
            faults.push(format!("{path}: needs its own category"));
        }
        faults.extend(
            field.derived_from.iter().filter(|from| catalogue.path(from).is_none()).map(|from| format!("{path}: derived from `{from}`")),
        );
        if let Shape::Link(entity) = field.shape
            && !names.contains(entity)
            && !matches!(entity, "Agency" | "Worker")
        {
            faults.push(format!("{path}: links to `{entity}`"));
        }
    }
    for entity in catalogue.entities.iter().filter(|e| !e.parent.is_empty() && !names.contains(e.parent)) {
        faults.push(format!("{}: hangs under `{}`", entity.name, entity.parent));
    }
    faults
}

#[test]
fn the_catalogue_the_matrix_and_the_overrides_fit_each_other() {
    assert_eq!(check(record::catalogue()), [""; 0]);
}

#[test]
fn every_leaf_has_a_number_and_a_class() {
    let catalogue = record::catalogue();
    assert_eq!(catalogue.fields().count(), 835);
    assert!((0..835).all(|number| catalogue.field(number).is_some()));
    assert_eq!(catalogue.fields().filter(|f| f.class.category().is_some()).count(), 585);
}

/// The catalogue with one field changed, which also changes wherever the field stands.
fn altered(path: &str, change: impl Fn(&mut FieldMeta)) -> Catalogue {
    let entities: Vec<&'static EntityMeta> = record::ENTITIES
        .iter()
        .map(|entity| {
            let fields: Vec<FieldMeta> = entity
                .fields
                .iter()
                .map(|field| {
                    let mut copy = copy(field);
                    if field.path() == path {
                        change(&mut copy);
                    }
                    copy
                })
                .collect();
            let copied = EntityMeta { fields: fields.leak(), holders: entity.holders, gates: entity.gates, ..header(entity) };
            &*Box::leak(Box::new(copied))
        })
        .collect();
    Catalogue::new(entities.leak(), record::PRESENT)
}

fn header(e: &EntityMeta) -> EntityMeta {
    EntityMeta {
        name: e.name,
        doc: e.doc,
        table: e.table,
        cardinality: e.cardinality,
        parent: e.parent,
        field: e.field,
        holders: &[],
        gates: &[],
        rows: e.rows,
        fields: &[],
        leaves: e.leaves,
    }
}

fn copy(f: &FieldMeta) -> FieldMeta {
    FieldMeta {
        number: f.number,
        entity: f.entity,
        column: f.column,
        shape: f.shape,
        class: f.class,
        view: f.view,
        hers: f.hers,
        only_roles: f.only_roles,
        also_needs: f.also_needs,
        owner: f.owner,
        writers: f.writers,
        derived_from: f.derived_from,
        leaks: f.leaks,
        label: f.label,
        hint: f.hint,
        computed: f.computed,
    }
}

/// What the check says of an altered catalogue.
fn found(path: &str, change: impl Fn(&mut FieldMeta)) -> String {
    check(&altered(path, change)).join("\n")
}

#[test]
fn an_unaltered_copy_passes() {
    assert_eq!(found("No.field", |_| ()), "");
}

#[test]
fn it_fails_when_a_field_is_misclassified() {
    use connections_hub::vocabulary::Category;
    let landlord = found("CustodyStatus.currentPrison", |f| f.class = Class::Of(Category::HousingNeed));
    assert!(landlord.contains("PA for JOINT_PLANNING does not open CustodyStatus.currentPrison"), "{landlord}");
    let diagnosis = found("Diagnosis.inMyWords", |f| f.class = Class::Of(Category::CommsNeeds));
    assert!(diagnosis.contains("COM for JOINT_PLANNING opens Diagnosis.inMyWords"), "{diagnosis}");
    let attendance = found("PreReleaseSession.cameAlong", |f| f.view = View::Full);
    assert!(attendance.contains("`PreReleaseSession.cameAlong` is no named field"), "{attendance}");
    let unsafe_people = found("UnsafePerson.whatToAvoid", |f| f.class = Class::Control);
    assert!(unsafe_people.contains("overrides.csv") || unsafe_people.contains("shared under no category"), "{unsafe_people}");
}

#[test]
fn it_fails_when_a_narrowing_is_forgotten() {
    let council = found("Identifier.laPersonId", |f| f.only_roles = &[]);
    assert!(council.contains("POM for RELEASE_PREP opens Identifier.laPersonId"), "{council}");
    let gate = found("SafeContact.kioskOk", |f| f.also_needs = &[]);
    assert!(gate.contains("HPW for THROUGH_GATE opens SafeContact.kioskOk"), "{gate}");
    let kept = found("Person.previousNames", |f| f.only_roles = &[Role::Pa]);
    assert!(kept.contains(&format!("never for {}", Role::Pom.code())), "{kept}");
}

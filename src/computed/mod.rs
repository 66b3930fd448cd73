//! What the hub computes: values that say what to do and never why. Pure; every function reads rows the reader may not see, and what
//! it makes is catalogued and decided like any other field, with the hub as its holder.

mod contact;
mod custody;
mod home;
mod lead;
mod person;
mod plan;
mod release;

pub use lead::{Lead, lead};
pub use plan::{global_name, leading};

use crate::{
    agency::Holder,
    record::{DomesticAbuse, Row, Rows, Sealed, catalogue},
    restriction::{self, Phase},
    team::Member,
    vocabulary::{AddressProtection, Code, Coded, EntityMeta, FieldSet, Plain, Purpose, RecordStatus, YesNoNotSaid},
};
use chrono::{DateTime, NaiveDate, Utc};

/// Everything a computed value may rest on, for one person.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The person.
    pub person: &'a str,
    /// Her rows, of the entities that were loaded.
    pub rows: &'a Rows,
    /// Those of them whose holders share anything with the reader: what a computed value passes on word for word, or to the day, comes
    /// from these alone. What keeps her safe, and the phase she is in, rests on every row.
    pub given: &'a Rows,
    /// Her team.
    pub members: &'a [Member],
    /// The phase she is in.
    pub phase: &'a Phase,
    /// Whether her record is open.
    pub status: Option<RecordStatus>,
    /// What the question is for.
    pub purpose: Purpose,
    /// Lines that her yes to this reader named one by one.
    pub named: FieldSet,
    /// The moment it is.
    pub now: DateTime<Utc>,
}

impl Facts<'_> {
    fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }
}

/// Seals her rows, fills in what the hub computes on them, and adds the hub's own row for each entity that has one.
pub fn seal(facts: &Facts<'_>) -> Vec<Sealed> {
    let mut rows = facts.rows.clone();
    contact::keep_to_the_strictest(&mut rows.safe_contact);
    let mut sealed = rows.seal();
    sealed.iter_mut().for_each(|row| {
        fill(facts, row);
        row.leave_unsaid();
    });
    sealed.extend(own_rows(facts));
    sealed
}

/// The same for her own view: every account as it was given, and what she did not say as she did not say it.
pub fn seal_for_herself(facts: &Facts<'_>) -> Vec<Sealed> {
    let mut sealed = facts.rows.clone().seal();
    sealed.iter_mut().for_each(|row| fill(facts, row));
    sealed.extend(own_rows(facts));
    sealed
}

/// Computed columns of list rows, each on the row it belongs to.
fn fill(facts: &Facts<'_>, row: &mut Sealed) {
    match row.meta.name {
        "Plan" => plan::plan(facts, row),
        "Goal" => plan::identity(row),
        "Step" => plan::step(facts, row),
        "TeamMember" => plan::team_member(facts, row),
        "Address" => home::address(facts, row),
        "AddressDetail" => home::address_detail(facts, row),
        _ => {}
    }
}

/// Computed columns with their values.
type Computed = Vec<(&'static str, Option<Plain>)>;

/// The hub's own row of each single entity.
fn own_rows(facts: &Facts<'_>) -> Vec<Sealed> {
    let made: [(&'static EntityMeta, Computed); 11] = [
        (&crate::record::Person::META, person::person(facts)),
        (&crate::record::SafeContact::META, contact::safe_contact(facts)),
        (&crate::record::CustodyStatus::META, custody::custody_status(facts)),
        (&crate::record::Licence::META, custody::licence(facts)),
        (&crate::record::CareStatus::META, person::care_status(facts)),
        (&crate::record::AboutMe::META, person::about_me(facts)),
        (&crate::record::Circle::META, contact::circle(facts)),
        (&crate::record::HousingNeed::META, home::housing_need(facts)),
        (&crate::record::SubstanceUse::META, release::substance_use(facts)),
        (&crate::record::ChildrenFamily::META, contact::children_family(facts)),
        (&crate::record::ReleaseDay::META, release::release_day(facts)),
    ];
    made.into_iter()
        .filter(|(_, values)| values.iter().any(|(_, v)| v.is_some()))
        .map(|(meta, values)| own_row(facts, meta, values))
        .collect()
}

fn own_row(facts: &Facts<'_>, meta: &'static EntityMeta, values: Computed) -> Sealed {
    let mut row = Sealed::new(meta, Row::of_the_hub(facts.person, facts.now), Vec::new());
    values.into_iter().for_each(|(column, value)| row.compute(column, value));
    row
}

/// Entities whose rows a computed field of this entity, or a gate on its rows, rests on.
pub fn rests_on(entity: &str) -> &'static [&'static str] {
    match entity {
        "Person" => &["Person"],
        "SafeContact" => &["SafetyContribution", "DomesticAbuse"],
        "Licence" => &["LicenceCondition", "SupervisionAppointment", "AreaToAvoid"],
        "HousingNeed" => &["AreaToAvoid", "LicenceCondition", "CustodyStatus", "ReleaseDay", "Person", "CareStatus"],
        "Circle" => &["CircleMember"],
        "ChildrenFamily" | "Step" => &["Goal"],
        "Plan" => &["CustodyStatus", "Person", "CareStatus"],
        "Address" | "AddressDetail" => &["Address", "AddressDetail", "DomesticAbuse"],
        "ReleaseDay" => &["SubstanceUse", "Address"],
        "CustodyStatus" => &["CustodyStatus"],
        _ => &[],
    }
}

fn code<T: Coded>(value: T) -> Plain {
    Plain::Code(value.code())
}

fn texts(values: impl IntoIterator<Item = String>) -> Option<Plain> {
    let mut all: Vec<_> = values.into_iter().collect();
    all.sort();
    all.dedup();
    let all: Vec<_> = all.into_iter().map(Plain::Text).collect();
    (!all.is_empty()).then_some(Plain::Many(all))
}

/// How private an address of hers is, as it was set or as the answer about abuse implies. A protection that cannot be read is the strictest
/// there is, and an answer that cannot be read is not a no.
fn protection_of(facts: &Facts<'_>, address: &crate::record::Address) -> AddressProtection {
    if address.row.is_unreadable("protection") {
        return AddressProtection::NeverStore;
    }
    restriction::protection(address.protection, abuse(facts))
}

/// The answer about abuse that was given last, whichever account it stands in and however old that is. A yes in an organisation's own
/// account stands beside it for as long as that organisation says so: then abuse is not ruled out.
fn abuse(facts: &Facts<'_>) -> Option<YesNoNotSaid> {
    let said = |d: &DomesticAbuse| d.experienced.map(|Code(said)| said);
    let answered = facts.rows.domestic_abuse.iter().filter(|d| d.experienced.is_some() || d.row.is_unreadable("experienced"));
    let stands = |d: &&DomesticAbuse| d.row.holder != Holder::Herself && said(d) == Some(YesNoNotSaid::Yes);
    let yes = answered.clone().find(stands);
    yes.or_else(|| answered.max_by_key(|d| d.row.stamp("experienced"))).and_then(said)
}

/// Her one open plan, and the plan rows that are joined into it.
#[derive(Clone, Debug, Default)]
pub struct MyPlan {
    /// The row that stands for the plan.
    pub id: Option<String>,
    /// Every open row: the goals of each are goals of the plan.
    pub joined: Vec<String>,
}

/// Her one open plan.
pub fn my_plan(facts: &Facts<'_>) -> MyPlan {
    MyPlan { id: plan::newest(facts).map(|plan| plan.row.id.clone()), joined: plan::open(facts).map(str::to_owned).collect() }
}

/// Whether the row is the hub's own.
pub fn is_hubs(row: &Row) -> bool {
    row.holder == Holder::Hub
}

/// The fields that lie in a category's summary, which is all that a summary reader of a row gets.
pub fn summary_fields() -> FieldSet {
    FieldSet::of(catalogue().fields().filter(|f| f.view == crate::vocabulary::View::Summary).map(|f| f.number))
}

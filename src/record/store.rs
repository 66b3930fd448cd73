//! Rows from the database: one query per entity for all persons of a page, whole rows, only of the entities that are asked for.

use super::{Planned, Row, Sealed};
use crate::{agency::Holder, error::Error};
use entity::row::{ByPosition, Columns};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryTrait};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    str::FromStr,
};

/// An entity whose rows are stored.
pub trait Stored: Sized + Send {
    /// Its table.
    type Entity: EntityTrait;
    /// Reads a stored row; every column is named, so that a new one does not compile until it is classified.
    fn from_model(model: <Self::Entity as EntityTrait>::Model) -> Self;
    /// What stands beside the row.
    fn row(&self) -> &Row;
    /// Closes the row: from here on its values leave only through a decision.
    fn seal(self) -> Sealed;
}

/// Rows of one entity about these persons, oldest first, without those their holder took back.
async fn load<T: Stored>(db: &impl ConnectionTrait, persons: &[String]) -> Result<Vec<T>, Error>
where
    <T::Entity as EntityTrait>::Model: ByPosition,
{
    let column =
        |name: &str| <T::Entity as EntityTrait>::Column::from_str(name).map_err(|_| Error::internal("a row table lacks a common column"));
    let (person, retracted) = (column("person_id")?, column("retracted_at")?);
    let query = T::Entity::find().filter(person.is_in(persons)).filter(retracted.is_null());
    let found = db.query_all(&query.into_query()).await?;
    let models = found.iter().map(|row| ByPosition::by_position(&mut Columns::of(row)));
    let mut rows = models.map(|model| model.map(T::from_model)).collect::<Result<Vec<T>, _>>()?;
    // Here and not in the database, which would carry whole rows through its sorter, and whose collation might differ.
    rows.sort_by(|a, b| (a.row().recorded_at, &a.row().id).cmp(&(b.row().recorded_at, &b.row().id)));
    Ok(rows)
}

fn stays(left_out: &mut HashSet<String>, row: &Row) -> bool {
    let goes = left_out.contains(&row.id) || row.parent_id.as_ref().is_some_and(|parent| left_out.contains(parent));
    if goes {
        left_out.insert(row.id.clone());
    }
    !goes
}

/// Declares the served entities: the set that a question needs, and the rows it gets.
macro_rules! served {
    ($($field:ident: $Name:ident,)+) => {
        /// Which entities a question needs.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct EntitySet { $(#[doc = concat!("`", stringify!($Name), "`.")] pub $field: bool,)+ }

        impl EntitySet {
            /// Adds the entity with this name; `false` when it is not served.
            pub fn add(&mut self, name: &str) -> bool {
                match name { $(stringify!($Name) => self.$field = true,)+ _ => return false }
                true
            }
        }

        impl std::ops::BitOr for EntitySet {
            type Output = Self;
            fn bitor(self, other: Self) -> Self {
                Self { $($field: self.$field || other.$field,)+ }
            }
        }

        impl EntitySet {
            /// These without those.
            #[must_use]
            pub fn without(self, other: Self) -> Self {
                Self { $($field: self.$field && !other.$field,)+ }
            }
        }

        /// The rows of one person, or of a page of persons, typed for the rules.
        #[derive(Clone, Debug, Default)]
        pub struct Rows {
            $(#[doc = concat!("Rows of `", stringify!($Name), "`.")] pub $field: Vec<super::$Name>,)+
            /// Which purposes a planned day has opened; read beside release days.
            pub planned: Vec<Planned>,
        }

        impl Rows {
            /// Loads the wanted entities of these persons in one query each.
            pub async fn load(db: &impl ConnectionTrait, persons: &[String], wanted: &EntitySet) -> Result<Self, Error> {
                let mut rows = Self::default();
                $(if wanted.$field { rows.$field = load(db, persons).await?; })+
                if wanted.release_day {
                    rows.planned = Planned::load(db, persons).await?;
                }
                Ok(rows)
            }

            /// Deals the rows out to the persons they are about.
            pub fn by_person(self) -> HashMap<String, Self> {
                let mut dealt: HashMap<String, Self> = HashMap::new();
                $(for row in self.$field {
                    if let Some(own) = dealt.get_mut(&row.row.person_id) { own.$field.push(row); continue }
                    dealt.entry(row.row.person_id.clone()).or_default().$field.push(row);
                })+
                for planned in self.planned {
                    dealt.entry(planned.person.clone()).or_default().planned.push(planned);
                }
                dealt
            }

            /// Takes the rows of another load in.
            pub fn absorb(&mut self, other: Self) {
                $(self.$field.extend(other.$field);)+
                self.planned.extend(other.planned);
            }

            /// Leaves out the rows with these ids, and those that hang under them.
            pub fn leave_out(&mut self, mut ids: HashSet<String>) {
                if ids.is_empty() {
                    return;
                }
                // Parents stand before what hangs under them.
                $(self.$field.retain(|row| stays(&mut ids, &row.row));)+
            }

            /// The rows that none of these hold: the same where they hold none.
            pub fn not_of(&self, holders: &HashSet<Holder>) -> Cow<'_, Self> {
                let theirs = |row: &Row| holders.contains(&row.holder);
                if holders.is_empty() || !(false $(|| self.$field.iter().any(|row| theirs(&row.row)))+) {
                    return Cow::Borrowed(self);
                }
                let mut rows = self.clone();
                $(rows.$field.retain(|row| !theirs(&row.row));)+
                Cow::Owned(rows)
            }

            /// Closes every row.
            pub fn seal(self) -> Vec<Sealed> {
                let mut sealed = Vec::new();
                $(sealed.extend(self.$field.into_iter().map(Stored::seal));)+
                sealed
            }
        }
    };
}

served! {
person: Person,
access_block: AccessBlock,
identifier: Identifier,
safe_contact: SafeContact,
safety_contribution: SafetyContribution,
communication_needs: CommunicationNeeds,
custody_status: CustodyStatus,
offence_sentence: OffenceSentence,
licence: Licence,
licence_condition: LicenceCondition,
supervision_appointment: SupervisionAppointment,
care_status: CareStatus,
about_me: AboutMe,
plan: Plan,
goal: Goal,
step: Step,
team_member: TeamMember,
circle: Circle,
circle_member: CircleMember,
housing_need: HousingNeed,
area_to_avoid: AreaToAvoid,
address: Address,
address_detail: AddressDetail,
keep_safe_plan: KeepSafePlan,
substance_use: SubstanceUse,
if_i_slip: IfISlip,
domestic_abuse: DomesticAbuse,
unsafe_person: UnsafePerson,
children_family: ChildrenFamily,
child: Child,
release_day: ReleaseDay,
directory_entry: DirectoryEntry,
directory_contact: DirectoryContact,}

//! Whether a row is there for a reader: the pure decision on a row, beside the decision on its fields.

use super::{Sealed, catalogue};
use crate::{
    agency::Holder,
    decision::{Allowance, Lens},
    team::Who,
    vocabulary::{
        AddressProtection, AgencyKind, Category, Coded, ContactAgreement, FieldSet, Gate, Plain, Purpose, Reveals, Role, Shape, View,
    },
};
use std::sync::LazyLock;

/// What a reader meets of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    /// The row is not there: no gap, no count, no cursor.
    Hide,
    /// Only what lies in the summary.
    SummaryOnly,
    /// Only what is named one by one.
    NamedOnly,
    /// Whatever of it is allowed.
    Show,
}

/// Who reads a row, and what a gate needs to know of them.
#[derive(Clone, Copy, Debug)]
pub struct RowReader<'a> {
    /// Agency, role and worker.
    pub who: Who<'a>,
    /// What kind of organisation the agency is.
    pub kind: AgencyKind,
    /// What for.
    pub purpose: Purpose,
    /// The role that leads her plan now.
    pub lead: Option<Role>,
    /// The one worker whom a summary of her team shows, `AGENCY/WORKER`: who invited the reader, else who leads.
    pub contact: Option<&'a str>,
    /// Her newest plan, by row id.
    pub plan: Option<&'a str>,
}

/// Decides a row: its gates, its readers, its protection, and the entity's own rule for readers of summaries.
pub fn row_gate(row: &Sealed, allowed: &Allowance, reader: &RowReader<'_>) -> Passage {
    let gates = row.meta.gates.iter().all(|gate| is_open(gate, row, allowed, reader));
    if !gates
        || keeps_the_reader_out(row, reader)
        || hangs_on_the_unreadable(row)
        || !ticked(row.row.audience.as_deref(), reader)
        || !reveals_only_open(row, allowed)
    {
        return Passage::Hide;
    }
    match (row.meta.rows, row.protection) {
        (_, Some(AddressProtection::Restricted)) if row.meta.name == "Address" && !sees_this_hidden_address(row, reader) => {
            summary(row, allowed, reader)
        }
        (Some((rows, category)), _) if !allowed.agreed.contains(rows) => match summary(row, allowed, reader) {
            // What is granted by name, such as what she said yes to on its own, would be open on no row.
            Passage::Hide if category_open(category, allowed) && (allowed.agreed & *NAMED).meets(&row.meta.leaves) => Passage::NamedOnly,
            passage @ (Passage::Hide | Passage::SummaryOnly | Passage::NamedOnly | Passage::Show) => passage,
        },
        _ => Passage::Show,
    }
}

/// A block is not for the organisation of whom it keeps out.
fn keeps_the_reader_out(row: &Sealed, reader: &RowReader<'_>) -> bool {
    let blocked = if row.meta.name == "AccessBlock" { row.value("blocked_worker") } else { None };
    matches!(blocked, Some(Plain::Link(worker)) if worker.split_once('/').is_none_or(|(agency, _)| agency == reader.who.agency))
}

/// Whether a gate would read a column in which stands what this hub does not know, such as a code of a later version: it may mean anything,
/// so that the gate is closed.
fn hangs_on_the_unreadable(row: &Sealed) -> bool {
    let columns = row.meta.gates.iter().map(Gate::column);
    columns.chain(["service_reveals"]).any(|column| row.row.is_unreadable(column))
}

/// What a gate of the row hangs on: where the gate is closed, none of this is told, not even by what the hub computes on a row of the
/// reader's own.
pub fn kept_by_gates(row: &Sealed) -> FieldSet {
    let columns = row.meta.gates.iter().map(Gate::column);
    FieldSet::of(columns.filter_map(|column| Some(row.meta.fields.get(row.meta.position(column)?)?.number)))
}

/// Whether the reader sees the row only because the reader's organisation holds it.
pub fn is_hidden(row: &Sealed, allowed: &Allowance, reader: &RowReader<'_>) -> bool {
    matches!(row_gate(row, allowed, reader), Passage::Hide)
}

/// The lens through which the reader sees the row; `None` when it is not there.
///
/// What the caller's agency holds itself passes no gate. A row of which not one field is allowed is not there either: an empty
/// object in a list would tell that there is something.
pub fn lens(row: &Sealed, allowed: &Allowance, reader: &RowReader<'_>, selected: FieldSet) -> Option<Lens> {
    let passage = row_gate(row, allowed, reader);
    let kept = match passage {
        Passage::Hide => allowed.own,
        Passage::SummaryOnly => allowed.fields() & *SUMMARY | allowed.own,
        Passage::NamedOnly => allowed.agreed & *NAMED | allowed.own,
        Passage::Show => allowed.fields(),
    };
    let open = kept & !withheld(row, reader) | allowed.own;
    let met = open.meets(&row.meta.leaves) || row.meta.fields.is_empty();
    met.then(|| allowed.lens(selected, true).narrowed(open))
}

/// The fields that are granted by name alone.
static NAMED: LazyLock<FieldSet> = LazyLock::new(|| FieldSet::of(catalogue().fields().filter(|f| f.view == View::Named).map(|f| f.number)));

/// The fields that lie in their category's summary.
static SUMMARY: LazyLock<FieldSet> =
    LazyLock::new(|| FieldSet::of(catalogue().fields().filter(|f| f.view == View::Summary).map(|f| f.number)));

fn is_open(gate: &Gate, row: &Sealed, allowed: &Allowance, reader: &RowReader<'_>) -> bool {
    match gate {
        Gate::ByRole(column) | Gate::ByArea(column) => reveals(row, column).is_some_and(|reveals| all_open(reveals, allowed)),
        Gate::When(column, value, category) => row.value(column) != Some(&Plain::Code(value)) || category_open(*category, allowed),
        Gate::ByAudience(column) => match (row.protection, row.value(column)) {
            (Some(protection), audience) => address_lines_open(protection, audience, reader),
            // What helps if she slips starts with her recovery worker alone.
            (None, None) => row.meta.name == "IfISlip" && reader.who.role == Role::Daw,
            (None, audience) => reader_in(audience, reader),
        },
    }
}

/// What a gate's value reveals; `None`, which closes the gate, when there is no value or none that is known.
fn reveals(row: &Sealed, column: &str) -> Option<Reveals> {
    let Plain::Code(code) = row.value(column)? else { return None };
    let Shape::Code(list) = row.meta.fields.get(row.meta.position(column)?)?.shape else { return None };
    list.find(code).map(|value| value.reveals)
}

fn all_open(reveals: Reveals, allowed: &Allowance) -> bool {
    match reveals {
        Reveals::Nothing => true,
        Reveals::All(categories) => categories.iter().all(|c| category_open(*c, allowed)),
        Reveals::Never => false,
    }
}

fn category_open(category: Category, allowed: &Allowance) -> bool {
    catalogue().present(category).is_some_and(|present| allowed.agreed.contains(present))
}

/// Further categories that a team row was marked to reveal: they can only tighten its gate.
fn reveals_only_open(row: &Sealed, allowed: &Allowance) -> bool {
    match row.value("service_reveals") {
        None => true,
        Some(Plain::Many(codes)) => codes.iter().all(|code| match code {
            Plain::Code(code) => Category::parse(code).is_some_and(|c| category_open(c, allowed)),
            Plain::Text(_)
            | Plain::Date(_)
            | Plain::Moment(_)
            | Plain::Time(_)
            | Plain::Flag(_)
            | Plain::Whole(_)
            | Plain::Link(_)
            | Plain::Many(_) => false,
        }),
        Some(_) => false,
    }
}

/// Lines of an address: the agreement decides over ordinary ones, which she may keep to readers of hers; she decides over hidden ones;
/// and those not to be stored are never shown.
fn address_lines_open(protection: AddressProtection, audience: Option<&Plain>, reader: &RowReader<'_>) -> bool {
    match protection {
        AddressProtection::Standard => audience.is_none() || sees_hidden_addresses(reader) || reader_in(audience, reader),
        AddressProtection::Restricted => sees_hidden_addresses(reader) || reader_in(audience, reader),
        AddressProtection::NeverStore => false,
    }
}

/// Probation, the abuse service, and the prison for supervision see an address she hides (domain C4); others only when she names them.
fn sees_hidden_addresses(reader: &RowReader<'_>) -> bool {
    matches!((reader.who.role, reader.purpose), (Role::Com | Role::Idva, _) | (Role::Pom, Purpose::Supervision))
}

/// The same, and whom she named for the lines of this very address.
fn sees_this_hidden_address(row: &Sealed, reader: &RowReader<'_>) -> bool {
    sees_hidden_addresses(reader) || row.named.iter().any(|entry| names(entry, reader))
}

fn reader_in(audience: Option<&Plain>, reader: &RowReader<'_>) -> bool {
    let Some(Plain::Many(entries)) = audience else { return false };
    entries.iter().any(|entry| matches!(entry, Plain::Text(text) if names(text, reader)))
}

/// Whether the readers she ticked for a row include this one; no list means that she narrowed nothing.
fn ticked(audience: Option<&[String]>, reader: &RowReader<'_>) -> bool {
    audience.is_none_or(|entries| entries.iter().any(|entry| names(entry, reader)))
}

fn names(entry: &str, reader: &RowReader<'_>) -> bool {
    match entry.split_once(':') {
        Some(("role", role)) => Role::parse(role) == Some(reader.who.role),
        Some(("worker", worker)) => reader.who.worker.is_some_and(|own| worker.split_once('/') == Some((reader.who.agency, own))),
        _ => false,
    }
}

/// The entity's own rule for readers without its `rows` (domain B5): which rows a summary may show.
fn summary(row: &Sealed, allowed: &Allowance, reader: &RowReader<'_>) -> Passage {
    let worker = || format!("{}/{}", row.row.recorded_by, row.row.source_ref);
    let shown = match row.meta.name {
        "Step" => row.value("owner_role") == Some(&Plain::Code(reader.who.role.code())),
        "TeamMember" => reader.contact == Some(worker().as_str()),
        "Plan" => reader.plan == Some(row.row.id.as_str()),
        // A landlord meets its own property and no other.
        "Address" if reader.kind == AgencyKind::HousingProvider => row.row.holder == Holder::Agency(reader.who.agency.into()),
        "Address" => true,
        _ => false,
    };
    let present = row.meta.rows.is_some_and(|(_, category)| category_open(category, allowed));
    if shown && present { Passage::SummaryOnly } else { Passage::Hide }
}

/// Fields that a rule on the row's own values withholds, whatever the policy says.
fn withheld(row: &Sealed, reader: &RowReader<'_>) -> FieldSet {
    let leads = reader.lead == Some(reader.who.role);
    let closed: &[&str] = match row.meta.name {
        "Address" => return never_stored(row),
        "CommunicationNeeds" if matches!(reader.who.role, Role::Pom | Role::Com) && !leads => &["topics_not_to_raise"],
        "AccessBlock" if !leads => &["reason"],
        "Plan" if matches!(reader.who.role, Role::Pom | Role::Com) && !leads => &["pathway_plan_ref"],
        "CircleMember" if !may_be_called(row, reader) => &["phone"],
        "DomesticAbuse" if reader.who.role == Role::Lha && !ticked_for_this_council(row, reader) => &["housing_ground"],
        _ => &[],
    };
    if closed.is_empty() {
        return FieldSet::EMPTY;
    }
    numbers(row, closed)
}

fn numbers(row: &Sealed, columns: &[&str]) -> FieldSet {
    FieldSet::of(columns.iter().filter_map(|column| row.meta.position(column)).filter_map(|i| row.meta.fields.get(i)).map(|f| f.number))
}

/// Of a place that is never to be stored, only how to reach her there is kept: never the place, whoever looks.
pub fn never_stored(row: &Sealed) -> FieldSet {
    match (row.meta.name, row.protection) {
        ("Address", Some(AddressProtection::NeverStore)) => {
            let place = ["kind", "area", "local_authority", "nature", "checked", "host_agreed", "host", "from", "until", "use"];
            numbers(row, &place)
        }
        ("AddressDetail", Some(AddressProtection::NeverStore)) => !FieldSet::EMPTY,
        _ => FieldSet::EMPTY,
    }
}

/// A number is shown only when its owner agreed to be contacted, and to workers she named for it.
fn may_be_called(row: &Sealed, reader: &RowReader<'_>) -> bool {
    let agreed = row.value("their_agreement") == Some(&Plain::Code(ContactAgreement::Agreed.code()));
    let Some(own) = reader.who.worker.map(|worker| format!("{}/{worker}", reader.who.agency)) else { return false };
    let named = matches!(row.value("can_be_contacted_by"), Some(Plain::Many(workers)) if workers.contains(&Plain::Link(own)));
    agreed && named
}

/// The housing ground shows abuse: a council meets it only for a referral of its own that she ticked, written `AGENCY/REFERENCE`.
fn ticked_for_this_council(row: &Sealed, reader: &RowReader<'_>) -> bool {
    let Some(Plain::Many(referrals)) = row.value("housing_ground_for") else { return false };
    referrals.iter().any(|r| matches!(r, Plain::Link(id) if id.split_once('/').is_some_and(|(agency, _)| agency == reader.who.agency)))
}

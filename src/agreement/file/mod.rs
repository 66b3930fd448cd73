//! The partnership file as data. `docs/partnership.md` documents every key.

mod part;

pub use part::{Id, Subject};

use super::Faults;
use crate::{
    json,
    vocabulary::{AgencyKind, CodeList, CodeValue, Coded, MembershipState, RecordStatus, Reveals, Role},
};
use chrono::{DateTime, NaiveDate, Utc};
use part::{Part, parts};
use serde_json::Value;
use std::{collections::BTreeMap, path::Path};

/// How far an agreement version has come. Only one that is in force shares anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Being written.
    Draft,
    /// In force between its dates.
    InForce,
    /// Over, or taken back.
    Ended,
}

impl Coded for State {
    const LIST: &'static CodeList = &CodeList {
        name: "AgreementState",
        doc: "How far an agreement version has come.",
        values: &[
            CodeValue { code: "DRAFT", label: "Being written", reveals: Reveals::Nothing },
            CodeValue { code: "IN_FORCE", label: "In force", reveals: Reveals::Nothing },
            CodeValue { code: "ENDED", label: "Ended", reveals: Reveals::Nothing },
        ],
    };

    #[expect(clippy::indexing_slicing, reason = "the list has a value for each variant, in order")]
    fn entry(self) -> &'static CodeValue {
        &Self::LIST.values[self as usize]
    }

    fn parse(code: &str) -> Option<Self> {
        [Self::Draft, Self::InForce, Self::Ended].into_iter().find(|state| state.code() == code)
    }
}

parts! {
    /// A partnership file. A part that is not written is empty.
    pub struct File {
        /// Organisations.
        pub agencies: Vec<AgencyPart>,
        /// Identity providers.
        pub issuers: Vec<IssuerPart>,
        /// Identity providers that speak for women themselves.
        pub own_issuers: Vec<OwnIssuerPart>,
        /// Systems that may act.
        pub clients: Vec<ClientPart>,
        /// Workers of whom more is known than a token says.
        pub workers: Vec<WorkerPart>,
        /// Policies to publish.
        pub policies: Vec<PolicyPart>,
        /// Agreements.
        pub agreements: Vec<AgreementPart>,
        /// What parties close of what they hold.
        pub denials: Vec<DenialPart>,
        /// First enrolments with their teams.
        pub enrolments: Vec<EnrolmentPart>,
    }

    /// An organisation.
    pub struct AgencyPart {
        /// Its id.
        pub id: Id,
        /// What it is.
        pub kind: AgencyKind,
        /// Its name as it is read aloud.
        pub name: String,
        /// The roles it may hold; within what its kind may.
        pub roles: Vec<Role>,
    }

    /// An identity provider.
    pub struct IssuerPart {
        /// The `iss` of its tokens.
        pub id: String,
        /// The `aud` of its tokens.
        pub audience: String,
        /// The claim that says for which agency a token speaks.
        pub agency_claim: String,
        /// Its JWK set.
        pub keys: Option<Value>,
        /// A file beside this one that holds its JWK set.
        pub keys_file: Option<String>,
        /// Which agency each value of the claim stands for.
        pub agencies: BTreeMap<String, Id>,
    }

    /// An identity provider that speaks for women themselves, and for no agency.
    pub struct OwnIssuerPart {
        /// The `iss` of its tokens.
        pub id: String,
        /// The `aud` of its tokens.
        pub audience: String,
        /// Its JWK set.
        pub keys: Option<Value>,
        /// A file beside this one that holds its JWK set.
        pub keys_file: Option<String>,
    }

    /// A system that may act for an agency.
    pub struct ClientPart {
        /// The agency.
        pub agency: Id,
        /// Its id at the identity provider.
        pub id: Subject,
        /// What people call it.
        pub name: String,
        /// Its role when it asks without a worker.
        pub role: Option<Role>,
    }

    /// A worker.
    pub struct WorkerPart {
        /// The agency.
        pub agency: Id,
        /// Id at the agency.
        pub id: Subject,
        /// The one role.
        pub role: Role,
        /// The name.
        pub name: Option<String>,
        /// For a data protection officer: the agencies the officer answers for.
        pub controllers: Vec<Id>,
    }

    /// A policy to publish.
    pub struct PolicyPart {
        /// Its name.
        pub name: Id,
        /// The rows, in the file named beside this one; without it, the standard policy of that name.
        pub file: Option<String>,
    }

    /// An agreement version.
    pub struct AgreementPart {
        /// Its id.
        pub id: Id,
        /// Its version.
        pub version: String,
        /// Its title.
        pub title: String,
        /// How far it has come.
        pub state: State,
        /// The first day.
        pub starts_on: NaiveDate,
        /// The last day.
        pub ends_on: Option<NaiveDate>,
        /// Its parties.
        pub parties: Vec<PartyPart>,
        /// Its flows.
        pub flows: Vec<FlowPart>,
        /// Who signed.
        pub signatures: Vec<SignaturePart>,
        /// The data protection impact assessment it rests on.
        pub dpia: Option<String>,
        /// How long what was shared is kept.
        pub retention: Option<String>,
        /// When it is to be looked at again.
        pub review_on: Option<NaiveDate>,
    }

    /// A party of an agreement.
    pub struct PartyPart {
        /// The agency.
        pub agency: Id,
        /// Its first day, where later than the agreement's.
        pub starts_on: Option<NaiveDate>,
        /// Its last day, where earlier than the agreement's.
        pub ends_on: Option<NaiveDate>,
        /// Whether it neither gives nor gets for now.
        pub suspended: bool,
    }

    /// From whom to whom, under which policy, and why that is lawful.
    pub struct FlowPart {
        /// Its id within the agreement version.
        pub id: Id,
        /// Agency id, kind, `HERSELF`, `HUB` or `*`.
        pub holder: String,
        /// Agency id, kind or `*`.
        pub recipient: String,
        /// The policy, by name.
        pub policy: Id,
        /// The lawful bases.
        pub lawful_basis: LawfulBasisPart,
    }

    /// Why a flow is lawful (UK GDPR Articles 6, 9 and 10; the power to share).
    pub struct LawfulBasisPart {
        /// The Article 6 basis.
        pub article6: Option<String>,
        /// The Article 9 condition.
        pub article9: Option<String>,
        /// The Article 10 condition.
        pub article10: Option<String>,
        /// The power or duty under which it is shared.
        pub gateway: Option<String>,
    }

    /// A signature.
    pub struct SignaturePart {
        /// The agency that signed.
        pub agency: Id,
        /// Who signed for it.
        pub name: String,
        /// In which office.
        pub role: String,
        /// When.
        pub on: NaiveDate,
    }

    /// What a party closes of what it holds.
    pub struct DenialPart {
        /// Its id.
        pub id: Id,
        /// Whose rows: agency id, kind, `HERSELF`, `HUB` or `*`.
        pub holder: String,
        /// Categories, and fields as `Entity.field`.
        pub fields: Vec<String>,
        /// To whom: agency id, kind or `*`.
        pub recipient: String,
        /// To which role of the recipient; to all without one.
        pub role: Option<Role>,
        /// Why.
        pub reason: Option<String>,
    }

    /// A woman the hub is to know, with her team.
    pub struct EnrolmentPart {
        /// The name of this enrolment in files; no name of hers.
        pub label: Id,
        /// The agency that enrolled her.
        pub enrolled_by: Id,
        /// When.
        pub enrolled_on: NaiveDate,
        /// Whether her record is open.
        pub record_status: Option<RecordStatus>,
        /// The number by which each agency knows her.
        pub references: BTreeMap<String, String>,
        /// Her own sign-in: her subject at each issuer of her own.
        pub own_sign_in: BTreeMap<String, String>,
        /// Her team.
        pub team: Vec<MemberPart>,
    }

    /// A member of her team.
    pub struct MemberPart {
        /// The agency.
        pub agency: Id,
        /// The role.
        pub role: Role,
        /// The worker; a whole role without one.
        pub worker: Option<Subject>,
        /// Invited, live or ended.
        pub state: MembershipState,
        /// From when.
        pub from: DateTime<Utc>,
        /// Until when.
        pub to: Option<DateTime<Utc>>,
    }
}

impl LawfulBasisPart {
    /// The bases as they are stored, without those that are not stated.
    pub(super) fn stated(&self) -> Value {
        let all = [("article6", &self.article6), ("article9", &self.article9), ("article10", &self.article10), ("gateway", &self.gateway)];
        all.into_iter()
            .filter_map(|(name, text)| Some((name.to_owned(), Value::String(text.clone()?))))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }
}

impl File {
    /// Reads the text of a file, and the files it names from `beside`, the directory it stands in.
    pub fn read(text: &str, beside: &Path) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let value: Option<Value> = json::parse(text.trim_start_matches('\u{feff}'))
            .map_err(|cause| faults.add(format!("line {}", cause.line()), cause.to_string(), "write the file as JSON, each key once"))
            .ok();
        let mut file = value.and_then(|value| Self::from_value(&value, &mut faults));
        if let Some(file) = &mut file {
            file.take_in(beside, &mut faults);
        }
        faults.clone().none()?;
        file.ok_or(faults)
    }

    fn from_value(value: &Value, faults: &mut Faults) -> Option<Self> {
        <Self as Part>::read("", value, faults)
    }

    /// Puts the text of the files it names where their names stood.
    fn take_in(&mut self, beside: &Path, faults: &mut Faults) {
        for (n, issuer) in self.issuers.iter_mut().enumerate() {
            keys_beside(beside, &format!("issuers[{n}].keysFile"), &mut issuer.keys, issuer.keys_file.as_deref(), faults);
        }
        for (n, issuer) in self.own_issuers.iter_mut().enumerate() {
            keys_beside(beside, &format!("ownIssuers[{n}].keysFile"), &mut issuer.keys, issuer.keys_file.as_deref(), faults);
        }
        for (n, policy) in self.policies.iter_mut().enumerate() {
            if let Some(name) = policy.file.take() {
                policy.file = beside_text(beside, &name, &format!("policies[{n}].file"), faults);
            }
        }
    }
}

fn keys_beside(beside: &Path, path: &str, keys: &mut Option<Value>, file: Option<&str>, faults: &mut Faults) {
    faults.unless(keys.is_none() || file.is_none(), path, "`keys` is given too", "give one of the two");
    if let Some(text) = file.filter(|_| keys.is_none()).and_then(|name| beside_text(beside, name, path, faults)) {
        match json::parse(&text) {
            Ok(set) => *keys = Some(set),
            Err(cause) => faults.add(path, cause.to_string(), "write the key set as JSON, each key once"),
        }
    }
}

fn beside_text(beside: &Path, name: &str, path: &str, faults: &mut Faults) -> Option<String> {
    let text = std::fs::read_to_string(beside.join(name));
    text.map_err(|cause| faults.add(path, format!("`{name}` cannot be read ({cause})"), "put it beside the partnership file")).ok()
}

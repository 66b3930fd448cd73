//! Policies, agreements and denials.

use super::{Checker, Version, is_line};
use crate::agency::{Selector, most_roles};
use crate::agreement::file::{AgreementPart, DenialPart, FlowPart};
use crate::agreement::{State, in_force};
use crate::policy::speaks_of_own_rows;
use crate::vocabulary::{Coded, Role};

/// The policy of an agency with its own rows: it belongs to every party and to no flow.
const INTERNAL: &str = "internal";

impl Checker<'_> {
    pub(super) fn agreements(&mut self) {
        let file = self.file;
        self.unique("this policy", file.policies.iter().enumerate().map(|(n, p)| (format!("policies[{n}].name"), &p.name)));
        let versions = file.agreements.iter().enumerate();
        self.unique("this version", versions.map(|(n, a)| (format!("agreements[{n}].version"), (&a.id, &a.version))));
        self.unique("this denial", file.denials.iter().enumerate().map(|(n, d)| (format!("denials[{n}].id"), &d.id)));
        for (n, agreement) in file.agreements.iter().enumerate() {
            let path = format!("agreements[{n}]");
            self.agreement_part(&path, agreement);
            self.parties(&path, agreement);
            self.flows(&path, agreement);
            self.signatures(&path, agreement);
            self.one_version(&path, n, agreement);
        }
        file.denials.iter().enumerate().for_each(|(n, denial)| self.denial(&format!("denials[{n}]"), denial));
    }

    fn agreement_part(&mut self, path: &str, agreement: &AgreementPart) {
        let version = is_line(&agreement.version, 32) && !agreement.version.contains(['/', ' ']);
        self.faults.unless(version, format!("{path}.version"), "it is no version", "write one such as `1` or `2026.2`");
        let ordered = agreement.ends_on.is_none_or(|end| end >= agreement.starts_on);
        self.faults.unless(ordered, format!("{path}.endsOn"), "it ends before it starts", "write a day from `startsOn` on");
        let reviewed = agreement.review_on.is_none_or(|day| day >= agreement.starts_on);
        self.faults.unless(reviewed, format!("{path}.reviewOn"), "the review is before the start", "write a day from `startsOn` on");
        let useful = agreement.state != State::InForce || (!agreement.parties.is_empty() && !agreement.flows.is_empty());
        self.faults.unless(useful, path, "it is in force without a party or a flow", "add them, or leave it a DRAFT");
    }

    fn parties(&mut self, path: &str, agreement: &AgreementPart) {
        let parties = || agreement.parties.iter().enumerate().map(|(n, party)| (format!("{path}.parties[{n}]"), party));
        self.unique("this party", parties().map(|(at, party)| (format!("{at}.agency"), &party.agency)));
        for (at, party) in parties() {
            self.agency(&format!("{at}.agency"), &party.agency.0);
            let starts = party.starts_on.unwrap_or(agreement.starts_on);
            let within = starts >= agreement.starts_on && agreement.ends_on.is_none_or(|end| starts <= end);
            let within = within || party.starts_on.is_none();
            self.faults.unless(within, format!("{at}.startsOn"), "it is outside the agreement's days", "write a day within them");
            let ordered = party.ends_on.is_none_or(|end| end >= starts);
            self.faults.unless(ordered, format!("{at}.endsOn"), "it ends before it starts", "write a day from its start on");
        }
    }

    fn flows(&mut self, path: &str, agreement: &AgreementPart) {
        let flows = || agreement.flows.iter().enumerate().map(|(n, flow)| (format!("{path}.flows[{n}]"), flow));
        self.unique("this flow", flows().map(|(at, flow)| (format!("{at}.id"), &flow.id)));
        for (at, flow) in flows() {
            self.end(&format!("{at}.holder"), &flow.holder, Selector::holder(&flow.holder), Some(agreement));
            self.end(&format!("{at}.recipient"), &flow.recipient, Selector::recipient(&flow.recipient), Some(agreement));
            self.adopted(&at, flow);
        }
    }

    fn adopted(&mut self, at: &str, flow: &FlowPart) {
        let name = flow.policy.0.as_str();
        let known = self.world.policies.contains(name) || self.file.policies.iter().any(|p| p.name == flow.policy);
        self.faults.unless(known, format!("{at}.policy"), format!("there is no policy `{name}`"), "add it under `policies`");
        let adoptable = name != INTERNAL;
        self.faults.unless(adoptable, format!("{at}.policy"), "`internal` is every party's for its own rows", "adopt another policy");
        let itself = matches!(
            (Selector::holder(&flow.holder), Selector::recipient(&flow.recipient)),
            (Some(Selector::Agency(holder)), Some(Selector::Agency(recipient))) if holder == recipient
        );
        let what = format!("`{name}` speaks of an agency's own rows, by its name");
        let mend = "adopt it from one agency to itself, or give the policy another name";
        self.faults.unless(itself || !adoptable || !speaks_of_own_rows(name), format!("{at}.policy"), what, mend);
        let basis = flow.lawful_basis.article6.is_some();
        let what = "the flow states no lawful basis";
        self.faults.unless(basis, format!("{at}.lawfulBasis.article6"), what, "write the Article 6 basis on which it rests");
    }

    /// One end of a flow or denial: known, and in a flow a party.
    fn end(&mut self, path: &str, text: &str, selector: Option<Selector>, agreement: Option<&AgreementPart>) {
        match selector {
            None => self.faults.add(
                path,
                format!("`{text}` names nobody"),
                "write an agency's id, a kind or `*`; a holder may be HERSELF or HUB",
            ),
            Some(Selector::Agency(id)) => {
                let known = self.agency(path, &id).is_some();
                let party = agreement.is_none_or(|a| a.parties.iter().any(|p| *p.agency.0 == *id));
                self.faults.unless(!known || party, path, format!("`{id}` is no party of the agreement"), "add it under `parties`");
            }
            Some(Selector::Any | Selector::Herself | Selector::Hub | Selector::Kind(_)) => {}
        }
    }

    fn signatures(&mut self, path: &str, agreement: &AgreementPart) {
        for (n, signature) in agreement.signatures.iter().enumerate() {
            let party = agreement.parties.iter().any(|p| p.agency == signature.agency);
            let what = format!("`{}` signed and is no party", signature.agency.0);
            self.faults.unless(party, format!("{path}.signatures[{n}].agency"), what, "add it under `parties`, or take the signature out");
        }
        let unsigned = agreement.parties.iter().filter(|p| !agreement.signatures.iter().any(|s| s.agency == p.agency));
        for party in unsigned.filter(|_| agreement.state == State::InForce) {
            let what = format!("it is in force without the signature of `{}`", party.agency.0);
            self.faults.add(format!("{path}.signatures"), what, "add the signature, or leave the agreement a DRAFT");
        }
    }

    /// Two versions in force on one day would both open, and the earlier one would outlive its replacement.
    fn one_version(&mut self, path: &str, n: usize, agreement: &AgreementPart) {
        let this = version(agreement);
        let file = self.file;
        let restated = |v: &&Version| !file.agreements.iter().any(|a| a.id.0 == v.id && a.version == v.number);
        let stored = self.world.agreements.iter().filter(restated).cloned();
        let earlier = file.agreements.iter().take(n).map(version);
        let clash = |v: &Version| v.id == this.id && v.number != this.number && v.state == State::InForce && v.overlaps(&this);
        if let Some(other) = stored.chain(earlier).find(clash).filter(|_| this.state == State::InForce) {
            let what = format!("version `{}` of it is in force on some of the same days", other.number);
            self.faults.add(path, what, format!("state version `{}` again as ENDED, or with an earlier `endsOn`", other.number));
        }
    }

    /// A denial for a role that nobody there can have would close nothing.
    fn denied_role(&mut self, path: &str, recipient: &str, role: Role) {
        match Selector::recipient(recipient) {
            Some(Selector::Agency(id)) => {
                if let Some(known) = self.agencies.get(&*id).cloned() {
                    self.held(path.to_owned(), &id, &known, role);
                }
            }
            Some(Selector::Kind(kind)) => {
                let roles = most_roles(kind).iter().map(|role| role.code()).collect::<Vec<_>>().join(", ");
                let what = format!("no `{recipient}` has the role {}", role.code());
                self.faults.unless(most_roles(kind).contains(&role), path, what, &format!("use one of its roles ({roles})"));
            }
            Some(Selector::Any | Selector::Herself | Selector::Hub) | None => {}
        }
    }

    fn denial(&mut self, path: &str, denial: &DenialPart) {
        self.end(&format!("{path}.holder"), &denial.holder, Selector::holder(&denial.holder), None);
        self.end(&format!("{path}.recipient"), &denial.recipient, Selector::recipient(&denial.recipient), None);
        if let Some(role) = denial.role {
            self.denied_role(&format!("{path}.role"), &denial.recipient, role);
        }
        self.faults.unless(!denial.fields.is_empty(), format!("{path}.fields"), "it closes nothing", "name categories or fields");
        for (n, name) in denial.fields.iter().enumerate() {
            let known = in_force::closed(self.catalogue, name).is_some();
            let what = format!("`{name}` is no category and no field");
            self.faults.unless(known, format!("{path}.fields[{n}]"), what, "write one such as `DOM_ABUSE` or `SafeContact.safeWord`");
        }
    }
}

fn version(agreement: &AgreementPart) -> Version {
    Version {
        id: agreement.id.0.clone(),
        number: agreement.version.clone(),
        state: agreement.state,
        starts_on: agreement.starts_on,
        ends_on: agreement.ends_on,
    }
}

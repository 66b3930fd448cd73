//! Enrolments, references and teams.

use super::{Checker, is_line};
use crate::agency::{ENROLLING, may_enrol};
use crate::agreement::file::{EnrolmentPart, MemberPart};
use crate::identity::is_own_subject;
use crate::vocabulary::{AgencyKind, Coded, MembershipState, Role};

impl Checker<'_> {
    pub(super) fn people(&mut self) {
        let file = self.file;
        self.unique("this label", file.enrolments.iter().enumerate().map(|(n, e)| (format!("enrolments[{n}].label"), &e.label)));
        let references = file.enrolments.iter().enumerate().flat_map(|(n, e)| {
            e.references.iter().map(move |(agency, reference)| (format!("enrolments[{n}].references.{agency}"), (agency, reference)))
        });
        self.unique("this reference of the agency", references);
        let sign_ins = file.enrolments.iter().enumerate().flat_map(|(n, e)| {
            e.own_sign_in.iter().map(move |(issuer, subject)| (format!("enrolments[{n}].ownSignIn.{issuer}"), (issuer, subject)))
        });
        self.unique("this own sign-in", sign_ins);
        for (n, enrolment) in file.enrolments.iter().enumerate() {
            let path = format!("enrolments[{n}]");
            self.enrolled_by(&path, enrolment);
            self.references(&path, enrolment);
            self.own_sign_in(&path, enrolment);
            self.team(&path, enrolment);
        }
    }

    fn enrolled_by(&mut self, path: &str, enrolment: &EnrolmentPart) {
        let path = format!("{path}.enrolledBy");
        let Some(known) = self.agency(&path, &enrolment.enrolled_by.0) else { return };
        let roles = ENROLLING.iter().map(|r| r.code()).collect::<Vec<_>>().join(", ");
        let what = format!("`{}` may not enrol", enrolment.enrolled_by.0);
        let mend = format!("name the prison, probation or women's centre that enrolled her, with one of the roles {roles}");
        self.faults.unless(may_enrol(known.kind, &known.roles), path, what, &mend);
    }

    fn references(&mut self, path: &str, enrolment: &EnrolmentPart) {
        for (agency, reference) in &enrolment.references {
            let at = format!("{path}.references.{agency}");
            self.agency(&at, agency);
            self.faults.unless(is_line(reference, 64), at.as_str(), "it is no reference", "write 1 to 64 characters on one line");
            let owner = self.world.references.get(&(agency.clone(), reference.clone())).filter(|label| **label != enrolment.label.0);
            if let Some(owner) = owner.filter(|owner| !self.moves_away(owner, agency, reference)) {
                let what = format!("the agency already knows `{owner}` by this reference");
                self.faults.add(at, what, "mend the reference: two people never share one");
            }
        }
    }

    /// One subject of an issuer is one woman: whoever could be two would see another's plan.
    fn own_sign_in(&mut self, path: &str, enrolment: &EnrolmentPart) {
        for (issuer, subject) in &enrolment.own_sign_in {
            let at = format!("{path}.ownSignIn.{issuer}");
            let known = self.file.own_issuers.iter().any(|i| i.id == *issuer) || self.world.registry.own_issuer(issuer).is_some();
            self.faults.unless(known, at.as_str(), "no such issuer speaks for women themselves", "register it in `ownIssuers`");
            self.faults.unless(is_own_subject(subject), at.as_str(), "it is no subject", "write the `sub` of her tokens");
            let other = self.world.sign_ins.get(&(issuer.clone(), subject.clone())).filter(|label| **label != enrolment.label.0);
            if let Some(other) = other.filter(|other| !self.signs_in_otherwise(other, issuer, subject)) {
                self.faults.add(at, format!("`{other}` signs in with it"), "mend the subject: two people never share one");
            }
        }
    }

    /// Whether the file itself gives that person another subject of the issuer.
    fn signs_in_otherwise(&self, label: &str, issuer: &str, subject: &str) -> bool {
        let restated = self.file.enrolments.iter().find(|e| e.label.0 == label);
        restated.and_then(|e| e.own_sign_in.get(issuer)).is_some_and(|new| new != subject)
    }

    /// Whether the file itself gives that person another reference of the agency.
    fn moves_away(&self, label: &str, agency: &str, reference: &str) -> bool {
        let restated = self.file.enrolments.iter().find(|e| e.label.0 == label);
        restated.and_then(|e| e.references.get(agency)).is_some_and(|new| new != reference)
    }

    fn team(&mut self, path: &str, enrolment: &EnrolmentPart) {
        let members = || enrolment.team.iter().enumerate().map(|(n, member)| (format!("{path}.team[{n}]"), member));
        self.unique("this member", members().map(|(at, m)| (at, (&m.agency, m.role, &m.worker))));
        for (at, member) in members() {
            self.member(&at, member);
        }
    }

    fn member(&mut self, at: &str, member: &MemberPart) {
        let Some(known) = self.agency(&format!("{at}.agency"), &member.agency.0) else { return };
        self.held(format!("{at}.role"), &member.agency.0, &known, member.role);
        let helps = !matches!(known.kind, AgencyKind::Oversight | AgencyKind::Hub);
        self.faults.unless(helps, format!("{at}.agency"), "nobody of the oversight or the hub is on a team", "take the member out");
        if let Some(role) = member.worker.as_ref().and_then(|w| self.registered_role(&member.agency.0, &w.0)).filter(|r| *r != member.role)
        {
            let what = format!("this worker is registered as {}", role.code());
            self.faults.add(format!("{at}.role"), what, "write the worker's registered role");
        }
        let ordered = member.to.is_none_or(|to| to >= member.from);
        self.faults.unless(ordered, format!("{at}.to"), "it ends before it starts", "write a moment from `from` on");
        let dated = member.state != MembershipState::Ended || member.to.is_some();
        self.faults.unless(dated, format!("{at}.to"), "it is ENDED without an end", "write when it ended");
    }

    /// The role of a worker as it will stand once the file is applied.
    fn registered_role(&self, agency: &str, worker: &str) -> Option<Role> {
        let stated = self.file.workers.iter().find(|w| w.agency.0 == agency && w.id.0 == worker).map(|w| w.role);
        stated.or_else(|| self.world.registry.worker(agency, worker).map(|w| w.role))
    }
}

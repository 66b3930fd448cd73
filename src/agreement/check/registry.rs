//! Agencies, identity providers, systems and workers.

use super::{Checker, is_line};
use crate::agency::most_roles;
use crate::agreement::file::{AgencyPart, ClientPart, IssuerPart, OwnIssuerPart, WorkerPart};
use crate::identity::{KeyRing, demo};
use crate::vocabulary::{Coded, Role};
use serde_json::Value;

impl Checker<'_> {
    pub(super) fn registry(&mut self) {
        let file = self.file;
        self.unique("this agency", file.agencies.iter().enumerate().map(|(n, a)| (format!("agencies[{n}].id"), &a.id)));
        let issuers = file.issuers.iter().enumerate().map(|(n, i)| (format!("issuers[{n}].id"), &i.id));
        let own = file.own_issuers.iter().enumerate().map(|(n, i)| (format!("ownIssuers[{n}].id"), &i.id));
        self.unique("this issuer", issuers.chain(own));
        self.unique("this system", file.clients.iter().enumerate().map(|(n, c)| (format!("clients[{n}].id"), (&c.agency, &c.id))));
        self.unique("this worker", file.workers.iter().enumerate().map(|(n, w)| (format!("workers[{n}].id"), (&w.agency, &w.id))));
        file.agencies.iter().enumerate().for_each(|(n, agency)| self.agency_part(&format!("agencies[{n}]"), agency));
        file.issuers.iter().enumerate().for_each(|(n, issuer)| self.issuer_part(&format!("issuers[{n}]"), issuer));
        file.own_issuers.iter().enumerate().for_each(|(n, issuer)| self.own_issuer_part(&format!("ownIssuers[{n}]"), issuer));
        file.clients.iter().enumerate().for_each(|(n, client)| self.client_part(&format!("clients[{n}]"), client));
        file.workers.iter().enumerate().for_each(|(n, worker)| self.worker_part(&format!("workers[{n}]"), worker));
    }

    fn agency_part(&mut self, path: &str, agency: &AgencyPart) {
        let most = most_roles(agency.kind);
        let list = most.iter().map(|r| r.code()).collect::<Vec<_>>().join(", ");
        for (n, role) in agency.roles.iter().enumerate() {
            let what = format!("no {} may hold {}", agency.kind.code(), role.code());
            self.faults.unless(most.contains(role), format!("{path}.roles[{n}]"), what, &format!("its kind may hold {list}"));
        }
        self.unique("this role", agency.roles.iter().enumerate().map(|(n, role)| (format!("{path}.roles[{n}]"), *role)));
        self.faults.unless(
            is_line(&agency.name, 200),
            format!("{path}.name"),
            "it is too long to read aloud",
            "write at most 200 characters",
        );
        if let Some(old) = self.world.registry.agency(&agency.id.0) {
            let what = format!("`{}` is registered as {}", old.id, old.kind.code());
            self.faults.unless(old.kind == agency.kind, format!("{path}.kind"), what, "register another agency: a kind never changes");
        }
        self.still_held(path, agency);
    }

    /// A role cannot be taken from an agency while a registered worker or system has it.
    fn still_held(&mut self, path: &str, agency: &AgencyPart) {
        let (id, file) = (agency.id.0.as_str(), self.file);
        let restated_worker = |w: &str| file.workers.iter().any(|p| p.agency == agency.id && p.id.0 == w);
        let restated_client = |c: &str| file.clients.iter().any(|p| p.agency == agency.id && p.id.0 == c);
        let workers = self.world.registry.workers(id).filter(|w| !restated_worker(&w.id)).map(|w| (&w.id, Some(w.role)));
        let clients = self.world.registry.clients(id).filter(|c| !restated_client(&c.id)).map(|c| (&c.id, c.role));
        let mut lost: Vec<_> =
            workers.chain(clients).filter_map(|(who, role)| Some((who, role.filter(|r| !agency.roles.contains(r))?))).collect();
        lost.sort();
        for (who, role) in lost {
            let what = format!("`{who}` is registered with the role {}", role.code());
            self.faults.add(format!("{path}.roles"), what, format!("keep {}, or state `{who}` again with another role", role.code()));
        }
    }

    fn issuer_part(&mut self, path: &str, issuer: &IssuerPart) {
        self.provider(path, &issuer.id, &issuer.audience, issuer.keys.as_ref());
        let hers = self.world.registry.own_issuer(&issuer.id).is_some();
        self.faults.unless(!hers, format!("{path}.id"), "it speaks for women themselves", "give agencies an issuer of their own");
        let claim = is_line(&issuer.agency_claim, 200);
        self.faults.unless(claim, format!("{path}.agencyClaim"), "it is no name of a claim", "write one such as `azp`");
        let mapped = !issuer.agencies.is_empty();
        self.faults.unless(mapped, format!("{path}.agencies"), "it speaks for nobody", "map a value of the claim to an agency");
        for (value, agency) in &issuer.agencies {
            self.agency(&format!("{path}.agencies.{value}"), &agency.0);
        }
    }

    /// One that speaks for women themselves speaks for no agency, or a worker could pass for one of them.
    fn own_issuer_part(&mut self, path: &str, issuer: &OwnIssuerPart) {
        self.provider(path, &issuer.id, &issuer.audience, issuer.keys.as_ref());
        let agencies = self.world.registry.issuer(&issuer.id).is_some();
        self.faults.unless(!agencies, format!("{path}.id"), "it speaks for agencies", "give women an issuer of their own");
    }

    fn provider(&mut self, path: &str, id: &str, audience: &str, keys: Option<&Value>) {
        let sound = id.starts_with("https://") && is_line(id, 200) && !id.contains(char::is_whitespace);
        let what = format!("`{id}` is no issuer");
        self.faults.unless(sound, format!("{path}.id"), what, "write the `iss` of its tokens, https://…");
        let demo = id == demo::ISSUER || id == demo::OWN_ISSUER;
        self.faults.unless(!demo, format!("{path}.id"), "it is the demonstration's own issuer", "take it out: only `hub demo` enables it");
        let line = is_line(audience, 200);
        self.faults.unless(line, format!("{path}.audience"), "it is no audience", "write the `aud` of its tokens");
        self.keys(path, keys);
    }

    fn keys(&mut self, path: &str, keys: Option<&Value>) {
        let Some(keys) = keys else {
            return self.faults.add(format!("{path}.keys"), "it has no keys", "give its JWK set in `keys` or `keysFile`");
        };
        let (ring, faults) = KeyRing::read(keys);
        if ring.is_empty() && faults.is_empty() {
            self.faults.add(format!("{path}.keys"), "no key of it can verify a token", "give a JWK set: {\"keys\": [ … ]}");
        }
        for fault in faults {
            let mend = "give an Ed25519, P-256 or RSA public key with a `kid` of its own";
            self.faults.add(format!("{path}.keys.keys[{}]", fault.index), fault.what, mend);
        }
    }

    fn client_part(&mut self, path: &str, client: &ClientPart) {
        let Some(known) = self.agency(&format!("{path}.agency"), &client.agency.0) else { return };
        if let Some(role) = client.role {
            self.held(format!("{path}.role"), &client.agency.0, &known, role);
        }
        let file = self.file;
        let worker = file.workers.iter().any(|w| w.agency == client.agency && w.id == client.id)
            || self.world.registry.worker(&client.agency.0, &client.id.0).is_some();
        self.faults.unless(!worker, format!("{path}.id"), "a worker of the agency has this id", "give the system another id");
    }

    fn worker_part(&mut self, path: &str, worker: &WorkerPart) {
        let Some(known) = self.agency(&format!("{path}.agency"), &worker.agency.0) else { return };
        self.held(format!("{path}.role"), &worker.agency.0, &known, worker.role);
        let system = self.world.registry.is_client(&worker.id.0);
        self.faults.unless(!system, format!("{path}.id"), "a system is registered under this id", "write the worker's own id");
        let officer = worker.role == Role::Dpo || worker.controllers.is_empty();
        self.faults.unless(officer, format!("{path}.controllers"), "only a DPO answers for agencies", "take it out");
        for (n, controller) in worker.controllers.iter().enumerate() {
            self.agency(&format!("{path}.controllers[{n}]"), &controller.0);
        }
        self.unique("this agency", worker.controllers.iter().enumerate().map(|(n, c)| (format!("{path}.controllers[{n}]"), c)));
    }
}

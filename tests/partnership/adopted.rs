//! Which policies count: those that an agreement in force adopts today. What was replaced gives nobody anything.

use crate::compiled::Compiled;
use crate::support::{Answer, DemoHub, monday};
use connections_hub::{
    agreement::{File, apply},
    import::WriteRights,
    record::catalogue,
    vocabulary::Role,
};
use serde_json::{Value, json};

const HEAD: &str = "id,role,purpose,act,target,consent,item,effect,why\n";
const FILTERED: &str = r"{ caseload(purpose: JOINT_PLANNING, filter: {all: [{key: CUSTODY_STATUS_CURRENT_PRISON, recorded: true}]})
    { edges { node { id } } } }";

/// Publishes policies under their names anew, and states the demonstration's agreement again, changed.
fn restates(hub: &DemoHub, policies: &[(&str, &str)], change: impl Fn(&mut Value)) {
    let dir = tempfile::tempdir().unwrap();
    let mut stated: Value = serde_json::from_str(include_str!("../../demo/partnership.json")).unwrap();
    let part = |(name, rows): &(&str, &str)| {
        std::fs::write(dir.path().join(name), format!("{HEAD}{rows}")).unwrap();
        json!({"name": name, "file": name})
    };
    let policies: Vec<Value> = policies.iter().map(part).collect();
    change(&mut stated["agreements"][0]);
    let file = json!({"policies": policies, "agreements": stated["agreements"]});
    let file = File::read(&file.to_string(), dir.path()).unwrap();
    let db = hub.loaded.hub.store.writer();
    hub.wait_for(apply(db, &file, &Compiled, catalogue(), monday())).unwrap_or_else(|refused| panic!("{refused:?}"));
}

fn writes(hub: &DemoHub, role: Role, field: &str) -> bool {
    let hub_of = &hub.loaded.hub;
    let agreed = hub.wait_for(hub_of.agreed.at(hub_of.store.reader())).unwrap();
    agreed.may_write(role, catalogue().path(field).unwrap().number, monday().date_naive())
}

#[test]
fn what_a_newer_policy_no_longer_gives_is_given_by_none() {
    let hub = DemoHub::fresh();
    let asks = |question: &str| -> Answer { hub.worker("pa-1").asks(question) };
    let meets = || hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", "id");
    asks(FILTERED).must_see("caseload.edges.0.node.id");
    assert!(writes(&hub, Role::Pa, "CareStatus.paStatus"));

    let v2 = "P-1,PA,JOINT_PLANNING,READ,IDENTITY.summary,TOLD,,allow,her name\n";
    restates(&hub, &[("partnership", v2)], |_| {});
    let refused = asks(FILTERED);
    assert_eq!(refused.code(), Some("FORBIDDEN"), "{}", refused.text);
    assert!(refused.text.contains("`filter`"), "{}", refused.text);
    meets().must_see("person.id");
    assert!(writes(&hub, Role::Pa, "CareStatus.paStatus"), "of its own rows");

    let (v3, own) = (v2.replace("PA", "COM"), "I-1,COM,JOINT_PLANNING,READ,IDENTITY.own,TOLD,,allow,its own rows\n");
    restates(&hub, &[("partnership", &v3), ("internal", own)], |_| {});
    assert_eq!(meets().code(), Some("NOT_FOUND"), "a role that nothing is given to meets nobody");
    assert!(!writes(&hub, Role::Pa, "CareStatus.paStatus"));
}

#[test]
fn what_no_agreement_in_force_adopts_is_given_by_none() {
    let hub = DemoHub::fresh();
    restates(&hub, &[], |agreement| agreement["state"] = json!("ENDED"));
    assert_eq!(hub.worker("pa-1").asks(FILTERED).code(), Some("FORBIDDEN"));
}

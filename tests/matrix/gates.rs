//! Every gate beside the table: by role, by area, by value, by audience, by protection, by a further category, by the holder's own
//! refusal, and what an agency keeps of its own.

use super::{
    answers::{Schema, about},
    cells::{Fields, by_table_without, tables},
    rows::served,
    world::{Said, World, agency, id, roles, worker, world},
};
use connections_hub::{
    record::catalogue,
    vocabulary::{Act, Category, Coded, Gate, GoalArea, Purpose, Reveals, Role},
};
use serde_json::Value;

/// Everybody she may have said yes to.
const YES: (Said, bool) = (Said::Yes, true);

/// Whether a role may meet a category at all for a purpose, once she said yes to everything.
fn meets(role: Role, purpose: Purpose, category: Category) -> bool {
    let present = catalogue().present(category).unwrap();
    tables().iter().filter_map(|t| t.grants(role, purpose, Act::Read)).any(|g| (g.told | g.agreed).contains(present))
}

fn lets_through(reveals: Reveals, role: Role, purpose: Purpose) -> bool {
    match reveals {
        Reveals::Nothing => true,
        Reveals::All(categories) => categories.iter().all(|c| meets(role, purpose, *c)),
        Reveals::Never => false,
    }
}

/// What a role is shown of a person: the answer's `person`.
fn asks(world: &World, role: Role, label: &str, purpose: Purpose, selection: &str) -> Value {
    let answer = world.asks(&world.token(role), &about(label, purpose, selection));
    assert!(answer["data"]["person"].is_object(), "{role:?}: {answer}");
    answer["data"]["person"].clone()
}

/// Every `Entity.field` that a role is shown of a person.
fn shown(world: &World, schema: &Schema, role: Role, label: &str, purpose: Purpose) -> Fields {
    let (mut shown, mut wrong) = (Fields::new(), Vec::new());
    let person = asks(world, role, label, purpose, &schema.everything("Person"));
    schema.shown("Person", &person, &world.written, &mut shown, &mut wrong);
    shown
}

#[test]
fn a_worker_in_her_team_shows_only_to_who_may_meet_what_the_workers_role_reveals() {
    let (world, label) = (world(), "gate-by-role");
    world.another(label, YES);
    let held = world.rows(&format!("SELECT held_by, source_ref FROM team_member WHERE person_id = '{}'", id(label)));
    let role_of = |row: &Value| roles().find(|role| row["source_ref"] == worker(*role, "writes").as_str()).unwrap();
    let rows: Vec<Role> = held.iter().map(role_of).collect();
    assert!(rows.len() > 10, "{rows:?}");
    for reader in [Role::Com, Role::Pom, Role::Pa, Role::Ces, Role::Wcw, Role::Idva, Role::Daw] {
        let purpose = if reader == Role::Daw { Purpose::CareTreatment } else { Purpose::JointPlanning };
        let Some(team) =
            asks(world, reader, label, purpose, "teamMembers { name workEmail agency { id } }")["teamMembers"].as_array().cloned()
        else {
            assert!(!meets(reader, purpose, Category::TeamContacts), "{reader:?} meets nobody of her team");
            continue;
        };
        let whole = team.iter().any(|row| !row["workEmail"].is_null());
        let seen: Vec<&str> = team.iter().filter_map(|row| row["agency"]["id"].as_str()).collect();
        for role in rows.iter().filter(|_| whole) {
            let expected = lets_through(role.entry().reveals, reader, purpose);
            assert_eq!(seen.contains(&agency(*role, "writes").as_str()), expected, "{reader:?} and the row of {role:?}: {seen:?}");
        }
        assert!(whole || team.len() == 1, "in a summary stands who invited the reader and nobody else: {team:?}");
    }
    // A row can only be tightened.
    world.change(label, "UPDATE team_member SET service_reveals = '[\"OFFENCE\"]' WHERE person_id = $HER");
    assert_eq!(asks(world, Role::Ces, label, Purpose::JointPlanning, "teamMembers { name }")["teamMembers"], Value::Null);
    world.change(label, "UPDATE team_member SET service_reveals = '[\"NO_CATEGORY\"]' WHERE person_id = $HER");
    assert_eq!(
        asks(world, Role::Com, label, Purpose::JointPlanning, "teamMembers { name }")["teamMembers"],
        Value::Null,
        "unknown is closed"
    );
}

#[test]
fn a_goal_and_its_steps_show_only_to_who_may_meet_what_the_goal_is_about() {
    let (world, label) = (world(), "gate-by-area");
    world.another(label, YES);
    for area in GoalArea::ALL {
        world.change(label, &format!("UPDATE goal SET area = '{}' WHERE person_id = $HER", area.code()));
        for reader in [Role::Com, Role::Keyw, Role::Pa, Role::Wcw, Role::Idva] {
            let plans = asks(world, reader, label, Purpose::JointPlanning, "plans { goals { title } steps { title } }")["plans"].clone();
            let all = plans.as_array().cloned().unwrap_or_default();
            let any = |name: &str| all.iter().any(|plan| !plan[name].is_null());
            let met = meets(reader, Purpose::JointPlanning, Category::PlanActions);
            let expected = met && lets_through(area.entry().reveals, reader, Purpose::JointPlanning);
            assert_eq!((any("goals"), any("steps")), (expected, expected), "{reader:?} and {area:?}: {plans}");
        }
    }
    for unknown in ["'NOWHERE'", "NULL"] {
        world.change(label, &format!("UPDATE goal SET area = {unknown} WHERE person_id = $HER"));
        let plans = asks(world, Role::Com, label, Purpose::JointPlanning, "plans { goals { title } steps { title } }")["plans"].clone();
        assert!(plans.as_array().unwrap().iter().all(|p| p["goals"].is_null() && p["steps"].is_null()), "{unknown}: {plans}");
    }
}

#[test]
fn a_row_whose_value_reveals_a_category_shows_only_to_who_may_meet_it() {
    let (world, label) = (world(), "gate-when");
    world.another(label, YES);
    let schema = Schema::of(world, &world.token(Role::Com));
    let mut closed = 0;
    for entity in served() {
        for gate in entity.gates {
            let Gate::When(column, value, category) = gate else { continue };
            let before = world.rows(&format!(
                "SELECT DISTINCT {column} AS value FROM {} WHERE person_id = '{}' AND {column} IS NOT NULL",
                entity.table.unwrap(),
                id(label)
            ));
            let before = before[0]["value"].as_str().unwrap().to_owned();
            world.change(label, &format!("UPDATE {} SET {column} = '{value}' WHERE person_id = $HER", entity.table.unwrap()));
            for reader in [Role::Com, Role::Pom, Role::Pa, Role::Ces, Role::Wcw, Role::Lha, Role::Idva] {
                for purpose in [Purpose::JointPlanning, Purpose::HousingReferral, Purpose::ThroughGate, Purpose::ReleasePrep] {
                    let all = by_table_without(&tables(), (reader, purpose, YES), None);
                    let of = |fields: &Fields| fields.iter().filter(|f| f.starts_with(&format!("{}.", entity.name))).count();
                    let there = of(&shown(world, &schema, reader, label, purpose));
                    let expected = if meets(reader, purpose, *category) { of(&all) } else { 0 };
                    closed += usize::from(of(&all) > 0 && expected == 0);
                    // A value that says where a place is or how safe somebody is may itself be null for the reader.
                    assert_eq!(there > 0, expected > 0, "{reader:?} for {purpose:?}: {} where {column} is {value}", entity.name);
                }
            }
            world.change(label, &format!("UPDATE {} SET {column} = '{before}' WHERE person_id = $HER", entity.table.unwrap()));
        }
    }
    assert!(closed >= 6, "{closed} gates were seen closed");
}

#[test]
fn a_row_for_which_she_ticked_readers_shows_to_these_alone() {
    let (world, label) = (world(), "gate-audience");
    world.another(label, YES);
    let sees = |role: Role| {
        !asks(world, role, label, Purpose::JointPlanning, "circle { inMyWords } circle { hasSomeoneSafe }")["circle"]["inMyWords"].is_null()
    };
    let readers = [Role::Com, Role::Pa, Role::Ces];
    assert!(readers.iter().all(|r| sees(*r)), "nobody is left out where she narrowed nothing");
    let pa = format!("[\"worker:{}/{}\"]", agency(Role::Pa, "asks"), worker(Role::Pa, "asks"));
    for (audience, expected) in [
        ("[\"role:CES\"]", [false, false, true]),
        (pa.as_str(), [false, true, false]),
        ("[\"worker:la-leaving-care-asks/somebody-else\"]", [false; 3]),
        ("[\"worker:prison-asks/pa-asks\"]", [false; 3]),
        ("[]", [false; 3]),
        ("[\"PA\", \"role:\", \"role:pa\", \"*\", \"\"]", [false; 3]),
        ("{\"role\": \"PA\"}", [false; 3]),
    ] {
        world.change(label, &format!("UPDATE circle SET row_audience = '{audience}' WHERE person_id = $HER"));
        assert_eq!(readers.map(sees), expected, "{audience}");
    }
}

#[test]
fn what_helps_if_she_slips_shows_to_whom_she_ticked_it_and_to_nobody_without_a_tick() {
    let (world, label) = (world(), "gate-slip");
    world.another(label, YES);
    let sees = |role: Role| {
        !asks(world, role, label, Purpose::JointPlanning, "substanceUse { ifISlip { signs } }")["substanceUse"]["ifISlip"].is_null()
    };
    let expected = |role: Role| by_table_without(&tables(), (role, Purpose::JointPlanning, YES), None).contains("IfISlip.signs");
    for role in [Role::Pa, Role::Wcw, Role::Ces, Role::Com, Role::Pom] {
        assert_eq!(sees(role), expected(role), "{role:?}");
    }
    assert!(expected(Role::Wcw) && expected(Role::Pa) && !expected(Role::Com), "whoever was given it by name, and probation never");
    for audience in ["'[\"role:DAW\"]'", "'[]'", "NULL"] {
        world.change(label, &format!("UPDATE if_i_slip SET audience = {audience} WHERE person_id = $HER"));
        assert!(!sees(Role::Wcw), "{audience}");
    }
}

#[test]
fn a_hidden_address_keeps_its_area_and_shows_its_lines_to_probation_abuse_support_and_whom_she_names() {
    let (world, label) = (world(), "gate-protection");
    world.another(label, YES);
    let sees = |role: Role, purpose: Purpose| {
        let person = asks(
            world,
            role,
            label,
            purpose,
            "addresses { area from addressDetail { lines postcode uprn } addressDetailAccounts { lines } }",
        );
        let all = person["addresses"].as_array().cloned().unwrap_or_default();
        let lines = |a: &Value| {
            ["lines", "postcode", "uprn"].iter().any(|n| !a["addressDetail"][*n].is_null()) || !a["addressDetailAccounts"].is_null()
        };
        let any = |test: &dyn Fn(&Value) -> bool| all.iter().any(test);
        (any(&|a| !a["area"].is_null()), any(&|a| !a["from"].is_null()), any(&lines))
    };
    let home = Purpose::HousingReferral;
    let everybody = [(Role::Com, home), (Role::Idva, home), (Role::Pom, Purpose::Supervision), (Role::Ces, home), (Role::Lha, home)];
    let look = || everybody.map(|(role, purpose)| sees(role, purpose));
    assert_eq!(look(), [(true, true, true); 5], "an ordinary address");
    world.change(label, "UPDATE address SET protection = 'RESTRICTED' WHERE person_id = $HER");
    world.change(label, "UPDATE address_detail SET audience = NULL WHERE person_id = $HER");
    let hidden = [(true, true, true), (true, true, true), (true, true, true), (true, false, false), (true, false, false)];
    assert_eq!(look(), hidden, "a hidden one");
    world.change(label, "UPDATE address_detail SET audience = '[\"role:CES\"]' WHERE person_id = $HER");
    assert!(sees(Role::Ces, home).2 && !sees(Role::Lha, home).2, "whom she names");
    world.change(label, "UPDATE address_detail SET audience = NULL WHERE person_id = $HER");
    for (said, restricted) in [("'NO'", false), ("'YES'", true), ("'NOT_SAID'", true), ("NULL", true), ("'PERHAPS'", true)] {
        world.change(label, "UPDATE address SET protection = NULL WHERE person_id = $HER");
        world.change(label, &format!("UPDATE domestic_abuse SET experienced = {said} WHERE person_id = $HER"));
        assert_eq!(!sees(Role::Lha, home).2, restricted, "nobody set it, and asked about abuse she said {said}");
    }
    // Of two accounts the answer that was given last counts, though it stands in the older one; and a yes of a service's stands.
    let another = |held_by: &str, said: &str, at: &str| {
        world.change(label, "DELETE FROM domestic_abuse WHERE id = 'another'");
        world.change(
            label,
            &format!(
                "INSERT INTO domestic_abuse (id, person_id, held_by, recorded_by, recorded_at, leaf_times, source_ref, version, experienced) \
                 VALUES ('another', $HER, '{held_by}', 'abuse-service', '2020-01-01T00:00:00+00:00', '{{\"experienced\": \"{at}\"}}', \
                 'another', '1', '{said}')"
            ),
        );
        !sees(Role::Lha, home).2
    };
    let (long_ago, last) = ("2020-01-01T00:00:00Z", "2026-11-22T00:00:00Z");
    world.change(label, "UPDATE domestic_abuse SET experienced = 'NO', held_by = 'HERSELF' WHERE person_id = $HER");
    assert!(another("HERSELF", "YES", last) && another("HERSELF", "NOT_SAID", last), "she has said so since");
    assert!(!another("HERSELF", "YES", long_ago), "she has said no since");
    assert!(another("abuse-service", "YES", long_ago), "the service says so still");
    world.change(label, "DELETE FROM domestic_abuse WHERE id = 'another'");
    world.change(label, "UPDATE address SET protection = 'NEVER_STORE' WHERE person_id = $HER");
    assert!(look().iter().all(|(_, _, lines)| !lines), "lines that must not be stored are never shown, even where they stand");
}

#[test]
fn without_her_yes_to_one_category_everything_closes_that_would_reveal_it_and_nothing_else() {
    let (world, label) = (world(), "gate-needs");
    world.another(label, YES);
    let schema = Schema::of(world, &world.token(Role::Com));
    let asking = [
        (Role::Com, Purpose::JointPlanning),
        (Role::Wcw, Purpose::JointPlanning),
        (Role::Pa, Purpose::ThroughGate),
        (Role::Hpw, Purpose::HousingReferral),
    ];
    for category in Category::ALL {
        let of_it = format!("categories = '[\"{}\"]' AND person_id = $HER", category.code());
        world.change(label, &format!("UPDATE consent_statement SET withdrawn_on = '2026-11-01 09:00:00+00:00' WHERE {of_it}"));
        for (role, purpose) in asking {
            let expected = by_table_without(&tables(), (role, purpose, YES), Some(*category));
            let found = shown(world, &schema, role, label, purpose);
            let differ: Vec<_> = expected.symmetric_difference(&found).collect();
            assert!(differ.is_empty(), "{role:?} for {purpose:?} without {}: {differ:?}", category.code());
        }
        world.change(label, &format!("UPDATE consent_statement SET withdrawn_on = NULL WHERE {of_it}"));
    }
}

#[test]
fn what_its_holder_has_closed_stays_closed_whatever_is_agreed() {
    let (world, label) = (world(), "gate-denied");
    world.another(label, YES);
    let denier = agency(Role::CommunityWorker, "writes");
    for table in ["goal", "care_status", "custody_status"] {
        let others = "held_by IN ('HERSELF', 'prison-writes', 'la-leaving-care-writes')";
        world.change(label, &format!("DELETE FROM {table} WHERE NOT {others} AND person_id = $HER"));
        world.change(label, &format!("UPDATE {table} SET held_by = '{denier}' WHERE {others} AND person_id = $HER"));
    }
    let selection =
        "plans { goals { title area } } careStatus { legalCategory } careStatusAccounts { legalCategory } custodyStatus { currentPrison }";
    let seen = |role: Role| {
        let person = asks(world, role, label, Purpose::JointPlanning, selection);
        let goals: Vec<Value> =
            person["plans"].as_array().unwrap().iter().flat_map(|p| p["goals"].as_array().cloned().unwrap_or_default()).collect();
        let any = |name: &str| goals.iter().any(|g| !g[name].is_null());
        let care = format!("{}{}", person["careStatus"], person["careStatusAccounts"]);
        (any("title"), any("area"), care.contains("ELIGIBLE"), !person["custodyStatus"]["currentPrison"].is_null())
    };
    assert_eq!(seen(Role::Com), (false, true, false, true), "closed to probation");
    assert_eq!(seen(Role::Pa), (true, true, true, true), "to nobody else");
}

#[test]
fn an_agency_reads_its_own_rows_without_her_yes_without_gates_out_of_season_and_off_her_team_but_no_more() {
    let (world, label) = (world(), "gate-own");
    world.another(label, (Said::Nothing, false));
    let own = agency(Role::Pa, "asks");
    world.change(
        label,
        &format!(
            "UPDATE care_status SET held_by = '{own}', row_audience = '[]' WHERE held_by = 'la-leaving-care-writes' AND person_id = $HER"
        ),
    );
    world.change(
        label,
        &format!("UPDATE goal SET held_by = '{own}', area = 'FAMILY' WHERE held_by = 'la-leaving-care-writes' AND person_id = $HER"),
    );
    world.change(label, "UPDATE release_day SET date = NULL WHERE person_id = $HER");
    world.change(label, "UPDATE custody_status SET earliest_release_date = '2029-01-01' WHERE person_id = $HER");
    let selection = "knownAs careStatus { legalCategory inTouch } plans { goals { title provenance { heldBy { id } } version } } custodyStatus { currentPrison }";
    let closed_now = Purpose::ThroughGate;
    let told = |answer: &Value| {
        let person = &answer["data"]["person"]
            .as_object()
            .or(answer["data"]["personByOwnReference"].as_object())
            .cloned()
            .map(Value::Object)
            .unwrap_or_default();
        (person["careStatus"]["legalCategory"].clone(), person["knownAs"].clone(), person["custodyStatus"]["currentPrison"].clone())
    };
    let asked = world.asks(&world.token(Role::Pa), &about(label, closed_now, selection));
    let mine = || Value::from(world.written["CareStatus.legalCategory"].first().unwrap().as_str());
    assert_eq!(told(&asked), (mine(), Value::Null, Value::Null), "its own, and nothing of anybody else's: {asked}");
    let goals = world.asks(&world.token(Role::Pa), &about(label, Purpose::JointPlanning, selection));
    assert!(goals.to_string().contains(&own) && goals.to_string().contains("F199"), "its own goal, though it is about her family: {goals}");
    // Off her team she is found by the agency's own number alone, and then its own rows alone.
    world.change(label, &format!("UPDATE membership SET state = 'ENDED' WHERE agency_id = '{own}' AND person_id = $HER"));
    let by_id = world.asks(&world.token(Role::Pa), &about(label, Purpose::JointPlanning, selection));
    assert_eq!(by_id["errors"][0]["extensions"]["code"], "NOT_FOUND", "{by_id}");
    let by_number = format!("{{ personByOwnReference(reference: \"{label}\", purpose: JOINT_PLANNING) {{ {selection} }} }}");
    let found = world.asks(&world.token(Role::Pa), &by_number);
    assert_eq!(told(&found), (mine(), Value::Null, Value::Null), "{found}");
    // Another party of the same council has nothing of it, by either way.
    for query in
        [about(label, Purpose::HousingReferral, "careStatus { legalCategory }"), by_number.replace("JOINT_PLANNING", "HOUSING_REFERRAL")]
    {
        let other = world.asks(&world.token(Role::Lha), &query);
        assert_eq!(told(&other).0, Value::Null, "{other}");
    }
}

/// `only_roles` stays where everything else falls: what the catalogue keeps to certain roles no other role reads, not even of its own
/// agency's rows.
#[test]
fn a_field_that_is_kept_to_certain_roles_is_kept_to_them_in_own_rows_too() {
    let all = crate::policy::default::tables();
    let internal = all.iter().find(|t| t.name == "internal").unwrap();
    let mut kept = 0;
    for field in catalogue().fields().filter(|f| !f.only_roles.is_empty()) {
        for role in roles().filter(|role| !field.only_roles.contains(role)) {
            for table in [*internal].into_iter().chain(tables()) {
                assert!(!table.ever(role, Act::Read).contains(field.number), "{role:?} reads {} in {}", field.path(), table.name);
                kept += 1;
            }
        }
    }
    assert!(kept > 1_000);
}

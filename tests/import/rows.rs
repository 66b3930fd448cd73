//! One row of the catalogue: added, changed, taken back, left as it is; and whose it is.

use super::world::{AsCatalogued, Nothing, World, line, now};
use connections_hub::import::Import;

const HER: &str = r#""forHer": {"by": "ces-1", "readBack": true}"#;

#[tokio::test]
async fn a_change_keeps_the_former_state_and_says_when_each_column_changed() {
    let world = World::new().await;
    let first = line("CareStatus", "C-1", r#""recordedBy": "pa-1""#, r#"{"careExperienced": "YES", "paStatus": "ALLOCATED"}"#);
    world.send("northshire-leaving-care", &first).await.unwrap();
    let version = world.one("SELECT version FROM care_status").await;
    assert!(world.send("northshire-leaving-care", &first).await.unwrap().nothing_changed());
    assert_eq!(world.one("SELECT version FROM care_status").await, version);
    assert_eq!(world.rows("SELECT id FROM import_batch").await.len(), 1, "what changes nothing leaves no trail");

    let later = line(
        "CareStatus",
        "C-1",
        r#""recordedAt": "2026-06-20T10:00:00+01:00""#,
        r#"{"careExperienced": null, "pathwayPlanExists": true}"#,
    );
    let summary = world.send("northshire-leaving-care", &later).await.unwrap();
    assert_eq!((summary.changed, summary.added, summary.persons), (1, 0, 1));
    let row = world.rows("SELECT * FROM care_status").await.remove(0);
    assert_eq!((row["care_experienced"].as_str(), row["pa_status"].as_str()), (None, Some("ALLOCATED")), "left out keeps, null clears");
    assert_ne!(row["version"], version);
    assert_eq!((row["held_by"].as_str(), row["recorded_by_worker"].as_str()), (Some("northshire-leaving-care"), Some("pa-1")));
    let times = row["leaf_times"].to_string();
    assert!(times.contains("care_experienced") && times.contains("2026-06-20T09:00:00") && !times.contains("pa_status"), "{times}");
    let past = world.rows("SELECT * FROM row_history").await.remove(0);
    assert_eq!((past["version"].as_str(), past["row_table"].as_str()), (Some(version.as_str()), Some("care_status")));
    assert!(past["content"].to_string().contains("YES"));
    assert_eq!(world.one("SELECT version FROM enrolment WHERE label = 'jas'").await, "3");
    assert_eq!(world.one("SELECT version FROM enrolment WHERE label = 'em'").await, "1");

    let told = world.fault("northshire-leaving-care", &first).await;
    assert!(told.contains("`recordedAt`: older than what is recorded"), "{told}");
}

#[tokio::test]
async fn a_row_is_taken_back_and_given_again() {
    let world = World::new().await;
    world.send("womens-centre", line("Plan", "P", "", r#"{"phase": "CUSTODY"}"#)).await.unwrap();
    let back = line("Plan", "P", r#""retracted": true, "recordedAt": "2026-06-05T09:00:00Z""#, "{}");
    assert_eq!(world.send("womens-centre", &back).await.unwrap().retracted, 1);
    assert!(world.one("SELECT retracted_at FROM plan").await.starts_with("2026-06-05"));
    assert!(world.send("womens-centre", &back).await.unwrap().nothing_changed());
    let goal = line("Goal", "G", r#""parentRef": "P""#, r#"{"title": "A home"}"#);
    assert!(world.fault("womens-centre", goal).await.contains("that Plan was taken back"));
    let again = line("Plan", "P", r#""recordedAt": "2026-06-06T09:00:00Z""#, "{}");
    assert_eq!(world.send("womens-centre", again).await.unwrap().changed, 1);
    assert_eq!(world.one("SELECT retracted_at FROM plan").await, "null");
    assert!(world.fault("womens-centre", line("Plan", "Q", r#""retracted": true"#, "{}")).await.contains("there is no row"));
}

#[tokio::test]
async fn two_agencies_accounts_of_one_fact_are_two_rows_and_so_are_her_words() {
    let world = World::new().await;
    let fields = r#"{"firstLanguage": "cy"}"#;
    world.send("womens-centre", line("CommunicationNeeds", "N", "", fields)).await.unwrap();
    world.send("northshire-leaving-care", line("CommunicationNeeds", "N", "", fields)).await.unwrap();
    world.send("womens-centre", line("CommunicationNeeds", "N-HER", HER, fields)).await.unwrap();
    let holders = world.rows("SELECT held_by FROM communication_needs ORDER BY held_by").await;
    let holders: Vec<_> = holders.iter().map(|r| r["held_by"].as_str().unwrap()).collect();
    assert_eq!(holders, ["HERSELF", "northshire-leaving-care", "womens-centre"]);
    let told = world.fault("womens-centre", line("CommunicationNeeds", "N", HER, fields)).await;
    assert!(told.contains("is your reference of a row of your own"), "{told}");
    let told = world.fault("womens-centre", line("CommunicationNeeds", "N-2", "", fields)).await;
    assert!(told.contains("one CommunicationNeeds of each holder, and yours is `N`"), "{told}");
}

#[tokio::test]
async fn each_agency_writes_only_what_it_may() {
    let world = World::new().await;
    let told = world.fault("northshire-leaving-care", line("Identifier", "I", "", r#"{"nomisNumber": "A1"}"#)).await;
    assert!(told.contains("`nomisNumber`: no role of your agency may write it: leave it out: it is written by POM, RESET"), "{told}");
    let told = world.fault("womens-centre", line("AboutMe", "A", "", r#"{"goodSupport": "Turn up"}"#)).await;
    assert!(told.contains("only she says it: send it with `forHer`"), "{told}");
    let told = world.fault("womens-centre", line("CareStatus", "A", HER, r#"{"custodyToldOn": "2026-06-01"}"#)).await;
    assert!(told.contains("these are not her words to give"), "{told}");
    let told = world.fault("hmp-northmoor", line("Person", "A", "", r#"{"ageBand": "AGE_18_24"}"#)).await;
    assert!(told.contains("`ageBand`: the hub works it out: leave it out"), "{told}");

    let import = Import { agency: "hmp-northmoor", dry_run: false, now: now() };
    let faults = world.import(&import, &Nothing, line("Identifier", "I", "", r#"{"nomisNumber": "A1"}"#)).await.unwrap_err();
    assert!(
        faults.to_string().contains("the policy in force does not let your agency write it: leave it out, or ask for it for POM, RESET")
    );
    let import = Import { agency: "womens-centre", ..import };
    let faults = world.import(&import, &Nothing, line("Person", "I", HER, r#"{"knownAs": "Jas"}"#)).await.unwrap_err();
    assert!(faults.to_string().contains("opens nothing of IDENTITY to your agency"));
    // What the hub controls has no category: no policy speaks of it, and the catalogue's writers alone decide.
    let block = line("AccessBlock", "B", HER, r#"{"blockedName": "My uncle"}"#);
    assert_eq!(world.import(&import, &Nothing, block).await.unwrap().added, 1);
}

#[tokio::test]
async fn a_referral_says_whose_it_is() {
    let world = World::new().await;
    let ground =
        |referral: &str| line("DomesticAbuse", "D", "", &format!(r#"{{"housingGround": true, "housingGroundFor": ["{referral}"]}}"#));
    for referral in ["DTR-1", "/DTR-1", "northshire-housing/"] {
        let told = world.fault("abuse-service", ground(referral)).await;
        assert!(told.contains("`housingGroundFor`: a referral does not say whose it is: write each as AGENCY/REFERENCE"), "{told}");
    }
    world.send("abuse-service", ground("northshire-housing/DTR-1")).await.unwrap();
}

#[tokio::test]
async fn whom_an_agency_may_not_know_it_cannot_tell_from_nobody() {
    let world = World::new().await;
    let send = |reference: &str| line("Plan", "P", &format!(r#""person": "{reference}""#), r#"{"phase": "CUSTODY"}"#);
    let nobody = world.fault("womens-centre", send("NOBODY")).await;
    assert!(nobody.contains("no person with this reference for your agency"), "{nobody}");
    for unknown in ["LIN-1", "ZOE-1"] {
        assert_eq!(world.fault("womens-centre", send(unknown)).await, nobody, "{unknown}");
    }
    assert!(world.fault("womens-centre", send("ANN-1")).await.contains("your agency has left her team"));
    world.rows("UPDATE membership SET state = 'LIVE' WHERE person_id = 'person-ann' RETURNING id").await;
    world.send("womens-centre", send("ANN-1")).await.unwrap();
    world.rows("UPDATE membership SET state = 'ENDED' WHERE person_id = 'person-ann' RETURNING id").await;
    let corrected = line("Plan", "P", r#""person": "ANN-1""#, r#"{"phase": "COMMUNITY"}"#);
    assert_eq!(world.send("womens-centre", corrected).await.unwrap().changed, 1);
}

#[tokio::test]
async fn a_place_that_begins_later_and_a_record_that_answers_as_unknown_are_no_place() {
    let world = World::new().await;
    let send =
        |reference: &str, phase: &str| line("Plan", "P", &format!(r#""person": "{reference}""#), &format!(r#"{{"phase": "{phase}"}}"#));
    let nobody = world.fault("womens-centre", send("NOBODY", "CUSTODY")).await;
    world.send("womens-centre", send("EM-1", "CUSTODY")).await.unwrap();
    let begins = |state: &str, at: &str| {
        format!(
            "UPDATE membership SET state = '{state}', \"from\" = '{at}' WHERE person_id = 'person-em' AND agency_id = 'womens-centre' RETURNING id"
        )
    };
    for state in ["LIVE", "ENDED"] {
        world.rows(&begins(state, "2026-07-01 12:00:01+00:00")).await;
        assert_eq!(world.fault("womens-centre", send("EM-1", "COMMUNITY")).await, nobody, "{state}, from a second ahead");
    }
    world.rows(&begins("LIVE", "2026-07-01 12:00:00+00:00")).await;
    for status in ["PAUSED", "DECEASED_LOCKED", "ILLEGIBLE"] {
        world.rows(&format!("UPDATE enrolment SET record_status = '{status}' WHERE label = 'em' RETURNING label")).await;
        assert_eq!(world.fault("womens-centre", send("EM-1", "COMMUNITY")).await, nobody, "{status}");
    }
    world.rows("UPDATE enrolment SET record_status = 'CLOSED' WHERE label = 'em' RETURNING label").await;
    assert_eq!(world.send("womens-centre", send("EM-1", "COMMUNITY")).await.unwrap().changed, 1, "it is open, and has begun");
}

#[tokio::test]
async fn rows_name_each_other_by_reference_or_by_the_hubs_id() {
    let world = World::new().await;
    world.send("northshire-leaving-care", line("Plan", "P", "", r#"{"pathwayPlanRef": "X"}"#)).await.unwrap();
    let plan = world.one("SELECT id FROM plan").await;
    let goal = line("Goal", "G", &format!(r#""parentRef": "hub:{plan}""#), r#"{"title": "A home"}"#);
    let steps = line("Step", "S", r#""parentRef": "G""#, r#"{"title": "One"}"#)
        + line("Step", "T", r#""parentRef": "G""#, r#"{"title": "Two", "dependsOn": ["S"], "owner": "womens-centre/ces-1"}"#).as_str();
    world.send("womens-centre", goal + steps.as_str()).await.unwrap();
    assert_eq!(world.one("SELECT parent_id FROM goal").await, plan);
    let first = world.one("SELECT id FROM step WHERE title = 'One'").await;
    assert!(world.one("SELECT depends_on FROM step WHERE title = 'Two'").await.contains(&first));

    let of_em = line("Goal", "G-EM", &format!(r#""person": "EM-1", "parentRef": "hub:{plan}""#), r#"{"title": "A home"}"#);
    let told = world.fault("womens-centre", of_em).await;
    let of_nobody = line("Goal", "G-EM", r#""person": "EM-1", "parentRef": "hub:nothing""#, r#"{"title": "A home"}"#);
    assert_eq!(world.fault("womens-centre", of_nobody).await, told, "a row about somebody else is like none");
    assert!(world.fault("womens-centre", line("Step", "U", "", r#"{"title": "Three"}"#)).await.contains("name the Goal it belongs to"));
    let stuck = line("Step", "U", r#""parentRef": "G""#, r#"{"title": "Three", "status": "STUCK"}"#);
    assert!(world.fault("womens-centre", stuck).await.contains("a step that is STUCK needs its reason"));
}

#[tokio::test]
async fn a_worker_stands_in_many_teams_under_one_reference() {
    let world = World::new().await;
    let member = |person: &str| line("TeamMember", "pa-1", &format!(r#""person": "{person}""#), r#"{"name": "Pat"}"#);
    let both = member("JAS-1") + member("EM-1").as_str();
    assert_eq!(world.send("northshire-leaving-care", &both).await.unwrap().added, 2);
    assert!(world.send("northshire-leaving-care", &both).await.unwrap().nothing_changed());
    let plan = |person: &str| line("Plan", "P", &format!(r#""person": "{person}""#), r#"{"pathwayPlanRef": "X"}"#);
    world.send("northshire-leaving-care", plan("JAS-1")).await.unwrap();
    let told = world.fault("northshire-leaving-care", plan("EM-1")).await;
    assert!(told.contains("is your reference of a row about somebody else"), "{told}");
}

#[tokio::test]
async fn lines_of_an_address_under_never_store_are_neither_taken_in_nor_left_behind() {
    let world = World::new().await;
    let address = |at: &str, protection: &str| {
        line("Address", "A", &format!(r#""recordedAt": "{at}""#), &format!(r#"{{"kind": "PROPOSED", "protection": "{protection}"}}"#))
    };
    let lines = |street: &str, at: &str| {
        let extra = format!(r#""parentRef": "A", "recordedAt": "{at}""#);
        line("AddressDetail", "D", &extra, &format!(r#"{{"lines": ["{street}"]}}"#))
    };
    let probation = "probation-northshire";
    world
        .send(probation, address("2026-06-01T09:00:00Z", "RESTRICTED") + lines("1 Old Street", "2026-06-01T09:00:00Z").as_str())
        .await
        .unwrap();
    world.send(probation, lines("2 New Street", "2026-06-02T09:00:00Z")).await.unwrap();
    assert!(world.everything().await.contains("1 Old Street"), "history keeps what was changed");

    let never = address("2026-06-03T09:00:00Z", "NEVER_STORE");
    let told = world.fault(probation, lines("3 Next Street", "2026-06-03T09:00:00Z") + never.as_str()).await;
    assert!(told.contains("`protection`: the lines of an address under NEVER_STORE are never stored"), "{told}");
    let told = world.fault(probation, never.clone() + lines("3 Next Street", "2026-06-03T09:00:00Z").as_str()).await;
    assert!(told.contains("`parentRef`: the lines of an address under NEVER_STORE"), "{told}");
    world.send(probation, never).await.unwrap();
    let all = world.everything().await;
    assert!(!all.contains("Street"), "{all}");
    assert!(world.fault(probation, lines("3 Next Street", "2026-06-04T09:00:00Z")).await.contains("never stored"));
}

#[tokio::test]
async fn a_dry_run_tells_everything_and_changes_nothing() {
    let world = World::new().await;
    let before = world.everything().await;
    let import = Import { agency: "womens-centre", dry_run: true, now: now() };
    let summary = world.import(&import, &AsCatalogued, line("Plan", "P", "", r#"{"phase": "CUSTODY"}"#)).await.unwrap();
    assert!(summary.dry_run && summary.added == 1 && summary.lines == 1);
    assert_eq!(world.everything().await, before);
}

#[tokio::test]
async fn one_row_of_each_holder_whatever_the_order_and_however_often() {
    let world = World::new().await;
    let custody = |reference: &str, extra: &str| line("CustodyStatus", reference, extra, r#"{"sentenceType": "SDS"}"#);
    world.send("hmp-northmoor", custody("CS-1", "")).await.unwrap();
    world
        .send("hmp-northmoor", line("CustodyStatus", "CS-1", r#""retracted": true, "recordedAt": "2026-06-02T09:00:00Z""#, "{}"))
        .await
        .unwrap();
    let again = custody("CS-1", r#""recordedAt": "2026-06-03T09:00:00Z""#);
    let told = world.fault("hmp-northmoor", again.clone() + custody("CS-2", "").as_str()).await;
    assert!(told.contains("there is one CustodyStatus of each holder, and yours is `CS-1`"), "{told}");
    let told = world.fault("hmp-northmoor", custody("CS-2", "") + again.as_str()).await;
    assert!(told.contains("there is one CustodyStatus of each holder, and yours is `CS-2`"), "{told}");
    assert_eq!(world.send("hmp-northmoor", again).await.unwrap().changed, 1);
}

#[tokio::test]
async fn lines_never_move_to_another_address_and_are_told_to_be_gone() {
    let world = World::new().await;
    let address = |reference: &str, extra: &str, fields: &str| line("Address", reference, extra, fields);
    let detail = |parent: &str, at: &str| {
        line("AddressDetail", "D", &format!(r#""parentRef": "{parent}", "recordedAt": "{at}""#), r#"{"lines": ["3 High Lane"]}"#)
    };
    let two = address("A", "", r#"{"area": "Leeds"}"#) + address("B", "", r#"{"area": "York"}"#).as_str();
    world.send("probation-northshire", two + detail("A", "2026-06-01T09:00:00Z").as_str()).await.unwrap();
    let told = world.fault("probation-northshire", detail("B", "2026-06-02T09:00:00Z")).await;
    assert!(told.contains("`parentRef`: is another address than before"), "{told}");
    let id = world.one("SELECT id FROM address_detail").await;
    // Restricted, the lines are met by fewer; not to be stored, they are gone.
    let later = |at: &str| format!(r#""recordedAt": "{at}""#);
    world.send("probation-northshire", address("A", &later("2026-06-03T09:00:00Z"), r#"{"protection": "RESTRICTED"}"#)).await.unwrap();
    let news = |mark: &str| format!("SELECT kind FROM outbox WHERE CAST(rows AS TEXT) LIKE '%{id}%{mark}%AddressDetail.lines%'");
    assert_eq!((world.rows(&news("\"<\"")).await.len(), world.rows(&news("\"-\"")).await.len()), (1, 0));
    world.send("probation-northshire", address("A", &later("2026-06-04T09:00:00Z"), r#"{"protection": "NEVER_STORE"}"#)).await.unwrap();
    assert_eq!(world.rows(&news("\"-\"")).await.len(), 1);
    assert_eq!(world.rows("SELECT id FROM address_detail").await.len(), 0);
    let abuse = line("DomesticAbuse", "DA", HER, r#"{"experienced": "YES"}"#);
    world.send("womens-centre", abuse).await.unwrap();
    let addresses = "SELECT kind FROM outbox WHERE CAST(rows AS TEXT) LIKE '%\"<\"%Address.area%'";
    let before = world.rows(addresses).await.len();
    let abuse = line("DomesticAbuse", "DA", &format!("{HER}, {}", later("2026-06-05T09:00:00Z")), r#"{"experienced": "NO"}"#);
    world.send("womens-centre", abuse).await.unwrap();
    assert_eq!(world.rows(addresses).await.len(), before + 1, "how private every address is hangs on it");
}

#[tokio::test]
async fn a_block_that_was_lifted_before_it_began_may_be_sent_again() {
    let world = World::new().await;
    let block = |extra: &str| {
        line("AccessBlock", "B", &format!("{HER}{extra}"), r#"{"blockedWorker": "recovery-service/*", "from": "2026-12-10"}"#)
    };
    world.send("womens-centre", block("")).await.unwrap();
    // As the hub lifts it.
    world.rows("UPDATE access_block SET \"to\" = '2026-06-30' RETURNING id").await;
    assert!(world.send("womens-centre", block("")).await.unwrap().nothing_changed());
    let back = line("AccessBlock", "B", &format!(r#"{HER}, "retracted": true, "recordedAt": "2026-06-20T09:00:00Z""#), "{}");
    assert_eq!(world.send("womens-centre", back).await.unwrap().retracted, 1);
}

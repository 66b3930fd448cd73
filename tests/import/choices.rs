//! Her answers as agencies' systems send them.

use super::world::{World, line};
use crate::database::{TestDatabase, somebody_waits};
use connections_hub::store::Store;
use sea_orm::ConnectionTrait;

/// A statement that a worker of the agency took, and its recipients.
fn answer(reference: &str, worker: &str, fields: &str, recipients: &[&str]) -> String {
    let by = format!(r#""recordedBy": "{worker}""#);
    let defaults = r#""method": "VERBAL_WITH_WORKER", "readBack": true, "#;
    let said = if fields.contains("saidOn") { "" } else { r#""saidOn": "2026-06-01T08:00:00Z", "# };
    let statement = line("ConsentStatement", reference, &by, &format!("{{{defaults}{said}{fields}}}"));
    let recipients = recipients.iter().enumerate().map(|(n, agency)| {
        let under = format!(r#""parentRef": "{reference}""#);
        line("ConsentRecipient", &format!("{reference}-{n}"), &under, &format!(r#"{{"agency": "{agency}"}}"#))
    });
    statement + recipients.collect::<String>().as_str()
}

const HOME: &str = r#""categories": ["HOUSING_NEED"], "purposes": ["HOUSING_REFERRAL"]"#;

fn home(decision: &str, more: &str) -> String {
    format!(r#""decision": "{decision}", {HOME}{more}"#)
}

#[tokio::test]
async fn an_answer_is_recorded_once_and_never_changed() {
    let world = World::new().await;
    let yes = answer("Y", "ces-1", &home("YES", ""), &["northshire-housing"]);
    let summary = world.send("womens-centre", &yes).await.unwrap();
    assert_eq!((summary.added, summary.persons), (2, 1));
    let row = world.rows("SELECT * FROM consent_statement").await.remove(0);
    let says = ["taken_by_agency", "taken_by_worker", "taken_by_role", "status"].map(|c| row[c].as_str().unwrap());
    assert_eq!(says, ["womens-centre", "ces-1", "CES", "LIVE"]);
    assert_eq!(world.one("SELECT statement_id FROM consent_recipient").await, row["id"]);
    assert_eq!(world.one("SELECT version FROM enrolment WHERE label = 'jas'").await, "2");
    assert!(world.send("womens-centre", &yes).await.unwrap().nothing_changed());

    let told = world.fault("womens-centre", answer("Y", "ces-1", &home("NO", ""), &["northshire-housing"])).await;
    assert!(told.contains("file.ndjson:1: `ref`: an answer is never changed: record a new one"), "{told}");
    let more = line("ConsentRecipient", "Y-9", r#""parentRef": "Y""#, r#"{"agency": "hmp-northmoor"}"#);
    assert!(world.fault("womens-centre", more).await.contains("that answer is recorded, and is never changed"));
    let back = line("ConsentStatement", "Y", r#""retracted": true, "recordedBy": "ces-1""#, "{}");
    assert!(world.send("womens-centre", back).await.unwrap_err().to_string().contains("an answer is never taken back"));
}

#[tokio::test]
async fn a_yes_that_leaves_a_direction_out_is_a_fault() {
    let world = World::new().await;
    let to = &["northshire-housing"][..];
    let cases: Vec<(String, &str)> = vec![
        (answer("Y", "ces-1", &home("YES", ""), &[]), "`ref`: a yes to nobody"),
        (answer("Y", "ces-1", r#""decision": "YES", "purposes": ["HOUSING_REFERRAL"]"#, to), "`categories`: a yes to nothing"),
        (answer("Y", "ces-1", r#""decision": "YES", "categories": ["HOUSING_NEED"]"#, to), "`purposes`: a yes for no purpose"),
        (answer("Y", "ces-1", HOME, to), "`decision`: is missing"),
        (answer("Y", "ces-1", &home("PERHAPS", ""), to), "`PERHAPS` is no ConsentDecision: one of YES, NO, ASK_ME_EACH_TIME"),
        (answer("Y", "ces-1", &home("YES", r#", "endsOn": "2027-06-02""#), to), "at most twelve months"),
        (answer("Y", "ces-1", &home("NO", r#", "endsOn": "2026-12-01""#), to), "only a yes ends by itself"),
        (answer("Y", "ces-1", &home("YES", r#", "status": "LIVE""#), to), "`status`: the hub works it out"),
        (answer("Y", "ces-1", &home("YES", r#", "fields": ["Goal.title"]"#), to), "`Goal.title` lies in none of the categories"),
        (answer("Y", "ces-1", &home("YES", r#", "fields": ["Goal.titel"]"#), to), "there is no field `Goal.titel`"),
        (answer("Y", "ces-1", &home("YES", ""), &["the council"]), "`agency`: no agency `the council` is registered"),
        (answer("Y", "ces-1", &home("YES", r#", "supersedes": "N""#), to), "there is no such ConsentStatement of hers"),
        (
            answer("Y", "ces-1", r#""decision": "YES", "categories": ["SUBSTANCE"], "purposes": ["JOINT_PLANNING"]"#, to),
            "`privateSetting`: a yes to a sensitive topic is taken only in private",
        ),
        (
            answer(
                "Y",
                "ces-1",
                r#""decision": "YES", "items": ["PREGNANCY"], "purposes": ["CARE_TREATMENT"], "privateSetting": true"#,
                to,
            ),
            "`separate`: items, CHILDREN_FAMILY and OFFENCE are asked on their own",
        ),
        (line("ConsentRecipient", "R", "", r#"{"agency": "northshire-housing"}"#), "name the ConsentStatement it belongs to"),
        (
            line(
                "NoticeGiven",
                "N",
                r#""recordedBy": "ces-1""#,
                r#"{"noticeVersion": "1", "categories": ["IDENTITY"], "givenOn": "2026-06-01T08:00:00Z"}"#,
            ),
            "`recipientAgencies`: is missing",
        ),
    ];
    for (lines, wanted) in cases {
        let told = world.fault("womens-centre", &lines).await;
        assert!(told.contains(wanted), "{lines}\n  told {told}\n  wanted {wanted}");
    }
    let unheard = line(
        "ConsentStatement",
        "Y",
        "",
        &format!(r#"{{"method": "SIGNED", "readBack": true, "saidOn": "2026-06-01T08:00:00Z", {}}}"#, home("NO", "")),
    );
    assert!(world.fault("womens-centre", unheard).await.contains("`recordedBy`: is missing: name the worker who heard her"));
}

#[tokio::test]
async fn a_yes_over_a_standing_no_must_name_it_whatever_the_order_of_the_lines() {
    let world = World::new().await;
    let no = answer("N", "ces-1", &home("NO", ""), &["northshire-housing"]);
    let later = r#", "saidOn": "2026-06-10T08:00:00Z""#;
    let yes = answer("Y", "ces-1", &home("YES", later), &["northshire-housing"]);
    for lines in [format!("{no}{yes}"), format!("{yes}{no}")] {
        let told = world.fault("womens-centre", lines).await;
        assert!(told.contains("her answer `N` stands against this yes: if she changed her mind, name it: \"supersedes\": \"N\""), "{told}");
    }
    world.send("womens-centre", &no).await.unwrap();
    let id = world.one("SELECT id FROM consent_statement").await;
    let of_another = answer("Y", "lha-1", &home("YES", later), &["northshire-housing"]);
    let told = world.fault("northshire-housing", of_another).await;
    assert!(told.contains(&format!("her answer `hub:{id}` stands")), "another agency's reference is not told: {told}");
    let named = answer("Y", "ces-1", &home("YES", &format!(r#"{later}, "supersedes": "N""#)), &["northshire-housing"]);
    world.send("womens-centre", &named).await.unwrap();
    assert_eq!(world.one("SELECT status FROM consent_statement WHERE source_ref = 'N'").await, "SUPERSEDED");
    // A no typed late is taken in, whatever stands.
    let late = answer("N-2", "wcw-1", &home("NO", r#", "saidOn": "2026-06-05T08:00:00Z""#), &["northshire-housing"]);
    world.send("womens-centre", &late).await.unwrap();
}

#[tokio::test]
async fn a_sensitive_yes_that_the_recipients_own_worker_took_waits_for_another_ear() {
    let world = World::new().await;
    let substance = r#""decision": "YES", "categories": ["SUBSTANCE"], "purposes": ["CARE_TREATMENT"], "privateSetting": true"#;
    let own = answer("Y", "daw-1", substance, &["recovery-service"]);
    world.send("recovery-service", &own).await.unwrap();
    assert_eq!(world.one("SELECT status FROM consent_statement").await, "PROVISIONAL");
    world.send("probation-northshire", answer("Y", "com-1", substance, &["recovery-service"])).await.unwrap();
    let statuses = world.rows("SELECT id FROM consent_statement WHERE status = 'PROVISIONAL'").await;
    assert_eq!(statuses.len(), 2, "whoever decides about release confirms nothing here, and is confirmed by nobody yet");
    world.send("womens-centre", answer("Y", "ces-1", substance, &["recovery-service"])).await.unwrap();
    assert_eq!(world.rows("SELECT id FROM consent_statement WHERE status = 'LIVE'").await.len(), 3);
    let row = world.rows("SELECT * FROM consent_statement WHERE taken_by_agency = 'recovery-service'").await.remove(0);
    assert_eq!(row["confirmed_by_agency"], "womens-centre");
    assert!(world.send("recovery-service", &own).await.unwrap().nothing_changed(), "what the hub says of it is no change of hers");
}

#[tokio::test]
async fn a_recipient_may_be_one_role_or_one_worker_of_the_organisation() {
    let world = World::new().await;
    let yes = answer("Y", "ces-1", &home("YES", ""), &[]);
    let to = |fields: &str| yes.clone() + line("ConsentRecipient", "R", r#""parentRef": "Y""#, fields).as_str();
    let told = world.fault("womens-centre", to(r#"{"agency": "northshire-housing", "role": "PA"}"#)).await;
    assert!(told.contains("`northshire-housing` has no PA"), "{told}");
    let told = world.fault("womens-centre", to(r#"{"agency": "northshire-housing", "worker": "womens-centre/ces-1"}"#)).await;
    assert!(told.contains("is no worker of that organisation"), "{told}");
    world.send("womens-centre", to(r#"{"agency": "northshire-housing", "worker": "northshire-housing/lha-1"}"#)).await.unwrap();
}

#[tokio::test]
async fn what_she_takes_back_while_a_file_is_read_stays_taken_back() {
    let database = TestDatabase::fresh().await;
    if !database.is_postgres() {
        return; // One writer at a time.
    }
    let store = Store::open(&database.url).await.unwrap();
    let world = World::on(store.writer().clone()).await;
    world.send("womens-centre", answer("Y", "ces-1", &home("YES", ""), &["northshire-housing"])).await.unwrap();
    let writing = store.writing_about(&["person-jas".into()]).await.unwrap();
    let taken_back = "UPDATE consent_statement SET withdrawn_on = '2026-06-20T08:00:00Z'";
    writing.db().execute_unprepared(taken_back).await.unwrap();
    let replaces = r#", "saidOn": "2026-06-10T08:00:00Z", "supersedes": "Y""#;
    let no = answer("N", "ces-1", &home("NO", replaces), &["northshire-housing"]);
    let (sent, committed) = tokio::join!(world.send("womens-centre", &no), async {
        somebody_waits(store.reader()).await;
        writing.commit().await
    });
    committed.unwrap();
    sent.unwrap();
    let since = world.one("SELECT withdrawn_on FROM consent_statement WHERE source_ref = 'Y'").await;
    assert!(since.contains("2026-06-20"), "{since}");
    assert_eq!(world.one("SELECT status FROM consent_statement WHERE source_ref = 'Y'").await, "SUPERSEDED", "the file said so");
}

//! Casbin's sharp edges and the faults between rows: each with a row that would have slipped through, and the lint that stops it.

use super::{HEAD, NAME, publish, refused_by, rows};
use connections_hub::{policy, record::catalogue};

#[test]
fn a_sound_policy_passes() {
    assert!(publish(&rows(&["A2,PA,JOINT_PLANNING,READ,PLAN_ACTIONS.full,AGREEMENT,,allow,plan\n"])).is_ok());
}

#[test]
fn casbin_ignores_an_effect_that_is_not_exactly_allow_or_deny() {
    for effect in ["Allow", "DENY", "allow ", "permit", ""] {
        let text = rows(&[&format!("A2,PA,JOINT_PLANNING,READ,PLAN_ACTIONS.full,AGREEMENT,,{effect},x\n")]);
        assert_eq!(refused_by(&text), ["effect"], "`{effect}`");
    }
}

#[test]
fn casbin_drops_a_row_of_an_unknown_kind_and_says_nothing() {
    assert_eq!(refused_by(&rows(&["A2,PA,JOINT_PLANNING,EXPORT,PLAN_ACTIONS.full,AGREEMENT,,allow,x\n"])), ["unknown-act"]);
    assert_eq!(refused_by(&rows(&["p2,A2,PA,JOINT_PLANNING,READ,PLAN_ACTIONS.full,AGREEMENT,,allow,x\n"])), ["row-length"]);
}

#[test]
fn a_row_of_the_wrong_length_breaks_every_later_request() {
    assert_eq!(refused_by(&rows(&["A2,PA,JOINT_PLANNING,READ,PLAN_ACTIONS.full,AGREEMENT,,allow\n"])), ["row-length"]);
    assert_eq!(refused_by(&rows(&["A2,PA,JOINT_PLANNING,READ,PLAN_ACTIONS.full,AGREEMENT,,allow,yes, she wants it\n"])), ["row-length"]);
}

#[test]
fn an_empty_policy_says_yes_to_empty_strings() {
    assert_eq!(refused_by(HEAD), ["empty-policy"]);
    assert_eq!(refused_by(&format!("{HEAD}A1,PA,JOINT_PLANNING,READ,IDENTITY.full,,,deny,x\n")), ["empty-policy"]);
    assert_eq!(refused_by(""), ["header", "empty-policy"]);
}

#[test]
fn a_deny_row_with_consent_would_deny_only_while_she_says_it() {
    assert_eq!(refused_by(&rows(&["A2,PA,JOINT_PLANNING,READ,IDENTITY.full,SEPARATE,,deny,x\n"])), ["deny-with-consent"]);
}

#[test]
fn one_of_two_equal_rows_vanishes() {
    assert_eq!(refused_by(&rows(&["A2,PA,JOINT_PLANNING,READ,IDENTITY.full,AGREEMENT,,allow,again\n"])), ["duplicate-row"]);
    assert_eq!(refused_by(&rows(&["A1,PA,JOINT_PLANNING,READ,PLAN_ACTIONS.full,AGREEMENT,,allow,x\n"])), ["duplicate-id"]);
}

#[test]
fn names_of_different_kinds_share_one_graph() {
    // HEALTH is a role, PHYS_HEALTH a category: a row that mistakes one for the other is refused, and tokens are prefixed beside.
    assert_eq!(refused_by(&rows(&["A2,PA,JOINT_PLANNING,READ,HEALTH.full,AGREEMENT,,allow,x\n"])), ["unknown-target"]);
    assert_eq!(refused_by(&rows(&["A2,PHYS_HEALTH,JOINT_PLANNING,READ,IDENTITY.full,AGREEMENT,,allow,x\n"])), ["unknown-role"]);
}

#[test]
fn casbin_links_a_name_to_itself_and_so_past_only_roles() {
    // Only POM and COM may ever read `Person.previousNames`. Were the target the field's own token, Casbin would open it to PA.
    let text = rows(&["A2,PA,JOINT_PLANNING,READ,Person.previousNames,AGREEMENT,,allow,x\n"]);
    assert_eq!(refused_by(&text), ["role-never-reads"]);
    assert!(
        policy::ask_casbin("small", &text, catalogue())
            .unwrap()
            .keys()
            .all(|(.., field)| catalogue().field(*field).is_none_or(|f| f.column != "previous_names"))
    );
}

#[test]
fn misspelt_and_wild_tokens_are_refused() {
    let cases = [
        ("pa,JOINT_PLANNING,READ,IDENTITY.full,TOLD,,allow", "unknown-role"),
        ("*,JOINT_PLANNING,READ,IDENTITY.full,TOLD,,allow", "unknown-role"),
        ("PA,JOINT_PLANING,READ,IDENTITY.full,TOLD,,allow", "unknown-purpose"),
        ("PA,JOINT_PLANNING,READ,IDENTTY.full,TOLD,,allow", "unknown-target"),
        ("PA,JOINT_PLANNING,READ,IDENTITY.everything,TOLD,,allow", "unknown-target"),
        ("PA,JOINT_PLANNING,READ,Person.shoeSize,TOLD,,allow", "unknown-target"),
        ("PA,JOINT_PLANNING,READ,Person.enrolledOn,TOLD,,allow", "unknown-target"),
        ("PA,JOINT_PLANNING,READ,IDENTITY,TOLD,,allow", "unknown-target"),
        ("PA,JOINT_PLANNING,READ, IDENTITY.full,TOLD,,allow", "unknown-target"),
        ("PA,JOINT_PLANNING,READ,PLAN_ACTIONS.full,YES,,allow", "unknown-consent"),
        ("PA,JOINT_PLANNING,READ,PLAN_ACTIONS.full,SEPARATE,LOTTERY,allow", "unknown-item"),
        ("PA,JOINT_PLANNING,READ,IDENTITY.write,TOLD,,allow", "target-act"),
        ("PA,JOINT_PLANNING,WRITE,IDENTITY.full,TOLD,,allow", "target-act"),
    ];
    for (row, lint) in cases {
        assert_eq!(refused_by(&rows(&[&format!("A2,{row},x\n")])), [lint], "{row}");
    }
    assert_eq!(refused_by(&rows(&["A 2,PA,JOINT_PLANNING,READ,PLAN_ACTIONS.full,TOLD,,allow,x\n"])), ["row-id"]);
}

#[test]
fn rows_that_no_grant_can_mean_are_refused() {
    let cases = [
        ("FORUM,SAFEGUARDING,READ,IDENTITY.summary,TOLD,,allow", "push-only-purpose"),
        ("ANALYST,JOINT_PLANNING,READ,IDENTITY.summary,TOLD,,allow", "closed-role"),
        ("ADMIN,JOINT_PLANNING,READ,IDENTITY.summary,TOLD,,allow", "closed-role"),
        ("PA,JOINT_PLANNING,WRITE,PLAN_ACTIONS.write,PUSH,,allow", "push-writes"),
        ("PA,JOINT_PLANNING,READ,SUBSTANCE.full,SEPARATE,IF_I_SLIP,allow", "item-target"),
        ("PA,JOINT_PLANNING,READ,SUBSTANCE.own,AGREEMENT,,allow", "own-rows-only"),
        ("PA,JOINT_PLANNING,READ,Person.pronouns,AGREEMENT,,allow", "field-not-named"),
        ("PA,JOINT_PLANNING,WRITE,Person.knownAs,TOLD,,allow", "role-never-writes"),
        ("COM,JOINT_PLANNING,READ,PLAN_ACTIONS.full,TOLD,,allow", "read-without-name"),
    ];
    for (row, lint) in cases {
        assert_eq!(refused_by(&rows(&[&format!("A2,{row},x\n")])), [lint], "{row}");
    }
}

#[test]
fn what_is_asked_alone_is_asked_alone() {
    let slip = |consent: &str, item: &str| format!("A3,PA,JOINT_PLANNING,READ,IfISlip.signs,{consent},{item},allow,x\n");
    let category = "A2,PA,JOINT_PLANNING,READ,SUBSTANCE.summary,AGREEMENT,,allow,x\n";
    assert_eq!(refused_by(&rows(&[category, &slip("SEPARATE", "IF_I_SLIP")])), [""; 0]);
    assert_eq!(refused_by(&rows(&[category, &slip("SEPARATE", "")])), ["separate-without-item"]);
    assert_eq!(refused_by(&rows(&[category, &slip("AGREEMENT", "IF_I_SLIP")])), ["item-not-separate"]);
    assert_eq!(refused_by(&rows(&[&slip("SEPARATE", "IF_I_SLIP")])), ["named-without-category"]);
    let second = slip("SEPARATE", "SEX_WORK").replace("A3", "A4");
    assert_eq!(refused_by(&rows(&[category, &slip("SEPARATE", "IF_I_SLIP"), &second])), ["two-items"]);
}

#[test]
fn an_item_and_a_category_never_open_the_same_field() {
    let text = [
        NAME,
        "A2,PA,JOINT_PLANNING,READ,SUBSTANCE.own,TOLD,,allow,x\n",
        "A3,PA,JOINT_PLANNING,READ,IfISlip.signs,SEPARATE,IF_I_SLIP,allow,x\n",
    ];
    let faults = policy::publish("internal", &(HEAD.to_owned() + text.concat().as_str()), catalogue()).unwrap_err();
    assert_eq!(faults.iter().map(|f| f.lint).collect::<Vec<_>>(), ["two-items"]);
}

#[test]
fn a_fault_names_file_line_column_and_mend() {
    let faults = publish(&rows(&["A2,PA,JOINT_PLANNING,READ,IDENTTY.full,TOLD,,allow,x\n"])).unwrap_err();
    let said = faults.first().unwrap().to_string();
    assert_eq!(
        said,
        "small:3: `target`: no category and no field is called `IDENTTY.full`: use a category or field of the catalogue [unknown-target]"
    );
}

#[test]
fn every_fault_is_told_at_once() {
    let text = rows(&[
        "A2,pa,JOINT_PLANNING,READ,IDENTITY.full,TOLD,,allow,x\n",
        "A3,PA,JOINT_PLANNING,READ,Person.pronouns,AGREEMENT,,allow,x\n",
    ]);
    assert_eq!(refused_by(&text), ["unknown-role", "field-not-named"]);
}

#[test]
fn notes_tell_what_a_reviewer_should_look_at() {
    let text = rows(&[
        "A2,COMMUNITY_WORKER,JOINT_PLANNING,READ,IDENTITY.summary,AGREEMENT,,allow,chaplain\n",
        "A3,RESET,RELEASE_PREP,WRITE,PhysicalHealth.gpRegistered,TOLD,,allow,x\n",
        "A4,PA,JOINT_PLANNING,READ,EXPLOITATION.summary,AGREEMENT,,allow,x\n",
    ]);
    let notes: Vec<_> = policy::lint("small", &text, catalogue()).notes.iter().map(|n| n.lint).collect();
    assert_eq!(notes, ["unusual-role", "single-field-write", "opens-nothing"]);
}

#[test]
fn a_quote_that_is_not_closed_swallows_no_rows() {
    let open = "A2,PA,JOINT_PLANNING,READ,DOM_ABUSE.full,AGREEMENT,,allow,\"agreed, June\n";
    let lost = "A3,PA,JOINT_PLANNING,READ,DomesticAbuse.safetyNote,,,deny,not before training\n";
    assert_eq!(refused_by(&rows(&[open, lost])), ["open-quote"], "to the end of the file");
    let again = "A4,PA,JOINT_PLANNING,READ,PLAN_ACTIONS.full,TOLD,,allow,\"x\n";
    assert_eq!(refused_by(&rows(&[open, lost, again])).first(), Some(&"open-quote"), "to the next quote");
    let quoted = "A2,PA,JOINT_PLANNING,READ,PLAN_ACTIONS.full,TOLD,,allow,\"agreed, June\"\n";
    assert_eq!(refused_by(&rows(&[quoted])), [""; 0]);
}

#[test]
fn a_named_field_does_not_stay_open_unseen_when_its_category_is_denied() {
    let open =
        ["A2,COM,JOINT_PLANNING,READ,IDENTITY.summary,TOLD,,allow,x\n", "A3,COM,JOINT_PLANNING,READ,DOM_ABUSE.full,AGREEMENT,,allow,x\n"];
    let named = "A4,COM,JOINT_PLANNING,READ,DomesticAbuse.maracHeardOn,AGREEMENT,,allow,x\n";
    let denied = "A5,COM,JOINT_PLANNING,READ,DOM_ABUSE.full,,,deny,x\n";
    let field = "A6,COM,JOINT_PLANNING,READ,DomesticAbuse.maracHeardOn,,,deny,x\n";
    assert_eq!(refused_by(&rows(&[open[0], open[1], named])), [""; 0]);
    assert_eq!(refused_by(&rows(&[open[0], open[1], named, denied])), ["named-without-category"]);
    assert_eq!(refused_by(&rows(&[open[0], open[1], named, denied, field])), [""; 0]);
}

#[test]
fn a_policy_is_known_by_its_first_line_however_it_was_saved() {
    let text = rows(&[]);
    assert!(policy::is_policy(&text) && policy::is_policy(&format!("\u{feff}{text}")));
    assert!(policy::is_policy(&text.replace(',', "\",\"").replacen("id", "\"id", 1).replacen("why", "why\"", 1)));
    assert!(!policy::is_policy("id,role\n"));
}

//! Every attack that must fail, in one place: what is tried, and the test that tries it. The list is checked: a test that is gone makes
//! it fail.

mod columns;
mod doors;
mod links;
mod midnight;
mod partners;
mod record;
mod values;

/// What is tried, in which file under the project, by which test.
const ATTACKS: &[(&str, &str, &str)] = &[
    (
        "aliases, fragments and `__typename`",
        "tests/attacks/values.rs",
        "aliases_fragments_and_type_names_show_nothing_that_a_plain_question_does_not",
    ),
    ("`@skip` and `@include` with variables", "tests/attacks/record.rs", "what_is_skipped_is_neither_answered_nor_recorded_as_released"),
    ("fragment bombs", "src/gate/tests.rs", "fragment_bombs_cost_what_their_text_costs"),
    ("fragment bombs by every way in", "tests/http/limits.rs", "a_fragment_bomb_is_refused_by_post_by_get_and_in_a_batch"),
    ("fragments in a circle", "src/gate/tests.rs", "circles_are_refused"),
    ("deep nesting", "src/gate/tests.rs", "deep_and_long_text_is_refused_before_it_is_parsed"),
    ("introspection that goes round", "src/gate/tests.rs", "introspection_that_goes_round_in_the_schema_is_refused"),
    ("more than four disclosing roots, also through fragments", "src/gate/tests.rs", "five_disclosing_roots_are_one_too_many"),
    ("the same against the whole hub", "tests/attacks/doors.rs", "no_way_of_asking_discloses_more_than_four_times"),
    (
        "the time of an answer about somebody whom others asked for",
        "tests/attacks/doors.rs",
        "whoever_does_not_meet_her_is_never_answered_from_memory",
    ),
    (
        "a typed number of a prison of another partnership",
        "tests/attacks/partners.rs",
        "a_typed_prison_number_finds_nobody_whose_prison_is_of_another_partnership",
    ),
    (
        "what a suspended party recorded, by way of what is computed",
        "tests/attacks/partners.rs",
        "what_a_suspended_party_recorded_is_not_passed_on_in_what_the_hub_computes",
    ),
    (
        "complaints that name nobody, by an officer of none of hers",
        "tests/hers/requests.rs",
        "what_is_not_right_reaches_the_officer_of_whoever_wrote_it_and_comes_back_with_an_answer",
    ),
    ("batches", "tests/http/limits.rs", "the_roots_of_a_batch_are_added_up"),
    ("huge bodies", "tests/http/limits.rs", "a_body_that_goes_on_and_on_is_cut_off"),
    ("mutations by GET", "tests/http/over_http.rs", "a_mutation_by_get_is_refused_in_both_media_types_and_whatever_is_wrong_with_it"),
    ("variables of the wrong type", "tests/attacks/doors.rs", "variables_of_the_wrong_type_are_refused_without_a_word_of_data"),
    ("page sizes of -1, 0 and 101", "tests/attacks/doors.rs", "page_sizes_out_of_bounds_are_refused"),
    ("huge pages", "src/gate/tests.rs", "huge_pages_are_refused_whatever_way_the_number_is_given"),
    (
        "filters and orders over what is withheld, page by page",
        "tests/attacks/values.rs",
        "filters_and_orders_over_what_is_withheld_answer_as_if_nothing_were_recorded",
    ),
    ("a filter at the moment at which a yes ends", "tests/attacks/midnight.rs", "nobody_stands_on_a_page_for_what_midnight_has_closed"),
    (
        "cursors of another list and of persons that are not for you",
        "tests/attacks/values.rs",
        "a_cursor_tells_nothing_of_a_person_that_is_not_for_you",
    ),
    ("counts", "tests/attacks/values.rs", "nothing_counts_what_is_hidden"),
    ("`first` and `after` of nested lists with hidden ids", "tests/attacks/values.rs", "nothing_counts_what_is_hidden"),
    ("links to what is hidden", "tests/attacks/values.rs", "a_link_to_a_hidden_row_is_as_empty_as_none"),
    (
        "`provenance`, versions and `...Accounts`",
        "tests/attacks/values.rs",
        "provenance_versions_and_accounts_give_nothing_of_a_hidden_row_away",
    ),
    ("guessed ids", "tests/attacks/doors.rs", "unknown_and_not_for_you_are_the_same_bytes_and_leave_the_same_record"),
    (
        "unknown and not for you: bytes, headers, record",
        "tests/attacks/doors.rs",
        "unknown_and_not_for_you_are_the_same_bytes_and_leave_the_same_record",
    ),
    ("a person on nobody's team", "tests/attacks/doors.rs", "unknown_and_not_for_you_are_the_same_bytes_and_leave_the_same_record"),
    ("another role of the same council", "tests/attacks/doors.rs", "unknown_and_not_for_you_are_the_same_bytes_and_leave_the_same_record"),
    ("another agency's own number", "tests/attacks/doors.rs", "another_agencys_number_finds_nobody"),
    ("errors that would name a hidden value", "tests/attacks/doors.rs", "no_error_names_a_value"),
    ("a token of another issuer, expired, with an unknown role", "tests/identity/refused.rs", "claims_that_do_not_fit_are_refused"),
    ("`alg: none`", "tests/identity/refused.rs", "a_token_without_signature_is_refused_however_none_is_spelt"),
    ("a public key as a shared secret", "tests/identity/refused.rs", "a_public_key_is_no_shared_secret"),
    ("an empty policy", "tests/policy/edges.rs", "an_empty_policy_says_yes_to_empty_strings"),
    ("a misspelt category", "tests/policy/edges.rs", "misspelt_and_wild_tokens_are_refused"),
    ("a column left unclassified", "tests/attacks/columns.rs", "a_column_that_is_not_classified_does_not_compile"),
    (
        "a code that this hub does not know in a column that a gate reads",
        "tests/attacks/columns.rs",
        "a_gate_is_closed_by_what_it_cannot_read",
    ),
    ("refused reads that leave no record", "tests/attacks/record.rs", "every_refused_read_is_in_the_record"),
    ("answers that leave no record", "tests/attacks/record.rs", "every_answer_is_in_the_record_root_by_root"),
];

#[test]
fn the_list_of_attacks_names_tests_that_are_there() {
    for (attack, file, test) in ATTACKS {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(text.contains(&format!("fn {test}()")), "{attack}: `{file}` has no test `{test}`");
    }
}

/// A worker of a role whose caseload is these persons and nobody else; a world that other tests fill does not move under it.
pub fn alone(role: connections_hub::vocabulary::Role, name: &str, people: &[&str]) -> String {
    use connections_hub::vocabulary::Coded;
    let world = crate::matrix::world::world();
    let agency = crate::matrix::world::agency(role, "asks");
    for label in people {
        let id = crate::matrix::world::id(label);
        let key = format!("{name}/{label}");
        let columns = "id, person_id, agency_id, role, worker, state, \"from\"";
        let sql = format!(
            "INSERT INTO membership ({columns}) VALUES ('{key}', '{id}', '{agency}', '{}', '{name}', 'LIVE', '2026-05-01 09:00:00+00:00')",
            role.code()
        );
        world.change(label, &sql);
    }
    world.token_of(&agency, role, name)
}

//! The tables of rows about her, each with the columns every row has, and the history of rows.

use crate::table::{Column::*, Need::*, RowTable, Table, row_tables};

row_tables! {
    plain {
        Table {
            name: "row_history",
            key: &["id"],
            columns: &[
                ("id", Text, Given), ("row_table", Text, Given), ("row_id", Text, Given), ("person_id", Text, Null),
                ("version", Text, Given), ("content", Json, Given), ("replaced_at", Moment, Given),
            ],
            indexes: &[(&["row_table", "row_id"], false)],
        },
    }
    rows {
        RowTable { name: "person", columns: &[
            ("legal_given_names", Text), ("legal_family_name", Text), ("known_as", Text), ("previous_names", Json), ("pronouns", Text),
            ("date_of_birth", Date), ("jurisdiction", Text),
        ] },
        RowTable { name: "access_block", columns: &[
            ("blocked_worker", Text), ("blocked_name", Text), ("reason", Text), ("from", Date), ("to", Date),
        ] },
        RowTable { name: "identifier", columns: &[
            ("nomis_number", Text), ("crn", Text), ("nhs_number", Text), ("la_person_id", Text),
        ] },
        RowTable { name: "safe_contact", columns: &[
            ("preferred_channel", Text), ("kiosk_ok", Flag), ("phone", Text), ("shared_phone", Flag), ("ok_to_leave_message", Text),
            ("ok_to_text", Flag), ("ok_to_email", Flag), ("ok_to_post", Flag), ("safe_times", Text), ("safe_word", Text),
            ("via_worker", Text), ("phone_on_release", Text),
        ] },
        RowTable { name: "safety_contribution", columns: &[
            ("text", Text), ("rank", Whole), ("until", Date),
        ] },
        RowTable { name: "communication_needs", columns: &[
            ("first_language", Text), ("interpreter_needed", Flag), ("interpreter_gender", Text), ("welsh", Text),
            ("reading_support", Text), ("adjustments", Json), ("women_only_reporting_time", Flag), ("worker_gender_preference", Text),
            ("topics_not_to_raise", Text),
        ] },
        RowTable { name: "custody_status", columns: &[
            ("legal_status", Text), ("current_prison", Text), ("prison_contact_route", Text), ("arrived_on", Date),
            ("transfer_planned", Flag), ("sentence_type", Text), ("earliest_release_date", Date), ("release_date_type", Text),
            ("release_date_confidence", Text), ("actual_release_on", Date), ("recalled_on", Date), ("recall_due_on", Date),
            ("next_court_date", Date), ("sentence_ends_on", Date), ("licence_ends_on", Date), ("responsible_officer", Text),
        ] },
        RowTable { name: "offence_sentence", columns: &[
            ("offence_summary", Text), ("allegation_summary", Text), ("previous_convictions_summary", Text),
        ] },
        RowTable { name: "licence", columns: &[
            ("work_limits", Text), ("explained_on", Date), ("in_my_words", Text), ("supervising_office", Text),
            ("recall_reason_explained_on", Date),
        ] },
        RowTable { name: "licence_condition", columns: &[
            ("condition_group", Text), ("type", Text), ("plain_text", Text), ("area", Text), ("from", Date), ("to", Date),
        ] },
        RowTable { name: "supervision_appointment", columns: &[
            ("starts_at", Moment), ("ends_at", Moment), ("time_type", Text), ("place", Text), ("delivered_by", Text),
            ("with_whom", Text), ("who_comes_with_me", Text),
        ] },
        RowTable { name: "care_status", columns: &[
            ("care_experienced", Text), ("care_types", Json), ("legal_category", Text), ("responsible_authority", Text),
            ("pa_status", Text), ("in_touch", Text), ("entitlement_ends_on", Date), ("custody_told_agreed", Flag),
            ("custody_told_on", Date), ("custody_told_by", Text), ("pathway_plan_exists", Flag), ("pathway_last_reviewed_on", Date),
            ("pathway_next_review_on", Date), ("entitlement_flags", Json),
        ] },
        RowTable { name: "about_me", columns: &[
            ("strengths", Json), ("interests", Json), ("hopes", Json), ("worries", Json), ("good_support", Text),
            ("what_does_not_help", Text), ("words_to_use", Json), ("words_to_avoid", Json),
        ] },
        RowTable { name: "plan", columns: &[
            ("phase", Text), ("agreement_status", Text), ("agreed_on", Date), ("agreed_how", Text), ("co_written", Flag),
            ("resettlement_plan_ref", Text), ("pathway_plan_ref", Text),
        ] },
        RowTable { name: "goal", columns: &[
            ("title", Text), ("in_my_words", Text), ("area", Text), ("priority", Text), ("status", Text), ("target_date", Date),
        ] },
        RowTable { name: "step", columns: &[
            ("title", Text), ("owner", Text), ("owner_is_her", Flag), ("due", Date), ("done_on", Date), ("status", Text),
            ("stuck_reason", Text), ("depends_on", Json), ("plain_reason", Text),
        ] },
        RowTable { name: "team_member", columns: &[
            ("name", Text), ("work_phone", Text), ("work_email", Text), ("team_mailbox", Text), ("covered_by", Text),
            ("what_they_do_for_me", Text), ("service_reveals", Json),
        ] },
        RowTable { name: "circle", columns: &[
            ("in_my_words", Text),
        ] },
        RowTable { name: "circle_member", columns: &[
            ("name", Text), ("relation", Text), ("was_my_carer", Flag), ("faith_link", Flag), ("how_they_help", Text),
            ("how_safe", Text), ("closeness", Text), ("wish", Text), ("their_agreement", Text), ("phone", Text),
            ("can_be_contacted_by", Json),
        ] },
        RowTable { name: "housing_need", columns: &[
            ("home_now", Text), ("home_office_housing", Flag), ("landlord_knows_she_is_in_prison", Text), ("need_level", Text),
            ("safe_place_means_to_me", Text), ("must_haves", Json), ("must_haves_children", Json), ("must_have_faith_friendly", Flag),
            ("must_have_near_treatment", Flag), ("areas_wanted", Json), ("references_alternative", Text),
            ("rights_explained_on", Date), ("emergency_assessment_at", Moment), ("first_night", Text), ("home_at_three_months", Text),
        ] },
        RowTable { name: "area_to_avoid", columns: &[
            ("area", Text), ("reason_kind", Text), ("why", Text),
        ] },
        RowTable { name: "address", columns: &[
            ("kind", Text), ("area", Text), ("local_authority", Text), ("protection", Text), ("nature", Text), ("checked", Text), ("host_agreed", Text), ("host", Text),
            ("from", Date), ("until", Date), ("contact_route", Text),
        ] },
        RowTable { name: "address_detail", columns: &[
            ("audience", Json), ("lines", Json), ("postcode", Text), ("uprn", Text),
        ] },
        RowTable { name: "keep_safe_plan", columns: &[
            ("exists", Flag), ("last_reviewed_on", Date), ("early_signs", Json), ("what_helps", Json), ("what_staff_should_do", Json),
            ("who_to_call", Json), ("who_to_call_circle", Json), ("open_safety_process", Text), ("safety_process_review_on", Date),
        ] },
        RowTable { name: "substance_use", columns: &[
            ("support_wanted", Text), ("in_treatment", Text), ("recovery_goal", Text), ("accommodation_support_needed", Flag),
            ("prescribed_support", Flag), ("script_collect_from", Text), ("script_next_at", Moment),
            ("script_show_to_who_meets_me", Flag), ("handover_service", Text), ("first_appointment_at", Moment), ("booked_on", Date),
            ("naloxone", Text), ("rehab_wanted", Text), ("rehab_women_only", Flag), ("rehab_applied_on", Date),
            ("rehab_decision", Text),
        ] },
        RowTable { name: "if_i_slip", columns: &[
            ("signs", Json), ("what_helps", Json), ("who_to_call", Json), ("audience", Json),
        ] },
        RowTable { name: "domestic_abuse", columns: &[
            ("experienced", Text), ("safety_note", Text), ("housing_ground", Flag), ("housing_ground_for", Json),
            ("marac_heard_on", Date), ("marac_lead_contact", Text), ("wants_police_contact", Text),
        ] },
        RowTable { name: "unsafe_person", columns: &[
            ("alias", Text), ("relation", Text), ("what_to_avoid", Text),
        ] },
        RowTable { name: "children_family", columns: &[
            ("has_children", Text), ("social_care_involved", Text), ("support_wanted", Json), ("household_adults", Whole),
            ("household_children_age_bands", Json),
        ] },
        RowTable { name: "child", columns: &[
            ("nickname", Text), ("age_band", Text), ("lives_with", Text), ("contact_now", Text), ("contact_i_want", Text),
        ] },
        RowTable { name: "release_day", columns: &[
            ("date", Date), ("expected_time", Time), ("gate", Text), ("declared_by", Text), ("confirmed_by_lead", Flag),
            ("met_by_name", Text), ("met_by_phone", Text), ("met_by_role", Text), ("travel", Text), ("first_stop", Text),
            ("first_appointments", Json), ("arrived_safely", Text), ("arrived_at", Moment),
        ] },
        RowTable { name: "directory_entry", columns: &[
            ("organisation", Text), ("service", Text), ("agency_kind", Text), ("area", Text), ("phone", Text), ("team_mailbox", Text),
            ("hours", Text),
        ] },
        RowTable { name: "directory_contact", columns: &[
            ("kind", Text), ("mailbox", Text), ("phone", Text), ("escalate_to", Text),
        ] },
    }
}

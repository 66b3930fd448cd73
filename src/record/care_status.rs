//! `CareStatus`: her care experience.

use super::line::record;
use crate::vocabulary::{
    CareEntitlement, CareLegalCategory, CareToldBy, CareType, Code, InTouch, Link, Many, PaStatus, Text, YesNoNotSaid,
};
use chrono::NaiveDate;

record! {
    /// Her care experience.
    pub struct CareStatus in care_status: OnePerHolder of "Person" as "careStatus";
    holders ["LA_LEAVING_CARE", "WOMAN", "WOMENS_CENTRE"];
    stored {
        107 care_experienced: Code<YesNoNotSaid> = { CareStatus Full owner "WOMAN" by [HerWords, Pa] leaks,
            "I have been in care", "NOT_SAID is released as null: hidden and not said look the same; PA only with her yes" };
        109 care_types: Many<Code<CareType>> = { CareStatus Named only [Ces, Pa] owner "WOMAN" by [HerWords, Ces, Pa] leaks,
            "Kind of care", "optional; never asked for" };
        110 legal_category: Code<CareLegalCategory> = { CareStatus Full owner "LA_LEAVING_CARE" by [Pa] leaks,
            "What the council owes me", "Children Act 1989 or SSWBA 2014 s.104; export maps SSD eligibility" };
        111 responsible_authority: Text<9> = { CareStatus Full owner "LA_LEAVING_CARE" by [Pa, Ces] leaks,
            "My council", "ONS code; CES added: on remand she knows it first" };
        112 pa_status: Code<PaStatus> = { CareStatus Full owner "LA_LEAVING_CARE" by [Pa] leaks,
            "My PA", "Annex 3 states" };
        113 in_touch: Code<InTouch> = { CareStatus Named only [Pa] owner "LA_LEAVING_CARE" by [Pa] leaks,
            "Are we in touch", "LA return only, reads as blame; DIED omitted from the hub on purpose" };
        114 entitlement_ends_on: NaiveDate = { CareStatus Full owner "LA_LEAVING_CARE" by [Pa] leaks,
            "My PA support lasts until", "25th birthday unless the council offers longer" };
        115 custody_told_agreed: bool = { CareStatus Full needs [CustodyDates] owner "WOMAN" by [HerWords, Ces] leaks,
            "I agreed to tell my council I am here", "" };
        116 custody_told_on: NaiveDate = { CareStatus Full needs [CustodyDates] owner "WOMENS_CENTRE" by [Ces] leaks,
            "When my council was told", "" };
        117 custody_told_by: Link<super::TeamMember> = { CareStatus Full needs [CustodyDates] owner "WOMENS_CENTRE" by [Ces] leaks,
            "Who told my council", "opens through the TeamMember row gate" };
        118 pathway_plan_exists: bool = { CareStatus Full owner "LA_LEAVING_CARE" by [Pa] leaks,
            "I have a pathway plan", "" };
        119 pathway_last_reviewed_on: NaiveDate = { CareStatus Full owner "LA_LEAVING_CARE" by [Pa] leaks,
            "Last looked at", "" };
        120 pathway_next_review_on: NaiveDate = { CareStatus Full owner "LA_LEAVING_CARE" by [Pa] leaks,
            "Next look", "statutory six-month clock" };
        121 entitlement_flags: Many<Code<CareEntitlement>> = { CareStatus Summary owner "HUB" by [Pa, Hub] from ["CareStatus.legalCategory", "CareStatus.entitlementEndsOn", "CareStatus.responsibleAuthority"] leaks,
            "Extra help I can get", "the housing form: says what help, not her history; it still tells the reader she is a care leaver, script says so before T3" };
    }
    computed {
        108 told_by: Code<CareToldBy> = { CareStatus Full owner "HUB" by [Hub] from ["CareStatus.careExperienced"] leaks,
            "How we know", "" };
    }
}

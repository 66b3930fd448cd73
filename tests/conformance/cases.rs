//! The cases. Days are days of one month; she speaks in the morning and others ask at noon.

use super::{
    ABOUT_A_HOME, ADVISER, CENTRE, COLLEAGUE, Case, HOUSING, Question, SYSTEM,
    said::{Said, ask_me, no, yes},
};
use connections_hub::vocabulary::{AloneItem, Category, Purpose, Role};

const GOAL: &str = "Goal.title";
const CARE: &str = "CareStatus.legalCategory";
const NAME: &str = "Person.knownAs";
const HELPS: &str = "KeepSafePlan.whatHelps";

fn case<const N: usize, const M: usize>(name: &'static str, why: &'static str, said: [Said; N], asked: [Question; M]) -> Case {
    Case { name, why, said: said.into_iter().map(Said::said).collect(), asked: asked.into() }
}

pub fn all() -> Vec<Case> {
    [whole_answers(), exceptions(), newer_and_older(), actors(), purposes_and_times(), how_it_was_taken()].into_iter().flatten().collect()
}

fn plan(id: &str, on: u32) -> Said {
    yes(id, on).to("council").about(&[Category::PlanActions])
}

fn whole_answers() -> Vec<Case> {
    vec![
        case("nothing was said", "Closed by default: what nobody asked her is not shared.", [], [(ADVISER, GOAL, 20, false)]),
        case(
            "a plain yes",
            "A yes opens what it is about to whom it names, and nothing beside it.",
            [plan("1", 1)],
            [(ADVISER, GOAL, 20, true), (ADVISER, CARE, 20, false), (CENTRE, GOAL, 20, false), (HOUSING, GOAL, 20, false)],
        ),
        case(
            "a plain no",
            "A no is the same to a reader as nothing said, and stands.",
            [no("1", 1).to("council").about(&[Category::PlanActions])],
            [(ADVISER, GOAL, 20, false)],
        ),
        case(
            "a stop of everything",
            "A no that names nothing is about everything and everybody, and closes every yes that came before.",
            [plan("1", 1), yes("2", 1).to("centre").about(&[Category::PlanActions]), no("3", 2)],
            [(ADVISER, GOAL, 1, true), (ADVISER, GOAL, 20, false), (CENTRE, GOAL, 20, false)],
        ),
        case(
            "ask me each time",
            "Until she was asked this time, ask me each time is a no.",
            [plan("1", 1), ask_me("2", 2).to("council").about(&[Category::PlanActions])],
            [(ADVISER, GOAL, 20, false)],
        ),
    ]
}

fn exceptions() -> Vec<Case> {
    vec![
        case(
            "a yes with one exception inside it",
            "A yes to the organisation with an earlier no to one worker there: the exception stands inside the rule.",
            [no("1", 1).worker("council", "council/pa-1").about(&[Category::PlanActions]), plan("2", 2)],
            [(ADVISER, GOAL, 20, false), (COLLEAGUE, GOAL, 20, true)],
        ),
        case(
            "an exception inside an exception",
            "No to the organisation, yes by name to one worker there for the plan, but not for a home: each layer holds for its own scope.",
            [
                no("1", 1).to("council"),
                yes("2", 2).worker("council", "council/pa-1").about(&[Category::PlanActions]).instead_of("1"),
                no("3", 3).worker("council", "council/pa-1").about(&[Category::PlanActions]).purposes(&[Purpose::HousingReferral]),
            ],
            [(ADVISER, GOAL, 20, true), (ABOUT_A_HOME, GOAL, 20, false), (COLLEAGUE, GOAL, 20, false), (ADVISER, CARE, 20, false)],
        ),
        case(
            "a refusal with a provision",
            "A no for one purpose closes that purpose and leaves the others as they were.",
            [plan("1", 1), no("2", 2).to("council").about(&[Category::PlanActions]).purposes(&[Purpose::HousingReferral])],
            [(ADVISER, GOAL, 20, true), (ABOUT_A_HOME, GOAL, 20, false)],
        ),
        case(
            "only some lines",
            "A yes to single lines opens those lines and not the rest of what they belong to.",
            [yes("1", 1).to("council").about(&[Category::PlanActions]).lines(&[GOAL])],
            [(ADVISER, GOAL, 20, true), (ADVISER, "Goal.inMyWords", 20, false)],
        ),
        case(
            "all but one line",
            "A no to a single line closes that line and leaves the rest of a yes open.",
            [no("1", 1).to("council").about(&[Category::PlanActions]).lines(&["Goal.inMyWords"]), plan("2", 2)],
            [(ADVISER, GOAL, 20, true), (ADVISER, "Goal.inMyWords", 20, false)],
        ),
        case(
            "a line that nobody knows",
            "What cannot be read of a yes narrows it to nothing; what cannot be read of a no widens it to all it is about.",
            [
                yes("1", 1).to("council").about(&[Category::PlanActions]).lines(&["Goal.nobodyKnows"]),
                yes("2", 1).to("centre").about(&[Category::PlanActions]),
                no("3", 2).to("centre").about(&[Category::PlanActions]).lines(&["Goal.nobodyKnows"]),
            ],
            [(ADVISER, GOAL, 20, false), (CENTRE, GOAL, 20, false)],
        ),
        case(
            "a thing that is only asked on its own",
            "A yes to a category never opens what is only ever asked alone, and a yes to that opens nothing else.",
            [yes("1", 1).to("council").about(&[Category::Substance]), yes("2", 1).to("centre").about_alone(AloneItem::IfISlip)],
            [
                (ADVISER, "SubstanceUse.recoveryGoal", 20, true),
                (ADVISER, "IF_I_SLIP", 20, false),
                (CENTRE, "IF_I_SLIP", 20, true),
                (CENTRE, "SubstanceUse.recoveryGoal", 20, false),
            ],
        ),
        case(
            "a no to a category is a no to what is asked alone in it",
            "Whoever says no to the whole has said no to its most guarded part.",
            [yes("1", 1).to("council").about_alone(AloneItem::IfISlip), no("2", 2).to("council").about(&[Category::Substance])],
            [(ADVISER, "IF_I_SLIP", 1, true), (ADVISER, "IF_I_SLIP", 20, false)],
        ),
    ]
}

fn newer_and_older() -> Vec<Case> {
    let broad = |id: &str, on: u32| yes(id, on).to("council").about(&[Category::PlanActions, Category::CareStatus]);
    let care = |said: Said| said.to("council").about(&[Category::CareStatus]);
    vec![
        case(
            "a newer broad yes against an older specific no",
            "A broad yes never overrides a specific no: she was not asked about that again.",
            [care(no("1", 1)), broad("2", 2)],
            [(ADVISER, GOAL, 20, true), (ADVISER, CARE, 20, false)],
        ),
        case(
            "a newer specific yes that names an older no",
            "A no is lifted by a yes that names it and speaks of all it spoke of.",
            [care(no("1", 1)).purposes(&[Purpose::JointPlanning]), care(yes("2", 2)).instead_of("1")],
            [(ADVISER, CARE, 1, false), (ADVISER, CARE, 20, true)],
        ),
        case(
            "a newer yes that names nothing",
            "A yes beside a standing no is a conflict, and until it is settled the no counts.",
            [care(no("1", 1)), care(yes("2", 2))],
            [(ADVISER, CARE, 20, false)],
        ),
        case(
            "a yes that names a stop of everything",
            "It opens what it speaks of; everything else that was stopped stays stopped.",
            [broad("1", 1), no("2", 2), plan("3", 3).instead_of("2")],
            [(ADVISER, GOAL, 20, true), (ADVISER, CARE, 20, false)],
        ),
        case(
            "a newer broad no against an older specific yes",
            "The last word holds: a no needs no names.",
            [care(yes("1", 1)), no("2", 2).to("council")],
            [(ADVISER, CARE, 1, true), (ADVISER, CARE, 20, false)],
        ),
        case(
            "yes and no in the same breath",
            "Of two answers of one moment the no counts.",
            [care(yes("1", 1)), care(no("2", 1))],
            [(ADVISER, CARE, 20, false)],
        ),
        case(
            "a yes that she took back",
            "What she took back never counts again, and neither does an older yes to the same.",
            [care(yes("1", 1)), care(yes("2", 2)).withdrawn(5)],
            [(ADVISER, CARE, 4, true), (ADVISER, CARE, 20, false)],
        ),
        case(
            "a yes after one that she took back",
            "A new yes is a new answer: it counts, because she was asked again.",
            [care(yes("1", 1)).withdrawn(5), care(yes("2", 6))],
            [(ADVISER, CARE, 5, false), (ADVISER, CARE, 20, true)],
        ),
        case(
            "a yes that ran out, and an older one",
            "A replaced yes does not come alive again when the one that replaced it ends.",
            [care(yes("1", 1)), care(yes("2", 2)).ends(9).instead_of("1")],
            [(ADVISER, CARE, 9, true), (ADVISER, CARE, 10, false)],
        ),
    ]
}

fn actors() -> Vec<Case> {
    vec![
        case(
            "another party of the same council",
            "Recipients are organisations by name: three services of one council are three names.",
            [plan("1", 1)],
            [(HOUSING, GOAL, 20, false)],
        ),
        case(
            "one kind of worker",
            "A yes to one role opens nothing to another role of the same organisation.",
            [
                yes("1", 1).role("council", Role::Pa).about(&[Category::PlanActions]),
                yes("2", 1).role("centre", Role::Ces).about(&[Category::PlanActions]),
            ],
            [(ADVISER, GOAL, 20, true), (CENTRE, GOAL, 20, false)],
        ),
        case(
            "one worker, and a system",
            "What she gives one worker is not given to a system; what she refuses one worker is refused to the system that acts for all.",
            [
                yes("1", 1).worker("council", "council/pa-1").about(&[Category::PlanActions]),
                yes("2", 1).to("council").about(&[Category::Identity]),
                no("3", 2).worker("council", "council/pa-1").about(&[Category::Identity]),
            ],
            [(ADVISER, GOAL, 20, true), (SYSTEM, GOAL, 20, false), (COLLEAGUE, NAME, 20, true), (SYSTEM, NAME, 20, false)],
        ),
        case(
            "an actor who cannot be resolved",
            "A worker who cannot be read is nobody in a yes, and everybody there in a no.",
            [
                yes("1", 1).worker("council", "somebody").about(&[Category::PlanActions]),
                yes("2", 1).to("centre").about(&[Category::PlanActions]),
                no("3", 2).worker("centre", "somebody").about(&[Category::PlanActions]),
            ],
            [(ADVISER, GOAL, 20, false), (SYSTEM, GOAL, 20, false), (CENTRE, GOAL, 20, false)],
        ),
        case(
            "a yes to nobody",
            "A yes without a recipient opens nothing to anyone: an organisation is named aloud, or not asked about.",
            [yes("1", 1).about(&[Category::PlanActions])],
            [(ADVISER, GOAL, 20, false), (CENTRE, GOAL, 20, false)],
        ),
    ]
}

fn purposes_and_times() -> Vec<Case> {
    vec![
        case(
            "a missing purpose",
            "A yes for no purpose opens nothing; a no for no purpose closes all of them.",
            [
                plan("1", 1).purposes(&[]),
                yes("2", 1).to("centre").about(&[Category::PlanActions]),
                no("3", 2).to("centre").about(&[Category::PlanActions]),
            ],
            [(ADVISER, GOAL, 20, false), (CENTRE, GOAL, 20, false)],
        ),
        case(
            "another purpose",
            "A yes opens for what it was said for, and for nothing else.",
            [plan("1", 1).purposes(&[Purpose::JointPlanning])],
            [(ADVISER, GOAL, 20, true), (ABOUT_A_HOME, GOAL, 20, false)],
        ),
        case(
            "a yes to nothing",
            "A yes that names no topic is no yes to everything: it opens nothing.",
            [yes("1", 1).to("council")],
            [(ADVISER, GOAL, 20, false), (ADVISER, CARE, 20, false)],
        ),
        case(
            "from a day on, until a day",
            "A yes counts from when it begins, and its last day counts whole.",
            [plan("1", 1).starts(5).ends(9)],
            [(ADVISER, GOAL, 4, false), (ADVISER, GOAL, 5, true), (ADVISER, GOAL, 9, true), (ADVISER, GOAL, 10, false)],
        ),
        case(
            "a yes of tomorrow",
            "What she will have said tomorrow counts from tomorrow on.",
            [plan("1", 15)],
            [(ADVISER, GOAL, 14, false), (ADVISER, GOAL, 15, true)],
        ),
    ]
}

fn how_it_was_taken() -> Vec<Case> {
    let safe = |id: &str| yes(id, 1).to("council").about(&[Category::SelfHarm]);
    vec![
        case(
            "taken by the one who gains",
            "A sensitive yes that the recipient's own worker took opens nothing until somebody of another organisation hears it too.",
            [safe("1").taken_by("council", Role::Pa)],
            [(ADVISER, HELPS, 20, false)],
        ),
        case(
            "heard elsewhere too",
            "Once a worker of another organisation has heard it, it counts.",
            [safe("1").taken_by("council", Role::Pa).heard_by("centre")],
            [(ADVISER, HELPS, 20, true)],
        ),
        case(
            "heard by another who gains",
            "Neither its taker nor one of its recipients is another ear.",
            [safe("1").to("centre").taken_by("council", Role::Pa).heard_by("centre")],
            [(ADVISER, HELPS, 20, false), (CENTRE, HELPS, 20, false)],
        ),
        case(
            "taken by who decides about release",
            "Nobody who decides about release or breach takes such a yes alone, not even for others.",
            [safe("1").taken_by("prison", Role::Pom)],
            [(ADVISER, HELPS, 20, false)],
        ),
        case(
            "with others in the room",
            "A sensitive yes counts only if nobody else could hear; a plain one counts in any room, and a no always.",
            [
                safe("1").with_others_in_the_room(),
                plan("2", 1).with_others_in_the_room(),
                yes("3", 1).to("centre").about(&[Category::PlanActions]),
                no("4", 2).to("centre").with_others_in_the_room(),
            ],
            [(ADVISER, HELPS, 20, false), (ADVISER, GOAL, 20, true), (CENTRE, GOAL, 20, false)],
        ),
        case(
            "on a bad day",
            "While there is a worry about her deciding that day, a yes opens nothing and a no counts.",
            [plan("1", 1).on_a_bad_day(), yes("2", 1).to("centre").about(&[Category::PlanActions]), no("3", 2).to("centre").on_a_bad_day()],
            [(ADVISER, GOAL, 20, false), (CENTRE, GOAL, 20, false)],
        ),
        case(
            "a yes that waits replaces nothing",
            "A yes that is not heard yet neither opens anything nor lifts the no that it names.",
            [
                no("1", 1).to("council").about(&[Category::SelfHarm]).purposes(&[Purpose::JointPlanning]),
                safe("2").taken_by("council", Role::Pa).instead_of("1"),
            ],
            [(ADVISER, HELPS, 20, false)],
        ),
    ]
}

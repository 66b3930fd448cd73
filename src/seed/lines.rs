//! What each organisation's system would send about an invented person: lines of the ordinary import.

use super::{
    Plan,
    dice::Dice,
    partnership::{CENTRE, HOUSING, LEAVING_CARE, PRISON, PROBATION},
    person::Person,
    words,
};
use serde_json::{Map, Value, json};

/// The lines that one organisation sends about one person.
pub(super) fn of(plan: &Plan, agency: &str, person: &Person) -> Vec<Value> {
    let mut sent = Sent { plan, person, lines: Vec::new() };
    let mut dice = person.dice.clone();
    match agency {
        PRISON => sent.prison(&mut dice),
        PROBATION => sent.probation(&mut dice),
        LEAVING_CARE => sent.leaving_care(&mut dice),
        CENTRE => sent.centre(&mut dice),
        HOUSING => sent.worker("lha", "Housing officer"),
        _ => {}
    }
    sent.lines.into_iter().map(Value::Object).collect()
}

/// Lines about one person, as they are made.
pub(super) struct Sent<'a> {
    pub(super) plan: &'a Plan,
    pub(super) person: &'a Person,
    lines: Vec<Map<String, Value>>,
}

impl Sent<'_> {
    /// A line of the organisation's own.
    pub(super) fn own(&mut self, entity: &str, reference: &str, days_ago: u64, fields: &Value) -> &mut Self {
        let person = &self.person.reference;
        let reference = if entity == "TeamMember" { reference.to_owned() } else { format!("{person}-{reference}") };
        let recorded = format!("{}T10:00:00Z", self.plan.days_ago(days_ago));
        let keys = [("entity", json!(entity)), ("ref", json!(reference)), ("person", json!(person)), ("recordedAt", json!(recorded))];
        self.lines.push(keys.into_iter().chain([("fields", fields.clone())]).map(|(key, value)| (key.to_owned(), value)).collect());
        self
    }

    /// Her own words, written down by the specialist of the women's centre.
    fn hers(&mut self, entity: &str, reference: &str, days_ago: u64, fields: &Value) -> &mut Self {
        let by = json!({"by": self.person.worker("ces"), "readBack": true});
        self.own(entity, reference, days_ago, fields).with("forHer", by)
    }

    /// The last line hangs under another row about her.
    pub(super) fn under(&mut self, parent: &str) -> &mut Self {
        let parent = json!(format!("{}-{parent}", self.person.reference));
        self.with("parentRef", parent)
    }

    /// A further key of the last line.
    pub(super) fn with(&mut self, key: &str, value: Value) -> &mut Self {
        if let Some(line) = self.lines.last_mut() {
            line.insert(key.to_owned(), value);
        }
        self
    }

    fn worker(&mut self, stem: &str, name: &str) {
        let round = self.person.round();
        let fields = json!({
            "name": format!("{name} {round}"), "workPhone": format!("01632 96{:04}", round % 10_000),
            "teamMailbox": format!("{stem}.team{round}@seedshire.example"),
        });
        self.own("TeamMember", &self.person.worker(stem), 190, &fields);
    }

    fn prison(&mut self, dice: &mut Dice) {
        let born = self.plan.days_ago(18 * 365 + 30 + dice.below(7 * 365 - 60));
        let release = self.plan.days_ahead(20 + dice.below(200));
        let names = json!({
            "legalGivenNames": self.person.called, "legalFamilyName": self.person.family, "dateOfBirth": born, "jurisdiction": "ENGLAND",
        });
        self.own("Person", "person", 195, &names);
        let custody = json!({
            "legalStatus": "SENTENCED_CUSTODY", "currentPrison": "SDF", "prisonContactRoute": "omu@seedfield.example",
            "arrivedOn": self.plan.days_ago(196 + dice.below(100)), "transferPlanned": false, "earliestReleaseDate": release,
            "releaseDateConfidence": dice.one_of(&["CONFIRMED", "LIKELY"]), "sentenceEndsOn": self.plan.days_ahead(400 + dice.below(300)),
            "responsibleOfficer": "POM",
        });
        self.own("CustodyStatus", "custody", 60, &custody);
        self.own("OffenceSentence", "offence", 195, &json!({"offenceSummary": "Theft from a shop"}));
        self.own("ReleaseDay", "release", 30, &json!({"date": release, "expectedTime": "09:15", "gate": "Main gate"}));
        self.worker("pom", "Prison offender manager");
    }

    fn probation(&mut self, dice: &mut Dice) {
        self.own("Licence", "licence", 50, &json!({"explainedOn": self.plan.days_ago(50), "supervisingOffice": "Seedshire office"}));
        let condition =
            json!({"conditionGroup": "STANDARD", "type": "KEEP_IN_TOUCH", "plainText": "I meet my probation worker when we agreed to"});
        self.own("LicenceCondition", "condition", 50, &condition);
        let office = json!({"startsAt": format!("{}T13:00:00Z", self.plan.days_ahead(10 + dice.below(100))), "place": "Seedshire office"});
        self.own("SupervisionAppointment", "appointment", 40, &office);
        self.worker("com", "Probation practitioner");
    }

    fn leaving_care(&mut self, dice: &mut Dice) {
        let care = json!({
            "legalCategory": dice.one_of(&["FORMER_RELEVANT", "FORMER_RELEVANT", "RELEVANT"]), "responsibleAuthority": "E06009901",
            "paStatus": "ALLOCATED", "entitlementEndsOn": self.plan.days_ahead(300 + dice.below(1500)), "pathwayPlanExists": true,
            "pathwayLastReviewedOn": self.plan.days_ago(90), "pathwayNextReviewOn": self.plan.days_ahead(30 + dice.below(120)),
        });
        self.own("CareStatus", "care", 90, &care);
        self.own("HousingNeed", "need", 80, &json!({"needLevel": "NOWHERE_TO_GO", "rightsExplainedOn": self.plan.days_ago(80)}));
        self.worker("pa", "Personal adviser");
    }

    fn centre(&mut self, dice: &mut Dice) {
        self.hers("Person", "called", 190, &json!({"knownAs": self.person.called, "pronouns": "SHE_HER"}));
        let about = json!({
            "strengths": [dice.one_of(words::STRENGTHS), "I turn up"], "interests": ["Baking", "Dogs"],
            "hopes": ["A quiet place"], "goodSupport": "Tell me straight, and turn up when you say you will.",
        });
        self.hers("AboutMe", "about", 180, &about);
        let needs = json!({"firstLanguage": "en", "interpreterNeeded": false, "readingSupport": "SHORT_PLAIN", "adjustments": ["BREAKS"]});
        self.hers("CommunicationNeeds", "needs", 180, &needs);
        let contact = json!({
            "preferredChannel": dice.one_of(&["PHONE", "VIA_WORKER"]), "phone": format!("+4477009{:05}", dice.below(100_000)),
            "okToText": dice.once_in(2), "safeTimes": "After ten, before four", "viaWorker": format!("{CENTRE}/{}", self.person.worker("ces")),
        });
        self.hers("SafeContact", "contact", 180, &contact);
        self.hers("CareStatus", "care-words", 180, &json!({"careExperienced": "YES"}));
        self.plan(dice);
        self.hers("KeepSafePlan", "keep-safe", 150, &json!({"whatHelps": [dice.one_of(words::HELPS), "Being left in peace"]}));
        self.hers("Circle", "circle", 150, &json!({"inMyWords": "Small but good"}));
        for (name, relation, helps) in words::CIRCLE.iter().take(2) {
            self.hers("CircleMember", &format!("circle-{name}"), 150, &json!({"name": name, "relation": relation, "howTheyHelp": helps}));
        }
        let home = json!({"safePlaceMeansToMe": "Quiet, and a door that locks", "areasWanted": [dice.one_of(words::TOWNS)]});
        self.hers("HousingNeed", "home", 150, &home);
        self.worker("ces", "Care experienced specialist");
        self.choices(dice);
    }

    /// Her plan: three goals, two steps each.
    fn plan(&mut self, dice: &mut Dice) {
        let agreed = json!({"agreementStatus": "AGREED", "agreedOn": self.plan.days_ago(140), "agreedHow": "VERBAL_WITH_WORKER"});
        self.hers("Plan", "plan", 140, &agreed);
        let first = dice.below(words::GOALS.len() as u64);
        for n in 0..3 {
            let at = usize::try_from(first + n).unwrap_or_default() % words::GOALS.len();
            let Some((area, title, said)) = words::GOALS.get(at) else { continue };
            let goal = json!({
                "title": title, "inMyWords": said, "area": area, "priority": dice.one_of(&["NOW", "NEXT", "LATER"]),
                "status": dice.one_of(&["NOT_STARTED", "GOING"]), "targetDate": self.plan.days_ahead(30 + dice.below(200)),
            });
            self.hers("Goal", &format!("goal-{n}"), 140 - n, &goal).under("plan");
            for m in 0..2 {
                self.step(dice, n, m);
            }
        }
    }

    fn step(&mut self, dice: &mut Dice, goal: u64, step: u64) {
        let owner = [(PRISON, "pom"), (PROBATION, "com"), (LEAVING_CARE, "pa"), (CENTRE, "ces")];
        let at = usize::try_from(dice.below(4)).unwrap_or_default();
        let owner = owner.get(at).map(|(agency, stem)| format!("{agency}/{}", self.person.worker(stem)));
        let fields = json!({
            "title": dice.one_of(words::STEPS), "due": self.plan.days_ahead(7 + dice.below(60)), "owner": owner,
            "status": dice.one_of(&["TO_DO", "DOING"]),
        });
        self.own("Step", &format!("step-{goal}-{step}"), 130 - 2 * goal - step, &fields).under(&format!("goal-{goal}"));
    }
}

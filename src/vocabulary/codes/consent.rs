//! Her choices and what follows from them.

use super::codes;

codes! {
    /// Closed list `ConsentTopic`.
    pub enum ConsentTopic {
        T1NameContact = "T1_NAME_CONTACT", "My name and how to reach me";
        T2PlanTeamRelease = "T2_PLAN_TEAM_RELEASE", "My plan, team and release day";
        T3Care = "T3_CARE", "That I have been in care";
        T4Home = "T4_HOME", "A home for me";
        T5Health = "T5_HEALTH", "My health";
        T5Pregnancy = "T5_PREGNANCY", "Being pregnant";
        T6SafeWhenLow = "T6_SAFE_WHEN_LOW", "Keeping safe when I am low";
        T7DrugsAlcohol = "T7_DRUGS_ALCOHOL", "Drugs and alcohol";
        T8HurtOrControl = "T8_HURT_OR_CONTROL", "Hurt or control by others";
        T9Children = "T9_CHILDREN", "My children";
        T9Circle = "T9_CIRCLE", "My people";
        T10LearnWorkMoney = "T10_LEARN_WORK_MONEY", "Learning, work and money";
        T11Background = "T11_BACKGROUND", "My background";
        T12PrisonProbation = "T12_PRISON_PROBATION", "Prison and probation facts";
        T12Offence = "T12_OFFENCE", "What it was for";
    }

    /// Closed list `ConsentDecision`.
    pub enum ConsentDecision {
        Yes = "YES", "Yes";
        No = "NO", "No";
        AskMeEachTime = "ASK_ME_EACH_TIME", "Ask me each time";
    }

    /// Closed list `ConsentStatus`.
    pub enum ConsentStatus {
        Live = "LIVE", "Live";
        Provisional = "PROVISIONAL", "Waiting for someone else to confirm";
        Superseded = "SUPERSEDED", "Replaced";
        Withdrawn = "WITHDRAWN", "I changed my mind";
        Expired = "EXPIRED", "Ended";
    }

    /// Closed list `ConsentMethod`.
    pub enum ConsentMethod {
        VerbalWithWorker = "VERBAL_WITH_WORKER", "I said it to a worker";
        Signed = "SIGNED", "I signed";
        Digital = "DIGITAL", "I did it myself";
        Interpreted = "INTERPRETED", "Through an interpreter";
    }

    /// Closed list `ConsentEndEvent`.
    pub enum ConsentEndEvent {
        SentenceEnd = "SENTENCE_END", "Sentence ends";
        TwelveMonths = "TWELVE_MONTHS", "One year";
        AgencyLeft = "AGENCY_LEFT", "They leave";
        PlanClosed = "PLAN_CLOSED", "Plan closes";
        Age25 = "AGE_25", "I turn 25";
        StatusChanged = "STATUS_CHANGED", "My status changes";
    }

    /// What a line of the change feed tells.
    pub enum ChangeKind {
        Invited = "INVITED", "Asked to join her team";
        Changed = "CHANGED", "Something that you may see has changed";
        StopUsing = "STOP_USING", "Stop using something that you had";
        Left = "LEFT", "No longer on her team";
    }

    /// Closed list `KeptUnderLaw`.
    pub enum KeptUnderLaw {
        Nothing = "NOTHING", "Nothing kept";
        OwnStatutoryRecord = "OWN_STATUTORY_RECORD", "Their own record by law";
        CourtOrComplaint = "COURT_OR_COMPLAINT", "For a court or complaint";
    }

    /// Closed list `DisclosureKind`.
    pub enum DisclosureKind {
        Push = "PUSH", "A safety message";
        EmergencyView = "EMERGENCY_VIEW", "An emergency look";
        CourtOrderOnPaper = "COURT_ORDER_ON_PAPER", "A court order on paper";
        OutsideTheHub = "OUTSIDE_THE_HUB", "Outside the hub";
    }

    /// Closed list `PushGround`.
    pub enum PushGround {
        LifeAtRisk = "LIFE_AT_RISK", "A life at risk";
        ChildAtRisk = "CHILD_AT_RISK", "A child at risk";
        AdultAtRisk = "ADULT_AT_RISK", "An adult at risk";
        MappaDuty = "MAPPA_DUTY", "A public safety duty";
        Missing = "MISSING", "Out of contact";
        CourtOrder = "COURT_ORDER", "A court order";
        SeriousCrimeRequest = "SERIOUS_CRIME_REQUEST", "A serious crime request";
        WorkerSafety = "WORKER_SAFETY", "Keeping workers safe";
        OtherLaw = "OTHER_LAW", "Another law";
    }

    /// Closed list `NotToldBecause`.
    pub enum NotToldBecause {
        CouldPutSomeoneInDanger = "COULD_PUT_SOMEONE_IN_DANGER", "It could put someone in danger";
        CannotReachSafely = "CANNOT_REACH_SAFELY", "No safe way to reach me";
        CourtSaysNo = "COURT_SAYS_NO", "A court says no";
        LawSaysNo = "LAW_SAYS_NO", "The law says no";
    }

    /// Closed list `AccessBasis`.
    pub enum AccessBasis {
        Told = "TOLD", "I was told";
        Agreed = "AGREED", "My yes";
        AgreedSeparately = "AGREED_SEPARATELY", "My yes, asked on its own";
        Internal = "INTERNAL", "Their own record";
        PushInbox = "PUSH_INBOX", "A safety message";
        EmergencyView = "EMERGENCY_VIEW", "An emergency look";
        HerOwn = "HER_OWN", "I looked myself";
        Oversight = "OVERSIGHT", "A check of the rules";
    }

    /// Closed list `ReadFormat`.
    pub enum ReadFormat {
        ReadAloud = "READ_ALOUD", "Read aloud";
        PlainPrint = "PLAIN_PRINT", "Plain print";
        EasyRead = "EASY_READ", "Easy Read";
        Audio = "AUDIO", "Audio";
        LargePrint = "LARGE_PRINT", "Large print";
        Bsl = "BSL", "BSL";
        Screen = "SCREEN", "On a screen";
    }

    /// Closed list `SessionMatch`.
    pub enum SessionMatch {
        PrisonNumberAndKnownAs = "PRISON_NUMBER_AND_KNOWN_AS", "Prison number and name";
        TeamMembership = "TEAM_MEMBERSHIP", "My own worker";
        PaperForm = "PAPER_FORM", "Paper form";
        Enrolment = "ENROLMENT", "First talk";
    }

    /// Closed list `SessionPlace`.
    pub enum SessionPlace {
        Prison = "PRISON", "Prison";
        WomensCentre = "WOMENS_CENTRE", "Women's centre";
        Council = "COUNCIL", "Council";
        ProbationOffice = "PROBATION_OFFICE", "Probation";
        Phone = "PHONE", "Phone";
        HomeVisit = "HOME_VISIT", "At home";
        Other = "OTHER", "Other";
    }

    /// Closed list `ReceiptGiven`.
    pub enum ReceiptGiven {
        GivenWithoutSensitive = "GIVEN_WITHOUT_SENSITIVE", "Yes, short one";
        GivenFull = "GIVEN_FULL", "Yes, full one";
        NotWanted = "NOT_WANTED", "I did not want it";
        KeptForHer = "KEPT_FOR_HER", "Kept for me";
    }
}

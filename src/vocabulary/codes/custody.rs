//! Custody, offence, licence and risk.

use super::codes;

codes! {
    /// Closed list `LegalStatus`.
    pub enum LegalStatus {
        RemandUnconvicted = "REMAND_UNCONVICTED", "On remand, waiting for trial";
        RemandConvicted = "REMAND_CONVICTED", "On remand, waiting for sentence";
        SentencedCustody = "SENTENCED_CUSTODY", "In prison, sentenced";
        RecallFixed = "RECALL_FIXED", "Back in prison for a set time";
        RecallStandard = "RECALL_STANDARD", "Back in prison";
        ImmigrationHeld = "IMMIGRATION_HELD", "Held for immigration";
        TempReleaseRotl = "TEMP_RELEASE_ROTL", "Out for a short time";
        Licence = "LICENCE", "On licence";
        CommunitySentence = "COMMUNITY_SENTENCE", "On a community sentence";
        SentenceEnded = "SENTENCE_ENDED", "My sentence has ended";
        PssLegacy = "PSS_LEGACY", "After-sentence supervision (old)";
    }

    /// Closed list `CustodyStage`.
    pub enum CustodyStage {
        Remand = "REMAND", "On remand";
        Sentenced = "SENTENCED", "Sentenced";
        Recalled = "RECALLED", "Back in prison";
        InCommunity = "IN_COMMUNITY", "In the community";
        Ended = "ENDED", "Ended";
        Other = "OTHER", "Something else";
    }

    /// Closed list `SentenceType`.
    pub enum SentenceType {
        Sds = "SDS", "Standard sentence";
        Eds = "EDS", "Extended sentence";
        Sopc = "SOPC", "Special sentence";
        Life = "LIFE", "Life";
        Ipp = "IPP", "IPP";
        YoiDetention = "YOI_DETENTION", "Young offender institution sentence";
        None = "NONE", "No sentence";
    }

    /// Closed list `SentenceLengthBand`.
    pub enum SentenceLengthBand {
        Remand = "REMAND", "On remand";
        U12m = "U12M", "Under 12 months";
        M12ToY4 = "M12_TO_Y4", "12 months to 4 years";
        Y4Plus = "Y4_PLUS", "4 years or more";
        Life = "LIFE", "Life";
    }

    /// Closed list `ReleaseDateType`.
    pub enum ReleaseDateType {
        Ard = "ARD", "Automatic release date";
        Crd = "CRD", "Conditional release date";
        Ped = "PED", "Parole date";
        Ted = "TED", "Tariff end date";
        RecallDue = "RECALL_DUE", "End of recall";
        Hdced = "HDCED", "Home curfew date";
        CourtDate = "COURT_DATE", "Court date";
    }

    /// Closed list `DateConfidence`.
    pub enum DateConfidence {
        Confirmed = "CONFIRMED", "Sure";
        Likely = "LIKELY", "Likely";
        NotKnown = "NOT_KNOWN", "Not known";
    }

    /// Closed list `ReleaseWindow`.
    pub enum ReleaseWindow {
        Within4Weeks = "WITHIN_4_WEEKS", "In the next 4 weeks";
        Within3Months = "WITHIN_3_MONTHS", "In the next 3 months";
        Within10Months = "WITHIN_10_MONTHS", "In the next 10 months";
        Later = "LATER", "Later";
        NotKnown = "NOT_KNOWN", "Not known";
    }

    /// Closed list `ResponsibleOfficer`.
    pub enum ResponsibleOfficer {
        Pom = "POM", "My prison offender manager";
        Com = "COM", "My probation worker";
    }

    /// Closed list `CourtOrderType`.
    pub enum CourtOrderType {
        Restraining = "RESTRAINING", "Order to stay away";
        Other = "OTHER", "Another order";
    }

    /// Closed list `ConditionGroup`.
    pub enum ConditionGroup {
        Standard = "STANDARD", "A rule everyone has";
        Additional = "ADDITIONAL", "An extra rule";
        Bespoke = "BESPOKE", "A rule made for me";
    }

    /// Closed list `LicenceConditionType`.
    pub enum LicenceConditionType {
        GoodBehaviour = "GOOD_BEHAVIOUR", "Behave well";
        NoOffence = "NO_OFFENCE", "No new offence";
        KeepInTouch = "KEEP_IN_TOUCH", "Keep in touch";
        ReceiveVisits = "RECEIVE_VISITS", "Be there for visits";
        LiveAtApprovedAddress = "LIVE_AT_APPROVED_ADDRESS", "Live where agreed";
        WorkApproved = "WORK_APPROVED", "Ask before I start work";
        NoTravelAbroad = "NO_TRAVEL_ABROAD", "Ask before I go abroad";
        NameChange = "NAME_CHANGE", "Tell them if I change my name";
        ContactDetails = "CONTACT_DETAILS", "Tell them my contact details";
        Curfew = "CURFEW", "Be home at set times";
        ExclusionArea = "EXCLUSION_AREA", "Places I cannot go";
        NonContact = "NON_CONTACT", "People I cannot contact";
        DrugTest = "DRUG_TEST", "Drug tests";
        AlcoholTag = "ALCOHOL_TAG", "Alcohol tag";
        LocationTag = "LOCATION_TAG", "Location tag";
        Programme = "PROGRAMME", "A course";
        Other = "OTHER", "Another rule";
    }

    /// Closed list `AppointmentTimeType`.
    pub enum AppointmentTimeType {
        ImmediateUponRelease = "IMMEDIATE_UPON_RELEASE", "Straight after I leave";
        NextWorkingDay2pm = "NEXT_WORKING_DAY_2PM", "Next working day at 2pm";
        SpecificDateTime = "SPECIFIC_DATE_TIME", "A set day and time";
        NoAppointmentNeeded = "NO_APPOINTMENT_NEEDED", "No appointment needed";
    }

    /// Closed list `AppointmentDelivery`.
    pub enum AppointmentDelivery {
        PhoneCall = "PHONE_CALL", "Phone call";
        VideoCall = "VIDEO_CALL", "Video call";
        InPersonProbationOffice = "IN_PERSON_PROBATION_OFFICE", "At the probation office";
        InPersonOtherLocation = "IN_PERSON_OTHER_LOCATION", "Somewhere else";
    }

    /// Closed list `RecallAlternative`.
    pub enum RecallAlternative {
        ChangePlan = "CHANGE_PLAN", "Change the plan";
        AddService = "ADD_SERVICE", "Add support";
        MoreContact = "MORE_CONTACT", "See each other more";
        HomeVisit = "HOME_VISIT", "A home visit";
        MaracOrIom = "MARAC_OR_IOM", "A meeting of services";
        VaryLicence = "VARY_LICENCE", "Change the rules";
        FamilySupport = "FAMILY_SUPPORT", "Family support";
    }

    /// Closed list `RoshLevel`.
    pub enum RoshLevel {
        Low = "LOW", "Low";
        Medium = "MEDIUM", "Medium";
        High = "HIGH", "High";
        VeryHigh = "VERY_HIGH", "Very high";
    }

    /// Closed list `MappaCategory`.
    pub enum MappaCategory {
        Category1 = "CATEGORY_1", "Category 1";
        Category2 = "CATEGORY_2", "Category 2";
        Category3 = "CATEGORY_3", "Category 3";
        Category4 = "CATEGORY_4", "Category 4";
    }

    /// Closed list `MappaLevel`.
    pub enum MappaLevel {
        Level1 = "LEVEL_1", "Level 1";
        Level2 = "LEVEL_2", "Level 2";
        Level3 = "LEVEL_3", "Level 3";
    }
}

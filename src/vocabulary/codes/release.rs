//! Release day and the directory.

use super::codes;

codes! {
    /// Closed list `SessionTheme`.
    pub enum SessionTheme {
        GettingReady = "GETTING_READY", "Getting ready";
        WhoIAm = "WHO_I_AM", "Who I am";
        WhoIWantToBe = "WHO_I_WANT_TO_BE", "Who I want to be";
        ConfidenceAndCoping = "CONFIDENCE_AND_COPING", "Confidence and coping";
        LearnAndWork = "LEARN_AND_WORK", "Learning and work";
        LifeSkills = "LIFE_SKILLS", "Life skills";
        MeetingCommunityServices = "MEETING_COMMUNITY_SERVICES", "Meeting services outside";
    }

    /// Closed list `ReleaseSource`.
    pub enum ReleaseSource {
        PrisonFeed = "PRISON_FEED", "From the prison";
        KeyDate = "KEY_DATE", "From the date";
        Declared = "DECLARED", "A worker said so";
    }

    /// Closed list `ArrivedSafely`.
    pub enum ArrivedSafely {
        Yes = "YES", "Yes";
        NotYet = "NOT_YET", "Not yet";
        CouldNotReach = "COULD_NOT_REACH", "Could not reach me";
    }

    /// Closed list `ThingItem`.
    pub enum ThingItem {
        Id = "ID", "ID";
        Meds = "MEDS", "Medicines";
        PhoneSim = "PHONE_SIM", "Phone and SIM";
        Money = "MONEY", "Money";
        Clothes = "CLOTHES", "Clothes";
        Toiletries = "TOILETRIES", "Toiletries";
        PlanCopy = "PLAN_COPY", "My plan";
        Keys = "KEYS", "Keys";
        Belongings = "BELONGINGS", "My things";
    }

    /// Closed list `CheckInDay`.
    pub enum CheckInDay {
        Day1 = "DAY_1", "Day 1";
        Day3 = "DAY_3", "Day 3";
        Day7 = "DAY_7", "Day 7";
        Day28 = "DAY_28", "Day 28";
    }

    /// Closed list `CheckInHow`.
    pub enum CheckInHow {
        InPerson = "IN_PERSON", "In person";
        Phone = "PHONE", "Phone";
        Text = "TEXT", "Text";
        Video = "VIDEO", "Video";
    }

    /// Closed list `SpecialContact`.
    pub enum SpecialContact {
        LeavingCareDuty = "LEAVING_CARE_DUTY", "Leaving care duty team";
        PrisonCareLead = "PRISON_CARE_LEAD", "Prison care lead";
        HousingDtrInbox = "HOUSING_DTR_INBOX", "Housing referrals";
        Safeguarding = "SAFEGUARDING", "Safeguarding";
        Marac = "MARAC", "MARAC";
        Dpo = "DPO", "Data protection officer";
        OutOfHours = "OUT_OF_HOURS", "Out of hours";
    }
}

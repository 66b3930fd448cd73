//! Care experience and her own pages.

use super::codes;

codes! {
    /// Closed list `YesNoNotSaid`.
    pub enum YesNoNotSaid {
        Yes = "YES", "Yes";
        No = "NO", "No";
        NotSaid = "NOT_SAID", "I did not say";
    }

    /// Closed list `CareToldBy`.
    pub enum CareToldBy {
        Me = "ME", "I told someone";
        CouncilConfirmed = "COUNCIL_CONFIRMED", "My council confirmed it";
    }

    /// Closed list `CareType`.
    pub enum CareType {
        Foster = "FOSTER", "Foster care";
        Residential = "RESIDENTIAL", "Children's home";
        Kinship = "KINSHIP", "Family or friends";
        Adoption = "ADOPTION", "Adoption";
        Secure = "SECURE", "Secure home";
        Other = "OTHER", "Something else";
    }

    /// Closed list `CareLegalCategory`.
    pub enum CareLegalCategory {
        Eligible = "ELIGIBLE", "Eligible";
        Relevant = "RELEVANT", "Relevant";
        FormerRelevant = "FORMER_RELEVANT", "Former relevant";
        Qualifying = "QUALIFYING", "Qualifying";
        WalesCat1 = "WALES_CAT_1", "Wales category 1";
        WalesCat2 = "WALES_CAT_2", "Wales category 2";
        WalesCat3 = "WALES_CAT_3", "Wales category 3";
        WalesCat4 = "WALES_CAT_4", "Wales category 4";
        WalesCat5 = "WALES_CAT_5", "Wales category 5";
        WalesCat6 = "WALES_CAT_6", "Wales category 6";
        NoStatutoryCategory = "NO_STATUTORY_CATEGORY", "No legal category";
        Checking = "CHECKING", "We are checking";
    }

    /// Closed list `PaStatus`.
    pub enum PaStatus {
        NotAsked = "NOT_ASKED", "Not asked yet";
        LaContacted = "LA_CONTACTED", "My council was contacted";
        Allocated = "ALLOCATED", "I have a PA";
        Offered = "OFFERED", "I was offered a PA";
        ISaidNoForNow = "I_SAID_NO_FOR_NOW", "I said no for now";
        DutyTeam = "DUTY_TEAM", "The duty team helps me";
        EndedAge = "ENDED_AGE", "Ended because of my age";
        NotEntitled = "NOT_ENTITLED", "Not available to me";
    }

    /// Closed list `InTouch`.
    pub enum InTouch {
        Yes = "YES", "Yes";
        No = "NO", "No";
        Refu = "REFU", "I do not want contact";
        Nreq = "NREQ", "Contact no longer needed";
        Rhom = "RHOM", "Returned home";
    }

    /// Closed list `PaVisitKind`.
    pub enum PaVisitKind {
        First7Days = "FIRST_7_DAYS", "Within 7 days of moving in";
        Routine = "ROUTINE", "Regular visit";
        BeforeReview = "BEFORE_REVIEW", "Before a review";
        SheAsked = "SHE_ASKED", "I asked";
        Other = "OTHER", "Another visit";
    }

    /// Closed list `CareEntitlement`.
    pub enum CareEntitlement {
        PaTo25 = "PA_TO_25", "A PA until 25";
        SocialHousingLocalConnectionExempt = "SOCIAL_HOUSING_LOCAL_CONNECTION_EXEMPT", "No local connection test for social housing";
        PriorityNeed1820 = "PRIORITY_NEED_18_20", "Priority for housing";
        SettingUpHomeGrant = "SETTING_UP_HOME_GRANT", "Money to set up home";
        StayingClose = "STAYING_CLOSE", "Staying close support";
    }

    /// Closed list `AboutMePageKind`.
    pub enum AboutMePageKind {
        MyStory = "MY_STORY", "My story";
        IdentityWork = "IDENTITY_WORK", "Who I am and who I want to be";
        LifeStoryTool = "LIFE_STORY_TOOL", "My life story work";
        RelationshipsTool = "RELATIONSHIPS_TOOL", "My relationships work";
    }

    /// Closed list `GoalArea`.
    pub enum GoalArea {
        Home = "HOME", "Home" reveals [HousingNeed];
        Health = "HEALTH", "Health" reveals [PhysHealth];
        Mind = "MIND", "Mind" reveals [MentalHealth];
        KeepSafe = "KEEP_SAFE", "Keeping safe when I am low" reveals [SelfHarm];
        Safe = "SAFE", "Safe" reveals [DomAbuse];
        Exploitation = "EXPLOITATION", "Not being used by others" reveals [Exploitation];
        DrugsAlcohol = "DRUGS_ALCOHOL", "Drugs and alcohol" reveals [Substance];
        Family = "FAMILY", "Family" reveals [ChildrenFamily];
        FriendsCircle = "FRIENDS_CIRCLE", "Friends and circle" reveals [Circle];
        Learn = "LEARN", "Learn" reveals [LearningWork];
        Work = "WORK", "Work" reveals [LearningWork];
        Money = "MONEY", "Money" reveals [MoneyId];
        Identity = "IDENTITY", "Who I am" reveals [Equality];
        Licence = "LICENCE", "My rules" reveals [Licence];
        Community = "COMMUNITY", "Community";
        LifeSkills = "LIFE_SKILLS", "Life skills";
    }
}

//! Her team and her circle.

use super::codes;

codes! {
    /// Closed list `CircleRelation`.
    pub enum CircleRelation {
        Family = "FAMILY", "Family";
        ChosenFamily = "CHOSEN_FAMILY", "Chosen family";
        Partner = "PARTNER", "Partner";
        Friend = "FRIEND", "Friend";
        Mentor = "MENTOR", "Mentor";
        TeacherCoach = "TEACHER_COACH", "Teacher or coach";
        Pet = "PET", "Pet";
        Other = "OTHER", "Someone else";
    }

    /// Closed list `CircleSafety`.
    pub enum CircleSafety {
        Safe = "SAFE", "Safe";
        Mixed = "MIXED", "Mixed";
        NotSafe = "NOT_SAFE", "Not safe";
        NotSure = "NOT_SURE", "Not sure";
    }

    /// Closed list `CircleCloseness`.
    pub enum CircleCloseness {
        VeryClose = "VERY_CLOSE", "Very close";
        Close = "CLOSE", "Close";
        NotSoClose = "NOT_SO_CLOSE", "Not so close";
    }

    /// Closed list `CircleWish`.
    pub enum CircleWish {
        Closer = "CLOSER", "Closer";
        Same = "SAME", "The same";
        Less = "LESS", "Less";
        End = "END", "Let go";
    }

    /// Closed list `ContactAgreement`.
    pub enum ContactAgreement {
        Agreed = "AGREED", "They agreed";
        NotAsked = "NOT_ASKED", "Not asked";
        SaidNo = "SAID_NO", "They said no";
    }

    /// Closed list `MembershipState`.
    pub enum MembershipState {
        Invited = "INVITED", "Invited";
        Live = "LIVE", "On my team";
        Ended = "ENDED", "Ended";
    }

    /// Closed list `MembershipEndReason`.
    pub enum MembershipEndReason {
        HerChoice = "HER_CHOICE", "I chose";
        RoleEnded = "ROLE_ENDED", "Their work with me ended";
        SentenceEnded = "SENTENCE_ENDED", "My sentence ended";
        MovedPrison = "MOVED_PRISON", "I moved prison";
        WorkerLeft = "WORKER_LEFT", "The worker left";
        AgencyLeft = "AGENCY_LEFT", "The agency left";
        NotAccepted = "NOT_ACCEPTED", "They did not accept";
        NoContact = "NO_CONTACT", "No contact for a long time";
    }

    /// Closed list `AttachmentPlace`.
    pub enum AttachmentPlace {
        MyStory = "MY_STORY", "My story" reveals [AboutMe];
        IdentityWork = "IDENTITY_WORK", "Who I am" reveals [AboutMe, Equality];
        LifeStoryTool = "LIFE_STORY_TOOL", "Life story work" reveals [AboutMe];
        RelationshipsTool = "RELATIONSHIPS_TOOL", "Relationships work" reveals [AboutMe, Circle];
        MyView = "MY_VIEW", "What I think" reveals [ReviewsOutcomes];
        Housing = "HOUSING", "About my home" reveals [HousingNeed];
        Learning = "LEARNING", "Certificates" reveals [LearningWork];
        PlanCopy = "PLAN_COPY", "A copy of my plan" reveals [PlanActions, AboutMe, ReviewsOutcomes];
    }

    /// Closed list `AttachmentKind`.
    pub enum AttachmentKind {
        Audio = "AUDIO", "Audio";
        Document = "DOCUMENT", "Paper";
        Picture = "PICTURE", "Picture";
    }

    /// Closed list `ContactOutcome`.
    pub enum ContactOutcome {
        Made = "MADE", "We spoke";
        Missed = "MISSED", "We did not speak";
        Moved = "MOVED", "We moved it";
    }

    /// Closed list `FeedbackTopic`.
    pub enum FeedbackTopic {
        MyPlan = "MY_PLAN", "My plan";
        AWorker = "A_WORKER", "A worker";
        AService = "A_SERVICE", "A service";
        AMeeting = "A_MEETING", "A meeting";
        MyChoices = "MY_CHOICES", "How my choices were asked";
        TheHub = "THE_HUB", "This system";
    }
}

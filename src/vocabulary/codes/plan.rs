//! The plan, its goals and its reviews.

use super::codes;

codes! {
    /// Closed list `PlanType`.
    pub enum PlanType {
        Remand = "REMAND", "Remand plan";
        Short = "SHORT", "Short plan";
        Standard = "STANDARD", "Plan";
        Long = "LONG", "Long plan";
        Life = "LIFE", "Life plan";
        Recall = "RECALL", "Recall plan";
        Community = "COMMUNITY", "Community plan";
    }

    /// Closed list `PlanPhase`.
    pub enum PlanPhase {
        Arrival = "ARRIVAL", "Arriving";
        Custody = "CUSTODY", "Inside";
        PreRelease56 = "PRE_RELEASE_56", "Getting ready to leave";
        ReleaseDay = "RELEASE_DAY", "The day I leave";
        Community = "COMMUNITY", "In the community";
        Recall = "RECALL", "Back in prison";
        SentenceEnding = "SENTENCE_ENDING", "My sentence is ending";
        Closed = "CLOSED", "Closed";
    }

    /// Closed list `LeadReason`.
    pub enum LeadReason {
        MoreThan10Months = "MORE_THAN_10_MONTHS", "More than 10 months to go";
        TenMonthsOrLess = "TEN_MONTHS_OR_LESS", "10 months or less to go";
        ReleaseDateNotKnown = "RELEASE_DATE_NOT_KNOWN", "No date known";
        OnRemand = "ON_REMAND", "On remand";
        Recalled = "RECALLED", "Back in prison";
        InCommunity = "IN_COMMUNITY", "In the community";
        HeldAfterSentence = "HELD_AFTER_SENTENCE", "Held after my sentence";
        AfterSentenceIAsked = "AFTER_SENTENCE_I_ASKED", "My sentence ended and I asked";
        Override = "OVERRIDE", "Two agencies agreed";
        HandoverNotFinished = "HANDOVER_NOT_FINISHED", "Handover not finished";
    }

    /// Closed list `PlanAgreement`.
    pub enum PlanAgreement {
        Draft = "DRAFT", "Not finished";
        Agreed = "AGREED", "I agree";
        DoNotAgree = "DO_NOT_AGREE", "I do not agree";
        CouldNotAnswer = "COULD_NOT_ANSWER", "I could not answer";
        UpdatedAgreed = "UPDATED_AGREED", "Changed and I agree";
        UpdatedDoNotAgree = "UPDATED_DO_NOT_AGREE", "Changed and I do not agree";
    }

    /// Closed list `SaidHow`.
    pub enum SaidHow {
        VerbalWithWorker = "VERBAL_WITH_WORKER", "I said it to a worker";
        Signed = "SIGNED", "I signed it";
        Digital = "DIGITAL", "I did it on a screen";
        Interpreted = "INTERPRETED", "Through an interpreter";
    }

    /// Closed list `PlanSectionCode`.
    pub enum PlanSectionCode {
        AboutMe = "ABOUT_ME", "About me" reveals [AboutMe];
        Team = "TEAM", "My team" reveals [TeamContacts];
        Circle = "CIRCLE", "My circle" reveals [Circle];
        Home = "HOME", "My home" reveals [HousingNeed];
        Health = "HEALTH", "My health" reveals [PhysHealth];
        Mind = "MIND", "My mind" reveals [MentalHealth];
        Safe = "SAFE", "Being safe" reveals [DomAbuse];
        DrugsAlcohol = "DRUGS_ALCOHOL", "Drugs and alcohol" reveals [Substance];
        Family = "FAMILY", "My family" reveals [ChildrenFamily];
        LearnWork = "LEARN_WORK", "Learning and work" reveals [LearningWork];
        Money = "MONEY", "Money" reveals [MoneyId];
        LifeSkills = "LIFE_SKILLS", "Life skills";
        Identity = "IDENTITY", "Who I am" reveals [Equality];
        Licence = "LICENCE", "My rules" reveals [Licence];
        Release = "RELEASE", "Leaving" reveals [ReleaseDay, CustodyDates];
        RemandPages = "REMAND_PAGES", "While I wait" reveals [CustodyDates];
        IfThingsGoWrong = "IF_THINGS_GO_WRONG", "If things go wrong" reveals [HousingNeed, SelfHarm];
    }

    /// Closed list `SectionStatus`.
    pub enum SectionStatus {
        NotYet = "NOT_YET", "Not yet";
        Started = "STARTED", "Started";
        DoneForNow = "DONE_FOR_NOW", "Done for now";
        NotForMe = "NOT_FOR_ME", "Not for me";
    }

    /// Closed list `AudienceLabel`.
    pub enum AudienceLabel {
        OnlyMe = "ONLY_ME", "Only me";
        ChosenPeople = "CHOSEN_PEOPLE", "People I picked";
        MyLead = "MY_LEAD", "My lead";
        MyTeam = "MY_TEAM", "Those on my team who may see it";
    }

    /// Closed list `CopyFormat`.
    pub enum CopyFormat {
        Print = "PRINT", "Paper";
        EasyRead = "EASY_READ", "Easy Read";
        Audio = "AUDIO", "To listen to";
        Digital = "DIGITAL", "On a screen";
    }

    /// Closed list `LeadChangeKind`.
    pub enum LeadChangeKind {
        Planned = "PLANNED", "Coming up";
        Happened = "HAPPENED", "Happened";
        Override = "OVERRIDE", "Someone else for now";
    }

    /// Closed list `LifeSkillKind`.
    pub enum LifeSkillKind {
        ManageAHome = "MANAGE_A_HOME", "Look after a home";
        Cook = "COOK", "Cook";
        Bills = "BILLS", "Bills";
        Travel = "TRAVEL", "Get around";
        PhoneAndOnline = "PHONE_AND_ONLINE", "Phone and online";
        FormsAndAppointments = "FORMS_AND_APPOINTMENTS", "Forms and appointments";
        Responsibilities = "RESPONSIBILITIES", "What I am responsible for";
        WhereToGetHelp = "WHERE_TO_GET_HELP", "Where to go if things go wrong";
        Other = "OTHER", "Something else";
    }

    /// Closed list `StageTask`.
    pub enum StageTask {
        AskAboutCareKindly = "ASK_ABOUT_CARE_KINDLY", "Ask kindly about care";
        ExplainChoices = "EXPLAIN_CHOICES", "Explain my choices";
        FirstTeamMeeting = "FIRST_TEAM_MEETING", "First team meeting";
        ContactCouncil = "CONTACT_COUNCIL", "Contact my council" reveals [CareStatus];
        StartMyPlan = "START_MY_PLAN", "Start my plan";
        IntroduceProbation = "INTRODUCE_PROBATION", "Meet my probation worker";
        HousingTalk = "HOUSING_TALK", "Talk about my home" reveals [HousingNeed];
        DutyToRefer = "DUTY_TO_REFER", "Ask the council for housing help" reveals [HousingNeed];
        Start56DayOffer = "START_56_DAY_OFFER", "Start getting ready" reveals [ReleaseDay];
        IntroduceCommunityServices = "INTRODUCE_COMMUNITY_SERVICES", "Meet people outside";
        PrepareReleaseDay = "PREPARE_RELEASE_DAY", "Plan the day I leave" reveals [ReleaseDay];
        MeetAtGate = "MEET_AT_GATE", "Meet me at the gate" reveals [ReleaseDay];
        FirstAppointments = "FIRST_APPOINTMENTS", "Go with me to first appointments" reveals [ReleaseDay];
        CheckIn = "CHECK_IN", "Check in with me";
        ReviewAfterRelease = "REVIEW_AFTER_RELEASE", "Look at my plan again";
        ResumePlanOnRecall = "RESUME_PLAN_ON_RECALL", "Pick up my plan again";
        ContinueAfterSentence = "CONTINUE_AFTER_SENTENCE", "Support after my sentence";
    }

    /// Closed list `GoalPriority`.
    pub enum GoalPriority {
        Now = "NOW", "Now";
        Next = "NEXT", "Next";
        Later = "LATER", "Later";
    }

    /// Closed list `GoalStatus`.
    pub enum GoalStatus {
        NotStarted = "NOT_STARTED", "Not started";
        Going = "GOING", "Going";
        Done = "DONE", "Done";
        Parked = "PARKED", "Parked";
    }

    /// Closed list `StepStatus`.
    pub enum StepStatus {
        ToDo = "TO_DO", "To do";
        Doing = "DOING", "Doing";
        Done = "DONE", "Done";
        Stuck = "STUCK", "Stuck";
        Dropped = "DROPPED", "Dropped";
    }

    /// Closed list `ReviewType`.
    pub enum ReviewType {
        Arrival = "ARRIVAL", "When I arrive" reveals [CustodyDates];
        Routine = "ROUTINE", "Regular check";
        IAsked = "I_ASKED", "I asked";
        NeedsChanged = "NEEDS_CHANGED", "Things changed";
        Sentenced = "SENTENCED", "After sentence" reveals [CustodyDates];
        Recalled = "RECALLED", "Back in prison" reveals [CustodyDates];
        MovedPrison = "MOVED_PRISON", "I moved prison" reveals [CustodyDates];
        Handover10m = "HANDOVER_10M", "Change of lead" reveals [CustodyDates];
        Start56 = "START_56", "Getting ready starts" reveals [CustodyDates];
        BeforeRelease = "BEFORE_RELEASE", "Before I leave" reveals [CustodyDates];
        AfterRelease = "AFTER_RELEASE", "After I leave" reveals [CustodyDates];
        HousingBrokeDown = "HOUSING_BROKE_DOWN", "My home fell through" reveals [HousingNeed];
        SentenceEnding = "SENTENCE_ENDING", "My sentence is ending" reveals [CustodyDates];
        Pathway6m = "PATHWAY_6M", "Pathway plan check" reveals [CareStatus];
    }

    /// Closed list `ReviewFormat`.
    pub enum ReviewFormat {
        TeamMeeting = "TEAM_MEETING", "Team meeting";
        OneToOne = "ONE_TO_ONE", "One to one";
        Video = "VIDEO", "Video";
        Phone = "PHONE", "Phone";
        Paper = "PAPER", "On paper";
    }

    /// Closed list `AttendeeMode`.
    pub enum AttendeeMode {
        InTheRoom = "IN_THE_ROOM", "In the room";
        ByVideoOrPhone = "BY_VIDEO_OR_PHONE", "By video or phone";
        SentViews = "SENT_VIEWS", "Sent their views";
    }

    /// Closed list `DecisionMaker`.
    pub enum DecisionMaker {
        Com = "COM", "My probation worker";
        Pom = "POM", "My prison offender manager";
        PaManager = "PA_MANAGER", "My PA's manager";
        Lha = "LHA", "The council housing team";
        Other = "OTHER", "Someone else";
    }

    /// Closed list `DecisionForum`.
    pub enum DecisionForum {
        Mappa = "MAPPA", "MAPPA";
        Marac = "MARAC", "MARAC";
        Iom = "IOM", "IOM";
        Other = "OTHER", "Another meeting";
    }

    /// Closed list `DisagreementStatus`.
    pub enum DisagreementStatus {
        Open = "OPEN", "Open";
        Agreed = "AGREED", "We agree now";
        Escalated1 = "ESCALATED_1", "With line managers";
        Escalated2 = "ESCALATED_2", "With heads of service";
        ClosedNotAgreed = "CLOSED_NOT_AGREED", "Closed, not agreed";
    }

    /// Closed list `EscalatedTo`.
    pub enum EscalatedTo {
        LineManagers = "LINE_MANAGERS", "Line managers";
        HeadsOfService = "HEADS_OF_SERVICE", "Heads of service";
    }

    /// Closed list `OutcomeMeasure`.
    pub enum OutcomeMeasure {
        NotReturnedToPrison = "NOT_RETURNED_TO_PRISON", "Not back in prison" reveals [CustodyDates];
        FamilyConnection = "FAMILY_CONNECTION", "Close to my family" reveals [ChildrenFamily];
        LessSelfHarmOrViolence = "LESS_SELF_HARM_OR_VIOLENCE", "Less harm" reveals [SelfHarm];
        SafeStableHome = "SAFE_STABLE_HOME", "A safe home" reveals [HousingNeed];
        Wellbeing = "WELLBEING", "Feeling well" reveals [MentalHealth];
        GoodSupport = "GOOD_SUPPORT", "Good support";
        WorkLearningPurpose = "WORK_LEARNING_PURPOSE", "Work, learning, purpose" reveals [LearningWork];
        FeelsSafe = "FEELS_SAFE", "Feeling safe" reveals [DomAbuse];
        ConfidentAboutWork = "CONFIDENT_ABOUT_WORK", "Sure about work" reveals [LearningWork];
        ManagingMoney = "MANAGING_MONEY", "Managing money" reveals [MoneyId];
        SubstanceReduction = "SUBSTANCE_REDUCTION", "Less drugs or alcohol" reveals [Substance];
        Parenting = "PARENTING", "Being a parent" reveals [ChildrenFamily];
    }

    /// Closed list `SaidBy`.
    pub enum SaidBy {
        Me = "ME", "Me";
        Worker = "WORKER", "A worker";
        System = "SYSTEM", "The computer";
    }
}

//! Tasks, safety messages, rights and incidents.

use super::codes;

codes! {
    /// Closed list `TaskKind`.
    pub enum TaskKind {
        ReviewDue = "REVIEW_DUE", "Hold a review";
        LeadChange = "LEAD_CHANGE", "Meet for a new lead";
        LeadDiffers = "LEAD_DIFFERS", "Lead and responsible officer differ";
        SendDutyToRefer = "SEND_DUTY_TO_REFER", "Send the housing referral";
        RefreshDutyToRefer = "REFRESH_DUTY_TO_REFER", "Send it again";
        NoHomeYet = "NO_HOME_YET", "No home yet";
        RentHelpEnding = "RENT_HELP_ENDING", "Rent help ends soon";
        StepStuck = "STEP_STUCK", "A step is stuck";
        ReleaseSoon = "RELEASE_SOON", "Release is near";
        PickUpCheck = "PICK_UP_CHECK", "Check the pick-up";
        ArrivalCheck = "ARRIVAL_CHECK", "Did she get there";
        PaVisitDue = "PA_VISIT_DUE", "Visit is due";
        MissedContact = "MISSED_CONTACT", "Two missed contacts";
        DisagreementDue = "DISAGREEMENT_DUE", "Settle a disagreement";
        ReadNotice = "READ_NOTICE", "Read her the notice";
        TellHer = "TELL_HER", "Tell her";
        AskHer = "ASK_HER", "Ask her";
        ChoiceEnding = "CHOICE_ENDING", "A choice ends soon";
        ConfirmChoice = "CONFIRM_CHOICE", "Confirm a choice";
        StopUsing = "STOP_USING", "Stop using";
        ApprovePush = "APPROVE_PUSH", "Approve a safety message";
        ReviewEmergency = "REVIEW_EMERGENCY", "Check an emergency look";
        AccessEnding = "ACCESS_ENDING", "Access ends soon";
        TrainingEnding = "TRAINING_ENDING", "Training ends soon";
        AnswerRequest = "ANSWER_REQUEST", "Answer her request";
        ReportIncident = "REPORT_INCIDENT", "Report an incident";
    }

    /// Closed list `SourceClock`.
    pub enum SourceClock {
        ReviewPlanType = "REVIEW_PLAN_TYPE", "Plan review clock";
        ReviewPathway6m = "REVIEW_PATHWAY_6M", "Six-month review";
        ReviewEvent10wd = "REVIEW_EVENT_10WD", "Event, 10 working days";
        ReviewRecall5wd = "REVIEW_RECALL_5WD", "Recall, 5 working days";
        Lead10m = "LEAD_10M", "Ten months";
        DtrThreat56 = "DTR_THREAT_56", "Homelessness law, 56 days";
        FixedRecall56 = "FIXED_RECALL_56", "Fixed recall, 56 days";
        Offer56 = "OFFER_56", "Pre-release offer, 56 days";
        DtrRefresh26w = "DTR_REFRESH_26W", "Referral, 26 weeks";
        HomelessRelease = "HOMELESS_RELEASE", "Homeless release (56, 28, 14, 7, 1 days)";
        Tenancy2814 = "TENANCY_28_14", "Rent help (28, 14 days)";
        Release287 = "RELEASE_28_7", "Release (28, 7 days)";
        Arrival4h = "ARRIVAL_4H", "Arrival, 4 hours";
        PaVisit7d = "PA_VISIT_7D", "Visit, 7 days";
        PaVisit2m = "PA_VISIT_2M", "Visit, 2 months";
        Disagree5wd = "DISAGREE_5WD", "Disagreement, 5 working days";
        Disagree10wd = "DISAGREE_10WD", "Disagreement, 10 working days";
        Notice5wd = "NOTICE_5WD", "Notice, 5 working days";
        TellHer14d = "TELL_HER_14D", "Tell her, 14 days";
        Ask7d = "ASK_7D", "Ask her, 7 days";
        ChoiceEnd28d = "CHOICE_END_28D", "Choice ends, 28 days";
        PushApproval24h = "PUSH_APPROVAL_24H", "Approval, 24 hours";
        EmergencyReview24h = "EMERGENCY_REVIEW_24H", "Emergency check, 24 hours";
        Access90d = "ACCESS_90D", "No contact, 90 days";
        Training30d = "TRAINING_30D", "Training, 30 days";
        Rights1m = "RIGHTS_1M", "Request, one month";
        Incident72h = "INCIDENT_72H", "Incident, 72 hours";
        Event = "EVENT", "An event";
    }

    /// Closed list `TaskState`.
    pub enum TaskState {
        Open = "OPEN", "To do";
        Doing = "DOING", "Doing";
        Done = "DONE", "Done";
        NotNeeded = "NOT_NEEDED", "Not needed";
        Escalated = "ESCALATED", "Late, passed up";
    }

    /// Closed list `EscalationLevel`.
    pub enum EscalationLevel {
        Lead = "LEAD", "The lead";
        Managers = "MANAGERS", "Line managers";
        HeadsOfService = "HEADS_OF_SERVICE", "Heads of service";
        Dpo = "DPO", "Data protection officer";
    }

    /// Closed list `AskedHer`.
    pub enum AskedHer {
        SheAgreed = "SHE_AGREED", "I said yes";
        SheDidNotAgree = "SHE_DID_NOT_AGREE", "I did not agree";
        UnsafeToAsk = "UNSAFE_TO_ASK", "Not safe to ask";
        NoTime = "NO_TIME", "No time";
        CouldNotReach = "COULD_NOT_REACH", "Could not reach me";
    }

    /// Closed list `PushRecipient`.
    pub enum PushRecipient {
        PrisonSafety = "PRISON_SAFETY", "Prison safety or duty manager";
        Health = "HEALTH", "Health";
        Ap = "AP", "Hostel";
        ChildrensFrontDoor = "CHILDRENS_FRONT_DOOR", "Children's services front door";
        Idva = "IDVA", "Abuse service";
        MaracCoordinator = "MARAC_COORDINATOR", "MARAC coordinator";
        MappaCoordinator = "MAPPA_COORDINATOR", "MAPPA coordinator";
        Com = "COM", "Probation";
        Police999 = "POLICE_999", "Police, 999";
        NamedInOrder = "NAMED_IN_ORDER", "Named in the order";
        TeamRole = "TEAM_ROLE", "A role on the team";
    }

    /// Closed list `PushRoute`.
    pub enum PushRoute {
        HubInbox = "HUB_INBOX", "Inbox in the hub";
        Phone = "PHONE", "Phone";
        SecureEmail = "SECURE_EMAIL", "Secure email";
    }

    /// Closed list `PushStatus`.
    pub enum PushStatus {
        Draft = "DRAFT", "Being written";
        WaitingApproval = "WAITING_APPROVAL", "Waiting";
        Sent = "SENT", "Sent";
        Delivered = "DELIVERED", "Arrived";
        Acknowledged = "ACKNOWLEDGED", "Seen";
        Refused = "REFUSED", "Not agreed";
        Ended = "ENDED", "Ended";
    }

    /// Closed list `ResentBecause`.
    pub enum ResentBecause {
        NewTeamMember = "NEW_TEAM_MEMBER", "A new worker";
        NotAcknowledged = "NOT_ACKNOWLEDGED", "No answer";
        Changed = "CHANGED", "It changed";
    }

    /// Closed list `DutyRole`.
    pub enum DutyRole {
        PrisonSafety = "PRISON_SAFETY", "Prison safety team";
        OrderlyOfficer = "ORDERLY_OFFICER", "Officer in charge";
        PrisonHealthcare = "PRISON_HEALTHCARE", "Prison healthcare";
        ApNightStaff = "AP_NIGHT_STAFF", "Approved premises at night";
    }

    /// Closed list `OwnNumberKind`.
    pub enum OwnNumberKind {
        PrisonNumber = "PRISON_NUMBER", "Prison number";
        ProbationNumber = "PROBATION_NUMBER", "Probation number";
        NhsNumber = "NHS_NUMBER", "NHS number";
    }

    /// Closed list `EmergencyReason`.
    pub enum EmergencyReason {
        ArrivalOrRecallAtNight = "ARRIVAL_OR_RECALL_AT_NIGHT", "Arrival or recall at night";
        LifeAtRisk = "LIFE_AT_RISK", "A life at risk";
        AdultAtRisk = "ADULT_AT_RISK", "An adult at risk";
    }

    /// Closed list `ReviewOutcome`.
    pub enum ReviewOutcome {
        Right = "RIGHT", "It was right";
        RightWithLesson = "RIGHT_WITH_LESSON", "Right, with something to learn";
        NotRight = "NOT_RIGHT", "It was not right";
        IncidentOpened = "INCIDENT_OPENED", "Incident opened";
    }

    /// Closed list `RightsKind`.
    pub enum RightsKind {
        Access = "ACCESS", "See my data";
        Rectification = "RECTIFICATION", "This is not right";
        Erasure = "ERASURE", "Delete it";
        Restriction = "RESTRICTION", "Stop using it for now";
        Objection = "OBJECTION", "I object";
        Complaint = "COMPLAINT", "I complain";
    }

    /// Closed list `RightsRegime`.
    pub enum RightsRegime {
        UkGdpr = "UK_GDPR", "UK GDPR";
        DpaPart3 = "DPA_PART_3", "Data Protection Act, Part 3";
    }

    /// Closed list `RightsStatus`.
    pub enum RightsStatus {
        Received = "RECEIVED", "We have it";
        CheckingIdentity = "CHECKING_IDENTITY", "Checking it is me";
        WithController = "WITH_CONTROLLER", "With who must answer";
        Answered = "ANSWERED", "Answered";
        Withdrawn = "WITHDRAWN", "I took it back";
    }

    /// Closed list `ReviewState`.
    pub enum ReviewState {
        NotNeeded = "NOT_NEEDED", "Not needed";
        Waiting = "WAITING", "Waiting";
        Done = "DONE", "Done";
    }

    /// Closed list `RightsDecision`.
    pub enum RightsDecision {
        Yes = "YES", "Yes";
        Partly = "PARTLY", "Partly";
        No = "NO", "No";
        StatementAdded = "STATEMENT_ADDED", "My words were added";
    }

    /// Closed list `IncidentKind`.
    pub enum IncidentKind {
        WrongPersonSaw = "WRONG_PERSON_SAW", "Wrong person saw it";
        SentWrongly = "SENT_WRONGLY", "Sent wrongly";
        TooWidePolicy = "TOO_WIDE_POLICY", "Rules were too wide";
        LostDeviceOrPaper = "LOST_DEVICE_OR_PAPER", "Lost device or paper";
        StolenAccount = "STOLEN_ACCOUNT", "Stolen account";
        BlockBypassed = "BLOCK_BYPASSED", "A block was missed";
        Unavailable = "UNAVAILABLE", "Not available";
        Other = "OTHER", "Other";
    }

    /// Closed list `Containment`.
    pub enum Containment {
        WorkerSuspended = "WORKER_SUSPENDED", "Worker stopped";
        ClientSuspended = "CLIENT_SUSPENDED", "System stopped";
        IssuerSuspended = "ISSUER_SUSPENDED", "Sign-in stopped";
        CellClosed = "CELL_CLOSED", "Rule closed";
        FieldClosed = "FIELD_CLOSED", "Field closed";
        AgreementSuspended = "AGREEMENT_SUSPENDED", "Agreement stopped";
        RecallAsked = "RECALL_ASKED", "Asked to send back or delete";
    }

    /// Closed list `ReportDecision`.
    pub enum ReportDecision {
        NotDecided = "NOT_DECIDED", "Not decided";
        Report = "REPORT", "Report";
        DoNotReport = "DO_NOT_REPORT", "Not needed";
    }

    /// Closed list `IncidentStatus`.
    pub enum IncidentStatus {
        Open = "OPEN", "Open";
        Contained = "CONTAINED", "Stopped";
        Reported = "REPORTED", "Reported";
        Closed = "CLOSED", "Closed";
    }

    /// Closed list `TellDecision`.
    pub enum TellDecision {
        NotDecided = "NOT_DECIDED", "Not decided";
        Tell = "TELL", "Tell her";
        NotSafeYet = "NOT_SAFE_YET", "Not safe yet";
        NotNeeded = "NOT_NEEDED", "Not needed";
    }
}

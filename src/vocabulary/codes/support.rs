//! Health, safety, abuse and family.

use super::codes;

codes! {
    /// Closed list `YesNoChecking`.
    pub enum YesNoChecking {
        Yes = "YES", "Yes";
        No = "NO", "No";
        Checking = "CHECKING", "Being checked";
    }

    /// Closed list `YesNoNotNow`.
    pub enum YesNoNotNow {
        Yes = "YES", "Yes";
        No = "NO", "No";
        NotNow = "NOT_NOW", "Not now";
    }

    /// Closed list `HandoverCheck`.
    pub enum HandoverCheck {
        Done = "DONE", "Done";
        NotYet = "NOT_YET", "Not yet";
        NotNeeded = "NOT_NEEDED", "Not needed";
    }

    /// Closed list `SafetyProcess`.
    pub enum SafetyProcess {
        None = "NONE", "None";
        Open = "OPEN", "Open";
        ClosedRecently = "CLOSED_RECENTLY", "Closed a short time ago";
    }

    /// Closed list `TreatmentStatus`.
    pub enum TreatmentStatus {
        None = "NONE", "None";
        Waiting = "WAITING", "Waiting";
        Engaged = "ENGAGED", "Taking part";
        Finished = "FINISHED", "Finished";
    }

    /// Closed list `NaloxoneStatus`.
    pub enum NaloxoneStatus {
        Offered = "OFFERED", "Offered";
        Taken = "TAKEN", "I have it";
        Declined = "DECLINED", "I said no";
    }

    /// Closed list `RehabDecision`.
    pub enum RehabDecision {
        Waiting = "WAITING", "Waiting";
        Accepted = "ACCEPTED", "Yes";
        NotAccepted = "NOT_ACCEPTED", "No";
        Withdrawn = "WITHDRAWN", "Stopped";
    }

    /// Closed list `UnsafeRelation`.
    pub enum UnsafeRelation {
        Partner = "PARTNER", "Partner";
        ExPartner = "EX_PARTNER", "Ex-partner";
        Family = "FAMILY", "Family";
        Associate = "ASSOCIATE", "Someone I know";
        Other = "OTHER", "Other";
    }

    /// Closed list `ProtectiveOrderType`.
    pub enum ProtectiveOrderType {
        NonMolestation = "NON_MOLESTATION", "Non-molestation order";
        Restraining = "RESTRAINING", "Restraining order";
        Dvpo = "DVPO", "Protection order";
    }

    /// Closed list `NrmStatus`.
    pub enum NrmStatus {
        None = "NONE", "None";
        Referred = "REFERRED", "Referred";
        ReasonableGrounds = "REASONABLE_GROUNDS", "Reasonable grounds";
        Conclusive = "CONCLUSIVE", "Conclusive";
    }

    /// Closed list `FamilySupport`.
    pub enum FamilySupport {
        Parenting = "PARENTING", "Parenting";
        Contact = "CONTACT", "Contact";
        CourtRights = "COURT_RIGHTS", "My rights in court";
        LossAndSeparation = "LOSS_AND_SEPARATION", "Loss and being apart";
        Reuniting = "REUNITING", "Coming together again";
        NoneNow = "NONE_NOW", "None now";
    }

    /// Closed list `ChildAgeBand`.
    pub enum ChildAgeBand {
        Unborn = "UNBORN", "Not born yet";
        U1 = "U1", "Under 1";
        Age14 = "AGE_1_4", "1 to 4";
        Age510 = "AGE_5_10", "5 to 10";
        Age1115 = "AGE_11_15", "11 to 15";
        Age1617 = "AGE_16_17", "16 or 17";
        Age18Plus = "AGE_18_PLUS", "Grown up";
    }

    /// Closed list `ChildLivesWith`.
    pub enum ChildLivesWith {
        Me = "ME", "Me";
        Family = "FAMILY", "Family";
        Foster = "FOSTER", "Foster carers";
        Kinship = "KINSHIP", "Kinship carers";
        Adopted = "ADOPTED", "Adopted";
        Father = "FATHER", "Their father";
        Other = "OTHER", "Other";
    }

    /// Closed list `ContactLevel`.
    pub enum ContactLevel {
        None = "NONE", "None";
        Letters = "LETTERS", "Letters";
        Phone = "PHONE", "Phone";
        Video = "VIDEO", "Video";
        Visit = "VISIT", "Visits";
        LivingTogether = "LIVING_TOGETHER", "Living together";
    }

    /// Closed list `ContactType`.
    pub enum ContactType {
        Visit = "VISIT", "Visit";
        Video = "VIDEO", "Video";
        Letters = "LETTERS", "Letters";
        Phone = "PHONE", "Phone";
    }

    /// Closed list `ContactSupervisor`.
    pub enum ContactSupervisor {
        Nobody = "NOBODY", "Nobody";
        Family = "FAMILY", "Family";
        Worker = "WORKER", "A worker";
        ContactCentre = "CONTACT_CENTRE", "A contact centre";
    }

    /// Closed list `FamilyEventKind`.
    pub enum FamilyEventKind {
        FamilyDay = "FAMILY_DAY", "Family day";
        VideoSchoolEvent = "VIDEO_SCHOOL_EVENT", "School event by video";
        ChildResettlementLeave = "CHILD_RESETTLEMENT_LEAVE", "Leave to see my child";
        StayAndPlay = "STAY_AND_PLAY", "Stay and play";
    }
}

//! Homes, referrals and addresses.

use super::codes;

codes! {
    /// Closed list `HomeNow`.
    pub enum HomeNow {
        PrivateRentedHousing = "PRIVATE_RENTED_HOUSING", "Rented from a private landlord";
        SocialHousing = "SOCIAL_HOUSING", "Rented from the council or a housing association";
        PrivateHousingOwned = "PRIVATE_HOUSING_OWNED", "A home I owned";
        FamilyOrFriends = "FAMILY_OR_FRIENDS", "With family or friends";
        LocalAuthorityOrSupportedHousing = "LOCAL_AUTHORITY_OR_SUPPORTED_HOUSING", "Supported housing";
        Hostel = "HOSTEL", "A hostel";
        EmergencyHousing = "EMERGENCY_HOUSING", "Temporary council housing";
        ApprovedPremises = "APPROVED_PREMISES", "Approved premises";
        NoPermanentOrFixed = "NO_PERMANENT_OR_FIXED", "No fixed home";
        NoAnswer = "NO_ANSWER", "I did not say";
    }

    /// Closed list `HomeNowPlain`.
    pub enum HomeNowPlain {
        Rented = "RENTED", "I rented";
        Owned = "OWNED", "I owned it";
        FamilyOrFriends = "FAMILY_OR_FRIENDS", "With family or friends";
        TemporaryOrSupported = "TEMPORARY_OR_SUPPORTED", "Temporary or supported";
        NowhereFixed = "NOWHERE_FIXED", "Nowhere fixed";
        NotSaid = "NOT_SAID", "I did not say";
    }

    /// Closed list `LandlordKnows`.
    pub enum LandlordKnows {
        Yes = "YES", "Yes";
        No = "NO", "No";
        DoNotTell = "DO_NOT_TELL", "Do not tell them";
    }

    /// Closed list `HousingNeedLevel`.
    pub enum HousingNeedLevel {
        Sorted = "SORTED", "Sorted";
        AtRisk = "AT_RISK", "At risk";
        NowhereToGo = "NOWHERE_TO_GO", "Nowhere to go";
        HomelessNow = "HOMELESS_NOW", "Homeless now";
    }

    /// Closed list `HousingMustHave`.
    pub enum HousingMustHave {
        WomenOnly = "WOMEN_ONLY", "Women only";
        Staffed24h = "STAFFED_24H", "Staff day and night";
        Pets = "PETS", "My pet can come";
        StepFree = "STEP_FREE", "No steps";
        Quiet = "QUIET", "Quiet";
        OwnDoor = "OWN_DOOR", "My own front door";
    }

    /// Closed list `HousingMustHaveChildren`.
    pub enum HousingMustHaveChildren {
        ChildrenCanVisit = "CHILDREN_CAN_VISIT", "Children can visit";
        LiveWithChildren = "LIVE_WITH_CHILDREN", "I live with my children";
    }

    /// Closed list `FirstNight`.
    pub enum FirstNight {
        Settled = "SETTLED", "A settled home";
        Transient = "TRANSIENT", "A place for now";
        NoFixedAbode = "NO_FIXED_ABODE", "Nowhere";
        NotKnown = "NOT_KNOWN", "Not known";
    }

    /// Closed list `AvoidReasonKind`.
    pub enum AvoidReasonKind {
        Abuse = "ABUSE", "Abuse";
        Exploitation = "EXPLOITATION", "Being used or forced";
        Licence = "LICENCE", "A rule of my licence";
        Other = "OTHER", "Something else";
    }

    /// Closed list `LandlordType`.
    pub enum LandlordType {
        Council = "COUNCIL", "The council";
        HousingAssociation = "HOUSING_ASSOCIATION", "A housing association";
        Private = "PRIVATE", "A private landlord";
        SupportedProvider = "SUPPORTED_PROVIDER", "Supported housing";
        FamilyOrFriends = "FAMILY_OR_FRIENDS", "Family or friends";
        Other = "OTHER", "Other";
    }

    /// Closed list `TenancyPlan`.
    pub enum TenancyPlan {
        Keep = "KEEP", "Keep it";
        EndWithNotice = "END_WITH_NOTICE", "End it properly";
        Ended = "ENDED", "It has ended";
        NotDecided = "NOT_DECIDED", "Not decided";
    }

    /// Closed list `RentPaidBy`.
    pub enum RentPaidBy {
        HousingBenefit = "HOUSING_BENEFIT", "Housing Benefit";
        UcHousing = "UC_HOUSING", "Universal Credit housing";
        Me = "ME", "Me";
        SomeoneElse = "SOMEONE_ELSE", "Someone else";
        Nobody = "NOBODY", "Nobody";
        NotKnown = "NOT_KNOWN", "Not known";
    }

    /// Closed list `RentHelpRule`.
    pub enum RentHelpRule {
        HbRemand52w = "HB_REMAND_52W", "Housing Benefit 52 weeks";
        HbSentenced13w = "HB_SENTENCED_13W", "Housing Benefit 13 weeks";
        UcHousing26w = "UC_HOUSING_26W", "Universal Credit 26 weeks";
        None = "NONE", "None";
    }

    /// Closed list `ArrearsBand`.
    pub enum ArrearsBand {
        None = "NONE", "None";
        U500 = "U500", "Under 500 pounds";
        From500To2000 = "FROM_500_TO_2000", "500 to 2000 pounds";
        Over2000 = "OVER_2000", "Over 2000 pounds";
    }

    /// Closed list `BelongingsPlace`.
    pub enum BelongingsPlace {
        AtMyHome = "AT_MY_HOME", "At my home";
        WithSomeone = "WITH_SOMEONE", "With someone I trust";
        Storage = "STORAGE", "In storage";
        PrisonProperty = "PRISON_PROPERTY", "In prison property";
        NotKnown = "NOT_KNOWN", "Not known";
    }

    /// Closed list `HousingOptionType`.
    pub enum HousingOptionType {
        KeepHome = "KEEP_HOME", "Keep my home";
        FamilyFriends = "FAMILY_FRIENDS", "Family or friends";
        Social = "SOCIAL", "Social housing";
        Private = "PRIVATE", "Private renting";
        SupportedFemale = "SUPPORTED_FEMALE", "Supported, women only";
        SupportedMixed = "SUPPORTED_MIXED", "Supported, mixed";
        Rehab = "REHAB", "Rehab";
        Cas1Ap = "CAS1_AP", "Approved premises";
        Cas2 = "CAS2", "CAS2";
        Cas3 = "CAS3", "CAS3";
        LaTemporary = "LA_TEMPORARY", "Temporary council housing";
        Hostel = "HOSTEL", "Hostel";
        Other = "OTHER", "Other";
    }

    /// Closed list `PlaceKind`.
    pub enum PlaceKind {
        KeepHome = "KEEP_HOME", "Keep my home";
        FamilyFriends = "FAMILY_FRIENDS", "Family or friends";
        Rented = "RENTED", "Renting";
        Supported = "SUPPORTED", "Supported";
        Temporary = "TEMPORARY", "For now";
        Other = "OTHER", "Other";
    }

    /// Closed list `HousingOptionStatus`.
    pub enum HousingOptionStatus {
        Idea = "IDEA", "An idea";
        Applied = "APPLIED", "Applied";
        Viewing = "VIEWING", "Looking at it";
        Offered = "OFFERED", "Offered";
        Accepted = "ACCEPTED", "Accepted";
        RefusedByMe = "REFUSED_BY_ME", "I said no";
        RefusedByThem = "REFUSED_BY_THEM", "They said no";
        FellThrough = "FELL_THROUGH", "Fell through";
    }

    /// Closed list `SettledType`.
    pub enum SettledType {
        Settled = "SETTLED", "Settled";
        Transient = "TRANSIENT", "For now";
    }

    /// Closed list `SeenBy`.
    pub enum SeenBy {
        Photo = "PHOTO", "Photo";
        Video = "VIDEO", "Video";
        VirtualTour = "VIRTUAL_TOUR", "Virtual tour";
        Visit = "VISIT", "Visit";
        Brochure = "BROCHURE", "Brochure";
    }

    /// Closed list `SuitabilityAnswer`.
    pub enum SuitabilityAnswer {
        Ok = "OK", "OK";
        Concern = "CONCERN", "A worry";
        NotChecked = "NOT_CHECKED", "Not checked";
    }

    /// Closed list `RefusalReason`.
    pub enum RefusalReason {
        Arrears = "ARREARS", "Money owed";
        NoLocalConnection = "NO_LOCAL_CONNECTION", "No local connection";
        Intentional = "INTENTIONAL", "They say it was my choice";
        Risk = "RISK", "They say risk";
        Other = "OTHER", "Other";
    }

    /// Closed list `ChallengeStatus`.
    pub enum ChallengeStatus {
        Draft = "DRAFT", "Being written";
        Sent = "SENT", "Sent";
        Waiting = "WAITING", "Waiting";
        Decided = "DECIDED", "Answered";
        Withdrawn = "WITHDRAWN", "Stopped";
    }

    /// Closed list `ChallengeOutcome`.
    pub enum ChallengeOutcome {
        Changed = "CHANGED", "They changed it";
        Partly = "PARTLY", "Partly";
        NotChanged = "NOT_CHANGED", "Not changed";
        Pending = "PENDING", "Not yet";
    }

    /// Closed list `DtrRegime`.
    pub enum DtrRegime {
        EnglandDtr = "ENGLAND_DTR", "England, duty to refer";
        WalesApplication = "WALES_APPLICATION", "Wales, application";
        WalesAskAndAct = "WALES_ASK_AND_ACT", "Wales, ask and act";
    }

    /// Closed list `DtrReason`.
    pub enum DtrReason {
        LeavingPrison = "LEAVING_PRISON", "Leaving prison";
        LeavingApOrCas = "LEAVING_AP_OR_CAS", "Leaving approved premises or CAS";
        LosingTenancy = "LOSING_TENANCY", "Losing my home";
        Other = "OTHER", "Other";
    }

    /// Closed list `DtrReasonPlain`.
    pub enum DtrReasonPlain {
        HomelessNow = "HOMELESS_NOW", "Homeless now";
        ThreatenedWithHomelessness = "THREATENED_WITH_HOMELESSNESS", "May become homeless";
        LosingTenancy = "LOSING_TENANCY", "Losing my home";
        Other = "OTHER", "Other";
    }

    /// Closed list `DtrStatus`.
    pub enum DtrStatus {
        Draft = "DRAFT", "Being written";
        Submitted = "SUBMITTED", "Sent";
        Accepted = "ACCEPTED", "They said yes";
        NotAccepted = "NOT_ACCEPTED", "They said no";
        Withdrawn = "WITHDRAWN", "Stopped";
        RefreshDue = "REFRESH_DUE", "Send it again";
    }

    /// Closed list `DtrOutcome`.
    pub enum DtrOutcome {
        PreventionAndReliefDuty = "PREVENTION_AND_RELIEF_DUTY", "They must help me";
        PriorityNeed = "PRIORITY_NEED", "I come first";
        NoLocalConnection = "NO_LOCAL_CONNECTION", "No local connection";
        IntentionallyHomeless = "INTENTIONALLY_HOMELESS", "They say it was my choice";
        RejectedForAnotherReason = "REJECTED_FOR_ANOTHER_REASON", "Another reason";
    }

    /// Closed list `DtrWithdrawalReason`.
    pub enum DtrWithdrawalReason {
        NewReferral = "NEW_REFERRAL", "A new referral";
        IncorrectLocalAuthority = "INCORRECT_LOCAL_AUTHORITY", "Wrong council";
        NoConsent = "NO_CONSENT", "I changed my mind";
        Disengaged = "DISENGAGED", "Lost touch";
        HousingNeedResolved = "HOUSING_NEED_RESOLVED", "Sorted";
        NotEligible = "NOT_ELIGIBLE", "Not able to get it";
        Other = "OTHER", "Other";
    }

    /// Closed list `AddressUse`.
    pub enum AddressUse {
        Before = "BEFORE", "Where I was";
        Proposed = "PROPOSED", "Asked for";
        Agreed = "AGREED", "Agreed";
        Current = "CURRENT", "Now";
        Correspondence = "CORRESPONDENCE", "For letters";
    }

    /// Closed list `AddressKind`.
    pub enum AddressKind {
        PreCustody = "PRE_CUSTODY", "Before prison";
        Proposed = "PROPOSED", "Asked for";
        ConfirmedRelease = "CONFIRMED_RELEASE", "Agreed for release";
        Current = "CURRENT", "Now";
        Correspondence = "CORRESPONDENCE", "For letters";
    }

    /// Closed list `AddressProtection`.
    pub enum AddressProtection {
        Standard = "STANDARD", "Ordinary";
        Restricted = "RESTRICTED", "Named people only";
        NeverStore = "NEVER_STORE", "Not written down";
    }

    /// Closed list `AddressNature`.
    pub enum AddressNature {
        Ordinary = "ORDINARY", "Ordinary";
        Justice = "JUSTICE", "Approved premises or CAS";
        Treatment = "TREATMENT", "Rehab";
        Refuge = "REFUGE", "Refuge, not stored";
    }

    /// Closed list `AddressCheck`.
    pub enum AddressCheck {
        NotCheckedYet = "NOT_CHECKED_YET", "Not yet";
        Passed = "PASSED", "Yes";
        Failed = "FAILED", "No";
    }

    /// Closed list `HostAgreed`.
    pub enum HostAgreed {
        Yes = "YES", "Yes";
        NotAsked = "NOT_ASKED", "Not asked";
        No = "NO", "No";
    }
}

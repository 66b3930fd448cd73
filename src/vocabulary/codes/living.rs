//! Learning, work, money and background.

use super::codes;

codes! {
    /// Closed list `Ssda903Activity`.
    pub enum Ssda903Activity {
        F1 = "F1", "Higher education, full time";
        P1 = "P1", "Higher education, part time";
        F2 = "F2", "Other education, full time";
        P2 = "P2", "Other education, part time";
        F4 = "F4", "Training or work, full time (older code)";
        P4 = "P4", "Training or work, part time (older code)";
        F5 = "F5", "Apprenticeship, training or work, full time";
        P5 = "P5", "Apprenticeship, training or work, part time";
        G4 = "G4", "Not in education or work, illness or disability";
        G5 = "G5", "Not in education or work, other";
        G6 = "G6", "Not in education or work, pregnancy or parenting";
    }

    /// Closed list `OfferKind`.
    pub enum OfferKind {
        SupportedInternship = "SUPPORTED_INTERNSHIP", "Supported internship";
        Apprenticeship = "APPRENTICESHIP", "Apprenticeship";
        Job = "JOB", "Job";
        Course = "COURSE", "Course";
        Volunteering = "VOLUNTEERING", "Volunteering";
        GuaranteedInterview = "GUARANTEED_INTERVIEW", "An interview for sure";
    }

    /// Closed list `OfferStatus`.
    pub enum OfferStatus {
        Idea = "IDEA", "An idea";
        Applied = "APPLIED", "Applied";
        Offered = "OFFERED", "Offered";
        Accepted = "ACCEPTED", "Accepted";
        Started = "STARTED", "Started";
        Ended = "ENDED", "Ended";
        NotTaken = "NOT_TAKEN", "Not taken";
    }

    /// Closed list `PeerTraining`.
    pub enum PeerTraining {
        MhFirstAid = "MH_FIRST_AID", "Mental health first aid";
        Trauma = "TRAUMA", "Trauma";
        Gender = "GENDER", "Gender";
        CareExperience = "CARE_EXPERIENCE", "Care experience";
        Coaching = "COACHING", "Coaching";
        Goals = "GOALS", "Goals";
        Boundaries = "BOUNDARIES", "Boundaries";
    }

    /// Closed list `IdDocument`.
    pub enum IdDocument {
        BirthCertificate = "BIRTH_CERTIFICATE", "Birth certificate";
        Passport = "PASSPORT", "Passport";
        DrivingLicence = "DRIVING_LICENCE", "Driving licence";
        CitizenCard = "CITIZEN_CARD", "Citizen card";
        None = "NONE", "None";
    }

    /// Closed list `IdDocumentSensitive`.
    pub enum IdDocumentSensitive {
        BiometricResidencePermit = "BIOMETRIC_RESIDENCE_PERMIT", "Residence permit";
        DeedPollCertificate = "DEED_POLL_CERTIFICATE", "Deed poll";
        AdoptionCertificate = "ADOPTION_CERTIFICATE", "Adoption certificate";
        MarriageCertificate = "MARRIAGE_CERTIFICATE", "Marriage certificate";
        CivilPartnershipCertificate = "CIVIL_PARTNERSHIP_CERTIFICATE", "Civil partnership certificate";
        DivorceDecreeAbsoluteCertificate = "DIVORCE_DECREE_ABSOLUTE_CERTIFICATE", "Divorce certificate";
    }

    /// Closed list `BankStatus`.
    pub enum BankStatus {
        None = "NONE", "None";
        Applied = "APPLIED", "Applied";
        Open = "OPEN", "Open";
    }

    /// Closed list `ClaimStatus`.
    pub enum ClaimStatus {
        NotNeeded = "NOT_NEEDED", "Not needed";
        NotStarted = "NOT_STARTED", "Not started";
        AppointmentBooked = "APPOINTMENT_BOOKED", "Appointment booked";
        Applied = "APPLIED", "Applied";
        InPayment = "IN_PAYMENT", "Being paid";
        Refused = "REFUSED", "Refused";
    }

    /// Closed list `BenefitKind`.
    pub enum BenefitKind {
        Uc = "UC", "Universal Credit";
        UcHousing = "UC_HOUSING", "Universal Credit housing";
        Hb = "HB", "Housing Benefit";
        Pip = "PIP", "PIP";
        Esa = "ESA", "ESA";
        None = "NONE", "None";
    }

    /// Closed list `GrantKind`.
    pub enum GrantKind {
        SettingUpHome = "SETTING_UP_HOME", "Setting up home";
        DischargePayment = "DISCHARGE_PAYMENT", "Discharge payment";
        Hardship = "HARDSHIP", "Hardship";
        Other = "OTHER", "Other";
    }

    /// Closed list `GrantStatus`.
    pub enum GrantStatus {
        Idea = "IDEA", "An idea";
        Applied = "APPLIED", "Applied";
        Agreed = "AGREED", "Agreed";
        Paid = "PAID", "Paid";
        Refused = "REFUSED", "Refused";
    }

    /// Closed list `ImmigrationStatus`.
    pub enum ImmigrationStatus {
        British = "BRITISH", "British";
        Settled = "SETTLED", "Settled";
        Limited = "LIMITED", "Limited leave";
        Asylum = "ASYLUM", "Asylum";
        Nrpf = "NRPF", "No public funds";
        Unknown = "UNKNOWN", "Not known";
        NotSaid = "NOT_SAID", "I did not say";
    }

    /// Closed list `EthnicityCode`.
    pub enum EthnicityCode {
        WhiteBritish = "WHITE_BRITISH", "White British";
        WhiteIrish = "WHITE_IRISH", "White Irish";
        WhiteGypsyTraveller = "WHITE_GYPSY_TRAVELLER", "Gypsy or Irish Traveller";
        WhiteRoma = "WHITE_ROMA", "Roma";
        WhiteOther = "WHITE_OTHER", "Other White";
        MixedWhiteBlackCaribbean = "MIXED_WHITE_BLACK_CARIBBEAN", "White and Black Caribbean";
        MixedWhiteBlackAfrican = "MIXED_WHITE_BLACK_AFRICAN", "White and Black African";
        MixedWhiteAsian = "MIXED_WHITE_ASIAN", "White and Asian";
        MixedOther = "MIXED_OTHER", "Other Mixed";
        AsianIndian = "ASIAN_INDIAN", "Indian";
        AsianPakistani = "ASIAN_PAKISTANI", "Pakistani";
        AsianBangladeshi = "ASIAN_BANGLADESHI", "Bangladeshi";
        AsianChinese = "ASIAN_CHINESE", "Chinese";
        AsianOther = "ASIAN_OTHER", "Other Asian";
        BlackCaribbean = "BLACK_CARIBBEAN", "Caribbean";
        BlackAfrican = "BLACK_AFRICAN", "African";
        BlackOther = "BLACK_OTHER", "Other Black";
        Arab = "ARAB", "Arab";
        Other = "OTHER", "Other";
        PreferNot = "PREFER_NOT", "I would rather not say";
    }

    /// Closed list `FaithCode`.
    pub enum FaithCode {
        NoReligion = "NO_RELIGION", "No religion";
        Christian = "CHRISTIAN", "Christian";
        Buddhist = "BUDDHIST", "Buddhist";
        Hindu = "HINDU", "Hindu";
        Jewish = "JEWISH", "Jewish";
        Muslim = "MUSLIM", "Muslim";
        Sikh = "SIKH", "Sikh";
        Other = "OTHER", "Other";
        PreferNot = "PREFER_NOT", "I would rather not say";
    }

    /// Closed list `OrientationCode`.
    pub enum OrientationCode {
        Straight = "STRAIGHT", "Straight";
        GayOrLesbian = "GAY_OR_LESBIAN", "Gay or lesbian";
        Bisexual = "BISEXUAL", "Bisexual";
        Other = "OTHER", "Other";
        PreferNot = "PREFER_NOT", "I would rather not say";
    }

    /// Closed list `GenderIdentityCode`.
    pub enum GenderIdentityCode {
        SameAsBirth = "SAME_AS_BIRTH", "Same as registered at birth";
        TransWoman = "TRANS_WOMAN", "Trans woman";
        TransMan = "TRANS_MAN", "Trans man";
        NonBinary = "NON_BINARY", "Non-binary";
        Other = "OTHER", "Other";
        PreferNot = "PREFER_NOT", "I would rather not say";
    }

    /// Closed list `DisabilityCode`.
    pub enum DisabilityCode {
        LimitedALot = "LIMITED_A_LOT", "Limits me a lot";
        LimitedALittle = "LIMITED_A_LITTLE", "Limits me a little";
        NotLimited = "NOT_LIMITED", "A condition that does not limit me";
        None = "NONE", "None";
        PreferNot = "PREFER_NOT", "I would rather not say";
    }

    /// Closed list `PlacementPreference`.
    pub enum PlacementPreference {
        WomenOnly = "WOMEN_ONLY", "Women only";
        FaithFriendly = "FAITH_FRIENDLY", "Respects my faith";
        LgbtFriendly = "LGBT_FRIENDLY", "LGBT friendly";
        Quiet = "QUIET", "Quiet";
    }
}

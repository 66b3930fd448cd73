//! The closed lists on which every decision rests.

use super::codes;

codes! {
    /// What a worker does for her, and so what the partnership agreement lets that worker see.
    pub enum Role {
        Woman = "WOMAN", "Me" reveals never;
        Pom = "POM", "My prison offender manager" reveals [CustodyDates];
        Reset = "RESET", "The release team" reveals [CustodyDates];
        Keyw = "KEYW", "My key worker" reveals [CustodyDates];
        Com = "COM", "My probation worker" reveals [CustodyDates];
        Ap = "AP", "My hostel key worker" reveals [CustodyDates];
        Pa = "PA", "My personal adviser (PA)" reveals [CareStatus];
        Ces = "CES", "My care experienced specialist";
        Wcw = "WCW", "My women's centre worker";
        Peerp = "PEERP", "My peer mentor inside" reveals [CustodyDates, CareStatus];
        Peerc = "PEERC", "My peer mentor outside" reveals [CustodyDates, CareStatus];
        Lha = "LHA", "The council housing team" reveals [HousingNeed];
        Hpw = "HPW", "The people who run my housing" reveals [HousingNeed];
        Health = "HEALTH", "My health worker" reveals [PhysHealth, MentalHealth];
        Daw = "DAW", "My drug and alcohol worker" reveals [Substance];
        Idva = "IDVA", "My abuse support worker" reveals [DomAbuse];
        Csw = "CSW", "My children's social worker" reveals [ChildrenFamily];
        Fam = "FAM", "My family worker" reveals [ChildrenFamily];
        Ete = "ETE", "My work and benefits adviser" reveals [LearningWork];
        Adv = "ADV", "Someone I chose to help me" reveals [Circle];
        Forum = "FORUM", "A safety meeting" reveals [RiskPp];
        Analyst = "ANALYST", "People who count (no names)" reveals never;
        Dpo = "DPO", "People who check the rules" reveals never;
        Admin = "ADMIN", "People who keep the computer running" reveals never;
        CommunityWorker = "COMMUNITY_WORKER", "Someone from my community" reveals [Equality, MentalHealth, CustodyDates];
    }

    /// A part of the data that is agreed, asked about and shared as one.
    pub enum Category {
        Identity = "IDENTITY", "My name";
        Identifiers = "IDENTIFIERS", "Numbers that systems use for me";
        SafeContact = "SAFE_CONTACT", "How to reach me safely";
        CommsNeeds = "COMMS_NEEDS", "How to talk with me";
        CustodyDates = "CUSTODY_DATES", "Being in prison and my dates";
        Offence = "OFFENCE", "What I was charged with or convicted of";
        Licence = "LICENCE", "My licence and probation";
        CareStatus = "CARE_STATUS", "Having been in care";
        AboutMe = "ABOUT_ME", "About me";
        PlanActions = "PLAN_ACTIONS", "My goals and steps";
        ReviewsOutcomes = "REVIEWS_OUTCOMES", "Checking how the plan is going";
        TeamContacts = "TEAM_CONTACTS", "My team";
        Circle = "CIRCLE", "People I trust";
        HousingNeed = "HOUSING_NEED", "A safe place to live";
        HousingAddress = "HOUSING_ADDRESS", "Where I live or will live";
        PhysHealth = "PHYS_HEALTH", "My body and health";
        MentalHealth = "MENTAL_HEALTH", "My mental health";
        SelfHarm = "SELF_HARM", "Keeping safe when I am low";
        Substance = "SUBSTANCE", "Drugs and alcohol";
        DomAbuse = "DOM_ABUSE", "Abuse by a partner or family";
        Exploitation = "EXPLOITATION", "Being used or forced by others";
        ChildrenFamily = "CHILDREN_FAMILY", "My children and family";
        LearningWork = "LEARNING_WORK", "Learning and work";
        MoneyId = "MONEY_ID", "Money and ID";
        Immigration = "IMMIGRATION", "My right to stay and get help";
        Equality = "EQUALITY", "Who I am";
        RiskPp = "RISK_PP", "Risk and public safety";
        ReleaseDay = "RELEASE_DAY", "Getting ready and my release day";
    }

    /// Why a question is asked: every disclosing query states one.
    pub enum Purpose {
        JointPlanning = "JOINT_PLANNING", "Write and agree My Plan with me";
        ReleasePrep = "RELEASE_PREP", "Get ready for release";
        HousingReferral = "HOUSING_REFERRAL", "Find or keep a home";
        ThroughGate = "THROUGH_GATE", "Release day and first weeks";
        ReviewHandover = "REVIEW_HANDOVER", "Review the plan or hand over";
        CareTreatment = "CARE_TREATMENT", "Health and treatment";
        Supervision = "SUPERVISION", "Sentence and licence";
        Safeguarding = "SAFEGUARDING", "Keep someone safe from serious harm";
        Statistics = "STATISTICS", "Count without names";
    }

    /// Kinds of organisation that may be party to an agreement.
    pub enum AgencyKind {
        Prison = "PRISON", "Prison";
        Probation = "PROBATION", "Probation";
        LaLeavingCare = "LA_LEAVING_CARE", "Council leaving care";
        LaChildrenSoc = "LA_CHILDREN_SOC", "Council children's services";
        LaHousing = "LA_HOUSING", "Council housing";
        WomensCentre = "WOMENS_CENTRE", "Women's centre";
        Peer = "PEER", "Peer organisation";
        HousingProvider = "HOUSING_PROVIDER", "Housing provider";
        Health = "HEALTH", "Health";
        DrugAlcohol = "DRUG_ALCOHOL", "Drug and alcohol service";
        DaService = "DA_SERVICE", "Abuse service";
        FamilyService = "FAMILY_SERVICE", "Family service";
        EteDwp = "ETE_DWP", "Work and benefits";
        Nominated = "NOMINATED", "Someone I chose";
        StatutoryForum = "STATUTORY_FORUM", "Safety meeting";
        Oversight = "OVERSIGHT", "Oversight";
        Hub = "HUB", "The hub";
        Community = "COMMUNITY", "Community group";
    }
}

//! How she is named, reached and talked with.

use super::codes;

codes! {
    /// Closed list `Pronouns`.
    pub enum Pronouns {
        SheHer = "SHE_HER", "She, her";
        HeHim = "HE_HIM", "He, him";
        TheyThem = "THEY_THEM", "They, them";
        UseMyName = "USE_MY_NAME", "Just use my name";
        Other = "OTHER", "Something else";
        NotSaid = "NOT_SAID", "I did not say";
    }

    /// Closed list `AgeBand`.
    pub enum AgeBand {
        U18 = "U18", "Under 18";
        Age1820 = "AGE_18_20", "18 to 20";
        Age2124 = "AGE_21_24", "21 to 24";
        Age25Plus = "AGE_25_PLUS", "25 or over";
    }

    /// Closed list `Jurisdiction`.
    pub enum Jurisdiction {
        England = "ENGLAND", "England";
        Wales = "WALES", "Wales";
    }

    /// Closed list `RecordStatus`.
    pub enum RecordStatus {
        Active = "ACTIVE", "Open";
        Paused = "PAUSED", "Paused";
        Closed = "CLOSED", "Closed";
        DeceasedLocked = "DECEASED_LOCKED", "Locked";
    }

    /// Closed list `ContactChannel`.
    pub enum ContactChannel {
        InPerson = "IN_PERSON", "Face to face";
        Phone = "PHONE", "Phone";
        Text = "TEXT", "Text";
        Email = "EMAIL", "Email";
        Post = "POST", "Post";
        ViaWorker = "VIA_WORKER", "Through a worker";
    }

    /// Closed list `MessageOk`.
    pub enum MessageOk {
        Yes = "YES", "Yes";
        No = "NO", "No";
        OnlySayFirstName = "ONLY_SAY_FIRST_NAME", "Only say a first name";
    }

    /// Closed list `PhoneOnRelease`.
    pub enum PhoneOnRelease {
        Own = "OWN", "My own phone";
        BasicPhoneIssued = "BASIC_PHONE_ISSUED", "A basic phone was given";
        SimIssued = "SIM_ISSUED", "A SIM was given";
        None = "NONE", "No phone";
    }

    /// Closed list `InterpreterGender`.
    pub enum InterpreterGender {
        Woman = "WOMAN", "A woman";
        Any = "ANY", "Anyone";
    }

    /// Closed list `WelshChoice`.
    pub enum WelshChoice {
        Welsh = "WELSH", "Welsh";
        English = "ENGLISH", "English";
        Both = "BOTH", "Both";
    }

    /// Closed list `ReadingSupport`.
    pub enum ReadingSupport {
        Fine = "FINE", "I am fine with reading";
        ShortPlain = "SHORT_PLAIN", "Short and plain";
        EasyRead = "EASY_READ", "Easy Read";
        ReadToMe = "READ_TO_ME", "Read it to me";
        Audio = "AUDIO", "Let me listen";
        NotSaid = "NOT_SAID", "I did not say";
    }

    /// Closed list `Adjustment`.
    pub enum Adjustment {
        SlowerSpeech = "SLOWER_SPEECH", "Speak slower";
        WrittenSummaryAfter = "WRITTEN_SUMMARY_AFTER", "Write down what we said";
        NoNotesInFrontOfMe = "NO_NOTES_IN_FRONT_OF_ME", "No notes in front of me";
        NoComputerInRoom = "NO_COMPUTER_IN_ROOM", "No computer in the room";
        TellMeNextTopic = "TELL_ME_NEXT_TOPIC", "Tell me what comes next";
        QuietSpace = "QUIET_SPACE", "A quiet space";
        ExtraTime = "EXTRA_TIME", "Extra time";
        Breaks = "BREAKS", "Breaks";
        Reminders = "REMINDERS", "Reminders";
        StepByStepTravel = "STEP_BY_STEP_TRAVEL", "Step by step travel help";
        Bsl = "BSL", "British Sign Language";
        HearingLoop = "HEARING_LOOP", "A hearing loop";
        LargePrint = "LARGE_PRINT", "Large print";
        SomeoneWithMe = "SOMEONE_WITH_ME", "Someone with me";
        WomenOnlySpace = "WOMEN_ONLY_SPACE", "A women-only space";
        RemoteOk = "REMOTE_OK", "By phone or video is fine";
        FaceToFaceOnly = "FACE_TO_FACE_ONLY", "Face to face only";
        Other = "OTHER", "Something else";
    }

    /// Closed list `WorkerGender`.
    pub enum WorkerGender {
        Woman = "WOMAN", "A woman";
        Man = "MAN", "A man";
        NoPreference = "NO_PREFERENCE", "I do not mind";
    }
}

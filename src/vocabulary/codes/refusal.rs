//! Why a change was not made: what a payload gives instead of the changed object.

use super::codes;

codes! {
    /// Why nothing was changed.
    pub enum RefusalCode {
        NoMatch = "NO_MATCH", "The number and the name do not fit together, or nobody is known by them here";
        HerYesNeeded = "HER_YES_NEEDED", "She has to say yes to that organisation first";
        NotOnHerTeam = "NOT_ON_HER_TEAM", "That organisation is neither on her team nor invited";
        ReferenceTaken = "REFERENCE_TAKEN", "Your organisation knows somebody else by that number";
        InvitationGone = "INVITATION_GONE", "The invitation was answered or taken back";
        SessionOver = "SESSION_OVER", "The talk is over: open another one";
        ReadBackNeeded = "READ_BACK_NEEDED", "A yes is read back to her before it is recorded";
        InterpreterNeeded = "INTERPRETER_NEEDED", "The talk names no interpreter";
        NotPrivate = "NOT_PRIVATE", "Another day, another room: a yes to this is taken only in private";
        TooSoon = "TOO_SOON", "Not in the first 24 hours";
        FirstMeeting = "FIRST_MEETING", "A first meeting is about name and plan, and five organisations at most";
        AskedAlone = "ASKED_ALONE", "This is one question with one answer, never part of a batch";
        SaidBoth = "SAID_BOTH", "One batch says yes and no to the same thing";
        Conflict = "CONFLICT", "An earlier no of hers stands: replace it by name if she changed her mind";
        SaidNoSince = "SAID_NO_SINCE", "She has said no to this since";
        FormNeeded = "FORM_NEEDED", "An earlier moment is entered from a paper form, by its id";
        UnknownForm = "UNKNOWN_FORM", "There is no such form of hers";
        FormUsed = "FORM_USED", "The form was entered before";
        FormTooOld = "FORM_TOO_OLD", "A form holds for 28 days after it was printed";
        OwnRecipient = "OWN_RECIPIENT", "Somebody of another organisation has to hear this";
        NothingToConfirm = "NOTHING_TO_CONFIRM", "No choice of hers waits here for you to hear it";
        NoticeChanged = "NOTICE_CHANGED", "The list has changed since: read the new one to her";
        RequestAnswered = "REQUEST_ANSWERED", "Her request was answered before";
        KeyUsed = "KEY_USED", "The idempotency key was used for something else";
    }
}

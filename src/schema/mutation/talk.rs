//! A talk in which she chooses: opened, looked into by the worker in it, told by notice and receipt, closed.

use super::{ChoiceObject, RefusalObject, acting, team::DonePayload, tried};
use crate::{
    choices::{confirm, notice, paper, receipt, request, session},
    error::Error,
    schema::registered::Coding,
    vocabulary::{ConsentTopic, ReadFormat, RefusalCode, SessionPlace},
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

/// What is typed to open a talk.
#[derive(Debug, InputObject)]
struct OpenChoicesSessionInput {
    /// Your organisation's own number for her; in prison, her prison number.
    reference: String,
    /// The name she goes by.
    known_as: String,
    /// Where you are.
    place: Coding<SessionPlace>,
    /// Whether nobody else can hear.
    private: bool,
    /// Which version of the words you read.
    script_version: String,
    /// In which language, ISO 639.
    language: String,
    /// How the words are given.
    format: Coding<ReadFormat>,
    /// The interpreter's number; never a relative, a partner or another prisoner.
    interpreter_ref: Option<String>,
    /// The paper form that you enter.
    form_id: Option<String>,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// Whether the number and the name fit together. Nothing of her plan is shown.
#[derive(Debug, SimpleObject)]
struct OpenChoicesSessionPayload {
    /// Match or no match.
    matches: bool,
    /// The talk, for you alone.
    session_id: Option<ID>,
    /// When it is over.
    until: Option<DateTime<Utc>>,
    /// Why no talk was opened.
    refusal: Option<RefusalObject>,
}

/// The talk to close.
#[derive(Debug, InputObject)]
struct CloseChoicesSessionInput {
    /// Your talk with her.
    session_id: ID,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// What a form is printed for.
#[derive(Debug, InputObject)]
struct PrintFormInput {
    /// Your talk with her.
    session_id: ID,
    /// Organisations on the form, by id.
    organisations: Vec<String>,
    /// Topics on the form.
    topics: Vec<Coding<ConsentTopic>>,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// A form to print.
#[derive(Debug, SimpleObject)]
struct PrintFormPayload {
    /// The id that is printed on it: it is entered once.
    form_id: Option<String>,
    /// The words on it.
    script_version: Option<String>,
    /// Until when she can fill it in.
    until: Option<DateTime<Utc>>,
    /// Why nothing was changed.
    refusal: Option<RefusalObject>,
}

/// Which receipt.
#[derive(Debug, InputObject)]
struct ReceiptInput {
    /// Your talk with her.
    session_id: ID,
    /// Whether she asks for all of it. Sensitive topics are left off otherwise: it may lie in a shared cell.
    she_asks_for_all: Option<bool>,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// A receipt to print.
#[derive(Debug, SimpleObject)]
struct ReceiptPayload {
    /// Its title.
    title: Option<&'static str>,
    /// Its lines, in the words that were read.
    lines: Option<Vec<String>>,
    /// Why there is none.
    refusal: Option<RefusalObject>,
}

/// Which list was read to her.
#[derive(Debug, InputObject)]
struct NoticeGivenInput {
    /// Your talk with her.
    session_id: ID,
    /// The organisation whose list it is, by id.
    organisation: String,
    /// The version that you read, as `sharedWithoutAsking` gives it.
    version: String,
    /// When, if earlier.
    given_on: Option<DateTime<Utc>>,
    /// How.
    format: Coding<ReadFormat>,
    /// In which language, ISO 639.
    language: String,
    /// Whether she has a copy.
    copy_given: bool,
    /// A key of your own that makes the change safe to send again.
    idempotency_key: Option<String>,
}

/// That a list was read to her.
#[derive(Debug, SimpleObject)]
struct NoticeGivenPayload {
    /// Its id.
    notice_id: Option<ID>,
    /// Why nothing was changed.
    refusal: Option<RefusalObject>,
}

/// Changes of a talk.
#[derive(Debug, Default)]
pub struct TalkMutation;

#[Object]
impl TalkMutation {
    /// Opens a talk by a typed number and the name she goes by: it answers match or no match, so that no choice lands on the wrong
    /// woman. For her team, for those invited to it, and for whoever may enrol her.
    async fn open_choices_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: OpenChoicesSessionInput,
    ) -> Option<Result<OpenChoicesSessionPayload, Error>> {
        tried(ctx, async {
            let ask = session::Open {
                reference: input.reference,
                known_as: input.known_as,
                place: input.place.0,
                private: input.private,
                script_version: input.script_version,
                language: input.language,
                format: input.format.0,
                interpreter: input.interpreter_ref,
                form: input.form_id,
                key: input.idempotency_key,
            };
            Ok(match session::open(&acting(ctx).await?, &ask).await? {
                Ok(opened) => OpenChoicesSessionPayload {
                    matches: true,
                    session_id: Some(opened.session.into()),
                    until: Some(opened.until),
                    refusal: None,
                },
                Err(refusal) => {
                    let matches = !matches!(refusal.code(), RefusalCode::NoMatch | RefusalCode::KeyUsed);
                    OpenChoicesSessionPayload { matches, session_id: None, until: None, refusal: Some(refusal.into()) }
                }
            })
        })
        .await
    }

    /// Ends a talk before it is over by itself.
    async fn close_choices_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: CloseChoicesSessionInput,
    ) -> Option<Result<DonePayload, Error>> {
        tried(ctx, async { Ok(session::close(&acting(ctx).await?, &input.session_id, input.idempotency_key.as_ref()).await?.into()) }).await
    }

    /// Gives out a form for her to tick by herself: entered once, within 28 days.
    async fn print_form(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: PrintFormInput,
    ) -> Option<Result<PrintFormPayload, Error>> {
        tried(ctx, async {
            let ask = paper::Print {
                session: input.session_id.0,
                organisations: input.organisations,
                topics: input.topics.into_iter().map(|t| t.0).collect(),
                key: input.idempotency_key,
            };
            Ok(match paper::print(&acting(ctx).await?, &ask).await? {
                Ok(form) => PrintFormPayload {
                    form_id: Some(form.form),
                    script_version: Some(form.script_version),
                    until: Some(form.until),
                    refusal: None,
                },
                Err(refusal) => PrintFormPayload { form_id: None, script_version: None, until: None, refusal: Some(refusal.into()) },
            })
        })
        .await
    }

    /// The receipt of a talk. What is sensitive is left off, yes and no alike, unless she asks for all.
    async fn receipt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: ReceiptInput,
    ) -> Option<Result<ReceiptPayload, Error>> {
        tried(ctx, async {
            let all = input.she_asks_for_all.unwrap_or(false);
            Ok(match receipt::receipt(&acting(ctx).await?, &input.session_id, all, input.idempotency_key.as_ref()).await? {
                Ok(receipt) => ReceiptPayload { title: Some(receipt.title), lines: Some(receipt.lines), refusal: None },
                Err(refusal) => ReceiptPayload { title: None, lines: None, refusal: Some(refusal.into()) },
            })
        })
        .await
    }

    /// Writes down that the list of what an organisation sees without asking her was read to her.
    async fn notice_given(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: NoticeGivenInput,
    ) -> Option<Result<NoticeGivenPayload, Error>> {
        tried(ctx, async {
            let ask = notice::Given {
                session: input.session_id.0,
                organisation: input.organisation,
                version: input.version,
                given_on: input.given_on,
                format: input.format.0,
                language: input.language,
                copy_given: input.copy_given,
                key: input.idempotency_key,
            };
            Ok(match notice::given(&acting(ctx).await?, &ask).await? {
                Ok(id) => NoticeGivenPayload { notice_id: Some(id.into()), refusal: None },
                Err(refusal) => NoticeGivenPayload { notice_id: None, refusal: Some(refusal.into()) },
            })
        })
        .await
    }
}

/// What waits in a talk of yours.
#[derive(Debug)]
pub struct ChoicesSession(pub String);

/// A request that waits for her.
#[derive(Debug, SimpleObject)]
struct SightRequest {
    /// The organisation that asks, by id.
    organisation: String,
    /// The topic.
    topic: Option<Coding<ConsentTopic>>,
    /// When it is as if she had said no.
    until: DateTime<Utc>,
}

/// What waits for her in a talk: choices to hear, and who asks to see.
#[Object]
impl ChoicesSession {
    /// Choices of hers that you may hear as the second ear.
    async fn to_confirm(&self, ctx: &Context<'_>) -> Result<Vec<ChoiceObject>, Error> {
        Ok(confirm::waiting(&acting(ctx).await?, &self.0).await?.into_iter().map(Into::into).collect())
    }

    /// Requests to see what she wants to be asked about each time. Her answer is recorded as a choice.
    async fn requests(&self, ctx: &Context<'_>) -> Result<Vec<SightRequest>, Error> {
        let waiting = request::waiting(&acting(ctx).await?, &self.0).await?;
        let object = |w: request::Waiting| SightRequest { organisation: w.organisation, topic: w.topic.map(Coding), until: w.until };
        Ok(waiting.into_iter().map(object).collect())
    }
}

/// What an organisation sees without asking her.
#[derive(Debug, SimpleObject)]
pub struct SharedList {
    /// The organisation, by id.
    organisation: String,
    /// Its name as it is read aloud.
    name: String,
    /// The sentences to read to her.
    lines: Vec<String>,
    /// The version that `noticeGiven` names.
    version: String,
}

impl From<notice::Notice> for SharedList {
    fn from(list: notice::Notice) -> Self {
        Self { organisation: list.organisation, name: list.name, lines: list.lines, version: list.version }
    }
}

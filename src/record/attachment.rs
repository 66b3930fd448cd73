//! `Attachment`: audio or a document.

use super::line::catalogued;
use crate::vocabulary::{AttachmentKind, AttachmentPlace, Code, Text};
use chrono::NaiveDate;

catalogued! {
    /// Audio or a document.
    pub struct Attachment: Many of "Person" as "attachments";
    holders ["WOMAN"];
    gates [(by_area "place")];
    fields {
        291 place: Code<AttachmentPlace> = { Inherits Full owner "HUB" by [Hub] leaks,
            "Where it belongs", "the place sets the category; the reader list of its parent row applies too" };
        292 kind: Code<AttachmentKind> = { Inherits Full owner "WOMAN" by [HerWords, Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam],
            "Audio or paper", "" };
        293 label: Text<80> = { Inherits Full owner "WOMAN" by [HerWords, Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam],
            "What it is", "neutral title; do not name a service, diagnosis or offence" };
        294 content_ref: Text<64> = { Inherits Full owner "HUB" by [Hub] leaks,
            "(open it)", "opaque, short-lived; every opening is a recorded read; the bytes are not in the graph" };
        295 media_type: Text<60> = { Inherits Full owner "HUB" by [Hub],
            "(kind of file)", "allow-list" };
        296 seconds: i32 = { Inherits Full owner "HUB" by [Hub],
            "How long", "audio only" };
        297 added_on: NaiveDate = { Inherits Full owner "HUB" by [Hub],
            "Added on", "" };
    }
}

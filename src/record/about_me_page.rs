//! `AboutMePage`: a private page.

use super::line::catalogued;
use crate::vocabulary::{AboutMePageKind, Code, Link, Many, Reader, Text};

catalogued! {
    /// A private page.
    pub struct AboutMePage: Many of "AboutMe" as "aboutMePages";
    gates [(by_audience "audience")];
    rows 844 in AboutMe;
    fields {
        133 kind: Code<AboutMePageKind> = { AboutMe Full owner "WOMAN" by [HerWords],
            "Kind of page", "holds myStory and identityWork, which need a reader list of their own" };
        134 text: Text<8000> = { AboutMe Full owner "WOMAN" by [HerWords],
            "My story, who I am", "her words, told once, reused; may hold special category data" };
        135 audio: Link<super::Attachment> = { AboutMe Full owner "WOMAN" by [HerWords],
            "Hear me say it", "opens through the Attachment gate" };
        136 audience: Many<Reader> = { Control Named owner "WOMAN" by [HerWords] leaks,
            "Who may read this page", "MY_STORY starts as lead and CES; every other kind starts empty: only her; list of a role or a named worker; empty = nobody" };
    }
}

//! `ReviewAttendee`: who was there.

use super::line::catalogued;
use crate::vocabulary::{AttendeeMode, Code, Link, Role};

catalogued! {
    /// Who was there.
    pub struct ReviewAttendee: Many of "Review" as "reviewAttendees";
    holders ["PROBATION"];
    gates [(by_role "role")];
    rows 855 in ReviewsOutcomes;
    fields {
        227 role: Code<Role> = { Control Named owner "HUB" by [Pom, Com, Pa, Ces] leaks,
            "(not shown)", "gate only, the reader sees member" };
        228 member: Link<super::TeamMember> = { ReviewsOutcomes Full owner "COM" by [Pom, Com, Pa, Ces] leaks,
            "Who was there", "opens through the TeamMember row gate" };
        229 came_as: Code<AttendeeMode> = { ReviewsOutcomes Full owner "COM" by [Pom, Com, Pa, Ces] leaks,
            "How they took part", "" };
    }
}

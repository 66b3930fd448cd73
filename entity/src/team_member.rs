//! Table `team_member`: a worker around her.

use crate::row::row_entity;

row_entity! {
    "team_member" {
        name: String,
        work_phone: String,
        work_email: String,
        team_mailbox: String,
        covered_by: String,
        what_they_do_for_me: String,
        service_reveals: Json,
    }
}

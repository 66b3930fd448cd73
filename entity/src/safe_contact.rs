//! Table `safe_contact`: how to reach her safely.

use crate::row::row_entity;

row_entity! {
    "safe_contact" {
        preferred_channel: String,
        kiosk_ok: bool,
        phone: String,
        shared_phone: bool,
        ok_to_leave_message: String,
        ok_to_text: bool,
        ok_to_email: bool,
        ok_to_post: bool,
        safe_times: String,
        safe_word: String,
        via_worker: String,
        phone_on_release: String,
    }
}

//! `Circle`: her circle in short.

use super::line::record;
use crate::vocabulary::Text;

record! {
    /// Her circle in short.
    pub struct Circle in circle: One of "Person" as "circle";
    stored {
        279 in_my_words: Text<600> = { Circle Full owner "WOMAN" by [HerWords],
            "My circle in my words", "first names or nicknames; unsafe people belong in the abuse part" };
    }
    computed {
        278 has_someone_safe: bool = { Circle Summary owner "HUB" by [Hub] from ["CircleMember.howSafe", "CircleMember.theirAgreement"],
            "I have someone safe", "counts SAFE rows only; label leaves out release so that it implies nothing" };
    }
}

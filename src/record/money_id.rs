//! `MoneyId`: money and ID.

use super::line::catalogued;
use crate::vocabulary::{ArrearsBand, BankStatus, ClaimStatus, Code, IdDocument, IdDocumentSensitive, Many};
use chrono::NaiveDate;

catalogued! {
    /// Money and ID.
    pub struct MoneyId: OnePerHolder of "Person" as "moneyId";
    holders ["PRISON"];
    fields {
        557 has_id: bool = { MoneyId Summary owner "HUB" by [Hub] from ["MoneyId.idDocuments", "MoneyId.idDocumentsSensitive"],
            "I have ID", "Derived; says what, never why." };
        558 id_documents: Many<Code<IdDocument>> = { MoneyId Full owner "RESET" by [Reset, Pa, HerWords],
            "My ID", "Neutral kinds only" };
        559 id_documents_sensitive: Many<Code<IdDocumentSensitive>> = { MoneyId Named only [Reset, Pa, Adv] owner "RESET" by [Reset, Pa, HerWords] leaks,
            "My other ID", "Shows adoption, a changed name, marriage or immigration status; named only, so no further category" };
        560 bank_account: Code<BankStatus> = { MoneyId Full owner "RESET" by [Reset, Pa, HerWords],
            "My bank account", "No bank name or number" };
        561 bank_applied_on: NaiveDate = { MoneyId Full owner "RESET" by [Reset, Pa],
            "Applied on", "" };
        562 claim_status: Code<ClaimStatus> = { MoneyId Summary owner "HUB" by [Hub] from ["Benefit.claimStatus"],
            "My benefit claim", "Derived; says what, never why; Kind of benefit left out" };
        563 arrears_band: Code<ArrearsBand> = { MoneyId Summary owner "HUB" by [Hub] from ["Debt.arrearsBand", "Tenancy.arrearsBand"],
            "Money I owe, in short", "Derived; says what, never why." };
    }
}

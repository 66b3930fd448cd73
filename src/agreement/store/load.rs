//! Agreements and deny masks from the database.

use super::policies;
use crate::agency::Selector;
use crate::agreement::State;
use crate::agreement::in_force::{Agreement, Agreements, Days, Flow, Mask, Party, closed};
use crate::error::Error;
use crate::vocabulary::{Catalogue, Coded, FieldSet, Role};
use sea_orm::{ConnectionTrait, EntityTrait};
use std::collections::BTreeSet;

impl Agreements {
    /// Loads agreements and masks. An agreement that makes no sense is closed with an alarm, and a mask that makes none closes
    /// everything: neither can widen what is shared. `UNAVAILABLE` when the database does not answer.
    pub async fn load(db: &impl ConnectionTrait, catalogue: &Catalogue) -> Result<Self, Error> {
        let agreements = entity::agreement::Entity::find().all(db).await?;
        let parties = entity::agreement_party::Entity::find().all(db).await?;
        let flows = entity::agreement_flow::Entity::find().all(db).await?;
        let policies: BTreeSet<String> = policies::hashes(db).await?;
        let in_force = agreements.into_iter().filter(|a| State::parse(&a.state) == Some(State::InForce));
        let read = in_force.filter_map(|a| Agreement::read(&a, &parties, &flows, &policies)).collect();
        let masks = entity::deny_mask::Entity::find().all(db).await?.iter().map(|row| Mask::read(row, catalogue)).collect();
        Ok(Self { agreements: read, masks })
    }
}

impl Agreement {
    fn read(
        row: &entity::agreement::Model,
        parties: &[entity::agreement_party::Model],
        flows: &[entity::agreement_flow::Model],
        policies: &BTreeSet<String>,
    ) -> Option<Self> {
        let parties = parties.iter().filter(|p| p.agreement_id == row.id && p.agreement_version == row.version);
        let flows = flows.iter().filter(|f| f.agreement_id == row.id && f.agreement_version == row.version);
        let flows: Option<Vec<_>> = flows.map(|flow| Flow::read(flow, policies)).collect();
        if flows.is_none() {
            tracing::error!(agreement = %row.id, version = %row.version, "agreement closed: a flow of it names nobody or no policy");
        }
        Some(Self {
            id: row.id.as_str().into(),
            version: row.version.as_str().into(),
            days: Days { first: Some(row.starts_on), last: row.ends_on },
            parties: parties.map(Party::read).collect(),
            flows: flows?,
        })
    }
}

impl Party {
    fn read(row: &entity::agreement_party::Model) -> Self {
        Self { agency: row.agency_id.as_str().into(), days: Days { first: row.starts_on, last: row.ends_on }, suspended: row.suspended }
    }
}

impl Flow {
    fn read(row: &entity::agreement_flow::Model, policies: &BTreeSet<String>) -> Option<Self> {
        let policy = policies.get(&row.policy_hash)?.as_str().into();
        Some(Self { holder: Selector::holder(&row.holder)?, recipient: Selector::recipient(&row.recipient)?, policy })
    }
}

impl Mask {
    pub(in crate::agreement) fn read(row: &entity::deny_mask::Model, catalogue: &Catalogue) -> Self {
        Self::sound(row, catalogue).unwrap_or_else(|| {
            tracing::error!(mask = %row.id, "deny mask makes no sense: everything of its holder is closed");
            let holder = Selector::holder(&row.holder).unwrap_or(Selector::Any);
            Self { holder, recipient: Selector::Any, role: None, closed: !FieldSet::EMPTY }
        })
    }

    fn sound(row: &entity::deny_mask::Model, catalogue: &Catalogue) -> Option<Self> {
        let role = match &row.role {
            Some(code) => Some(Role::parse(code)?),
            None => None,
        };
        let entries: Option<Vec<_>> = row.fields.as_array()?.iter().map(|entry| closed(catalogue, entry.as_str()?)).collect();
        let closed = entries?.into_iter().fold(FieldSet::EMPTY, |all, fields| all | fields);
        Some(Self { holder: Selector::holder(&row.holder)?, recipient: Selector::recipient(&row.recipient)?, role, closed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agency::Holder;
    use crate::vocabulary::{AgencyKind, Category};
    use chrono::DateTime;

    fn mask(holder: &str, fields: serde_json::Value, recipient: &str, role: Option<&str>) -> Mask {
        let row = entity::deny_mask::Model {
            id: "m".into(),
            holder: holder.into(),
            fields,
            recipient: recipient.into(),
            role: role.map(Into::into),
            reason: None,
            from: DateTime::UNIX_EPOCH,
        };
        Mask::read(&row, crate::record::catalogue())
    }

    #[test]
    fn a_mask_closes_a_category_whole_or_one_field() {
        let catalogue = crate::record::catalogue();
        let masks = vec![mask("abuse-service", serde_json::json!(["DOM_ABUSE", "SafeContact.safeWord"]), "*", Some("PA"))];
        let agreements = Agreements { masks, ..Agreements::default() };
        let denied = |holder: &str, role| {
            agreements.denied(&Holder::parse(holder), Some(AgencyKind::DaService), "council", AgencyKind::LaLeavingCare, role)
        };
        let safe_word = catalogue.path("SafeContact.safeWord").unwrap().number;
        let expected = catalogue.category(Category::DomAbuse) | FieldSet::of([safe_word]);
        assert_eq!(denied("abuse-service", Role::Pa), expected);
        assert!(expected.contains(catalogue.present(Category::DomAbuse).unwrap()), "the synthetic field is closed too");
        assert!(denied("abuse-service", Role::Lha).is_empty() && denied("prison", Role::Pa).is_empty());
    }

    #[test]
    fn a_mask_that_makes_no_sense_closes_everything_of_its_holder() {
        for mask in [
            mask("abuse-service", serde_json::json!(["DOM_ABUS"]), "*", None),
            mask("abuse-service", serde_json::json!("DOM_ABUSE"), "*", None),
            mask("abuse-service", serde_json::json!(["DOM_ABUSE"]), "PROBATTION", None),
            mask("abuse-service", serde_json::json!(["DOM_ABUSE"]), "*", Some("PAA")),
        ] {
            let agreements = Agreements { masks: vec![mask], ..Agreements::default() };
            let denied = agreements.denied(&Holder::parse("abuse-service"), None, "council", AgencyKind::LaLeavingCare, Role::Pa);
            assert_eq!(denied, !FieldSet::EMPTY);
        }
    }
}

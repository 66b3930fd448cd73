//! Who the caller is to the hub, and what the caller's role may see: per category, never per person.

use super::query::Asking;
use crate::{
    error::Error,
    policy::Grants,
    record::catalogue,
    vocabulary::{Category, Coded, FieldSet, Purpose, View},
};
use async_graphql::SimpleObject;

/// Who you are to the hub.
#[derive(Debug, SimpleObject)]
pub struct Viewer {
    /// Your organisation, by id.
    agency: String,
    /// Its name as it is read aloud.
    agency_name: String,
    /// Your role, as your token gives it.
    role: String,
    /// Your worker id at the organisation; null for a system.
    worker: Option<String>,
    /// The system you ask through, where your token names one.
    acting_client: Option<String>,
    /// What your role may ask for, and what it may see then.
    purposes: Vec<ViewerPurpose>,
}

/// A purpose your role may ask for.
#[derive(Debug, SimpleObject)]
pub struct ViewerPurpose {
    /// The purpose.
    purpose: String,
    /// What it is for, in her words.
    label: &'static str,
    /// What the agreements in force open, under which condition.
    grants: Vec<ViewerGrant>,
}

/// Part of a category that the agreements open to your role for a purpose.
#[derive(Debug, SimpleObject)]
pub struct ViewerGrant {
    /// The category.
    category: String,
    /// `SUMMARY` or `FULL`; `NAMED` where only single fields are opened.
    view: &'static str,
    /// `TOLD`: she is told; `AGREEMENT`: with her yes; `SEPARATE`: with a yes asked on its own.
    condition: &'static str,
    /// The fields, `Entity.field`.
    fields: Vec<String>,
}

/// The viewer of a question.
pub async fn viewer(asking: &Asking<'_>) -> Result<Viewer, Error> {
    let caller = asking.caller;
    let agreed = asking.hub.agreed.at(asking.hub.store.reader()).await?;
    caller.still(&agreed.registry)?;
    let today = asking.hub.clock.now().date_naive();
    let mut purposes = Vec::new();
    for purpose in Purpose::ALL {
        let mut open = Grants::default();
        for (holder, kind) in agreed.holders() {
            for flow in agreed.agreements.policies_between(&holder, kind, caller.agency(), caller.kind(), today) {
                if let Some((_, grants)) = agreed.grants(&flow.policy, caller.role(), *purpose) {
                    join(&mut open, grants);
                }
            }
        }
        let grants = grants(&open);
        if !grants.is_empty() {
            purposes.push(ViewerPurpose { purpose: purpose.code().into(), label: purpose.entry().label, grants });
        }
    }
    let agency_name = agreed.registry.agency(caller.agency()).map(|a| a.name.clone()).unwrap_or_default();
    Ok(Viewer {
        agency: caller.agency().to_string(),
        agency_name,
        role: caller.role().code().into(),
        worker: caller.worker().map(std::string::ToString::to_string),
        acting_client: caller.acting_client().map(std::string::ToString::to_string),
        purposes,
    })
}

fn join(open: &mut Grants, grants: &Grants) {
    open.told |= grants.told;
    open.agreed |= grants.agreed;
    open.separate |= grants.separate;
    open.alone.extend(grants.alone.clone());
}

fn grants(open: &Grants) -> Vec<ViewerGrant> {
    let alone = open.alone.iter().fold(FieldSet::EMPTY, |all, (_, fields)| all | *fields);
    let agreed = open.agreed & !open.told;
    let separate = (open.separate | alone) & !open.told & !open.agreed;
    let conditions = [("TOLD", open.told), ("AGREEMENT", agreed), ("SEPARATE", separate)];
    let per_category = |category: &'static Category| conditions.into_iter().filter_map(|(condition, set)| grant(*category, condition, set));
    Category::ALL.iter().flat_map(per_category).collect()
}

fn grant(category: Category, condition: &'static str, set: FieldSet) -> Option<ViewerGrant> {
    let fields: Vec<_> = (set & catalogue().category(category)).iter().filter_map(|n| catalogue().field(n)).collect();
    let has = |view: View| fields.iter().any(|f| f.view == view);
    let view = match (has(View::Full), has(View::Summary)) {
        (true, _) => "FULL",
        (false, true) => "SUMMARY",
        (false, false) => "NAMED",
    };
    let names: Vec<_> = fields.iter().map(|f| f.path()).collect();
    (!names.is_empty()).then(|| ViewerGrant { category: category.code().into(), view, condition, fields: names })
}

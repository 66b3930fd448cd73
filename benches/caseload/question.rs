//! The one question that every variant answers.

use serde_json::Value;

/// Persons on a page.
pub const PAGE: usize = 50;

/// A page of a personal adviser's caseload as a screen needs it: about fifty leaves a person.
pub const QUERY: &str = "{ caseload(purpose: JOINT_PLANNING, first: 50) { edges { node {
    id knownAs pronouns legalFamilyName dateOfBirth
    custodyStatus { currentPrison arrivedOn earliestReleaseDate releaseDateConfidence sentenceEndsOn }
    careStatus { legalCategory paStatus entitlementEndsOn pathwayPlanExists pathwayNextReviewOn }
    safeContact { preferredChannel phone safeTimes }
    plans { agreementStatus agreedOn goals { title status targetDate steps { title due status } } }
    teamMembers { name }
} } pageInfo { hasNextPage } } }";

/// Leaves that hold a value.
pub fn leaves(answer: &Value) -> usize {
    match answer {
        Value::Null => 0,
        Value::Array(items) => items.iter().map(leaves).sum(),
        Value::Object(fields) => fields.values().map(leaves).sum(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
    }
}

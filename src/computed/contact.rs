//! The merged safety line, whether somebody safe is around her, and her contact goal.

use super::Facts;
use crate::vocabulary::{CircleSafety, Code, ContactAgreement, GoalArea, Plain};

/// Characters the merged line may have; a contribution that does not fit whole is left out (domain, `SafetyContribution.rank`).
const LINE: usize = 200;

pub(super) fn safe_contact(facts: &Facts<'_>) -> Vec<(&'static str, Option<Plain>)> {
    vec![("safety_instruction", instruction(facts).map(Plain::Text))]
}

/// One line of what workers must do, most serious part first, with source and number of parts hidden.
fn instruction(facts: &Facts<'_>) -> Option<String> {
    let today = facts.today();
    let current = facts.rows.safety_contribution.iter().filter(|c| c.until.is_none_or(|until| today <= until));
    let notes = facts.rows.domestic_abuse.iter().filter_map(|d| d.safety_note.as_deref());
    let mut parts: Vec<(i32, &str)> = current.filter_map(|c| Some((c.rank.unwrap_or(i32::MAX), c.text.as_deref()?))).collect();
    parts.extend(notes.map(|note| (0, note)));
    parts.sort_unstable();
    parts.dedup_by_key(|(_, text)| *text);
    parts.into_iter().map(|(_, text)| text.trim()).fold(None, |line: Option<String>, part| match line {
        None => Some(part.chars().take(LINE).collect()),
        Some(line) if line.chars().count() + part.chars().count() + 2 <= LINE => Some(format!("{line}; {part}")),
        Some(line) => Some(line),
    })
}

pub(super) fn circle(facts: &Facts<'_>) -> Vec<(&'static str, Option<Plain>)> {
    let safe = facts.rows.circle_member.iter().any(|m| {
        matches!(m.how_safe, Some(Code(CircleSafety::Safe))) && !matches!(m.their_agreement, Some(Code(ContactAgreement::SaidNo)))
    });
    vec![("has_someone_safe", safe.then_some(Plain::Flag(true)))]
}

/// The title of her goal about family, for readers who get no goals.
pub(super) fn children_family(facts: &Facts<'_>) -> Vec<(&'static str, Option<Plain>)> {
    let goal = facts.rows.goal.iter().rev().find(|g| matches!(g.area, Some(Code(GoalArea::Family))));
    let title = goal.and_then(|g| g.title.as_deref()).map(|title| title.chars().take(120).collect());
    vec![("contact_goal_title", title.map(Plain::Text))]
}

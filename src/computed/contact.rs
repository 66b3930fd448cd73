//! The merged safety line, whether somebody safe is around her, and her contact goal.

use super::Facts;
use crate::{
    record::{Goal, SafeContact},
    vocabulary::{CircleSafety, Code, ContactAgreement, GoalArea, MessageOk, Plain},
};

/// Characters the merged line may have; a contribution that does not fit whole is left out (domain, `SafetyContribution.rank`).
const LINE: usize = 200;

pub(super) fn safe_contact(facts: &Facts<'_>) -> Vec<(&'static str, Option<Plain>)> {
    vec![("safety_instruction", instruction(facts).map(Plain::Text))]
}

/// Where holders differ on how she may be reached, every account gives the strictest answer: a message that one of them knows to be
/// unsafe is unsafe (entity `SafeContact`). A phone that others use takes no message. What is not answered stays unanswered, which is no.
pub(super) fn keep_to_the_strictest(accounts: &mut [SafeContact]) {
    let refused = |f: fn(&SafeContact) -> Option<bool>| accounts.iter().any(|a| f(a) == Some(false));
    let (text, email, post) = (refused(|a| a.ok_to_text), refused(|a| a.ok_to_email), refused(|a| a.ok_to_post));
    let said = |answer| accounts.iter().any(|a| a.ok_to_leave_message == Some(Code(answer)));
    let shared = accounts.iter().any(|a| a.shared_phone == Some(true));
    let message = match (said(MessageOk::No) || shared, said(MessageOk::OnlySayFirstName)) {
        (true, _) => MessageOk::No,
        (false, true) => MessageOk::OnlySayFirstName,
        (false, false) => MessageOk::Yes,
    };
    for account in accounts {
        account.ok_to_text = account.ok_to_text.map(|ok| ok && !text);
        account.ok_to_email = account.ok_to_email.map(|ok| ok && !email);
        account.ok_to_post = account.ok_to_post.map(|ok| ok && !post);
        account.ok_to_leave_message = account.ok_to_leave_message.map(|_| Code(message));
    }
}

/// One line of what workers must do, most serious part first. Parts become sentences of one text, so that neither whose they are nor
/// how many there were can be told.
fn instruction(facts: &Facts<'_>) -> Option<String> {
    let today = facts.today();
    let current = facts.rows.safety_contribution.iter().filter(|c| c.until.is_none_or(|until| today <= until));
    let notes = facts.rows.domestic_abuse.iter().filter_map(|d| d.safety_note.as_deref());
    let mut parts: Vec<(i32, &str)> = current.filter_map(|c| Some((c.rank.unwrap_or(i32::MAX), c.text.as_deref()?))).collect();
    parts.extend(notes.map(|note| (0, note)));
    parts.sort_unstable();
    merged(parts.into_iter().map(|(_, text)| text))
}

fn merged<'a>(parts: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut told: Vec<String> = Vec::new();
    for part in parts.map(sentence).filter(|part| !part.is_empty()) {
        let length = told.iter().map(|p| p.chars().count() + 1).sum::<usize>() + part.chars().count();
        if !told.contains(&part) && length <= LINE {
            told.push(part);
        }
    }
    (!told.is_empty()).then(|| told.join(" "))
}

fn sentence(part: &str) -> String {
    let part = part.trim().trim_end_matches([';', ',']);
    if part.is_empty() || part.ends_with(['.', '!', '?']) || part.chars().count() >= LINE { part.to_owned() } else { format!("{part}.") }
}

pub(super) fn circle(facts: &Facts<'_>) -> Vec<(&'static str, Option<Plain>)> {
    let safe = facts.rows.circle_member.iter().any(|m| {
        matches!(m.how_safe, Some(Code(CircleSafety::Safe))) && !matches!(m.their_agreement, Some(Code(ContactAgreement::SaidNo)))
    });
    vec![("has_someone_safe", safe.then_some(Plain::Flag(true)))]
}

/// The title of her goal about family, for readers who get no goals; one that she ticked for some readers stays theirs.
pub(super) fn children_family(facts: &Facts<'_>) -> Vec<(&'static str, Option<Plain>)> {
    let about_family = |g: &&Goal| matches!(g.area, Some(Code(GoalArea::Family))) && g.row.audience.is_none();
    let goal = facts.given.goal.iter().rev().find(about_family);
    let title = goal.and_then(|g| g.title.as_deref()).map(|title| title.chars().take(120).collect());
    vec![("contact_goal_title", title.map(Plain::Text))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_merged_line_shows_no_seams_and_cuts_no_part_in_half() {
        let line = merged(["Text first", "No post. No voicemail.", "Text first", " Two workers; "].into_iter());
        assert_eq!(line.as_deref(), Some("Text first. No post. No voicemail. Two workers."));
        let long = "x".repeat(150);
        assert_eq!(merged([long.as_str(), &"y".repeat(60), "Knock."].into_iter()), Some(format!("{long}. Knock.")));
        assert_eq!(merged([" "].into_iter()), None);
    }
}

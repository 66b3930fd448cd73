//! The words a policy file may use, with what she reads for each.

use crate::vocabulary::{Act, AloneItem, Category, CodeList, Coded, Condition, Purpose, Role};

/// `vocabulary.csv`: kind, code and label of every role, purpose, category, item, act and condition.
pub fn vocabulary() -> String {
    let mut text = "kind,code,label\n".to_owned();
    let lists = [("role", Role::LIST), ("purpose", Purpose::LIST), ("category", Category::LIST), ("item", AloneItem::LIST)];
    for (kind, list) in lists {
        add_list(&mut text, kind, list);
    }
    for act in Act::ALL {
        add(&mut text, "act", act.token(), act_label(act));
    }
    for condition in Condition::ALL {
        add(&mut text, "consent", condition.token(), condition_label(condition));
    }
    for (view, label) in VIEWS {
        add(&mut text, "view", view, label);
    }
    add(&mut text, "effect", "allow", "opens its target when the condition is met");
    add(&mut text, "effect", "deny", "closes its target, whatever another row opens");
    text
}

/// What stands behind the dot of a target.
const VIEWS: [(&str, &str); 4] = [
    ("summary", "what can be read at a glance"),
    ("full", "everything but named fields"),
    ("own", "everything, for an agency's own rows"),
    ("write", "the fields that the role may write"),
];

fn act_label(act: Act) -> &'static str {
    match act {
        Act::Read => "to read",
        Act::Write => "to write, in a row of the agency's own",
    }
}

/// A condition in plain words.
fn condition_label(condition: Condition) -> &'static str {
    match condition {
        Condition::Told => "she is told and not asked",
        Condition::Agreement => "her yes to the topic",
        Condition::Separate => "her yes to this alone",
        Condition::Push => "never by a query, only pushed for safety",
    }
}

fn add_list(text: &mut String, kind: &str, list: &CodeList) {
    for value in list.values {
        add(text, kind, value.code, value.label);
    }
}

fn add(text: &mut String, kind: &str, code: &str, label: &str) {
    let label = if label.contains(',') { format!("\"{label}\"") } else { label.to_owned() };
    *text += format!("{kind},{code},{label}\n").as_str();
}

//! Her choices, in words she follows.

use crate::support::hub;
use entity::consent_statement;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

#[test]
fn every_answer_of_hers_is_there_in_words_and_says_what_came_of_it() {
    let hub = hub();
    for label in ["jas", "em", "lizzie", "belle"] {
        let answer = hub.herself(label).asks("{ myChoices { answers { id sentence decision status whom about saidOn endsOn } } }");
        let answers = answer.at("myChoices.answers").as_array().unwrap_or_else(|| panic!("{}", answer.text)).clone();
        let stored = hub.wait_for(async {
            let hers = consent_statement::Entity::find().filter(consent_statement::Column::PersonId.eq(hub.id(label)));
            hers.all(hub.loaded.hub.store.reader()).await.unwrap()
        });
        assert!(!stored.is_empty() && answers.len() == stored.len(), "{label}");
        for told in answers {
            let sentence = told["sentence"].as_str().unwrap();
            assert!(!sentence.contains('_') && sentence.starts_with("On "), "{sentence}");
            match told["status"].as_str().unwrap() {
                "LIVE" if told["decision"] == "YES" => assert!(sentence.contains("It counts until"), "{sentence}"),
                "PROVISIONAL" => assert!(sentence.contains("does not count yet"), "{sentence}"),
                "WITHDRAWN" => assert!(sentence.contains("You took it back"), "{sentence}"),
                "SUPERSEDED" => assert!(sentence.contains("A later answer"), "{sentence}"),
                _ => {}
            }
        }
    }
}

#[test]
fn a_no_and_an_ask_me_each_time_are_told_as_she_said_them() {
    let hub = hub();
    let told = |label| hub.herself(label).asks("{ myChoices { answers { sentence } } }").text;
    assert!(
        told("belle").contains("may not see hurt by a partner or family") || told("belle").contains("Nobody may see hurt"),
        "{}",
        told("belle")
    );
    assert!(told("lizzie").contains("must ask you before they see your children and family"), "{}", told("lizzie"));
    assert!(told("jas").contains("Northshire leaving care") && told("jas").contains("can see your name"), "{}", told("jas"));
}

#[test]
fn her_choices_are_shown_to_her_alone() {
    let hub = hub();
    let other = hub.herself("em").asks("{ myChoices { answers { id } } }");
    let hers = hub.herself("jas").asks("{ myChoices { answers { id } } }");
    for answer in hers.at("myChoices.answers").as_array().unwrap() {
        other.never_says(answer["id"].as_str().unwrap());
    }
}

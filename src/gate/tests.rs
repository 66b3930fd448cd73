use super::read::deepest;
use super::{Counted, Limits, check, parse};
use crate::error::Error;
use async_graphql::parser::types::OperationType;
use async_graphql::{Value, Variables};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

fn counted(text: &str) -> Result<Counted, Error> {
    counted_with(text, serde_json::json!({}))
}

fn counted_with(text: &str, variables: serde_json::Value) -> Result<Counted, Error> {
    let limits = Limits::default();
    let document = parse(text, &limits).expect("the document parses");
    check(&document, None, &Variables::from_json(variables), &limits)
}

fn refusal(result: Result<Counted, Error>) -> String {
    let error = result.expect_err("the document is refused");
    format!("{}: {error}", error.code())
}

#[test]
fn fields_are_counted_with_fragments_written_out() {
    let counted = counted("{ a { ...F b { ...F } } } fragment F on T { c d ... on T { e } }").unwrap();
    assert_eq!(counted.fields, 8);
    assert_eq!(counted.selections, 12);
    assert_eq!(counted.depth, 3);
    assert_eq!(counted.roots, 1);
    assert_eq!(counted.operation, OperationType::Query);
}

#[test]
fn roots_are_counted_after_fragments_are_written_out() {
    let four = "{ ...F ...F } fragment F on Query { a: person { id } ... on Query { caseload { id } } viewer { id } }";
    let counted = counted(four).unwrap();
    assert_eq!((counted.roots, counted.disclosing_roots), (6, 4));
}

#[test]
fn five_disclosing_roots_are_one_too_many() {
    let five = "{ ...F ...F e: person { id } } fragment F on Query { a: person { id } caseload { id } }";
    assert!(refusal(counted(five)).starts_with("LIMIT_EXCEEDED: the question comes to 5 root fields that disclose, the limit is 4:"));
}

#[test]
fn page_sizes_multiply() {
    let at_fifty = counted("{ caseload { a b } }").unwrap();
    assert_eq!(at_fifty.complexity, 1 + 50 * 2);
    let at_ten = counted("{ caseload(first: 10) { a goals(first: 3) { b } } }").unwrap();
    assert_eq!(at_ten.complexity, 1 + 10 * (1 + 1 + 3));
    let by_variable = counted_with("query($n: Int) { caseload(first: $n) { a } }", serde_json::json!({ "n": 7 })).unwrap();
    assert_eq!(by_variable.complexity, 8);
    let by_default = counted("query($n: Int = 9) { caseload(first: $n) { a } }").unwrap();
    assert_eq!(by_default.complexity, 10);
}

#[test]
fn huge_pages_are_refused_whatever_way_the_number_is_given() {
    let refused = "LIMIT_EXCEEDED: the question comes to";
    assert!(refusal(counted("{ caseload(first: 9000000) { a } }")).starts_with(refused));
    let variable = counted_with("query($n: Int) { caseload(first: $n) { a } }", serde_json::json!({ "n": u64::MAX }));
    assert!(refusal(variable).contains("far too many fields times page sizes"));
}

#[test]
fn introspection_may_be_deeper_than_data() {
    let nest = |levels: usize, root: &str| format!("{{ {root} {} {} }}", "{ a ".repeat(levels), "}".repeat(levels));
    assert!(counted(&nest(14, "person")).is_ok());
    assert!(refusal(counted(&nest(15, "person"))).contains("16 levels of fields, the limit is 15"));
    assert!(counted(&nest(19, "__schema")).is_ok());
    assert!(refusal(counted(&nest(20, "__schema"))).contains("21 levels of introspection, the limit is 20"));
}

#[test]
fn introspection_that_goes_round_in_the_schema_is_refused() {
    let round = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
    assert!(refusal(counted(round)).contains("3 lists of types within lists of types, the limit is 2"));
    let by_fragment = "{ __type(name: \"A\") { ...F } } fragment F on __Type { fields { type { ...G } } }
        fragment G on __Type { fields { type { possibleTypes { name } } } }";
    assert!(refusal(counted(by_fragment)).contains("3 lists of types"));
    let wide = format!("{{ __schema {{ types {{ fields {{ type {{ fields {{ {} }} }} }} }} }} }}", "name ".repeat(100));
    assert!(refusal(counted(&wide)).contains("fields times page sizes"));
    assert!(counted("{ person { fields { fields { fields { types { name } } } } } }").is_ok());
}

#[test]
fn skipped_fields_count_too() {
    assert_eq!(counted("{ a @skip(if: true) b @include(if: false) }").unwrap().fields, 2);
}

#[test]
fn operations_that_are_not_run_count_and_their_roots_do_not() {
    let document = parse("query A { a } query B { person { b } }", &Limits::default()).unwrap();
    let counted = check(&document, Some("A"), &Variables::default(), &Limits::default()).unwrap();
    assert_eq!((counted.fields, counted.roots, counted.disclosing_roots), (3, 1, 0));
}

#[test]
fn fragments_that_nothing_spreads_count_too() {
    assert_eq!(counted("{ a } fragment F on T { b ...G } fragment G on T { c }").unwrap().fields, 3);
}

#[test]
fn circles_are_refused() {
    let message = "INVALID_INPUT: the fragment `F` spreads itself, directly or through others: write it out";
    assert_eq!(refusal(counted("{ ...F } fragment F on T { a { ...G } } fragment G on T { ...F }")), message);
    assert_eq!(refusal(counted("{ a } fragment F on T { ...F }")), message);
}

#[test]
fn too_many_aliases_directives_and_arguments_are_refused() {
    let aliases = (0..201).fold(String::new(), |mut text, n| {
        write!(text, "a{n}: b ").unwrap();
        text
    });
    assert!(refusal(counted(&format!("{{ c {{ {aliases} }} }}"))).contains("201 aliases"));
    assert!(refusal(counted(&format!("{{ a {} }}", "@d ".repeat(6)))).contains("6 directives at one place, the limit is 5"));
    assert!(refusal(counted(&format!("{{ c {{ {} }} }}", "a @d @d @d ".repeat(67)))).contains("201 directives"));
    assert!(refusal(counted(&format!("{{ a({}) }}", "b: 1 ".repeat(51)))).contains("51 arguments of one field"));
}

#[test]
fn the_operation_must_be_there() {
    let document = parse("query A { a } query B { b }", &Limits::default()).unwrap();
    let ask = |name| refusal(check(&document, name, &Variables::default(), &Limits::default()));
    assert!(ask(None).starts_with("INVALID_INPUT: the document has several operations"));
    assert!(ask(Some("C")).starts_with("INVALID_INPUT: the document has no operation of that name"));
}

#[test]
fn a_required_variable_must_be_given() {
    let text = "query($id: ID!) { a(id: $id) }";
    let refused = "INVALID_INPUT: the variable `$id` of type `ID!` is required: give it a value";
    assert_eq!(refusal(counted(text)), refused);
    assert_eq!(refusal(counted_with(text, serde_json::json!({ "id": null }))), refused);
    assert!(counted_with(text, serde_json::json!({ "id": "x" })).is_ok());
    assert!(counted("query($id: ID! = \"x\") { a(id: $id) }").is_ok());
}

#[test]
fn braces_in_strings_and_comments_do_not_nest() {
    assert_eq!(deepest("{ a(b: \"{{{\") # {{{\n { c(d: \"\"\"{{ \\\"\"\" {{\"\"\", e: [1]) } }"), 4);
    assert_eq!(deepest("{ a(b: \"\\\"{{\") }"), 2);
    assert_eq!(deepest("\"open {\n{{"), 2);
    assert_eq!(deepest("\"\"\"open {{{"), 0);
    assert_eq!(deepest("\"\" {"), 1);
}

#[test]
fn deep_and_long_text_is_refused_before_it_is_parsed() {
    let limits = Limits::default();
    let code = |text: &str| {
        let error = parse(text, &limits).expect_err("refused");
        (error.extensions.unwrap().get("code").cloned().unwrap(), error.message)
    };
    let (limit, deep) = code(&"{a".repeat(65));
    assert_eq!(
        (limit, deep.as_str()),
        (Value::from("LIMIT_EXCEEDED"), "the question comes to 65 levels of braces, the limit is 64: nest less deeply")
    );
    assert_eq!(code(&" ".repeat(65 * 1024)).0, Value::from("LIMIT_EXCEEDED"));
    assert_eq!(code("{ a(b: ").0, Value::from("INVALID_INPUT"));
}

#[test]
fn a_syntax_error_has_a_place_and_one_line() {
    let error = parse("{", &Limits::default()).expect_err("refused");
    assert_eq!(error.locations.len(), 1);
    assert!(error.message.starts_with("the document cannot be read: expected "), "{}", error.message);
    assert_eq!(error.message.lines().count(), 1);
}

/// Each fragment spreads the next twice: written out it has more fields than a computer can count.
fn bomb(bytes: usize) -> String {
    let mut text = "{...A0}".to_owned();
    let mut n = 0;
    while text.len() + 44 < bytes {
        write!(text, "fragment A{n} on Q{{...A{} ...A{}}}", n + 1, n + 1).unwrap();
        n += 1;
    }
    write!(text, "fragment A{n} on Q{{a}}").unwrap();
    text
}

#[test]
fn fragment_bombs_cost_what_their_text_costs() {
    for bytes in [1_010, 64 * 1024] {
        let text = bomb(bytes);
        assert!(text.len() <= bytes);
        let start = Instant::now();
        assert!(refusal(counted(&text)).starts_with("LIMIT_EXCEEDED: the question comes to"));
        let most = Duration::from_millis(if bytes > 2_000 { 2_000 } else { 50 });
        assert!(start.elapsed() < most, "{bytes} bytes took {:?}", start.elapsed());
    }
}

#[test]
fn bombs_without_any_field_and_in_operations_that_are_not_run_are_refused_too() {
    let empty = bomb(1_010).replace("{a}", "{...Missing}");
    assert!(refusal(counted(&empty)).contains("selections with fragments written out"));
    let beside = format!("query Run {{ a }} {}", bomb(1_010).replacen("{...A0}", "query Not {...A0}", 1));
    let document = parse(&beside, &Limits::default()).unwrap();
    assert!(check(&document, Some("Run"), &Variables::default(), &Limits::default()).is_err());
}

#[test]
fn a_chain_of_fragments_is_counted_without_recursion() {
    let mut text = "{...A0}".to_owned();
    (0..1_500).for_each(|n| write!(text, "fragment A{n} on Q{{...A{}}}", n + 1).unwrap());
    text.push_str("fragment A1500 on Q{a}");
    assert!(refusal(counted(&text)).contains("levels of selections and fragments, the limit is 32"));
}

#[test]
fn batches_are_added_up() {
    let one = counted("{ a: person { b } c: person { d } e: person { f } }").unwrap();
    let limits = Limits::default();
    assert!(limits.hold(&one).is_ok());
    assert!(limits.hold(&one.plus(&one)).is_err());
    assert!(limits.hold_batch(10).is_ok());
    assert!(limits.hold_batch(11).is_err());
}

/// A small document as a tree of our own, so that writing it out by hand has nothing in common with the counting.
#[derive(Clone, Debug)]
enum Part {
    Field(Vec<Part>),
    Inline(Vec<Part>),
    Spread(usize),
}

const FRAGMENTS: usize = 4;

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let leaf = prop_oneof![Just(Part::Field(Vec::new())), (0..FRAGMENTS).prop_map(Part::Spread)];
    let part = leaf.prop_recursive(3, 12, 3, |inner| {
        let some = prop::collection::vec(inner, 1..4);
        prop_oneof![some.clone().prop_map(Part::Field), some.prop_map(Part::Inline)]
    });
    prop::collection::vec(part, 1..4)
}

fn render(parts: &[Part], below: usize) -> String {
    parts.iter().fold(String::new(), |text, part| match part {
        Part::Field(inner) if inner.is_empty() => text + "a ",
        Part::Field(inner) => format!("{text}a {{ {} }} ", render(inner, below)),
        Part::Inline(inner) => format!("{text}... {{ {} }} ", render(inner, below)),
        Part::Spread(n) if *n < below => format!("{text}...F{n} "),
        Part::Spread(_) => text + "a ",
    })
}

fn naive(parts: &[Part], below: usize, fragments: &[Vec<Part>]) -> (u64, u64) {
    parts.iter().fold((0, 0), |(fields, depth), part| {
        let (more, deep) = match part {
            Part::Field(inner) => {
                let (inside, deep) = naive(inner, below, fragments);
                (inside + 1, deep + 1)
            }
            Part::Inline(inner) => naive(inner, below, fragments),
            Part::Spread(n) if *n < below => naive(&fragments[*n], *n, fragments),
            Part::Spread(_) => (1, 1),
        };
        (fields + more, depth.max(deep))
    })
}

proptest! {
    #[test]
    fn counting_equals_writing_out(root in parts(), fragments in prop::collection::vec(parts(), FRAGMENTS)) {
        let spread_all = (0..FRAGMENTS).map(Part::Spread).collect::<Vec<_>>();
        let root = [root, spread_all].concat();
        let mut text = format!("{{ {} }}", render(&root, FRAGMENTS));
        for (n, parts) in fragments.iter().enumerate() {
            write!(text, " fragment F{n} on T {{ {} }}", render(parts, n)).unwrap();
        }
        let open = Limits { fields: u64::MAX, selections: u64::MAX, depth: u64::MAX, roots: u64::MAX, complexity: u64::MAX, levels: u64::MAX, ..Limits::default() };
        let counted = check(&parse(&text, &open).unwrap(), None, &Variables::default(), &open).unwrap();
        prop_assert_eq!((counted.fields, counted.depth), naive(&root, FRAGMENTS, &fragments));
        prop_assert_eq!(counted.complexity, counted.fields);
    }

    #[test]
    fn any_text_is_answered(text in "[{}()\\[\\]\"\\\\#.@$a: \n]{0,200}") {
        let limits = Limits::default();
        if let Ok(document) = parse(&text, &limits) {
            let _ = check(&document, None, &Variables::default(), &limits);
        }
    }
}

//! Casbin's model: the file, and what a model may not contain.

use super::Fault;

/// The model that every policy is compiled with.
pub const MODEL: &str = include_str!("../../policies/model.conf");

/// The version of Casbin that answers; part of every table's source hash. A test holds it against the lock file.
pub const CASBIN_VERSION: &str = "2.20.0";

/// The only effect in use: some row allows and no row denies. Casbin panics at request time on one it does not know.
const EFFECT: &str = "e = some(where (p.eft == allow)) && !some(where (p.eft == deny))";

/// What a model may not contain, and what each would do.
const FORBIDDEN: [(&str, &str); 9] = [
    ("eval(", "it runs anything that stands in a row"),
    ("Match", "a pattern opens what nobody named, and a bad one panics when asked"),
    ("keyGet", "a pattern opens what nobody named"),
    ("!=", "it is true where an attribute is missing"),
    ("priority", "it means the order in which rows were inserted"),
    ("||", "one alternative bypasses the other conditions"),
    ("g2", "all relations share one graph, so a second one can be mistaken for the first"),
    ("<", "numbers are 32-bit and wrap"),
    (">", "numbers are 32-bit and wrap"),
];

/// What is wrong with a model: each of Casbin's sharp edges that lies in the model, by name.
pub fn check(file: &str, text: &str) -> Vec<Fault> {
    let lines = || (1u64..).zip(text.lines().map(str::trim)).filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
    let mut faults: Vec<Fault> = lines()
        .flat_map(|(line, text)| FORBIDDEN.iter().filter(move |(token, _)| text.contains(token)).map(move |found| (line, found)))
        .map(|(line, (token, why))| {
            Fault::new(file, line, "", "model-token", format!("the model uses `{token}`: {why}"), "compare with `==` and `&&` only")
        })
        .collect();
    if !lines().any(|(_, l)| l == EFFECT) {
        faults.push(Fault::whole(file, "model-effect", "the effect is not `some allow and no deny`", format!("write `{EFFECT}`")));
    }
    let matcher = lines().find_map(|(_, l)| l.strip_prefix("m = "));
    let parts: Vec<&str> = matcher.unwrap_or_default().split(" && ").collect();
    let required = [
        "r.role == p.role",
        "r.purpose == p.purpose",
        "r.act == p.act",
        "g(r.field, p.field, r.role)",
        "consentCovers(r.consent, p.consent)",
    ];
    if parts != required {
        faults.push(Fault::whole(file, "model-matcher", "the matcher does not ask for every dimension in order", required.join(" && ")));
    }
    if lines().filter(|(_, l)| l.starts_with('m')).count() != 1 {
        faults.push(Fault::whole(file, "model-matcher", "the model has more than one matcher, or none", "keep the one matcher `m`"));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_model_is_sound() {
        assert_eq!(check("model.conf", MODEL), []);
    }

    #[test]
    fn the_named_casbin_is_the_locked_one_without_its_cache() {
        let lock = include_str!("../../Cargo.lock");
        assert!(lock.contains(&format!("name = \"casbin\"\nversion = \"{CASBIN_VERSION}\"")), "mend CASBIN_VERSION");
        let line = include_str!("../../Cargo.toml").lines().find(|l| l.starts_with("casbin = ")).unwrap();
        assert!(line.contains("default-features = false") && !line.contains("cached"), "the cache keeps old allows");
    }

    fn lints(text: &str) -> Vec<&'static str> {
        check("model.conf", text).into_iter().map(|f| f.lint).collect()
    }

    #[test]
    fn an_unknown_effect_is_refused_because_casbin_panics_on_it_when_asked() {
        assert_eq!(lints(&MODEL.replace("== deny", "== refuse")), ["model-effect"]);
    }

    #[test]
    fn patterns_inequality_alternatives_priority_and_eval_are_refused() {
        let with = |part: &str| MODEL.replace(" && consentCovers", &format!(" && {part} && consentCovers"));
        for part in
            ["regexMatch(r.field, p.field)", "r.act != p.act", "eval(p.field)", "r.role == p.role || r.act == p.act", "r.consent > 1"]
        {
            assert!(lints(&with(part)).contains(&"model-token"), "{part}");
        }
        assert!(lints(&MODEL.replace(EFFECT, "e = priority(p.eft) || deny")).contains(&"model-token"));
    }

    #[test]
    fn a_second_relation_is_refused_because_all_share_one_graph() {
        assert!(lints(&MODEL.replace("g = _, _, _", "g = _, _, _\ng2 = _, _")).contains(&"model-token"));
    }

    #[test]
    fn a_matcher_that_forgets_a_dimension_is_refused() {
        assert_eq!(lints(&MODEL.replace("r.purpose == p.purpose && ", "")), ["model-matcher"]);
    }
}

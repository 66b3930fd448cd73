//! Figures, each with what it was to be.

use serde_json::json;

/// What a figure was to be.
#[derive(Clone, Copy, Debug)]
pub enum Bound {
    AtLeast(f64),
    AtMost(f64),
    /// It is only told.
    None,
}

#[derive(Debug)]
struct Figure {
    name: String,
    value: f64,
    unit: &'static str,
    bound: Bound,
}

/// All figures of a run, in the order in which they were taken.
#[derive(Debug, Default)]
pub struct Figures(Vec<Figure>);

impl Figures {
    /// Adds one, and says it at once.
    pub fn add(&mut self, name: String, value: f64, unit: &'static str, bound: Bound) {
        eprintln!("{name}: {value:.2} {unit}");
        self.0.push(Figure { name, value, unit, bound });
    }

    pub fn print(&self, as_json: bool) {
        if as_json {
            let figure = |f: &Figure| json!({"name": f.name, "value": f.value, "unit": f.unit, "reached": reached(f)});
            println!("{}", json!({ "figures": self.0.iter().map(figure).collect::<Vec<_>>() }));
            return;
        }
        for figure in &self.0 {
            let bound = match figure.bound {
                Bound::AtLeast(bound) => format!(">= {bound}"),
                Bound::AtMost(bound) => format!("<= {bound}"),
                Bound::None => String::new(),
            };
            let word = reached(figure).map_or("", |reached| if reached { "reached" } else { "MISSED" });
            println!("{:<72} {:>11.2} {:<10} {bound:<9} {word}", figure.name, figure.value, figure.unit);
        }
    }
}

fn reached(figure: &Figure) -> Option<bool> {
    match figure.bound {
        Bound::AtLeast(bound) => Some(figure.value >= bound),
        Bound::AtMost(bound) => Some(figure.value <= bound),
        Bound::None => None,
    }
}

/// The middle value.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

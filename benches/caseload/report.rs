//! The table: figures, ratios, and whether each target was reached.

use crate::{load::Measured, servers::Variant};
use serde_json::{Value, json};

/// What one variant came to at one number of connections, over all rounds.
#[derive(Debug)]
pub struct Cell {
    /// Which variant.
    pub variant: Variant,
    /// Over how many connections.
    pub connections: usize,
    /// Each round.
    pub rounds: Vec<Measured>,
    /// Resident memory in MiB after the last round, and the most it ever was.
    pub memory: (f64, f64),
}

impl Cell {
    /// The middle of the rounds' rates.
    pub fn rate(&self) -> f64 {
        median(self.rounds.iter().map(|m| m.rate).collect())
    }

    fn percentile(&self, part: f64) -> f64 {
        median(self.rounds.iter().map(|m| m.percentile(part)).collect())
    }
}

/// The middle value.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Something that was to be reached.
pub struct Target {
    /// What.
    pub name: &'static str,
    /// What it came to.
    pub value: f64,
    /// What it was to be.
    pub bound: f64,
    /// Whether the bound is the least it may be; otherwise the most.
    pub at_least: bool,
    /// Its unit.
    pub unit: &'static str,
}

impl Target {
    /// Whether it was reached.
    pub fn met(&self) -> bool {
        if self.at_least { self.value >= self.bound } else { self.value <= self.bound }
    }
}

/// How many times as fast the first variant is as the second: the middle of the rounds, each compared with the same round.
pub fn ratio(cells: &[Cell], connections: usize, one: Variant, other: Variant) -> f64 {
    let of = |variant| cells.iter().find(|c| c.variant == variant && c.connections == connections);
    let (Some(one), Some(other)) = (of(one), of(other)) else { return f64::NAN };
    median(one.rounds.iter().zip(&other.rounds).map(|(a, b)| a.rate / b.rate).collect())
}

/// Figures and ratios as people read them.
pub fn print(cells: &[Cell], targets: &[Target]) {
    let mut connections: Vec<usize> = cells.iter().map(|c| c.connections).collect();
    connections.dedup();
    for count in connections {
        println!(
            "\n{count} connections{:>28} {:>9} {:>9} {:>12} {:>9} {:>12} {:>10}",
            "", "req/s", "p50 ms", "p99 ms", "MiB", "x dataloader", "x by hand"
        );
        for cell in cells.iter().filter(|c| c.connections == count) {
            println!(
                "{:<42} {:>9.1} {:>9.2} {:>12.2} {:>9.0} {:>12.2} {:>10.2}",
                cell.variant.name(),
                cell.rate(),
                cell.percentile(0.5),
                cell.percentile(0.99),
                cell.memory.0,
                ratio(cells, count, cell.variant, Variant::Dataloader),
                ratio(cells, count, cell.variant, Variant::ByHand),
            );
        }
    }
    println!();
    for target in targets {
        let (sign, word) = (if target.at_least { ">=" } else { "<=" }, if target.met() { "reached" } else { "MISSED" });
        println!("{:<58} {:>9.2} {:<4} {sign} {:<6} {word}", target.name, target.value, target.unit, target.bound);
    }
}

/// The same for machines.
pub fn as_json(cells: &[Cell], targets: &[Target]) -> Value {
    let cell = |c: &Cell| {
        json!({
            "variant": c.variant.name(), "connections": c.connections, "requestsPerSecond": c.rate(), "p50Ms": c.percentile(0.5),
            "p99Ms": c.percentile(0.99), "residentMiB": c.memory.0, "peakMiB": c.memory.1,
            "timesDataloader": ratio(cells, c.connections, c.variant, Variant::Dataloader),
            "timesByHand": ratio(cells, c.connections, c.variant, Variant::ByHand),
        })
    };
    let target =
        |t: &Target| json!({"name": t.name, "value": t.value, "unit": t.unit, "bound": t.bound, "atLeast": t.at_least, "reached": t.met()});
    json!({"cells": cells.iter().map(cell).collect::<Vec<_>>(), "targets": targets.iter().map(target).collect::<Vec<_>>()})
}

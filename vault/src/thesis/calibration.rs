//! How well resolved watch items were foreseen.

use serde::Serialize;

/// The fewest resolved items from which a score says anything.
const ENOUGH: usize = 20;

/// How often what was held to be about so likely came true.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct CalibrationRow {
    /// The least likely in this row, from 0 to 1.
    pub from: f64,
    /// The most likely in this row, from 0 to 1.
    pub to: f64,
    /// How many items.
    pub items: u32,
    /// Their mean probability.
    pub expected: f64,
    /// The share of them that came true.
    pub came_true: f64,
}

/// How well resolved watch items were foreseen.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct Calibration {
    /// Resolved items that had a probability.
    pub resolved: u32,
    /// How many are needed before a score says anything.
    pub needed: u32,
    /// The mean squared distance between what was expected and what came: 0 is perfect, 0.25 a
    /// coin. None before enough items are resolved.
    pub brier: Option<f64>,
    /// By tenths of probability; empty before enough items are resolved.
    pub rows: Vec<CalibrationRow>,
}

/// Scores probabilities against what came.
pub fn calibrate(resolved: impl Iterator<Item = (f64, bool)>) -> Calibration {
    let mut items: Vec<(f64, bool)> = resolved.collect();
    items.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let enough = items.len() >= ENOUGH;
    let came = |came: bool| if came { 1.0 } else { 0.0 };
    let squares: f64 = items.iter().map(|(p, real)| (p - came(*real)).powi(2)).sum();
    let brier = rounded(squares / items.len().max(1) as f64);
    let row = |tenth: u32| {
        let (from, to) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
        let within = |p: f64| p >= from && (p < to || tenth == 9);
        let inside: Vec<_> = items.iter().filter(|(p, _)| within(*p)).collect();
        let count = inside.len() as f64;
        (!inside.is_empty()).then(|| CalibrationRow {
            from,
            to,
            items: inside.len() as u32,
            expected: rounded(inside.iter().map(|(p, _)| p).sum::<f64>() / count),
            came_true: rounded(inside.iter().map(|(_, real)| came(*real)).sum::<f64>() / count),
        })
    };
    Calibration {
        resolved: items.len() as u32,
        needed: ENOUGH as u32,
        brier: enough.then_some(brier),
        rows: if enough { (0..10).filter_map(row).collect() } else { Vec::new() },
    }
}

fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_given_from_twenty_items_on() {
        let few = calibrate((0..19).map(|_| (0.5, true)));
        assert_eq!((few.resolved, few.brier, few.rows.len()), (19, None, 0));
        let coin = calibrate((0..20).map(|at| (0.5, at % 2 == 0)));
        assert_eq!(coin.brier, Some(0.25));
        assert_eq!((coin.rows[0].items, coin.rows[0].came_true), (20, 0.5));
        let sure = calibrate((0..20).map(|_| (1.0, true)));
        assert_eq!((sure.brier, sure.rows[0].from), (Some(0.0), 0.9));
    }
}

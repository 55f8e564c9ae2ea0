//! Adjusted mutual information: how far two groupings of the same notes agree, chance taken out.

/// Returns the agreement of two groupings: 1 for the same one, about 0 for chance.
pub(crate) fn adjusted_mutual_information(one: &[usize], other: &[usize]) -> f64 {
    let (rows, columns) = (sizes(one), sizes(other));
    let total = one.len() as f64;
    let (height, width) = (entropy(&rows, total), entropy(&columns, total));
    if rows.len() == columns.len() && (rows.len() == 1 || rows.len() == one.len()) {
        return 1.0;
    }
    let mutual = mutual_information(one, other, &rows, &columns);
    let expected = expected_information(&rows, &columns, one.len());
    let bound = 0.5 * (height + width) - expected;
    if bound.abs() < 1e-12 { 0.0 } else { (mutual - expected) / bound }
}

fn sizes(groups: &[usize]) -> Vec<usize> {
    let mut sizes = vec![0; groups.iter().max().map_or(0, |most| most + 1)];
    groups.iter().for_each(|group| sizes[*group] += 1);
    sizes
}

fn entropy(sizes: &[usize], total: f64) -> f64 {
    let share = |size: &usize| *size as f64 / total;
    -sizes.iter().map(share).filter(|share| *share > 0.0).map(|p| p * p.ln()).sum::<f64>()
}

fn mutual_information(one: &[usize], other: &[usize], rows: &[usize], columns: &[usize]) -> f64 {
    let mut cells = std::collections::BTreeMap::new();
    for pair in one.iter().zip(other) {
        *cells.entry(pair).or_insert(0_usize) += 1;
    }
    let total = one.len() as f64;
    let cell = |((row, column), count): (&(&usize, &usize), &usize)| {
        let count = *count as f64;
        count / total * (total * count / (rows[**row] as f64 * columns[**column] as f64)).ln()
    };
    cells.iter().map(cell).sum()
}

/// The mutual information of two groupings of these sizes put together by chance.
fn expected_information(rows: &[usize], columns: &[usize], total: usize) -> f64 {
    let logs: Vec<f64> = std::iter::once(0.0)
        .chain((1..=total).scan(0.0, |sum, n| {
            *sum += (n as f64).ln();
            Some(*sum)
        }))
        .collect();
    let n = total as f64;
    let mut expected = 0.0;
    for &a in rows.iter().filter(|size| **size > 0) {
        for &b in columns.iter().filter(|size| **size > 0) {
            for both in (a + b).saturating_sub(total).max(1)..=a.min(b) {
                let count = both as f64;
                let gain = count / n * (n * count / (a as f64 * b as f64)).ln();
                let ways = logs[a] + logs[b] + logs[total - a] + logs[total - b]
                    - logs[total]
                    - logs[both]
                    - logs[a - both]
                    - logs[b - both]
                    - logs[total + both - a - b];
                expected += gain * ways.exp();
            }
        }
    }
    expected
}

#[test]
fn agreement_is_one_for_the_same_and_nothing_for_chance() {
    let one: Vec<usize> = (0..600).map(|at| at % 5).collect();
    let same: Vec<usize> = one.iter().map(|group| 4 - group).collect();
    let chance: Vec<usize> = (0..600).map(|at| (at * 7919 / 13) % 4).collect();
    assert!((adjusted_mutual_information(&one, &same) - 1.0).abs() < 1e-9);
    assert!(adjusted_mutual_information(&one, &chance).abs() < 0.05);
    // The figure of scikit-learn for these two.
    let found = adjusted_mutual_information(&[0, 0, 1, 1, 2, 2], &[0, 0, 1, 2, 2, 2]);
    assert!((found - 0.504_658).abs() < 1e-5, "{found}");
}

//! The baseline: plain TF-IDF and spherical k-means that is told the true number of groups.

use std::collections::{BTreeMap, HashMap};

/// Groups texts into `count` groups; the best of several starts.
pub(crate) fn k_means(texts: &[String], count: usize, starts: u64) -> Vec<usize> {
    let vectors = vectors(texts);
    let mut best = (f64::MIN, Vec::new());
    for start in 0..starts {
        let run = run(&vectors, count, start);
        if run.0 > best.0 {
            best = run;
        }
    }
    best.1
}

type Sparse = Vec<(usize, f64)>;

fn vectors(texts: &[String]) -> Vec<Sparse> {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut holders: Vec<f64> = Vec::new();
    let mut counted: Vec<BTreeMap<usize, f64>> = Vec::new();
    for text in texts {
        let mut counts = BTreeMap::new();
        for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
            if word.chars().count() > 1 {
                let next = numbers.len();
                let number = *numbers.entry(word.to_owned()).or_insert(next);
                *counts.entry(number).or_insert(0.0) += 1.0;
            }
        }
        holders.resize(numbers.len(), 0.0);
        counts.keys().for_each(|number| holders[*number] += 1.0);
        counted.push(counts);
    }
    let total = texts.len() as f64;
    let weigh = |counts: BTreeMap<usize, f64>| {
        let mut vector: Sparse = counts
            .into_iter()
            .filter(|(number, _)| holders[*number] > 1.0 && holders[*number] < 0.5 * total)
            .map(|(number, count)| {
                (number, (1.0 + f64::ln(count)) * ((1.0 + total) / (1.0 + holders[number])).ln())
            })
            .collect();
        let length = vector.iter().map(|(_, w)| w * w).sum::<f64>().sqrt().max(1e-12);
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
        vector
    };
    counted.into_iter().map(weigh).collect()
}

fn run(vectors: &[Sparse], count: usize, seed: u64) -> (f64, Vec<usize>) {
    let words = vectors.iter().flatten().map(|(number, _)| number + 1).max().unwrap_or(1);
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9) + 1);
    let mut centres = first_centres(vectors, count, words, &mut random);
    let mut groups = vec![usize::MAX; vectors.len()];
    let mut quality = 0.0;
    for _ in 0..60 {
        let near: Vec<(usize, f64)> =
            vectors.iter().map(|vector| nearest(vector, &centres)).collect();
        quality = near.iter().map(|(_, likeness)| likeness).sum();
        let next: Vec<usize> = near.into_iter().map(|(group, _)| group).collect();
        if next == groups {
            break;
        }
        groups = next;
        centres = vec![vec![0.0; words]; count];
        for (vector, group) in vectors.iter().zip(&groups) {
            vector.iter().for_each(|(number, weight)| centres[*group][*number] += weight);
        }
        centres.iter_mut().for_each(|centre| to_unit(centre));
    }
    (quality, groups)
}

/// k-means++: each next centre is likely far from those before.
fn first_centres(
    vectors: &[Sparse],
    count: usize,
    words: usize,
    random: &mut Random,
) -> Vec<Vec<f64>> {
    let dense = |vector: &Sparse| {
        let mut dense = vec![0.0; words];
        vector.iter().for_each(|(number, weight)| dense[*number] = *weight);
        dense
    };
    let mut centres = vec![dense(&vectors[random.next() as usize % vectors.len()])];
    let mut far: Vec<f64> = vec![2.0; vectors.len()];
    while centres.len() < count {
        let last = &centres[centres.len() - 1];
        for (vector, far) in vectors.iter().zip(&mut far) {
            *far = far.min((1.0 - likeness(vector, last)).max(0.0));
        }
        let mut at = random.unit() * far.iter().sum::<f64>();
        let chosen = far.iter().position(|far| {
            at -= far;
            at <= 0.0
        });
        centres.push(dense(&vectors[chosen.unwrap_or(0)]));
    }
    centres
}

fn nearest(vector: &Sparse, centres: &[Vec<f64>]) -> (usize, f64) {
    let mut best = (0, f64::MIN);
    for (group, centre) in centres.iter().enumerate() {
        let likeness = likeness(vector, centre);
        if likeness > best.1 {
            best = (group, likeness);
        }
    }
    best
}

fn likeness(vector: &Sparse, centre: &[f64]) -> f64 {
    vector.iter().map(|(number, weight)| weight * centre[*number]).sum()
}

fn to_unit(centre: &mut [f64]) {
    let length = centre.iter().map(|weight| weight * weight).sum::<f64>().sqrt().max(1e-12);
    centre.iter_mut().for_each(|weight| *weight /= length);
}

/// A generator of numbers that is the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

//! What one thread adds up in while it looks for the neighbours of a note.

use super::signals::{COUNTED, Parts, Signal};

/// How many candidates are compared term by term.
const COMPARED: usize = 40;

/// By signal, the most that it can add to a pair.
#[expect(clippy::indexing_slicing, reason = "a constant is checked when it is compiled")]
const CAPS: Parts = {
    let mut caps = [0.0; COUNTED];
    let mut at = 0;
    while at < COUNTED {
        caps[at] = Signal::ALL[at].cap();
        at += 1;
    }
    caps
};

/// The sums of one note against all others.
#[derive(Debug)]
pub(super) struct Scratch {
    /// What the terms add; apart, because there are by far the most of them.
    text: Vec<f32>,
    parts: Vec<Parts>,
    seen: Vec<bool>,
    touched: Vec<u32>,
    sums: Vec<(f32, u32)>,
}

/// The strongest candidates of a note.
pub(super) struct Candidates {
    /// With what ties them, in no order.
    pub(super) strongest: Vec<(u32, Parts)>,
    /// The least of their sums where others had to stay out.
    pub(super) least: f32,
}

impl Scratch {
    pub(super) fn new(count: usize) -> Self {
        Self {
            text: vec![0.0; count],
            parts: vec![[0.0; COUNTED]; count],
            seen: vec![false; count],
            touched: Vec::new(),
            sums: Vec::new(),
        }
    }

    pub(super) fn add_text(&mut self, note: u32, value: f32) {
        if let Some(sum) = self.text.get_mut(note as usize) {
            *sum += value;
        }
        self.touch(note);
    }

    pub(super) fn add(&mut self, note: u32, signal: Signal, value: f32) {
        let parts = self.parts.get_mut(note as usize);
        if let Some(part) = parts.and_then(|parts| parts.get_mut(signal.at())) {
            *part += value;
        }
        self.touch(note);
    }

    fn touch(&mut self, note: u32) {
        if let Some(seen) = self.seen.get_mut(note as usize)
            && !*seen
        {
            *seen = true;
            self.touched.push(note);
        }
    }

    fn parts(&self, note: u32) -> Parts {
        let mut parts = self.parts.get(note as usize).copied().unwrap_or_default();
        if let Some(text) = parts.get_mut(Signal::Text.at()) {
            *text = self.text.get(note as usize).copied().unwrap_or_default();
        }
        parts
    }

    /// Calls `found` with every note that was added to and the sum of what ties it, and is empty
    /// again.
    pub(super) fn take_sums(&mut self, mut found: impl FnMut(u32, f32)) {
        for note in &self.touched {
            found(*note, sum(&self.parts(*note)));
        }
        self.clear();
    }

    /// Hands out the candidates that are tied most strongly, and is empty again.
    pub(super) fn take_strongest(&mut self, own: u32) -> Candidates {
        let mut sums = std::mem::take(&mut self.sums);
        sums.clear();
        let others = self.touched.iter().filter(|note| **note != own);
        sums.extend(others.map(|note| (sum(&self.parts(*note)), *note)));
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        let mut least = 0.0;
        if sums.len() >= COMPARED {
            sums.select_nth_unstable_by(COMPARED - 1, order);
            sums.truncate(COMPARED);
            least = sums.last().map_or(0.0, |(sum, _)| *sum);
        }
        let strongest = sums.iter().map(|(_, note)| (*note, self.parts(*note))).collect();
        self.sums = sums;
        self.clear();
        Candidates { strongest, least }
    }

    fn clear(&mut self) {
        for note in self.touched.drain(..) {
            let at = note as usize;
            if let (Some(seen), Some(text), Some(parts)) =
                (self.seen.get_mut(at), self.text.get_mut(at), self.parts.get_mut(at))
            {
                *seen = false;
                *text = 0.0;
                *parts = [0.0; COUNTED];
            }
        }
    }
}

fn sum(parts: &Parts) -> f32 {
    CAPS.iter().zip(parts).map(|(cap, part)| cap * part.min(1.0)).sum()
}

//! The layouts of the graphs that are shown: kept between questions, so that a picture comes to
//! rest step by step, stays as it was when it is opened again, and moves little when a note does.
//! Where the picture of the whole vault came to rest is kept for the next start.
//!
//! Whoever shows a graph asks for its steps; nothing is computed behind anyone's back. A step
//! holds the lock of its own layout and no other.

use std::collections::{HashMap, VecDeque};
use std::hash::Hasher;
use std::sync::{Arc, Mutex};

use rustc_hash::FxHasher;

use super::kept_places::{self, KeptPlaces};
use super::{Vault, lock};
use crate::error::{Code, Error, Result};
use crate::graph::layout::{Forces, Layout, Place};

/// How many layouts are kept; the one used longest ago goes first.
const KEPT: usize = 8;
/// How many steps one question may ask for.
const MOST_STEPS: u32 = 200;

/// The layouts by when they were last used, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Layouts {
    kept: VecDeque<Kept>,
    last: u32,
}

#[derive(Debug, Clone)]
struct Kept {
    number: u32,
    /// What it is a picture of; a later picture of the same begins where it is.
    subject: String,
    /// Tells two graphs apart.
    print: u64,
    /// The nodes, by their names' prints.
    nodes: Arc<[u64]>,
    layout: Arc<Mutex<Layout>>,
}

/// A graph to be laid out.
#[derive(Debug)]
pub struct GraphToLayOut<'g> {
    /// What it is a picture of: the same word for the same picture after a change. Empty is the
    /// whole vault.
    pub subject: String,
    /// The names of the nodes.
    pub nodes: Vec<&'g str>,
    /// Pairs of nodes by number.
    pub links: Vec<(u32, u32)>,
    /// How it is laid out.
    pub forces: Forces,
}

/// Where the nodes of a layout are.
#[derive(Debug, Clone)]
pub struct LaidOut {
    /// The number of the layout.
    pub layout: u32,
    /// By the number of the node.
    pub places: Vec<Place>,
    /// Further steps change nothing.
    pub at_rest: bool,
}

impl Vault {
    /// Lays a graph out: a first picture, or the one that was there, or one near to it.
    pub fn lay_out(&self, graph: &GraphToLayOut<'_>) -> LaidOut {
        let nodes: Arc<[u64]> = graph.nodes.iter().map(|name| print_of(name)).collect();
        let print = print_of_graph(&nodes, &graph.links);
        let found = lock(&self.0.layouts).find(&graph.subject, print);
        if let Some(kept) = found {
            let mut layout = lock(&kept.layout);
            layout.set_forces(graph.forces);
            return laid_out(kept.number, &layout);
        }
        let earlier = lock(&self.0.layouts).find_last(&graph.subject);
        let layout = match earlier {
            Some(earlier) => go_on(&earlier, &nodes, graph),
            None => self.first_layout(print, &nodes, graph),
        };
        let answer = laid_out(0, &layout);
        let layout = Arc::new(Mutex::new(layout));
        let subject = graph.subject.clone();
        let number = lock(&self.0.layouts).keep(Kept { number: 0, subject, print, nodes, layout });
        LaidOut { layout: number, ..answer }
    }

    /// Moves the nodes of a layout some steps on, one of them held where a person holds it.
    ///
    /// Fails where the layout is no longer kept: the graph is to be drawn again then.
    pub fn step_layout(
        &self,
        number: u32,
        steps: u32,
        held: Option<(u32, Place)>,
    ) -> Result<LaidOut> {
        let found = lock(&self.0.layouts).find_number(number);
        let Some(kept) = found else {
            return Err(Error::new(Code::NotFound, "this picture of the graph is no longer kept")
                .with_hint("draw the graph again"));
        };
        let mut layout = lock(&kept.layout);
        layout.hold(held.map(|(node, place)| (node as usize, place)));
        let was_at_rest = layout.is_at_rest();
        for _ in 0..steps.min(MOST_STEPS) {
            layout.step();
        }
        if layout.is_at_rest() && !was_at_rest && kept.subject.is_empty() {
            // Without it the next start draws the picture anew: nothing to trouble a person with.
            let _ = kept_places::write(self.0.home.folder(), kept.print, &kept.nodes, &layout);
        }
        Ok(laid_out(number, &layout))
    }

    /// Lays a graph out for the first time since the vault was opened.
    fn first_layout(&self, print: u64, nodes: &[u64], graph: &GraphToLayOut<'_>) -> Layout {
        let whole = graph.subject.is_empty();
        let kept = if whole { KeptPlaces::read(self.0.home.folder()) } else { None };
        match kept {
            Some(kept) => {
                let mut layout = kept.lay_out(print, nodes, &graph.links);
                layout.set_forces(graph.forces);
                layout
            }
            None => Layout::new(nodes.len(), &graph.links, graph.forces),
        }
    }
}

impl Layouts {
    fn find(&mut self, subject: &str, print: u64) -> Option<Kept> {
        let is_it = |kept: &Kept| kept.print == print && kept.subject == subject;
        let at = self.kept.iter().rposition(is_it)?;
        self.touch(at)
    }

    fn find_last(&mut self, subject: &str) -> Option<Kept> {
        let at = self.kept.iter().rposition(|kept| kept.subject == subject)?;
        self.touch(at)
    }

    fn find_number(&mut self, number: u32) -> Option<Kept> {
        let at = self.kept.iter().position(|kept| kept.number == number)?;
        self.touch(at)
    }

    fn touch(&mut self, at: usize) -> Option<Kept> {
        let kept = self.kept.remove(at)?;
        self.kept.push_back(kept.clone());
        Some(kept)
    }

    fn keep(&mut self, kept: Kept) -> u32 {
        self.last += 1;
        self.kept.push_back(Kept { number: self.last, ..kept });
        if self.kept.len() > KEPT {
            self.kept.pop_front();
        }
        self.last
    }
}

/// Lays a graph out from where the earlier picture of the same has its nodes.
fn go_on(earlier: &Kept, nodes: &[u64], graph: &GraphToLayOut<'_>) -> Layout {
    let before = lock(&earlier.layout).clone();
    let places: HashMap<u64, Place> =
        earlier.nodes.iter().copied().zip(before.places().iter().copied()).collect();
    let known: Vec<Option<Place>> = nodes.iter().map(|node| places.get(node).copied()).collect();
    let mut layout = Layout::from_known(&known, &graph.links, before.forces());
    layout.keep_heat_of(&before);
    layout.set_forces(graph.forces);
    layout
}

fn laid_out(number: u32, layout: &Layout) -> LaidOut {
    LaidOut { layout: number, places: layout.places().to_vec(), at_rest: layout.is_at_rest() }
}

fn print_of(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    hasher.finish()
}

fn print_of_graph(nodes: &[u64], links: &[(u32, u32)]) -> u64 {
    let mut hasher = FxHasher::default();
    nodes.iter().for_each(|node| hasher.write_u64(*node));
    for (from, to) in links {
        hasher.write_u64(u64::from(*from) << 32 | u64::from(*to));
    }
    hasher.finish()
}

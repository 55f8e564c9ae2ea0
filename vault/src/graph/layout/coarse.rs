//! The links of a layout as springs, and the coarser web that a first picture starts from.

use super::{Forces, Place};

/// A web with this many nodes or fewer is laid out as it is.
const FEW: usize = 40;

/// Nodes with their masses and their springs, each at both of its ends.
#[derive(Debug, Clone, Default)]
pub(super) struct Web {
    masses: Vec<f32>,
    /// Where the springs of each node start; one more than there are nodes.
    starts: Vec<u32>,
    springs: Vec<Spring>,
}

/// A spring as one of its ends sees it.
#[derive(Debug, Clone, Copy)]
struct Spring {
    /// The other end.
    to: u32,
    /// How many links it stands for.
    links: f32,
    /// How much of its pull comes to this end.
    share: f32,
    /// Its length, in lengths of a link.
    length: f32,
}

impl Web {
    /// Makes the web of a graph; several links between two nodes are one spring.
    pub(super) fn new(nodes: usize, links: &[(u32, u32)]) -> Self {
        let joined = links.iter().map(|(from, to)| (*from, *to, 1.0));
        Self::of(vec![1.0; nodes], joined)
    }

    fn of(masses: Vec<f32>, links: impl Iterator<Item = (u32, u32, f32)>) -> Self {
        let within = |node: u32| (node as usize) < masses.len();
        let mut ends: Vec<(u32, u32, f32)> = links
            .filter(|(from, to, _)| from != to && within(*from) && within(*to))
            .flat_map(|(from, to, count)| [(from, to, count), (to, from, count)])
            .collect();
        ends.sort_unstable_by_key(|(from, to, _)| (*from, *to));
        ends.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            if same {
                kept.2 += next.2;
            }
            same
        });
        let mut starts = vec![0u32; masses.len() + 1];
        for (from, _, _) in &ends {
            if let Some(count) = starts.get_mut(*from as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut web = Self { masses, starts, springs: Vec::new() };
        web.springs = ends.iter().map(|end| web.spring(*end)).collect();
        web
    }

    fn spring(&self, (from, to, links): (u32, u32, f32)) -> Spring {
        let degree = |node: u32| self.springs_of(node as usize).1 as f32;
        let mass = |node: u32| self.masses.get(node as usize).copied().unwrap_or(1.0);
        let (here, there) = (degree(from).max(1.0), degree(to).max(1.0));
        Spring {
            to,
            links,
            // As in d3-force: ends with few links hold their springs, ends with many give way less.
            share: there / (here + there) / here.min(there),
            // A node that stands for many takes the room of many.
            length: (mass(from).sqrt() + mass(to).sqrt()) / 2.0,
        }
    }

    /// Returns the web of some of the nodes, by their numbers in rising order.
    pub(super) fn only(&self, nodes: &[usize]) -> Self {
        let number = |node: u32| nodes.binary_search(&(node as usize)).ok();
        let mass = |node: &usize| self.masses.get(*node).copied().unwrap_or(1.0);
        let ends = nodes.iter().zip(0u32..).flat_map(|(node, from)| {
            let later = self.springs(*node).iter().filter(move |it| it.to as usize > *node);
            later.filter_map(move |it| Some((from, number(it.to)? as u32, it.links)))
        });
        Self::of(nodes.iter().map(mass).collect(), ends)
    }

    /// Returns where a node's springs start, and how many there are.
    fn springs_of(&self, node: usize) -> (usize, usize) {
        let start = self.starts.get(node).copied().unwrap_or_default();
        let end = self.starts.get(node + 1).copied().unwrap_or(start);
        (start as usize, (end - start) as usize)
    }

    fn springs(&self, node: usize) -> &[Spring] {
        let (start, count) = self.springs_of(node);
        self.springs.get(start..start + count).unwrap_or_default()
    }

    pub(super) fn len(&self) -> usize {
        self.masses.len()
    }

    pub(super) fn masses(&self) -> &[f32] {
        &self.masses
    }

    /// Lists the nodes that a node is linked with, by number.
    pub(super) fn neighbours(&self, node: usize) -> impl Iterator<Item = usize> {
        self.springs(node).iter().map(|spring| spring.to as usize)
    }

    /// Returns true for a node without springs.
    pub(super) fn is_lonely(&self, node: usize) -> bool {
        self.springs_of(node).1 == 0
    }

    /// Returns how hard the springs of a node pull at it.
    pub(super) fn pull_on(&self, node: usize, places: &[Place], forces: Forces) -> Place {
        let Some((x, y)) = places.get(node).copied() else { return (0.0, 0.0) };
        let mut pull = (0.0, 0.0);
        for spring in self.springs(node) {
            let Some((other_x, other_y)) = places.get(spring.to as usize) else { continue };
            let (dx, dy) = (other_x - x, other_y - y);
            let length = dx.hypot(dy).max(1.0);
            let strength =
                (length - forces.distance * spring.length) / length * spring.share * forces.link;
            pull.0 += dx * strength;
            pull.1 += dy * strength;
        }
        pull
    }

    /// Returns true for a web that is laid out without a coarser one.
    pub(super) fn is_coarsest(&self) -> bool {
        self.len() <= FEW
    }

    /// Returns a web of groups of these nodes, and the group of each node; none for a web that is
    /// small or has no springs that would shrink it.
    pub(super) fn coarser(&self) -> Option<(Self, Vec<u32>)> {
        if self.is_coarsest() {
            return None;
        }
        let (group_of, groups) = self.group();
        if groups * 10 > self.len() * 9 {
            return None;
        }
        let mut masses = vec![0.0; groups];
        for (group, mass) in group_of.iter().zip(&self.masses) {
            if let Some(sum) = masses.get_mut(*group as usize) {
                *sum += mass;
            }
        }
        let group = |node: u32| group_of.get(node as usize).copied().unwrap_or_default();
        let ends = (0..self.len() as u32).flat_map(|node| {
            let later = self.springs(node as usize).iter().filter(move |spring| spring.to > node);
            later.map(move |spring| (group(node), group(spring.to), spring.links))
        });
        Some((Self::of(masses, ends), group_of.clone()))
    }

    /// Pairs each node with the neighbour it is tied to most; what finds no free neighbour joins
    /// the group of one, and nodes without links are paired as they come.
    fn group(&self) -> (Vec<u32>, usize) {
        const FREE: u32 = u32::MAX;
        let mut group_of = vec![FREE; self.len()];
        let mut groups = 0u32;
        let mut order: Vec<usize> = (0..self.len()).collect();
        // Nodes without springs come last, and so to the rim of the coarsest web.
        order.sort_by_key(|node| self.springs_of(*node).1.wrapping_sub(1));
        let mut lonely = 0;
        for node in order {
            if group_of.get(node) != Some(&FREE) {
                continue;
            }
            let tie = |spring: &&Spring| {
                let mass = self.masses.get(spring.to as usize).copied().unwrap_or(1.0);
                (spring.links / mass * 1024.0) as u32
            };
            let springs = self.springs(node);
            let is_free = |spring: &&Spring| group_of.get(spring.to as usize) == Some(&FREE);
            // Of equal ones the first, whatever `max_by_key` prefers.
            let free = springs.iter().rev().filter(is_free).max_by_key(tie);
            let taken = springs.iter().rev().max_by_key(tie);
            let group = match (free, taken) {
                (Some(spring), _) => {
                    if let Some(other) = group_of.get_mut(spring.to as usize) {
                        *other = groups;
                    }
                    groups += 1;
                    groups - 1
                }
                (None, Some(spring)) => {
                    group_of.get(spring.to as usize).copied().unwrap_or_default()
                }
                (None, None) => {
                    lonely += 1;
                    if lonely % 2 == 1 {
                        groups += 1;
                    }
                    groups - 1
                }
            };
            if let Some(own) = group_of.get_mut(node) {
                *own = group;
            }
        }
        (group_of, groups as usize)
    }
}

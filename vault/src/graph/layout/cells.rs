//! What all nodes together do to one: a quadtree in which far cells count as one body
//! (Barnes and Hut, 1986).
//!
//! Nodes are put in the order of a Z-curve, so that every cell is a range of them, and cells
//! stand in preorder with the number of the one to go on with: the walk needs no stack.

use rayon::prelude::*;

use super::Place;

/// A cell is one body for a node whose distance is more than its width divided by this.
const OPENNESS: f32 = 0.9;
/// A cell with this many nodes or fewer is not divided.
const MOST_IN_LEAF: usize = 6;
/// Nodes nearer than this push each other no harder.
const NEAREST: f32 = 1.0;
/// Bits of each coordinate on the Z-curve.
const BITS: u32 = 16;
/// How many nodes a thread takes at once.
const CHUNK: usize = 256;

/// A node on the Z-curve.
#[derive(Debug, Clone, Copy)]
struct Body {
    x: f32,
    y: f32,
    mass: f32,
    node: u32,
}

/// A square of the plane with what lies in it.
#[derive(Debug, Clone, Copy)]
struct Cell {
    /// The centre of mass.
    x: f32,
    y: f32,
    mass: f32,
    /// The square of the width, divided by the square of [`OPENNESS`].
    reach: f32,
    /// The cell to go on with when this one is done.
    next: u32,
    /// The bodies of a cell that is not divided; an empty range for one that is.
    from: u32,
    to: u32,
}

/// The quadtree of one moment.
#[derive(Debug)]
pub(super) struct Cells {
    bodies: Vec<Body>,
    keys: Vec<u32>,
    cells: Vec<Cell>,
    width: f32,
}

impl Cells {
    /// Builds the tree over places with their masses.
    pub(super) fn new(places: &[Place], masses: &[f32]) -> Self {
        let (left, top, width) = bounds(places);
        let scale = ((1u32 << BITS) - 1) as f32 / width;
        let key = |x: f32, y: f32| {
            let step = |value: f32, from: f32| ((value - from) * scale) as u32;
            interleave(step(x, left)) | interleave(step(y, top)) << 1
        };
        let mut keyed: Vec<(u32, u32)> =
            places.iter().zip(0u32..).map(|((x, y), node)| (key(*x, *y), node)).collect();
        keyed.par_sort_unstable();
        let body = |(_, node): &(u32, u32)| {
            let (x, y) = places.get(*node as usize).copied().unwrap_or_default();
            let mass = masses.get(*node as usize).copied().unwrap_or(1.0);
            Body { x, y, mass, node: *node }
        };
        let bodies: Vec<Body> = keyed.iter().map(body).collect();
        let keys = keyed.into_iter().map(|(key, _)| key).collect();
        let mut cells = Self { cells: Vec::with_capacity(bodies.len()), bodies, keys, width };
        cells.divide(0, cells.bodies.len(), 0);
        cells
    }

    /// Adds the cell of a range of bodies and those within it.
    fn divide(&mut self, from: usize, to: usize, depth: u32) {
        let bodies = self.bodies.get(from..to).unwrap_or_default();
        if bodies.is_empty() {
            return;
        }
        let (mut x, mut y, mut mass) = (0f64, 0f64, 0f64);
        for body in bodies {
            mass += f64::from(body.mass);
            x += f64::from(body.x) * f64::from(body.mass);
            y += f64::from(body.y) * f64::from(body.mass);
        }
        let width = self.width / (1u32 << depth.min(BITS)) as f32 / OPENNESS;
        let at = self.cells.len();
        let is_leaf = bodies.len() <= MOST_IN_LEAF || depth >= BITS;
        self.cells.push(Cell {
            x: (x / mass) as f32,
            y: (y / mass) as f32,
            mass: mass as f32,
            reach: width * width,
            next: 0,
            from: from as u32,
            to: if is_leaf { to } else { from } as u32,
        });
        if !is_leaf {
            let shift = 2 * (BITS - 1 - depth);
            let mut start = from;
            for quarter in 0..4u32 {
                let keys = self.keys.get(start..to).unwrap_or_default();
                let end = start + keys.partition_point(|key| key >> shift & 3 <= quarter);
                self.divide(start, end, depth + 1);
                start = end;
            }
        }
        let next = self.cells.len() as u32;
        if let Some(cell) = self.cells.get_mut(at) {
            cell.next = next;
        }
    }

    /// Returns how hard each node is pushed by all others, by the number of the node.
    pub(super) fn pushes(&self, strength: f32) -> Vec<Place> {
        let mut ordered = vec![(0.0, 0.0); self.bodies.len()];
        ordered.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, pushes)| {
            let bodies = self.bodies.get(chunk * CHUNK..).unwrap_or_default();
            for (push, body) in pushes.iter_mut().zip(bodies) {
                *push = self.push_on(body, strength);
            }
        });
        let mut pushes = vec![(0.0, 0.0); self.bodies.len()];
        for (body, push) in self.bodies.iter().zip(ordered) {
            if let Some(place) = pushes.get_mut(body.node as usize) {
                *place = push;
            }
        }
        pushes
    }

    fn push_on(&self, body: &Body, strength: f32) -> Place {
        let (mut x, mut y) = (0.0, 0.0);
        let mut at = 0;
        while let Some(cell) = self.cells.get(at) {
            let (dx, dy) = (body.x - cell.x, body.y - cell.y);
            let square = dx * dx + dy * dy;
            if square > cell.reach {
                let push = cell.mass / square;
                x += dx * push;
                y += dy * push;
                at = cell.next as usize;
            } else if cell.from == cell.to {
                at += 1;
            } else {
                let near = self.bodies.get(cell.from as usize..cell.to as usize);
                for other in near.unwrap_or_default() {
                    let (dx, dy) = apart(body, other);
                    let push = other.mass / (dx * dx + dy * dy).max(NEAREST);
                    x += dx * push;
                    y += dy * push;
                }
                at = cell.next as usize;
            }
        }
        (x * strength, y * strength)
    }
}

/// Returns the way from one body to another; two at one place part by their numbers.
fn apart(body: &Body, other: &Body) -> Place {
    let (dx, dy) = (body.x - other.x, body.y - other.y);
    if dx != 0.0 || dy != 0.0 || body.node == other.node {
        return (dx, dy);
    }
    let (low, high) = (body.node.min(other.node), body.node.max(other.node));
    let turn = (low.wrapping_mul(31).wrapping_add(high) % 64) as f32 / 64.0;
    let side = if body.node < other.node { 1.0 } else { -1.0 };
    (side * (1.0 - turn), side * turn)
}

/// Returns the left and top of the square around all places, and its width.
fn bounds(places: &[Place]) -> (f32, f32, f32) {
    let (mut low, mut high) = ((f32::MAX, f32::MAX), (f32::MIN, f32::MIN));
    for (x, y) in places {
        low = (low.0.min(*x), low.1.min(*y));
        high = (high.0.max(*x), high.1.max(*y));
    }
    if places.is_empty() {
        return (0.0, 0.0, 1.0);
    }
    (low.0, low.1, (high.0 - low.0).max(high.1 - low.1).max(1.0))
}

/// Puts a zero before each of the low sixteen bits.
fn interleave(value: u32) -> u32 {
    let mut bits = value & 0xffff;
    bits = (bits | bits << 8) & 0x00ff_00ff;
    bits = (bits | bits << 4) & 0x0f0f_0f0f;
    bits = (bits | bits << 2) & 0x3333_3333;
    (bits | bits << 1) & 0x5555_5555
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_cells_push_nearly_as_their_bodies_would() {
        let places: Vec<Place> = super::super::spiral(600, 100.0);
        let masses = vec![1.0; places.len()];
        let pushes = Cells::new(&places, &masses).pushes(1.0);
        for (node, (x, y)) in places.iter().enumerate() {
            let exact = places.iter().enumerate().fold((0.0, 0.0), |sum, (other, place)| {
                let (dx, dy) = (x - place.0, y - place.1);
                let square = (dx * dx + dy * dy).max(NEAREST);
                if other == node { sum } else { (sum.0 + dx / square, sum.1 + dy / square) }
            });
            let wrong = (pushes[node].0 - exact.0).hypot(pushes[node].1 - exact.1);
            // Inside of a disc pushes are weak where they cancel out; the error is against all.
            assert!(wrong < 0.05 * (600.0 / 1200.0), "{node}: {wrong}");
        }
    }
}

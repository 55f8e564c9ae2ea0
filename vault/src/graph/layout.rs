//! Where the nodes of the graph's picture lie: a force-directed layout, kept as a value and
//! stepped.
//!
//! Written here because the crates that lay graphs out are either under a licence that does not
//! fit (`forceatlas2`, AGPL) or know no multilevel start, which is what makes the first picture of
//! 10,000 notes both quick and unfolded. Forces are those of d3-force, which people know from
//! Obsidian's four sliders: links are springs, nodes repel each other by Barnes–Hut, a weak pull
//! leads to the middle, and a falling heat brings everything to rest.
//!
//! Nothing here is random and no sum depends on which thread came first: the same graph always
//! gets the same picture.

mod cells;
mod coarse;

use rayon::prelude::*;
use serde::Deserialize;

use self::cells::Cells;
use self::coarse::Web;

/// A node's place in the picture's own units; the middle is `(0, 0)`.
pub type Place = (f32, f32);

/// How strongly nodes pull and push, in the terms of Obsidian's `graph.json`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "GraphForces")]
pub struct Forces {
    /// The pull to the middle, from 0 to 1.
    pub centre: f32,
    /// How nodes push each other away, from 0 to 20.
    pub repel: f32,
    /// How hard links hold their length, from 0 to 1.
    pub link: f32,
    /// The length of a link, from 30 to 500.
    pub distance: f32,
}

impl Default for Forces {
    fn default() -> Self {
        Self { centre: 0.518_713_25, repel: 10.0, link: 1.0, distance: 250.0 }
    }
}

impl Forces {
    /// Returns these forces within their ranges; the usual one for what is no number.
    fn within_ranges(self) -> Self {
        let usual = Self::default();
        let within = |value: f32, (low, high): (f32, f32), usual: f32| {
            if value.is_finite() { value.clamp(low, high) } else { usual }
        };
        Self {
            centre: within(self.centre, (0.0, 1.0), usual.centre),
            repel: within(self.repel, (0.0, 20.0), usual.repel),
            link: within(self.link, (0.0, 1.0), usual.link),
            distance: within(self.distance, (30.0, 500.0), usual.distance),
        }
    }
}

/// The heat from which a first picture is refined.
const FIRST_HEAT: f32 = 0.3;
/// The heat after a few nodes came or went: enough to find a place, too little to move the rest.
const STEP_HEAT: f32 = 0.08;
/// The heat after forces changed or while a node is held.
const LIVELY_HEAT: f32 = 0.3;
/// A picture that is cooler than this is at rest.
const REST: f32 = 0.004;
/// The share of heat lost in a step.
const COOLING: f32 = 0.028;
/// The share of its speed that a node keeps in a step.
const GLIDE: f32 = 0.6;
/// What one point of `repel` pushes with.
const PUSH: f32 = 200.0;
/// What the whole of `centre` pulls with.
const PULL: f32 = 0.1;
/// No node goes further than this many lengths of a link in one step.
const MOST_LENGTHS: f32 = 20.0;
/// Work on the finest level of a first picture: steps times nodes.
const FIRST_WORK: usize = 120_000;
/// Where nodes without links come to rest, in radii of what the linked ones cover.
const RIM: f32 = 1.15;
/// How much harder they are pulled where no node has links.
const LONELY_PULL: f32 = 4.0;

/// The layout of one graph: places that each step brings closer to rest.
#[derive(Debug, Clone)]
pub struct Layout {
    web: Web,
    forces: Forces,
    places: Vec<Place>,
    speeds: Vec<Place>,
    heat: f32,
    held: Option<(usize, Place)>,
}

impl Layout {
    /// Lays a graph out from nothing. Links name nodes by number, those out of range and those
    /// from a node to itself count nothing.
    pub fn new(nodes: usize, links: &[(u32, u32)], forces: Forces) -> Self {
        let forces = forces.within_ranges();
        let web = Web::new(nodes, links);
        let mut known = vec![None; nodes];
        let linked: Vec<usize> = (0..nodes).filter(|node| !web.is_lonely(*node)).collect();
        let places = first_places(&web.only(&linked), forces);
        for (node, place) in linked.iter().zip(places) {
            if let Some(known) = known.get_mut(*node) {
                *known = Some(place);
            }
        }
        let places = fill_in(&known, &web, forces);
        Self::at(web, forces, places, FIRST_HEAT)
    }

    /// Lays a graph out from the places that most of its nodes had before; from nothing where
    /// fewer than half of them had one.
    pub fn from_known(known: &[Option<Place>], links: &[(u32, u32)], forces: Forces) -> Self {
        let found = known.iter().flatten().count();
        if found * 2 < known.len() {
            return Self::new(known.len(), links, forces);
        }
        let web = Web::new(known.len(), links);
        let forces = forces.within_ranges();
        let few = (known.len() - found) * 20 <= known.len();
        let heat = if few { STEP_HEAT } else { FIRST_HEAT };
        let places = fill_in(known, &web, forces);
        Self::at(web, forces, places, heat)
    }

    /// Lays a graph out at rest, with every node where it was.
    pub fn resting(places: Vec<Place>, links: &[(u32, u32)], forces: Forces) -> Self {
        Self::at(Web::new(places.len(), links), forces.within_ranges(), places, 0.0)
    }

    fn at(web: Web, forces: Forces, places: Vec<Place>, heat: f32) -> Self {
        let speeds = vec![(0.0, 0.0); places.len()];
        Self { web, forces, places, speeds, heat, held: None }
    }

    /// Moves every node once; a layout at rest stays as it is.
    pub fn step(&mut self) {
        if self.is_at_rest() {
            return;
        }
        self.move_once();
        if let Some((node, place)) = self.held
            && let (Some(at), Some(speed)) = (self.places.get_mut(node), self.speeds.get_mut(node))
        {
            (*at, *speed) = (place, (0.0, 0.0));
        }
        self.heat -= self.heat * COOLING;
    }

    /// Holds a node at a place, as a person drags it; the others give way. Nothing lets it go.
    pub fn hold(&mut self, held: Option<(usize, Place)>) {
        let is_place = |(x, y): Place| x.is_finite() && y.is_finite();
        self.held = held.filter(|(node, at)| *node < self.places.len() && is_place(*at));
        if self.held.is_some() {
            self.heat = self.heat.max(LIVELY_HEAT);
        }
    }

    /// Goes on with other forces.
    pub fn set_forces(&mut self, forces: Forces) {
        let forces = forces.within_ranges();
        if self.forces != forces {
            self.forces = forces;
            self.heat = self.heat.max(LIVELY_HEAT);
        }
    }

    /// Returns the forces that it is laid out with.
    pub fn forces(&self) -> Forces {
        self.forces
    }

    /// Keeps at least the heat that an earlier layout still had, so that it comes to rest.
    pub fn keep_heat_of(&mut self, earlier: &Self) {
        self.heat = self.heat.max(earlier.heat);
    }

    /// Returns true when steps change nothing any more.
    pub fn is_at_rest(&self) -> bool {
        self.heat < REST || self.places.is_empty()
    }

    /// Returns the places, by the number of their node.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    fn move_once(&mut self) {
        let cells = Cells::new(&self.places, self.web.masses());
        let pushes = cells.pushes(self.forces.repel * PUSH);
        let (web, forces, heat, places) = (&self.web, self.forces, self.heat, &self.places);
        let furthest = forces.distance * MOST_LENGTHS;
        let lonely_pull = self.lonely_pull();
        self.speeds.par_iter_mut().zip(&pushes).enumerate().for_each(|(node, (speed, push))| {
            let Some((x, y)) = places.get(node).copied() else { return };
            let lonely = if web.is_lonely(node) { lonely_pull } else { 1.0 };
            let pull = -forces.centre * PULL * lonely;
            let (link_x, link_y) = web.pull_on(node, places, forces);
            let along = |speed: f32, force: f32| {
                let next = (speed + force * heat) * GLIDE;
                if next.is_finite() { next.clamp(-furthest, furthest) } else { 0.0 }
            };
            speed.0 = along(speed.0, push.0 + link_x + x * pull);
            speed.1 = along(speed.1, push.1 + link_y + y * pull);
        });
        for (place, speed) in self.places.iter_mut().zip(&self.speeds) {
            place.0 += speed.0;
            place.1 += speed.1;
        }
    }
}

impl Layout {
    /// Returns how much harder nodes without links are pulled than others, so that they come to
    /// rest at the rim: springs draw the linked ones nearer than the pull to the middle would.
    fn lonely_pull(&self) -> f32 {
        let linked = self.places.iter().enumerate().filter(|(node, _)| !self.web.is_lonely(*node));
        let (count, squares) = linked.fold((0u32, 0f64), |(count, sum), (_, (x, y))| {
            (count + 1, sum + f64::from(*x).powi(2) + f64::from(*y).powi(2))
        });
        if count == 0 {
            return LONELY_PULL;
        }
        // A disc's radius is the root of twice the mean square.
        let rim = (2.0 * squares / f64::from(count)).sqrt() as f32 * RIM;
        let push = self.forces.repel * PUSH * count as f32;
        let pull = self.forces.centre * PULL * rim.max(self.forces.distance).powi(2);
        (push / pull.max(1e-3)).clamp(1.0, 100.0)
    }
}

/// Places a graph level by level: a coarse web of few nodes first, then each finer one from it.
fn first_places(web: &Web, forces: Forces) -> Vec<Place> {
    let steps = (FIRST_WORK / web.len().max(1)).clamp(10, 80);
    let places = match web.coarser() {
        Some((coarse, group_of)) => spread(&first_places(&coarse, forces), &group_of, forces),
        None => spiral(web.len(), forces.distance),
    };
    // The coarsest web has all to find out; each finer one is nearly right to begin with.
    let heat = if web.is_coarsest() { 1.0 } else { 0.5 };
    let mut layout = Layout::at(web.clone(), forces, places, heat);
    for _ in 0..steps {
        layout.move_once();
        layout.heat -= layout.heat * (2.0 / steps as f32).min(0.2);
    }
    layout.places
}

/// Lays the nodes of each group around the place of the group.
fn spread(groups: &[Place], group_of: &[u32], forces: Forces) -> Vec<Place> {
    let mut counts = vec![0usize; groups.len()];
    let room = forces.distance * 0.5;
    let mut place = |group: &u32| {
        let group = *group as usize;
        let (x, y) = groups.get(group).copied().unwrap_or_default();
        let Some(count) = counts.get_mut(group) else { return (x, y) };
        let (dx, dy) = sunflower(*count);
        *count += 1;
        (x + dx * room, y + dy * room)
    };
    group_of.iter().map(&mut place).collect()
}

/// Lays nodes out as the seeds of a sunflower: evenly, the first in the middle.
fn spiral(nodes: usize, distance: f32) -> Vec<Place> {
    (0..nodes).map(sunflower).map(|(x, y)| (x * distance, y * distance)).collect()
}

/// Returns the place of a seed of a sunflower, about one unit from its neighbours.
fn sunflower(seed: usize) -> Place {
    // The golden angle; in f64, as the turns of many seeds add up.
    let angle = seed as f64 * 2.399_963_229_728_653;
    let radius = (seed as f64).sqrt();
    ((angle.cos() * radius) as f32, (angle.sin() * radius) as f32)
}

/// Gives every node without a place one: amid its neighbours, else outside of the others.
fn fill_in(known: &[Option<Place>], web: &Web, forces: Forces) -> Vec<Place> {
    let mut places = known.to_vec();
    // Twice, for nodes that hang on others that are new themselves.
    for _ in 0..2 {
        let placed: Vec<Option<Place>> = places
            .iter()
            .enumerate()
            .map(|(node, place)| place.or_else(|| amid(node, web, &places, forces)))
            .collect();
        places = placed;
    }
    let reach = known.iter().flatten().fold(0f32, |reach, (x, y)| reach.max(x.hypot(*y)));
    let mut lonely = 0usize;
    let mut outside = || {
        let (x, y) = sunflower(lonely + 1);
        lonely += 1;
        let length = x.hypot(y).max(1e-3);
        let radius = reach + forces.distance * length;
        (x / length * radius, y / length * radius)
    };
    places.into_iter().map(|place| place.unwrap_or_else(&mut outside)).collect()
}

fn amid(node: usize, web: &Web, places: &[Option<Place>], forces: Forces) -> Option<Place> {
    let found: Vec<Place> = web
        .neighbours(node)
        .filter_map(|neighbour| places.get(neighbour).copied().flatten())
        .collect();
    let count = found.len() as f32;
    let sum = found.iter().fold((0.0, 0.0), |sum, place| (sum.0 + place.0, sum.1 + place.1));
    let (dx, dy) = sunflower(node % 64 + 1);
    let room = forces.distance * 0.1;
    (!found.is_empty()).then(|| (sum.0 / count + dx * room, sum.1 / count + dy * room))
}

#[cfg(test)]
mod tests;

//! Where the nodes of the vault's graph came to rest, kept in the cache folder, so that the picture
//! is the same at the next start. Lost or damaged, it is drawn anew.

use std::collections::HashMap;
use std::path::Path;

use crate::disk::{read_cached, write_cached};
use crate::graph::layout::{Forces, Layout, Place};

const FILE: &str = "graph-places";
/// The first bytes of the file; another form gets another number.
const HEAD: &[u8] = b"throughline graph places 1\n";
/// Bytes of a node: its print, x and y.
const NODE: usize = 16;

/// The places of one picture, by the prints of its nodes' names.
#[derive(Debug, Clone)]
pub(super) struct KeptPlaces {
    /// Tells two graphs apart.
    print: u64,
    forces: Forces,
    places: HashMap<u64, Place>,
}

impl KeptPlaces {
    /// Reads what was kept; none where nothing was, or it cannot be understood.
    pub(super) fn read(cache: &Path) -> Option<Self> {
        let bytes = read_cached(cache, FILE).ok()?;
        let mut rest = bytes.strip_prefix(HEAD)?;
        let print = u64::from_le_bytes(take(&mut rest)?);
        let mut number = || Some(f32::from_le_bytes(take(&mut rest)?));
        let forces =
            Forces { centre: number()?, repel: number()?, link: number()?, distance: number()? };
        let mut places = HashMap::with_capacity(rest.len() / NODE);
        while !rest.is_empty() {
            let node = u64::from_le_bytes(take(&mut rest)?);
            let x = f32::from_le_bytes(take(&mut rest)?);
            let y = f32::from_le_bytes(take(&mut rest)?);
            if x.is_finite() && y.is_finite() {
                places.insert(node, (x, y));
            }
        }
        Some(Self { print, forces, places })
    }

    /// Lays a graph out from the places that were kept.
    ///
    /// The same graph is at rest where it was; in another one the nodes that are known move little.
    pub(super) fn lay_out(&self, print: u64, nodes: &[u64], links: &[(u32, u32)]) -> Layout {
        let known: Vec<Option<Place>> =
            nodes.iter().map(|node| self.places.get(node).copied()).collect();
        let all: Option<Vec<Place>> = known.iter().copied().collect();
        match all {
            Some(places) if print == self.print => Layout::resting(places, links, self.forces),
            _ => Layout::from_known(&known, links, self.forces),
        }
    }
}

/// Keeps the places of a picture; what was kept before goes only when all of it is written.
pub(super) fn write(
    cache: &Path,
    print: u64,
    nodes: &[u64],
    layout: &Layout,
) -> std::io::Result<()> {
    let mut bytes = HEAD.to_vec();
    bytes.extend(print.to_le_bytes());
    let Forces { centre, repel, link, distance } = layout.forces();
    bytes.extend([centre, repel, link, distance].iter().flat_map(|force| force.to_le_bytes()));
    for (node, (x, y)) in nodes.iter().zip(layout.places()) {
        bytes.extend(node.to_le_bytes());
        bytes.extend(x.to_le_bytes());
        bytes.extend(y.to_le_bytes());
    }
    write_cached(cache, FILE, &bytes)
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, left) = rest.split_first_chunk::<N>()?;
    *rest = left;
    Some(*taken)
}

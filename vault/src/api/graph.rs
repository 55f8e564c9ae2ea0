//! The graph as a picture, where its nodes lie, and how the person wants it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::Result;
use crate::query::excluded::Excluded;
use crate::query::graph_picture::{GraphFilter, GraphPicture, draw_graph};
use crate::query::graph_settings::GraphSettings;
use crate::query::marks::{ClusterMark, list_cluster_marks};
use crate::vault::{GraphToLayOut, LaidOut, Vault};

/// A picture of the graph with the first places of its nodes.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct DrawnGraph {
    /// The nodes and edges.
    pub picture: GraphPicture,
    /// Where the nodes are.
    pub places: GraphPlaces,
}

/// Where the nodes of a picture are.
#[derive(Debug, Clone, Serialize, ts_rs::TS)]
pub struct GraphPlaces {
    /// The layout, for further steps.
    pub layout: u32,
    /// For each node its x and y, as 32-bit floats in little-endian order and Base64; the middle
    /// of the picture is 0, y grows downwards.
    pub base64: String,
    /// Further steps change nothing.
    pub at_rest: bool,
}

/// A node that a person holds while dragging it.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct HeldNode {
    /// Its number.
    pub node: u32,
    /// Where it is held.
    pub x: f32,
    /// Where it is held.
    pub y: f32,
}

pub(super) fn graph_picture(vault: &Vault, filter: GraphFilter) -> Result<DrawnGraph> {
    let settings = vault.settings();
    let excluded = Excluded::new(&settings.excluded);
    let unknown_types = settings.show_unsupported_files;
    let picture = draw_graph(&vault.snapshot()?, &filter, unknown_types, &excluded)?;
    let centre = picture.centre.and_then(|centre| picture.nodes.get(centre as usize));
    let laid_out = vault.lay_out(&GraphToLayOut {
        subject: centre.map_or_else(String::new, |node| node.id.clone()),
        nodes: picture.nodes.iter().map(|node| node.id.as_str()).collect(),
        links: picture.edges.iter().map(|(from, to, _)| (*from, *to)).collect(),
        forces: filter.forces,
    });
    Ok(DrawnGraph { places: laid_out.into(), picture })
}

pub(super) fn graph_step(
    vault: &Vault,
    layout: u32,
    steps: u32,
    held: Option<HeldNode>,
) -> Result<GraphPlaces> {
    let held = held.map(|held| (held.node, (held.x, held.y)));
    Ok(vault.step_layout(layout, steps, held)?.into())
}

pub(super) fn graph_settings(vault: &Vault) -> Result<GraphSettings> {
    Ok(vault.graph_settings())
}

pub(super) fn set_graph_settings(
    vault: &Vault,
    changes: Map<String, Value>,
) -> Result<GraphSettings> {
    vault.set_graph_settings(&changes)
}

pub(super) fn cluster_marks(vault: &Vault) -> Result<Vec<ClusterMark>> {
    Ok(list_cluster_marks(&vault.snapshot()?, &vault.cluster_decisions())?)
}

impl From<LaidOut> for GraphPlaces {
    fn from(laid_out: LaidOut) -> Self {
        let mut bytes = Vec::with_capacity(laid_out.places.len() * 8);
        for (x, y) in &laid_out.places {
            bytes.extend_from_slice(&x.to_le_bytes());
            bytes.extend_from_slice(&y.to_le_bytes());
        }
        let base64 = BASE64_STANDARD.encode(bytes);
        Self { layout: laid_out.layout, base64, at_rest: laid_out.at_rest }
    }
}

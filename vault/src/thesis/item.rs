//! What says which item a note is on: its address, and the words of its title. It is worked out
//! once for a note and kept with it, because every revision compares all notes by it.

use std::collections::BTreeSet;

use super::address::{canonical_address, find_address, telling_words};
use super::bearing::Bearing;
use crate::path::VaultPath;

/// What a note says of the item that it is on.
#[derive(Debug, Clone, Default)]
pub(super) struct Item {
    /// The address of its source, in the form under which it is compared; data points alone have
    /// one.
    pub(super) address: Option<String>,
    /// The telling words of its title.
    pub(super) title: BTreeSet<String>,
    /// The telling words of its address.
    pub(super) site: BTreeSet<String>,
    /// The telling words of its title and of its source as written.
    pub(super) named: BTreeSet<String>,
    /// The address that its source property names, whatever kind of note it is.
    pub(super) home: Option<String>,
}

impl Item {
    pub(super) fn of(path: &VaultPath, bearing: &Bearing) -> Self {
        let source = bearing.fields.source.as_ref().map(|source| source.text.as_str());
        let home = source.and_then(find_address).map(canonical_address);
        if !bearing.is_data_point() {
            return Self { home, ..Self::default() };
        }
        let title = telling_words(path.title());
        let mut named = title.clone();
        named.extend(source.map(telling_words).unwrap_or_default());
        let source = source.or(bearing.text_source());
        let address = source.and_then(find_address).map(canonical_address);
        let site = address.as_deref().map(telling_words).unwrap_or_default();
        Self { address, title, site, named, home }
    }
}

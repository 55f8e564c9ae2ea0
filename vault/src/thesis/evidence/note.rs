//! One note as evidence reads it.

use std::sync::OnceLock;

use crate::path::{VaultPath, fold_name};
use crate::thesis::address::host_of;
use crate::thesis::bearing::Bearing;
use crate::thesis::clock::{Clock, Dated, date_on};
use crate::thesis::date::Day;
use crate::thesis::item::Item;
use crate::thesis::reading::Reference;

/// One note: what it says, and where its links lead.
#[derive(Debug, Clone)]
pub struct Note {
    /// Where it is.
    pub path: VaultPath,
    /// What it says.
    pub bearing: Bearing,
    /// Where each of the bearing's links leads, in their order.
    pub destinations: Vec<Option<VaultPath>>,
    /// The day on which its file was last changed.
    pub file_day: Option<Day>,
    /// What it says of the item that it is on, found when it is first asked for.
    item: OnceLock<Item>,
    /// Who published it, found when it is first asked for.
    publisher: OnceLock<Option<String>>,
}

impl Note {
    /// Puts a note together; the destinations are those of the bearing's links, in their order.
    pub fn new(
        path: VaultPath,
        bearing: Bearing,
        destinations: Vec<Option<VaultPath>>,
        file_day: Option<Day>,
    ) -> Self {
        let (item, publisher) = (OnceLock::new(), OnceLock::new());
        Self { path, bearing, destinations, file_day, item, publisher }
    }

    /// Returns what the note says of the item that it is on.
    pub(in crate::thesis) fn item(&self) -> &Item {
        self.item.get_or_init(|| Item::of(&self.path, &self.bearing))
    }

    /// Returns the folded name of the publisher or site of a data point: one page's own words come
    /// back on its others.
    pub fn publisher(&self) -> Option<&str> {
        let read = || {
            let fields = &self.bearing.fields;
            if let Some(publisher) = fields.publishers.first() {
                let path = self.destination(publisher);
                return Some(fold_name(path.map_or(publisher.name(), VaultPath::title)));
            }
            if let Some(address) = &self.item().address {
                return Some(host_of(address).to_owned());
            }
            let source = fields.source.as_ref().map(|source| source.text.as_str());
            Some(fold_name(source.or(self.bearing.text_source())?))
        };
        let found = self.publisher.get_or_init(|| read().filter(|_| self.bearing.is_data_point()));
        found.as_deref()
    }

    /// Returns where a reference leads; none for words and unresolved links.
    pub fn destination(&self, reference: &Reference) -> Option<&VaultPath> {
        self.destinations.get(reference.link? as usize)?.as_ref()
    }

    /// Returns when the note stands on a clock.
    pub fn date_on(&self, clock: Clock) -> Option<Dated> {
        date_on(&self.bearing, self.file_day, clock)
    }
}

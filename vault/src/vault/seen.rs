//! The contents that editors have seen lately, so that a save over a changed file can merge.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::text::ContentHash;

/// How many bytes are kept at most; a single larger file is not kept.
const MOST_BYTES: usize = 32 << 20;

/// The latest contents by their hash.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The oldest first.
    contents: VecDeque<(ContentHash, Arc<[u8]>)>,
    bytes: usize,
}

impl Seen {
    /// Keeps a content, as the newest.
    pub(super) fn keep(&mut self, hash: ContentHash, bytes: &[u8]) {
        if bytes.len() > MOST_BYTES {
            return;
        }
        if let Some(at) = self.contents.iter().position(|(kept, _)| *kept == hash) {
            if let Some(content) = self.contents.remove(at) {
                self.contents.push_back(content);
            }
            return;
        }
        self.bytes += bytes.len();
        self.contents.push_back((hash, bytes.into()));
        while self.bytes > MOST_BYTES {
            let Some((_, oldest)) = self.contents.pop_front() else { break };
            self.bytes -= oldest.len();
        }
    }

    /// Returns a content that is still kept.
    pub(super) fn find(&self, hash: ContentHash) -> Option<Arc<[u8]>> {
        self.contents.iter().find(|(kept, _)| *kept == hash).map(|(_, bytes)| bytes.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_contents_make_room() {
        let mut seen = Seen::default();
        let large = vec![0; MOST_BYTES / 2 + 1];
        let hashes = [1u8, 2, 3].map(|byte| ContentHash::of(&[byte]));
        seen.keep(hashes[0], &large);
        seen.keep(hashes[1], b"small");
        seen.keep(hashes[0], &large);
        seen.keep(hashes[2], &large);
        assert!(seen.find(hashes[0]).is_none() && seen.find(hashes[2]).is_some());
        assert!(seen.bytes <= MOST_BYTES);
    }
}

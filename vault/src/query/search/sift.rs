//! Reads the files that tables and full text leave open, and keeps those that meet the query.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::bounds::bounds;
use super::corpus::{Body, Corpus};
use super::document::Document;
use super::file_set::FileSet;
use super::prepare::Prepared;
use crate::index::IndexError;
use crate::names::FileId;

/// How many bytes of text are looked into at once.
const BATCH_BYTES: usize = 512 << 10;
/// How many batches may wait, which bounds the memory they take.
const MOST_WAITING: usize = 8;

/// Returns the files that meet a query.
///
/// One thread reads from the snapshot while the others look into what was read.
pub(super) fn sift(prepared: &Prepared, corpus: &Corpus<'_>) -> Result<FileSet, IndexError> {
    let bounds = bounds(prepared, corpus)?;
    let found = Mutex::new(bounds.sure.clone());
    let waiting = AtomicUsize::new(0);
    let keep = |batch: &[Body]| {
        let met: Vec<FileId> = batch
            .iter()
            .filter(|body| Document::new(body, prepared).holds(&prepared.test))
            .map(|body| body.file)
            .collect();
        let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
        met.into_iter().for_each(|file| found.insert(file));
    };
    rayon::in_place_scope(|scope| {
        for batch in Batches::new(&bounds.maybe.without(&bounds.sure), corpus) {
            let batch = batch?;
            if waiting.fetch_add(1, Ordering::Relaxed) < MOST_WAITING {
                let (keep, waiting) = (&keep, &waiting);
                scope.spawn(move |_| {
                    keep(&batch);
                    waiting.fetch_sub(1, Ordering::Relaxed);
                });
            } else {
                keep(&batch);
                waiting.fetch_sub(1, Ordering::Relaxed);
            }
        }
        Ok::<(), IndexError>(())
    })?;
    Ok(found.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Reads files with their texts, some at a time.
struct Batches<'b> {
    files: Vec<FileId>,
    at: usize,
    corpus: &'b Corpus<'b>,
}

impl<'b> Batches<'b> {
    fn new(files: &FileSet, corpus: &'b Corpus<'b>) -> Self {
        Self { files: files.iter().collect(), at: 0, corpus }
    }

    fn read(&mut self) -> Result<Vec<Body>, IndexError> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while bytes < BATCH_BYTES {
            let Some(file) = self.files.get(self.at) else { break };
            self.at += 1;
            if let Some(body) = self.corpus.body(*file)? {
                bytes += body.text.len();
                batch.push(body);
            }
        }
        Ok(batch)
    }
}

impl Iterator for Batches<'_> {
    type Item = Result<Vec<Body>, IndexError>;

    fn next(&mut self) -> Option<Self::Item> {
        (self.at < self.files.len()).then(|| self.read())
    }
}

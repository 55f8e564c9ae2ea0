//! The terms of all notes: kept in memory, read from the index, or cut from the text.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::cluster::lexicon::Lexicon;
use crate::cluster::terms::NoteTerms;
use crate::index::{IndexError, Snapshot, TermsRow, read_path};
use crate::names::FileId;
use crate::path::VaultPath;
use crate::query::excluded::Excluded;
use crate::text::ContentHash;
use crate::thesis::property_names::PropertyNames;

/// How many notes are cut at once; bounds the memory for their texts.
const AT_ONCE: usize = 512;

/// How many notes one thread cuts before it asks for more.
const TOGETHER: usize = 32;

/// The terms of notes by file, with the content that they were cut from.
pub(crate) type KnownTerms = BTreeMap<FileId, (ContentHash, Arc<NoteTerms>)>;

/// A note that takes part.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) file: FileId,
    pub(super) path: VaultPath,
    /// When its rows were last written or one of its links came to lead elsewhere.
    pub(super) revision: Option<i64>,
    hash: ContentHash,
}

/// Lists the notes that take part, by path.
pub(super) fn list(snapshot: &Snapshot, excluded: &Excluded) -> Result<Vec<Listed>, IndexError> {
    let sql = "SELECT path, id, hash, revision FROM file LEFT JOIN bearing b ON b.file=id
        WHERE kind='note' AND hash IS NOT NULL";
    let mut notes = Vec::new();
    snapshot.each(sql, [], |row| {
        if let Some(path) = read_path(row)?.filter(|path| !excluded.holds(path)) {
            let hash = ContentHash::from_bytes(row.get(2)?);
            let (file, revision) = (FileId(row.get(1)?), row.get(3)?);
            notes.push(Listed { file, path, revision, hash });
        }
        Ok(())
    })?;
    notes.sort_by(|a, b| a.path.as_str().cmp(b.path.as_str()));
    Ok(notes)
}

/// Brings the known terms to a snapshot; returns those that the index does not hold yet.
pub(super) fn step(
    snapshot: &Snapshot,
    notes: &[Listed],
    known: &mut KnownTerms,
    names: &PropertyNames,
) -> Result<Vec<TermsRow>, IndexError> {
    let is_known =
        |known: &KnownTerms, note: &Listed| known.get(&note.file).is_some_and(|k| k.0 == note.hash);
    if notes.iter().filter(|note| !is_known(known, note)).count() > AT_ONCE {
        load(snapshot, notes, known)?;
    }
    let mut fresh = Vec::new();
    let missing: Vec<&Listed> = notes.iter().filter(|note| !is_known(known, note)).collect();
    let mut chunks = missing.chunks(AT_ONCE);
    let lexicons = Lexicons::default();
    let mut chunk = chunks.next().unwrap_or_default();
    let mut texts = read(snapshot, chunk)?;
    while !chunk.is_empty() {
        let next = chunks.next().unwrap_or_default();
        let (mut cut, mut ahead) = (Vec::new(), Ok(Vec::new()));
        // The next texts are read while these are cut.
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| cut = lexicons.cut(chunk, &texts, names));
            ahead = read(snapshot, next);
        });
        for (note, terms) in chunk.iter().zip(cut) {
            known.insert(note.file, (note.hash, Arc::clone(&terms)));
            fresh.push(TermsRow { file: note.file, hash: note.hash, terms });
        }
        (chunk, texts) = (next, ahead?);
    }
    if known.len() > notes.len() {
        let kept: std::collections::BTreeSet<FileId> = notes.iter().map(|note| note.file).collect();
        known.retain(|file, _| kept.contains(file));
    }
    Ok(fresh)
}

/// Reads the texts of notes.
fn read(snapshot: &Snapshot, notes: &[&Listed]) -> Result<Vec<String>, IndexError> {
    let text = |note: &&Listed| Ok(snapshot.find_text(note.file)?.unwrap_or_default());
    notes.iter().map(text).collect()
}

/// What words come to, for each thread that cuts.
#[derive(Default)]
struct Lexicons(Mutex<Vec<Lexicon>>);

impl Lexicons {
    /// Cuts texts into their terms.
    fn cut(
        &self,
        notes: &[&Listed],
        texts: &[String],
        names: &PropertyNames,
    ) -> Vec<Arc<NoteTerms>> {
        let idle = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let cut = |(notes, texts): (&[&Listed], &[String])| {
            let mut lexicon = idle().pop().unwrap_or_default();
            let terms = |(note, text): (&&Listed, &String)| {
                Arc::new(lexicon.terms_of(note.path.title(), text, names))
            };
            let terms: Vec<Arc<NoteTerms>> = notes.iter().zip(texts).map(terms).collect();
            idle().push(lexicon);
            terms
        };
        notes.par_chunks(TOGETHER).zip(texts.par_chunks(TOGETHER)).flat_map_iter(cut).collect()
    }
}

/// Reads all terms that the index holds.
fn load(snapshot: &Snapshot, notes: &[Listed], known: &mut KnownTerms) -> Result<(), IndexError> {
    let hashes: BTreeMap<FileId, ContentHash> =
        notes.iter().map(|note| (note.file, note.hash)).collect();
    snapshot.each("SELECT file, terms, spellings FROM note_terms", [], |row| {
        let file = FileId(row.get(0)?);
        if let Some(hash) = hashes.get(&file) {
            let mut terms = NoteTerms::from_bytes(row.get_ref(1)?.as_blob()?);
            row.get_ref(2)?.as_str()?.clone_into(&mut terms.spellings);
            known.insert(file, (*hash, Arc::new(terms)));
        }
        Ok(())
    })
}

//! Old versions: what a save replaced can be listed, read and put back, also of a deleted note.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
#![allow(clippy::disallowed_methods, reason = "the test plays the person with their files")]

mod support;

use std::fs;

use support::Place;

#[test]
fn an_old_version_is_put_back() {
    let place = Place::new();
    place.write("Note.md", "first\r\n");
    assert_eq!(place.run(["append", "Note", "second"]).code, 0);
    let versions = place.json(["history", "Note"]);
    let hash = versions[0]["hash"].as_str().unwrap().to_owned();
    assert_eq!(versions.as_array().unwrap().len(), 1);
    assert_eq!(versions[0]["size"], 7);
    assert_eq!(place.run(["history", "Note", "--show", &hash[..8]]).stdout, "first\r\n");

    assert_eq!(place.run(["restore", "Note", &hash[..8]]).code, 0);
    let note = place.vault().join("Note.md");
    assert_eq!(fs::read(&note).unwrap(), b"first\r\n");

    // What was replaced by the old version is an old version now.
    assert_eq!(place.json(["history", "Note"]).as_array().unwrap().len(), 2);
    fs::remove_file(&note).unwrap();
    assert_eq!(place.run(["restore", "Note.md", &hash]).code, 0);
    assert_eq!(fs::read(&note).unwrap(), b"first\r\n");
}

//! Feeds any bytes to the parser; a panic or a span outside the text is a find.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (text, facts) = vault::parse::parse_bytes(bytes);
    for section in &facts.sections {
        assert!(text.get(section.span.range()).is_some());
    }
    for link in &facts.links {
        assert!(text.get(link.span.range()).is_some());
        assert!(text.get(link.destination_span.range()).is_some());
    }
    let _ = vault::query::metadata::metadata(&text, &facts);
});

//! Addresses and title words: by what two notes are seen to speak of the same item.

use std::collections::BTreeSet;

use crate::text::fold::fold;
use crate::text::words::{TermKind, terms};

/// Parameters of an address that say who sent the reader and not what is read.
const TRACKING: [&str; 24] = [
    "fbclid",
    "gclid",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "twclid",
    "ttclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "vero_id",
    "oly_anon_id",
    "oly_enc_id",
    "ref_src",
    "ref_url",
    "cmpid",
    "spm",
    "ref",
    "s_cid",
];

/// Words too common to tell one title from another.
const STOP_WORDS: [&str; 48] = [
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "for", "from", "has", "have",
    "how", "if", "in", "into", "is", "it", "its", "no", "not", "of", "on", "or", "our", "so",
    "than", "that", "the", "their", "there", "they", "this", "to", "was", "we", "were", "what",
    "when", "which", "who", "why", "will", "with", "you", "your",
];

/// Returns the address in a text; none where it holds none.
pub fn find_address(text: &str) -> Option<&str> {
    let text = text.trim();
    let start =
        ["https://", "http://", "www."].iter().filter_map(|mark| find_folded(text, mark)).min();
    let rest = match start {
        Some(at) => text.get(at..)?,
        None if is_bare_address(text) => text,
        None => return None,
    };
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"' | ']'));
    rest.get(..end.unwrap_or(rest.len())).filter(|address| address.contains('.'))
}

fn find_folded(text: &str, mark: &str) -> Option<usize> {
    text.to_ascii_lowercase().find(mark)
}

/// Returns true for `site.example/path`: a host with a dot, then a path.
fn is_bare_address(text: &str) -> bool {
    let Some((host, _)) = text.split_once('/') else { return false };
    let letters = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    host.contains('.') && host.split('.').all(letters)
}

/// Returns an address in the form under which it is compared.
///
/// Scheme, `www.`, fragment, tracking parameters and a slash at the end are dropped; the host is
/// in lower case.
pub fn canonical_address(address: &str) -> String {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    let bare = bare.split('#').next().unwrap_or(bare);
    let (place, query) = bare.split_once('?').unwrap_or((bare, ""));
    let (host, path) = match place.find('/') {
        Some(at) => place.split_at(at),
        None => (place, ""),
    };
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host).to_lowercase();
    let host = host.strip_suffix(":443").or_else(|| host.strip_suffix(":80")).unwrap_or(&host);
    let host = host.strip_prefix("www.").unwrap_or(host);
    let kept: Vec<&str> = query.split('&').filter(|pair| says_what(pair)).collect();
    let mut canonical = format!("{host}{}", path.trim_end_matches('/'));
    if !kept.is_empty() {
        canonical.push('?');
        canonical.push_str(&kept.join("&"));
    }
    canonical
}

fn says_what(pair: &str) -> bool {
    let key = pair.split('=').next().unwrap_or("").to_ascii_lowercase();
    !key.is_empty() && !key.starts_with("utm_") && !TRACKING.contains(&key.as_str())
}

/// Returns the host of a canonical address.
pub fn host_of(canonical: &str) -> &str {
    canonical.split(['/', '?']).next().unwrap_or(canonical)
}

/// Returns the words that tell a title from others: folded, without stop words.
pub fn telling_words(title: &str) -> BTreeSet<String> {
    let folded = fold(title);
    let words = terms(&folded).filter(|term| term.kind != TermKind::Symbol);
    let words = words.filter_map(|term| folded.get(term.range));
    words.filter(|word| !STOP_WORDS.contains(word)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_compared_without_what_does_not_matter() {
        let a = "http://www.Ledger.example/2026/the-Landlord/?utm_source=x&id=7&fbclid=y#comments";
        assert_eq!(canonical_address(a), "ledger.example/2026/the-Landlord?id=7");
        assert_eq!(canonical_address("https://ledger.example:443/"), "ledger.example");
        assert_eq!(host_of("ledger.example/2026?x=1"), "ledger.example");
    }

    #[test]
    fn an_address_is_found_in_a_text() {
        assert_eq!(find_address("[x](https://a.example/b) more"), Some("https://a.example/b"));
        assert_eq!(find_address("a.example/b"), Some("a.example/b"));
        for text in ["Ledger of Compute", "conversation, 3/4 done", "either/or", "https://"] {
            assert_eq!(find_address(text), None, "{text}");
        }
    }

    #[test]
    fn telling_words_leave_out_the_common_ones() {
        let words = telling_words("The Durable Landlord, read twice");
        assert_eq!(words.into_iter().collect::<Vec<_>>(), ["durable", "landlord", "read", "twice"]);
    }
}

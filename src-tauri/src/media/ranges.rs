//! Reads the `Range` header by which a player asks for a part of a file.

/// The most bytes one answer carries, so that a film is not held in memory.
const CHUNK: u64 = 4 << 20;

/// What a request asks for. Positions are bytes from the start, both ends included.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Range {
    /// The whole file; also where the header makes no sense, as the standard has it.
    Whole,
    /// A part that lies inside the file, at most [`CHUNK`] long.
    Part { first: u64, last: u64 },
    /// A part that begins after the file's end.
    Outside,
}

/// Parses the header of a request for a file of `length` bytes.
pub(super) fn parse(header: Option<&str>, length: u64) -> Range {
    let ends = header.and_then(|header| header.trim().strip_prefix("bytes=")?.split_once('-'));
    let Some((first, last)) = ends else { return Range::Whole };
    match (first.trim().parse::<u64>(), last.trim()) {
        (Ok(first), "") => part(first, u64::MAX, length),
        (Ok(first), last) => match last.parse() {
            Ok(last) if first <= last => part(first, last, length),
            _ => Range::Whole,
        },
        (Err(_), last) if first.trim().is_empty() => match last.parse::<u64>() {
            Ok(0) => Range::Outside,
            Ok(count) => part(length.saturating_sub(count), u64::MAX, length),
            Err(_) => Range::Whole,
        },
        _ => Range::Whole,
    }
}

fn part(first: u64, last: u64, length: u64) -> Range {
    if first >= length {
        return Range::Outside;
    }
    Range::Part { first, last: last.min(length - 1).min(first.saturating_add(CHUNK - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_lie_inside_the_file() {
        let cases = [
            ("bytes=0-", Range::Part { first: 0, last: 99 }),
            ("bytes=10-19", Range::Part { first: 10, last: 19 }),
            ("bytes=90-500", Range::Part { first: 90, last: 99 }),
            ("bytes=-5", Range::Part { first: 95, last: 99 }),
            ("bytes=-500", Range::Part { first: 0, last: 99 }),
            ("bytes=100-", Range::Outside),
            ("bytes=-0", Range::Outside),
            ("bytes=5-2", Range::Whole),
            ("bytes=a-b", Range::Whole),
            ("bytes=0-1,3-4", Range::Whole),
            ("lines=0-1", Range::Whole),
            ("bytes=99999999999999999999-", Range::Whole),
        ];
        for (header, expected) in cases {
            assert_eq!(parse(Some(header), 100), expected, "{header}");
        }
        assert_eq!(parse(None, 100), Range::Whole);
        assert_eq!(parse(Some("bytes=0-"), 0), Range::Outside);
    }

    #[test]
    fn a_long_part_is_cut() {
        let length = 1 << 40;
        assert_eq!(parse(Some("bytes=7-"), length), Range::Part { first: 7, last: 6 + CHUNK });
    }
}

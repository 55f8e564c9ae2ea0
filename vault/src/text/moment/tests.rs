//! What Moment.js 2.30 itself wrote for these formats, and the way back.

use super::*;

type Written = &'static [(&'static str, &'static str)];

#[rustfmt::skip]
const WRITTEN: &[(&str, Written)] = &[
    ("2026-11-22T13:05:07.045+01:00", &[
        ("YYYY-MM-DD", "2026-11-22"),
        ("YYYYMMDDHHmm", "202611221305"),
        ("dddd, MMMM Do YYYY", "Sunday, November 22nd 2026"),
        ("YYYY/MMMM/YYYY-MMM-DD", "2026/November/2026-Nov-22"),
        ("gggg-[W]ww", "2026-W48"),
        ("GGGG-[W]WW-E", "2026-W47-7"),
        ("[Week of] D.M.YY", "Week of 22.11.26"),
        ("DDDo [day], DDDD, DDD", "326th day, 326, 326"),
        ("Q Qo wo Wo do e d E", "4 4th 48th 47th 0th 0 0 7"),
        ("h:mm:ss a A", "1:05:07 pm PM"),
        ("hh HH H k kk hmm hmmss Hmm Hmmss", "01 13 13 13 13 105 10507 1305 130507"),
        ("LT LTS L LL LLL LLLL", "1:05 PM 1:05:07 PM 11/22/2026 November 22, 2026 November 22, 2026 1:05 PM Sunday, November 22, 2026 1:05 PM"),
        ("l ll lll llll", "11/22/2026 Nov 22, 2026 Nov 22, 2026 1:05 PM Sun, Nov 22, 2026 1:05 PM"),
        ("SSS S SSSSSS", "045 0 045000"),
        ("Z ZZ X x", "+01:00 +0100 1795349107 1795349107045"),
        ("Y YYYYY YYYYYY YY yo y", "2026 02026 +002026 26 2026th 2026"),
        ("N NNNN gg GG ggggg", "AD Anno Domini 26 26 02026"),
        ("[it's] dddd dd ddd", "it's Sunday Su Sun"),
        ("\\YYYY \\[x] [a]b] [open", "YYYY [1795349107045] a]b [op0n"),
        ("Mo MM MMM M", "11th 11 Nov 11"),
        ("YYYYMMM DD [at] kk", "2026Nov 22 at 13"),
        ("do not, see", "0th not, 700"),
        ("g G", "g G"),
        ("Hmm[h]", "1305h"),
        ("YYYY-[Q]Q/MM[/]DD", "2026-Q4/11/22"),
    ]),
    ("2024-12-29T00:00:00+00:00", &[
        ("YYYY-MM-DD", "2024-12-29"),
        ("YYYYMMDDHHmm", "202412290000"),
        ("dddd, MMMM Do YYYY", "Sunday, December 29th 2024"),
        ("YYYY/MMMM/YYYY-MMM-DD", "2024/December/2024-Dec-29"),
        ("gggg-[W]ww", "2025-W01"),
        ("GGGG-[W]WW-E", "2024-W52-7"),
        ("[Week of] D.M.YY", "Week of 29.12.24"),
        ("DDDo [day], DDDD, DDD", "364th day, 364, 364"),
        ("Q Qo wo Wo do e d E", "4 4th 1st 52nd 0th 0 0 7"),
        ("h:mm:ss a A", "12:00:00 am AM"),
        ("hh HH H k kk hmm hmmss Hmm Hmmss", "12 00 0 24 24 1200 120000 000 00000"),
        ("LT LTS L LL LLL LLLL", "12:00 AM 12:00:00 AM 12/29/2024 December 29, 2024 December 29, 2024 12:00 AM Sunday, December 29, 2024 12:00 AM"),
        ("l ll lll llll", "12/29/2024 Dec 29, 2024 Dec 29, 2024 12:00 AM Sun, Dec 29, 2024 12:00 AM"),
        ("SSS S SSSSSS", "000 0 000000"),
        ("Z ZZ X x", "+00:00 +0000 1735430400 1735430400000"),
        ("Y YYYYY YYYYYY YY yo y", "2024 02024 +002024 24 2024th 2024"),
        ("N NNNN gg GG ggggg", "AD Anno Domini 25 24 02025"),
        ("[it's] dddd dd ddd", "it's Sunday Su Sun"),
        ("\\YYYY \\[x] [a]b] [open", "YYYY [1735430400000] a]b [op0n"),
        ("Mo MM MMM M", "12th 12 Dec 12"),
        ("YYYYMMM DD [at] kk", "2024Dec 29 at 24"),
        ("do not, see", "0th not, 000"),
        ("g G", "g G"),
        ("Hmm[h]", "000h"),
        ("YYYY-[Q]Q/MM[/]DD", "2024-Q4/12/29"),
    ]),
    ("2027-01-02T23:59:59-03:30", &[
        ("YYYY-MM-DD", "2027-01-02"),
        ("YYYYMMDDHHmm", "202701022359"),
        ("dddd, MMMM Do YYYY", "Saturday, January 2nd 2027"),
        ("YYYY/MMMM/YYYY-MMM-DD", "2027/January/2027-Jan-02"),
        ("gggg-[W]ww", "2027-W01"),
        ("GGGG-[W]WW-E", "2026-W53-6"),
        ("[Week of] D.M.YY", "Week of 2.1.27"),
        ("DDDo [day], DDDD, DDD", "2nd day, 002, 2"),
        ("Q Qo wo Wo do e d E", "1 1st 1st 53rd 6th 6 6 6"),
        ("h:mm:ss a A", "11:59:59 pm PM"),
        ("hh HH H k kk hmm hmmss Hmm Hmmss", "11 23 23 23 23 1159 115959 2359 235959"),
        ("LT LTS L LL LLL LLLL", "11:59 PM 11:59:59 PM 01/02/2027 January 2, 2027 January 2, 2027 11:59 PM Saturday, January 2, 2027 11:59 PM"),
        ("l ll lll llll", "1/2/2027 Jan 2, 2027 Jan 2, 2027 11:59 PM Sat, Jan 2, 2027 11:59 PM"),
        ("SSS S SSSSSS", "000 0 000000"),
        ("Z ZZ X x", "-03:30 -0330 1798946999 1798946999000"),
        ("Y YYYYY YYYYYY YY yo y", "2027 02027 +002027 27 2027th 2027"),
        ("N NNNN gg GG ggggg", "AD Anno Domini 27 26 02027"),
        ("[it's] dddd dd ddd", "it's Saturday Sa Sat"),
        ("\\YYYY \\[x] [a]b] [open", "YYYY [1798946999000] a]b [op6n"),
        ("Mo MM MMM M", "1st 01 Jan 1"),
        ("YYYYMMM DD [at] kk", "2027Jan 02 at 23"),
        ("do not, see", "6th not, 5966"),
        ("g G", "g G"),
        ("Hmm[h]", "2359h"),
        ("YYYY-[Q]Q/MM[/]DD", "2027-Q1/01/02"),
    ]),
    ("2023-01-01T12:00:00+00:00", &[
        ("YYYY-MM-DD", "2023-01-01"),
        ("YYYYMMDDHHmm", "202301011200"),
        ("dddd, MMMM Do YYYY", "Sunday, January 1st 2023"),
        ("YYYY/MMMM/YYYY-MMM-DD", "2023/January/2023-Jan-01"),
        ("gggg-[W]ww", "2023-W01"),
        ("GGGG-[W]WW-E", "2022-W52-7"),
        ("[Week of] D.M.YY", "Week of 1.1.23"),
        ("DDDo [day], DDDD, DDD", "1st day, 001, 1"),
        ("Q Qo wo Wo do e d E", "1 1st 1st 52nd 0th 0 0 7"),
        ("h:mm:ss a A", "12:00:00 pm PM"),
        ("hh HH H k kk hmm hmmss Hmm Hmmss", "12 12 12 12 12 1200 120000 1200 120000"),
        ("LT LTS L LL LLL LLLL", "12:00 PM 12:00:00 PM 01/01/2023 January 1, 2023 January 1, 2023 12:00 PM Sunday, January 1, 2023 12:00 PM"),
        ("l ll lll llll", "1/1/2023 Jan 1, 2023 Jan 1, 2023 12:00 PM Sun, Jan 1, 2023 12:00 PM"),
        ("SSS S SSSSSS", "000 0 000000"),
        ("Z ZZ X x", "+00:00 +0000 1672574400 1672574400000"),
        ("Y YYYYY YYYYYY YY yo y", "2023 02023 +002023 23 2023rd 2023"),
        ("N NNNN gg GG ggggg", "AD Anno Domini 23 22 02023"),
        ("[it's] dddd dd ddd", "it's Sunday Su Sun"),
        ("\\YYYY \\[x] [a]b] [open", "YYYY [1672574400000] a]b [op0n"),
        ("Mo MM MMM M", "1st 01 Jan 1"),
        ("YYYYMMM DD [at] kk", "2023Jan 01 at 12"),
        ("do not, see", "0th not, 000"),
        ("g G", "g G"),
        ("Hmm[h]", "1200h"),
        ("YYYY-[Q]Q/MM[/]DD", "2023-Q1/01/01"),
    ]),
    ("2020-12-31T09:08:03+05:45", &[
        ("YYYY-MM-DD", "2020-12-31"),
        ("YYYYMMDDHHmm", "202012310908"),
        ("dddd, MMMM Do YYYY", "Thursday, December 31st 2020"),
        ("YYYY/MMMM/YYYY-MMM-DD", "2020/December/2020-Dec-31"),
        ("gggg-[W]ww", "2021-W01"),
        ("GGGG-[W]WW-E", "2020-W53-4"),
        ("[Week of] D.M.YY", "Week of 31.12.20"),
        ("DDDo [day], DDDD, DDD", "366th day, 366, 366"),
        ("Q Qo wo Wo do e d E", "4 4th 1st 53rd 4th 4 4 4"),
        ("h:mm:ss a A", "9:08:03 am AM"),
        ("hh HH H k kk hmm hmmss Hmm Hmmss", "09 09 9 9 09 908 90803 908 90803"),
        ("LT LTS L LL LLL LLLL", "9:08 AM 9:08:03 AM 12/31/2020 December 31, 2020 December 31, 2020 9:08 AM Thursday, December 31, 2020 9:08 AM"),
        ("l ll lll llll", "12/31/2020 Dec 31, 2020 Dec 31, 2020 9:08 AM Thu, Dec 31, 2020 9:08 AM"),
        ("SSS S SSSSSS", "000 0 000000"),
        ("Z ZZ X x", "+05:45 +0545 1609384983 1609384983000"),
        ("Y YYYYY YYYYYY YY yo y", "2020 02020 +002020 20 2020th 2020"),
        ("N NNNN gg GG ggggg", "AD Anno Domini 21 20 02021"),
        ("[it's] dddd dd ddd", "it's Thursday Th Thu"),
        ("\\YYYY \\[x] [a]b] [open", "YYYY [1609384983000] a]b [op4n"),
        ("Mo MM MMM M", "12th 12 Dec 12"),
        ("YYYYMMM DD [at] kk", "2020Dec 31 at 09"),
        ("do not, see", "4th not, 344"),
        ("g G", "g G"),
        ("Hmm[h]", "908h"),
        ("YYYY-[Q]Q/MM[/]DD", "2020-Q4/12/31"),
    ]),
    ("1999-02-03T04:05:06Z", &[
        ("YYYY-MM-DD", "1999-02-03"),
        ("YYYYMMDDHHmm", "199902030405"),
        ("dddd, MMMM Do YYYY", "Wednesday, February 3rd 1999"),
        ("YYYY/MMMM/YYYY-MMM-DD", "1999/February/1999-Feb-03"),
        ("gggg-[W]ww", "1999-W06"),
        ("GGGG-[W]WW-E", "1999-W05-3"),
        ("[Week of] D.M.YY", "Week of 3.2.99"),
        ("DDDo [day], DDDD, DDD", "34th day, 034, 34"),
        ("Q Qo wo Wo do e d E", "1 1st 6th 5th 3rd 3 3 3"),
        ("h:mm:ss a A", "4:05:06 am AM"),
        ("hh HH H k kk hmm hmmss Hmm Hmmss", "04 04 4 4 04 405 40506 405 40506"),
        ("LT LTS L LL LLL LLLL", "4:05 AM 4:05:06 AM 02/03/1999 February 3, 1999 February 3, 1999 4:05 AM Wednesday, February 3, 1999 4:05 AM"),
        ("l ll lll llll", "2/3/1999 Feb 3, 1999 Feb 3, 1999 4:05 AM Wed, Feb 3, 1999 4:05 AM"),
        ("SSS S SSSSSS", "000 0 000000"),
        ("Z ZZ X x", "+00:00 +0000 918014706 918014706000"),
        ("Y YYYYY YYYYYY YY yo y", "1999 01999 +001999 99 1999th 1999"),
        ("N NNNN gg GG ggggg", "AD Anno Domini 99 99 01999"),
        ("[it's] dddd dd ddd", "it's Wednesday We Wed"),
        ("\\YYYY \\[x] [a]b] [open", "YYYY [918014706000] a]b [op3n"),
        ("Mo MM MMM M", "2nd 02 Feb 2"),
        ("YYYYMMM DD [at] kk", "1999Feb 03 at 04"),
        ("do not, see", "3rd not, 633"),
        ("g G", "g G"),
        ("Hmm[h]", "405h"),
        ("YYYY-[Q]Q/MM[/]DD", "1999-Q1/02/03"),
    ]),
    ("2022-01-01T00:30:00Z", &[
        ("YYYY-MM-DD", "2022-01-01"),
        ("YYYYMMDDHHmm", "202201010030"),
        ("dddd, MMMM Do YYYY", "Saturday, January 1st 2022"),
        ("YYYY/MMMM/YYYY-MMM-DD", "2022/January/2022-Jan-01"),
        ("gggg-[W]ww", "2022-W01"),
        ("GGGG-[W]WW-E", "2021-W52-6"),
        ("[Week of] D.M.YY", "Week of 1.1.22"),
        ("DDDo [day], DDDD, DDD", "1st day, 001, 1"),
        ("Q Qo wo Wo do e d E", "1 1st 1st 52nd 6th 6 6 6"),
        ("h:mm:ss a A", "12:30:00 am AM"),
        ("hh HH H k kk hmm hmmss Hmm Hmmss", "12 00 0 24 24 1230 123000 030 03000"),
        ("LT LTS L LL LLL LLLL", "12:30 AM 12:30:00 AM 01/01/2022 January 1, 2022 January 1, 2022 12:30 AM Saturday, January 1, 2022 12:30 AM"),
        ("l ll lll llll", "1/1/2022 Jan 1, 2022 Jan 1, 2022 12:30 AM Sat, Jan 1, 2022 12:30 AM"),
        ("SSS S SSSSSS", "000 0 000000"),
        ("Z ZZ X x", "+00:00 +0000 1640997000 1640997000000"),
        ("Y YYYYY YYYYYY YY yo y", "2022 02022 +002022 22 2022nd 2022"),
        ("N NNNN gg GG ggggg", "AD Anno Domini 22 21 02022"),
        ("[it's] dddd dd ddd", "it's Saturday Sa Sat"),
        ("\\YYYY \\[x] [a]b] [open", "YYYY [1640997000000] a]b [op6n"),
        ("Mo MM MMM M", "1st 01 Jan 1"),
        ("YYYYMMM DD [at] kk", "2022Jan 01 at 24"),
        ("do not, see", "6th not, 066"),
        ("g G", "g G"),
        ("Hmm[h]", "030h"),
        ("YYYY-[Q]Q/MM[/]DD", "2022-Q1/01/01"),
    ]),
    ("2028-12-31T01:01:01Z", &[
        ("YYYY-MM-DD", "2028-12-31"),
        ("YYYYMMDDHHmm", "202812310101"),
        ("dddd, MMMM Do YYYY", "Sunday, December 31st 2028"),
        ("YYYY/MMMM/YYYY-MMM-DD", "2028/December/2028-Dec-31"),
        ("gggg-[W]ww", "2029-W01"),
        ("GGGG-[W]WW-E", "2028-W52-7"),
        ("[Week of] D.M.YY", "Week of 31.12.28"),
        ("DDDo [day], DDDD, DDD", "366th day, 366, 366"),
        ("Q Qo wo Wo do e d E", "4 4th 1st 52nd 0th 0 0 7"),
        ("h:mm:ss a A", "1:01:01 am AM"),
        ("hh HH H k kk hmm hmmss Hmm Hmmss", "01 01 1 1 01 101 10101 101 10101"),
        ("LT LTS L LL LLL LLLL", "1:01 AM 1:01:01 AM 12/31/2028 December 31, 2028 December 31, 2028 1:01 AM Sunday, December 31, 2028 1:01 AM"),
        ("l ll lll llll", "12/31/2028 Dec 31, 2028 Dec 31, 2028 1:01 AM Sun, Dec 31, 2028 1:01 AM"),
        ("SSS S SSSSSS", "000 0 000000"),
        ("Z ZZ X x", "+00:00 +0000 1861837261 1861837261000"),
        ("Y YYYYY YYYYYY YY yo y", "2028 02028 +002028 28 2028th 2028"),
        ("N NNNN gg GG ggggg", "AD Anno Domini 29 28 02029"),
        ("[it's] dddd dd ddd", "it's Sunday Su Sun"),
        ("\\YYYY \\[x] [a]b] [open", "YYYY [1861837261000] a]b [op0n"),
        ("Mo MM MMM M", "12th 12 Dec 12"),
        ("YYYYMMM DD [at] kk", "2028Dec 31 at 01"),
        ("do not, see", "0th not, 100"),
        ("g G", "g G"),
        ("Hmm[h]", "101h"),
        ("YYYY-[Q]Q/MM[/]DD", "2028-Q4/12/31"),
    ]),
];

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

#[test]
fn formats_are_written_as_moment_writes_them() {
    for (at, rows) in WRITTEN {
        for (pattern, written) in *rows {
            assert_eq!(moment(at).format(pattern), *written, "{pattern} at {at}");
        }
    }
}

#[test]
fn odd_formats_are_no_fault() {
    let at = moment("2026-11-22T13:05:07+01:00");
    for pattern in
        ["", "[", "]", "\\", "[[]]", "é[ü]", "\u{1F4C5} YYYY", "[\u{1F4C5}", "\\é", "ÿYYYY"]
    {
        at.format(pattern);
        read_day(pattern, "x");
    }
    assert_eq!(at.format("\u{1F4C5} YYYY"), "\u{1F4C5} 2026");
    assert_eq!(Moment::parse("2026-11-22").unwrap().format("HH:mm Z"), "00:00 +00:00");
    assert!(Moment::parse("yesterday").is_none() && Moment::parse("").is_none());
}

#[test]
fn a_day_is_read_back_from_what_was_written() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    for (pattern, text, wanted) in [
        ("YYYY-MM-DD", "2026-11-22", Some("2026-11-22")),
        ("YYYY-MM-DD", "2026-11-22 Meeting", None),
        ("YYYY-MM-DD", "2026-1-2", None),
        ("YYYY-MM-DD", "2026-02-30", None),
        ("YYYY-M-D", "2026-1-2", Some("2026-01-02")),
        ("YYYY-M-D", "2026-01-02", None),
        ("YYYY/MMMM/YYYY-MMM-DD", "2026/November/2026-Nov-22", Some("2026-11-22")),
        ("YYYY/MMMM/YYYY-MMM-DD", "2026/november/2026-nov-22", Some("2026-11-22")),
        ("YYYY/MMMM/YYYY-MMM-DD", "2026/October/2026-Nov-22", None),
        ("dddd, MMMM Do YYYY", "Sunday, November 22nd 2026", Some("2026-11-22")),
        ("dddd, MMMM Do YYYY", "Monday, November 22nd 2026", None),
        ("GGGG-[W]WW", "2026-W47", Some("2026-11-16")),
        ("gggg-[W]ww", "2026-W48", Some("2026-11-22")),
        ("GGGG-[W]WW-E", "2026-W47-7", Some("2026-11-22")),
        ("YYYY-DDDD", "2024-366", Some("2024-12-31")),
        ("YYYY-DDDD", "2023-366", None),
        ("YYMMDD", "991231", Some("1999-12-31")),
        ("YYYYMMDDHHmm", "202611221305", Some("2026-11-22")),
        ("YYYY-MM-DD h.mm A", "2026-11-22 1.05 PM", Some("2026-11-22")),
        ("YYYY-[Q]Q", "2026-Q1", Some("2026-01-01")),
        ("MM-DD", "11-22", None),
        ("[a] YYYY", "a 2026", Some("2026-01-01")),
    ] {
        assert_eq!(read_day(pattern, text), wanted.map(day), "{pattern}: {text}");
    }
}

proptest::proptest! {
    #[test]
    fn every_day_is_read_back(days in 0i64..80_000) {
        let day = Date::new(1900, 1, 1).unwrap().checked_add(jiff::Span::new().days(days)).unwrap();
        let at = moment("2026-11-22T13:05:07+01:00").on(day);
        for pattern in ["YYYY-MM-DD", "dddd D MMMM YYYY", "GGGG-[W]WW-E", "gggg-[W]ww-e", "YYYY/DDDD", "LLLL"] {
            proptest::prop_assert_eq!(read_day(pattern, &at.format(pattern)), Some(day));
        }
    }

    #[test]
    fn no_format_panics(pattern in "[YMDdwWgGHhmsaAZQLl\\[\\]\\\\ \\-oTSé]{0,24}", text in "\\PC{0,24}") {
        let written = moment("2024-02-29T23:59:59Z").format(&pattern);
        read_day(&pattern, &written);
        read_day(&pattern, &text);
    }
}

#[test]
fn milliseconds_are_read_by_the_clock_of_greenwich() {
    let written = |ms| Moment::of_ms(ms).map(|at| at.format("YYYYMMDDHHmmss"));
    assert_eq!(written(0).as_deref(), Some("19700101000000"));
    assert_eq!(written(1_767_323_045_999).as_deref(), Some("20260102030405"));
    assert_eq!(written(i64::MAX), None);
}

//! What queries mean, told by [`explain`], and what is wrong with those that cannot be read.

use proptest::prelude::*;

use super::{explain, parse_query};

fn check(query: &str, expected: &[&str]) {
    let explained = match parse_query(query) {
        Ok(parsed) => explain(&parsed),
        Err(problem) => problem.describe(query),
    };
    assert_eq!(explained, expected.join("\n"), "{query}");
}

#[test]
fn words_phrases_and_patterns() {
    check("", &["every file"]);
    check("  ", &["every file"]);
    check("meeting", &["files where", "  the text or the name contains “meeting”"]);
    check(
        r#"meeting "star \"wars\"" /a\/b [/]/"#,
        &[
            "files where",
            "  all of these hold",
            "    the text or the name contains “meeting”",
            "    the text or the name contains exactly “star \"wars\"”, as whole words",
            "    the text or the name matches the pattern /a\\/b [/]/",
        ],
    );
    check("/(a|b)/", &["files where", "  the text or the name matches the pattern /(a|b)/"]);
    check("well-known", &["files where", "  the text or the name contains “well-known”"]);
    check("and/or", &["files where", "  the text or the name contains “and/or”"]);
    check("https://x.y", &["files where", "  the text or the name contains “https://x.y”"]);
    check("[[My Note]]", &["files where", "  the text or the name contains “[[My Note]]”"]);
    check(
        "- [ ] / x",
        &[
            "files where",
            "  all of these hold",
            "    the text or the name contains “-”",
            "    the text or the name contains “[”",
            "    the text or the name contains “]”",
            "    the text or the name contains “/”",
            "    the text or the name contains “x”",
        ],
    );
}

#[test]
fn groups_or_and_not() {
    check(
        "meeting work OR meetup -personal",
        &[
            "files where",
            "  any of these holds",
            "    all of these hold",
            "      the text or the name contains “meeting”",
            "      the text or the name contains “work”",
            "    all of these hold",
            "      the text or the name contains “meetup”",
            "      not: the text or the name contains “personal”",
        ],
    );
    check(
        "-(a b) (c OR d) --e or",
        &[
            "files where",
            "  all of these hold",
            "    not: all of these hold",
            "      the text or the name contains “a”",
            "      the text or the name contains “b”",
            "    any of these holds",
            "      the text or the name contains “c”",
            "      the text or the name contains “d”",
            "    the text or the name contains “e”",
            "    the text or the name contains “or”",
        ],
    );
}

#[test]
fn operators() {
    check("file:.jpg", &["files where", "  the file name contains “.jpg”"]);
    check("FILE: .jpg", &["files where", "  the file name contains “.jpg”"]);
    check(
        "-path:\"a b\"",
        &["files where", "  not: the path contains exactly “a b”, as whole words"],
    );
    check("tag:#work", &["files where", "  there is the tag #work or one below it"]);
    check("task:\"\"", &["files where", "  one task meets this", "    the task is anything"]);
    check("unknown:x", &["files where", "  the text or the name contains “unknown:x”"]);
    check(
        "section:(a line:(b -c)) Match-Case:X",
        &[
            "files where",
            "  all of these hold",
            "    one section meets this",
            "      all of these hold",
            "        the section contains “a”",
            "        one line meets this",
            "          all of these hold",
            "            the line contains “b”",
            "            not: the line contains “c”",
            "    upper and lower case count, and",
            "      the text or the name contains “X”",
        ],
    );
}

#[test]
fn properties() {
    check("[status]", &["files where", "  there is a property “status”"]);
    check("-[my key]", &["files where", "  not: there is a property “my key”"]);
    for (value, meaning) in [
        ("draft", "its value contains “draft”"),
        ("\"a: b\"", "its value is exactly “a: b”"),
        ("null", "it is empty"),
        (">5", "it is more than 5"),
        ("<=2024-01-01", "it is at most 2024-01-01"),
        ("-5", "its value contains “-5”"),
        ("/^a]/", "its value matches the pattern /^a]/"),
        ("https://a.b/c", "its value contains “https://a.b/c”"),
        ("[[Note]]", "its value contains “[[Note]]”"),
        ("file:x", "its value contains “file:x”"),
    ] {
        let query = format!("[p:{value}]");
        check(&query, &["files where", "  there is a property “p” and", &format!("    {meaning}")]);
    }
    check(
        "[a OR \"b:c\" OR /d/: x OR -y]",
        &[
            "files where",
            "  there is a property “a” or “b:c” or /d/ and",
            "    any of these holds",
            "      its value contains “x”",
            "      not: its value contains “y”",
        ],
    );
}

#[test]
fn what_is_wrong_and_where() {
    check("a \"b", &["column 3: this quotation mark is not closed"]);
    check("é😀 (b", &["column 5: this ( is not closed; to look for it, put it in quotes"]);
    check("(a (b)", &["column 1: this ( is not closed; to look for it, put it in quotes"]);
    check("(", &["column 1: this ( is not closed; to look for it, put it in quotes"]);
    check(
        "a) b",
        &["column 2: this ) has no opening ( before it; to look for it, put it in quotes"],
    );
    check("a ()", &["column 3: these parentheses are empty"]);
    check("OR a", &["column 1: OR needs a term on both sides; to look for it, put it in quotes"]);
    check("a OR", &["column 3: OR needs a term on both sides; to look for it, put it in quotes"]);
    check(
        "a OR OR b",
        &["column 6: OR needs a term on both sides; to look for it, put it in quotes"],
    );
    check("a file:", &["column 3: this needs a word, a \"phrase\" or a (group) right behind it"]);
    check("x [p:a", &["column 3: this [ is not closed; write [property:value]"]);
    check("x [p", &["column 3: this [ is not closed; write [property:value]"]);
    check(
        "/a",
        &["column 1: this pattern has no closing /; to look for a slash, put it in quotes"],
    );
    let deep = "(".repeat(5_000) + "a" + &")".repeat(4_000);
    check(&deep, &["column 61: the query is nested more than 60 levels deep"]);
    check(&"a ".repeat(300), &["column 501: the query has more than 250 terms"]);
    check(&"a".repeat(10_001), &["column 10001: the query is longer than 10000 bytes"]);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(
        query in r#"([a-cé"/\\()\[\]:<>#-]| |OR |file:|line:\(|task:|\[p:|match-case:|null){0,40}"#,
    ) {
        match parse_query(&query) {
            Ok(parsed) => prop_assert!(!explain(&parsed).is_empty()),
            Err(problem) => prop_assert!(query.get(problem.span.range()).is_some()),
        }
    }
}

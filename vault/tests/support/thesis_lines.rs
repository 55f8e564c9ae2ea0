//! How a spec shows answers about theses: a line for each row.

use serde_json::Value;

/// A value without the quotes of a text.
pub(crate) fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A thesis with its counts.
pub(crate) fn thesis_line(row: &Value) -> String {
    let (notes, totals) = (&row["notes"], &row["totals"]);
    format!(
        "{}: ▲{} ▼{} ●{}, {} notes · {} independent, {} proposed\n",
        word(&row["path"]),
        notes["supports"],
        notes["contradicts"],
        notes["context"],
        totals["all_notes"],
        totals["all_independent"],
        row["proposed"]
    )
}

/// An edge of a note.
pub(crate) fn edge_line(row: &Value) -> String {
    let part = |key: &str| word(&row[key]).replace("null", "-");
    format!(
        "{}: {} {} {} {} {} {:?}\n",
        row["line"],
        part("stance"),
        part("thesis"),
        part("pillar"),
        part("strength"),
        part("place"),
        part("reason")
    )
}

/// The markers of a thesis.
pub(crate) fn marker_lines(row: &Value) -> String {
    let markers = row["markers"].as_array().unwrap().iter();
    markers
        .map(|marker| format!("{}: {}\n", word(&marker["kind"]), word(&marker["text"])))
        .collect()
}

/// A proposal: its line, rule, value and certainty.
pub(crate) fn proposal_line(row: &Value) -> String {
    let or = row["alternative"].as_str().map(|other| format!(" or {other}")).unwrap_or_default();
    format!(
        "{}: {} {}{or} ({})\n",
        row["line"],
        word(&row["rule"]),
        word(&row["value"]),
        word(&row["certainty"])
    )
}

/// A problem: where it is and its kind.
pub(crate) fn check_line(row: &Value) -> String {
    format!("{}:{} {}\n", word(&row["path"]), row["line"], word(&row["kind"]))
}

/// A proposal with the note that it is about.
pub(crate) fn proposal_with_note(row: &Value) -> String {
    format!("{}:{}", word(&row["note"]), proposal_line(row))
}

/// What accepting a proposal would write.
pub(crate) fn writes_line(row: &Value) -> String {
    format!("{} {}\n", word(&row["rule"]), word(&row["writes"]))
}

/// Days as they are shown: one, both, or the one that is known.
fn days(of: &Value) -> String {
    match (of["from"].as_str(), of["to"].as_str()) {
        (Some(from), Some(to)) if from == to => from.to_owned(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("up to {to}"),
        (None, None) => "undated".to_owned(),
    }
}

/// An edge of a ledger with its date, what that was read from, and the quality of its source.
pub(crate) fn ledger_line(row: &Value) -> String {
    let date = &row["published"];
    let hollow = if date["hollow"] == true { " hollow" } else { "" };
    format!(
        "{}: {} {} {}{hollow} ({}), reliability {}\n",
        word(&row["title"]),
        word(&row["stance"]),
        days(date),
        word(&date["precision"]),
        word(&date["basis_words"]),
        word(&row["reliability"]).replace("null", "-")
    )
}

/// A watch item, then its clauses.
pub(crate) fn watch_lines(row: &Value) -> String {
    let part = |key: &str| word(&row[key]).replace("null", "-");
    let mut shown = format!(
        "{}:{} {} due {} closed {} p {}: {}\n",
        part("note"),
        row["line"],
        part("status"),
        part("due"),
        part("closed"),
        part("p"),
        part("text")
    );
    for key in ["if_true", "if_false"] {
        let clause = &row[key];
        if !clause.is_null() {
            let part = |key: &str| word(&clause[key]).replace("null", "-");
            shown += &format!(
                "  {key}: {} {} {} {} ({})\n",
                part("stance"),
                part("thesis"),
                part("pillar"),
                part("strength"),
                part("text")
            );
        }
    }
    shown
}

/// A question with what answers it.
pub(crate) fn question_line(row: &Value) -> String {
    let answer = row["answered_by"].as_str().map(|by| format!(" by {by}")).unwrap_or_default();
    format!(
        "{}:{} {}{answer}: {}\n",
        word(&row["note"]),
        row["line"],
        word(&row["status"]),
        word(&row["text"])
    )
}

/// A lane: its sentence, its events, its markers.
pub(crate) fn lane_lines(row: &Value) -> String {
    let mut shown = format!("{}: {}\n", word(&row["title"]), word(&row["summary"]));
    for event in row["events"].as_array().unwrap() {
        shown += &format!(
            "  {} {} {} {}\n",
            days(event),
            word(&event["kind"]),
            word(&event["label"]),
            word(&event["detail"])
        );
    }
    for marker in row["markers"].as_array().unwrap() {
        shown += &format!("  {}: {}\n", word(&marker["kind"]), word(&marker["text"]));
    }
    shown
}

//! How fast notes are read: a vault's worth of common ones, a long one, and hostile ones.
//!
//! Aims: a note of 300 KB and its metadata in 5 ms, and no more than 50 ms for 100 KB of anything.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// Writes a note of about `size` bytes with everything that research notes hold.
fn note(size: usize) -> String {
    let mut text = String::from(
        "---\ntags: [history, trade]\naliases:\n  - Grain\nup: \"[[Trade in the Baltic]]\"\n\
         created: 2024-05-01\nstrength: 3\n---\n\n# Grain prices\n\n",
    );
    let mut part = 0;
    while text.len() < size {
        part += 1;
        text.push_str(&format!(
            "## Part {part}\n\nThe price of rye in Gdańsk rose in 16{:02}, as [[Jan Nowak|Nowak]] \
             shows from toll rolls, and fell again when the harvest of the next year came in; \
             compare [the ledger](Sources/Ledger%20{part}.md#Totals) and `raw data`. It is **not** \
             clear why. #trade/grain \u{2014} see ==page {part}== and ![[chart.png|300]].\n\
             A second line of the same paragraph follows, with $x^2$ and a note[^{part}].\n\n\
             - [ ] check the figures of [[Source {part}#Table 2]]\n    - [x] copied ^id-{part}\n\
             - the weather was cold, don't forget\n\n\
             > [!note] A remark\n> with **text** in it and a [[Link]].\n\n\
             | year | price |\n|------|-------|\n| 1601 | [[A\\|b]] |\n| 1602 | 12.5 |\n\n\
             ```python\nprint('no #tag and no [[link]] here')\n```\n\n[^{part}]: The foot of it.\n\n",
            part % 100
        ));
    }
    text
}

fn common(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse");
    for (name, size) in [("note of 6 KB", 6_000), ("note of 300 KB", 300_000)] {
        let text = note(size);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| vault::parse::parse(black_box(&text)));
        });
    }
    let text = note(300_000);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("metadata of 300 KB", |bencher| {
        bencher.iter(|| {
            let facts = vault::parse::parse(black_box(&text));
            serde_json::to_string(&vault::query::metadata::metadata(&text, &facts))
        });
    });
    let prose = "Words of plain prose without any mark go on and on over the whole line here.\n"
        .repeat(4_000);
    group.throughput(Throughput::Bytes(prose.len() as u64));
    group.bench_function("plain prose of 300 KB", |bencher| {
        bencher.iter(|| vault::parse::parse(black_box(&prose)));
    });
    group.finish();
}

/// Inputs of 100 KB that make a careless parser slow.
fn hostile() -> Vec<(&'static str, String)> {
    let fill = |part: &str| part.repeat(100_000 / part.len());
    let nested_list: String = (0..440).map(|depth| format!("{}- x\n", " ".repeat(depth))).collect();
    vec![
        ("brackets", fill("[")),
        ("wiki brackets", fill("[[a")),
        ("closing brackets", fill("]]](")),
        ("destinations", fill("[a](b")),
        ("titles", fill("[a](b \"")),
        ("quotes on one line", fill("> ")),
        ("quotes on lines", fill(&format!("{}x\n", ">".repeat(99)))),
        ("lazy lines", format!("{}\n{}", ">".repeat(50_000), "a\n".repeat(25_000))),
        ("nested list", nested_list),
        ("bullets on one line", fill("- ")),
        ("stars", fill("*a **a ")),
        ("backticks", (1..400).map(|count| format!("{} ", "`".repeat(count))).collect()),
        ("dollars", fill("$a ")),
        ("comments", fill("%% a ")),
        ("html", fill("<a b=\"")),
        ("html comments", fill("<!-- ")),
        ("references", fill("[a]: ")),
        ("footnotes", fill("[^a]: x\n")),
        ("tables", fill("|a|b\n")),
        ("setext", fill("a\n=\n")),
        ("hashes", fill("#a ")),
        ("highlights", fill("==a ")),
        ("one line", fill("word ")),
        ("frontmatter", format!("---\n{}---\n", "a: [[[[\n".repeat(12_000))),
        ("deep frontmatter", format!("---\na: {}\n---\n", "[".repeat(99_000))),
        ("anchors", format!("---\na: &a [x]\n{}---\n", many_aliases())),
        ("keys", format!("---\n{}---\n", many_keys())),
    ]
}

fn many_aliases() -> String {
    let mut text = String::new();
    for step in 0..60u8 {
        let name = |step: u8| format!("k{step}");
        let before = if step == 0 { "a".to_owned() } else { name(step - 1) };
        text.push_str(&format!("{0}: &{0} [*{before}, *{before}]\n", name(step)));
    }
    text
}

fn many_keys() -> String {
    (0..8_000).map(|key| format!("key{key}: x\n")).collect()
}

fn hostile_inputs(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hostile");
    group.sample_size(10);
    for (name, text) in hostile() {
        group.bench_function(name, |bencher| {
            bencher.iter(|| vault::parse::parse(black_box(&text)));
        });
    }
    group.finish();
}

criterion_group!(benches, common, hostile_inputs);
criterion_main!(benches);

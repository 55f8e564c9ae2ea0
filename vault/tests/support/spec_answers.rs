//! What a case of a spec may ask, and how it is answered: see `tests/spec.rs`.

use std::fmt::Write as _;

use serde_json::json;
use tempfile::TempDir;
use vault::api::{Answer as ApiAnswer, Request, ask};
use vault::facts::{Link, LinkPlace, LinkSyntax, NoteFacts, Value};
use vault::names::{FileId, Names};
use vault::parse::parse;
use vault::path::VaultPath;
use vault::query::bases::{BaseResult, Cell};
use vault::query::clusters::ClusterView;
use vault::query::excluded::Excluded;
use vault::query::metadata::{metadata, section_name};
use vault::query::render::{self, RenderContext, RenderOptions};
use vault::query::search::{self, SearchMatch, SearchSort, parse_query};
use vault::resolve::LinkStyle;
use vault::text::Span;
use vault::vault::{Clock, Options, Phase, Vault};

use crate::spec_suite::{Case, Note};
use crate::thesis_lines::{
    check_line, edge_line, lane_lines, ledger_line, marker_lines, proposal_line,
    proposal_with_note, question_line, thesis_line, watch_lines, word, writes_line,
};

/// What a case may ask: a name, and what answers it from the case's notes and the argument.
pub(crate) const QUESTIONS: &[(&str, Answer)] = &[
    ("metadata", |case, _| each(case, lines_of_json)),
    ("sections", |case, _| each(case, sections)),
    ("headings", |case, _| each(case, headings)),
    ("items", |case, _| each(case, items)),
    ("blocks", |case, _| each(case, blocks)),
    ("links", |case, _| each(case, links)),
    ("tags", |case, _| each(case, tags)),
    ("properties", |case, _| each(case, properties)),
    ("marks", |case, _| each(case, marks)),
    ("footnotes", |case, _| each(case, footnotes)),
    ("problems", |case, _| each(case, problems)),
    ("html", |case, options| html(case, options)),
    ("words", |case, _| each(case, |_, facts| format!("{}\n", facts.words))),
    ("search", search),
    ("explain", |_, query| explain(query)),
    ("theses", |case, _| rows_of(case, json!({"ask": "theses"}), "", thesis_line)),
    ("edges", |case, note| rows_of(case, json!({"ask": "bears", "note": note}), "", edge_line)),
    ("markers", |case, _| rows_of(case, json!({"ask": "theses"}), "", marker_lines)),
    ("proposals", |case, note| match note {
        "" => rows_of(case, infer(None), "", proposal_with_note),
        note => rows_of(case, infer(Some(note)), "", proposal_line),
    }),
    ("writes", |case, _| rows_of(case, infer(None), "", writes_line)),
    ("ledger", |case, note| {
        rows_of(case, json!({"ask": "thesis", "note": note}), "ledger", ledger_line)
    }),
    ("watch", |case, _| rows_of(case, json!({"ask": "watch"}), "items", watch_lines)),
    ("questions", |case, _| rows_of(case, json!({"ask": "questions"}), "", question_line)),
    ("timeline", |case, filter| {
        let filter: serde_json::Value = serde_json::from_str(filter).unwrap();
        rows_of(case, json!({"ask": "timeline", "filter": filter}), "lanes", lane_lines)
    }),
    ("kinds", |case, _| kinds(case)),
    ("check", |case, _| rows_of(case, json!({"ask": "check"}), "", check_line)),
    ("named", |case, note| {
        rows_of(case, json!({"ask": "outgoing_mentions", "note": note}), "", named_line)
    }),
    ("graph", graph),
    ("clusters", |case, _| clusters(case)),
    ("reasons", reasons),
    ("highlights", highlights),
    ("base", base),
    ("values", |case, lines| values(case, lines)),
];

pub(crate) type Answer = fn(&Case, &str) -> String;

/// Answers for each note; with several, each answer stands under its note's path.
fn each(case: &Case, answer: impl Fn(&str, &NoteFacts) -> String) -> String {
    let mut all = String::new();
    for note in &case.notes {
        if case.notes.len() > 1 {
            writeln!(all, "{}:", note.path).unwrap();
        }
        all.push_str(&answer(&note.text, &parse(&note.text)));
    }
    all
}

/// The vault of one case.
struct CaseVault<'c> {
    case: &'c Case,
    names: Names,
}

impl RenderContext for CaseVault<'_> {
    fn resolve(&self, source: &VaultPath, target: &str) -> Option<VaultPath> {
        let id = vault::resolve::resolve(&self.names, source, target, LinkStyle::Shortest)?;
        Some(VaultPath::new(self.case.notes[id.at()].path.clone()).unwrap())
    }

    fn text(&self, path: &VaultPath) -> Option<String> {
        let note = self.case.notes.iter().find(|note| note.path == path.as_str())?;
        Some(note.text.clone())
    }

    fn url(&self, path: &VaultPath) -> Option<String> {
        let at = self.case.notes.iter().position(|note| note.path == path.as_str())?;
        Some(format!("vault://localhost/{at}"))
    }
}

/// Renders the case's first note; the argument may be `strict`, or a subpath.
fn html(case: &Case, argument: &str) -> String {
    let path = |note: &Note| VaultPath::new(note.path.clone()).unwrap();
    let files = case.notes.iter().enumerate();
    let names = Names::from_files(files.map(|(at, note)| (FileId(at as u32), path(note))));
    let context = CaseVault { case, names };
    let (text, path) = (case.notes[0].text.as_str(), path(&case.notes[0]));
    let facts = parse(text);
    let note = render::Note { path: &path, text, facts: &facts };
    let options = RenderOptions { strict_line_breaks: argument == "strict" };
    let html = if argument.starts_with('#') {
        render::render_part(note, argument, &context, options)
    } else {
        Some(render::render(note, &context, options))
    };
    let html = html.map_or_else(|| "nothing".to_owned(), render::Html::into_string);
    html.trim_end().to_owned() + "\n"
}

fn lines(entries: impl Iterator<Item = String>) -> String {
    entries.map(|entry| entry + "\n").collect()
}

fn place(span: Span) -> String {
    format!("{}..{}", span.start, span.end)
}

fn with_id(id: Option<&String>) -> String {
    id.map(|id| format!(" ^{id}")).unwrap_or_default()
}

/// One line for each entry of the metadata, with positions as `line:column@offset`.
fn lines_of_json(text: &str, facts: &NoteFacts) -> String {
    let metadata = serde_json::to_value(metadata(text, facts)).unwrap();
    let mut all = String::new();
    for (key, value) in metadata.as_object().unwrap() {
        match value {
            serde_json::Value::Array(entries) if !entries.is_empty() => {
                for entry in entries {
                    writeln!(all, "{key}: {}", shortened(entry)).unwrap();
                }
            }
            value => writeln!(all, "{key}: {}", shortened(value)).unwrap(),
        }
    }
    all
}

fn shortened(value: &serde_json::Value) -> String {
    let mut value = value.clone();
    shorten(&mut value);
    value.to_string()
}

fn shorten(value: &mut serde_json::Value) {
    let Some(object) = value.as_object_mut() else { return };
    if object.contains_key("offset") {
        let part = |key: &str| object[key].as_u64().unwrap();
        let place = format!("{}:{}@{}", part("line"), part("col"), part("offset"));
        *value = place.into();
    } else {
        object.values_mut().for_each(shorten);
    }
}

fn sections(_: &str, facts: &NoteFacts) -> String {
    lines(facts.sections.iter().map(|section| {
        let kind = section_name(section.kind);
        format!("{kind} {}{}", place(section.span), with_id(section.id.as_ref()))
    }))
}

fn headings(_: &str, facts: &NoteFacts) -> String {
    let heading = |heading: &vault::facts::Heading| {
        format!("{} {:?} at {}", heading.level, heading.text, place(heading.span))
    };
    lines(facts.headings.iter().map(heading))
}

fn items(text: &str, facts: &NoteFacts) -> String {
    lines(facts.list_items.iter().map(|item| {
        let task = item.task.map(|task| format!(" task {:?}", task.status)).unwrap_or_default();
        let id = with_id(item.id.as_ref());
        format!("{:?}{task} parent {}{id}", item.span.of(text), item.parent)
    }))
}

fn blocks(text: &str, facts: &NoteFacts) -> String {
    let block = |block: &vault::facts::Block| format!("^{} {:?}", block.id, block.span.of(text));
    lines(facts.blocks.iter().map(block))
}

fn links(text: &str, facts: &NoteFacts) -> String {
    lines(facts.links.iter().map(|link| link_line(text, link)))
}

fn link_line(text: &str, link: &Link) -> String {
    let mut line = String::new();
    if link.embed {
        line.push_str("embed ");
    }
    match link.syntax {
        LinkSyntax::Wiki => {}
        LinkSyntax::Markdown => line.push_str("markdown "),
        LinkSyntax::MarkdownAngle => line.push_str("markdown <> "),
        LinkSyntax::CanvasFile => line.push_str("canvas "),
    }
    write!(line, "{:?}", link.target).unwrap();
    if !link.subpath.is_empty() {
        write!(line, " subpath {:?}", link.subpath).unwrap();
    }
    write!(line, " shown {:?}", link.display_text()).unwrap();
    match &link.place {
        LinkPlace::Body => {}
        LinkPlace::Table => line.push_str(" in a table"),
        LinkPlace::Definition => line.push_str(" in a definition"),
        LinkPlace::Property(key) => write!(line, " in property {key}").unwrap(),
        LinkPlace::Canvas(node) => write!(line, " in node {node}").unwrap(),
    }
    let written = link.destination_span.of(text);
    write!(line, " at {} written {written:?}", place(link.span)).unwrap();
    line
}

fn tags(_: &str, facts: &NoteFacts) -> String {
    let written = facts.frontmatter_tags().into_iter().map(|tag| format!("{tag} in properties"));
    let body = facts.tags.iter().map(|tag| format!("{} at {}", tag.text, place(tag.span)));
    lines(written.chain(body))
}

fn properties(text: &str, facts: &NoteFacts) -> String {
    let Some(frontmatter) = &facts.frontmatter else { return "no frontmatter\n".to_owned() };
    let kind = |value: &Value| match value {
        Value::Null => "nothing",
        Value::Bool(_) => "checkbox",
        Value::Number(_) => "number",
        Value::Text(_) => "text",
        Value::List(_) => "list",
        Value::Map(_) => "map",
    };
    lines(frontmatter.properties.iter().map(|property| {
        let value = property.value.to_json();
        let written = property.span.of(text);
        format!("{}: {} {value} written {written:?}", property.key, kind(&property.value))
    }))
}

fn marks(text: &str, facts: &NoteFacts) -> String {
    lines(facts.marks.iter().map(|mark| format!("{:?} {:?}", mark.kind, mark.span.of(text))))
}

fn footnotes(text: &str, facts: &NoteFacts) -> String {
    let refs = facts.footnote_refs.iter();
    let refs = refs.map(|footnote| format!("[^{}] at {}", footnote.id, place(footnote.span)));
    let definitions = facts.footnotes.iter();
    let definitions =
        definitions.map(|footnote| format!("[^{}]: {:?}", footnote.id, footnote.span.of(text)));
    lines(refs.chain(definitions))
}

fn problems(text: &str, facts: &NoteFacts) -> String {
    let problem = |problem: &vault::facts::Problem| {
        format!("{} at {:?}: {}", problem.kind, problem.span.of(text), problem.message)
    };
    lines(facts.problems.iter().map(problem))
}

/// The files that a search finds, by path, each with the lines it shows: `⟦` and `⟧` stand around
/// what was found.
fn search(case: &Case, query: &str) -> String {
    let (_, vault) = case.vault.get_or_init(|| opened(&case.notes));
    let snapshot = vault.snapshot().unwrap();
    let everything = Excluded::default();
    let answer = search::search(&snapshot, query, 100, SearchSort::Name, &everything).unwrap();
    if let Some(problem) = answer.problem {
        return format!("problem: {problem}\n");
    }
    let mut hits = answer.hits;
    hits.sort_by(|a, b| a.path.cmp(&b.path));
    let shown =
        hits.iter().map(|hit| format!("{}\n{}", hit.path, lines(hit.matches.iter().map(marked))));
    let shown: String = shown.collect();
    if shown.is_empty() { "nothing\n".to_owned() } else { shown }
}

fn marked(found: &SearchMatch) -> String {
    let units: Vec<u16> = found.text.encode_utf16().collect();
    let part = |from: u32, to: u32| String::from_utf16(&units[from as usize..to as usize]).unwrap();
    let (mut line, mut at) = (format!("  {}: ", found.line), 0);
    for (from, to) in &found.spans {
        write!(line, "{}⟦{}⟧", part(at, *from), part(*from, *to)).unwrap();
        at = *to;
    }
    line + &part(at, units.len() as u32)
}

fn infer(note: Option<&str>) -> serde_json::Value {
    json!({"ask": "infer", "note": note})
}

/// What kind each note is, and where that was read from.
fn kinds(case: &Case) -> String {
    let (_, vault) = case.vault.get_or_init(|| opened(&case.notes));
    let snapshot = vault.snapshot().unwrap();
    let evidence = vault::query::evidence::evidence(&snapshot, &vault.thesis_settings()).unwrap();
    lines(evidence.notes.iter().map(|note| {
        let basis = format!("{:?}", note.bearing.kind_basis).to_lowercase();
        format!("{}: {} by {basis}", note.path, note.bearing.kind.as_str())
    }))
}

/// Asks the case's vault; one text for each row of the answer, or of a list in it.
fn rows_of(
    case: &Case,
    request: serde_json::Value,
    list: &str,
    line: fn(&serde_json::Value) -> String,
) -> String {
    let (_, vault) = case.vault.get_or_init(|| opened(&case.notes));
    let request: vault::api::Request = serde_json::from_value(request).unwrap();
    let answer = match vault::api::ask(vault, request) {
        Ok(answer) => serde_json::to_value(answer).unwrap(),
        Err(error) => return format!("error: {error}\n"),
    };
    let rows = if list.is_empty() { &answer } else { &answer[list] };
    let shown: String = rows.as_array().unwrap().iter().map(line).collect();
    if shown.is_empty() { "nothing\n".to_owned() } else { shown }
}

/// Shows a view of a base: `Books.base`, or `Books.base#View`.
fn base(case: &Case, argument: &str) -> String {
    let (path, view) = argument.split_once('#').unwrap_or((argument, ""));
    let request = Request::Base {
        path: path.to_owned(),
        view: Some(view.to_owned()),
        this: None,
        sort: None,
        offset: None,
    };
    base_lines(&base_answer(case, request))
}

fn base_answer(case: &Case, request: Request) -> BaseResult {
    let (_, vault) = case.vault.get_or_init(|| opened(&case.notes));
    match ask(vault, request).unwrap() {
        ApiAnswer::Base(result) | ApiAnswer::BaseBlock(result) => result,
        other => panic!("{other:?}"),
    }
}

fn base_lines(base: &BaseResult) -> String {
    if let Some(broken) = &base.broken {
        return format!("broken at {}:{}: {}\n", broken.line, broken.column, broken.message);
    }
    let mut all = String::new();
    let titles: Vec<&str> = base.columns.iter().map(|column| column.title.as_str()).collect();
    writeln!(all, "{}", titles.join(" | ")).unwrap();
    for group in &base.groups {
        if let Some(by) = &base.grouped_by {
            writeln!(all, "{by}: {}", shown_or_nothing(&group.value)).unwrap();
        }
        for row in &group.rows {
            let cells: Vec<String> = row.cells.iter().map(Cell::text).collect();
            writeln!(all, "- {}", cells.join(" | ").trim_end()).unwrap();
        }
    }
    if !base.summaries.is_empty() {
        let cells: Vec<String> = base.summaries.iter().map(Cell::text).collect();
        writeln!(all, "= {}", cells.join(" | ").trim_end()).unwrap();
    }
    for problem in &base.problems {
        writeln!(all, "! {}:{} {}", problem.line, problem.column, problem.message).unwrap();
    }
    all
}

fn shown_or_nothing(cell: &Cell) -> String {
    let text = cell.text();
    if text.is_empty() { "nothing".to_owned() } else { text }
}

/// Evaluates each line's expression, up to its ` → `, for the case's first note.
fn values(case: &Case, lines: &str) -> String {
    let expression = |line: &str| line.rsplit_once(" → ").map_or(line, |(left, _)| left).to_owned();
    let expressions: Vec<String> = lines.lines().map(expression).collect();
    let named = expressions.iter().enumerate().map(|(at, text)| (format!("f{at}"), json!(text)));
    let formulas: serde_json::Map<String, serde_json::Value> = named.collect();
    let order: Vec<String> = (0..expressions.len()).map(|at| format!("formula.f{at}")).collect();
    let path = &case.notes[0].path;
    // JSON is YAML.
    let text = json!({
        "filters": format!("file.path == {}", json!(path)),
        "formulas": formulas,
        "views": [{"type": "table", "order": order}],
    });
    let request = Request::BaseBlock {
        note: path.clone(),
        text: text.to_string(),
        view: None,
        sort: None,
        offset: None,
    };
    let result = base_answer(case, request);
    let cells = result.groups.first().map(|group| group.rows[0].cells.clone()).unwrap_or_default();
    let line = |(text, cell): (&String, &Cell)| format!("{text} → {}\n", shown_or_nothing(cell));
    expressions.iter().zip(&cells).map(line).collect()
}

fn named_line(row: &serde_json::Value) -> String {
    format!("{}: {:?} names {}\n", row["line"], word(&row["text"]), word(&row["destination"]))
}

fn explain(query: &str) -> String {
    match parse_query(query) {
        Ok(read) => search::explain(&read) + "\n",
        Err(problem) => format!("problem: {}\n", problem.describe(query)),
    }
}

/// The clusters of the case's notes: each with its name, what is inside it, and its notes by path.
/// The picture of the graph: its nodes by kind, with their group, then its edges. The argument is
/// what differs from the usual filter, as JSON.
fn graph(case: &Case, changes: &str) -> String {
    let forces = json!({"centre": 0.5, "repel": 10.0, "link": 1.0, "distance": 250.0});
    let mut filter = json!({"search": "", "tags": false, "attachments": false,
        "existing_only": false, "orphans": true, "groups": [], "forces": forces, "local": null});
    if !changes.is_empty() {
        let changes: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(changes).unwrap();
        for (key, value) in changes {
            filter[key] = value;
        }
    }
    let (_, vault) = case.vault.get_or_init(|| opened(&case.notes));
    let filter = serde_json::from_value(filter).unwrap();
    let drawn = match ask(vault, Request::GraphPicture { filter }) {
        Ok(ApiAnswer::GraphPicture(drawn)) => drawn,
        Ok(_) => unreachable!("another answer"),
        Err(error) => return format!("error: {error}\n"),
    };
    let picture = drawn.picture;
    let nodes = picture.nodes.iter().enumerate().map(|(at, node)| {
        let kind = format!("{:?}", node.kind).to_lowercase();
        let group = node.group.map(|group| format!(" group {group}")).unwrap_or_default();
        let centre = if picture.centre == Some(at as u32) { " centre" } else { "" };
        format!("{kind} {} links {}{group}{centre}", node.id, node.links)
    });
    let name = |node: &u32| picture.nodes[*node as usize].id.as_str();
    let edges = picture.edges.iter().map(|(from, to, count)| {
        let count = if *count == 1 { String::new() } else { format!(" ×{count}") };
        format!("{} → {}{count}", name(from), name(to))
    });
    let shown = lines(nodes.chain(edges).chain(picture.problems.iter().cloned()));
    if shown.is_empty() { "nothing\n".to_owned() } else { shown }
}

fn clusters(case: &Case) -> String {
    lines(found_clusters(case).iter().map(|cluster| {
        let mut notes: Vec<&str> = cluster.members.iter().map(|m| m.path.as_str()).collect();
        notes.sort_unstable();
        let thesis = cluster.thesis.as_ref().map(|path| format!(" (thesis {path})"));
        let offer = if cluster.promotable { " worth a thesis" } else { "" };
        let thesis = thesis.unwrap_or_default();
        format!("{}{thesis}{offer}: {}", cluster.name, notes.join(", "))
    }))
}

/// Why a note stands in its cluster, and its weakest tie.
fn reasons(case: &Case, note: &str) -> String {
    let clusters = found_clusters(case);
    let members = clusters.iter().flat_map(|cluster| &cluster.members);
    let Some(member) = members.into_iter().find(|member| member.path.as_str() == note) else {
        return "in no cluster\n".to_owned();
    };
    let weakest = member.weakest.as_ref().unwrap();
    let weakest = format!("weakest: {} ({})", weakest.path, weakest.reasons.join("; "));
    lines(member.reasons.iter().cloned().chain([weakest]))
}

fn found_clusters(case: &Case) -> Vec<ClusterView> {
    let (_, vault) = case.vault.get_or_init(|| opened(&case.notes));
    vault.wait_for_clusters().unwrap();
    match ask(vault, Request::Clusters { signals: None }).unwrap() {
        ApiAnswer::Clusters(clusters) => clusters,
        other => panic!("{other:?}"),
    }
}

/// The passages of the case's first note that tie it to what the argument names: `thesis NOTE`,
/// `cluster` for its own, nothing for all.
fn highlights(case: &Case, argument: &str) -> String {
    let (_, vault) = case.vault.get_or_init(|| opened(&case.notes));
    let first = &case.notes[0];
    let own = found_clusters(case)
        .into_iter()
        .find(|cluster| cluster.members.iter().any(|member| member.path.as_str() == first.path));
    let thesis = argument.strip_prefix("thesis ").map(str::to_owned);
    let cluster = (argument == "cluster").then(|| own.unwrap().id);
    let request = Request::Highlights { note: first.path.clone(), thesis, cluster };
    let ApiAnswer::Highlights(found) = ask(vault, request).unwrap() else { return String::new() };
    let units: Vec<u16> = first.text.encode_utf16().collect();
    lines(found.iter().map(|highlight| {
        let text = &units[highlight.from as usize..highlight.to as usize];
        format!("{:?} {}", String::from_utf16(text).unwrap(), highlight.why)
    }))
}

/// Writes notes into a folder and opens it as a vault.
fn opened(notes: &[Note]) -> (TempDir, Vault) {
    let folder = tempfile::tempdir().unwrap();
    for note in notes {
        let at = folder.path().join("vault").join(&note.path);
        std::fs::create_dir_all(at.parent().unwrap()).unwrap();
        std::fs::write(at, &note.text).unwrap();
    }
    let options = Options {
        folder: folder.path().join("vault"),
        cache: folder.path().join("cache"),
        data: folder.path().join("data"),
        clock: Clock::new(|| 1_800_000_000_000),
        watch: false,
        holder: "spec".into(),
        share: false,
    };
    let vault = Vault::open(options).unwrap();
    vault.wait_for(Phase::Ready).unwrap();
    (folder, vault)
}

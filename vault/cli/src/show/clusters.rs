//! Clusters as lines for a person.

use std::io;

use vault::query::clusters::ClusterView;

use crate::output::Lines;

/// Writes a cluster in a few lines.
pub(crate) fn cluster(out: &mut Lines<'_>, cluster: &ClusterView) -> io::Result<()> {
    let pinned = if cluster.pinned { " (pinned)" } else { "" };
    let notes = cluster.members.len();
    out.line(&format!(
        "{}  {}{pinned} — {notes} notes, {} roots",
        cluster.id, cluster.name, cluster.roots
    ))?;
    if let Some((from, to)) = &cluster.span {
        out.line(&format!("  from {from} to {to}"))?;
    }
    if let Some(thesis) = &cluster.thesis {
        out.line(&format!("  thesis: {thesis}"))?;
    }
    let first = |list: &[String]| list.iter().take(8).cloned().collect::<Vec<_>>().join(", ");
    for (what, list) in
        [("terms", &cluster.terms), ("entities", &cluster.entities), ("sources", &cluster.sources)]
    {
        if !list.is_empty() {
            out.line(&format!("  {what}: {}", first(list)))?;
        }
    }
    let mut shares: Vec<(&String, &f64)> = cluster.signals.iter().collect();
    shares.sort_by(|a, b| b.1.total_cmp(a.1));
    let shares: Vec<String> =
        shares.iter().map(|(signal, share)| format!("{signal} {:.0}%", *share * 100.0)).collect();
    out.line(&format!("  held together by {}", shares.join(", ")))?;
    if cluster.promotable {
        out.line(&format!("  worth a thesis: tl promote {}", cluster.id))?;
    }
    Ok(())
}

/// Writes a cluster with each of its notes and why it is there.
pub(crate) fn explained(out: &mut Lines<'_>, row: &ClusterView) -> io::Result<()> {
    cluster(out, row)?;
    for member in &row.members {
        out.line(&format!("  {:.2}  {}", member.weight, member.path))?;
        out.line(&format!("        {}", member.reasons.join("; ")))?;
        if let Some(weakest) = &member.weakest {
            let why = weakest.reasons.join("; ");
            out.line(&format!("        weakest tie: {} ({why})", weakest.path))?;
        }
    }
    Ok(())
}

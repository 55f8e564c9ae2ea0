//! Which files a filter lets through, and the filter in words.

use super::evaluate::{Evaluator, Failure, Scope};
use super::model::Filter;

/// Returns true where a file meets the filter.
pub(super) fn holds(
    filter: &Filter,
    evaluator: &Evaluator<'_>,
    scope: &Scope<'_>,
) -> Result<bool, Failure> {
    match filter {
        Filter::All(filters) => {
            for filter in filters {
                if !holds(filter, evaluator, scope)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Filter::Any(filters) => {
            for filter in filters {
                if holds(filter, evaluator, scope)? {
                    return Ok(true);
                }
            }
            // No condition at all leaves nothing out.
            Ok(filters.is_empty())
        }
        Filter::None(filters) => {
            for filter in filters {
                if holds(filter, evaluator, scope)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Filter::Holds(_, expression) => Ok(evaluator.cell(expression, scope)?.is_truthy()),
    }
}

/// Returns filters that must all be met in words; empty where there is none.
pub(super) fn words_of_all(filters: &[&Filter]) -> String {
    let words: Vec<String> =
        filters.iter().map(|filter| words(filter, filters.len() > 1)).collect();
    words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" and ")
}

fn words(filter: &Filter, inside: bool) -> String {
    let joined = |filters: &[Filter], word: &str| {
        let parts: Vec<String> = filters.iter().map(|filter| words(filter, true)).collect();
        parts.join(word)
    };
    match filter {
        Filter::Holds(text, _) => text.clone(),
        Filter::All(filters) => joined(filters, " and "),
        Filter::Any(filters) if inside && filters.len() > 1 => {
            format!("({})", joined(filters, " or "))
        }
        Filter::Any(filters) => joined(filters, " or "),
        Filter::None(filters) => format!("none of ({})", joined(filters, ", ")),
    }
}

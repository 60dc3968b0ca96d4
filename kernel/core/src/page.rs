//! Lists: `{"items": [...], "next": cursor-or-null}`, never an offset.

use serde::{Deserialize, Serialize};

/// One page of a list and the cursor of the page after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The items of this page, in the list's order.
    pub items: Vec<T>,
    /// Pass as `cursor` to read on; null on the last page.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A page from `limit + 1` fetched rows: the extra row only proves that there is more.
    pub fn of(mut rows: Vec<T>, limit: usize, cursor: impl Fn(&T) -> String) -> Self {
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(cursor) } else { None };
        Self { items: rows, next }
    }

    /// The same page with every item turned into another shape.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(turn).collect(), next: self.next }
    }
}

/// What a client asks of a list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageRequest {
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many items, 1 to 200; 50 unless told.
    pub limit: Option<u32>,
}

impl PageRequest {
    /// The number of items to return, within bounds.
    pub fn limit(&self) -> usize {
        page_limit(self.limit)
    }
}

/// The number of items to return for a `limit` parameter: 50 unless told, 1 to 200.
pub fn page_limit(asked: Option<u32>) -> usize {
    asked.unwrap_or(50).clamp(1, 200) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extra_row_makes_a_cursor() {
        let page = Page::of(vec![1, 2, 3], 2, |n| n.to_string());
        assert_eq!(page, Page { items: vec![1, 2], next: Some("2".into()) });
        let last = Page::of(vec![1, 2], 2, |n| n.to_string());
        assert_eq!(last.next, None);
    }

    #[test]
    fn limits_stay_in_bounds() {
        assert_eq!(page_limit(None), 50);
        assert_eq!(page_limit(Some(0)), 1);
        assert_eq!(page_limit(Some(9_999)), 200);
    }
}

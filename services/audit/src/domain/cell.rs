//! Cells of a table for spreadsheets (RFC 4180), which must not run what they hold.

/// One line of cells.
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut line = cells.into_iter().map(cell).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// A cell: quoted where it needs to be, and with an apostrophe before what a spreadsheet would take for a formula (OWASP, CSV injection).
fn cell(text: &str) -> String {
    let formula =
        text.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r', ';']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn signs_of_the_format_are_quoted() {
        assert_eq!(line(["a", "b,c", "d\"e", "f\ng"]), "a,\"b,c\",\"d\"\"e\",\"f\ng\"\r\n");
    }

    #[test]
    fn formulas_are_disarmed() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "  =1", "＝1"] {
            assert!(line([text]).starts_with('\''), "{text}");
        }
        assert_eq!(line(["=A,1"]), "\"'=A,1\"\r\n");
    }
}

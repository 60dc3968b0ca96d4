//! Cells of the globe, so that a search around a point looks at what is about there.

use std::ops::Range;

use crate::domain::geo::{Point, RADIUS_KM};

/// Side of a cell, degrees.
const CELL: f64 = 0.5;
const ROWS: usize = 360;
const COLUMNS: usize = 720;
/// More than rounding can be off, degrees.
const MARGIN: f64 = 1e-6;

/// Where the rows of each cell begin, for rows that are sorted by their cell.
#[derive(Debug)]
pub struct Grid {
    starts: Vec<u32>,
}

/// The number of a point's cell: west to east within south to north.
pub fn cell(point: Point) -> usize {
    row(point.latitude) * COLUMNS + column(point.longitude)
}

impl Grid {
    /// A grid over rows sorted by cell.
    pub fn new(cells: &[usize]) -> Self {
        let mut starts = vec![0_u32; ROWS * COLUMNS + 1];
        for cell in cells {
            starts[cell + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self { starts }
    }

    /// Ranges of rows that hold every row within a distance of a point, and some more.
    pub fn around(&self, centre: Point, km: f64) -> Vec<Range<usize>> {
        let angle = (km / RADIUS_KM).min(std::f64::consts::PI);
        let (south, north) =
            (centre.latitude - angle.to_degrees() - MARGIN, centre.latitude + angle.to_degrees() + MARGIN);
        let rows = row(south)..=row(north);
        let columns = if south <= -90.0 || north >= 90.0 { None } else { columns(centre, angle) };
        let mut found = Vec::new();
        for row in rows {
            match columns {
                // A pole is near: all meridians meet there.
                None => self.push(&mut found, row, 0..COLUMNS),
                Some((first, count)) => {
                    self.push(&mut found, row, first..(first + count).min(COLUMNS));
                    // Across the antimeridian it goes on at the other end of the row.
                    self.push(&mut found, row, 0..(first + count).saturating_sub(COLUMNS));
                }
            }
        }
        found
    }

    fn push(&self, found: &mut Vec<Range<usize>>, row: usize, columns: Range<usize>) {
        let at = |column: usize| self.starts[row * COLUMNS + column] as usize;
        let rows = at(columns.start)..at(columns.end);
        if !rows.is_empty() {
            found.push(rows);
        }
    }
}

/// The first column and how many a circle touches, unless it touches all. Its easternmost point is not at the
/// centre's latitude: the angle between the meridians that touch the circle is asin(sin r / cos latitude).
fn columns(centre: Point, angle: f64) -> Option<(usize, usize)> {
    let reach = (angle.sin() / centre.latitude.to_radians().cos()).min(1.0).asin().to_degrees() + MARGIN;
    let number = |longitude: f64| ((longitude + 180.0) / CELL).floor();
    let (west, east) = (number(centre.longitude - reach), number(centre.longitude + reach));
    // One more, for 180 degrees east is kept in the last column and is also 180 degrees west, in the first.
    let count = east - west + 2.0;
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within 0..1440
    (count < COLUMNS as f64).then(|| ((west - 1.0).rem_euclid(COLUMNS as f64) as usize, count as usize + 1))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
fn row(latitude: f64) -> usize {
    (((latitude + 90.0) / CELL).floor().max(0.0) as usize).min(ROWS - 1)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
fn column(longitude: f64) -> usize {
    (((longitude + 180.0) / CELL).floor().max(0.0) as usize).min(COLUMNS - 1)
}

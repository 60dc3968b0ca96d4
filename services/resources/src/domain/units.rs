//! The names of a resource's units.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::check;
use crate::error::{Error, Result};

/// The most units a resource may have.
pub const MOST: usize = 500;

/// A resource's interchangeable pieces: how many, or their names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
#[schema(as = ResourceUnits)]
pub enum Units {
    /// So many; those that are new are numbered.
    Count(u32),
    /// By name, in the order they are filled.
    Names(Vec<String>),
}

/// The names the units get: what is there stays where a count asks for no less.
pub fn names(asked: Option<&Units>, existing: &[String]) -> Result<Vec<String>> {
    let names = match asked {
        None if existing.is_empty() => numbered(1, &[]),
        None => existing.to_vec(),
        Some(Units::Count(count)) => numbered(*count as usize, existing),
        Some(Units::Names(names)) => names.iter().map(|name| name.trim().to_owned()).collect(),
    };
    if names.is_empty() || names.len() > MOST {
        return Err(Error::invalid("units", format!("a resource has 1 to {MOST} units")));
    }
    for (at, name) in names.iter().enumerate() {
        check::shown(&format!("units[{at}]"), name)?;
        if name.is_empty() || name.chars().count() > 80 {
            return Err(Error::invalid(format!("units[{at}]"), "a unit's name has 1 to 80 characters"));
        }
        if names.iter().take(at).any(|earlier| earlier == name) {
            return Err(Error::invalid(
                format!("units[{at}]"),
                format!("'{name}' is there twice; give each unit its own name"),
            ));
        }
    }
    Ok(names)
}

fn numbered(count: usize, existing: &[String]) -> Vec<String> {
    let mut names: Vec<String> = existing.iter().take(count).cloned().collect();
    let mut number = 0;
    while names.len() < count.min(MOST + 1) {
        number += 1;
        let name = number.to_string();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_number_what_is_new() {
        let had = ["North".to_owned(), "2".to_owned()];
        assert_eq!(names(None, &[]).unwrap(), ["1"]);
        assert_eq!(names(None, &had).unwrap(), had);
        assert_eq!(names(Some(&Units::Count(4)), &had).unwrap(), ["North", "2", "1", "3"]);
        assert_eq!(names(Some(&Units::Count(1)), &had).unwrap(), ["North"]);
    }

    #[test]
    fn names_are_one_each() {
        assert!(names(Some(&Units::Count(0)), &[]).is_err());
        assert!(names(Some(&Units::Count(u32::MAX)), &[]).is_err());
        assert!(names(Some(&Units::Names(vec!["A".into(), " A ".into()])), &[]).is_err());
        assert!(names(Some(&Units::Names(vec![" ".into()])), &[]).is_err());
    }
}

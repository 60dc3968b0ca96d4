//! Events of these tests.

use plaza_core::Event;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A door was opened.
#[derive(Debug, Serialize, Deserialize)]
pub struct Opened {
    pub door: Uuid,
    pub version: i32,
}

impl Opened {
    pub fn of(version: i32) -> Self {
        Self { door: Uuid::now_v7(), version }
    }
}

impl Event for Opened {
    const TYPE: &'static str = "doors.door.opened.v1";

    fn aggregate_id(&self) -> Uuid {
        self.door
    }

    fn aggregate_version(&self) -> i32 {
        self.version
    }
}

/// Something that JSON has no words for.
#[derive(Debug, Deserialize)]
pub struct Unspeakable;

impl Serialize for Unspeakable {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("no words"))
    }
}

impl Event for Unspeakable {
    const TYPE: &'static str = "doors.door.howled.v1";

    fn aggregate_id(&self) -> Uuid {
        Uuid::nil()
    }
}

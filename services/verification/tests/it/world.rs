//! An organisation, somebody who proves who they are, and two reviewers.

use std::path::Path;

use axum::http::Method;
use plaza_core::{Cx, OrgId};
use plaza_testkit::people::{admin, manager, member};
use plaza_testkit::stage::{Answer, Stage};
use plaza_verification::audit;
use serde_json::{Value, json};
use tempfile::TempDir;

/// What no table, file, event or log may hold.
pub const MARKER: &str = "documento-de-Zoraida-7f3a";
pub const NAME: &str = "Zoraida Quintanar";
pub const NUMBER: &str = "X9988776Z";
pub const KEY: &str = "1111111111111111111111111111111111111111111111111111111111111111";

pub struct World {
    pub stage: Stage,
    pub folder: TempDir,
    pub org: OrgId,
    pub ana: Cx,
    pub boss: Cx,
    pub other_boss: Cx,
    pub admin: Cx,
}

impl World {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let stage = Stage::of(plaza_verification::service())
            .config("PLAZA_VERIFICATION_FOLDER", folder.path().to_str().unwrap())
            .config("PLAZA_VERIFICATION_SEALING_KEY", KEY)
            .start()
            .await;
        let org = OrgId::new();
        let (ana, boss, other_boss) = (member(org), manager(org), manager(org));
        Self { stage, folder, org, ana, boss, other_boss, admin: admin(org) }
    }

    pub async fn upload(&self, who: &Cx, kind: &str, file: Vec<u8>) -> Answer {
        let path = format!("/verification/documents?kind={kind}");
        self.stage.send_bytes(who, Method::POST, &path, "application/octet-stream", file).await
    }

    /// Details and every document; answers the front's id.
    pub async fn gather(&self, who: &Cx) -> String {
        self.stage.put(who, "/verification", details()).await.expect(200);
        let front = self.upload(who, "identity_front", jpeg(MARKER)).await.expect(201);
        self.upload(who, "identity_back", jpeg("back")).await.expect(201);
        self.upload(who, "selfie", jpeg("selfie")).await.expect(201);
        front["id"].as_str().unwrap().to_owned()
    }

    /// A submitted case: its id and the front's.
    pub async fn submitted(&self, who: &Cx) -> (String, String) {
        let front = self.gather(who).await;
        let case = self.stage.post(who, "/verification/submit", json!({})).await.expect(200);
        (case["id"].as_str().unwrap().to_owned(), front)
    }

    /// A case that was submitted and approved for so many months.
    pub async fn approved(&self, who: &Cx, months: u32) -> String {
        let (case, _) = self.submitted(who).await;
        self.review(&self.boss, &case, "take", json!({})).await.expect(200);
        self.review(&self.boss, &case, "approve", json!({"validMonths": months})).await.expect(200);
        case
    }

    pub async fn review(&self, who: &Cx, case: &str, verb: &str, body: Value) -> Answer {
        self.stage.post(who, &format!("/operations/verification/{case}/{verb}"), body).await
    }

    pub async fn mine(&self, who: &Cx) -> Value {
        self.stage.get(who, "/verification").await.expect(200)
    }

    pub async fn open(&self, who: &Cx, document: &str) -> Answer {
        self.stage.get(who, &format!("/verification/documents/{document}")).await
    }

    /// Events of a name, with their data.
    pub async fn events(&self, kind: &str) -> Vec<Value> {
        sqlx::query_scalar("SELECT event_data FROM kernel.domain_events WHERE event_type = $1 ORDER BY seq")
            .bind(kind)
            .fetch_all(self.stage.pool())
            .await
            .unwrap()
    }

    pub async fn sound(&self) {
        let found = audit::check(self.stage.pool().clone()).await.unwrap();
        assert!(found.is_empty(), "{found:#?}");
    }

    /// Every file of the store.
    pub fn files(&self) -> Vec<std::path::PathBuf> {
        let mut found = Vec::new();
        gather(self.folder.path(), &mut found);
        found
    }
}

fn gather(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() { gather(&entry.path(), found) } else { found.push(entry.path()) }
    }
}

pub fn details() -> Value {
    json!({"legalName": NAME, "birthDate": "1988-07-14", "country": "ES", "documentKind": "identity_card", "documentNumber": NUMBER})
}

/// A JPEG by its first bytes, with a text in it.
pub fn jpeg(text: &str) -> Vec<u8> {
    [b"\xFF\xD8\xFF\xE0".as_slice(), text.as_bytes(), &[7; 200]].concat()
}

pub fn user(cx: &Cx) -> String {
    cx.user().unwrap().to_string()
}

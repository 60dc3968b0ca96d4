use std::sync::Arc;

use axum::Router;
use plaza_db::Db;
use plaza_events::{Inbox, feed};
use plaza_jobs::{Queue, Scheduler};
use plaza_rpc::server;
use plaza_saga::Runner;
use plaza_tasks::Tasks;

use crate::housekeeping::Housekeeping;
use crate::{Parts, Service, desk};

/// A built service: its guarded router, and its workers not started yet.
pub struct Assembly {
    /// Public routes, rpc, events, feed and desk, behind the identity check.
    pub router: Router,
    /// Handles events.
    pub inbox: Inbox,
    /// Runs sagas.
    pub runner: Runner,
    /// Runs jobs.
    pub queue: Queue,
    /// Runs reconcilers.
    pub scheduler: Scheduler,
    /// Its database.
    pub db: Db,
}

impl Assembly {
    /// Builds a service from its parts.
    ///
    /// # Errors
    /// When its configuration does not read.
    pub async fn of(service: &Service, parts: Parts) -> anyhow::Result<Self> {
        let (db, key, tasks) = (parts.db.clone(), parts.board().key().clone(), parts.tasks.clone());
        let built = service.build(parts).await?;
        let inbox = Inbox::new(db.clone(), built.handlers);
        let runner = built.runner.unwrap_or_else(|| Runner::new(db.clone(), built.sagas));
        let queue = Queue::new(db.clone(), built.jobs);
        let mut reconcilers = built.reconcilers;
        reconcilers.push(Arc::new(Housekeeping::new(db.clone())));
        let scheduler = Scheduler::new(db.clone(), reconcilers);
        let public = plaza_web::idempotency::layer(built.http, db.clone());
        let router = public
            .merge(built.rpc)
            .merge(inbox.router())
            .merge(feed::router(db.clone(), tasks.shutdown()))
            .merge(desk::router(db.clone()));
        let router = server::guard(service.name, key, &tasks, router);
        Ok(Self { router, inbox, runner, queue, scheduler, db })
    }

    /// Starts the workers.
    pub fn start(&self, tasks: &Tasks) {
        self.inbox.start(tasks);
        self.runner.start(tasks);
        self.queue.start(tasks);
        self.scheduler.start(tasks);
    }
}

//! Supervised tasks: every loop of the platform has a name, is restarted with
//! back-off when it fails or panics, and ends when shutdown is asked for.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::FutureExt;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinSet;

/// Tells every task that it is time to end.
#[derive(Clone, Debug)]
pub struct Shutdown(watch::Receiver<bool>);

impl Shutdown {
    /// Whether shutdown was asked for, or its owner is gone.
    pub fn is_asked(&self) -> bool {
        *self.0.borrow() || self.0.has_changed().is_err()
    }

    /// Returns when shutdown is asked for, or when its owner is gone.
    pub async fn asked(&mut self) {
        // An error means that the owner is gone, which is a shutdown too.
        let _ = self.0.wait_for(|asked| *asked).await;
    }

    /// Waits for `wake` or `at_most`, whichever is first; false when shutdown was asked for.
    pub async fn pause(&mut self, wake: impl Future<Output = ()>, at_most: Duration) -> bool {
        tokio::select! {
            () = wake => {}
            () = tokio::time::sleep(at_most) => {}
            () = self.asked() => {}
        }
        !self.is_asked()
    }
}

/// The tasks of one process. Clones share them; with the last one the loops end.
#[derive(Clone, Default)]
pub struct Tasks {
    set: Arc<Mutex<JoinSet<()>>>,
    work: Work,
}

/// Pieces of work that a process waits for when it stops. Clones share them. Apart from the loops, so that who
/// begins work, as a service's door does, keeps no loop alive.
#[derive(Clone)]
pub struct Work {
    set: Arc<Mutex<JoinSet<()>>>,
    stop: Arc<watch::Sender<bool>>,
}

impl Default for Work {
    fn default() -> Self {
        let (stop, _) = watch::channel(false);
        Self { set: Arc::default(), stop: Arc::new(stop) }
    }
}

impl Tasks {
    /// Runs a loop until shutdown. When it panics or returns early it is
    /// started again, after 100 ms at first and 10 s at most.
    pub fn spawn<F, Fut>(&self, name: impl Into<String>, mut run: F)
    where
        F: FnMut(Shutdown) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let (name, mut shutdown) = (name.into(), self.shutdown());
        adopt(&self.set, async move {
            let mut rest = Duration::from_millis(100);
            while !shutdown.is_asked() {
                let ended = AssertUnwindSafe(run(shutdown.clone())).catch_unwind().await;
                if shutdown.is_asked() {
                    break;
                }
                match ended {
                    Ok(()) => tracing::warn!(task = %name, "task ended early and is started again"),
                    Err(_) => tracing::error!(task = %name, "task panicked and is started again"),
                }
                if !shutdown.pause(std::future::pending(), rest).await {
                    break;
                }
                rest = (rest * 2).min(Duration::from_secs(10));
            }
        });
    }

    /// Runs something once, such as one connection or one mutation that must
    /// end even if its caller hangs up. A panic is logged with the name.
    pub fn spawn_once(&self, name: &'static str, work: impl Future<Output = ()> + Send + 'static) {
        adopt(&self.set, caught(name, work));
    }

    /// A handle that tells when to end.
    pub fn shutdown(&self) -> Shutdown {
        Shutdown(self.work.stop.subscribe())
    }

    /// Where pieces of work are begun that the process waits for.
    pub fn work(&self) -> &Work {
        &self.work
    }

    /// Asks every task to end, and waits for none.
    pub fn ask_to_end(&self) {
        self.work.stop.send_replace(true);
    }

    /// Asks every task to end and waits for them, and for what they begin on their way, `at_most` so long;
    /// the rest is aborted.
    pub async fn stop(&self, at_most: Duration) {
        self.ask_to_end();
        // A set that is dropped aborts what still runs in it.
        let all = async {
            while let Some(mut set) = self.take() {
                while set.join_next().await.is_some() {}
            }
        };
        if tokio::time::timeout(at_most, all).await.is_err() {
            tracing::warn!("some tasks did not end in time and are aborted");
            while self.take().is_some() {}
        }
    }

    /// What runs now, if anything does.
    fn take(&self) -> Option<JoinSet<()>> {
        let of = |set: &Arc<Mutex<JoinSet<()>>>| std::mem::take(&mut *lock(set));
        [&self.set, &self.work.set].into_iter().map(of).find(|set| !set.is_empty())
    }
}

impl Work {
    /// Does a piece of work to its end, even if who waits for its outcome goes away before.
    /// None when it panicked, which is logged with the name, or was cut off.
    pub async fn to_its_end<T: Send + 'static>(
        &self,
        name: &'static str,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Option<T> {
        let (tell, told) = oneshot::channel();
        let work = async move {
            // Nobody waiting any more is no fault.
            let _ = tell.send(work.await);
        };
        adopt(&self.set, caught(name, work));
        told.await.ok()
    }
}

/// A panic is logged with the name.
async fn caught(name: &'static str, work: impl Future<Output = ()>) {
    if AssertUnwindSafe(work).catch_unwind().await.is_err() {
        tracing::error!(task = name, "task panicked");
    }
}

fn adopt(set: &Mutex<JoinSet<()>>, task: impl Future<Output = ()> + Send + 'static) {
    let mut set = lock(set);
    while set.try_join_next().is_some() {} // forget the ended ones
    set.spawn(task);
}

fn lock(set: &Mutex<JoinSet<()>>) -> std::sync::MutexGuard<'_, JoinSet<()>> {
    set.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Does pieces of work side by side, at most so many at once, each in a task of its own, and answers
/// how they ended, in no order. Those still running end with the caller. A panic is passed on.
///
/// A task each, because what guards a task, as the open transaction does, must not take two pieces for one.
pub async fn side_by_side<T: Send + 'static>(
    at_once: usize,
    work: impl IntoIterator<Item = impl Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    let (mut running, mut ends) = (JoinSet::new(), Vec::new());
    for piece in work {
        if running.len() >= at_once.max(1) {
            ends.extend(next_end(&mut running).await);
        }
        running.spawn(piece);
    }
    while !running.is_empty() {
        ends.extend(next_end(&mut running).await);
    }
    ends
}

async fn next_end<T: 'static>(running: &mut JoinSet<T>) -> Option<T> {
    match running.join_next().await? {
        Ok(end) => Some(end),
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        // Nobody aborts a piece but the set itself when it is dropped.
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn a_task_that_panics_is_started_again() {
        let (tasks, runs) = (Tasks::default(), Arc::new(AtomicU32::new(0)));
        let (done, seen) = (Arc::new(tokio::sync::Notify::new()), runs.clone());
        let told = done.clone();
        tasks.spawn("flaky", move |mut shutdown| {
            let (runs, told) = (seen.clone(), told.clone());
            async move {
                assert!(runs.fetch_add(1, Ordering::SeqCst) > 0, "the first run fails");
                told.notify_one();
                shutdown.asked().await;
            }
        });
        done.notified().await;
        assert_eq!(runs.load(Ordering::SeqCst), 2);
        tasks.stop(Duration::from_secs(1)).await;
    }

    #[tokio::test]
    async fn stop_waits_for_what_runs() {
        let (tasks, ended) = (Tasks::default(), Arc::new(AtomicU32::new(0)));
        let (mut shutdown, flag) = (tasks.shutdown(), ended.clone());
        tasks.spawn_once("last words", async move {
            shutdown.asked().await;
            flag.store(1, Ordering::SeqCst);
        });
        tasks.stop(Duration::from_secs(5)).await;
        assert_eq!(ended.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn stop_waits_for_what_is_begun_while_it_waits() {
        let (tasks, ended) = (Tasks::default(), Arc::new(AtomicU32::new(0)));
        let (mut shutdown, flag, inner) = (tasks.shutdown(), ended.clone(), tasks.clone());
        tasks.spawn_once("last words", async move {
            shutdown.asked().await;
            inner.spawn_once("an echo", async move {
                tokio::task::yield_now().await;
                flag.store(1, Ordering::SeqCst);
            });
        });
        tasks.stop(Duration::from_secs(5)).await;
        assert_eq!(ended.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn work_goes_to_its_end_when_who_waited_is_gone() {
        let (tasks, ended, go) = (Tasks::default(), Arc::new(AtomicU32::new(0)), Arc::new(tokio::sync::Notify::new()));
        let (flag, gate) = (ended.clone(), go.clone());
        let work = async move {
            gate.notified().await;
            flag.store(1, Ordering::SeqCst);
        };
        let waiting = tasks.work().to_its_end("work", work);
        assert!(waiting.now_or_never().is_none(), "it waits, and then is dropped");
        go.notify_one();
        tasks.stop(Duration::from_secs(5)).await;
        assert_eq!(ended.load(Ordering::SeqCst), 1);
        assert_eq!(tasks.work().to_its_end("sum", async { 1 + 1 }).await, Some(2));
        assert_eq!(tasks.work().to_its_end("slip", async { assert!(flag_is_down()) }).await, None);
    }

    fn flag_is_down() -> bool {
        false
    }
}

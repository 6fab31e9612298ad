//! Many files at once, answers in order.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Results that may wait for an earlier one, for each thread: one slow file among quick ones should not stop the rest,
/// and a million quick ones must not pile up behind it.
const WAITING: usize = 4;

/// Works on many jobs with a fixed number of threads and hands the results back in the order of the jobs.
///
/// With [`crate::Sandbox`], a job is a file: its closure opens the file, makes the consumer of its frames, calls
/// [`crate::Sandbox::inspect`] and turns the consumer into a result, all on one thread, so that consumers need to be
/// neither sent nor shared.
///
/// ```no_run
/// # use std::{fs::File, num::NonZeroUsize, ops::ControlFlow, path::PathBuf};
/// # use inspect::{Collector, Options};
/// # use sandbox::{Pool, Sandbox};
/// # fn main() -> std::io::Result<()> {
/// # let paths: Vec<PathBuf> = Vec::new();
/// let sandbox = Sandbox::new(["worker"])?;
/// let check = |path: PathBuf| {
///     let mut consumer = Collector::default();
///     let name = path.to_string_lossy();
///     let outcome = File::open(&path).map(|file| sandbox.inspect(file, &name, &Options::default(), &mut consumer));
///     (outcome, consumer.inspection)
/// };
/// Pool::new(NonZeroUsize::MIN).run(paths.into_iter(), check, |(outcome, inspection)| {
///     /* in the order of `paths` */
///     ControlFlow::Continue(())
/// });
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Pool {
    threads: NonZeroUsize,
}

/// Results from the earliest that was not handed over to the latest that was begun.
struct Window<R> {
    results: VecDeque<Option<R>>,
    /// Number of the first of them.
    first: u64,
    /// No job will be added.
    is_last: bool,
    /// Nobody takes results any more.
    is_stopped: bool,
}

/// The jobs that were not begun; held while one is taken, so that jobs are numbered in their order.
struct Shared<I, R> {
    jobs: Mutex<I>,
    window: Mutex<Window<R>>,
    changed: Condvar,
    most: usize,
}

impl Pool {
    /// A pool of so many threads, each with at most one worker.
    pub fn new(threads: NonZeroUsize) -> Self {
        Self { threads }
    }

    /// Runs `work` on every job and gives the results to `deliver`, in order, on the calling thread.
    ///
    /// When `deliver` breaks off, no further job is begun; those under way are finished and their results dropped. A
    /// panic in either closure ends the run and goes on to the caller.
    pub fn run<J, R: Send>(
        &self,
        jobs: impl Iterator<Item = J> + Send,
        work: impl Fn(J) -> R + Sync,
        mut deliver: impl FnMut(R) -> ControlFlow<()>,
    ) {
        let window = Window { results: VecDeque::new(), first: 0, is_last: false, is_stopped: false };
        let shared = Shared {
            jobs: Mutex::new(jobs),
            window: Mutex::new(window),
            changed: Condvar::new(),
            most: self.threads.get() * WAITING,
        };
        std::thread::scope(|scope| {
            for _ in 0..self.threads.get() {
                scope.spawn(|| {
                    let guard = StopOnPanic(&shared);
                    while let Some((number, job)) = shared.begin() {
                        let result = work(job);
                        shared.finish(number, result);
                    }
                    drop(guard);
                });
            }
            let guard = StopOnPanic(&shared);
            while let Some(result) = shared.next() {
                if deliver(result).is_break() {
                    shared.stop();
                }
            }
            drop(guard);
        });
    }
}

impl<I: Iterator, R> Shared<I, R> {
    /// The next job and its number, once there is room for its result.
    fn begin(&self) -> Option<(u64, I::Item)> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let mut window = self.window();
        while window.results.len() >= self.most && !window.is_stopped {
            window = self.wait(window);
        }
        if window.is_stopped || window.is_last {
            return None;
        }
        drop(window);
        // Finding the next job can take its time: a walk through folders. The others can deliver meanwhile.
        let job = jobs.next();
        let mut window = self.window();
        if job.is_none() {
            window.is_last = true;
            self.changed.notify_all();
        }
        let number = window.first + window.results.len() as u64;
        let job = job?;
        window.results.push_back(None);
        Some((number, job))
    }
}

impl<I, R> Shared<I, R> {
    fn finish(&self, number: u64, result: R) {
        let mut window = self.window();
        let at = number.checked_sub(window.first).and_then(|at| usize::try_from(at).ok());
        if let Some(place) = at.and_then(|at| window.results.get_mut(at)) {
            *place = Some(result);
        }
        self.changed.notify_all();
    }

    /// The next result in order; `None` when there will be none.
    fn next(&self) -> Option<R> {
        let mut window = self.window();
        loop {
            if window.is_stopped || window.is_last && window.results.is_empty() {
                return None;
            }
            if let Some(result) = window.results.front_mut().and_then(Option::take) {
                window.results.pop_front();
                window.first += 1;
                self.changed.notify_all();
                return Some(result);
            }
            window = self.wait(window);
        }
    }

    fn stop(&self) {
        self.window().is_stopped = true;
        self.changed.notify_all();
    }

    fn window(&self) -> MutexGuard<'_, Window<R>> {
        self.window.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'w>(&self, window: MutexGuard<'w, Window<R>>) -> MutexGuard<'w, Window<R>> {
        self.changed.wait(window).unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets nobody wait for the result of a thread that is gone.
struct StopOnPanic<'s, I, R>(&'s Shared<I, R>);

impl<I, R> Drop for StopOnPanic<'_, I, R> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    fn pool(threads: usize) -> Pool {
        Pool::new(NonZeroUsize::new(threads).unwrap())
    }

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        let mut seen = Vec::new();
        let work = |job: u64| {
            std::thread::sleep(Duration::from_micros((job * 7919) % 500));
            job * 2
        };
        pool(4).run(0..500, work, |result| {
            seen.push(result);
            ControlFlow::Continue(())
        });
        assert_eq!(seen, (0..500).map(|job| job * 2).collect::<Vec<_>>());
    }

    #[test]
    fn results_do_not_pile_up_behind_a_slow_job() {
        let begun = AtomicUsize::new(0);
        let threads = 3;
        let work = |job: usize| {
            begun.fetch_add(1, Ordering::SeqCst);
            if job == 0 {
                std::thread::sleep(Duration::from_millis(200));
                assert!(begun.load(Ordering::SeqCst) <= threads * WAITING);
            }
        };
        pool(threads).run(0..1000, work, |()| ControlFlow::Continue(()));
        assert_eq!(begun.into_inner(), 1000);
    }

    #[test]
    fn breaking_off_begins_no_further_job() {
        let begun = AtomicUsize::new(0);
        let work = |_: usize| begun.fetch_add(1, Ordering::SeqCst);
        pool(2).run(0.., work, |_| ControlFlow::Break(()));
        assert!(begun.into_inner() <= 2 * WAITING + 2);
    }

    #[test]
    fn no_jobs_are_no_results() {
        pool(2).run(std::iter::empty::<()>(), |()| (), |()| panic!("there was no job"));
    }

    #[test]
    fn a_panic_in_the_work_is_the_callers_and_keeps_nobody_waiting() {
        let run = || {
            pool(2).run(0..100, |job| assert!(job != 7, "as the test wants"), |()| ControlFlow::Continue(()));
        };
        assert!(std::panic::catch_unwind(run).is_err());
    }

    #[test]
    fn a_panic_in_the_delivery_is_the_callers() {
        let run = || pool(2).run(0.., |job: u64| job, |job| panic!("as the test wants: {job}"));
        assert!(std::panic::catch_unwind(run).is_err());
    }
}

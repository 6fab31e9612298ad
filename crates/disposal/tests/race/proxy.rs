//! A proxy before PostgreSQL's socket, which holds up what the client sends.

use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// The name of the server's socket in its folder.
const SOCKET: &str = ".s.PGSQL.5432";

#[derive(Default)]
struct Gate {
    /// Whether anything is counted.
    is_counting: bool,
    /// What the client has sent since then.
    sent: usize,
    /// Before which of them to hold up.
    stop: Option<usize>,
    is_held_up: bool,
}

/// The proxy.
pub struct Proxy {
    address: String,
    gate: Arc<(Mutex<Gate>, Condvar)>,
}

impl Proxy {
    /// A proxy in a folder, before the server of this address.
    pub fn before(server: &str, folder: &Path) -> Self {
        let host = server.split("host=").nth(1).unwrap().split('&').next().unwrap().to_owned();
        std::fs::create_dir(folder).unwrap();
        let listener = UnixListener::bind(folder.join(SOCKET)).unwrap();
        let gate: Arc<(Mutex<Gate>, Condvar)> = Arc::default();
        let (to, at_gate) = (PathBuf::from(&host).join(SOCKET), gate.clone());
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let Ok(client) = client else { return };
                let Ok(server) = UnixStream::connect(&to) else { return };
                let (back_from, back_to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
                std::thread::spawn(move || copy(back_from, back_to, || {}));
                let gate = at_gate.clone();
                std::thread::spawn(move || copy(client, server, || pass(&gate)));
            }
        });
        Self { address: server.replace(&host, folder.to_str().unwrap()), gate }
    }

    /// How a client reaches it.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Counts from now on, and holds up before this.
    pub fn stop_before(&self, stop: Option<usize>) {
        *self.gate.0.lock().unwrap() = Gate { is_counting: true, sent: 0, stop, is_held_up: false };
    }

    /// Waits until the client is held up, or is done.
    pub fn is_held_up_or(&self, is_done: impl FnMut() -> bool) -> bool {
        self.is_held_up_within(Duration::from_mins(1), is_done)
    }

    /// The same, and no longer than this.
    pub fn is_held_up_within(&self, most: Duration, mut is_done: impl FnMut() -> bool) -> bool {
        let until = Instant::now() + most;
        while Instant::now() < until {
            if self.gate.0.lock().unwrap().is_held_up {
                return true;
            }
            if is_done() {
                return self.gate.0.lock().unwrap().is_held_up;
            }
            std::thread::sleep(Duration::from_millis(3));
        }
        false
    }

    /// Holds nothing up any more.
    pub fn let_go(&self) {
        *self.gate.0.lock().unwrap() = Gate::default();
        self.gate.1.notify_all();
    }
}

/// Waits at the gate, if it is one's turn.
fn pass(gate: &(Mutex<Gate>, Condvar)) {
    let mut state = gate.0.lock().unwrap();
    if !state.is_counting {
        return;
    }
    state.sent += 1;
    if state.stop == Some(state.sent) {
        state.is_held_up = true;
        while state.is_held_up {
            state = gate.1.wait(state).unwrap();
        }
    }
}

fn copy(mut from: UnixStream, mut to: UnixStream, before_each: impl Fn()) {
    let mut piece = vec![0; 64 << 10];
    while let Ok(read @ 1..) = from.read(&mut piece) {
        before_each();
        if to.write_all(&piece[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}

//! Tells systemd that the server is ready, alive and ending (`Type=notify`, `sd_notify(3))`: one datagram each. Started by
//! anything else, it says nothing.

use std::ffi::OsStr;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::time::Duration;
use tokio::sync::watch;

/// Where systemd listens.
const SOCKET: &str = "NOTIFY_SOCKET";
/// Microseconds after which systemd takes silence for death, and the process that it asks.
const WATCHDOG: (&str, &str) = ("WATCHDOG_USEC", "WATCHDOG_PID");

/// What systemd is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// Requests are answered from now on.
    Ready,
    /// It goes on.
    Alive,
    /// It ends; running requests are waited for.
    Stopping,
}

impl Note {
    fn text(self) -> &'static str {
        match self {
            Self::Ready => "READY=1\n",
            Self::Alive => "WATCHDOG=1\n",
            Self::Stopping => "STOPPING=1\n",
        }
    }
}

/// Tells it. A manager that does not listen is no reason to end: it will notice by itself.
pub fn tell(note: Note) {
    let Some(socket) = std::env::var_os(SOCKET) else { return };
    if let Err(error) = send(socket.as_encoded_bytes(), note) {
        tracing::warn!(kind = ?error.kind(), "the service manager could not be told");
    }
}

fn send(address: &[u8], note: Note) -> std::io::Result<()> {
    let address = match address {
        [b'@', name @ ..] => SocketAddr::from_abstract_name(name)?,
        path => SocketAddr::from_pathname(OsStr::from_bytes(path))?,
    };
    let socket = UnixDatagram::unbound()?;
    socket.send_to_addr(note.text().as_bytes(), &address).map(drop)
}

/// How often to say that it goes on, if systemd wants to hear it: twice in its time.
fn interval(microseconds: Option<&str>, process: Option<&str>, own: u32) -> Option<Duration> {
    let asked = process.is_none_or(|process| process == own.to_string());
    let microseconds = microseconds?.parse::<u64>().ok().filter(|time| asked && *time > 1)?;
    Some(Duration::from_micros(microseconds / 2))
}

/// Says that it goes on until the server ends. It is said by the threads that answer requests: if they hang, so does this.
pub async fn keep_alive(mut ended: watch::Receiver<bool>) {
    let variable = |name: &str| std::env::var(name).ok();
    let (time, process) = (variable(WATCHDOG.0), variable(WATCHDOG.1));
    if let Some(interval) = interval(time.as_deref(), process.as_deref(), std::process::id()) {
        loop {
            tokio::select! {
                () = tokio::time::sleep(interval) => tell(Note::Alive),
                () = super::workshop::told(&mut ended) => break,
            }
        }
    }
    super::workshop::told(&mut ended).await;
    tell(Note::Stopping);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(socket: &UnixDatagram) -> String {
        let mut bytes = [0; 64];
        let length = socket.recv(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes[..length]).into_owned()
    }

    #[test]
    fn systemd_hears_it_at_a_path_and_at_an_abstract_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let socket = UnixDatagram::bind(&path).unwrap();
        send(path.as_os_str().as_encoded_bytes(), Note::Ready).unwrap();
        assert_eq!(heard(&socket), "READY=1\n");
        let name = format!("tipstaff-test-{}", std::process::id());
        let address = SocketAddr::from_abstract_name(&name).unwrap();
        let socket = UnixDatagram::bind_addr(&address).unwrap();
        send(format!("@{name}").as_bytes(), Note::Stopping).unwrap();
        assert_eq!(heard(&socket), "STOPPING=1\n");
    }

    #[test]
    fn it_says_that_it_goes_on_twice_in_the_time_that_systemd_waits_and_only_if_it_is_asked() {
        assert_eq!(interval(Some("30000000"), None, 7), Some(Duration::from_secs(15)));
        assert_eq!(interval(Some("30000000"), Some("7"), 7), Some(Duration::from_secs(15)));
        assert_eq!(interval(Some("30000000"), Some("8"), 7), None);
        assert_eq!(interval(None, None, 7), None);
        assert_eq!(interval(Some("nonsense"), None, 7), None);
    }
}

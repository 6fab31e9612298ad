//! `tipstaff card telephone relay`.

use crate::exit::Failure;
use crate::open;
use cards::two_sided::{RelayHost, serve};
use clap::Args;
use gate::Verdict;
use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use tokio::net::TcpListener;

pub const EXAMPLE: &str = "\
Example:
  tipstaff card telephone relay --listen 127.0.0.1:8090 --page https://cards.example.uk/ask/ \\
    --page https://cards.example.uk/telephone/ --proxy 127.0.0.1

It carries numbers between two pages and forgets them after ninety seconds. It opens no record and
keeps no log; run it on a host that leads nowhere, behind a proxy with HTTPS.";

/// Options of `card telephone relay`.
#[derive(Debug, Args)]
pub struct Options {
    /// Where it listens: on this machine only, because a proxy with HTTPS stands before it
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
    /// Address of a page that may ask; say both
    #[arg(long, value_name = "URL", required = true)]
    page: Vec<String>,
    /// A proxy that is believed when it says who asks
    #[arg(long, value_name = "IP")]
    proxy: Vec<IpAddr>,
    /// It may be reached from other machines: the proxy is on another one
    #[arg(long)]
    from_elsewhere: bool,
}

/// Runs the command.
pub fn run(options: &Options) -> Result<Verdict, Failure> {
    if !options.listen.ip().is_loopback() && !options.from_elsewhere {
        return Err(Failure::new(
            format!("{} can be reached from other machines, without HTTPS", options.listen),
            "Listen on 127.0.0.1 behind a proxy, or say --from-elsewhere if the proxy is on another machine",
        ));
    }
    let pages = options.page.iter().map(String::as_str);
    let host = RelayHost::new(pages, options.proxy.iter().copied())
        .map_err(|error| Failure::of_sentences(&error.to_string()))?;
    open::wait(async {
        let failed = |error: std::io::Error| {
            Failure::new(
                format!("nothing can listen on {} ({})", options.listen, error.kind()),
                "Choose another address, or see what listens there",
            )
        };
        let listener = TcpListener::bind(options.listen).await.map_err(failed)?;
        let here = listener.local_addr().map_err(failed)?;
        writeln!(std::io::stderr(), "The relay is ready: http://{here}")?;
        serve(listener, host, stopped()).await.map_err(failed)?;
        Ok(Verdict::Clear)
    })
}

/// Until somebody ends it.
async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
        }
        Err(_) => {
            let _ = interrupted.await;
        }
    }
}

//! Debian's nginx in front of several servers, as the guide says to set it up.

use crate::common::program::{Reaper, wait_until};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A proxy that runs.
pub struct Proxy {
    _process: Reaper,
    _folder: tempfile::TempDir,
    /// `http://127.0.0.1:PORT`.
    pub origin: String,
}

/// The program; none where it is not installed. With `NODES=must` that is a failure.
pub fn program() -> Option<PathBuf> {
    let found = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"].map(PathBuf::from);
    let found = found.into_iter().find(|path| path.exists());
    if found.is_none() {
        assert!(
            std::env::var_os("NODES").is_none_or(|nodes| nodes != "must"),
            "nginx is not installed: apt-get install nginx-light"
        );
        eprintln!(
            "NOT TESTED: two nodes behind a proxy, because nginx is not installed (apt-get install nginx-light)"
        );
    }
    found
}

/// A port that nobody has at the moment.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Proxy {
    /// Starts one that asks these servers in turn.
    pub fn start(program: &PathBuf, port: u16, origins: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let addresses: Vec<&str> =
            origins.iter().map(|origin| origin.trim_start_matches("http://")).collect();
        let servers = format!(
            "server {} max_fails=1 fail_timeout=1s;",
            addresses.join(" max_fails=1 fail_timeout=1s; server ")
        );
        let settings = format!(
            "daemon off; master_process off; worker_processes 1; pid nginx.pid; error_log stderr crit;\n\
             events {{ worker_connections 512; }}\n\
             http {{\n\
               access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; \
               uwsgi_temp_path u; scgi_temp_path s;\n\
               upstream tipstaff {{ {servers} }}\n\
               server {{\n\
                 listen 127.0.0.1:{port}; client_max_body_size 300m;\n\
                 location / {{\n\
                   proxy_pass http://tipstaff; proxy_http_version 1.1; proxy_set_header Host $http_host;\n\
                   proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n\
                   proxy_request_buffering off; proxy_buffering off; proxy_send_timeout 330s; proxy_read_timeout 330s;\n\
                 }}\n\
               }}\n\
             }}\n"
        );
        std::fs::write(folder.path().join("nginx.conf"), settings).unwrap();
        let mut command = Command::new(program);
        command.arg("-p").arg(folder.path()).arg("-c").arg(folder.path().join("nginx.conf"));
        let process = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        let process = Reaper(process);
        wait_until("the proxy listens", || TcpStream::connect(("127.0.0.1", port)).is_ok());
        Self { _process: process, _folder: folder, origin: format!("http://127.0.0.1:{port}") }
    }
}

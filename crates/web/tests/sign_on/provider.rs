//! The provider's process.

use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The word by which it knows us.
pub const SECRET: &str = "a secret of the tests, long enough";
/// Where browsers come back to.
pub const BACK: &str = "http://127.0.0.1:1/sign-in/provider/return";

/// A provider that runs until it is dropped.
pub struct Provider {
    process: Child,
    /// Its issuer.
    pub address: String,
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Provider {
    /// Starts one; none where it cannot be had, unless it must be.
    pub fn started() -> Option<Self> {
        match Self::start(0) {
            Ok(provider) => Some(provider),
            Err(why) => {
                assert!(std::env::var("SIGN_ON").as_deref() != Ok("must"), "no provider: {why}");
                eprintln!("single sign-on: skipped, because {why}");
                None
            }
        }
    }

    fn start(port: u16) -> Result<Self, String> {
        let folder = folder();
        install(&folder)?;
        let settings = json!({"back": [BACK], "port": port, "secret": SECRET}).to_string();
        let mut process = Command::new("node")
            .arg("provider.mjs")
            .arg(settings)
            .current_dir(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Node.js cannot be started ({error})"))?;
        let mut address = String::new();
        let mut said = BufReader::new(process.stdout.take().unwrap());
        // The library warns of versions of Node.js that it was not tried with.
        while !address.starts_with("http") {
            address.clear();
            if said.read_line(&mut address).map_err(|error| error.to_string())? == 0 {
                let _ = process.wait();
                return Err("the provider does not start".into());
            }
        }
        // What it says later is not read, and must not fill a pipe.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Ok(Self { process, address: address.trim().to_owned() })
    }

    /// Ends it, as a power cut does.
    pub fn stop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    async fn tell(&self, path: &str, told: &Value) -> Value {
        let address = format!("{}/test/{path}", self.address);
        let answer = reqwest::Client::new().post(address).body(told.to_string()).send().await.unwrap();
        serde_json::from_str(&answer.text().await.unwrap()).unwrap()
    }

    /// Somebody has these roles from now on.
    pub async fn person(&self, subject: &str, name: &str, roles: &[&str]) {
        self.tell("person", &json!({"subject": subject, "name": name, "roles": roles})).await;
    }

    /// The next ID token is spoilt.
    pub async fn spoil(&self, how: &str) {
        self.tell("token", &json!({ "how": how })).await;
    }

    /// It signs with other keys from now on.
    pub async fn change_keys(&self) {
        self.tell("keys", &json!({})).await;
    }

    /// What it was asked last.
    pub async fn seen(&self) -> Value {
        self.tell("seen", &json!({})).await
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../single-sign-on/tests/provider")
}

/// Fetches its packages once; those of other tests wait.
fn install(folder: &Path) -> Result<(), String> {
    let lock = std::env::temp_dir().join("tipstaff-provider-for-tests.lock");
    let lock = File::create(lock).map_err(|error| error.to_string())?;
    lock.lock().map_err(|error| error.to_string())?;
    let installed = folder.join("node_modules/.package-lock.json");
    let time = |path: &Path| path.metadata().and_then(|about| about.modified()).ok();
    if time(&installed).is_some_and(|at| Some(at) >= time(&folder.join("package-lock.json"))) {
        return Ok(());
    }
    let npm = Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"])
        .current_dir(folder)
        .status()
        .map_err(|error| format!("npm cannot be started ({error})"))?;
    if !npm.success() {
        return Err("npm could not fetch its packages".into());
    }
    let _ = File::options()
        .append(true)
        .open(&installed)
        .and_then(|file| file.set_modified(std::time::SystemTime::now()));
    Ok(())
}

"""50 uploads at once while somebody opens pages: times of pages, memory, the last verdict, and that nothing is lost. Beside
it nginx takes the same files to disk. Writes docs/src/measured/web-load.md."""
import hashlib
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from server import TIPSTAFF, Memory, Server

ROOT = Path(__file__).resolve().parents[2]
PAGE = Path(os.environ.get("PAGE", ROOT / "docs" / "src" / "measured" / "web-load.md"))
PAGES = ["/", "/checks", "/releases", "RESULT"]
NGINX = next((path for path in ["/usr/sbin/nginx", "/usr/bin/nginx"] if Path(path).exists()), None)


class Visitor(threading.Thread):
    """Opens one page after the other, five a second, on a connection that stays, as a browser does."""

    def __init__(self, server, result):
        super().__init__()
        self.server, self.result, self.over, self.times = server, result, False, {page: [] for page in PAGES}

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=120)
        number = 0
        while not self.over:
            page = PAGES[number % len(PAGES)]
            began = time.monotonic()
            self.server.get(self.result if page == "RESULT" else page, connection)
            self.times[page].append(time.monotonic() - began)
            number += 1
            time.sleep(0.2)

    def stop(self):
        self.over = True
        self.join()
        return self.times


def visits(server, result, seconds):
    visitor = Visitor(server, result)
    visitor.start()
    time.sleep(seconds)
    return visitor.stop()


def send_all(port, path, files, cookie=""):
    """Everybody at once, each a curl of their own: when the last one had an answer, and the answers."""
    head = ["-H", "Sec-Fetch-Site: same-origin", "-H", "Accept: application/json", "-H", f"Cookie: {cookie}", "-H", "Expect:"]
    began = time.monotonic()
    running = [subprocess.Popen(["curl", "-s", "-w", "\n%{http_code} %{time_total}", *head, "-F", f"file=@{file}",
                                 f"http://127.0.0.1:{port}{path}"], stdout=subprocess.PIPE, text=True) for file in files]
    answers = [process.communicate()[0].rsplit("\n", 1) for process in running]
    return time.monotonic() - began, answers


def wait_for(server, ids):
    """Until all are checked; how many were there when."""
    left = list(ids)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    while left:
        if json.loads(server.get(f"/checks/{left[0]}/state", connection))["stage"] == "checked":
            left.pop(0)
        else:
            time.sleep(0.2)


def lost(server, ids, files):
    """Files without a verdict of these very bytes."""
    missing = 0
    for identifier, file in zip(ids, files):
        if identifier is None:
            missing += 1
            continue
        report = json.loads(server.get(f"/checks/{identifier}/report.json"))["files"][0]
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        missing += report["sha256"] != digest or report["verdict"] == "unchecked"
    return missing


def identifier(answer):
    try:
        return json.loads(answer[0])["checks"][0]
    except (ValueError, KeyError, IndexError):
        return None


def nginx(folder, files):
    """The same uploads to nginx, which writes each body to a file."""
    port = 18_431
    settings = f"""daemon off; worker_processes 2; pid {folder}/pid; error_log {folder}/error crit; user root;
        events {{ worker_connections 512; }}
        http {{ access_log off; client_body_temp_path {folder}/body; client_max_body_size 300m; client_body_in_file_only on;
          proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
          server {{ listen 127.0.0.1:{port};
            location /checks {{ proxy_pass http://127.0.0.1:{port}/taken; proxy_set_body off; proxy_method GET; }}
            location /taken {{ return 201 'taken'; }} }} }}"""
    (folder / "nginx.conf").write_text(settings)
    process = subprocess.Popen([NGINX, "-p", folder, "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL)
    time.sleep(1)
    try:
        took, answers = send_all(port, "/checks", files)
    finally:
        process.terminate()
        process.wait()
    kept = sum(path.stat().st_size for path in (folder / "body").rglob("*") if path.is_file())
    sent = sum(file.stat().st_size for file in files)
    assert kept >= sent, f"nginx kept {kept} of {sent} bytes: {answers[0]}"
    return took


def shown(times):
    every = sorted(time for page in times.values() for time in page)
    p95 = every[int(len(every) * 0.95)] if every else 0
    return statistics.median(every), p95, max(every), len(every)


def row(name, times):
    median, p95, most, count = shown(times)
    return f"| {name} | {count} | {median * 1000:,.0f} ms | {p95 * 1000:,.0f} ms | {most * 1000:,.0f} ms |"


def main():
    out = Path(sys.argv[1]).resolve()
    files = sorted((out / "files").glob("file-*.xlsx"))
    megabytes = sum(file.stat().st_size for file in files) / 1e6
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(dir=out) as folder:
        server = Server(Path(folder))
        _, [first] = send_all(server.port, "/checks", files[:1], server.cookie)
        wait_for(server, [identifier(first)])
        result = f"/checks/{identifier(first)}"
        visits(server, result, 3)
        print("quiet", file=sys.stderr)
        quiet = visits(server, result, 15)
        memory = Memory(server.process.pid)
        visitor = Visitor(server, result)
        visitor.start()
        began = time.monotonic()
        received, answers = send_all(server.port, "/checks", files, server.cookie)
        ids = [identifier(answer) for answer in answers]
        print(f"received after {received:.1f} s", file=sys.stderr)
        wait_for(server, [one for one in ids if one])
        verdicts = time.monotonic() - began
        print(f"checked after {verdicts:.1f} s", file=sys.stderr)
        busy = visitor.stop()
        alone, together = memory.stop()
        gone = lost(server, ids, files)
        server.stop()
    peer = None
    if NGINX and os.environ.get("PEER") != "no":
        with tempfile.TemporaryDirectory(dir=out) as folder:
            peer = nginx(Path(folder), files)
    write(files, megabytes, load, quiet, busy, received, verdicts, alone, together, gone, peer)
    assert gone == 0, f"{gone} uploads are lost: {[answer for answer in answers if identifier(answer) is None][:3]}"


def write(files, megabytes, load, quiet, busy, received, verdicts, alone, together, gone, peer):
    median = shown(busy)[0]
    build = "the release build" if "/release/" in TIPSTAFF else "**the build for tests, not the one that is released**"
    words = f"""<!-- Made by bench/web/run. -->
# Fifty people at once

One run of `bench/web/run` on 2 cores, {build}, SQLite, sealed files in a folder. {len(files)} workbooks of 1 to 20 MB
({megabytes:,.0f} MB in all, written by XlsxWriter) are sent at the same moment, each by a `curl` of its own on the same machine, while
somebody opens the first page, the list of checks, the register and a result, about five pages a second. The record knows 5,000
invented people. When the run began, other programs had a load of {load:.1f} on these cores.

| pages | opened | median | 95 % | longest |
|---|---|---|---|---|
{row("nobody sends anything", quiet)}
{row("**while files come in and are checked**", busy)}

Aim: a median under 200 ms: **{"met" if median < 0.2 else "missed"}**.

| | |
|---|---|
| uploads lost | {gone} of {len(files)}: each has a verdict, and its report has the SHA-256 of what was sent |
| until the last file was taken | {received:.1f} s |
| until the last verdict | {verdicts:.1f} s |
| peak memory of the server | {alone / 1e6:,.0f} MB |
| peak memory of the server and its readers together | {together / 1e6:,.0f} MB (aim: under 600: {"met" if together < 600e6 else "missed"}) |
"""
    if peer:
        words += f"""
nginx (`client_body_in_file_only`) took the same files in {peer:.1f} s, in clear, and did nothing else with them: Tipstaff, which
seals each file and checks those that are there already, takes **{received / peer:.1f} times** as long.
"""
    PAGE.write_text(words)
    print(words)


if __name__ == "__main__":
    main()

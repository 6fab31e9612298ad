"""Starts the program on a folder of its own, makes a token as an administrator does, and lets schemathesis loose with it."""

import http.client
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse

program, schemathesis, seconds = sys.argv[1:4]
WORDS = "four random words here"
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "ignored_auth",
    "use_after_free",
]


def post(host, path, fields, cookie=""):
    """Sends a form as a page of ours does; gives cookie and page."""
    connection = http.client.HTTPConnection(host, timeout=60)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
        "Cookie": cookie,
    }
    connection.request("POST", path, urllib.parse.urlencode(fields), headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    if answer.status >= 400:
        sys.exit(f"{path}: {answer.status} {page}")
    return (answer.getheader("Set-Cookie") or "").split(";")[0], page


def read(path):
    """A file as text."""
    with open(path, encoding="utf-8") as file:
        return file.read()


def main():
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["serve", "--data", f"{folder}/data", "--key-file", f"{folder}/keys/key", "--listen", "127.0.0.1:0"]
        log = f"{folder}/log"
        with open(log, "w", encoding="utf-8") as out:
            server = subprocess.Popen([program, *arguments], stderr=out)
        try:
            ready = None
            while ready is None:
                if server.poll() is not None:
                    sys.exit("the server ended before it was ready:\n" + read(log))
                time.sleep(0.1)
                ready = re.search(r"^Tipstaff is ready: http://([^/]+)(/welcome/\S+)\n", read(log), re.MULTILINE)
            host, link = ready.groups()
            cookie, _ = post(host, link, {"passphrase": WORDS})
            asked = [("name", "schemathesis"), ("scopes", "certificates"), ("scopes", "checks"), ("scopes", "evidence")]
            _, page = post(host, "/users/programs/add", asked, cookie)
            token = re.search(r'id="token">([^<]+)<', page).group(1)
            command = [
                schemathesis, "run", f"http://{host}/api/openapi.json",
                "--header", f"Authorization: Bearer {token}",
                "--checks", ",".join(CHECKS),
                "--max-time", seconds,
                "--max-examples", "40",
                "--seed", "20261127",
                "--request-timeout", "30",
                "--continue-on-failure",
                "--suppress-health-check", "all",
                "--warnings", "off",
            ]
            tried = subprocess.run(command, cwd=folder, check=False)
            server.terminate()
            server.wait(timeout=60)
            told = read(log)
        finally:
            server.kill()
        failures = [line for line in told.splitlines() if '"ERROR"' in line or "panicked" in line]
        print("\n".join(failures))
        sys.exit(tried.returncode or bool(failures))


main()

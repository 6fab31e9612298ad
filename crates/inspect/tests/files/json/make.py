#!/usr/bin/env python3
"""Makes the JSON fixtures; run by hand, the result is committed.

    pip install pandas; python3 make.py        (needs jq and node too)

Three people who do not exist, as programs write them.
"""
import gzip, json, pathlib, subprocess
import pandas

HERE = pathlib.Path(__file__).parent
PEOPLE = [
    {"surname": "Quillfeather", "rank": "Constable", "number": 4711, "joined": "2019-03-04",
     "post": {"unit": "Northgate", "since": "2021-05-01"}, "phones": ["07700 900123", "07700 900124"],
     "cards": [{"serial": "A1", "made": "2019-03-11"}, {"serial": "A2", "made": "2022-03-11"}], "leave": None},
    {"surname": "Marrowby", "rank": "Sergeant", "number": 12, "joined": "2001-09-17",
     "post": {"unit": "Harbour", "since": "2015-01-01"}, "phones": [], "cards": [], "armed": True},
    {"surname": "Thistlewick, née Wärn", "rank": "Inspector", "number": 350, "joined": "1998-02-02",
     "post": {"unit": "Northgate", "since": "2018-10-01"}, "phones": ["07700 900125"],
     "cards": [{"serial": "A3", "made": "2018-10-02"}], "leave": "2024"},
]


def keep(name, bytes_):
    (HERE / f"{name}.gz").write_bytes(gzip.compress(bytes_, mtime=0))
    print(name, len(bytes_))


plain = json.dumps(PEOPLE).encode()
keep("python.json", plain)
keep("python.jsonl", "".join(json.dumps(person, ensure_ascii=False) + "\n" for person in PEOPLE).encode())
# What ConvertTo-Json | Out-File of PowerShell 5.1 writes: UTF-16 with its mark, and line ends of Windows.
keep("utf16.json", json.dumps(PEOPLE, indent=4, ensure_ascii=False).replace("\n", "\r\n").encode("utf-16"))
keep("wrapped.json", json.dumps({"generated": "2026-11-27T04:00:00Z", "by": "Ermintrude Oxenholt", "count": 3,
                                 "people": PEOPLE}, indent=2).encode())
keep("jq.json", subprocess.run(["jq", "."], input=plain, capture_output=True, check=True).stdout)
keep("jq.jsonl", subprocess.run(["jq", "-c", ".[]"], input=plain, capture_output=True, check=True).stdout)
# Values that go over several lines, one after the other: no JSON Lines, and read all the same.
keep("jq-stream.json", subprocess.run(["jq", ".[]"], input=plain, capture_output=True, check=True).stdout)
node = "const all = JSON.parse(require('fs').readFileSync(0)); const by = {};" \
       "for (let i = 0; i < 20; i++) by['PC ' + i] = all[i % 3]; process.stdout.write(JSON.stringify(by))"
keep("node-keyed.json", subprocess.run(["node", "-e", node], input=plain, capture_output=True, check=True).stdout)
frame = pandas.DataFrame([{key: person[key] for key in ("surname", "rank", "number")} for person in PEOPLE * 4])
for orient in ("columns", "index", "records", "split", "table", "values"):
    keep(f"pandas-{orient}.json", frame.to_json(orient=orient).encode())
keep("pandas-lines.jsonl", frame.to_json(orient="records", lines=True).encode())

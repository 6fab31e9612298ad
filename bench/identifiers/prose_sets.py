"""The public texts with marked people, as (text, [(start, end)], group) each. Read where they lie; nothing is copied.

`synth_dataset_v2` was made from 209 templates. Weights were chosen on every second template in the order of their
numbers, beginning with the first ("tuned"); the others are "held out". wikigold and re3d were not looked at.
"""
import json
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "detection"


def synth():
    rows = json.loads((CORPUS / "synth_dataset_v2.json").read_text(encoding="utf-8"))
    order = {number: place for place, number in enumerate(sorted({row["template_id"] for row in rows}))}
    for row in rows:
        spans = [(s["start_position"], s["end_position"]) for s in row["spans"] if s["entity_type"] == "PERSON"]
        half = "held out" if order[row["template_id"]] % 2 else "tuned"
        yield row["full_text"], spans, (half, row["template_id"])


def conll(name, tags):
    """Sentences, tokens joined by one space, each token with its place and whether it is a person."""
    words, people = [], []
    for line in (CORPUS / name).read_text(encoding="utf-8").splitlines() + [""]:
        if line.strip():
            fields = line.split()
            words.append(fields[0])
            people.append(fields[-1] in tags)
        elif words:
            places, at = [], 0
            for word in words:
                places.append((at, at + len(word)))
                at += len(word) + 1
            yield " ".join(words), places, people
            words, people = [], []


def wikigold():
    return list(conll("wikigold.conll", {"I-PER", "B-PER"}))


def re3d():
    return list(conll("re3d-test-without-bbc.conll", {"I-Person", "B-Person"}))

"""The page of the drill."""
from measure import caveat, size, wrapped
from subject import MUTATIONS, QUIET, TEN


def verdict(one, mutation):
    """A cell: whether it was found, by which check, and how the item is known then."""
    if "na" in one:
        return "n/a"
    by = [name for name, check in one["checks"].items() if check.get("status")]
    if mutation in QUIET:
        return "quiet" if not by else f"**false alarm** ({', '.join(by)})"
    if not by:
        return "**not found**"
    return f"{', '.join(by)}; {'named' if one['named'] else 'not named'}"


def score(found):
    """Of the ten: how many came out as they should; and how many false alarms there were."""
    right = wrong = 0
    for mutation in ["none", *TEN]:
        one = found.get(mutation)
        if one is None or "na" in one:
            continue
        if mutation in QUIET:
            wrong += one["alarmed"]
            right += mutation in TEN and not one["alarmed"]
        else:
            right += one["alarmed"]
    return right, wrong


def times(subject):
    """A line for each check, of the run in which nothing was wrong and of mutation 1."""
    for check in subject["checks"]:
        for mutation in ("none", "1"):
            one = subject["found"].get(mutation, {}).get("checks", {}).get(check)
            if not one or "na" in one:
                continue
            per_item = one["processor"] / subject["items"] * 1e6
            yield (
                f"| {subject['name']} | {check} | {'nothing is wrong' if mutation == 'none' else 'one object is gone'} | {one['seconds']:.1f} s | "
                f"{one['processor']:.2f} s | {per_item:.0f} µs | {size(one['read'])} | {size(one['from_disk'])} |\n"
            )


def page(results, about):
    ran = [one for one in results if "found" in one]
    heads = " | ".join(f"{one['name']}" for one in ran)
    text = f"""<!-- Made by bench/drill/run. -->
# Silent loss

`bench/drill/run` on {about}.{caveat(results[0]["items"] < 100_000)}

One thing is done to a store, on a fresh copy each time, and then each check that the system offers is asked. Is it found? Is the item
**named**, or only the pack that it lies in among thousands? Does anything alarm when nothing is wrong? The items are files of 1 to 8 KiB
that begin as MP4 does, a hundredth of them taken in *today*, the rest *yesterday*; the adversary wants one of today's gone.

| | | items |
|---|---|---|
"""
    for one in results:
        text += f"| {one['name']} | {one['version']} | {one['items']:,} |\n" if "found" in one else f"| {one['name']} | {one['version']} | not run: {one['na']} |\n"
    text += f"\n| | | {heads} |\n|---|---|{'---|' * len(ran)}\n"
    for mutation in ["none", *MUTATIONS]:
        words = "nothing: it must not alarm" if mutation == "none" else MUTATIONS[mutation]
        cells = [verdict(one["found"][mutation], mutation) if mutation in one["found"] else "–" for one in ran]
        text += f"| {'' if mutation == 'none' else mutation} | {words} | {' | '.join(cells)} |\n"
    scores = [score(one["found"]) for one in ran]
    text += f"| | **right of the ten** | {' | '.join(f'**{right}**' for right, _ in scores)} |\n"
    text += f"| | **false alarms** | {' | '.join(str(wrong) for _, wrong in scores)} |\n"
    text += "\nA cell names the checks that ended with another status than 0. What does not exist for a system:\n\n"
    for one in ran:
        for mutation, found in one["found"].items():
            if "na" in found:
                text += f"- {one['name']}, {mutation}: {found['na']}.\n"
        for check in one["checks"]:
            missing = {found["checks"][check]["na"] for found in one["found"].values() if check in found.get("checks", {}) and "na" in found["checks"][check]}
            text += "".join(f"- {one['name']}, {check}: {why}.\n" for why in missing)
    text += """
How the mutations were done:

- **2, 2b, 3.** The pointer is, in restic, the file of today's snapshot; in borg, today's archive (`borg delete`, which takes the key); in
  git-annex, the file in the branch (`git rm`, committed); in Tipstaff, the rows of the database that say that today's items are expected. In
  3 peers clean up after themselves: `forget` and `prune`, `delete` and `compact`, `drop --force`; of Tipstaff the rows of the balance and the sealed list go, too. 2b is not one of the ten.
- **8, 9.** restic's cache, and what borg keeps in its own home, are of today in 8 and of yesterday in 9. Of git-annex the store is its folder of objects
  in 8, and the whole repository in 9. Tipstaff's data folder goes back in 9; the witness of its log, who is somebody else, does not.
- **10.** restic, borg and git-annex do the same thing as in 3, for they know no other: who may delete is who has the password. They are quiet in 3 *because* they are quiet in 10.
  In a store that Tipstaff only watches, the owner's deletion **does alarm** until two people have settled it; here they have, and after that it is quiet.

## Time

| | check | | by the clock | processor | processor an item | read | from the disk |
|---|---|---|---|---|---|---|---|
"""
    for one in ran:
        text += "".join(times(one))
    swept = next((one for one in ran if "sweep" in one["checks"] and "none" in one["found"]), None)
    if swept:
        seconds, is_full = swept["found"]["none"]["checks"]["sweep"]["seconds"], swept["items"] >= 100_000
        met = ("met" if seconds < 5 else "**not met**") if is_full else "not measured here"
        text += f"\nA sweep of {swept['items']:,} items takes {seconds:.1f} s (aim: under 5 s for 100,000 in a folder: {met}).\n"
    text += """
*Read* is what was asked for by read calls, whoever answered; what is mapped into memory is not among it. All of it was in the system's memory but for
what `evidence verify` of own copies asks the disk for.

## Where it loses

- A sweep sees names, sizes and times. A flipped bit, and two objects that changed places, only `evidence verify` finds, which reads everything; so do the peers' deep checks.
- Where the adversary writes to the database too (2, 2b, 3), or puts everything back (9), it may be `log verify` alone that finds it: whoever never
  runs it learns nothing. It says which rows differ, and does not name the item.
- Peers store and compress; a watched store stores nothing, and recovers nothing.
- What is put into a watched store under a standing rule for additions is booked and no alarm. In 7 the rule was ended before.
"""
    return wrapped(text)

#!/usr/bin/env python3
"""Computes the evidence of a trace again: python3 recompute.py EVIDENCE.json

Written apart from Tipstaff, from the formulas that its guide tells, with nothing but the
standard library. From the opened key of each delivery it makes the reference numbers, the
order of rows and the draws of fictitious people, compares them with what stands in the
evidence, computes the e-value of each kind of mark, their product, the average over the
recipient's deliveries, and the bar. Each difference is a line. Status 0: everything is as it
is said to be, and each accusation stands. Status 1: not. Status 2: it could not be read.

What it takes as given, for it is in the leaked file and not in the keys: which strings look
like reference numbers and how many names there are, whom a row is about, and the statistic of
photos. Deliveries that were not opened count as 0, so the average can only come out lower.
"""

import hashlib
import hmac
import json
import math
import sys

differences = []


def differ(text):
    differences.append(text)


def derive(secret, label, parts=()):
    """HKDF-SHA-256 (RFC 5869) without salt; each part of the information behind its length."""
    information = b"".join(len(p).to_bytes(4, "big") + p for p in (label.encode(), *parts))
    extracted = hmac.new(b"\0" * 32, secret, hashlib.sha256).digest()
    return hmac.new(extracted, information + b"\1", hashlib.sha256).digest()


def keyed(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def mix(parts):
    """ln of the sum of weight * exp(ln e)."""
    logs = [math.log(weight) + ln for weight, ln in parts if weight > 0 and ln != -math.inf]
    if not logs:
        return -math.inf
    top = max(logs)
    return top + math.log(sum(math.exp(ln - top) for ln in logs))


def half_bet(ln):
    return mix([(0.5, 0.0), (0.5, ln)])


def token_value(matches, strings, subjects):
    if strings == 0 or subjects == 0:
        return 0.0
    if matches == 0:
        return -math.inf
    return math.log(matches) + 65 * math.log(2) - math.log(strings) - math.log(subjects)


def inversions(places):
    if len(places) < 2:
        return places, 0
    middle = len(places) // 2
    left, one = inversions(places[:middle])
    right, other = inversions(places[middle:])
    merged, count, at = [], one + other, 0
    for place in left:
        while at < len(right) and right[at] < place:
            merged.append(right[at])
            at += 1
        count += at
        merged.append(place)
    return merged + right[at:], count


def order_value(rows, swapped):
    """Half on the order kept, a quarter on Mallows' distributions, a quarter on any order."""
    if rows < 2:
        return 0.0
    factorial = math.fsum(math.log(row) for row in range(2, rows + 1))
    disordered, theta = [], 2.0
    while theta * rows >= 1.0:
        one = -math.expm1(-theta)
        constant = math.fsum(math.log(-math.expm1(-theta * row) / one) for row in range(1, rows + 1))
        disordered.append(factorial - theta * swapped - constant)
        theta /= 2
    parts = [(0.5, factorial if swapped == 0 else -math.inf), (0.25, 0.0)]
    return mix(parts + [(0.25 / len(disordered), ln) for ln in disordered])


def photo_value(z):
    return mix([(weight, strength * z - strength * strength / 2)
                for strength, weight in ((6.5, 0.5), (3.5, 0.25), (0.0, 0.25))])


def honey_value(found, delivered, names, space, combinations, refused):
    left = combinations - refused - delivered
    if delivered == 0 or names == 0 or left <= 0:
        return 0.0
    chance = names / space * combinations / left
    if chance >= 1:
        return 0.0
    ln, parts = 0.0, []
    for at in range(min(found, delivered)):
        ln += math.log(found - at) - math.log(delivered - at) - math.log(chance)
        parts.append((0.5 ** (at + 1), ln))
    return mix(parts)


def same(where, told, computed):
    if told is None:
        told = -math.inf
    if told == computed or abs(told - computed) <= 1e-6 * max(1.0, abs(told)):
        return
    differ("%s: told ln e = %r, computed %r" % (where, told, computed))


def commitment(key):
    label = b"tipstaff/marks/commitment/1"
    return hashlib.sha256(len(label).to_bytes(4, "big") + label + key).hexdigest()


def delivery(where, opened, evidence):
    """ln of the product of one delivery, for its recipient."""
    key = bytes.fromhex(opened["key"])
    if commitment(key) != opened["commitment"]:
        differ("%s: the key is not the one that was committed to" % where)
    product = 0.0
    token = opened["token"]
    if token is not None:
        token_key = derive(key, "tipstaff/marks/token/1")
        matched = set()
        for subject, string in token["matches"]:
            bits = int.from_bytes(keyed(token_key, bytes.fromhex(subject)), "big") >> (256 - 65)
            if bits == int(string, 16):
                matched.add(subject)
            elif not opened["has_stable_tokens"]:
                differ("%s: %s is not the reference number of %s" % (where, string, subject))
        count = len(token["matches"]) if opened["has_stable_tokens"] else len(matched)
        value = token_value(count, evidence["strings"]["count"], token["subjects"])
        same(where + ", reference numbers", token["ln_e"], value)
        product += half_bet(value)
    order = opened["order"]
    if order is not None:
        order_key = derive(key, "tipstaff/marks/order/1")
        subjects = order["subjects"]
        if len(set(subjects)) != len(subjects):
            differ("%s: a row is there twice" % where)
        places = [keyed(order_key, bytes.fromhex(subject)) for subject in subjects]
        value = order_value(len(places), inversions(places)[1]) if places else math.log(0.25)
        same(where + ", order", order["ln_e"], value)
        product += value
    photo = opened["photo"]
    if photo is not None:
        value = photo_value(photo["z"])
        same(where + ", photos", photo["ln_e"], value)
        product += value
    honey = opened["honey"]
    if honey is not None:
        honey_key = derive(key, "tipstaff/marks/honey/1")
        for person in honey["people"]:
            drawn = keyed(honey_key, person["draw"].to_bytes(4, "big"))[:16]
            person["combination"] = int.from_bytes(drawn, "big") % evidence["name_combinations"]
        if len(honey["people"]) < max(honey["found"], default=0):
            differ("%s: fewer fictitious people than were found" % where)
        value = mix([(names["weight"], honey_value(found, honey["delivered"], names["count"],
                                                   names["space"], evidence["name_combinations"],
                                                   honey["refused"]))
                     for found, names in zip(honey["found"], evidence["names"])])
        same(where + ", fictitious people", honey["ln_e"], value)
        product += half_bet(value)
    same(where + ", product", opened["ln_e"], product)
    return product


def main():
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            evidence = json.load(file)
        if evidence["schema"] != "tipstaff.trace-evidence/1":
            raise ValueError("another schema")
        bar = math.log(evidence["recipients"]) - math.log(evidence["epsilon"])
        same("bar for recipients", evidence["ln_recipient_bar"], bar)
        same("bar for deliveries", evidence["ln_delivery_bar"],
             math.log(evidence["deliveries"]) - math.log(evidence["epsilon"]))
        for accused in evidence["accused"]:
            where = "recipient %d" % accused["recipient"]
            values = [delivery("%s, delivery %d" % (where, opened["number"]), opened, evidence)
                      for opened in accused["opened"]]
            average = mix([(1.0 / max(accused["deliveries"], len(values)), ln) for ln in values])
            print("%s: ln e of the average at least %.3f, bar %.3f" % (where, average, bar))
            if average < bar:
                differ("%s: below the bar" % where)
            if average > accused["ln_e"] + 1e-6 * max(1.0, abs(average)):
                differ("%s: told ln e = %r, computed at least %r" % (where, accused["ln_e"], average))
    except (IndexError, KeyError, OSError, TypeError, ValueError) as error:
        print("it could not be read: %s" % error, file=sys.stderr)
        return 2
    for line in differences:
        print(line)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())

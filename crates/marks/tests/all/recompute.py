"""What `known_answers.rs` holds, computed by other code than ours: python3 recompute.py"""
import hashlib
import hmac
from pathlib import Path

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def mac(key, *parts):
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


def derive(secret, label, *parts):
    """RFC 5869, one block, no salt."""
    info = b"".join(len(part).to_bytes(4, "big") + part for part in (label.encode(), *parts))
    return mac(mac(bytes(32), secret), info, b"\x01")


def number(value):
    return value.to_bytes(4, "big")


def subject(kind, value):
    return bytes([kind]) + number(value)


def times(a, b):
    """In GF(2)[x] / (x^5 + x^2 + 1)."""
    product = 0
    for bit in range(5):
        if b >> bit & 1:
            product ^= a << bit
    for bit in range(8, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << (bit - 5)
    return product


def token(key, of):
    bits = int.from_bytes(mac(key, of), "big") >> (256 - 65)
    characters = [bits >> (60 - 5 * at) & 31 for at in range(13)]
    check, weight = 1, 1
    for character in characters:
        weight = times(weight, 2)
        check ^= times(weight, character)
    return "".join(LETTERS[value] for value in characters + [check])


def words(name):
    lines = (Path(__file__).parent / f"../../src/honey/words/{name}.txt").read_text().splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def person(key, draw):
    surnames = words("surnames") + [
        begin + end for begin in words("beginnings") for end in words("endings") if begin[-1] != end[0] and begin.lower() != end
    ]
    forenames, initials = words("forenames"), "ABCDEFGHJKLMNOPRSTVW"
    drawn = int.from_bytes(mac(key, number(draw))[:16], "big") % (len(forenames) * len(initials) * len(surnames))
    rest, surname = divmod(drawn, len(surnames))
    forename, initial = divmod(rest, len(initials))
    return f"{forenames[forename]} {initials[initial]} {surnames[surname]}"


master = bytes(range(32))
share = derive(master, "tipstaff/marks/delivery/1", number(7), "warrant cards".encode(), number(31))
print("delivery  ", share.hex())
label = b"tipstaff/marks/commitment/1"
print("commitment", hashlib.sha256(number(len(label)) + label + share).hexdigest())
for kind, value in ((1, 0), (1, 47_000), (2, 47_000), (3, 1), (1, 2**32 - 1)):
    print("token     ", kind, value, token(derive(share, "tipstaff/marks/token/1"), subject(kind, value)))
    print("order     ", kind, value, mac(derive(share, "tipstaff/marks/order/1"), subject(kind, value)).hex())
    photo = derive(share, "tipstaff/marks/photo/1", subject(kind, value))
    print("chips     ", kind, value, mac(photo, number(0))[:4].hex(), mac(photo, number(1))[:4].hex())
stable = derive(master, "tipstaff/marks/token-stable/1", number(7), "warrant cards".encode())
print("stable    ", token(stable, subject(1, 47_000)))
for draw in (0, 1, 2, 3, 1000):
    print("honey     ", draw, person(derive(share, "tipstaff/marks/honey/1"), draw))

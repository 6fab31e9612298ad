"""Small and big files that begin as MP4 does, the same each time."""
import os
import random
import struct

HEAD = struct.pack(">I4s4sI", 32, b"ftyp", b"isom", 0x200) + b"isomiso2avc1mp41"
PER_FOLDER = 250
# All of one second: a mutation that keeps size and time cannot be told by either.
MODIFIED = 1_760_000_000


def name(number):
    return f"{number // PER_FOLDER:04}/cam-{number:07}.mp4"


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)
    os.utime(path, (MODIFIED, MODIFIED))


def make(folder, count, smallest, largest, first=0):
    """`count` files in folders of 250; each is drawn from its own number, so that more of them begin as fewer did."""
    for number in range(first, first + count):
        path = os.path.join(folder, name(number))
        if number % PER_FOLDER == 0 or number == first:
            os.makedirs(os.path.dirname(path), exist_ok=True)
        dice = random.Random(number)
        length = dice.randint(smallest, largest)
        body = length - len(HEAD) - 8
        write(path, HEAD + struct.pack(">I4s", body + 8, b"mdat") + dice.randbytes(body))


def small(folder, count, first=0):
    make(folder, count, 1 << 10, 8 << 10, first)


def big(folder, count):
    make(folder, count, 10 << 20, 10 << 20)

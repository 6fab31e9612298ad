#!/usr/bin/env python3
"""Makes pictures of known pixels; run by hand, the result is committed.

    pip install pillow; python3 make.py

Pixel (x, y) is red 3x, green 5y, blue 90, so that a decoder can be held to it.
"""
import gzip, io, pathlib
from PIL import Image

HERE = pathlib.Path(__file__).parent
WIDTH, HEIGHT = 61, 43
COLOURS = Image.new("RGB", (WIDTH, HEIGHT))
COLOURS.putdata([(3 * x, 5 * y, 90) for y in range(HEIGHT) for x in range(WIDTH)])
GREY = Image.new("L", (WIDTH, HEIGHT))
GREY.putdata([2 * x + 3 * y for y in range(HEIGHT) for x in range(WIDTH)])


def keep(name, picture, **options):
    file = io.BytesIO()
    picture.save(file, format="JPEG" if name.endswith("jpg") else "PNG", **options)
    (HERE / f"{name}.gz").write_bytes(gzip.compress(file.getvalue(), mtime=0))
    print(name, len(file.getvalue()))


keep("baseline.jpg", COLOURS, quality=95, subsampling=0)
keep("halved.jpg", COLOURS, quality=95, subsampling=2)
keep("progressive.jpg", COLOURS, quality=95, progressive=True)
keep("grey.jpg", GREY, quality=95)
keep("inks.jpg", COLOURS.convert("CMYK"), quality=95)
keep("colours.png", COLOURS)
keep("grey.png", GREY)
seen = COLOURS.copy()
seen.putalpha(GREY)
keep("see-through.png", seen)
grey = GREY.copy()
grey.putalpha(GREY)
keep("grey-see-through.png", grey)
keep("deep.png", GREY.convert("I;16").point(lambda value: value * 257))
COLOURS.save(animated := io.BytesIO(), format="PNG", save_all=True, append_images=[COLOURS.rotate(180)])
(HERE / "moving.png.gz").write_bytes(gzip.compress(animated.getvalue(), mtime=0))
few = Image.new("P", (WIDTH, HEIGHT))
few.putpalette([0, 0, 90, 183, 215, 90])
few.putdata([(x + y) % 2 for y in range(HEIGHT) for x in range(WIDTH)])
keep("few.png", few, transparency=0)
keep("bits.png", few.convert("L").point(lambda value: 255 * (value > 100)).convert("1"))

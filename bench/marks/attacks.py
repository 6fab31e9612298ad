"""What is done to a photo before it appears somewhere: with Pillow's JPEG, scaling and turning, not with code of ours."""
import io

import numpy
from PIL import Image, ImageDraw, ImageFilter

Resampling = Image.Resampling


def jpeg(picture, quality):
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality)
    return Image.open(io.BytesIO(stream.getvalue())).convert("RGB")


def webp(picture, quality):
    stream = io.BytesIO()
    picture.save(stream, "WEBP", quality=quality)
    return Image.open(io.BytesIO(stream.getvalue())).convert("RGB")


def scaled(picture, width, height):
    return picture.resize((width, height), Resampling.LANCZOS)


def cropped(picture, share):
    """The middle: this share of each side."""
    width, height = picture.size
    x, y = round(width * (1 - share) / 2), round(height * (1 - share) / 2)
    return picture.crop((x, y, width - x, height - y))


def turned(picture, random):
    """A tenth cut off the sides, unevenly; turned by two degrees; six tenths of the size."""
    width, height = picture.size
    left, top = random.uniform(0, 0.1) * width, random.uniform(0, 0.1) * height
    picture = picture.rotate(-2, Resampling.BICUBIC)
    picture = picture.crop((round(left), round(top), round(left + 0.9 * width), round(top + 0.9 * height)))
    return scaled(picture, round(picture.size[0] * 0.6), round(picture.size[1] * 0.6))


def printed(picture, random):
    """Printed and scanned, but not moved: blurred, grainy, darker."""
    values = numpy.asarray(picture.filter(ImageFilter.GaussianBlur(0.8)), dtype=float)
    values = 255 * (values / 255) ** 1.2 + random.normal(0, 4, values.shape)
    return Image.fromarray(values.clip(0, 255).astype("uint8"))


def scanned(picture, random):
    """The same, and laid on the glass a little askew, larger, with paper around."""
    picture = printed(picture, random)
    width, height = picture.size
    page = Image.new("RGB", (round(width * 1.4), round(height * 1.4)), (244, 243, 240))
    page.paste(scaled(picture, round(width * 1.31), round(height * 1.31)), (18, 25))
    return page.rotate(0.7, Resampling.BICUBIC, fillcolor=(244, 243, 240))


def covered(picture):
    """A bar over the eyes, and a caption."""
    picture = picture.copy()
    width, height = picture.size
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0.2 * width, 0.3 * height, 0.8 * width, 0.4 * height), fill="black")
    draw.rectangle((0, 0.88 * height, width, height), fill="white")
    return picture


def mean(pictures):
    values = numpy.mean([numpy.asarray(picture, dtype=float) for picture in pictures], axis=0)
    return Image.fromarray((values + 0.5).astype("uint8"))


ATTACKS = {
    "none": lambda p, r: p,
    "JPEG 90": lambda p, r: jpeg(p, 90),
    "JPEG 75": lambda p, r: jpeg(p, 75),
    "JPEG 50": lambda p, r: jpeg(p, 50),
    "JPEG 30": lambda p, r: jpeg(p, 30),
    "half size, JPEG 75": lambda p, r: jpeg(scaled(p, 200, 250), 75),
    "thumbnail 100×125, JPEG 75": lambda p, r: jpeg(scaled(p, 100, 125), 75),
    "cropped to 60 % of its area, JPEG 75": lambda p, r: jpeg(cropped(p, 0.6**0.5), 75),
    "unknown crop of 10 %, turned by −2°, scale 0.6, JPEG 70": lambda p, r: jpeg(turned(p, r), 70),
    "print and scan imitated, JPEG 75": lambda p, r: jpeg(printed(p, r), 75),
    "the same askew on a larger page": lambda p, r: jpeg(scanned(p, r), 75),
    "WebP 75": lambda p, r: webp(p, 75),
    "squeezed to 300×300, JPEG 75": lambda p, r: jpeg(scaled(p, 300, 300), 75),
    "bar over the eyes, caption, JPEG 75": lambda p, r: jpeg(covered(p), 75),
}
COLLUDERS = (2, 3, 5, 10)

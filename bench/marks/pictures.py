"""Portraits of 400 by 500 pixels, cut out of pictures that packages carry. Where there are faces, they are in the middle."""
from pathlib import Path

import matplotlib
import numpy
import skimage
import sklearn.datasets
from PIL import Image

# Where a face is: middle and height of the portrait, as shares of width, height, height.
FACES = {
    "astronaut.png": (0.44, 0.24, 0.46),
    "grace_hopper.jpg": (0.5, 0.42, 0.8),
    "biden.jpg": (0.48, 0.42, 0.8),
    "obama.jpg": (0.5, 0.4, 0.75),
    "obama2.jpg": (0.5, 0.45, 0.8),
    "obama3.jpg": (0.5, 0.45, 0.8),
    "chelsea.png": (0.5, 0.5, 0.95),
    "camera.png": (0.45, 0.35, 0.6),
}
# Too small, or not a picture of anything.
NOT = ("color.png", "logo", "lfw", "phantom", "chessboard", "text.png", "page.png", "horse.png", "screenshot", "Minduka", "clock_motion", "no_time", "_3840", "_5640")


def portrait(picture, middle_x, middle_y, height):
    """The part of a picture around this place, 4 by 5."""
    width, whole = picture.size
    tall = min(height * whole, width * 1.25 - 1)
    wide = tall * 0.8
    left = min(max(middle_x * width - wide / 2, 0), width - wide)
    top = min(max(middle_y * whole - tall / 2, 0), whole - tall)
    return picture.resize((400, 500), Image.Resampling.LANCZOS, box=(left, top, left + wide, top + tall))


def has_content(picture):
    """Not a flat colour or a smooth ramp: something in at least a third of the blocks."""
    grey = numpy.asarray(picture.convert("L"), dtype=float)[:496].reshape(62, 8, 50, 8)
    return (grey.std(axis=(1, 3)) > 3).mean() > 0.33


def sources(folders):
    own = [Path(skimage.__file__).parent / "data", Path(matplotlib.get_data_path()) / "sample_data", Path(sklearn.datasets.__file__).parent / "images"]
    for folder in [*own, *folders]:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in (".png", ".jpg", ".jpeg") and path.is_file() and not any(word in str(path) for word in NOT):
                yield path


def portraits(folders):
    """Faces first, then three places of every other picture."""
    faces, others, seen = [], [], set()
    for path in sources(folders):
        if path.name.startswith("obama_partial") or path.name == "32bit.png":
            continue
        with Image.open(path) as opened:
            picture = opened.convert("RGB")
        # The same picture for several screens is one picture.
        of = path.parents[2].name if path.name[0].isdigit() else path.name
        if of in seen or min(picture.size) < 250:
            continue
        seen.add(of)
        if path.name in FACES:
            faces.append((path.name, portrait(picture, *FACES[path.name])))
            continue
        # Large ones are looked at closely: a portrait of a whole landscape has no smooth parts, a face has.
        height = 0.9 if picture.size[1] < 800 else 0.45
        for x, y in ((0.3, 0.4), (0.7, 0.6), (0.5, 0.15)):
            cut = portrait(picture, x, y, height)
            if has_content(cut):
                others.append((path.name, cut))
    return faces + others


def make(folders, target):
    target.mkdir(parents=True, exist_ok=True)
    made = portraits(folders)
    for number, (name, picture) in enumerate(made):
        picture.save(target / f"{number:03}.ppm")
    (target / "names.txt").write_text("".join(f"{name}\n" for name, _ in made))
    return len(made), sum(name in FACES for name, _ in made)


if __name__ == "__main__":
    import sys

    print(make([Path(folder) for folder in sys.argv[2:]], Path(sys.argv[1])))

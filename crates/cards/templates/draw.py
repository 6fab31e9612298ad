#!/usr/bin/env python3
"""Draws the four templates beside this file: fine lines, a star, chequers, places for texts, photo and code.

Tenths of a millimetre. Everything goes on 3 mm beyond the edge of the card, for the bleed.
"""

import math
from pathlib import Path

NAVY, BLUE, PALE, INK = "#0b1f3f", "#1d4f91", "#e9eff7", "#14213a"


def waves(width, height, colour, rows, amplitude, length, opacity):
    """Lines that cross each other, as on banknotes: a copier turns them into noise."""
    paths = []
    for row in range(rows):
        y = -30 + (height + 60) * row / (rows - 1)
        for phase in (0, math.pi):
            points = []
            x = -30.0
            while x <= width + 48:
                swell = 0.55 + 0.45 * math.sin(x / 210 + row * 0.35)
                points.append(f"{x:.0f} {y + amplitude * swell * math.sin(x / length * 2 * math.pi + phase + row * 0.5):.1f}")
                x += 14
            paths.append("M" + " L".join(points))
    return f'<path d="{" ".join(paths)}" fill="none" stroke="{colour}" stroke-width="0.9" stroke-opacity="{opacity}"/>'


def rosette(x, y, size, colour, opacity, lobes=12):
    """A curve around a middle, several times, each a little turned."""
    paths = []
    for turn in range(6):
        points = []
        for step in range(241):
            angle = step / 240 * 2 * math.pi
            radius = size * (0.62 + 0.05 * turn + 0.13 * math.cos(lobes * angle + turn * math.pi / 3))
            points.append(f"{x + radius * math.cos(angle):.1f} {y + radius * math.sin(angle):.1f}")
        paths.append("M" + " L".join(points) + "Z")
    return f'<path d="{" ".join(paths)}" fill="none" stroke="{colour}" stroke-width="0.9" stroke-opacity="{opacity}"/>'


def star(x, y, size):
    """An eight-pointed star, of no force in particular."""
    parts = []
    for rays, inner, outer, colour in ((32, 0.66, 1.0, "#c9d3e0"), (8, 0.52, 1.08, "#eef2f7")):
        points = []
        for at in range(rays * 2):
            radius = size * (outer if at % 2 == 0 else inner)
            angle = math.pi * at / rays - math.pi / 2
            points.append(f"{x + radius * math.cos(angle):.1f},{y + radius * math.sin(angle):.1f}")
        parts.append(f'<polygon points="{" ".join(points)}" fill="{colour}" stroke="#8c9bb0" stroke-width="0.8"/>')
    parts.append(f'<circle cx="{x}" cy="{y}" r="{size * 0.44:.1f}" fill="{NAVY}" stroke="#c9a74a" stroke-width="{size * 0.06:.1f}"/>')
    # A portcullis of lines in the middle: shapes only.
    r = size * 0.24
    for step in (-1, 0, 1):
        parts.append(f'<path d="M{x + step * r * 0.7:.1f} {y - r:.1f} V{y + r:.1f} M{x - r:.1f} {y + step * r * 0.7:.1f} H{x + r:.1f}" stroke="#c9a74a" stroke-width="{size * 0.05:.1f}" fill="none"/>')
    return "".join(parts)


def chequers(x, y, width, square, rows=3):
    """Sillitoe chequers."""
    parts = [f'<rect x="{x}" y="{y}" width="{width}" height="{square * rows}" fill="#ffffff"/>']
    path = []
    for row in range(rows):
        at = x + (row % 2) * square
        while at < x + width:
            path.append(f"M{at} {y + row * square}h{min(square, x + width - at)}v{square}h-{min(square, x + width - at)}z")
            at += 2 * square
    parts.append(f'<path d="{"".join(path)}" fill="{NAVY}"/>')
    return "".join(parts)


def field(name, x, y, size, width, fill=INK, weight="", anchor="", spacing=""):
    more = f' font-weight="{weight}"' if weight else ""
    more += f' text-anchor="{anchor}"' if anchor else ""
    more += f' letter-spacing="{spacing}"' if spacing else ""
    return f'<text data-field="{name}" data-width="{width}" x="{x}" y="{y}" font-size="{size}" fill="{fill}"{more}>{name}</text>'


def label(text, x, y, size=15.5, fill="#4b5b75", weight="", anchor="", spacing="0.6"):
    more = f' font-weight="{weight}"' if weight else ""
    more += f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}" letter-spacing="{spacing}"{more}>{text}</text>'


def lines(text, x, y, size, step, fill=INK, anchor=""):
    return "".join(label(line, x, y + at * step, size, fill, anchor=anchor, spacing="0") for at, line in enumerate(text))


def picture(name, width, height, parts):
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    ground = (
        '<defs><linearGradient id="ground" x1="0" y1="0" x2="1" y2="1">'
        f'<stop offset="0" stop-color="#ffffff"/><stop offset="1" stop-color="{PALE}"/></linearGradient></defs>'
        f'<rect x="-40" y="-40" width="{width + 80}" height="{height + 80}" fill="url(#ground)"/>'
    )
    text = "\n".join([head, ground, *parts, "</svg>"]) + "\n"
    (Path(__file__).parent / name).write_text(text)


# What is drawn only with a code, and only without one: nobody who is set apart has a code on the card.
WITH_CODE = '<g data-with="code">'
WITHOUT_CODE = '<g data-without="code">'
END = "</g>"


def warrant_front():
    w, h = 856, 539.8
    picture("warrant-front.svg", w, h, [
        waves(w, h, BLUE, 16, 20, 150, 0.16),
        rosette(640, 335, 190, "#7a5ea8", 0.20),
        f'<rect x="-40" y="-40" width="{w + 80}" height="148" fill="{NAVY}"/>',
        chequers(-40, 108, 936, 13),
        star(84, 54, 40),
        field("force", 146, 52, 37, 500, "#ffffff", "bold"),
        label("WARRANT CARD", 147, 86, 22, "#c9d6ea", "bold", spacing="5"),
        label("POLICE", 806, 68, 40, "#ffffff", "bold", "end", "4"),
        '<rect x="42" y="171" width="244" height="309" rx="5" fill="#ffffff" stroke="#0b1f3f" stroke-width="2.4"/>',
        '<rect data-place="photo" x="46" y="175" width="236" height="301" fill="#d5dbe3"/>',
        label("RANK", 318, 196),
        field("rank", 318, 237, 37, 490, INK),
        label("NAME", 318, 276),
        field("name", 318, 325, 47, 490, INK, "bold"),
        label("WARRANT NUMBER", 318, 366),
        field("number", 318, 406, 35, 235, INK, "bold"),
        label("VALID UNTIL", 572, 366),
        field("valid-until", 572, 406, 35, 236, INK, "bold"),
        f'<rect x="318" y="430" width="490" height="1.6" fill="{BLUE}" fill-opacity="0.5"/>',
        lines(["The holder is a constable and has all the powers and", "privileges of a constable (Police Act 1996, section 30)."], 318, 456, 19.5, 25),
        label("CARD", 44, 509, 14.5),
        field("serial", 91, 509, 17, 195, INK),
    ])


def warrant_back():
    w, h = 856, 539.8
    picture("warrant-back.svg", w, h, [
        waves(w, h, BLUE, 16, 20, 150, 0.16),
        rosette(190, 300, 170, "#7a5ea8", 0.20),
        chequers(-40, -40, 936, 13, 5),
        f'<rect x="-40" y="25" width="{w + 80}" height="4" fill="{NAVY}"/>',
        label("Check this card", 42, 92, 35, INK, "bold", spacing="0"),
        WITH_CODE,
        lines(["Point a telephone’s camera at the code. Its", "page says whether this card was issued and", "is not revoked, and to what kind of holder.", "It names nobody, and nobody is told that",
               "you looked."], 42, 134, 20.5, 30),
        lines(["A code can be copied. In doubt, ask the", "officer to wait and call 101: give the force", "and the number on the front."], 42, 300, 20.5, 30),
        END,
        f'<rect x="42" y="402" width="425" height="1.6" fill="{BLUE}" fill-opacity="0.5"/>',
        label("IF FOUND", 42, 433),
        lines(["Hand in at any police station. This card is", "the property of:"], 42, 458, 19.5, 26),
        field("force", 42, 512, 23, 425, INK, "bold"),
        WITHOUT_CODE,
        lines(["In doubt, ask the officer to wait, and call", "101: give the force and the number on the", "front."], 42, 134, 20.5, 30),
        END,
        WITH_CODE,
        '<rect x="478" y="74" width="336" height="336" rx="5" fill="#ffffff" stroke="#0b1f3f" stroke-width="2.4"/>',
        END,
        '<rect data-place="code" x="479" y="75" width="334" height="334" fill="#ffffff"/>',
        label("CARD", 646, 444, anchor="middle"),
        field("serial", 646, 473, 24, 320, INK, "bold", "middle"),
    ])


def pass_front():
    w, h = 539.8, 856
    picture("pass-front.svg", w, h, [
        waves(w, h, BLUE, 24, 20, 150, 0.15),
        rosette(270, 640, 175, "#2d8c74", 0.18),
        f'<rect x="-40" y="-40" width="{w + 80}" height="202" fill="{NAVY}"/>',
        # Where the slot for the clip is punched, nothing is printed that is missed.
        '<rect x="200" y="24" width="140" height="32" rx="16" fill="#ffffff" fill-opacity="0.14"/>',
        field("force", 269.9, 106, 35, 470, "#ffffff", "bold", "middle"),
        label("STAFF PASS", 269.9, 141, 22, "#c9d6ea", "bold", "middle", "6"),
        '<rect x="142" y="186" width="256" height="325" rx="5" fill="#ffffff" stroke="#0b1f3f" stroke-width="2.4"/>',
        '<rect data-place="photo" x="146" y="190" width="248" height="317" fill="#d5dbe3"/>',
        field("name", 269.9, 573, 46, 480, INK, "bold", "middle"),
        field("rank", 269.9, 621, 31, 480, INK, "", "middle"),
        f'<rect x="120" y="645" width="300" height="1.6" fill="{BLUE}" fill-opacity="0.5"/>',
        label("VALID UNTIL", 269.9, 680, anchor="middle"),
        field("valid-until", 269.9, 719, 34, 400, INK, "bold", "middle"),
        f'<rect x="-40" y="754" width="{w + 80}" height="148" fill="#2d6f5f"/>',
        label("POLICE STAFF", 269.9, 814, 36, "#ffffff", "bold", "middle", "5"),
    ])


def pass_back():
    w, h = 539.8, 856
    picture("pass-back.svg", w, h, [
        waves(w, h, BLUE, 24, 20, 150, 0.15),
        f'<rect x="-40" y="-40" width="{w + 80}" height="112" fill="#2d6f5f"/>',
        WITH_CODE,
        '<rect x="102" y="104" width="336" height="336" rx="5" fill="#ffffff" stroke="#0b1f3f" stroke-width="2.4"/>',
        END,
        '<rect data-place="code" x="103" y="105" width="334" height="334" fill="#ffffff"/>',
        WITH_CODE,
        lines(["Scan to check that this pass was issued", "and is not revoked. It names nobody."], 269.9, 484, 21.5, 29, anchor="middle"),
        END,
        f'<rect x="120" y="545" width="300" height="1.6" fill="{BLUE}" fill-opacity="0.5"/>',
        lines(["Wear it where it is seen.", "Report a lost pass at once.", "If found, hand in at any police station."], 269.9, 584, 21.5, 29, anchor="middle"),
        label("PROPERTY OF", 269.9, 700, anchor="middle"),
        field("force", 269.9, 733, 25, 460, INK, "bold", "middle"),
        label("PASS", 269.9, 784, anchor="middle"),
        field("serial", 269.9, 815, 24, 400, INK, "bold", "middle"),
    ])


warrant_front()
warrant_back()
pass_front()
pass_back()

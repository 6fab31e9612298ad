"""How time and memory grow, as SVG: both axes are logarithmic, time on the left, memory on the right."""
import math

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 400, 80, 190, 20, 50
LINES = [
    ("seconds", "by the clock, s", "#9a3412", lambda one: one["seconds"]),
    ("processor", "processor, s", "#1d4ed8", lambda one: one["processor"]),
    ("peak", "memory, 100 MB", "#166534", lambda one: one["peak"] / 1e8),
]


def growth(found):
    values = [value(one) for one in found for _, _, _, value in LINES]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    first, last = math.log10(found[0]["expected"]), math.log10(found[-1]["expected"])

    def x(one):
        return LEFT + (math.log10(one["expected"]) - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y(value):
        return HEIGHT - BOTTOM - (math.log10(value) - low) / (high - low) * (HEIGHT - BOTTOM - TOP)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12" role="img">',
        "<title>Time and memory of listing and comparing, by number of expectations, all logarithmic</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for power in range(low, high + 1):
        place = y(10.0**power)
        out += [
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{place:.1f}" y2="{place:.1f}" stroke="#ddd"/>',
            f'<text x="{LEFT - 8}" y="{place + 4:.1f}" text-anchor="end">{10.0**power:g}</text>',
        ]
    for one in found:
        out.append(f'<text x="{x(one):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{one["expected"]:,}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">expectations</text>')
    for number, (_, title, colour, value) in enumerate(LINES):
        path = " ".join(f"{x(one):.1f},{y(value(one)):.1f}" for one in found)
        place = TOP + 20 + number * 22
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{x(one):.1f}" cy="{y(value(one)):.1f}" r="3" fill="{colour}"/>' for one in found]
        out += [
            f'<line x1="{WIDTH - RIGHT + 15}" x2="{WIDTH - RIGHT + 40}" y1="{place}" y2="{place}" stroke="{colour}" stroke-width="2"/>',
            f'<text x="{WIDTH - RIGHT + 46}" y="{place + 4}">{title}</text>',
        ]
    return "\n".join([*out, "</svg>", ""])

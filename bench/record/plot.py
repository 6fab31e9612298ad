"""A plot of how answers grow, as SVG: both axes are logarithmic, the slope of a line is its power."""
import math

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 720, 420, 70, 50, 20, 190
LINES = [("cold-all", "all holders, cold", "#9a3412"), ("warm-all", "all holders, warm", "#c2410c"),
         ("cold-person", "one person, cold", "#1d4ed8"), ("person", "one person, warm", "#60a5fa"),
         ("cold-holder", "one holder, cold", "#166534"), ("warm-holder", "one holder, warm", "#22c55e")]


def value(found, line):
    return found["warm-all"]["person"] if line == "person" else found[line]["seconds"]


def growth(all_found):
    sizes = sorted({found["holdings"] for found in all_found})
    times = [value(found, line) for found in all_found for line, _, _ in LINES]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def x(size):
        share = (math.log10(size) - first) / (last - first) if last > first else 0.5
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(time):
        return HEIGHT - BOTTOM - (math.log10(time) - low) / (high - low) * (HEIGHT - BOTTOM - TOP)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12" role="img">',
           "<title>Answer time by number of holdings, both logarithmic</title>", f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for power in range(low, high + 1):
        place = y(10.0 ** power)
        name = {0: "1 s", 1: "10 s", 2: "100 s", -1: "100 ms", -2: "10 ms", -3: "1 ms", -4: "100 µs", -5: "10 µs"}.get(power, f"1e{power} s")
        out += [f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{place:.1f}" y2="{place:.1f}" stroke="#ddd"/>',
                f'<text x="{LEFT - 8}" y="{place + 4:.1f}" text-anchor="end">{name}</text>']
    for size in sizes:
        out.append(f'<text x="{x(size):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{size:,}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">holdings</text>')
    for number, (line, title, colour) in enumerate(LINES):
        for kind, dash in (("uniform", ""), ("clustered", ' stroke-dasharray="5 4"')):
            points = [(x(found["holdings"]), y(value(found, line))) for found in all_found if found["kind"] == kind]
            path = " ".join(f"{left:.1f},{up:.1f}" for left, up in points)
            out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
            out += [f'<circle cx="{left:.1f}" cy="{up:.1f}" r="3" fill="{colour}"/>' for left, up in points]
        place = TOP + 20 + number * 22
        out += [f'<line x1="{WIDTH - RIGHT + 15}" x2="{WIDTH - RIGHT + 40}" y1="{place}" y2="{place}" stroke="{colour}" stroke-width="2"/>',
                f'<text x="{WIDTH - RIGHT + 46}" y="{place + 4}">{title}</text>']
    out.append(f'<text x="{WIDTH - RIGHT + 15}" y="{TOP + 20 + len(LINES) * 22 + 4}">solid uniform, dashed clustered</text>')
    return "\n".join(out + ["</svg>", ""])

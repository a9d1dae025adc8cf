"""Line charts as SVG; the axes are logarithmic unless a chart is linear."""

import math
from html import escape

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 72, 24, 48, 56
COLOURS = ["#1f6feb", "#d1651a", "#2a8f4f", "#8250df"]
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600; font-size: 15px }
.grid { stroke: #d0d7de; stroke-width: 1 }
.line { fill: none; stroke-width: 2 }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .grid { stroke: #3d444d } }
"""


class Axis:
    """Maps values to places on an axis, and chooses the values to label."""

    def __init__(self, values, start, end, linear):
        self.start, self.end, self.linear = start, end, linear
        if linear:
            step = _round_step(max(values) / 5)
            self.low, self.high = 0, step * math.ceil(max(values) / step)
            self.marks = [step * n for n in range(round(self.high / step) + 1)]
        else:
            self.low = math.floor(math.log10(min(values)))
            self.high = max(math.ceil(math.log10(max(values))), self.low + 1)
            self.marks = [10.0 ** n for n in range(self.low, self.high + 1)]

    def place(self, value):
        value = value if self.linear else math.log10(value)
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def _round_step(step):
    size = 10.0 ** math.floor(math.log10(step))
    return next(size * factor for factor in (1, 2, 5, 10) if size * factor >= step)


def _name(value):
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:g}"


def chart(picture):
    """The SVG of a chart with a `title`, the names of the axes `x` and `y`, and the points of each line in `series`, by its name."""
    linear = picture.get("linear", False)
    points = [point for line in picture["series"].values() for point in line]
    x = Axis([point[0] for point in points], LEFT, WIDTH - RIGHT, linear)
    y = Axis([point[1] for point in points], HEIGHT - BOTTOM, TOP, linear)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
             f"<title>{escape(picture['title'])}</title>", f"<style>{STYLE}</style>",
             f'<text class="title" x="{LEFT}" y="22">{escape(picture["title"])}</text>']
    for mark in x.marks:
        place = x.place(mark)
        parts.append(f'<line class="grid" x1="{place:.1f}" x2="{place:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>')
        parts.append(f'<text x="{place:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{_name(mark)}</text>')
    for mark in y.marks:
        place = y.place(mark)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{place:.1f}" y2="{place:.1f}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{place + 4:.1f}" text-anchor="end">{_name(mark)}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 14}" text-anchor="middle">{escape(picture["x"])}</text>')
    parts.append(f'<text x="{LEFT}" y="{TOP - 8}" text-anchor="middle">{escape(picture["y"])}</text>')
    for number, (name, line) in enumerate(picture["series"].items()):
        parts += _line(name, line, x, y, COLOURS[number % len(COLOURS)], number)
    return "\n".join([*parts, "</svg>", ""])


def _line(name, points, x, y, colour, number):
    places = [(x.place(a), y.place(b)) for a, b in points]
    path = " ".join(f"{a:.1f},{b:.1f}" for a, b in places)
    parts = [f'<polyline class="line" stroke="{colour}" points="{path}"/>']
    if len(places) <= 12:
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in places]
    height = TOP + 16 + 20 * number
    parts.append(f'<line class="line" stroke="{colour}" x1="{LEFT + 12}" x2="{LEFT + 36}" y1="{height}" y2="{height}"/>')
    parts.append(f'<text x="{LEFT + 44}" y="{height + 4}">{escape(name)}</text>')
    return parts

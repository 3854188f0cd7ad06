# SPDX-License-Identifier: GPL-3.0-or-later
"""What was measured, for people: Markdown tables, bars, and how it compares with goals and with an earlier run."""

import html
import re

# Against the Wings-like program: how many times as long it must take, wall and CPU; by case and the tree's letter.
GOALS = {
    ("create", "A"): 1.8, ("create", "B"): 2.6, ("create", "C"): 3.0,
    ("again, unchanged", "A"): 3.0, ("again, unchanged", "B"): 8.0, ("again, unchanged", "C"): 10.0,
    ("again, after chown -R", "B"): 3.0, ("again, 1 % changed", "B"): 6.0, ("again, 1 % changed", "C"): 4.0,
    ("restore", "B"): 4.0, ("restore", "C"): 4.0,
}
SLOWER = 1.15  # a ratio that fell by more than this is told


def groups(rows):
    """Rows of one table each, in order."""
    found = {}
    for row in rows:
        found.setdefault((row["case"], row["tree"]), []).append(row)
    return found


def goal_sentence(case, tree, rows):
    goal = GOALS.get((case, tree[:1]))
    wings = next((row for row in rows if row["name"] == "Wings-like"), None)
    if goal is None or wings is None:
        return ""
    verdict = "met" if wings["wall_ratio"] >= goal else "not met"
    return f"\nGoal: Wings-like takes at least {goal:g} times as long. {wings['wall_ratio']:.2f} times: {verdict}.\n"


def race_table(case, tree, rows):
    lines = [f"### {case}, {tree}", "",
             "| | wall s (spread) | CPU s | peak RSS MiB | size | wall against Alula | CPU against Alula |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        size = f"{row['size'] / 1e6:.1f} MB" if row["size"] else ""
        lines.append(f"| {row['name']} | {row['wall_s']:.2f} ({row['spread_s']:.2f}) | {row['cpu_s']:.2f} | {row['peak_rss_mib']:.0f} | {size} "
                     f"| {row['wall_ratio']:.2f}× | {row['cpu_ratio']:.2f}× |")
    return "\n".join(lines) + "\n" + goal_sentence(case, tree, rows)


def machine_table(rows):
    return "\n".join(["### machine", "", "| one core (two where it says so), one disk | |", "|---|---|"] + [f"| {r['name']} | {r['rate']:.0f} {r['unit']} |" for r in rows]) + "\n"


def markdown(rows):
    return "\n".join(machine_table(table) if case == "machine" else race_table(case, tree, table) for (case, tree), table in groups(rows).items())


def bars(rows):
    """One SVG of wall seconds for a list of rows of one case and tree; readable on light and dark."""
    longest = max(row["wall_s"] for row in rows) or 1
    lines = []
    for i, row in enumerate(rows):
        y, width = 30 + 26 * i, 420 * row["wall_s"] / longest
        colour = "#2a9d6f" if i == 0 else "#8a94a3"
        name = html.escape(row["name"].replace("\\", ""))
        lines.append(f'<text x="210" y="{y + 14}" text-anchor="end">{name}</text><rect x="220" y="{y}" width="{width:.1f}" height="18" rx="2" '
                     f'fill="{colour}"/><text x="{226 + width:.1f}" y="{y + 14}">{row["wall_s"]:.2f} s</text>')
    title = html.escape(f"{rows[0]['case']}, {rows[0]['tree']}")
    height = 40 + 26 * len(rows)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {height}" width="720" height="{height}" role="img" aria-label="{title}">'
            "<style>text{font:13px sans-serif;fill:#24292f}@media(prefers-color-scheme:dark){text{fill:#e6edf3}}</style>"
            f'<text x="10" y="18" font-weight="bold">{title}</text>{"".join(lines)}</svg>\n')


def picture_name(case, tree):
    return "bench-" + re.sub(r"[^a-z0-9]+", "-", f"{case} {tree[:1]}".lower()).strip("-") + ".svg"


def key(row):
    return f"{row['case']} / {row['tree'][:1]} / {row['name']}"


def ratios(rows):
    """What an earlier run is remembered by: how many times as long the others took. A slower machine is slower for all."""
    return {key(row): {"wall": round(row["wall_ratio"], 3), "cpu": round(row["cpu_ratio"], 3)} for row in rows if "wall_ratio" in row}


def slower(rows, baseline):
    """Sentences about what lost against the peers since the baseline, by CPU time, which a busy machine disturbs least."""
    found = []
    for name, now in ratios(rows).items():
        before = baseline.get(name)
        if before and not name.endswith("/ Alula") and before["cpu"] > now["cpu"] * SLOWER:
            found.append(f"{name}: {now['cpu']:.2f} times Alula's CPU time, and it was {before['cpu']:.2f} times: Alula has become slower")
    return found

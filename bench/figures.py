# SPDX-License-Identifier: GPL-3.0-or-later
"""What was measured beside its goal: rows of Markdown as they come, and JSON for whoever compares runs."""

import json
import os
import pathlib
import statistics


class Figures:
    def __init__(self):
        self.rows = []
        self.case = None
        self.titles = set()

    def add(self, case, name, metric, value, unit, goal=None):
        """`goal`: the value is to be below it; none: it is only told."""
        row = {"case": case, "name": name, "metric": metric, "value": value, "unit": unit, "goal": goal}
        self.rows.append(row)
        if case != self.case:
            self.case = case
            title = "" if case in self.titles else f"\n### {case}\n"
            self.titles.add(case)
            print(f"{title}\n| | | value | goal | |\n|---|---|---|---|---|")
        aim = "" if goal is None else f"< {goal:g} {unit}".strip()
        verdict = "" if goal is None else ("met" if value < goal else "missed")
        print(f"| {name} | {metric} | {f'{shown(value)} {unit}'.strip()} | {aim} | {verdict} |", flush=True)

    def latencies(self, case, rows):
        """rows: {what was asked: {"count", "p50", "p95", "p99", "max"}}, milliseconds; a table of its own."""
        print("\n| ms | answers | p50 | p95 | p99 | max |\n|---|---|---|---|---|---|")
        for name, took in rows.items():
            print(f"| {name} | {took['count']} | " + " | ".join(shown(took[m]) for m in ("p50", "p95", "p99", "max")) + " |")
            self.rows.append({"case": case, "name": name, "metric": "answers", "value": took["count"], "unit": "", "goal": None})
            for metric in ("p50", "p95", "p99", "max"):
                self.rows.append({"case": case, "name": name, "metric": metric, "value": took[metric], "unit": "ms", "goal": None})
        self.case = None  # what follows begins a table anew

    def spread(self, case, name, values, unit, goal=None):
        """Several rounds of one thing: the goal is the median's."""
        self.add(case, name, "median", statistics.median(values), unit, goal)
        self.add(case, name, "max", max(values), unit)

    def write(self, file):
        if file:
            pathlib.Path(file).write_text(json.dumps(self.rows, indent=1))


def shown(value):
    if isinstance(value, int) or value >= 100:
        return f"{value:.0f}"
    return f"{value:.2f}"


def machine():
    model = next((line.split(":")[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), "unknown")
    return f"Machine: {os.cpu_count()} cores, {model}; load {os.getloadavg()[0]:.1f}."

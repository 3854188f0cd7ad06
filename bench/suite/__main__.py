# SPDX-License-Identifier: GPL-3.0-or-later
"""scripts/bench calls it: runs the cases that are asked for, prints Markdown, and writes JSON, documents and a baseline."""

import argparse
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

import cases
import report
import trees

CASES = ["machine", "create", "again", "restore"]
BEGIN, END = "<!-- made by scripts/bench --docs: begin -->", "<!-- made by scripts/bench --docs: end -->"


def arguments():
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Alula beside its peers on the same trees in one run, as ratios.")
    parser.add_argument("--bin", help=argparse.SUPPRESS)
    parser.add_argument("--make-tree", choices=list(trees.MAKERS), help=argparse.SUPPRESS)
    parser.add_argument("--wings", help=argparse.SUPPRESS)
    parser.add_argument("--docs-folder", type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument("--case", action="append", choices=CASES, help="only this one; may be given more than once")
    parser.add_argument("--tree", action="append", choices=list(trees.MAKERS), help="only this one: A game assets, B programs, C small files")
    parser.add_argument("--trees", type=pathlib.Path, required=True, help="where trees are kept; archives are made beside them (the cache)")
    parser.add_argument("--rounds", type=int, default=3, help="counted rounds a case, after one to warm up (%(default)s)")
    parser.add_argument("--json", type=pathlib.Path, help="write all figures there")
    parser.add_argument("--docs", action="store_true", help="put tables and pictures into docs/performance.md")
    parser.add_argument("--baseline", type=pathlib.Path, help="an earlier run's ratios: whatever has become slower ends this with 3")
    parser.add_argument("--save-baseline", type=pathlib.Path, help="keep this run's ratios there")
    return parser.parse_args()


def machine_sentence(args):
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True).stdout.strip()
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    words = " ".join(["scripts/bench", *told(sys.argv[1:])])
    return (f"`{words}` of {commit} on {os.cpu_count()} cores, {model}, {memory:.0f} GiB, Linux {platform.release().split('-')[0]}; load "
            f"{os.getloadavg()[0]:.1f} when it began; output on the same disk; what is read lies in the page cache but where it says otherwise; medians of {args.rounds} rounds.")


def told(words):
    """Without what says where things lie."""
    paths = ("--bin", "--wings", "--docs-folder", "--trees", "--json", "--baseline", "--save-baseline")
    follows = False
    for word in words:
        if not follows and not word.startswith(paths) and word != "--docs":
            yield word
        follows = word in paths


def find_trees(args):
    found = {}
    for name in args.tree or trees.MAKERS:
        try:
            found[name] = trees.tree(name, args.trees)
        except (subprocess.CalledProcessError, OSError) as error:
            print(f"Tree {name} is left out: it cannot be made ({error}).", file=sys.stderr)
    return found


def write_docs(folder, sentence, rows):
    pictures = []
    for (case, tree), table in report.groups(rows).items():
        if case == "machine":
            continue
        name = report.picture_name(case, tree)
        (folder / "images" / name).write_text(report.bars(table))
        pictures.append(f"![{case}, {tree}](images/{name})")
    page = folder / "performance.md"
    text = page.read_text()
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n{sentence}\n\n" + "\n".join(pictures) + f"\n\n{report.markdown(rows)}{END}{after}")


def main():
    args = arguments()
    args.trees.mkdir(parents=True, exist_ok=True)
    if args.make_tree:
        trees.tree(args.make_tree, args.trees)
        return
    sentence = machine_sentence(args)
    if not args.wings:
        print("Without Wings' stand-in: it needs Go and pgzip.", file=sys.stderr)
    rows = []
    folders = find_trees(args) if set(args.case or CASES) - {"machine"} else {}
    with tempfile.TemporaryDirectory(prefix="alula-bench.", dir=args.trees.parent) as work:
        stage = cases.Stage(args.bin, work, args.trees, args.wings, args.rounds)
        for case in args.case or CASES:
            for more in cases.run(case, stage, folders, trees.describe):
                rows += more
                print(report.markdown(more), flush=True)
        stage.remove_spent()
    print(sentence)
    if args.json:
        args.json.write_text(json.dumps({"machine": sentence, "rows": rows}, indent=1))
    if args.docs:
        write_docs(args.docs_folder, sentence, rows)
    if args.save_baseline:
        args.save_baseline.write_text(json.dumps(report.ratios(rows), indent=1) + "\n")
    lost = report.slower(rows, json.loads(args.baseline.read_text())) if args.baseline else []
    print("\n".join(lost))
    sys.exit(3 if lost else 0)


if __name__ == "__main__":
    main()

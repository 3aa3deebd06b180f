"""Whether a change of the code changes records: ``python tools/same.py TEXTS keep``, then ``… TEXTS [--list dates]``.

``keep`` writes the mentions of the articles and all labelled passages (test parts too: nobody sees them) as digests;
without it they are compared and the first differences of the parts that may be read are shown.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import cached

KEPT = cached.ROOT / "build" / "same.json"
UNSEEN = ("test", "genre_test")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("keep", nargs="?", choices=["keep"])
    parser.add_argument("--list", choices=["entities", "units", "dates", "numbers"])
    parser.add_argument("--show", type=int, default=10)
    args = parser.parse_args()
    import passages

    pipeline = cached.CachedPipeline()
    hidden = {key for key, row in passages.load(args.texts).items() if row["part"] in UNSEEN}
    found: dict[str, dict[str, list[str]]] = {}
    for article in cached.articles(args.texts):
        record = pipeline(article).to_json()
        lists = [args.list] if args.list else ["entities", "units", "dates", "numbers"]
        found[article.id] = {
            name: [json.dumps(mention, sort_keys=True, ensure_ascii=False) for mention in record[name]]
            for name in lists
        }
        if article.id in hidden:
            found[article.id] = {
                name: [hashlib.sha256(m.encode()).hexdigest() for m in mentions]
                for name, mentions in found[article.id].items()
            }
    pipeline.save()
    if args.keep:
        KEPT.write_text(json.dumps(found), encoding="utf-8")
        return 0
    before = json.loads(KEPT.read_text(encoding="utf-8"))
    changed = shown = 0
    for key, lists in found.items():
        for name, mentions in lists.items():
            if mentions != before[key][name]:
                changed += 1
                old, new = set(before[key][name]), set(mentions)
                for sign, some in (("-", sorted(old - new)), ("+", sorted(new - old))):
                    for mention in some if key not in hidden else ():
                        if shown < args.show:
                            print(sign, key, name, mention[:400])
                            shown += 1
    print(f"{changed} lists of {len(found)} texts differ")
    return 1 if changed else 0


if __name__ == "__main__":
    raise SystemExit(main())

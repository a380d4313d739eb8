"""`python -m web.hant`: makes web/hant.json again from the Simplified words; to be run after any of them was changed."""

import json

from ingest.traditional import to_traditional
from web.hant import FILE
from web.strings import TABLE


def made() -> dict[str, str]:
    return {key: to_traditional(simplified) for key, (simplified, _) in TABLE.items()}


def main() -> None:
    FILE.write_text(json.dumps(made(), ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf8")
    print(FILE)


if __name__ == "__main__":
    main()

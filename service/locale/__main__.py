"""`python -m service.locale update | compile | check`."""

import sys

from service.locale import catalogue

USAGE = "usage: python -m service.locale update | compile | check\n"


def main(arguments: list[str]) -> int:
    """Run one command; exit status 0 is well, 1 faults, 2 usage."""
    commands = {"update": update, "compile": compile_, "check": check}
    if len(arguments) != 1 or arguments[0] not in commands:
        sys.stderr.write(USAGE)
        return 2
    return commands[arguments[0]]()


def update() -> int:
    """Merge the sources' sentences into the catalogues."""
    for language in catalogue.LANGUAGES:
        file = catalogue.po_file(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(catalogue.written(catalogue.updated(language)))
    return 0


def compile_() -> int:
    """Write what the program reads beside each catalogue."""
    for language in catalogue.LANGUAGES:
        file = catalogue.po_file(language)
        file.with_suffix(".mo").write_bytes(catalogue.compiled(language))
    return 0


def check() -> int:
    """Name every fault; none is well."""
    found = [fault for language in catalogue.LANGUAGES for fault in catalogue.faults(language)]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The schema that the migrations make, as one readable file: `service/schema.sql`.

Run it after a change of the migrations: `python -m service.migrations.schema_snapshot`.
"""

import re
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import URL

from service import embedded_postgres
from service.db import migrate
from service.embedded_postgres.programs import installed

SNAPSHOT = Path(__file__).parents[1] / "schema.sql"
COMMAND = "python -m service.migrations.schema_snapshot"
HEADER = f"-- Made by `{COMMAND}`; a test compares it with the migrated database.\n\n"

# Lines that tell of the machine or of the dumping program, not of the schema.
_NOISE = re.compile(
    r"^(--|-- PostgreSQL database dump.*|-- Dumped .*|SET \w+ = .*;"
    r"|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*)\n",
    re.MULTILINE,
)


def schema_dump(admin_url: URL) -> str:
    """Give the schema of a database, rights and policies included, in the same words every time."""
    dumped = subprocess.run(  # noqa: S603  # a program of the wheel, no shell
        [
            installed() / "bin" / "pg_dump",
            "--schema-only",
            "--restrict-key=zhuanhu",
            f"--dbname={_address(admin_url)}",
        ],
        env={"PGPASSWORD": str(admin_url.password)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return HEADER + re.sub(r"\n{3,}", "\n\n", _NOISE.sub("", dumped)).strip() + "\n"


def main() -> None:
    """Migrate an empty database and write its schema down."""
    with tempfile.TemporaryDirectory(prefix="zhuanhu-schema-") as folder:
        Path(folder).chmod(0o711)  # started by root, the server runs as another user
        with embedded_postgres.running(Path(folder)) as endpoint:
            migrate(endpoint.owner_url)
            SNAPSHOT.write_text(schema_dump(endpoint.admin_url), encoding="utf-8")


def _address(url: URL) -> str:
    plain = url.set(drivername="postgresql", password=None)
    return plain.render_as_string(hide_password=False)


if __name__ == "__main__":
    main()

"""What pages ask for, found by an index."""

from pathlib import Path

from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    statements = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    # without parameters the driver leaves the percent signs of plpgsql alone
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(statements)


def downgrade() -> None:
    raise RuntimeError("books are not migrated backwards: restore a backup instead")

"""Run the migrations in one transaction: after a crash the schema is the old or the new one."""

from alembic import context
from sqlalchemy import create_engine, text

from service.tables import Base

ONE_AT_A_TIME = 7_358_001  # an arbitrary number that all versions of the product share


def main() -> None:
    engine = create_engine(context.config.attributes["url"])
    with engine.begin() as connection:
        # Wait for another migrating process before the timeout counts, then give up quickly
        # rather than queue the whole product behind a table lock.
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
        connection.execute(text("set local lock_timeout = '10s'"))
        context.configure(connection=connection, target_metadata=Base.metadata)
        context.run_migrations()
        connection.execute(text("grant select on alembic_version to zhuanhu_app"))
    engine.dispose()


main()

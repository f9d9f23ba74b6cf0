"""`zhuanhu serve`, `demo`, `migrate`: running the product."""

from datetime import UTC, datetime

import click

from service import running, serving
from service.shell import settings, with_settings


@click.command()
@with_settings
def serve() -> None:
    """Run the web pages, the API and the clock until interrupted."""
    with running.migrated(settings()):
        serving.serve(settings())


@click.command()
@click.option("--stop-after", type=click.IntRange(1, 1440), default=480, help="minutes")
@with_settings
def demo(stop_after: int) -> None:
    """Run the product with a sample programme; prints the address and the log-ins."""
    from service.demo import start  # noqa: PLC0415  # reportlab and fonts are needed for the demo only

    with running.opened(settings()) as database:
        start.prepare(settings(), database, datetime.now(UTC), click.echo)
        serving.serve(settings(), stop_after_minutes=stop_after)


@click.command()
@with_settings
def migrate() -> None:
    """Bring the database to this version's schema."""
    with running.migrated(settings()):
        click.echo("ok")

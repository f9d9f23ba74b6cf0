"""PostgreSQL that comes with the product: nothing to install, data kept in the data folder.

`ensure` starts it where it does not run yet, `stop` stops it, `running` does both around a block.
The programs are those of the installed wheel; the launcher is our own: passwords for everybody
(also the superuser), a unix socket instead of a network port, checksums on every page.
"""

from service.embedded_postgres.launcher import Endpoint, ensure, running, stop
from service.embedded_postgres.operating_system import CannotStart

__all__ = ["CannotStart", "Endpoint", "ensure", "running", "stop"]

"""The tables of all procedures, in the order of the life of a grant.

Adding a procedure is one module in `compliance/procedures/` and one line here; `docs/procedures.md`
is drawn from these tables.
"""

from typing import Any, Final

from compliance.machine import Machine
from compliance.procedures.advance import ADVANCE
from compliance.procedures.appeal import APPEAL
from compliance.procedures.arrival import ARRIVAL
from compliance.procedures.claim import CLAIM
from compliance.procedures.clawback import CLAWBACK
from compliance.procedures.disbursement import DISBURSEMENT
from compliance.procedures.disbursement_batch import DISBURSEMENT_BATCH
from compliance.procedures.exit import COMPLETION, WITHDRAWAL
from compliance.procedures.grant_life import GRANT_LIFE
from compliance.procedures.inspection import INSPECTION
from compliance.procedures.reallocation import REALLOCATION
from compliance.procedures.rectification import RECTIFICATION
from compliance.procedures.sanction import SANCTION
from compliance.procedures.settlement import SETTLEMENT
from compliance.procedures.spot_check import SPOT_CHECK
from compliance.procedures.transfer import TRANSFER

MACHINES: Final[tuple[Machine[Any], ...]] = (
    GRANT_LIFE,
    DISBURSEMENT,
    DISBURSEMENT_BATCH,
    REALLOCATION,
    CLAIM,
    APPEAL,
    ADVANCE,
    SPOT_CHECK,
    INSPECTION,
    RECTIFICATION,
    SANCTION,
    WITHDRAWAL,
    CLAWBACK,
    TRANSFER,
    ARRIVAL,
    COMPLETION,
    SETTLEMENT,
)

"""All that the pages work on, in one piece: `app.py` puts it together, `site` hands it to the pages."""

from dataclasses import dataclass

from web.align_ports import Aligning
from web.bench_ports import Bench
from web.exam_ports import Trainer
from web.ledger_ports import Ledger
from web.ports import Library


@dataclass(frozen=True, slots=True)
class Services:
    """The documents, and what is done with them besides asking and searching."""

    library: Library
    bench: Bench
    ledger: Ledger
    aligning: Aligning
    trainer: Trainer

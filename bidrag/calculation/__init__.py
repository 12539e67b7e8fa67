"""The pure core: a budget in, finished tables out. No I/O, clock or locale; no rounding but the file's."""

from bidrag.calculation.compute import compute
from bidrag.calculation.per_period import per_period
from bidrag.calculation.period import Period
from bidrag.calculation.tables import Calculation

__all__ = ["Calculation", "Period", "compute", "per_period"]

"""The pure core: a budget in, finished tables out. No I/O, no clock, no locale, no rounding."""

from bidrag.calculation.compute import compute
from bidrag.calculation.period import Period, per_period
from bidrag.calculation.tables import Calculation

__all__ = ["Calculation", "Period", "compute", "per_period"]

"""The file format of a budget: pydantic models whose aliases are the Swedish keys of the file.

What concerns one value alone is checked here and in `scalars`; what concerns several (groups, rows,
sums) in `rules`. The types of the scalars also say which values belong to one year (`NextYear`).
"""

from bidrag.budget.schema.activity import Activity, OwnForm
from bidrag.budget.schema.file import File, Rounding
from bidrag.budget.schema.lines import Line, Supplement
from bidrag.budget.schema.parts import ONE, SEVERAL, Hole, Part
from bidrag.budget.schema.periods import Periods, Printed
from bidrag.budget.schema.providers import Agreement, Provider
from bidrag.budget.schema.revisions import Revision
from bidrag.budget.schema.socioeconomic import School, Socioeconomic
from bidrag.budget.schema.steps import Recipient, Step

__all__ = [
    "ONE",
    "SEVERAL",
    "Activity",
    "Agreement",
    "File",
    "Hole",
    "Line",
    "OwnForm",
    "Part",
    "Periods",
    "Printed",
    "Provider",
    "Recipient",
    "Revision",
    "Rounding",
    "School",
    "Socioeconomic",
    "Step",
    "Supplement",
]

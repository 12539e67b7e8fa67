"""From the rows of a table to the activities of a draft; what does not fit together is told."""

from bidrag.calculation.basis import PLURAL
from bidrag.calculation.legal import ADMINISTRATION, MOMS
from bidrag.imports.amounts import amounts_of
from bidrag.imports.counts import counts_of
from bidrag.imports.draft import DraftActivity, DraftLine
from bidrag.imports.headings import Role
from bidrag.imports.naming import (
    activity_id,
    activity_name,
    group_id,
    interpreted,
    key_of,
    line_id,
    line_name,
)
from bidrag.imports.placing import Placed, place
from bidrag.imports.remarks import Remarks
from bidrag.imports.rows import Row
from bidrag.imports.synonyms import form_of
from bidrag.imports.totals import check_totals
from bidrag.law import FORMS, Form

EVERYONE = "alla"


def collect(rows: list[Row], remarks: Remarks) -> tuple[DraftActivity, ...]:
    """The activities of the table in its order; sums are compared with their rows."""
    by_activity: dict[str, list[Row]] = {}
    for row in rows:
        if not row.total:
            by_activity.setdefault(activity_id(row.activity), []).append(row)
    details: dict[int, Placed] = {}
    found = tuple(_Activity(each, remarks, details).draft() for each in by_activity.values())
    check_totals(rows, details, remarks)
    return found


class _Activity:
    """Makes one activity of its rows; those that a sum adds up go into `details`."""

    def __init__(self, rows: list[Row], remarks: Remarks, details: dict[int, Placed]) -> None:
        self.remarks = remarks
        self.details = details
        self.first = rows[0]
        self.placed = place(rows, remarks)
        self.form = form_of(self.first.activity)
        self.groups: dict[str, str] = {}
        for row in rows:
            if row.group:
                self.groups.setdefault(group_id(row.group), row.group)

    def draft(self) -> DraftActivity:
        """The activity."""
        if self.form is None:
            message = f"”{self.first.activity}” är ingen skolform som känns igen"
            help_text = f"skriv skolform: i filen, eller en av dessa i tabellen: {', '.join(FORMS)}"
            self.remarks.problem(self.first.cell(Role.ACTIVITY), message, help_text)
        groups = self.groups or dict.fromkeys([_everyone(self.form)], _everyone(self.form))
        counts = counts_of(self.placed, list(groups), self.remarks)
        return DraftActivity(
            activity_name(self.first.activity),
            self.first.activity,
            self.form,
            {key_of(text): text for text in groups.values()},
            {key_of(groups[group]): count for group, count in counts.items()},
            tuple(self._lines()),
        )

    def _lines(self) -> list[DraftLine]:
        by_line: dict[str, list[Placed]] = {}
        for each in self.placed:
            if each.row.line:
                by_line.setdefault(line_id(each.row.line), []).append(each)
            else:
                self.details[each.row.number] = each
        return [self._line(rows) for rows in by_line.values()]

    def _line(self, placed: list[Placed]) -> DraftLine:
        amounts = amounts_of(placed, self.groups, self.remarks)
        for each in placed:
            if each.row not in amounts.repeats:
                self.details[each.row.number] = each
        row = placed[0].row
        name = line_name(row.line)
        item = interpreted(name, row.line, self.form)
        if item == "":
            self._tell_unknown(row)
        shares = {key_of(self.groups[group]): share for group, share in amounts.shares.items()}
        return DraftLine(name, row.line, item, amounts.budget, shares)

    def _tell_unknown(self, row: Row) -> None:
        assert self.form is not None
        message = f"”{row.line}” är inget av kostnadsslagen för {self.form.key}"
        items = ", ".join(item.key for item in self.form.items)
        help_text = f"fyll i kostnadsslag: i filen ({items}, övrigt eller tilläggsbelopp)"
        schablons = {ADMINISTRATION: self.form.administration, MOMS: self.form.moms}
        rates = schablons.get(line_id(row.line))
        if rates:
            message += f": schablonen täcker det redan ({max(rates).paragraph})"
            help_text = f"ta bort raden; är den något annat: {help_text}"
        self.remarks.problem(row.cell(Role.LINE), message, help_text)


def _everyone(form: Form | None) -> str:
    """The name of the one group of an activity that the table does not divide."""
    return PLURAL[form.unit] if form else EVERYONE

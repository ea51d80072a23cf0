"""The one family of errors a person can cause, and mend.

Every edge (command line, web form, API) translates an `AssessError` once; anything else is a bug and fails loudly.
"""

from __future__ import annotations


class AssessError(Exception):
    """Something a person did that we cannot carry out.

    `what` is one sentence, `where` the file, path or field, `remedy` what to do next, `status` the HTTP
    status the web gives it, `code` a stable word for machines (the last part of the problem's type).
    """

    status = 400
    code = "bad-request"

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{remedy}"


class InvalidQuestionnaire(AssessError):
    """A questionnaire file that cannot be served; `problems` holds every one found, not the first."""

    status = 422
    code = "invalid-questionnaire"

    def __init__(self, problems: list) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class InvalidAnswer(AssessError):
    """An answer that its question does not allow."""

    status = 422
    code = "invalid-answer"


class NotFound(AssessError):
    """The same words for what never was, what expired and what was guessed."""

    status = 404
    code = "not-found"


class Conflict(AssessError):
    """The request contradicts something already stored."""

    status = 409
    code = "conflict"


class TooLarge(AssessError):
    status = 413
    code = "too-large"


class StoreError(AssessError):
    """The database file cannot be used as it is; the remedy says how to go on."""

    status = 503
    code = "store-unavailable"

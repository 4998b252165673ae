"""The fields of a talk, part by part of the paper: free words first, coded answers after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.labels import label
from cusdesk.domain.needs_talks import AnswerSource, NeedUrgency, TalkPlace, UsedService
from cusdesk.domain.plans import PlanServiceForm
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section

if TYPE_CHECKING:
    import enum
    from collections.abc import Callable, Sequence

    from cusdesk.domain.needs_talks import Scheme

_TALK, _USED, _ANSWER = (
    "fields.needs_talks.",
    "fields.needs_talk_services.",
    "fields.needs_talk_answers.",
)


def _enum(kind: type[enum.StrEnum]) -> list[Choice]:
    return [Choice(value, label(value)) for value in kind]


def _text(name: str, *, lines: int = 3, hint: str = "") -> FieldSpec:
    return FieldSpec(name, f"{_TALK}{name}", "multiline", lines=lines, hint=hint)


def talk_forms(coordinators: Callable[[], Sequence[Choice]]) -> dict[str, FormSpec]:
    """Return the form of every part by its name, in the order of the paper."""
    told = FieldSpec("is_fee_told", f"{_TALK}is_fee_told", "check")
    return {
        "head": FormSpec([Section("", _head(coordinators))]),
        "told": FormSpec(
            [
                Section(
                    "",
                    [
                        _text("needs_told", lines=6, hint="needs_talks.hint.needs_told"),
                        _text("resources_told"),
                    ],
                )
            ]
        ),
        "used": FormSpec([Section("", [_used(), _text("used_note", lines=2)])]),
        "sense": FormSpec(
            [
                Section(
                    "",
                    [
                        _text("wanted", lines=2),
                        _text("reasonableness", lines=2),
                        _text("possibility", lines=2),
                        _text("actions", lines=2, hint="needs_talks.hint.actions"),
                    ],
                )
            ]
        ),
        "fees": FormSpec([Section("", [told, _text("fee_information", lines=2)])]),
        "end": FormSpec([Section("", [_text("conclusion")])]),
    }


def _head(
    coordinators: Callable[[], Sequence[Choice]],
) -> list[FieldSpec | tuple[FieldSpec, ...]]:
    return [
        (
            FieldSpec("held_on", f"{_TALK}held_on", "date"),
            FieldSpec(
                "place",
                f"{_TALK}place",
                "choice",
                width=32,
                required=True,
                choices=_enum(TalkPlace),
            ),
            FieldSpec("place_note", f"{_TALK}place_note"),
        ),
        (
            FieldSpec("coordinator", f"{_TALK}coordinator", "suggest", choices=coordinators),
            FieldSpec("present", f"{_TALK}present"),
        ),
    ]


def _used() -> FieldSpec:
    return FieldSpec(
        "used",
        "needs_talks.used.label",
        "rows",
        row_type=UsedService,
        row_fields=(
            FieldSpec("name", f"{_USED}name"),
            FieldSpec("form", f"{_USED}form", "choice", width=17, choices=_enum(PlanServiceForm)),
            FieldSpec("mode", f"{_USED}mode", "suggest", width=22, choices=_modes()),
            FieldSpec("note", f"{_USED}note", starts_line=True),
        ),
        add_label="needs_talks.used.add",
    )


def _modes() -> list[Choice]:
    return [Choice(mode, mode) for mode in dictionary("unmet_needs")["used"]["modes"]]


def answer_form(scheme: Scheme) -> FormSpec:
    """Return the form of one dimension."""
    levels = [Choice(level, words) for level, words in scheme.levels]
    return FormSpec(
        [
            Section(
                "",
                [
                    (
                        FieldSpec("level", f"{_ANSWER}level", "choice", width=29, choices=levels),
                        FieldSpec(
                            "urgency",
                            f"{_ANSWER}urgency",
                            "choice",
                            width=29,
                            choices=_enum(NeedUrgency),
                        ),
                    ),
                    FieldSpec(
                        "source",
                        f"{_ANSWER}source",
                        "choice",
                        width=26,
                        choices=_enum(AnswerSource),
                    ),
                    (
                        FieldSpec("deficit", f"{_ANSWER}deficit", "multiline", lines=2),
                        FieldSpec("resource", f"{_ANSWER}resource", "multiline", lines=2),
                    ),
                ],
            )
        ]
    )

"""A person written all over an office, with a word in every text field that stands nowhere else."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import secrets
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Text, insert, update

from cusdesk.core.ids import new_id
from cusdesk.db.blobs import put_blob
from cusdesk.db.capture import captured_tables
from cusdesk.db.erase import personal_tables
from cusdesk.models.attachments import Attachment
from cusdesk.models.imports import ImportBatch, ImportIssue
from cusdesk.models.residents import Household, Resident
from cusdesk.services import drafts, history, residents

PESEL = "90010112346"
DAY = dt.date(2015, 3, 2)


class Canaries:
    """Words that were written; `word` gives a new one."""

    def __init__(self):
        self._stem = secrets.token_hex(3)
        self._number = itertools.count()
        self.words = []

    def word(self):
        self.words.append(f"Kanarek{self._stem}n{next(self._number):04d}x")
        return self.words[-1]

    @property
    def sign(self):
        """What stands in every word, for places where words are not looked for one by one."""
        return f"Kanarek{self._stem}"

    def bytes_in(self, data):
        """Return how many bytes of `data` belong to a canary, in any usual encoding."""
        found = 0
        for text in [f"Kanarek{self._stem}", f"kanarek{self._stem}", PESEL]:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                sign = text.encode(encoding)
                found += data.count(sign) * len(sign)
        return found

    def files_with(self, *folders):
        """Return the files below folders that hold a canary, in their names too."""
        return [
            path
            for folder in folders
            for path in sorted(Path(folder).rglob("*"))
            if path.is_file()
            and (self.bytes_in(path.read_bytes()) or self.bytes_in(str(path).encode()))
        ]


def decrypted(path, key, target):
    """Write an office file without its encryption and return its bytes."""
    connection = driver.connect(str(path), isolation_level=None)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("ATTACH ? AS plain KEY ''", (str(target),))
        connection.execute("SELECT sqlcipher_export('plain')")
        connection.execute("DETACH plain")
    finally:
        connection.close()
    data = target.read_bytes()
    target.unlink()
    return data


def write_person(office, canaries):
    """Write one person into every table about people, three times over; return the id.

    First the rows, then other words in every text, then an undone change: the history holds all.
    """
    ids = {table.name: new_id() for table in captured_tables()}
    subject = ids["residents"]
    with office.write("residents.create") as work:
        for table in captured_tables():
            if table.name == "record_classes":
                continue  # the starter classes hold until somebody changes one
            work.session.execute(insert(table).values(_row(table, ids, canaries)))
    for _ in range(2):
        with office.write("residents.update") as work:
            for table in personal_tables():
                texts = {c.name: canaries.word() for c in _texts(table)}
                if texts:
                    query = update(table).where(table.c.id == ids[table.name])
                    work.session.execute(query.values(texts))
    assert history.undo(office) is not None
    with office.write("residents.update") as work:
        card = work.get(Resident, subject)
        card.pesel, card.status, card.status_date = PESEL, "left", DAY
        card.birth_date = dt.date(1990, 1, 1)
        card.household_id = ids["households"]
        work.session.get(Household, ids["households"]).note = canaries.word()
        residents.reindex(work.session, [subject])
    _outside(office, canaries, subject, ids)
    return subject


FIXED = {
    "mark": "present",
    "status": "active",
    "sex": "K",
    "unit": "hour",
    "form": "individual",
    "amount_per": "week",
    "disability": "none",
    "kind": "contact",
    "term": "short",
    "record_kind": "residents",
    "number": "IPUS/1/2015",
    "worker": "Ewa Testowa",
    "programme": "Program",
    "coordinator": "Ewa Testowa",
    "approved_by": "Ewa Testowa",
    "approved_post": "dyrektor",
    "submitted_by": "Ewa Testowa",
    "update_reason": "needs",
    "outcome": "reached",
    "task": "planning_1",
    "satisfaction": "5",
    "funding": "gmina",
    "purpose": "image",
    "risk": "high",
    "issued_by": "Ewa Testowa",
    "responsible": "Ewa Testowa",
    "key": "interview",
    "cancelled_by": "Ewa Testowa",
    "layout": "normal",
    "media": "pdf",
    "record_feature": "plans",
}
"""Words of the office, not of the person."""


def _texts(table):
    fixed = FIXED.keys() | SPECIAL.get(table.name, {}).keys()
    return [c for c in table.columns if isinstance(c.type, Text) and c.name not in fixed]


def _row(table, ids, canaries):
    """Return a row with every column filled; only rows about the person hold canaries."""
    personal = "subject_id" in table.columns
    row = {"id": ids[table.name], "row_version": 1}
    if personal:
        row["subject_id"] = ids["residents"]
    texts = {column.name for column in _texts(table)}
    for column in table.columns:
        reference = next(iter(column.foreign_keys), None)
        if column.name in row or column.name in {"retired_at", "household_id", "record_class_id"}:
            continue
        if reference is not None:
            row[column.name] = ids[reference.column.table.name]
        elif isinstance(column.type, Text):
            own = personal and column.name in texts
            row[column.name] = canaries.word() if own else FIXED.get(column.name, "x")
        elif column.name == "record_id":
            row[column.name] = ids["residents"]
        elif column.info.get("blob"):
            row[column.name] = bytes(32)
        elif str(column.type) == "DATE":
            row[column.name] = DAY
        else:
            row[column.name] = 1
    for name in [name for name in row if name.endswith("_json")]:
        row[name] = json.dumps([row[name]]) if personal else "{}"
    return row | SPECIAL.get(table.name, {})


SPECIAL = {
    "needs_talks": {"place": "stay"},
    "needs_talk_services": {"form": "individual"},
    "needs_talk_answers": {"dimension": "access", "urgency": "now", "source": "resident"},
    "unmet_needs": {"area": "health", "source": "talk", "age_group": "75+"},
    "applications": {
        "status": "qualified",
        "channel": "phone",
        "reported_channel": "phone",
        "applicant_kind": "self",
    },
    "application_outcomes": {"kind": "qualified"},
    "month_lines": {"days": "[]"},
    "fee_decisions": {"regime": "decision"},
    "fee_payments": {"author": "Ewa Testowa"},
    "fee_instalment_plans": {"author": "Ewa Testowa"},
    "person_pool_reasons": {"given_by": "Ewa Testowa"},
    "attachments": {"record_feature": "residents", "dimension": "access"},
    "issued_papers": {"status": "issued", "form": "ipus"},
    "editions": {"tie_rule": "submission"},
    "candidates": {"status": "applied"},
    "candidate_marks": {"mark": "met"},
    "candidate_calls": {"outcome": "called"},
    "plans": {"status": "approved"},
    "plan_notes": {"form": "visit"},
    "plan_steps": {"kind": "approved"},
    "processing_agreements": {"status": "signed"},
    "data_requests": {"kind": "access"},
    "import_issues": {"candidate_ids": "[]", "outcome": "doubtful", "decision": ""},
}


def _outside(office, canaries, subject, ids):
    """Write the person where no `subject_id` says so: drafts, waiting rows, a file's name."""
    details = residents.get_resident(office, subject)
    name = {"surname": details.draft.surname, "given_name": details.draft.given_name}
    drafts.keep(office, "residents.note", subject.hex(), {"text": canaries.word()})
    drafts.keep(office, "plans.refused", ids["plans"].hex(), {"edits": [canaries.word()]})
    drafts.keep(office, "residents.new", "7", {**name, "notes": canaries.word()})
    values = {**name, "pesel": PESEL, "notes": canaries.word()}
    row = {"title": canaries.word(), "payload": {"values": values}, "raw": [canaries.word(), PESEL]}
    with office.write("attachments.change") as work:
        file = work.get(Attachment, ids["attachments"])
        file.sha256 = put_blob(work.session, f"%PDF {canaries.sign}".encode())
    with office.write("imports.residents") as work:
        batch = ImportBatch(
            kind="residents", file_name="lista.xlsx", file_sha256="0" * 64, imported_at=1
        )
        work.session.add(batch)
        work.session.flush()
        work.session.add(
            ImportIssue(
                batch_id=batch.id,
                outcome="doubtful",
                sheet="Arkusz1",
                row=2,
                kind="duplicate",
                params_json=json.dumps({"name": f"{name['surname']} {name['given_name']}"}),
                row_json=json.dumps(row),
            )
        )

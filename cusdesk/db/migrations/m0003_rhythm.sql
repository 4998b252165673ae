-- Schema 3: from the application to the closing talk, and the papers of it.

-- papers: whole files by their hash; issued papers, wordings of clauses, own templates
CREATE TABLE blobs (
    hash BLOB NOT NULL,
    size INTEGER NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_blobs PRIMARY KEY (hash)
);
CREATE TABLE paper_clauses (
    id BLOB NOT NULL,
    clause TEXT NOT NULL,
    text TEXT NOT NULL,
    valid_from DATE,
    confirmed_by TEXT NOT NULL,
    confirmed_on DATE,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_paper_clauses PRIMARY KEY (id)
);
CREATE INDEX ix_paper_clauses_clause ON paper_clauses (clause);
CREATE TABLE paper_templates (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    size INTEGER NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_paper_templates PRIMARY KEY (id)
);
CREATE TABLE issued_papers (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB,
    form TEXT NOT NULL,
    form_version DATE NOT NULL,
    number TEXT NOT NULL,
    year INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    title TEXT NOT NULL,
    issued_on DATE NOT NULL,
    issued_by TEXT NOT NULL,
    recipient TEXT NOT NULL,
    case_sign TEXT NOT NULL,
    layout TEXT NOT NULL,
    media TEXT NOT NULL,
    sha256 BLOB,
    size INTEGER NOT NULL,
    record_feature TEXT NOT NULL,
    record_id BLOB,
    status TEXT NOT NULL,
    cancelled_on DATE,
    cancelled_by TEXT NOT NULL,
    cancel_reason TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_issued_papers PRIMARY KEY (id),
    CONSTRAINT fk_issued_papers_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_issued_papers_number ON issued_papers (form, year, sequence);
CREATE INDEX ix_issued_papers_record_id ON issued_papers (record_id);
CREATE INDEX ix_issued_papers_resident_id ON issued_papers (resident_id);

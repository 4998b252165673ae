-- Schema 2: people and their roles, the audit chain, data protection.

-- people: a person may hold several roles; who used the first format did everything in the office
ALTER TABLE users RENAME COLUMN role TO roles;
UPDATE users SET roles = 'administrator coordinator';
ALTER TABLE drafts ADD COLUMN user_id BLOB;
UPDATE drafts SET user_id = (SELECT id FROM users ORDER BY id LIMIT 1);

-- protection: the register of erasures, record classes, decisions about single cases
CREATE TABLE erasures (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    scope TEXT NOT NULL,
    record_id BLOB NOT NULL,
    erased_at INTEGER NOT NULL,
    user_id BLOB,
    basis TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    reason TEXT NOT NULL,
    protocol_number TEXT NOT NULL,
    case_sign TEXT NOT NULL,
    class_symbol TEXT NOT NULL,
    class_title TEXT NOT NULL,
    category TEXT NOT NULL,
    first_year INTEGER,
    last_year INTEGER,
    items INTEGER NOT NULL,
    compacted BOOLEAN NOT NULL,
    CONSTRAINT pk_erasures PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_erasures_record_id ON erasures (record_id);
CREATE TABLE record_classes (
    id BLOB NOT NULL,
    position INTEGER NOT NULL,
    symbol TEXT NOT NULL,
    title TEXT NOT NULL,
    category TEXT NOT NULL,
    years INTEGER,
    is_provisional BOOLEAN NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_record_classes PRIMARY KEY (id)
);
CREATE TABLE retention_cases (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    record_kind TEXT NOT NULL,
    record_id BLOB NOT NULL,
    record_class_id BLOB,
    case_sign TEXT NOT NULL,
    eu_project TEXT NOT NULL,
    eu_until DATE,
    keep_until DATE,
    keep_reason TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_retention_cases PRIMARY KEY (id),
    CONSTRAINT fk_retention_cases_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id),
    CONSTRAINT fk_retention_cases_record_class_id FOREIGN KEY(record_class_id) REFERENCES record_classes (id)
);
CREATE INDEX ix_retention_cases_resident_id ON retention_cases (resident_id);

-- audit: the chained log; it begins with entries that seal what was changed before (db/audit)
CREATE TABLE audit_entries (
    seq INTEGER NOT NULL,
    moment INTEGER NOT NULL,
    user_id BLOB,
    kind TEXT NOT NULL,
    feature TEXT NOT NULL,
    record_id BLOB,
    subject_id BLOB,
    operation INTEGER,
    count INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    detail TEXT NOT NULL,
    detail_salt BLOB,
    detail_mac BLOB NOT NULL,
    parts_digest BLOB NOT NULL,
    prev BLOB NOT NULL,
    hash BLOB NOT NULL,
    CONSTRAINT pk_audit_entries PRIMARY KEY (seq)
);
CREATE INDEX ix_audit_entries_moment ON audit_entries (moment);
CREATE INDEX ix_audit_entries_subject_id ON audit_entries (subject_id) WHERE subject_id IS NOT NULL;
CREATE TABLE audit_parts (
    id INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    subject_id BLOB,
    salt BLOB,
    digest BLOB NOT NULL,
    CONSTRAINT pk_audit_parts PRIMARY KEY (id)
);
CREATE INDEX ix_audit_parts_entry ON audit_parts (entry);
CREATE INDEX ix_audit_parts_subject_id ON audit_parts (subject_id) WHERE subject_id IS NOT NULL;

-- programmes: fields of special categories are off until a programme switches them on; what the
-- first format held already stays in sight
CREATE TABLE programmes (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    resolution TEXT NOT NULL,
    valid_from DATE,
    valid_to DATE,
    special_fields TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_programmes PRIMARY KEY (id)
);
ALTER TABLE residents ADD COLUMN health_notes TEXT DEFAULT '' NOT NULL;
ALTER TABLE residents ADD COLUMN addiction TEXT DEFAULT '' NOT NULL;
ALTER TABLE residents ADD COLUMN ethnic_origin TEXT DEFAULT '' NOT NULL;
ALTER TABLE residents ADD COLUMN convictions TEXT DEFAULT '' NOT NULL;
INSERT INTO programmes (id, name, resolution, special_fields, row_version)
SELECT x'0192a000000070008000000000000001', 'Program usług społecznych – uzupełnij', '', 'disability', 1
WHERE EXISTS (SELECT 1 FROM residents WHERE disability <> 'none');

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

-- protection: the registers of data protection
CREATE TABLE authorisations (
    id BLOB NOT NULL,
    number TEXT NOT NULL,
    person TEXT NOT NULL,
    post TEXT NOT NULL,
    user_id BLOB,
    login TEXT NOT NULL,
    scope TEXT NOT NULL,
    purpose TEXT NOT NULL,
    place TEXT NOT NULL,
    granted_on DATE,
    valid_from DATE,
    valid_to DATE,
    withdrawn_on DATE,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_authorisations PRIMARY KEY (id),
    CONSTRAINT fk_authorisations_user_id FOREIGN KEY(user_id) REFERENCES users (id)
);
CREATE INDEX ix_authorisations_user_id ON authorisations (user_id);
CREATE TABLE secrecy_pledges (
    id BLOB NOT NULL,
    person TEXT NOT NULL,
    post TEXT NOT NULL,
    pledged_on DATE,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_secrecy_pledges PRIMARY KEY (id)
);
CREATE TABLE processing_activities (
    id BLOB NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    persons TEXT NOT NULL,
    data_kinds TEXT NOT NULL,
    recipients TEXT NOT NULL,
    transfers TEXT NOT NULL,
    erasure_terms TEXT NOT NULL,
    security TEXT NOT NULL,
    is_confirmed BOOLEAN NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_processing_activities PRIMARY KEY (id)
);
CREATE TABLE processing_agreements (
    id BLOB NOT NULL,
    number TEXT NOT NULL,
    provider_id BLOB,
    party TEXT NOT NULL,
    subject TEXT NOT NULL,
    scope TEXT NOT NULL,
    signed_on DATE,
    valid_from DATE,
    valid_to DATE,
    status TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_processing_agreements PRIMARY KEY (id),
    CONSTRAINT fk_processing_agreements_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id)
);
CREATE TABLE consents (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    purpose TEXT NOT NULL,
    scope TEXT NOT NULL,
    given_on DATE,
    valid_to DATE,
    withdrawn_on DATE,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_consents PRIMARY KEY (id),
    CONSTRAINT fk_consents_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_consents_resident_id ON consents (resident_id);
CREATE TABLE disclosures (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    recipient TEXT NOT NULL,
    what TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    disclosed_on DATE,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_disclosures PRIMARY KEY (id),
    CONSTRAINT fk_disclosures_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_disclosures_resident_id ON disclosures (resident_id);
CREATE TABLE breaches (
    id BLOB NOT NULL,
    number TEXT NOT NULL,
    found_on DATE,
    found_time TEXT NOT NULL,
    description TEXT NOT NULL,
    persons TEXT NOT NULL,
    consequences TEXT NOT NULL,
    measures TEXT NOT NULL,
    risk TEXT NOT NULL,
    notified_on DATE,
    notified_time TEXT NOT NULL,
    delay_reason TEXT NOT NULL,
    informed_on DATE,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_breaches PRIMARY KEY (id)
);
CREATE TABLE data_requests (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    details TEXT NOT NULL,
    received_on DATE,
    extended_on DATE,
    extension_reason TEXT NOT NULL,
    answered_on DATE,
    answer TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_data_requests PRIMARY KEY (id),
    CONSTRAINT fk_data_requests_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_data_requests_resident_id ON data_requests (resident_id);
CREATE TABLE information_clauses (
    id BLOB NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    version TEXT NOT NULL,
    valid_from DATE,
    valid_to DATE,
    text TEXT NOT NULL,
    is_confirmed BOOLEAN NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_information_clauses PRIMARY KEY (id)
);
CREATE TABLE clause_deliveries (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    clause_id BLOB NOT NULL,
    given_on DATE,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_clause_deliveries PRIMARY KEY (id),
    CONSTRAINT fk_clause_deliveries_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id),
    CONSTRAINT fk_clause_deliveries_clause_id FOREIGN KEY(clause_id) REFERENCES information_clauses (id)
);
CREATE INDEX ix_clause_deliveries_resident_id ON clause_deliveries (resident_id);

-- Schema 2: people and their roles, the audit chain, data protection.

-- people: a person may hold several roles; who used the first format did everything in the office
ALTER TABLE users RENAME COLUMN role TO roles;
UPDATE users SET roles = 'administrator coordinator';
ALTER TABLE drafts ADD COLUMN user_id BLOB;
UPDATE drafts SET user_id = (SELECT id FROM users ORDER BY id LIMIT 1);

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

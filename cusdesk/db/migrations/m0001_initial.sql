-- Schema 1: the first format of the office file. Frozen at its first release.
CREATE TABLE capture_state (
    id INTEGER NOT NULL,
    writer INTEGER,
    operation INTEGER,
    muted INTEGER NOT NULL,
    erasing INTEGER NOT NULL,
    CONSTRAINT pk_capture_state PRIMARY KEY (id)
);
CREATE TABLE captured_tables (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_captured_tables PRIMARY KEY (id)
);
CREATE TABLE drafts (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    "key" TEXT NOT NULL,
    payload BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    CONSTRAINT pk_drafts PRIMARY KEY (id)
);
CREATE TABLE households (
    id BLOB NOT NULL,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_households PRIMARY KEY (id)
);
CREATE TABLE import_batches (
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    new INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    doubtful INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    headings_json TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_import_batches PRIMARY KEY (id)
);
CREATE TABLE import_mappings (
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    signature TEXT NOT NULL,
    mapping_json TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_import_mappings PRIMARY KEY (id)
);
CREATE TABLE providers (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    stakeholder_type TEXT NOT NULL,
    nip TEXT NOT NULL,
    regon TEXT NOT NULL,
    address TEXT NOT NULL,
    contact_name TEXT NOT NULL,
    contact_phone TEXT NOT NULL,
    contact_email TEXT NOT NULL,
    keeper TEXT NOT NULL,
    procurement_mode TEXT NOT NULL,
    rate_gr INTEGER,
    qualifications TEXT NOT NULL,
    insurance_until DATE,
    notes TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_providers PRIMARY KEY (id)
);
CREATE TABLE resident_index (
    sort_key TEXT NOT NULL,
    resident_id BLOB NOT NULL,
    folded TEXT NOT NULL,
    surname_folded TEXT NOT NULL,
    CONSTRAINT pk_resident_index PRIMARY KEY (sort_key, resident_id)
)
 WITHOUT ROWID;
CREATE UNIQUE INDEX ix_resident_index_resident_id ON resident_index (resident_id);
CREATE INDEX ix_resident_index_surname_folded ON resident_index (surname_folded);
CREATE TABLE services (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    area TEXT NOT NULL,
    unit TEXT NOT NULL,
    unit_minutes INTEGER,
    mode TEXT NOT NULL,
    service_group TEXT NOT NULL,
    addressees TEXT NOT NULL,
    age_from INTEGER,
    age_to INTEGER,
    group_min INTEGER,
    group_max INTEGER,
    place TEXT NOT NULL,
    description TEXT NOT NULL,
    price_gr INTEGER,
    price_note TEXT NOT NULL,
    market_price_gr INTEGER,
    market_price_date DATE,
    market_price_source TEXT NOT NULL,
    limit_minutes INTEGER,
    limit_units INTEGER,
    limit_scope TEXT NOT NULL,
    funding TEXT NOT NULL,
    funding_until DATE,
    status TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_services PRIMARY KEY (id)
);
CREATE TABLE settings (
    id BLOB NOT NULL,
    "key" TEXT NOT NULL,
    value_json TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_settings PRIMARY KEY (id)
);
CREATE TABLE users (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    post TEXT NOT NULL,
    role TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_users PRIMARY KEY (id)
);
CREATE TABLE writers (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    computer TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    CONSTRAINT pk_writers PRIMARY KEY (id)
);
CREATE TABLE import_issues (
    id BLOB NOT NULL,
    batch_id BLOB NOT NULL,
    outcome TEXT NOT NULL,
    sheet TEXT NOT NULL,
    "row" INTEGER,
    "column" TEXT NOT NULL,
    kind TEXT NOT NULL,
    params_json TEXT NOT NULL,
    row_json TEXT NOT NULL,
    candidate_ids TEXT NOT NULL,
    decision TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_import_issues PRIMARY KEY (id),
    CONSTRAINT fk_import_issues_batch_id FOREIGN KEY(batch_id) REFERENCES import_batches (id)
);
CREATE INDEX ix_import_issues_batch_id ON import_issues (batch_id);
CREATE TABLE operations (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    user_id BLOB,
    writer INTEGER NOT NULL,
    moment INTEGER NOT NULL,
    touched INTEGER NOT NULL,
    record_feature TEXT NOT NULL,
    record_id BLOB,
    count INTEGER NOT NULL,
    undoable BOOLEAN NOT NULL,
    undoes INTEGER,
    undone_by INTEGER,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    CONSTRAINT fk_operations_writer FOREIGN KEY(writer) REFERENCES writers (id),
    CONSTRAINT fk_operations_undoes FOREIGN KEY(undoes) REFERENCES operations (id),
    CONSTRAINT fk_operations_undone_by FOREIGN KEY(undone_by) REFERENCES operations (id)
);
CREATE TABLE residents (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    surname TEXT NOT NULL,
    given_name TEXT NOT NULL,
    second_name TEXT NOT NULL,
    birth_surname TEXT NOT NULL,
    pesel TEXT NOT NULL,
    pesel_reason TEXT NOT NULL,
    other_document TEXT NOT NULL,
    birth_date DATE,
    sex TEXT NOT NULL,
    locality TEXT NOT NULL,
    street TEXT NOT NULL,
    house TEXT NOT NULL,
    flat TEXT NOT NULL,
    postcode TEXT NOT NULL,
    post TEXT NOT NULL,
    solectwo TEXT NOT NULL,
    email TEXT NOT NULL,
    status TEXT NOT NULL,
    status_date DATE,
    disability TEXT NOT NULL,
    disability_number TEXT NOT NULL,
    disability_valid_from DATE,
    disability_valid_to DATE,
    household_id BLOB,
    accessibility TEXT NOT NULL,
    notes TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_residents PRIMARY KEY (id),
    CONSTRAINT fk_residents_household_id FOREIGN KEY(household_id) REFERENCES households (id)
);
CREATE INDEX ix_residents_disability_valid_to ON residents (disability_valid_to) WHERE disability_valid_to IS NOT NULL;
CREATE INDEX ix_residents_household_id ON residents (household_id);
CREATE INDEX ix_residents_pesel ON residents (pesel);
CREATE TABLE service_aliases (
    id BLOB NOT NULL,
    service_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_service_aliases PRIMARY KEY (id),
    CONSTRAINT fk_service_aliases_service_id FOREIGN KEY(service_id) REFERENCES services (id)
);
CREATE INDEX ix_service_aliases_service_id ON service_aliases (service_id);
CREATE TABLE service_groups (
    id BLOB NOT NULL,
    service_id BLOB NOT NULL,
    provider_id BLOB,
    name TEXT NOT NULL,
    leader TEXT NOT NULL,
    place TEXT NOT NULL,
    meeting_minutes INTEGER,
    notes TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_service_groups PRIMARY KEY (id),
    CONSTRAINT fk_service_groups_service_id FOREIGN KEY(service_id) REFERENCES services (id),
    CONSTRAINT fk_service_groups_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id)
);
CREATE INDEX ix_service_groups_service_id ON service_groups (service_id);
CREATE TABLE service_providers (
    id BLOB NOT NULL,
    service_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    provider_id BLOB NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_service_providers PRIMARY KEY (id),
    CONSTRAINT fk_service_providers_service_id FOREIGN KEY(service_id) REFERENCES services (id),
    CONSTRAINT fk_service_providers_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id)
);
CREATE INDEX ix_service_providers_provider_id ON service_providers (provider_id);
CREATE INDEX ix_service_providers_service_id ON service_providers (service_id);
CREATE TABLE changes (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    writer INTEGER NOT NULL,
    operation INTEGER NOT NULL,
    tbl INTEGER NOT NULL,
    row_id BLOB NOT NULL,
    subject_id BLOB,
    field TEXT,
    "before" BLOB,
    "after" BLOB,
    CONSTRAINT fk_changes_operation FOREIGN KEY(operation) REFERENCES operations (id)
);
CREATE INDEX ix_changes_tbl_row_id ON changes (tbl, row_id);
CREATE TABLE group_members (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    group_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    joined_on DATE,
    left_on DATE,
    planned_minutes INTEGER,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_group_members PRIMARY KEY (id),
    CONSTRAINT fk_group_members_group_id FOREIGN KEY(group_id) REFERENCES service_groups (id),
    CONSTRAINT fk_group_members_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_group_members_group_id ON group_members (group_id);
CREATE INDEX ix_group_members_resident_id ON group_members (resident_id);
CREATE TABLE meetings (
    id BLOB NOT NULL,
    group_id BLOB NOT NULL,
    date DATE NOT NULL,
    start_minute INTEGER,
    minutes INTEGER,
    topic TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_meetings PRIMARY KEY (id),
    CONSTRAINT fk_meetings_group_id FOREIGN KEY(group_id) REFERENCES service_groups (id)
);
CREATE INDEX ix_meetings_date ON meetings (date);
CREATE INDEX ix_meetings_group_id_date ON meetings (group_id, date);
CREATE TABLE plans (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    number TEXT NOT NULL,
    status TEXT NOT NULL,
    application_date DATE,
    drawn_on DATE,
    valid_from DATE,
    valid_to DATE,
    programme TEXT NOT NULL,
    coordinator TEXT NOT NULL,
    needs TEXT NOT NULL,
    resources TEXT NOT NULL,
    unmet_needs TEXT NOT NULL,
    coordinator_duties TEXT NOT NULL,
    resident_duties TEXT NOT NULL,
    partner_duties TEXT NOT NULL,
    contingency TEXT NOT NULL,
    crisis TEXT NOT NULL,
    fee_information TEXT NOT NULL,
    agreed_by TEXT NOT NULL,
    agreed_on DATE,
    coordinator_agreed_on DATE,
    approved_by TEXT NOT NULL,
    approved_post TEXT NOT NULL,
    approved_on DATE,
    notes TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_plans PRIMARY KEY (id),
    CONSTRAINT fk_plans_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_plans_resident_id ON plans (resident_id);
CREATE TABLE representatives (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    address TEXT NOT NULL,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_representatives PRIMARY KEY (id),
    CONSTRAINT fk_representatives_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_representatives_resident_id ON representatives (resident_id);
CREATE TABLE resident_notes (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    date DATE NOT NULL,
    text TEXT NOT NULL,
    author TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_resident_notes PRIMARY KEY (id),
    CONSTRAINT fk_resident_notes_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_resident_notes_resident_id ON resident_notes (resident_id);
CREATE TABLE resident_phones (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    number TEXT NOT NULL,
    label TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_resident_phones PRIMARY KEY (id),
    CONSTRAINT fk_resident_phones_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_resident_phones_resident_id ON resident_phones (resident_id);
CREATE TABLE visits (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    service_id BLOB NOT NULL,
    provider_id BLOB,
    worker TEXT NOT NULL,
    date DATE NOT NULL,
    start_minute INTEGER,
    end_minute INTEGER,
    minutes INTEGER NOT NULL,
    activities TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_visits PRIMARY KEY (id),
    CONSTRAINT fk_visits_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id),
    CONSTRAINT fk_visits_service_id FOREIGN KEY(service_id) REFERENCES services (id),
    CONSTRAINT fk_visits_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id)
);
CREATE INDEX ix_visits_date ON visits (date);
CREATE INDEX ix_visits_resident_id ON visits (resident_id);
CREATE INDEX ix_visits_service_id_date ON visits (service_id, date);
CREATE TABLE attendance (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    meeting_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    mark TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_attendance PRIMARY KEY (id),
    CONSTRAINT fk_attendance_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id),
    CONSTRAINT fk_attendance_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_attendance_meeting_id_resident_id_mark_minutes ON attendance (meeting_id, resident_id, mark, minutes);
CREATE INDEX ix_attendance_resident_id ON attendance (resident_id);
CREATE TABLE plan_actions (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    plan_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    what TEXT NOT NULL,
    who TEXT NOT NULL,
    "when" TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_plan_actions PRIMARY KEY (id),
    CONSTRAINT fk_plan_actions_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id)
);
CREATE INDEX ix_plan_actions_plan_id ON plan_actions (plan_id);
CREATE TABLE plan_goals (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    plan_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    term TEXT NOT NULL,
    text TEXT NOT NULL,
    measure TEXT NOT NULL,
    criterion TEXT NOT NULL,
    due DATE,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_plan_goals PRIMARY KEY (id),
    CONSTRAINT fk_plan_goals_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id)
);
CREATE INDEX ix_plan_goals_plan_id ON plan_goals (plan_id);
CREATE TABLE plan_reviews (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    plan_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    due DATE,
    done DATE,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_plan_reviews PRIMARY KEY (id),
    CONSTRAINT fk_plan_reviews_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id)
);
CREATE INDEX ix_plan_reviews_plan_id ON plan_reviews (plan_id);
CREATE TABLE plan_services (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    plan_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    service_id BLOB,
    goal_id BLOB,
    provider_id BLOB,
    form TEXT NOT NULL,
    place TEXT NOT NULL,
    schedule TEXT NOT NULL,
    unit TEXT NOT NULL,
    amount INTEGER,
    amount_per TEXT NOT NULL,
    total_amount INTEGER,
    valid_from DATE,
    valid_to DATE,
    fee_gr INTEGER,
    fee_note TEXT NOT NULL,
    funding TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_plan_services PRIMARY KEY (id),
    CONSTRAINT fk_plan_services_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id),
    CONSTRAINT fk_plan_services_service_id FOREIGN KEY(service_id) REFERENCES services (id),
    CONSTRAINT fk_plan_services_goal_id FOREIGN KEY(goal_id) REFERENCES plan_goals (id),
    CONSTRAINT fk_plan_services_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id)
);
CREATE INDEX ix_plan_services_plan_id ON plan_services (plan_id);
CREATE INDEX ix_plan_services_service_id ON plan_services (service_id);

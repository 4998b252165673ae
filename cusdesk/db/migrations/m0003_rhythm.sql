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
    kind TEXT NOT NULL,
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

-- plans: needs as rows, approval, versions, monitoring, breaks, hand-over, tasks, the end, packages
ALTER TABLE plans ADD COLUMN approved_at INTEGER;
ALTER TABLE plans ADD COLUMN version_number INTEGER DEFAULT '1' NOT NULL;
ALTER TABLE plans ADD COLUMN update_reason TEXT DEFAULT '' NOT NULL;
ALTER TABLE plans ADD COLUMN update_note TEXT DEFAULT '' NOT NULL;
ALTER TABLE plans ADD COLUMN submitted_on DATE;
ALTER TABLE plans ADD COLUMN submitted_by TEXT DEFAULT '' NOT NULL;
CREATE TABLE plan_packages (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    content TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_plan_packages PRIMARY KEY (id)
);
CREATE TABLE plan_breaks (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    plan_id BLOB NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    reason TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_plan_breaks PRIMARY KEY (id),
    CONSTRAINT fk_plan_breaks_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id)
);
CREATE INDEX ix_plan_breaks_plan_id ON plan_breaks (plan_id);
CREATE TABLE plan_closings (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    plan_id BLOB NOT NULL,
    ended_on DATE,
    resigned_on DATE,
    resigned_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    fee_due_gr INTEGER,
    waived_gr INTEGER,
    waiver_reason TEXT NOT NULL,
    waived_by TEXT NOT NULL,
    waived_on DATE,
    talk_on DATE,
    talk_with TEXT NOT NULL,
    course TEXT NOT NULL,
    results TEXT NOT NULL,
    satisfaction TEXT NOT NULL,
    further_needs TEXT NOT NULL,
    next_services TEXT NOT NULL,
    follow_up_on DATE,
    follow_up_done DATE,
    follow_up_note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_plan_closings PRIMARY KEY (id),
    CONSTRAINT fk_plan_closings_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id)
);
CREATE INDEX ix_plan_closings_plan_id ON plan_closings (plan_id);
CREATE TABLE plan_handovers (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    plan_id BLOB NOT NULL,
    date DATE NOT NULL,
    from_name TEXT NOT NULL,
    to_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_plan_handovers PRIMARY KEY (id),
    CONSTRAINT fk_plan_handovers_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id)
);
CREATE INDEX ix_plan_handovers_plan_id ON plan_handovers (plan_id);
CREATE TABLE plan_needs (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    plan_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_plan_needs PRIMARY KEY (id),
    CONSTRAINT fk_plan_needs_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id)
);
CREATE INDEX ix_plan_needs_plan_id ON plan_needs (plan_id);
CREATE TABLE plan_notes (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    plan_id BLOB NOT NULL,
    date DATE NOT NULL,
    form TEXT NOT NULL,
    remark TEXT NOT NULL,
    action TEXT NOT NULL,
    author TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_plan_notes PRIMARY KEY (id),
    CONSTRAINT fk_plan_notes_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id)
);
CREATE INDEX ix_plan_notes_plan_id ON plan_notes (plan_id);
CREATE TABLE plan_steps (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    plan_id BLOB NOT NULL,
    version_number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    person TEXT NOT NULL,
    post TEXT NOT NULL,
    comment TEXT NOT NULL,
    by_author BOOLEAN NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_plan_steps PRIMARY KEY (id),
    CONSTRAINT fk_plan_steps_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id)
);
CREATE INDEX ix_plan_steps_plan_id ON plan_steps (plan_id);
CREATE TABLE plan_tasks (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    plan_id BLOB NOT NULL,
    task TEXT NOT NULL,
    done_on DATE,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_plan_tasks PRIMARY KEY (id),
    CONSTRAINT fk_plan_tasks_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id)
);
CREATE INDEX ix_plan_tasks_plan_id ON plan_tasks (plan_id);
CREATE TABLE plan_versions (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    plan_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    update_reason TEXT NOT NULL,
    note TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    approved_post TEXT NOT NULL,
    approved_on DATE NOT NULL,
    approved_at INTEGER NOT NULL,
    by_author BOOLEAN NOT NULL,
    content TEXT NOT NULL,
    sha256 BLOB,
    withdrawn_on DATE,
    withdrawn_reason TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_plan_versions PRIMARY KEY (id),
    CONSTRAINT fk_plan_versions_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id)
);
CREATE INDEX ix_plan_versions_plan_id ON plan_versions (plan_id);
ALTER TABLE plan_goals ADD COLUMN need_id BLOB REFERENCES plan_needs (id);
ALTER TABLE plan_goals ADD COLUMN outcome TEXT DEFAULT '' NOT NULL;
ALTER TABLE plan_goals ADD COLUMN outcome_note TEXT DEFAULT '' NOT NULL;

-- needs_talks, unmet_needs
CREATE TABLE needs_talks (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    held_on DATE,
    place TEXT NOT NULL,
    place_note TEXT NOT NULL,
    coordinator TEXT NOT NULL,
    present TEXT NOT NULL,
    needs_told TEXT NOT NULL,
    resources_told TEXT NOT NULL,
    used_note TEXT NOT NULL,
    wanted TEXT NOT NULL,
    reasonableness TEXT NOT NULL,
    possibility TEXT NOT NULL,
    actions TEXT NOT NULL,
    is_fee_told BOOLEAN NOT NULL,
    fee_information TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_needs_talks PRIMARY KEY (id),
    CONSTRAINT fk_needs_talks_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_needs_talks_resident_id ON needs_talks (resident_id);
CREATE TABLE needs_talk_answers (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    talk_id BLOB NOT NULL,
    dimension TEXT NOT NULL,
    level INTEGER,
    urgency TEXT NOT NULL,
    source TEXT NOT NULL,
    deficit TEXT NOT NULL,
    resource TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_needs_talk_answers PRIMARY KEY (id),
    CONSTRAINT fk_needs_talk_answers_talk_id FOREIGN KEY(talk_id) REFERENCES needs_talks (id)
);
CREATE INDEX ix_needs_talk_answers_talk_id ON needs_talk_answers (talk_id);
CREATE TABLE needs_talk_services (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    talk_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    form TEXT NOT NULL,
    mode TEXT NOT NULL,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_needs_talk_services PRIMARY KEY (id),
    CONSTRAINT fk_needs_talk_services_talk_id FOREIGN KEY(talk_id) REFERENCES needs_talks (id)
);
CREATE INDEX ix_needs_talk_services_talk_id ON needs_talk_services (talk_id);
CREATE TABLE unmet_needs (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    talk_id BLOB,
    recorded_on DATE NOT NULL,
    need TEXT NOT NULL,
    area TEXT NOT NULL,
    locality TEXT NOT NULL,
    age_group TEXT NOT NULL,
    source TEXT NOT NULL,
    note TEXT NOT NULL,
    met_on DATE,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_unmet_needs PRIMARY KEY (id),
    CONSTRAINT fk_unmet_needs_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id),
    CONSTRAINT fk_unmet_needs_talk_id FOREIGN KEY(talk_id) REFERENCES needs_talks (id)
);
CREATE INDEX ix_unmet_needs_resident_id ON unmet_needs (resident_id);
CREATE INDEX ix_unmet_needs_talk_id ON unmet_needs (talk_id);

-- attachments
CREATE TABLE attachments (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    record_feature TEXT NOT NULL,
    record_id BLOB NOT NULL,
    dimension TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    size INTEGER NOT NULL,
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    issued_on DATE,
    valid_to DATE,
    added_on DATE NOT NULL,
    added_by TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_attachments PRIMARY KEY (id),
    CONSTRAINT fk_attachments_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_attachments_record_id ON attachments (record_id);
CREATE INDEX ix_attachments_resident_id ON attachments (resident_id);

-- applications: the register of applications, what was asked for, outcomes, corrections of the order
CREATE TABLE applications (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    number TEXT NOT NULL,
    status TEXT NOT NULL,
    status_on DATE,
    received_on DATE NOT NULL,
    received_minute INTEGER NOT NULL,
    channel TEXT NOT NULL,
    reported_on DATE,
    reported_minute INTEGER,
    reported_channel TEXT NOT NULL,
    applicant_kind TEXT NOT NULL,
    applicant_name TEXT NOT NULL,
    applicant_phone TEXT NOT NULL,
    applicant_address TEXT NOT NULL,
    applicant_basis TEXT NOT NULL,
    programme TEXT NOT NULL,
    coordinator TEXT NOT NULL,
    description TEXT NOT NULL,
    wishes TEXT NOT NULL,
    conditions_stated_on DATE,
    relief_stated_on DATE,
    relief_ground TEXT NOT NULL,
    clause_version TEXT NOT NULL,
    notes TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_applications PRIMARY KEY (id),
    CONSTRAINT fk_applications_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_applications_received_on ON applications (received_on);
CREATE INDEX ix_applications_resident_id ON applications (resident_id);
CREATE TABLE application_corrections (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    application_id BLOB NOT NULL,
    made_on DATE NOT NULL,
    made_by TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    reason TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_application_corrections PRIMARY KEY (id),
    CONSTRAINT fk_application_corrections_application_id FOREIGN KEY(application_id) REFERENCES applications (id)
);
CREATE INDEX ix_application_corrections_application_id ON application_corrections (application_id);
CREATE TABLE application_documents (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    application_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    asked_on DATE,
    due_on DATE,
    delivered_on DATE,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_application_documents PRIMARY KEY (id),
    CONSTRAINT fk_application_documents_application_id FOREIGN KEY(application_id) REFERENCES applications (id)
);
CREATE INDEX ix_application_documents_application_id ON application_documents (application_id);
CREATE TABLE application_outcomes (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    application_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    decided_on DATE NOT NULL,
    reason TEXT NOT NULL,
    by_whom TEXT NOT NULL,
    without_plan BOOLEAN NOT NULL,
    recipient TEXT NOT NULL,
    is_inside BOOLEAN NOT NULL,
    consent_scope TEXT NOT NULL,
    consented_on DATE,
    check_back_on DATE,
    checked_on DATE,
    checked_note TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    ruling TEXT NOT NULL,
    facts TEXT NOT NULL,
    law TEXT NOT NULL,
    instruction TEXT NOT NULL,
    signatory TEXT NOT NULL,
    signatory_post TEXT NOT NULL,
    delivered_on DATE,
    replaced_on DATE,
    replaced_by TEXT NOT NULL,
    replaced_reason TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_application_outcomes PRIMARY KEY (id),
    CONSTRAINT fk_application_outcomes_application_id FOREIGN KEY(application_id) REFERENCES applications (id)
);
CREATE INDEX ix_application_outcomes_application_id ON application_outcomes (application_id);
CREATE TABLE application_services (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    application_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    service_id BLOB,
    words TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_application_services PRIMARY KEY (id),
    CONSTRAINT fk_application_services_application_id FOREIGN KEY(application_id) REFERENCES applications (id),
    CONSTRAINT fk_application_services_service_id FOREIGN KEY(service_id) REFERENCES services (id)
);
CREATE INDEX ix_application_services_application_id ON application_services (application_id);
ALTER TABLE plans ADD COLUMN application_id BLOB REFERENCES applications (id);
CREATE INDEX ix_plans_application_id ON plans (application_id);

-- recruitment: editions, criteria, candidates, points, calls
CREATE TABLE editions (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    programme_id BLOB,
    opens_on DATE,
    closes_on DATE,
    starts_on DATE,
    ends_on DATE,
    seats INTEGER,
    tie_rule TEXT NOT NULL,
    call_tries INTEGER NOT NULL,
    notes TEXT NOT NULL,
    approved_on DATE,
    approved_by TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_editions PRIMARY KEY (id),
    CONSTRAINT fk_editions_programme_id FOREIGN KEY(programme_id) REFERENCES programmes (id)
);
CREATE TABLE candidate_rows (
    id BLOB NOT NULL,
    edition_id BLOB NOT NULL,
    issue_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    submitted_on DATE NOT NULL,
    submitted_minute INTEGER,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_candidate_rows PRIMARY KEY (id),
    CONSTRAINT fk_candidate_rows_edition_id FOREIGN KEY(edition_id) REFERENCES editions (id),
    CONSTRAINT fk_candidate_rows_issue_id FOREIGN KEY(issue_id) REFERENCES import_issues (id)
);
CREATE INDEX ix_candidate_rows_edition_id ON candidate_rows (edition_id);
CREATE INDEX ix_candidate_rows_issue_id ON candidate_rows (issue_id);
CREATE TABLE edition_criteria (
    id BLOB NOT NULL,
    edition_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    points INTEGER NOT NULL,
    is_required BOOLEAN NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_edition_criteria PRIMARY KEY (id),
    CONSTRAINT fk_edition_criteria_edition_id FOREIGN KEY(edition_id) REFERENCES editions (id)
);
CREATE INDEX ix_edition_criteria_edition_id ON edition_criteria (edition_id);
CREATE TABLE edition_services (
    id BLOB NOT NULL,
    edition_id BLOB NOT NULL,
    service_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_edition_services PRIMARY KEY (id),
    CONSTRAINT fk_edition_services_edition_id FOREIGN KEY(edition_id) REFERENCES editions (id),
    CONSTRAINT fk_edition_services_service_id FOREIGN KEY(service_id) REFERENCES services (id)
);
CREATE INDEX ix_edition_services_edition_id ON edition_services (edition_id);
CREATE INDEX ix_edition_services_service_id ON edition_services (service_id);
CREATE TABLE candidates (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    edition_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    submitted_on DATE NOT NULL,
    submitted_minute INTEGER,
    status TEXT NOT NULL,
    status_on DATE,
    reason TEXT NOT NULL,
    points INTEGER,
    rank INTEGER,
    application_id BLOB,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_candidates PRIMARY KEY (id),
    CONSTRAINT fk_candidates_edition_id FOREIGN KEY(edition_id) REFERENCES editions (id),
    CONSTRAINT fk_candidates_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id),
    CONSTRAINT fk_candidates_application_id FOREIGN KEY(application_id) REFERENCES applications (id)
);
CREATE INDEX ix_candidates_edition_id ON candidates (edition_id);
CREATE INDEX ix_candidates_resident_id ON candidates (resident_id);
CREATE TABLE candidate_calls (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    candidate_id BLOB NOT NULL,
    called_at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    number TEXT NOT NULL,
    author TEXT NOT NULL,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_candidate_calls PRIMARY KEY (id),
    CONSTRAINT fk_candidate_calls_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidates (id)
);
CREATE INDEX ix_candidate_calls_candidate_id ON candidate_calls (candidate_id);
CREATE TABLE candidate_marks (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    candidate_id BLOB NOT NULL,
    criterion_id BLOB NOT NULL,
    mark TEXT NOT NULL,
    reason TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_candidate_marks PRIMARY KEY (id),
    CONSTRAINT fk_candidate_marks_candidate_id FOREIGN KEY(candidate_id) REFERENCES candidates (id),
    CONSTRAINT fk_candidate_marks_criterion_id FOREIGN KEY(criterion_id) REFERENCES edition_criteria (id)
);
CREATE INDEX ix_candidate_marks_candidate_id ON candidate_marks (candidate_id);
CREATE INDEX ix_candidate_marks_criterion_id ON candidate_marks (criterion_id);

-- clocks: terms as the office has them, duties that were done, terms begun by hand
CREATE TABLE clock_terms (
    id BLOB NOT NULL,
    "key" TEXT NOT NULL,
    is_on BOOLEAN NOT NULL,
    amount INTEGER,
    month INTEGER,
    day INTEGER,
    soon INTEGER,
    urgent INTEGER,
    is_confirmed BOOLEAN NOT NULL,
    applies_from DATE,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_clock_terms PRIMARY KEY (id)
);
CREATE TABLE duty_entries (
    id BLOB NOT NULL,
    "key" TEXT NOT NULL,
    programme_id BLOB,
    settles DATE,
    done_on DATE NOT NULL,
    done_by TEXT NOT NULL,
    place TEXT NOT NULL,
    present TEXT NOT NULL,
    subjects TEXT NOT NULL,
    findings TEXT NOT NULL,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_duty_entries PRIMARY KEY (id),
    CONSTRAINT fk_duty_entries_programme_id FOREIGN KEY(programme_id) REFERENCES programmes (id)
);
CREATE INDEX ix_duty_entries_key ON duty_entries ("key");
CREATE TABLE own_clocks (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    "key" TEXT NOT NULL,
    resident_id BLOB,
    subject TEXT NOT NULL,
    begins_on DATE,
    due_on DATE NOT NULL,
    responsible TEXT NOT NULL,
    done_on DATE,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_own_clocks PRIMARY KEY (id),
    CONSTRAINT fk_own_clocks_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_own_clocks_resident_id ON own_clocks (resident_id);

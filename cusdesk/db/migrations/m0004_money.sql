-- From attendance to money: schedules, contracts, pools, invoices, fees, closed months, budgets.
-- Not released yet; frozen with the first file of schema 4 in tests/data/offices.

-- plans: care services under a decision (social assistance act, art. 50)
ALTER TABLE plan_services ADD COLUMN decision_number TEXT DEFAULT '' NOT NULL;
ALTER TABLE plan_services ADD COLUMN decided_on DATE;
ALTER TABLE plan_services ADD COLUMN decision_minutes INTEGER;
ALTER TABLE plan_services ADD COLUMN decided_by TEXT DEFAULT '' NOT NULL;
-- plans: the first day of what a resident owes who gave the services up
ALTER TABLE plan_closings ADD COLUMN fee_from DATE;

-- contracts: funding sources, contracts with services and annexes; social-economy entities
ALTER TABLE providers ADD COLUMN is_social_economy BOOLEAN DEFAULT '0' NOT NULL;
CREATE TABLE funding_sources (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    project_number TEXT NOT NULL,
    division TEXT NOT NULL,
    chapter TEXT NOT NULL,
    paragraph TEXT NOT NULL,
    task TEXT NOT NULL,
    cost_category TEXT NOT NULL,
    share_percent INTEGER,
    valid_from DATE,
    valid_to DATE,
    notes TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_funding_sources PRIMARY KEY (id)
);
CREATE TABLE contracts (
    id BLOB NOT NULL,
    number TEXT NOT NULL,
    provider_id BLOB NOT NULL,
    mode TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    subject TEXT NOT NULL,
    signed_on DATE,
    valid_from DATE,
    valid_to DATE,
    value_gr INTEGER,
    funding_source_id BLOB,
    contact_name TEXT NOT NULL,
    contact_phone TEXT NOT NULL,
    contact_email TEXT NOT NULL,
    keeper TEXT NOT NULL,
    notes TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_contracts PRIMARY KEY (id),
    CONSTRAINT fk_contracts_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id),
    CONSTRAINT fk_contracts_funding_source_id FOREIGN KEY(funding_source_id) REFERENCES funding_sources (id)
);
CREATE INDEX ix_contracts_provider_id ON contracts (provider_id);
CREATE TABLE contract_annexes (
    id BLOB NOT NULL,
    contract_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    number TEXT NOT NULL,
    signed_on DATE,
    valid_from DATE NOT NULL,
    service_id BLOB,
    rate_gr INTEGER,
    pool_milli INTEGER,
    ends_on DATE,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_contract_annexes PRIMARY KEY (id),
    CONSTRAINT fk_contract_annexes_contract_id FOREIGN KEY(contract_id) REFERENCES contracts (id),
    CONSTRAINT fk_contract_annexes_service_id FOREIGN KEY(service_id) REFERENCES services (id)
);
CREATE INDEX ix_contract_annexes_contract_id ON contract_annexes (contract_id);
CREATE TABLE contract_services (
    id BLOB NOT NULL,
    contract_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    service_id BLOB NOT NULL,
    unit TEXT NOT NULL,
    counting TEXT NOT NULL,
    rate_gr INTEGER,
    pool_milli INTEGER,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_contract_services PRIMARY KEY (id),
    CONSTRAINT fk_contract_services_contract_id FOREIGN KEY(contract_id) REFERENCES contracts (id),
    CONSTRAINT fk_contract_services_service_id FOREIGN KEY(service_id) REFERENCES services (id)
);
CREATE INDEX ix_contract_services_contract_id ON contract_services (contract_id);

-- attendance: series of meetings, breaks of the office, reasons and make-up hours, heads
-- without names, calls after absences, travel, sheets of hours for providers
CREATE TABLE meeting_series (
    id BLOB NOT NULL,
    group_id BLOB NOT NULL,
    rhythm TEXT NOT NULL,
    weekdays TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL,
    start_minute INTEGER,
    minutes INTEGER,
    place TEXT NOT NULL,
    leader TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_meeting_series PRIMARY KEY (id),
    CONSTRAINT fk_meeting_series_group_id FOREIGN KEY(group_id) REFERENCES service_groups (id)
);
CREATE INDEX ix_meeting_series_group_id ON meeting_series (group_id);
CREATE TABLE office_breaks (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_office_breaks PRIMARY KEY (id)
);
CREATE TABLE head_counts (
    id BLOB NOT NULL,
    meeting_id BLOB NOT NULL,
    age_group TEXT NOT NULL,
    locality TEXT NOT NULL,
    heads INTEGER NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_head_counts PRIMARY KEY (id),
    CONSTRAINT fk_head_counts_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id)
);
CREATE INDEX ix_head_counts_meeting_id ON head_counts (meeting_id);
CREATE TABLE absence_calls (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    group_id BLOB NOT NULL,
    until DATE NOT NULL,
    called_on DATE NOT NULL,
    author TEXT NOT NULL,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_absence_calls PRIMARY KEY (id),
    CONSTRAINT fk_absence_calls_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id),
    CONSTRAINT fk_absence_calls_group_id FOREIGN KEY(group_id) REFERENCES service_groups (id)
);
CREATE INDEX ix_absence_calls_resident_id ON absence_calls (resident_id);
CREATE TABLE hour_sheets (
    id BLOB NOT NULL,
    provider_id BLOB NOT NULL,
    number TEXT NOT NULL,
    month DATE NOT NULL,
    issued_on DATE NOT NULL,
    returned_on DATE,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_hour_sheets PRIMARY KEY (id),
    CONSTRAINT fk_hour_sheets_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id)
);
CREATE INDEX ix_hour_sheets_provider_id ON hour_sheets (provider_id);
CREATE TABLE hour_sheet_lines (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    sheet_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    service_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    planned_minutes INTEGER,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_hour_sheet_lines PRIMARY KEY (id),
    CONSTRAINT fk_hour_sheet_lines_sheet_id FOREIGN KEY(sheet_id) REFERENCES hour_sheets (id),
    CONSTRAINT fk_hour_sheet_lines_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id),
    CONSTRAINT fk_hour_sheet_lines_service_id FOREIGN KEY(service_id) REFERENCES services (id)
);
CREATE INDEX ix_hour_sheet_lines_resident_id ON hour_sheet_lines (resident_id);
CREATE INDEX ix_hour_sheet_lines_sheet_id ON hour_sheet_lines (sheet_id);
ALTER TABLE meetings ADD COLUMN series_id BLOB CONSTRAINT fk_meetings_series_id REFERENCES meeting_series (id);
ALTER TABLE meetings ADD COLUMN place TEXT DEFAULT '' NOT NULL;
ALTER TABLE meetings ADD COLUMN leader TEXT DEFAULT '' NOT NULL;
ALTER TABLE attendance ADD COLUMN reason TEXT DEFAULT '' NOT NULL;
ALTER TABLE attendance ADD COLUMN makes_up BLOB CONSTRAINT fk_attendance_makes_up REFERENCES meetings (id);
ALTER TABLE visits ADD COLUMN travel_minutes INTEGER DEFAULT '0' NOT NULL;

-- applications
ALTER TABLE application_outcomes ADD COLUMN consent_id BLOB REFERENCES consents (id);

-- fees: rules, decisions, runs with charges, payments, bank statements
CREATE TABLE fee_rules (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    number TEXT NOT NULL,
    resolved_on DATE,
    valid_from DATE NOT NULL,
    valid_to DATE,
    base TEXT NOT NULL,
    unit TEXT NOT NULL,
    unit_minutes INTEGER NOT NULL,
    combination TEXT NOT NULL,
    charges_absent BOOLEAN NOT NULL,
    charges_excused BOOLEAN NOT NULL,
    full_without_income BOOLEAN NOT NULL,
    rounding_stage TEXT NOT NULL,
    rounding_unit_gr INTEGER NOT NULL,
    minimum_gr INTEGER NOT NULL,
    due_day INTEGER,
    is_due_shifted BOOLEAN NOT NULL,
    income_threshold INTEGER,
    paragraph_base TEXT NOT NULL,
    paragraph_price TEXT NOT NULL,
    paragraph_absence TEXT NOT NULL,
    paragraph_rounding TEXT NOT NULL,
    paragraph_minimum TEXT NOT NULL,
    paragraph_due TEXT NOT NULL,
    notes TEXT NOT NULL,
    replaces_id BLOB,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_fee_rules PRIMARY KEY (id),
    CONSTRAINT fk_fee_rules_replaces_id FOREIGN KEY(replaces_id) REFERENCES fee_rules (id)
);
CREATE TABLE fee_runs (
    id BLOB NOT NULL,
    month DATE NOT NULL,
    number INTEGER NOT NULL,
    confirmed_on DATE NOT NULL,
    confirmed_by TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_fee_runs PRIMARY KEY (id)
);
CREATE INDEX ix_fee_runs_month ON fee_runs (month);
CREATE TABLE fee_statements (
    id BLOB NOT NULL,
    file_name TEXT NOT NULL,
    read_on DATE NOT NULL,
    author TEXT NOT NULL,
    first_day DATE,
    last_day DATE,
    lines INTEGER NOT NULL,
    known INTEGER NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_fee_statements PRIMARY KEY (id)
);
CREATE TABLE fee_bands (
    id BLOB NOT NULL,
    rule_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    upto INTEGER,
    kind TEXT NOT NULL,
    single INTEGER NOT NULL,
    family INTEGER NOT NULL,
    paragraph TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_fee_bands PRIMARY KEY (id),
    CONSTRAINT fk_fee_bands_rule_id FOREIGN KEY(rule_id) REFERENCES fee_rules (id)
);
CREATE INDEX ix_fee_bands_rule_id ON fee_bands (rule_id);
CREATE TABLE fee_prices (
    id BLOB NOT NULL,
    rule_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    price_gr INTEGER NOT NULL,
    market_gr INTEGER,
    service_id BLOB,
    paragraph TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_fee_prices PRIMARY KEY (id),
    CONSTRAINT fk_fee_prices_rule_id FOREIGN KEY(rule_id) REFERENCES fee_rules (id),
    CONSTRAINT fk_fee_prices_service_id FOREIGN KEY(service_id) REFERENCES services (id)
);
CREATE INDEX ix_fee_prices_rule_id ON fee_prices (rule_id);
CREATE TABLE fee_reliefs (
    id BLOB NOT NULL,
    rule_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    value INTEGER NOT NULL,
    is_for_all BOOLEAN NOT NULL,
    valid_from DATE,
    valid_to DATE,
    paragraph TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_fee_reliefs PRIMARY KEY (id),
    CONSTRAINT fk_fee_reliefs_rule_id FOREIGN KEY(rule_id) REFERENCES fee_rules (id)
);
CREATE INDEX ix_fee_reliefs_rule_id ON fee_reliefs (rule_id);
CREATE TABLE fee_rule_services (
    id BLOB NOT NULL,
    rule_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    service_id BLOB NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_fee_rule_services PRIMARY KEY (id),
    CONSTRAINT fk_fee_rule_services_rule_id FOREIGN KEY(rule_id) REFERENCES fee_rules (id),
    CONSTRAINT fk_fee_rule_services_service_id FOREIGN KEY(service_id) REFERENCES services (id)
);
CREATE INDEX ix_fee_rule_services_rule_id ON fee_rule_services (rule_id);
CREATE INDEX ix_fee_rule_services_service_id ON fee_rule_services (service_id);
CREATE TABLE fee_decisions (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    service_id BLOB NOT NULL,
    regime TEXT NOT NULL,
    number TEXT NOT NULL,
    decided_on DATE,
    valid_from DATE NOT NULL,
    valid_to DATE,
    is_single BOOLEAN NOT NULL,
    persons INTEGER,
    income_gr INTEGER,
    income_month DATE,
    fixed_percent INTEGER,
    fixed_rate_gr INTEGER,
    monthly_minutes INTEGER,
    notes TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_fee_decisions PRIMARY KEY (id),
    CONSTRAINT fk_fee_decisions_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id),
    CONSTRAINT fk_fee_decisions_service_id FOREIGN KEY(service_id) REFERENCES services (id)
);
CREATE INDEX ix_fee_decisions_resident_id ON fee_decisions (resident_id);
CREATE INDEX ix_fee_decisions_service_id ON fee_decisions (service_id);
CREATE TABLE fee_payments (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    paid_on DATE NOT NULL,
    amount_gr INTEGER NOT NULL,
    title TEXT NOT NULL,
    account TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_fee_payments PRIMARY KEY (id),
    CONSTRAINT fk_fee_payments_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_fee_payments_paid_on ON fee_payments (paid_on);
CREATE INDEX ix_fee_payments_resident_id ON fee_payments (resident_id);
CREATE TABLE fee_bank_lines (
    id BLOB NOT NULL,
    statement_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    booked_on DATE NOT NULL,
    amount_gr INTEGER NOT NULL,
    payer TEXT NOT NULL,
    title TEXT NOT NULL,
    account TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    state TEXT NOT NULL,
    payment_id BLOB,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_fee_bank_lines PRIMARY KEY (id),
    CONSTRAINT fk_fee_bank_lines_statement_id FOREIGN KEY(statement_id) REFERENCES fee_statements (id),
    CONSTRAINT fk_fee_bank_lines_payment_id FOREIGN KEY(payment_id) REFERENCES fee_payments (id)
);
CREATE INDEX ix_fee_bank_lines_fingerprint ON fee_bank_lines (fingerprint);
CREATE INDEX ix_fee_bank_lines_state ON fee_bank_lines (state);
CREATE INDEX ix_fee_bank_lines_statement_id ON fee_bank_lines (statement_id);
CREATE TABLE fee_charges (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    run_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    service_id BLOB NOT NULL,
    rule_id BLOB NOT NULL,
    decision_id BLOB,
    month DATE NOT NULL,
    is_change BOOLEAN NOT NULL,
    quantity INTEGER NOT NULL,
    total_gr INTEGER NOT NULL,
    amount_gr INTEGER NOT NULL,
    full_gr INTEGER,
    market_gr INTEGER,
    due_on DATE,
    steps_json TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_fee_charges PRIMARY KEY (id),
    CONSTRAINT fk_fee_charges_run_id FOREIGN KEY(run_id) REFERENCES fee_runs (id),
    CONSTRAINT fk_fee_charges_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id),
    CONSTRAINT fk_fee_charges_service_id FOREIGN KEY(service_id) REFERENCES services (id),
    CONSTRAINT fk_fee_charges_rule_id FOREIGN KEY(rule_id) REFERENCES fee_rules (id),
    CONSTRAINT fk_fee_charges_decision_id FOREIGN KEY(decision_id) REFERENCES fee_decisions (id)
);
CREATE INDEX ix_fee_charges_decision_id ON fee_charges (decision_id);
CREATE INDEX ix_fee_charges_resident_id_month ON fee_charges (resident_id, month);
CREATE INDEX ix_fee_charges_run_id ON fee_charges (run_id);
CREATE TABLE fee_decision_reliefs (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    decision_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    relief_id BLOB NOT NULL,
    valid_from DATE,
    valid_to DATE,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_fee_decision_reliefs PRIMARY KEY (id),
    CONSTRAINT fk_fee_decision_reliefs_decision_id FOREIGN KEY(decision_id) REFERENCES fee_decisions (id),
    CONSTRAINT fk_fee_decision_reliefs_relief_id FOREIGN KEY(relief_id) REFERENCES fee_reliefs (id)
);
CREATE INDEX ix_fee_decision_reliefs_decision_id ON fee_decision_reliefs (decision_id);

-- own_sheets: the office's own workbooks and the cells of them that wait for figures
CREATE TABLE own_sheets (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    size INTEGER NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_own_sheets PRIMARY KEY (id)
);
CREATE TABLE own_sheet_marks (
    id BLOB NOT NULL,
    own_sheet_id BLOB NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    figure TEXT NOT NULL,
    service_id BLOB,
    position INTEGER,
    left_words TEXT NOT NULL,
    above_words TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_own_sheet_marks PRIMARY KEY (id),
    CONSTRAINT fk_own_sheet_marks_own_sheet_id FOREIGN KEY(own_sheet_id) REFERENCES own_sheets (id),
    CONSTRAINT fk_own_sheet_marks_service_id FOREIGN KEY(service_id) REFERENCES services (id)
);
CREATE INDEX ix_own_sheet_marks_own_sheet_id ON own_sheet_marks (own_sheet_id);

-- clocks: in what the office counts a term
ALTER TABLE clock_terms ADD COLUMN unit TEXT;

-- contracts: why more was given than a pool holds
CREATE TABLE pool_reasons (
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    contract_id BLOB,
    service_id BLOB,
    funding_source_id BLOB,
    valid_from DATE,
    over INTEGER NOT NULL,
    reason TEXT NOT NULL,
    given_on DATE NOT NULL,
    given_by TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_pool_reasons PRIMARY KEY (id),
    CONSTRAINT fk_pool_reasons_contract_id FOREIGN KEY(contract_id) REFERENCES contracts (id),
    CONSTRAINT fk_pool_reasons_service_id FOREIGN KEY(service_id) REFERENCES services (id),
    CONSTRAINT fk_pool_reasons_funding_source_id FOREIGN KEY(funding_source_id) REFERENCES funding_sources (id)
);
CREATE INDEX ix_pool_reasons_contract_id ON pool_reasons (contract_id);
CREATE TABLE person_pool_reasons (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    service_id BLOB NOT NULL,
    plan_service_id BLOB,
    valid_from DATE,
    over INTEGER NOT NULL,
    reason TEXT NOT NULL,
    given_on DATE NOT NULL,
    given_by TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_person_pool_reasons PRIMARY KEY (id),
    CONSTRAINT fk_person_pool_reasons_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id),
    CONSTRAINT fk_person_pool_reasons_service_id FOREIGN KEY(service_id) REFERENCES services (id),
    CONSTRAINT fk_person_pool_reasons_plan_service_id FOREIGN KEY(plan_service_id) REFERENCES plan_services (id)
);
CREATE INDEX ix_person_pool_reasons_resident_id ON person_pool_reasons (resident_id);

-- invoices: bills of providers, their lines and steps
CREATE TABLE invoices (
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    provider_id BLOB NOT NULL,
    contract_id BLOB,
    issued_on DATE,
    received_on DATE,
    due_on DATE,
    paid_on DATE,
    seller_nip TEXT NOT NULL,
    buyer_nip TEXT NOT NULL,
    ksef_number TEXT NOT NULL,
    gross_gr INTEGER,
    status TEXT NOT NULL,
    purpose TEXT NOT NULL,
    notes TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_invoices PRIMARY KEY (id),
    CONSTRAINT fk_invoices_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id),
    CONSTRAINT fk_invoices_contract_id FOREIGN KEY(contract_id) REFERENCES contracts (id)
);
CREATE INDEX ix_invoices_contract_id ON invoices (contract_id);
CREATE INDEX ix_invoices_provider_id ON invoices (provider_id);
CREATE TABLE invoice_lines (
    id BLOB NOT NULL,
    invoice_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    service_id BLOB,
    words TEXT NOT NULL,
    period_from DATE,
    period_to DATE,
    unit TEXT NOT NULL,
    quantity_milli INTEGER,
    rate_gr INTEGER,
    amount_gr INTEGER,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_invoice_lines PRIMARY KEY (id),
    CONSTRAINT fk_invoice_lines_invoice_id FOREIGN KEY(invoice_id) REFERENCES invoices (id),
    CONSTRAINT fk_invoice_lines_service_id FOREIGN KEY(service_id) REFERENCES services (id)
);
CREATE INDEX ix_invoice_lines_invoice_id ON invoice_lines (invoice_id);
CREATE INDEX ix_invoice_lines_service_id ON invoice_lines (service_id);
CREATE TABLE invoice_steps (
    id BLOB NOT NULL,
    invoice_id BLOB NOT NULL,
    status TEXT NOT NULL,
    done_on DATE NOT NULL,
    done_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_invoice_steps PRIMARY KEY (id),
    CONSTRAINT fk_invoice_steps_invoice_id FOREIGN KEY(invoice_id) REFERENCES invoices (id)
);
CREATE INDEX ix_invoice_steps_invoice_id ON invoice_steps (invoice_id);

-- months: closed months with their figures and seals
CREATE TABLE month_closures (
    id BLOB NOT NULL,
    month DATE NOT NULL,
    closed_at INTEGER NOT NULL,
    closed_by TEXT NOT NULL,
    note TEXT NOT NULL,
    services TEXT NOT NULL,
    seal TEXT NOT NULL,
    reopened_at INTEGER,
    reopened_by TEXT NOT NULL,
    reopen_reason TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_month_closures PRIMARY KEY (id)
);
CREATE INDEX ix_month_closures_month ON month_closures (month);
CREATE TABLE month_lines (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    closure_id BLOB NOT NULL,
    service_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    resident_id BLOB NOT NULL,
    planned INTEGER,
    days TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_month_lines PRIMARY KEY (id),
    CONSTRAINT fk_month_lines_closure_id FOREIGN KEY(closure_id) REFERENCES month_closures (id),
    CONSTRAINT fk_month_lines_service_id FOREIGN KEY(service_id) REFERENCES services (id),
    CONSTRAINT fk_month_lines_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_month_lines_closure_id ON month_lines (closure_id);
CREATE INDEX ix_month_lines_resident_id ON month_lines (resident_id);

-- budget: what a year plans from a source of money
CREATE TABLE budget_plans (
    id BLOB NOT NULL,
    funding_source_id BLOB NOT NULL,
    year INTEGER NOT NULL,
    amount_gr INTEGER NOT NULL,
    note TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_budget_plans PRIMARY KEY (id),
    CONSTRAINT fk_budget_plans_funding_source_id FOREIGN KEY(funding_source_id) REFERENCES funding_sources (id)
);
CREATE INDEX ix_budget_plans_funding_source_id ON budget_plans (funding_source_id);

-- Schema 5: what the office needs once the months are settled. One statement block a feature.

-- fees: a debt in parts
CREATE TABLE fee_instalment_plans (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    resident_id BLOB NOT NULL,
    agreed_on DATE NOT NULL,
    basis TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    ended_on DATE,
    end_reason TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_fee_instalment_plans PRIMARY KEY (id),
    CONSTRAINT fk_fee_instalment_plans_resident_id FOREIGN KEY(resident_id) REFERENCES residents (id)
);
CREATE INDEX ix_fee_instalment_plans_resident_id ON fee_instalment_plans (resident_id);
CREATE TABLE fee_instalments (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    plan_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    due_on DATE NOT NULL,
    amount_gr INTEGER NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_fee_instalments PRIMARY KEY (id),
    CONSTRAINT fk_fee_instalments_plan_id FOREIGN KEY(plan_id) REFERENCES fee_instalment_plans (id)
);
CREATE INDEX ix_fee_instalments_plan_id ON fee_instalments (plan_id);
CREATE TABLE fee_instalment_debts (
    id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    plan_id BLOB NOT NULL,
    charge_id BLOB NOT NULL,
    amount_gr INTEGER NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_fee_instalment_debts PRIMARY KEY (id),
    CONSTRAINT fk_fee_instalment_debts_plan_id FOREIGN KEY(plan_id) REFERENCES fee_instalment_plans (id),
    CONSTRAINT fk_fee_instalment_debts_charge_id FOREIGN KEY(charge_id) REFERENCES fee_charges (id)
);
CREATE INDEX ix_fee_instalment_debts_plan_id ON fee_instalment_debts (plan_id);

-- invoices: the XML one was read from, scans, letters
CREATE TABLE invoice_files (
    id BLOB NOT NULL,
    invoice_id BLOB NOT NULL,
    file_name TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    size INTEGER NOT NULL,
    is_original BOOLEAN NOT NULL,
    added_on DATE NOT NULL,
    added_by TEXT NOT NULL,
    row_version INTEGER NOT NULL,
    retired_at INTEGER,
    CONSTRAINT pk_invoice_files PRIMARY KEY (id),
    CONSTRAINT fk_invoice_files_invoice_id FOREIGN KEY(invoice_id) REFERENCES invoices (id)
);
CREATE INDEX ix_invoice_files_invoice_id ON invoice_files (invoice_id);

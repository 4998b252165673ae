-- From attendance to money: schedules, contracts, pools, invoices, fees, closed months, budgets.
-- Not released yet; frozen with the first file of schema 4 in tests/data/offices.

-- plans: care services under a decision (social assistance act, art. 50)
ALTER TABLE plan_services ADD COLUMN decision_number TEXT DEFAULT '' NOT NULL;
ALTER TABLE plan_services ADD COLUMN decided_on DATE;
ALTER TABLE plan_services ADD COLUMN decision_minutes INTEGER;
ALTER TABLE plan_services ADD COLUMN decided_by TEXT DEFAULT '' NOT NULL;

-- applications
ALTER TABLE application_outcomes ADD COLUMN consent_id BLOB REFERENCES consents (id);

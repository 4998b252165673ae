-- Schema 2: people and their roles, the audit chain, data protection.

-- people: a person may hold several roles; who used the first format did everything in the office
ALTER TABLE users RENAME COLUMN role TO roles;
UPDATE users SET roles = 'administrator coordinator';
ALTER TABLE drafts ADD COLUMN user_id BLOB;
UPDATE drafts SET user_id = (SELECT id FROM users ORDER BY id LIMIT 1);

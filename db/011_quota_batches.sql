-- What many objects that are stored by one statement take from quotas: asked once for all of them, where each had its own question. docs/admission.md explains the account.
-- This script can be applied any number of times.

-- Locks come first, in one order: of a namespace to which a quota is added the lock is taken alone, of others it is shared.
CREATE OR REPLACE FUNCTION account_added_resources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_quotas(n.namespace, n.alone)
    FROM (SELECT a.namespace, bool_or(a.kind = 'ResourceQuota' AND a.grp = '') AS alone
          FROM added_resources a WHERE a.namespace <> '' GROUP BY a.namespace ORDER BY a.namespace) n;
  IF EXISTS (SELECT FROM quota q WHERE q.namespace IN (SELECT a.namespace FROM added_resources a)) THEN
    PERFORM charge_quotas(a.namespace, NULL, a.document, false)
      FROM added_resources a WHERE EXISTS (SELECT FROM quota q WHERE q.namespace = a.namespace);
  END IF;
  IF EXISTS (SELECT FROM added_resources a WHERE a.kind = 'ResourceQuota' AND a.grp = '') THEN
    PERFORM open_quota(a.document) FROM added_resources a WHERE a.kind = 'ResourceQuota' AND a.grp = '';
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS account_added_resource ON resource;
CREATE OR REPLACE TRIGGER account_added_resources AFTER INSERT ON resource
  REFERENCING NEW TABLE AS added_resources FOR EACH STATEMENT EXECUTE FUNCTION account_added_resources();

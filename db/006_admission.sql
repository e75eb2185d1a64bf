-- What the objects of a namespace may have together, and what may be given to one Service only: accounted for in the transaction that stores the objects, so that
-- neither a race nor an interruption can make the account wrong. docs/admission.md explains it. This script can be applied any number of times.

-- The amount that a quantity such as 500m, 1.5, 64Mi or 1e3 means.
CREATE OR REPLACE FUNCTION quantity_value(amount text) RETURNS numeric LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  parts text[] := regexp_match(amount, '^([+-]?[0-9.]+)([a-zA-Z]*)([+-]?[0-9]*)$');
  unit numeric;
BEGIN
  unit := CASE parts[2]
    WHEN '' THEN 1 WHEN 'n' THEN 1e-9 WHEN 'u' THEN 1e-6 WHEN 'm' THEN 1e-3
    WHEN 'k' THEN 1e3 WHEN 'M' THEN 1e6 WHEN 'G' THEN 1e9 WHEN 'T' THEN 1e12 WHEN 'P' THEN 1e15 WHEN 'E' THEN 1e18 WHEN 'e' THEN 1
    WHEN 'Ki' THEN 1024 WHEN 'Mi' THEN 1048576 WHEN 'Gi' THEN 1073741824 WHEN 'Ti' THEN 1099511627776
    WHEN 'Pi' THEN 1125899906842624 WHEN 'Ei' THEN 1152921504606846976 END;
  IF parts[3] <> '' THEN
    RETURN parts[1]::numeric * power(10::numeric, parts[3]::int);
  END IF;
  IF unit IS NULL THEN
    RAISE EXCEPTION '% is not a quantity', amount;
  END IF;
  RETURN parts[1]::numeric * unit;
END $$;

-- What a pod asks for, or is limited to, by resource: the most that it needs at any time (docs of Kubernetes, "Resource sharing within containers"). section is requests or limits.
CREATE OR REPLACE FUNCTION pod_amounts(spec jsonb, section text) RETURNS TABLE (name text, amount numeric) LANGUAGE sql IMMUTABLE AS $$
  WITH asked AS (
    SELECT c.place, c.container ->> 'restartPolicy' = 'Always' IS TRUE AS stays, true AS early, a.key AS name, quantity_value(a.value) AS amount
      FROM jsonb_array_elements(coalesce(spec -> 'initContainers', '[]')) WITH ORDINALITY AS c (container, place), jsonb_each_text(coalesce(c.container #> ARRAY['resources', section], '{}')) AS a
    UNION ALL
    SELECT c.place, true, false, a.key, quantity_value(a.value)
      FROM jsonb_array_elements(coalesce(spec -> 'containers', '[]')) WITH ORDINALITY AS c (container, place), jsonb_each_text(coalesce(c.container #> ARRAY['resources', section], '{}')) AS a
  ), peaks AS (
    SELECT a.name, a.amount + coalesce((SELECT sum(b.amount) FROM asked b WHERE b.early AND b.stays AND b.name = a.name AND b.place < a.place), 0) AS amount
      FROM asked a WHERE a.early AND NOT a.stays
    UNION ALL
    SELECT a.name, sum(a.amount) FROM asked a WHERE a.stays GROUP BY a.name
  ), most AS (
    SELECT p.name, max(p.amount) AS amount FROM peaks p GROUP BY p.name
  )
  SELECT coalesce(m.name, o.key), coalesce(m.amount, 0) + coalesce(quantity_value(o.value), 0)
    FROM most m FULL JOIN jsonb_each_text(coalesce(spec -> 'overhead', '{}')) AS o ON o.key = m.name
    WHERE m.name IS NOT NULL OR section = 'requests'
$$;

-- The plural of a kind, as quotas name it after count/. Custom kinds say theirs in their definition; the others follow the usual rule.
CREATE OR REPLACE FUNCTION plural_of(in_grp text, in_kind text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT r.document #>> '{spec,names,plural}' FROM resource r
      WHERE in_grp <> '' AND (r.grp, r.kind) = ('apiextensions.k8s.io', 'CustomResourceDefinition')
        AND r.document #>> '{spec,group}' = in_grp AND r.document #>> '{spec,names,kind}' = in_kind LIMIT 1),
    CASE WHEN in_kind = 'Endpoints' THEN 'endpoints'
      WHEN in_kind ~ '[^aeiou]y$' THEN lower(left(in_kind, -1)) || 'ies'
      WHEN in_kind ~ '(s|x|ch|sh)$' THEN lower(in_kind) || 'es'
      ELSE lower(in_kind) || 's' END)
$$;

-- How much of what an object takes, by the names that quotas have for it.
CREATE OR REPLACE FUNCTION quota_use_of(document jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  k record;
  use jsonb;
  counted text;
  spec jsonb := document -> 'spec';
BEGIN
  SELECT * INTO k FROM resource_key_of(document);
  counted := plural_of(k.grp, k.kind);
  use := jsonb_build_object('count/' || counted || CASE WHEN k.grp = '' THEN '' ELSE '.' || k.grp END, 1);
  IF k.grp <> '' THEN
    RETURN use;
  END IF;
  IF k.kind IN ('ConfigMap', 'Secret', 'ResourceQuota', 'Service') THEN
    use := use || jsonb_build_object(counted, 1);
  END IF;
  IF k.kind = 'Service' THEN
    use := use || jsonb_build_object(
      'services.loadbalancers', (spec ->> 'type' = 'LoadBalancer')::int,
      'services.nodeports', CASE WHEN spec ->> 'type' = 'NodePort' OR spec ->> 'type' = 'LoadBalancer' AND coalesce((spec ->> 'allocateLoadBalancerNodePorts')::boolean, true)
        THEN jsonb_array_length(coalesce(spec -> 'ports', '[]')) ELSE 0 END);
  END IF;
  -- A pod that is over, or that is written off with its node, holds nothing.
  IF k.kind = 'Pod' AND coalesce(document #>> '{status,phase}', '') NOT IN ('Succeeded', 'Failed')
    AND NOT (document #> '{metadata,deletionTimestamp}' IS NOT NULL AND coalesce(document #>> '{status,reason}', '') = 'NodeLost') THEN
    use := use || '{"pods": 1}';
    use := use || coalesce((SELECT jsonb_object_agg('requests.' || a.name, a.amount) FROM pod_amounts(spec, 'requests') a), '{}');
    use := use || coalesce((SELECT jsonb_object_agg('limits.' || a.name, a.amount) FROM pod_amounts(spec, 'limits') a), '{}');
    use := use || coalesce((SELECT jsonb_object_agg(name, use -> ('requests.' || name)) FROM unnest(ARRAY['cpu', 'memory', 'ephemeral-storage']) AS name WHERE use ? ('requests.' || name)), '{}');
  END IF;
  RETURN use;
END $$;

-- Whether an object counts for a quota of these scopes, each an object with scopeName, operator and values. Only pods have scopes.
CREATE OR REPLACE FUNCTION quota_counts(scopes jsonb, document jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT scopes = '[]' OR document ->> 'kind' = 'Pod' AND document ->> 'apiVersion' = 'v1' AND NOT EXISTS (
    SELECT FROM jsonb_array_elements(scopes) AS s (scope) WHERE NOT CASE s.scope ->> 'scopeName'
      WHEN 'Terminating' THEN document #> '{spec,activeDeadlineSeconds}' IS NOT NULL
      WHEN 'NotTerminating' THEN document #> '{spec,activeDeadlineSeconds}' IS NULL
      WHEN 'BestEffort' THEN coalesce(document #>> '{status,qosClass}', '') = 'BestEffort'
      WHEN 'NotBestEffort' THEN coalesce(document #>> '{status,qosClass}', '') <> 'BestEffort'
      WHEN 'CrossNamespacePodAffinity' THEN document #> '{spec,affinity}' IS NOT NULL
        AND jsonb_path_exists(document, '$.spec.affinity.** ? (@.namespaceSelector.type() == "object" || @.namespaces.size() > 0 && @.namespaces.type() == "array")')
      WHEN 'PriorityClass' THEN CASE s.scope ->> 'operator'
        WHEN 'In' THEN s.scope -> 'values' ? coalesce(document #>> '{spec,priorityClassName}', '')
        WHEN 'NotIn' THEN NOT s.scope -> 'values' ? coalesce(document #>> '{spec,priorityClassName}', '')
        WHEN 'DoesNotExist' THEN coalesce(document #>> '{spec,priorityClassName}', '') = ''
        ELSE coalesce(document #>> '{spec,priorityClassName}', '') <> '' END
      ELSE false END)
$$;

-- The scopes of a ResourceQuota, in one form.
CREATE OR REPLACE FUNCTION quota_scopes_of(spec jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce((SELECT jsonb_agg(jsonb_build_object('scopeName', s, 'operator', 'Exists')) FROM jsonb_array_elements_text(coalesce(spec -> 'scopes', '[]')) AS s), '[]')
    || coalesce(spec #> '{scopeSelector,matchExpressions}', '[]')
$$;

-- The account of each ResourceQuota. hard is as it was written, used has numbers; told is what its status says of both, null where it says something else.
CREATE TABLE IF NOT EXISTS quota (
  namespace text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  uid text COLLATE "C" NOT NULL,
  hard jsonb NOT NULL,
  scopes jsonb NOT NULL,
  used jsonb NOT NULL,
  told jsonb,
  PRIMARY KEY (namespace, name)
) WITH (fillfactor = 50);

-- Whoever writes counted objects shares this lock, and whoever begins to count has it alone, so that each object is counted exactly once.
CREATE OR REPLACE FUNCTION lock_quotas(in_namespace text, alone boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF alone THEN
    PERFORM pg_advisory_xact_lock(1903522913, hashtext(in_namespace));
  ELSE
    PERFORM pg_advisory_xact_lock_shared(1903522913, hashtext(in_namespace));
  END IF;
END $$;

-- What containers of a pod do not say although the quota limits it, in Kubernetes' words; null where nothing is missing.
CREATE OR REPLACE FUNCTION quota_unsaid(hard jsonb, document jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT string_agg(m.name || ' for: ' || m.containers, '; ' ORDER BY m.name) FROM (
    SELECT n.name, string_agg(c.container ->> 'name', ',' ORDER BY c.container ->> 'name') AS containers
      FROM unnest(ARRAY['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory']) AS n (name),
        jsonb_array_elements(coalesce(document #> '{spec,initContainers}', '[]') || coalesce(document #> '{spec,containers}', '[]')) AS c (container)
      WHERE hard ? n.name AND document ->> 'kind' = 'Pod' AND document ->> 'apiVersion' = 'v1'
        AND c.container #> ARRAY['resources', CASE WHEN n.name LIKE 'limits.%' THEN 'limits' ELSE 'requests' END, split_part(n.name, '.', -1)] IS NULL
      GROUP BY n.name) m
$$;

-- Which object a quota refuses, as people name it.
CREATE OR REPLACE FUNCTION quota_refusal(quota text, document jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('quota', quota, 'group', k.grp, 'plural', plural_of(k.grp, k.kind), 'name', k.name) FROM resource_key_of(document) AS k
$$;

-- Takes what a change of an object takes from the quotas of its namespace, or only says whether it could. Refuses with SQLSTATE OQ403 and a message in JSON.
-- What is compiled for such small work takes longer than the work, so it is not.
CREATE OR REPLACE FUNCTION charge_quotas(in_namespace text, old_document jsonb, new_document jsonb, only_tried boolean) RETURNS void LANGUAGE plpgsql SET jit = off AS $$
DECLARE
  q quota%ROWTYPE;
  old_use jsonb := '{}';
  new_use jsonb := '{}';
  taken jsonb;
  exceeded jsonb;
  unsaid text;
BEGIN
  IF old_document IS NOT NULL THEN
    old_use := quota_use_of(old_document);
  END IF;
  IF new_document IS NOT NULL THEN
    new_use := quota_use_of(new_document);
  END IF;
  FOR q IN SELECT * FROM quota WHERE namespace = in_namespace ORDER BY name FOR UPDATE LOOP
    IF old_document IS NULL AND quota_counts(q.scopes, new_document) THEN
      unsaid := quota_unsaid(q.hard, new_document);
      IF unsaid IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'OQ403', MESSAGE = (quota_refusal(q.name, new_document) || jsonb_build_object('unsaid', unsaid))::text;
      END IF;
    END IF;
    SELECT jsonb_object_agg(d.name, d.used + d.more), jsonb_agg(jsonb_build_array(d.name, d.more, d.used, q.hard ->> d.name) ORDER BY d.name)
        FILTER (WHERE d.more > 0 AND d.used + d.more > quantity_value(q.hard ->> d.name))
      INTO taken, exceeded
      FROM (
        SELECT n.name, coalesce((q.used ->> n.name)::numeric, 0) AS used,
          coalesce(CASE WHEN new_document IS NOT NULL AND quota_counts(q.scopes, new_document) THEN (new_use ->> n.name)::numeric END, 0)
            - coalesce(CASE WHEN old_document IS NOT NULL AND quota_counts(q.scopes, old_document) THEN (old_use ->> n.name)::numeric END, 0) AS more
          FROM jsonb_object_keys(q.hard) AS n (name)) d
      WHERE d.more <> 0;
    IF exceeded IS NOT NULL THEN
      RAISE EXCEPTION USING ERRCODE = 'OQ403', MESSAGE = (quota_refusal(q.name, new_document) || jsonb_build_object('exceeded', exceeded))::text;
    END IF;
    IF taken IS NOT NULL AND NOT only_tried THEN
      UPDATE quota SET used = q.used || taken WHERE (namespace, name) = (q.namespace, q.name);
    END IF;
  END LOOP;
END $$;

-- Begins the account of a ResourceQuota, or begins it anew: everything that is there is counted. The caller has the lock alone.
CREATE OR REPLACE FUNCTION open_quota(document jsonb) RETURNS void LANGUAGE plpgsql SET jit = off AS $$
DECLARE
  k record;
  limits jsonb := coalesce(document #> '{spec,hard}', '{}');
  scoped jsonb := quota_scopes_of(document -> 'spec');
  sums jsonb;
BEGIN
  SELECT * INTO k FROM resource_key_of(document);
  SELECT jsonb_object_agg(n.name, coalesce(s.amount, 0)) INTO sums
    FROM jsonb_object_keys(limits) AS n (name)
    LEFT JOIN (
      SELECT u.key, sum(u.value::numeric) AS amount
        FROM resource r, jsonb_each_text(quota_use_of(r.document)) AS u
        WHERE r.namespace = k.namespace AND quota_counts(scoped, r.document) GROUP BY u.key) s ON s.key = n.name;
  INSERT INTO quota (namespace, name, uid, hard, scopes, used) VALUES (k.namespace, k.name, k.uid, limits, scoped, coalesce(sums, '{}'))
    ON CONFLICT (namespace, name) DO UPDATE SET uid = excluded.uid, hard = excluded.hard, scopes = excluded.scopes, used = excluded.used, told = NULL;
END $$;

CREATE OR REPLACE FUNCTION account_resource() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  in_namespace text := CASE WHEN TG_OP = 'DELETE' THEN OLD.namespace ELSE NEW.namespace END;
  is_quota boolean := CASE WHEN TG_OP = 'DELETE' THEN OLD.kind = 'ResourceQuota' AND OLD.grp = '' ELSE NEW.kind = 'ResourceQuota' AND NEW.grp = '' END;
BEGIN
  PERFORM lock_quotas(in_namespace, is_quota);
  IF EXISTS (SELECT FROM quota WHERE namespace = in_namespace) THEN
    PERFORM charge_quotas(
      in_namespace, CASE WHEN TG_OP <> 'INSERT' THEN OLD.document END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.document END, false);
  END IF;
  IF is_quota AND TG_OP = 'DELETE' THEN
    DELETE FROM quota WHERE (namespace, name) = (OLD.namespace, OLD.name);
  ELSIF is_quota THEN
    PERFORM open_quota(NEW.document);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER account_added_resource AFTER INSERT ON resource
  FOR EACH ROW WHEN (NEW.namespace <> '') EXECUTE FUNCTION account_resource();
CREATE OR REPLACE TRIGGER account_removed_resource AFTER DELETE ON resource
  FOR EACH ROW WHEN (OLD.namespace <> '') EXECUTE FUNCTION account_resource();
-- Of a pod only this can change what it takes; the rest of its spec stays as it was made.
CREATE OR REPLACE TRIGGER account_changed_pod AFTER UPDATE ON resource
  FOR EACH ROW WHEN (NEW.kind = 'Pod' AND NEW.grp = '' AND (
    OLD.document #> '{status,phase}' IS DISTINCT FROM NEW.document #> '{status,phase}'
    OR OLD.document #> '{status,reason}' IS DISTINCT FROM NEW.document #> '{status,reason}'
    OR OLD.document #> '{metadata,deletionTimestamp}' IS DISTINCT FROM NEW.document #> '{metadata,deletionTimestamp}'
    OR OLD.document #> '{spec,activeDeadlineSeconds}' IS DISTINCT FROM NEW.document #> '{spec,activeDeadlineSeconds}')) EXECUTE FUNCTION account_resource();
CREATE OR REPLACE TRIGGER account_changed_resource AFTER UPDATE ON resource
  FOR EACH ROW WHEN (NEW.grp = '' AND NEW.kind IN ('Service', 'ResourceQuota') AND OLD.document -> 'spec' IS DISTINCT FROM NEW.document -> 'spec') EXECUTE FUNCTION account_resource();

-- Whether an object could be made now. Takes nothing.
CREATE OR REPLACE FUNCTION require_quota(document jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM quota WHERE namespace = coalesce(document #>> '{metadata,namespace}', '')) THEN
    PERFORM charge_quotas(document #>> '{metadata,namespace}', NULL, document, true);
  END IF;
END $$;

-- Addresses and ports of nodes that Services have. Each is one Service's alone.
CREATE TABLE IF NOT EXISTS service_claim (
  claim text COLLATE "C" PRIMARY KEY,
  uid text COLLATE "C" NOT NULL
);
CREATE INDEX IF NOT EXISTS service_claim_uid ON service_claim (uid);

CREATE OR REPLACE FUNCTION service_claims_of(spec jsonb) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
  SELECT DISTINCT 'ip ' || address FROM jsonb_array_elements_text(coalesce(spec -> 'clusterIPs', '[]') || coalesce(jsonb_build_array(spec -> 'clusterIP'), '[]')) AS address
    WHERE address NOT IN ('', 'None')
  UNION ALL
  SELECT DISTINCT 'port ' || (port ->> 'nodePort') FROM jsonb_array_elements(coalesce(spec -> 'ports', '[]')) AS port WHERE (port ->> 'nodePort')::int > 0
$$;

-- Refuses with SQLSTATE OQ409 and the claim as its message what another Service has.
CREATE OR REPLACE FUNCTION claim_for_service() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wanted text;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM service_claim WHERE uid = OLD.uid;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    FOR wanted IN SELECT c FROM service_claims_of(NEW.document -> 'spec') AS c ORDER BY c LOOP
      INSERT INTO service_claim (claim, uid) VALUES (wanted, NEW.uid) ON CONFLICT DO NOTHING;
      IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'OQ409', MESSAGE = wanted;
      END IF;
    END LOOP;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER claim_for_added_service AFTER INSERT ON resource
  FOR EACH ROW WHEN (NEW.kind = 'Service' AND NEW.grp = '') EXECUTE FUNCTION claim_for_service();
CREATE OR REPLACE TRIGGER claim_for_removed_service AFTER DELETE ON resource
  FOR EACH ROW WHEN (OLD.kind = 'Service' AND OLD.grp = '') EXECUTE FUNCTION claim_for_service();
CREATE OR REPLACE TRIGGER claim_for_changed_service AFTER UPDATE ON resource
  FOR EACH ROW WHEN (NEW.kind = 'Service' AND NEW.grp = '' AND OLD.document -> 'spec' IS DISTINCT FROM NEW.document -> 'spec') EXECUTE FUNCTION claim_for_service();

-- What was stored before there was an account.
INSERT INTO service_claim (claim, uid)
  SELECT c, r.uid FROM resource r, service_claims_of(r.document -> 'spec') AS c WHERE (r.grp, r.kind) = ('', 'Service')
  ON CONFLICT DO NOTHING;
DO $$
DECLARE
  document jsonb;
BEGIN
  FOR document IN SELECT r.document FROM resource r WHERE (r.grp, r.kind) = ('', 'ResourceQuota') ORDER BY r.namespace, r.name LOOP
    PERFORM lock_quotas(document #>> '{metadata,namespace}', true);
    PERFORM open_quota(document);
  END LOOP;
END $$;

-- The namespaces in which something has changed after a version, up to what is final: for those who look at namespaces again.
CREATE OR REPLACE FUNCTION changed_namespaces(kinds text[], after bigint, OUT upto bigint, OUT namespaces text[]) LANGUAGE plpgsql STABLE AS $$
BEGIN
  upto := resource_watermark();
  SELECT coalesce(array_agg(DISTINCT e.namespace), '{}') INTO namespaces
    FROM resource_event e WHERE e.kind = ANY (kinds) AND e.resource_version > after AND e.resource_version <= upto;
END $$;

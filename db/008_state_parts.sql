-- Many states in one transaction, states of which a part is written alone, and their projection, many at a time. docs/storage.md explains both.
-- This script can be applied any number of times.
-- What is given to these functions is little, and what is stored is much: whatever the planner knows of the tables, it is to go by their keys. A plan that was made while
-- the tables were empty is kept for long, and would read all of them each time. Without compiling, because what is forbidden to the planner looks expensive to it.

-- Parts of states that have rows of their own: what a node has admitted is one row for each pod. They are written in the transaction that raises the version of
-- the state's own row, so that the version guards both.
CREATE TABLE IF NOT EXISTS state_part (
  state_name text NOT NULL,
  grain_key text NOT NULL,
  part text NOT NULL,
  payload bytea NOT NULL,
  PRIMARY KEY (state_name, grain_key, part)
) WITH (autovacuum_vacuum_scale_factor = 0.05);

-- The first of so many versions, of which each change takes one.
CREATE OR REPLACE FUNCTION next_resource_versions(wanted bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  version bigint := next_resource_version();
BEGIN
  IF version + wanted > resource_version_base(pg_current_xact_id()) + 1024 THEN
    RAISE EXCEPTION 'one transaction can change at most 1024 resources; split it';
  END IF;
  RETURN version;
END $$;

-- Adds many documents, as add_resource does one.
CREATE OR REPLACE FUNCTION add_resources(documents jsonb[], revisions bigint[], grain boolean) RETURNS void LANGUAGE plpgsql
  SET jit = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  first bigint;
  added bigint;
BEGIN
  IF coalesce(cardinality(documents), 0) = 0 THEN
    RETURN;
  END IF;
  first := next_resource_versions(cardinality(documents));
  WITH given AS MATERIALIZED (
    SELECT k.*, g.revision, first + g.n - 1 AS version, with_resource_version(g.document, first + g.n - 1) AS document
    FROM unnest(documents, revisions) WITH ORDINALITY AS g (document, revision, n), resource_key_of(g.document) AS k
  ), stored AS (
    INSERT INTO resource (grp, kind, namespace, name, uid, revision, resource_version, by_grain, at, labels, document)
    SELECT grp, kind, namespace, name, uid, revision, version, grain, clock_timestamp(), resource_labels_of(document), document FROM given
    ON CONFLICT DO NOTHING
    RETURNING 1
  ), told AS (
    INSERT INTO resource_event (resource_version, type, grp, kind, namespace, name, uid, revision, at, document)
    SELECT version, 'ADDED', grp, kind, namespace, name, uid, revision, clock_timestamp(), document FROM given
  )
  SELECT count(*) INTO added FROM stored;
  IF added < cardinality(documents) THEN
    RAISE EXCEPTION USING ERRCODE = 'unique_violation',
      MESSAGE = (
        SELECT format('%s %s/%s is already stored, by another grain or as a document of its own', k.kind, k.namespace, k.name)
        FROM unnest(documents) WITH ORDINALITY AS g (document, n), resource_key_of(g.document) AS k
        WHERE NOT EXISTS (
          SELECT FROM resource r
          WHERE (r.grp, r.kind, r.namespace, r.name) = (k.grp, k.kind, k.namespace, k.name) AND r.resource_version = first + g.n - 1)
        LIMIT 1);
  END IF;
END $$;

CREATE OR REPLACE FUNCTION project_added_states() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  documents jsonb[];
  revisions bigint[];
BEGIN
  SELECT array_agg(s.state -> 'resource'), array_agg((s.state ->> 'revision')::bigint) INTO documents, revisions
    FROM (SELECT grain_state_of(payloadbinary) AS state FROM new_states) s
    WHERE s.state -> 'resource' <> 'null';
  IF array_position(revisions, NULL) IS NOT NULL THEN
    RAISE EXCEPTION 'a state with a resource needs a revision';
  END IF;
  PERFORM add_resources(documents, revisions, true);
  RETURN NULL;
END $$;

-- Most states that change hold the same object before and after: then what is stored of it tells whether its document has changed. The others are projected one by one.
CREATE OR REPLACE FUNCTION project_changed_states() RETURNS trigger LANGUAGE plpgsql
  SET jit = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  first bigint;
  refusal text;
  old_states_left jsonb[];
  new_states_left jsonb[];
BEGIN
  IF EXISTS (SELECT FROM new_states WHERE payloadbinary IS NULL) THEN
    DELETE FROM state_part p USING new_states n
      WHERE n.payloadbinary IS NULL AND (p.state_name, p.grain_key) = (n.graintypestring, n.grainidextensionstring);
  END IF;
  IF NOT EXISTS (
      SELECT FROM new_states n JOIN old_states o USING (serviceid, graintypestring, grainidn0, grainidn1)
      WHERE n.grainidextensionstring IS NOT DISTINCT FROM o.grainidextensionstring AND n.payloadbinary IS DISTINCT FROM o.payloadbinary) THEN
    RETURN NULL;
  END IF;
  first := next_resource_versions((SELECT count(*) FROM new_states));
  WITH changed AS MATERIALIZED (
    SELECT row_number() OVER () AS number, o.payloadbinary AS old_payload, grain_state_of(n.payloadbinary) AS state
    FROM new_states n JOIN old_states o USING (serviceid, graintypestring, grainidn0, grainidn1)
    WHERE n.grainidextensionstring IS NOT DISTINCT FROM o.grainidextensionstring AND n.payloadbinary IS DISTINCT FROM o.payloadbinary
  ), same AS MATERIALIZED (
    SELECT c.number, k.*, (c.state ->> 'revision')::bigint AS revision, c.state -> 'resource' AS document,
      r.revision AS old_revision, r.resource_version AS old_version, r.document AS previous
    FROM (SELECT * FROM changed WHERE state -> 'resource' <> 'null') c
      CROSS JOIN LATERAL resource_key_of(c.state -> 'resource') k
      JOIN resource r ON r.by_grain AND (r.grp, r.kind, r.namespace, r.name, r.uid) = (k.grp, k.kind, k.namespace, k.name, k.uid)
  ), news AS MATERIALIZED (
    SELECT s.*, first + row_number() OVER () - 1 AS version FROM same s
    WHERE s.revision IS DISTINCT FROM s.old_revision OR s.document #- '{metadata,resourceVersion}' <> s.previous #- '{metadata,resourceVersion}'
  ), versioned AS MATERIALIZED (
    SELECT n.*, with_resource_version(n.document, n.version) AS stored FROM news n
  ), written AS (
    UPDATE resource r
    SET revision = v.revision, resource_version = v.version, at = clock_timestamp(), labels = resource_labels_of(v.stored), document = v.stored
    FROM versioned v
    WHERE (r.grp, r.kind, r.namespace, r.name) = (v.grp, v.kind, v.namespace, v.name)
  ), told AS (
    INSERT INTO resource_event (resource_version, type, grp, kind, namespace, name, uid, revision, previous_revision, at, document, previous)
    SELECT version, 'MODIFIED', grp, kind, namespace, name, uid, revision, old_revision, clock_timestamp(), stored, previous FROM versioned
  ), rest AS (
    SELECT * FROM changed c WHERE NOT EXISTS (SELECT FROM same s WHERE s.number = c.number)
  )
  SELECT
    (SELECT array_agg(grain_state_of(old_payload) ORDER BY number) FROM rest),
    (SELECT array_agg(state ORDER BY number) FROM rest),
    (SELECT CASE
        WHEN n.revision IS NULL THEN 'a state with a resource needs a revision'
        WHEN n.revision <= n.old_revision
          THEN format('the document of %s %s changed but its revision did not rise (%s after %s)', n.kind, n.name, n.revision, n.old_revision)
        ELSE format('resource version %s of %s %s/%s is not above its last, %s; run SELECT raise_resource_epoch() after restoring a dump',
          n.version, n.kind, n.namespace, n.name, n.old_version)
      END
      FROM news n WHERE n.revision IS NULL OR n.revision <= n.old_revision OR n.version <= n.old_version LIMIT 1)
    INTO old_states_left, new_states_left, refusal;
  IF refusal IS NOT NULL THEN
    RAISE EXCEPTION '%', refusal;
  END IF;
  FOR i IN 1 .. coalesce(cardinality(new_states_left), 0) LOOP
    PERFORM project_resource(
      nullif(old_states_left[i] -> 'resource', 'null'), (old_states_left[i] ->> 'revision')::bigint,
      nullif(new_states_left[i] -> 'resource', 'null'), (new_states_left[i] ->> 'revision')::bigint, true);
  END LOOP;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION project_removed_states() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM state_part p USING old_states o
    WHERE (p.state_name, p.grain_key) = (o.graintypestring, o.grainidextensionstring);
  PERFORM project_resource(s.state -> 'resource', (s.state ->> 'revision')::bigint, NULL, NULL, true)
    FROM (SELECT grain_state_of(payloadbinary) AS state FROM old_states) s WHERE s.state -> 'resource' <> 'null';
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS project_added_grain_state ON orleansstorage;
DROP TRIGGER IF EXISTS project_changed_grain_state ON orleansstorage;
CREATE OR REPLACE TRIGGER project_added_states AFTER INSERT ON orleansstorage
  REFERENCING NEW TABLE AS new_states FOR EACH STATEMENT EXECUTE FUNCTION project_added_states();
CREATE OR REPLACE TRIGGER project_changed_states AFTER UPDATE ON orleansstorage
  REFERENCING OLD TABLE AS old_states NEW TABLE AS new_states FOR EACH STATEMENT EXECUTE FUNCTION project_changed_states();
CREATE OR REPLACE TRIGGER project_removed_states AFTER DELETE ON orleansstorage
  REFERENCING OLD TABLE AS old_states FOR EACH STATEMENT EXECUTE FUNCTION project_removed_states();

-- Writes many states and answers for each its new version, or null where the version given is no longer the stored one: that one is not written, the others are.
-- Without a version the state is new. Without a payload only its parts have changed, and its row keeps what it has. Parts belong to the state of that number, from 1;
-- one without a payload goes. A state whose parts are all given loses those that it had. No two may be of one grain.
CREATE OR REPLACE FUNCTION write_states(
  service text, names text[], keys text[], versions integer[], payloads bytea[], anew boolean[],
  part_owners integer[], part_names text[], part_payloads bytea[])
  RETURNS integer[] LANGUAGE plpgsql
  SET jit = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  written integer[];
BEGIN
  WITH given AS MATERIALIZED (
    SELECT * FROM unnest(names, keys, versions, payloads) WITH ORDINALITY AS g (name, key, version, payload, number)
  ), added AS (
    INSERT INTO OrleansStorage
    SELECT hashtext(key), 0, 0, hashtext(name), name, key, service, payload, now(), 1 FROM given WHERE version IS NULL
    ON CONFLICT DO NOTHING
    RETURNING GrainTypeString AS name, GrainIdExtensionString AS key, Version AS version
  ), found AS MATERIALIZED (
    -- One look-up each. As a join this could become a look at all rows, with a plan that was made when there were none.
    SELECT g.*, (
      SELECT s.ctid FROM OrleansStorage s
      WHERE s.ServiceId = service AND s.GrainTypeString = g.name AND s.GrainIdN0 = 0 AND s.GrainIdN1 = 0 AND s.GrainIdExtensionString = g.key
        AND s.Version = g.version) AS place
    FROM given g WHERE g.version IS NOT NULL
  ), changed AS (
    UPDATE OrleansStorage s
    SET PayloadBinary = coalesce(f.payload, s.PayloadBinary), ModifiedOn = now(), Version = s.Version + 1
    FROM found f
    WHERE s.ctid = f.place AND s.Version = f.version
    RETURNING f.name, f.key, s.Version AS version
  ), done AS (
    SELECT * FROM added UNION ALL SELECT * FROM changed
  )
  SELECT array_agg(d.version ORDER BY g.number) INTO written FROM given g LEFT JOIN done d ON d.name = g.name AND d.key = g.key;

  IF true = ANY (anew) THEN
    DELETE FROM state_part p USING unnest(names, keys, anew, written) AS g (name, key, anew, version)
      WHERE g.anew AND g.version IS NOT NULL AND (p.state_name, p.grain_key) = (g.name, g.key);
  END IF;
  IF cardinality(part_owners) > 0 THEN
    DELETE FROM state_part p USING unnest(part_owners, part_names, part_payloads) AS g (owner, part, payload)
      WHERE g.payload IS NULL AND written[g.owner] IS NOT NULL
        AND (p.state_name, p.grain_key, p.part) = (names[g.owner], keys[g.owner], g.part);
    INSERT INTO state_part
      SELECT names[g.owner], keys[g.owner], g.part, g.payload
      FROM unnest(part_owners, part_names, part_payloads) AS g (owner, part, payload)
      WHERE g.payload IS NOT NULL AND written[g.owner] IS NOT NULL
      ON CONFLICT (state_name, grain_key, part) DO UPDATE SET payload = EXCLUDED.payload;
  END IF;
  RETURN written;
END $$;

-- A function of its own, so that it stays one look-up whatever it is asked in.
CREATE OR REPLACE FUNCTION is_resource_stored(in_grp text, in_kind text, in_namespace text, in_name text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM resource r WHERE (r.grp, r.kind, r.namespace, r.name) = (in_grp, in_kind, in_namespace, in_name));
END $$;

-- Stores many Events, as before: all locks come before the first write. Those that are new, as most are, are added together.
CREATE OR REPLACE FUNCTION put_events(new_documents jsonb) RETURNS void LANGUAGE plpgsql
  SET jit = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  added jsonb[];
  others jsonb[];
BEGIN
  PERFORM lock_resource_key('', 'Event', e.namespace, e.name)
    FROM (SELECT DISTINCT d #>> '{metadata,namespace}' AS namespace, d #>> '{metadata,name}' AS name
          FROM jsonb_array_elements(new_documents) d ORDER BY 1, 2) e;
  SELECT
    array_agg(jsonb_set(g.document, '{metadata,uid}', to_jsonb(gen_random_uuid()::text)) ORDER BY g.number) FILTER (WHERE g.new),
    array_agg(g.document ORDER BY g.number) FILTER (WHERE NOT g.new)
    INTO added, others
    FROM (
      SELECT e.document, e.number,
        row_number() OVER (PARTITION BY e.document #>> '{metadata,namespace}', e.document #>> '{metadata,name}' ORDER BY e.number) = 1
        AND NOT is_resource_stored('', 'Event', e.document #>> '{metadata,namespace}', e.document #>> '{metadata,name}') AS new
      FROM jsonb_array_elements(new_documents) WITH ORDINALITY AS e (document, number)) g;
  PERFORM add_resources(added, array_fill(1::bigint, ARRAY[coalesce(cardinality(added), 0)]), false);
  PERFORM put_event(d) FROM unnest(others) d;
END $$;

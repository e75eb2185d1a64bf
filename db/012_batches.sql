-- Less work for what is written most. docs/storage.md explains the tables. This script can be applied any number of times.

-- What is too long for its row as it is, is made shorter by lz4 in a fraction of the time; a server that was built without it keeps its own way.
DO $$
BEGIN
  ALTER TABLE OrleansStorage ALTER COLUMN PayloadBinary SET COMPRESSION lz4;
  ALTER TABLE resource ALTER COLUMN document SET COMPRESSION lz4;
  ALTER TABLE resource_event ALTER COLUMN document SET COMPRESSION lz4, ALTER COLUMN previous SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
  RAISE NOTICE 'this server has no lz4; documents are compressed as usual';
END $$;

-- Stores many Events. All locks come before the first write, because a transaction that waits for a lock when it already has its identifier could
-- give a key a version below one that was given meanwhile. Most are new: they are added together, and those that turn out to be there are counted up one by one.
CREATE OR REPLACE FUNCTION put_events(new_documents jsonb) RETURNS void LANGUAGE plpgsql
  SET jit = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  first bigint;
  others jsonb[];
BEGIN
  PERFORM lock_resource_key('', 'Event', e.namespace, e.name)
    FROM (SELECT DISTINCT d #>> '{metadata,namespace}' AS namespace, d #>> '{metadata,name}' AS name
          FROM jsonb_array_elements(new_documents) d ORDER BY 1, 2) e;
  first := next_resource_versions(jsonb_array_length(new_documents));
  WITH given AS MATERIALIZED (
    SELECT e.number, e.document, e.document #>> '{metadata,namespace}' AS namespace, e.document #>> '{metadata,name}' AS name,
      gen_random_uuid()::text AS uid, first + e.number - 1 AS version
    FROM jsonb_array_elements(new_documents) WITH ORDINALITY AS e (document, number)
  ), complete AS MATERIALIZED (
    SELECT g.*, jsonb_set(g.document, '{metadata}', g.document -> 'metadata' || jsonb_build_object('uid', g.uid, 'resourceVersion', g.version::text)) AS stored
    FROM given g
  ), added AS (
    INSERT INTO resource (grp, kind, namespace, name, uid, revision, resource_version, by_grain, at, labels, document)
    SELECT '', 'Event', namespace, name, uid, 1, version, false, clock_timestamp(), resource_labels_of(stored), stored FROM complete
    ON CONFLICT (grp, kind, namespace, name) DO NOTHING
    RETURNING namespace, name, uid, resource_version, document
  ), told AS (
    INSERT INTO resource_event (resource_version, type, grp, kind, namespace, name, uid, revision, at, document)
    SELECT resource_version, 'ADDED', '', 'Event', namespace, name, uid, 1, clock_timestamp(), document FROM added
    RETURNING resource_version
  )
  SELECT array_agg(g.document ORDER BY g.number) INTO others FROM given g WHERE NOT g.version = ANY (ARRAY(SELECT resource_version FROM told));
  PERFORM put_event(d) FROM unnest(others) d;
END $$;

-- Reads many states, each with its parts as they are at the same moment. One row for each that is asked for, in that order; nulls where there is none.
CREATE OR REPLACE FUNCTION read_states(service text, names text[], keys text[]) RETURNS TABLE (payload bytea, version integer, parts bytea[]) LANGUAGE plpgsql STABLE
  SET jit = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  RETURN QUERY
    SELECT (f.stored).PayloadBinary, (f.stored).Version, ARRAY(
      SELECT p.payload FROM state_part p WHERE (f.stored).PayloadBinary IS NOT NULL AND (p.state_name, p.grain_key) = (f.name, f.key) ORDER BY p.part)
    FROM (
      -- One look-up each. As a join this could become a look at all rows, with a plan that was made when there were none.
      SELECT g.*, (
        SELECT s FROM OrleansStorage s
        WHERE s.ServiceId = service AND s.GrainTypeString = g.name AND s.GrainIdN0 = 0 AND s.GrainIdN1 = 0 AND s.GrainIdExtensionString = g.key) AS stored
      FROM unnest(names, keys) WITH ORDINALITY AS g (name, key, number)
      OFFSET 0) f
    ORDER BY f.number;
END $$;

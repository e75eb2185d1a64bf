-- The read side: every stored resource as a row, every change of one as an event, both written in the transaction that stores the grain's state.
-- docs/storage.md explains the tables, what a version is and what a watcher may rely on. This script can be applied any number of times.

-- epoch is added to every version, floor is the newest version whose history is gone.
CREATE TABLE IF NOT EXISTS resource_clock (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  epoch bigint NOT NULL DEFAULT 0,
  floor bigint NOT NULL DEFAULT 0
);
INSERT INTO resource_clock DEFAULT VALUES ON CONFLICT DO NOTHING;

-- The resources as they are now. by_grain tells a grain's projection from a document that is stored only here.
-- No indexed column changes with an ordinary update, and pages keep room, so such an update touches no index.
CREATE TABLE IF NOT EXISTS resource (
  grp text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  namespace text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  uid text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  resource_version bigint NOT NULL,
  by_grain boolean NOT NULL,
  at timestamptz NOT NULL,
  labels jsonb NOT NULL,
  document jsonb NOT NULL,
  node_name text COLLATE "C" GENERATED ALWAYS AS (document #>> '{spec,nodeName}') STORED,
  PRIMARY KEY (grp, kind, namespace, name)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX IF NOT EXISTS resource_uid ON resource (uid);
CREATE INDEX IF NOT EXISTS resource_labels ON resource USING gin (labels jsonb_path_ops);
CREATE INDEX IF NOT EXISTS resource_node_name ON resource (node_name) WHERE node_name IS NOT NULL;

-- The changes. previous is the document before the change: selectors need it to tell who stops matching, lists to answer as of a version.
CREATE TABLE IF NOT EXISTS resource_event (
  resource_version bigint PRIMARY KEY,
  type text NOT NULL CHECK (type IN ('ADDED', 'MODIFIED', 'DELETED')),
  grp text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  namespace text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  uid text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  previous_revision bigint,
  at timestamptz NOT NULL,
  document jsonb NOT NULL,
  previous jsonb
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX IF NOT EXISTS resource_event_kind ON resource_event (grp, kind, resource_version);
CREATE INDEX IF NOT EXISTS resource_event_uid ON resource_event (uid, revision);

-- The first version that a transaction can give. A transaction has room for 1024, so that each change has a version of its own.
CREATE OR REPLACE FUNCTION resource_version_base(transaction_id xid8) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT epoch + transaction_id::text::bigint * 1024 FROM resource_clock
$$;

-- Every version below is final: no running transaction can still add one there.
CREATE OR REPLACE FUNCTION resource_version_final() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT resource_version_base(pg_snapshot_xmin(pg_current_snapshot()))
$$;

-- The newest version up to which history is complete. It is always one that a durable commit gave (or the floor): the identifier of a transaction
-- that was rolled back can be used again after a crash, so a position that rests on one must not be handed out.
CREATE OR REPLACE FUNCTION resource_watermark() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT greatest(
    (SELECT floor FROM resource_clock),
    (SELECT resource_version FROM resource_event WHERE resource_version < (SELECT resource_version_final()) ORDER BY resource_version DESC LIMIT 1))
$$;

CREATE OR REPLACE FUNCTION next_resource_version() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  base bigint;
  version bigint;
  lowest bigint;
BEGIN
  -- The lock keeps raise_resource_epoch() out until this transaction ends, so the epoch read next stays true.
  LOCK TABLE resource_event IN ROW EXCLUSIVE MODE;
  base := resource_version_base(pg_current_xact_id());
  SELECT e.resource_version + 1 INTO version FROM resource_event e
    WHERE e.resource_version >= base AND e.resource_version < base + 1024 ORDER BY e.resource_version DESC LIMIT 1;
  version := coalesce(version, base);
  IF version >= base + 1024 THEN
    RAISE EXCEPTION 'one transaction can change at most 1024 resources; split it';
  END IF;
  SELECT floor INTO lowest FROM resource_clock;
  IF version <= lowest THEN
    RAISE EXCEPTION 'resource version % is not above %, which was already given; run SELECT raise_resource_epoch() after restoring a dump',
      version, lowest;
  END IF;
  RETURN version;
END $$;

CREATE OR REPLACE FUNCTION resource_key_of(
  document jsonb, OUT grp text, OUT kind text, OUT namespace text, OUT name text, OUT uid text) LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  api_version text := document ->> 'apiVersion';
BEGIN
  grp := CASE WHEN strpos(api_version, '/') > 0 THEN split_part(api_version, '/', 1) ELSE '' END;
  kind := document ->> 'kind';
  namespace := coalesce(document #>> '{metadata,namespace}', '');
  name := document #>> '{metadata,name}';
  uid := document #>> '{metadata,uid}';
  IF api_version IS NULL OR kind IS NULL OR name IS NULL OR uid IS NULL THEN
    RAISE EXCEPTION 'a stored resource needs apiVersion, kind, metadata.name and metadata.uid; got %, %, %, %', api_version, kind, name, uid;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION resource_labels_of(document jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE jsonb_typeof(document #> '{metadata,labels}') WHEN 'object' THEN document #> '{metadata,labels}' ELSE '{}'::jsonb END
$$;

CREATE OR REPLACE FUNCTION with_resource_version(document jsonb, version bigint) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_set(document, '{metadata,resourceVersion}', to_jsonb(version::text))
$$;

CREATE OR REPLACE FUNCTION add_resource(new_document jsonb, new_revision bigint, grain boolean) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  k record;
  version bigint := next_resource_version();
  stored jsonb := with_resource_version(new_document, version);
BEGIN
  SELECT * INTO k FROM resource_key_of(new_document);
  INSERT INTO resource (grp, kind, namespace, name, uid, revision, resource_version, by_grain, at, labels, document)
    VALUES (k.grp, k.kind, k.namespace, k.name, k.uid, new_revision, version, grain, clock_timestamp(), resource_labels_of(stored), stored)
    ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'unique_violation',
      MESSAGE = format('%s %s/%s is already stored, by another grain or as a document of its own', k.kind, k.namespace, k.name);
  END IF;
  INSERT INTO resource_event (resource_version, type, grp, kind, namespace, name, uid, revision, at, document)
    VALUES (version, 'ADDED', k.grp, k.kind, k.namespace, k.name, k.uid, new_revision, clock_timestamp(), stored);
  RETURN version;
END $$;

CREATE OR REPLACE FUNCTION change_resource(new_document jsonb, new_revision bigint, grain boolean) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  k record;
  old resource%ROWTYPE;
  version bigint := next_resource_version();
  stored jsonb := with_resource_version(new_document, version);
BEGIN
  SELECT * INTO k FROM resource_key_of(new_document);
  SELECT * INTO old FROM resource r WHERE (r.grp, r.kind, r.namespace, r.name) = (k.grp, k.kind, k.namespace, k.name) FOR UPDATE;
  IF NOT FOUND OR old.uid <> k.uid OR old.by_grain <> grain THEN
    RAISE EXCEPTION '% %/% of uid % is not what is stored under its name', k.kind, k.namespace, k.name, k.uid;
  END IF;
  IF version <= old.resource_version THEN
    RAISE EXCEPTION 'resource version % of % %/% is not above its last, %; run SELECT raise_resource_epoch() after restoring a dump',
      version, k.kind, k.namespace, k.name, old.resource_version;
  END IF;
  UPDATE resource r
    SET revision = new_revision, resource_version = version, at = clock_timestamp(), labels = resource_labels_of(stored), document = stored
    WHERE (r.grp, r.kind, r.namespace, r.name) = (k.grp, k.kind, k.namespace, k.name);
  INSERT INTO resource_event (resource_version, type, grp, kind, namespace, name, uid, revision, previous_revision, at, document, previous)
    VALUES (version, 'MODIFIED', k.grp, k.kind, k.namespace, k.name, k.uid, new_revision, old.revision, clock_timestamp(), stored, old.document);
  RETURN version;
END $$;

CREATE OR REPLACE FUNCTION remove_resource(old_document jsonb, last_revision bigint, grain boolean) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  k record;
  old resource%ROWTYPE;
  version bigint := next_resource_version();
BEGIN
  SELECT * INTO k FROM resource_key_of(old_document);
  DELETE FROM resource r
    WHERE (r.grp, r.kind, r.namespace, r.name, r.uid, r.by_grain) = (k.grp, k.kind, k.namespace, k.name, k.uid, grain)
    RETURNING * INTO old;
  IF NOT FOUND THEN
    RAISE EXCEPTION '% %/% of uid % is not what is stored under its name', k.kind, k.namespace, k.name, k.uid;
  END IF;
  IF version <= old.resource_version THEN
    RAISE EXCEPTION 'resource version % of % %/% is not above its last, %; run SELECT raise_resource_epoch() after restoring a dump',
      version, k.kind, k.namespace, k.name, old.resource_version;
  END IF;
  INSERT INTO resource_event (resource_version, type, grp, kind, namespace, name, uid, revision, previous_revision, at, document, previous)
    VALUES (version, 'DELETED', k.grp, k.kind, k.namespace, k.name, k.uid, greatest(last_revision, old.revision), old.revision,
      clock_timestamp(), with_resource_version(old.document, version), old.document);
  RETURN version;
END $$;

-- What one write did to a resource. Either document can be null. Answers the version, or null where nothing changed.
CREATE OR REPLACE FUNCTION project_resource(old_document jsonb, old_revision bigint, new_document jsonb, new_revision bigint, grain boolean)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  version bigint;
BEGIN
  IF new_document IS NOT NULL AND new_revision IS NULL THEN
    RAISE EXCEPTION 'a state with a resource needs a revision';
  END IF;
  IF old_document IS NOT NULL AND new_document IS NOT NULL AND resource_key_of(old_document) = resource_key_of(new_document) THEN
    IF old_revision = new_revision AND old_document #- '{metadata,resourceVersion}' = new_document #- '{metadata,resourceVersion}' THEN
      RETURN NULL;
    END IF;
    IF new_revision <= old_revision THEN
      RAISE EXCEPTION 'the document of % % changed but its revision did not rise (% after %)',
        new_document ->> 'kind', new_document #>> '{metadata,name}', new_revision, old_revision;
    END IF;
    RETURN change_resource(new_document, new_revision, grain);
  END IF;
  IF old_document IS NOT NULL THEN
    version := remove_resource(old_document, CASE WHEN new_document IS NULL THEN new_revision END, grain);
  END IF;
  IF new_document IS NOT NULL THEN
    version := add_resource(new_document, new_revision, grain);
  END IF;
  RETURN version;
END $$;

-- A grain's state, or null where it is cleared or not a JSON object.
CREATE OR REPLACE FUNCTION grain_state_of(payload bytea) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF payload IS NULL OR octet_length(payload) = 0 OR get_byte(payload, 0) <> ascii('{') THEN
    RETURN NULL;
  END IF;
  RETURN convert_from(payload, 'UTF8')::jsonb;
END $$;

CREATE OR REPLACE FUNCTION project_grain_state() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  old_state jsonb;
  new_state jsonb;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    old_state := grain_state_of(OLD.payloadbinary);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    new_state := grain_state_of(NEW.payloadbinary);
  END IF;
  PERFORM project_resource(
    nullif(old_state -> 'resource', 'null'), (old_state ->> 'revision')::bigint,
    nullif(new_state -> 'resource', 'null'), (new_state ->> 'revision')::bigint, true);
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER project_added_grain_state AFTER INSERT OR DELETE ON orleansstorage
  FOR EACH ROW EXECUTE FUNCTION project_grain_state();
CREATE OR REPLACE TRIGGER project_changed_grain_state AFTER UPDATE ON orleansstorage
  FOR EACH ROW WHEN (OLD.payloadbinary IS DISTINCT FROM NEW.payloadbinary) EXECUTE FUNCTION project_grain_state();

CREATE OR REPLACE FUNCTION resource_lock_of(grp text, kind text, namespace text, name text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT hashtextextended(grp || chr(31) || kind || chr(31) || namespace || chr(31) || name, 0)
$$;

CREATE OR REPLACE FUNCTION lock_resource_key(grp text, kind text, namespace text, name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(resource_lock_of(grp, kind, namespace, name));
END $$;

-- Stores a document that has no grain. expected null: whatever is there; 0: nothing may be there; else: what is there must be of this revision.
-- outcome is stored, unchanged or conflict, and revision and version are those of what is stored now (null where nothing is).
CREATE OR REPLACE FUNCTION put_resource(
  new_document jsonb, expected bigint, OUT outcome text, OUT stored_revision bigint, OUT stored_version bigint) LANGUAGE plpgsql AS $$
DECLARE
  k record;
  old resource%ROWTYPE;
  old_document jsonb;
BEGIN
  SELECT * INTO k FROM resource_key_of(new_document);
  PERFORM lock_resource_key(k.grp, k.kind, k.namespace, k.name);
  SELECT * INTO old FROM resource r WHERE (r.grp, r.kind, r.namespace, r.name) = (k.grp, k.kind, k.namespace, k.name) FOR UPDATE;
  stored_revision := old.revision;
  stored_version := old.resource_version;
  IF expected <> coalesce(old.revision, 0) THEN
    outcome := 'conflict';
    RETURN;
  END IF;
  IF old.by_grain THEN
    RAISE EXCEPTION '% %/% belongs to a grain and is written through it', k.kind, k.namespace, k.name;
  END IF;
  old_document := old.document;
  IF old.uid = k.uid AND old_document #- '{metadata,resourceVersion}' = new_document #- '{metadata,resourceVersion}' THEN
    outcome := 'unchanged';
    RETURN;
  END IF;
  stored_revision := CASE WHEN old.uid = k.uid THEN old.revision + 1 ELSE 1 END;
  stored_version := project_resource(old_document, old.revision, new_document, stored_revision, false);
  outcome := 'stored';
END $$;

-- Stores an Event, or adds its count to the one of the same name.
CREATE OR REPLACE FUNCTION put_event(new_document jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  old resource%ROWTYPE;
  merged jsonb;
BEGIN
  PERFORM lock_resource_key('', 'Event', new_document #>> '{metadata,namespace}', new_document #>> '{metadata,name}');
  SELECT * INTO old FROM resource r
    WHERE (r.grp, r.kind, r.namespace, r.name) = ('', 'Event', new_document #>> '{metadata,namespace}', new_document #>> '{metadata,name}') FOR UPDATE;
  IF NOT FOUND THEN
    RETURN add_resource(jsonb_set(new_document, '{metadata,uid}', to_jsonb(gen_random_uuid()::text)), 1, false);
  END IF;
  -- Two writers can hold records of the same event, so the later of the two times counts; both are written in one width, so text order is time order.
  merged := old.document || jsonb_build_object(
    'count', coalesce((old.document ->> 'count')::bigint, 0) + (new_document ->> 'count')::bigint,
    'lastTimestamp', greatest(old.document ->> 'lastTimestamp', new_document ->> 'lastTimestamp'));
  RETURN project_resource(old.document, old.revision, merged, old.revision + 1, false);
END $$;

-- Stores many Events. All locks come before the first write, because a transaction that waits for a lock when it already has its identifier could
-- give a key a version below one that was given meanwhile.
CREATE OR REPLACE FUNCTION put_events(new_documents jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_resource_key('', 'Event', e.namespace, e.name)
    FROM (SELECT DISTINCT d #>> '{metadata,namespace}' AS namespace, d #>> '{metadata,name}' AS name
          FROM jsonb_array_elements(new_documents) d ORDER BY 1, 2) e;
  PERFORM put_event(d) FROM jsonb_array_elements(new_documents) d;
END $$;

-- Removes Events that nothing was added to for so long; at most so many a call. Answers how many.
CREATE OR REPLACE FUNCTION prune_events(keep interval, at_most integer DEFAULT 200) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  old record;
  removed integer := 0;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('prune_events', 0)) THEN
    RETURN 0;
  END IF;
  FOR old IN
    SELECT r.namespace, r.name, r.document, r.revision FROM resource r
    WHERE r.grp = '' AND r.kind = 'Event' AND NOT r.by_grain AND r.at < now() - keep
    ORDER BY r.namespace, r.name LIMIT least(at_most, 1000) FOR UPDATE SKIP LOCKED
  LOOP
    -- Whoever is about to add to the Event holds its lock; it is not old then.
    IF pg_try_advisory_xact_lock(resource_lock_of('', 'Event', old.namespace, old.name)) THEN
      PERFORM remove_resource(old.document, old.revision, false);
      removed := removed + 1;
    END IF;
  END LOOP;
  RETURN removed;
END $$;

-- Forgets history older than this, at most so many events a call, so that no call is long: an open writing transaction delays watchers.
-- Answers how many. What is not final yet is never forgotten.
CREATE OR REPLACE FUNCTION prune_resource_events(keep interval, at_most integer DEFAULT 1000) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  cut bigint;
  removed integer;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('prune_resource_events', 0)) THEN
    RETURN 0;
  END IF;
  WITH oldest AS (SELECT resource_version, at FROM resource_event ORDER BY resource_version LIMIT at_most),
       kept AS (SELECT min(resource_version) AS first FROM oldest WHERE at >= now() - keep OR resource_version >= (SELECT resource_version_final()))
  SELECT max(resource_version) INTO cut FROM oldest, kept WHERE kept.first IS NULL OR resource_version < kept.first;
  IF cut IS NULL THEN
    RETURN 0;
  END IF;
  DELETE FROM resource_event WHERE resource_version <= cut;
  GET DIAGNOSTICS removed = ROW_COUNT;
  UPDATE resource_clock SET floor = greatest(floor, cut);
  RETURN removed;
END $$;

CREATE OR REPLACE FUNCTION newest_resource_version() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT greatest((SELECT floor FROM resource_clock), (SELECT max(resource_version) FROM resource_event), (SELECT max(resource_version) FROM resource))
$$;

-- Lifts all versions to come above any that a client can hold, also those given after a dump was taken, and tells every client to list again.
-- The leap of 2^40 is room for a thousand million transactions.
CREATE OR REPLACE FUNCTION raise_resource_epoch() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  lifted bigint;
BEGIN
  LOCK TABLE resource, resource_event IN EXCLUSIVE MODE;
  lifted := newest_resource_version() + (1::bigint << 40);
  UPDATE resource_clock SET epoch = lifted - pg_current_xact_id()::text::bigint * 1024, floor = lifted - 1;
  RETURN lifted;
END $$;

-- Raises the epoch where this server's transactions are behind what is stored, as after restoring a dump on a new server. Answers whether it did.
CREATE OR REPLACE FUNCTION guard_resource_epoch() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT newest_resource_version() < resource_version_base(pg_snapshot_xmax(pg_current_snapshot()))) THEN
    RETURN false;
  END IF;
  PERFORM raise_resource_epoch();
  RETURN true;
END $$;

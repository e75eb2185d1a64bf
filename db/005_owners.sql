-- Which object owns which, and how a document without a grain is deleted. docs/deletion.md says what follows what. This script can be applied any number of times.

-- The uids of an object's owners; null where it has none. They and the next column change with few updates, so ordinary ones still touch no index.
ALTER TABLE resource ADD COLUMN IF NOT EXISTS owners jsonb
  GENERATED ALWAYS AS (nullif(jsonb_path_query_array(document, '$.metadata.ownerReferences[*].uid'), '[]'::jsonb)) STORED;

-- Whether the object is on its way out and waits until what it owns has been seen to.
ALTER TABLE resource ADD COLUMN IF NOT EXISTS held_for_owned boolean GENERATED ALWAYS AS (
  document #> '{metadata,deletionTimestamp}' IS NOT NULL AND document #> '{metadata,finalizers}' ?| '{orphan,foregroundDeletion}') STORED;

CREATE INDEX IF NOT EXISTS resource_owners ON resource USING gin (owners) WHERE owners IS NOT NULL;
CREATE INDEX IF NOT EXISTS resource_held_for_owned ON resource (uid) WHERE held_for_owned;

-- The document of an object whose deletion has begun and that these finalizers hold. A generation that is counted rises when it begins.
CREATE OR REPLACE FUNCTION with_deletion(document jsonb, finalizers jsonb, at text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  metadata jsonb := document -> 'metadata';
BEGIN
  IF metadata -> 'deletionTimestamp' IS NULL THEN
    metadata := metadata || jsonb_build_object('deletionTimestamp', at, 'deletionGracePeriodSeconds', 0);
    IF (metadata ->> 'generation')::bigint > 0 THEN
      metadata := metadata || jsonb_build_object('generation', (metadata ->> 'generation')::bigint + 1);
    END IF;
  END IF;
  RETURN jsonb_set(document, '{metadata}', metadata || jsonb_build_object('finalizers', finalizers));
END $$;

-- The document without these owners and finalizers.
CREATE OR REPLACE FUNCTION without_holds(document jsonb, gone_owners text[], gone_finalizers text[]) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  owners jsonb;
  finalizers jsonb := (document #> '{metadata,finalizers}') - gone_finalizers;
BEGIN
  SELECT jsonb_agg(o.reference ORDER BY o.place) INTO owners
    FROM jsonb_array_elements(coalesce(document #> '{metadata,ownerReferences}', '[]')) WITH ORDINALITY AS o (reference, place)
    WHERE NOT (o.reference ->> 'uid' = ANY (gone_owners));
  document := CASE WHEN owners IS NULL THEN document #- '{metadata,ownerReferences}' ELSE jsonb_set(document, '{metadata,ownerReferences}', owners) END;
  RETURN CASE WHEN finalizers IS NULL OR finalizers = '[]' THEN document #- '{metadata,finalizers}' ELSE jsonb_set(document, '{metadata,finalizers}', finalizers) END;
END $$;

-- Deletes a document that has no grain. One that finalizers hold stays, with the time at which its deletion began. By policy Foreground or Orphan it is held where
-- it owns something; what holds it for that is taken away by release_resource. outcome is removed, ending, absent or conflict.
CREATE OR REPLACE FUNCTION end_resource(
  in_grp text, in_kind text, in_namespace text, in_name text, expected_uid text, expected bigint, policy text, at text, only_tried boolean,
  OUT outcome text, OUT last_document jsonb, OUT last_uid text, OUT last_revision bigint, OUT stored_version bigint) LANGUAGE plpgsql AS $$
DECLARE
  old resource%ROWTYPE;
  hold text := CASE policy WHEN 'Foreground' THEN 'foregroundDeletion' WHEN 'Orphan' THEN 'orphan' END;
  finalizers jsonb;
BEGIN
  PERFORM lock_resource_key(in_grp, in_kind, in_namespace, in_name);
  SELECT * INTO old FROM resource r WHERE (r.grp, r.kind, r.namespace, r.name) = (in_grp, in_kind, in_namespace, in_name) FOR UPDATE;
  IF NOT FOUND THEN
    outcome := 'absent';
    RETURN;
  END IF;
  last_uid := old.uid;
  last_revision := old.revision;
  stored_version := old.resource_version;
  IF old.uid <> expected_uid OR old.revision <> expected THEN
    outcome := 'conflict';
    RETURN;
  END IF;
  IF old.by_grain THEN
    RAISE EXCEPTION '% %/% belongs to a grain and is deleted through it', in_kind, in_namespace, in_name;
  END IF;
  finalizers := coalesce(old.document #> '{metadata,finalizers}', '[]') - '{orphan,foregroundDeletion}'::text[];
  IF hold IS NOT NULL AND EXISTS (SELECT FROM resource r WHERE r.owners IS NOT NULL AND r.owners ? old.uid) THEN
    finalizers := finalizers || to_jsonb(hold);
  END IF;
  outcome := CASE WHEN finalizers = '[]' THEN 'removed' ELSE 'ending' END;
  last_document := CASE WHEN finalizers = '[]' THEN old.document ELSE with_deletion(old.document, finalizers, at) END;
  IF NOT only_tried AND outcome = 'removed' THEN
    stored_version := remove_resource(old.document, old.revision, false);
  ELSIF NOT only_tried AND last_document <> old.document THEN
    last_revision := old.revision + 1;
    stored_version := project_resource(old.document, old.revision, last_document, last_revision, false);
  END IF;
  last_document := with_resource_version(last_document, stored_version);
END $$;

-- Takes owners and finalizers away from a document that has no grain; where its deletion has begun and no finalizer is left, it is removed.
-- outcome is removed, stored, absent or conflict.
CREATE OR REPLACE FUNCTION release_resource(
  in_grp text, in_kind text, in_namespace text, in_name text, expected_uid text, expected bigint, gone_owners text[], gone_finalizers text[],
  OUT outcome text, OUT last_document jsonb, OUT last_uid text, OUT last_revision bigint, OUT stored_version bigint) LANGUAGE plpgsql AS $$
DECLARE
  old resource%ROWTYPE;
BEGIN
  PERFORM lock_resource_key(in_grp, in_kind, in_namespace, in_name);
  SELECT * INTO old FROM resource r WHERE (r.grp, r.kind, r.namespace, r.name) = (in_grp, in_kind, in_namespace, in_name) FOR UPDATE;
  IF NOT FOUND THEN
    outcome := 'absent';
    RETURN;
  END IF;
  last_uid := old.uid;
  last_revision := old.revision;
  stored_version := old.resource_version;
  IF old.uid <> expected_uid OR old.revision <> expected THEN
    outcome := 'conflict';
    RETURN;
  END IF;
  IF old.by_grain THEN
    RAISE EXCEPTION '% %/% belongs to a grain and is changed through it', in_kind, in_namespace, in_name;
  END IF;
  last_document := without_holds(old.document, gone_owners, gone_finalizers);
  IF last_document #> '{metadata,deletionTimestamp}' IS NOT NULL AND last_document #> '{metadata,finalizers}' IS NULL THEN
    outcome := 'removed';
    stored_version := remove_resource(old.document, old.revision, false);
  ELSE
    outcome := 'stored';
    IF last_document <> old.document THEN
      last_revision := old.revision + 1;
      stored_version := project_resource(old.document, old.revision, last_document, last_revision, false);
    END IF;
  END IF;
  last_document := with_resource_version(last_document, stored_version);
END $$;

// Does with objects of every kind all that discovery says can be done with them, and with every subresource, and writes a line of JSON for each request
// that was answered as it should be. What is not answered so is a line with the answer instead, and the rest goes on.
import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { cluster, collector, deferred, image, k8s, namespace, pod, readyPod, within } from './client.mjs';

const config = cluster();
const manifests = JSON.parse(readFileSync(new URL('manifests.json', import.meta.url), 'utf8').replaceAll('NAMESPACE', namespace));
const core = config.makeApiClient(k8s.CoreV1Api);
const apis = {
  'v1': k8s.CoreV1Api,
  'apiextensions.k8s.io/v1': k8s.ApiextensionsV1Api,
  'apps/v1': k8s.AppsV1Api,
  'authentication.k8s.io/v1': k8s.AuthenticationV1Api,
  'authorization.k8s.io/v1': k8s.AuthorizationV1Api,
  'coordination.k8s.io/v1': k8s.CoordinationV1Api,
  'discovery.k8s.io/v1': k8s.DiscoveryV1Api,
  'events.k8s.io/v1': k8s.EventsV1Api,
  'policy/v1': k8s.PolicyV1Api,
  'rbac.authorization.k8s.io/v1': k8s.RbacAuthorizationV1Api,
  'scheduling.k8s.io/v1': k8s.SchedulingV1Api,
};
const patches = {
  'patch (JSON)': ['JsonPatch', [{ op: 'add', path: '/metadata/annotations', value: { how: 'json' } }]],
  'patch (merge)': ['MergePatch', { metadata: { annotations: { how: 'merge' } } }],
  'patch (strategic)': ['StrategicMergePatch', { metadata: { annotations: { how: 'strategic' } } }],
  'patch (apply)': ['ServerSideApply', { metadata: { annotations: { how: 'apply' } } }],
};

const { kinds, subresources } = await discover();
for (const kind of kinds) {
  await (kind.verbs.includes('list') ? storedKind(kind) : kind.verbs.includes('get') ? refusedKind(kind) : question(kind));
}

await subresourcesOfPods();
await otherSubresources();

/** What is served: the kinds, and the verbs of each subresource. */
async function discover() {
  const kinds = [];
  const subresources = new Map();
  for (const [version, type] of Object.entries(apis)) {
    const group = version.includes('/') ? `.${version.split('/')[0]}` : '';
    for (const { name, kind, namespaced, verbs } of (await config.makeApiClient(type).getAPIResources()).resources) {
      if (name.includes('/')) {
        subresources.set(`${name}${group}`, verbs);
      } else {
        kinds.push({ resource: `${name}${group}`, group, version, kind, plural: name, namespaced, verbs, api: config.makeApiClient(type) });
      }
    }
  }

  return { kinds, subresources };
}

/** Does something, and says whether it was answered as it should be. */
async function tell(resource, verb, action) {
  try {
    const answer = await within(action(), `${verb} of ${resource}`);
    console.log(JSON.stringify({ resource, verb, level: 'works' }));
    return answer;
  } catch (error) {
    console.log(JSON.stringify({ resource, verb, fault: `${error.code ?? ''} ${error.body ?? error.stack}` }));
    return undefined;
  }
}

/** Does something that is refused on purpose, and says whether the answer tells why. */
async function refused(resource, verb, action) {
  try {
    await within(action(), `${verb} of ${resource}`);
    console.log(JSON.stringify({ resource, verb, fault: 'it was not refused' }));
  } catch (error) {
    const { reason, message } = error.code === 405 ? JSON.parse(error.body) : {};
    console.log(JSON.stringify({ resource, verb, ...(reason === 'MethodNotAllowed' && message ? { level: 'refused' } : { fault: `${error.code} ${error.body ?? error.stack}` }) }));
  }
}

/** Does something again as long as somebody else has changed the object meanwhile, as a client should. */
async function unlessChanged(action) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (error.code !== 409 || attempt === 20) {
        throw error;
      }
    }
  }
}

async function storedKind(kind) {
  const { resource, version, api, namespaced } = kind;
  const infix = namespaced ? `Namespaced${kind.kind}` : kind.kind;
  const where = namespaced ? { namespace } : {};
  const { metadata, ...fields } = manifests[resource] ?? {};
  const name = metadata?.name ?? `${namespace}-verbs`;
  const labels = { verbs: namespace };
  const body = { apiVersion: version, kind: kind.kind, metadata: { name, labels }, ...fields };
  if (body.eventTime) {
    body.eventTime = new k8s.V1MicroTime(body.eventTime);
  }

  const object = { ...where, name };
  const followed = await follow(kind, where);
  await tell(resource, 'create', () => api[`create${infix}`]({ ...where, body }));
  const read = await tell(resource, 'get', () => api[`read${infix}`](object));
  await tell(resource, 'list', () => listed(api[`list${infix}`]({ ...where, labelSelector: `verbs=${namespace}` }), name));
  if (namespaced) {
    await tell(resource, 'list', () => listed(api[`list${kind.kind}ForAllNamespaces`]({ labelSelector: `verbs=${namespace}` }), name));
  }

  await tell(resource, 'watch', () => followed.promise);
  followed.abort();
  for (const [verb, [strategy, change]] of Object.entries(patches)) {
    const patch = strategy === 'ServerSideApply' ? { apiVersion: version, kind: kind.kind, metadata: { name, ...change.metadata } } : change;
    const query = strategy === 'ServerSideApply' ? { fieldManager: 'verbs', force: true } : {};
    const options = k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy[strategy]);
    await tell(resource, verb, () => annotated(api[`patch${infix}`]({ ...object, ...query, body: patch }, options), strategy));
  }

  await tell(resource, 'update', () => unlessChanged(async () => {
    const current = await api[`read${infix}`](object);
    current.metadata.annotations = { how: 'update' };
    return annotated(api[`replace${infix}`]({ ...object, body: current }), 'update');
  }));
  await statusOf(kind, infix, object);
  await tell(resource, 'delete', () => gone(api, infix, object, api[`delete${infix}`]({ ...object, body: read && { preconditions: { uid: read.metadata.uid } } })));
  await api[`create${infix}`]({ ...where, body }).catch(() => undefined);
  if (kind.verbs.includes('deletecollection')) {
    await tell(resource, 'deletecollection', () => gone(api, infix, object, api[`deleteCollection${infix}`]({ ...where, labelSelector: `verbs=${namespace}` })));
  }

  await api[`delete${infix}`](object).catch(() => undefined);
}

/** A kind that is known and not served: every request says what to use instead. */
async function refusedKind({ resource, version, api, kind }) {
  const object = { namespace, name: 'none' };
  const body = { apiVersion: version, kind, metadata: { name: 'none' } };
  await refused(resource, 'get', () => api[`readNamespaced${kind}`](object));
  await refused(resource, 'list', () => api[`listNamespaced${kind}`]({ namespace }));
  await refused(resource, 'create', () => api[`createNamespaced${kind}`]({ namespace, body }));
  await refused(resource, 'update', () => api[`replaceNamespaced${kind}`]({ ...object, body }));
  await refused(resource, 'delete', () => api[`deleteNamespaced${kind}`](object));
}

/** The status, which clients write only where nothing in the server observes it. */
async function statusOf({ plural, group, kind, version, api }, infix, object) {
  const resource = `${plural}/status${group}`;
  const verbs = subresources.get(resource);
  if (!verbs) {
    return;
  }

  const writing = verbs.includes('update') ? tell : refused;
  const merge = k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.MergePatch);
  await tell(resource, 'get', () => api[`read${infix}Status`](object));
  await writing(resource, 'patch (merge)', () => api[`patch${infix}Status`]({ ...object, body: { metadata: { annotations: { how: 'status' } } } }, merge));
  await writing(resource, 'update', () => unlessChanged(async () => api[`replace${infix}Status`]({ ...object, body: { apiVersion: version, kind, ...(await api[`read${infix}`](object)) } })));
}

/** A watch that has seen the object being made. */
async function follow({ version, plural }, where) {
  const seen = deferred();
  const root = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
  const path = where.namespace ? `${root}/namespaces/${namespace}/${plural}` : `${root}/${plural}`;
  const watching = await new k8s.Watch(config).watch(
    path,
    { labelSelector: `verbs=${namespace}`, allowWatchBookmarks: true },
    (type, object) => type === 'ADDED' && seen.resolve(object),
    (error) => error && seen.reject(error),
  );
  return { promise: seen.promise, abort: () => watching.abort() };
}

async function listed(list, name) {
  const names = (await list).items.map((one) => one.metadata.name);
  if (!names.includes(name)) {
    throw new Error(`${name} is not in ${names}`);
  }
}

async function annotated(write, how) {
  const said = (await write).metadata.annotations?.how;
  const expected = { JsonPatch: 'json', MergePatch: 'merge', StrategicMergePatch: 'strategic', ServerSideApply: 'apply' }[how] ?? how;
  if (said !== expected) {
    throw new Error(`the answer has the annotation ${said} instead of ${expected}`);
  }
}

/** Waits until nothing of the name is there, or it is being deleted: a namespace takes its time. */
async function gone(api, infix, object, deleting) {
  await deleting;
  for (let attempt = 0; attempt < 600; attempt++) {
    const left = await api[`read${infix}`](object).catch((error) => (error.code === 404 ? undefined : Promise.reject(error)));
    if (!left) {
      return;
    }

    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  throw new Error('it is still there');
}

/** A kind that is not kept, but answered at once. */
async function question({ resource, kind, api, namespaced }) {
  if (kind === 'Binding') {
    await unplaced('bound-too');
  }

  const bodies = {
    Binding: kind === 'Binding' && { metadata: { name: 'bound-too' }, target: { kind: 'Node', name: await someNode() } },
    LocalSubjectAccessReview: { metadata: { namespace }, spec: { user: 'jane', resourceAttributes: { namespace, verb: 'get', resource: 'pods' } } },
    SelfSubjectAccessReview: { spec: { resourceAttributes: { verb: 'get', resource: 'pods' } } },
    SelfSubjectReview: {},
    SelfSubjectRulesReview: { spec: { namespace } },
    SubjectAccessReview: { spec: { user: 'jane', resourceAttributes: { verb: 'get', resource: 'pods' } } },
    TokenReview: { spec: { token: 'none' } },
  };
  await tell(resource, 'create', () => api[`create${namespaced ? 'Namespaced' : ''}${kind}`]({ ...(namespaced ? { namespace } : {}), body: bodies[kind] }));
}

async function subresourcesOfPods() {
  const name = 'box';
  const object = { namespace, name };
  await tell('pods/log', 'get', async () => {
    await readyPod(config, pod(name));
    return core.readNamespacedPodLog(object);
  });
  await tell('pods/exec', 'get', async () => {
    const out = await collector();
    const status = deferred();
    await new k8s.Exec(config).exec(namespace, name, 'main', ['echo', 'hello'], out.stream, null, null, false, status.resolve);
    await status.promise;
    await out.has('hello');
  });
  await tell('pods/attach', 'get', async () => (await new k8s.Attach(config).attach(namespace, name, 'main', (await collector()).stream, null, null, false)).close());
  await tell('pods/portforward', 'get', async () => {
    const input = new PassThrough();
    const out = await collector();
    const socket = await new k8s.PortForward(config).portForward(namespace, name, [9000], out.stream, null, input);
    input.write('hello');
    await out.has('hello');
    socket.close();
  });
  await tell('pods/status', 'get', async () => (await core.readNamespacedPodStatus(object)).status.phase);
  await tell('pods/eviction', 'create', () => gone(core, 'NamespacedPod', object, core.createNamespacedPodEviction({ ...object, body: { metadata: { name, namespace } } })));
  await tell('pods/binding', 'create', async () => {
    await unplaced('bound');
    return core.createNamespacedPodBinding({ namespace, name: 'bound', body: { metadata: { name: 'bound' }, target: { kind: 'Node', name: await someNode() } } });
  });
  const strategic = k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.StrategicMergePatch);
  await refused('pods/ephemeralcontainers', 'patch (strategic)', () => core.patchNamespacedPodEphemeralcontainers({ ...object, body: { spec: { ephemeralContainers: [] } } }, strategic));
}

/** A pod that waits for another scheduler. */
async function unplaced(name) {
  await core.createNamespacedPod({ namespace, body: { metadata: { name }, spec: { ...pod(name).spec, schedulerName: 'example.com/mine' } } });
}

async function someNode() {
  return (await core.listNode()).items.find((node) => node.status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True')).metadata.name;
}

async function otherSubresources() {
  const apps = config.makeApiClient(k8s.AppsV1Api);
  for (const [plural, kind] of [['deployments', 'Deployment'], ['replicasets', 'ReplicaSet']]) {
    const object = { namespace, name: `scaled-${plural}` };
    const { spec } = manifests[`${plural}.apps`];
    await apps[`createNamespaced${kind}`]({ namespace, body: { metadata: { name: object.name }, spec } });
    const resource = `${plural}/scale.apps`;
    await tell(resource, 'get', () => apps[`readNamespaced${kind}Scale`](object));
    await tell(resource, 'update', () => unlessChanged(async () => {
      const scale = await apps[`readNamespaced${kind}Scale`](object);
      scale.spec.replicas = 0;
      return apps[`replaceNamespaced${kind}Scale`]({ ...object, body: scale });
    }));
    const options = k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.MergePatch);
    await tell(resource, 'patch (merge)', () => apps[`patchNamespaced${kind}Scale`]({ ...object, body: { spec: { replicas: 0 } } }, options));
  }

  await tell('serviceaccounts/token', 'create', () => core.createNamespacedServiceAccountToken({ namespace, name: 'default', body: { spec: { audiences: [] } } }));
}

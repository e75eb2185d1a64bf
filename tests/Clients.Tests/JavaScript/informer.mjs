// An informer, which most controllers in JavaScript are built on: it lists, follows, and keeps what there is.
import assert from 'node:assert/strict';
import { cluster, deferred, k8s, namespace, within } from './client.mjs';

const config = cluster();
const core = config.makeApiClient(k8s.CoreV1Api);
const map = (name, value) => ({ metadata: { name, labels: { watched: 'yes' } }, data: { value } });

await core.createNamespacedConfigMap({ namespace, body: map('early', '1') });
const informer = k8s.makeInformer(
  config, `/api/v1/namespaces/${namespace}/configmaps`, () => core.listNamespacedConfigMap({ namespace, labelSelector: 'watched=yes' }), 'watched=yes');
const seen = { add: new Map(), update: new Map(), delete: new Map() };
const event = (kind, name) => {
  if (!seen[kind].has(name)) {
    seen[kind].set(name, deferred());
  }

  return seen[kind].get(name);
};
for (const kind of Object.keys(seen)) {
  informer.on(kind, (object) => event(kind, object.metadata.name).resolve(object));
}
informer.on('error', (error) => Object.values(seen).forEach((kinds) => kinds.forEach((one) => one.reject(error))));

await informer.start();
await within(event('add', 'early').promise, 'what was there');
await core.createNamespacedConfigMap({ namespace, body: map('late', '1') });
await within(event('add', 'late').promise, 'what was made');
await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'other' } } });
const late = (await core.readNamespacedConfigMap({ namespace, name: 'late' }));
late.data.value = '2';
await core.replaceNamespacedConfigMap({ namespace, name: 'late', body: late });
assert.equal((await within(event('update', 'late').promise, 'what was changed')).data.value, '2');
assert.deepEqual(informer.list(namespace).map((one) => one.metadata.name).sort(), ['early', 'late']);
await core.deleteNamespacedConfigMap({ namespace, name: 'early' });
await within(event('delete', 'early').promise, 'what was deleted');
assert.deepEqual(informer.list(namespace).map((one) => one.metadata.name), ['late']);
await informer.stop();

// What somebody with the token of a service account may do, and how the library tells what they may not.
import assert from 'node:assert/strict';
import { cluster, k8s, namespace } from './client.mjs';

const config = cluster();
const core = config.makeApiClient(k8s.CoreV1Api);

assert.deepEqual((await core.listNamespacedPod({ namespace })).items, []);
await assert.rejects(core.listNamespacedSecret({ namespace }), (error) => {
  assert.equal(error.code, 403);
  assert.match(JSON.parse(error.body).message, /^secrets is forbidden: User "system:serviceaccount:.*:robot" cannot list resource "secrets"/);
  return true;
});
await assert.rejects(core.readNamespacedPod({ namespace, name: 'absent' }), (error) => error.code === 404);
const review = await config.makeApiClient(k8s.AuthenticationV1Api).createSelfSubjectReview({ body: {} });
assert.equal(review.status.userInfo.username, `system:serviceaccount:${namespace}:robot`);

const nobody = cluster();
nobody.getCurrentUser().token = 'not.a.token';
await assert.rejects(nobody.makeApiClient(k8s.CoreV1Api).listNamespacedPod({ namespace }), (error) => error.code === 401);

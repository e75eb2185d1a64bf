// What all scripts begin with: the client library, told by the environment where it is, and the cluster of the kubeconfig.
import { pathToFileURL } from 'node:url';

export const k8s = await import(pathToFileURL(`${process.env.ORC_TEST_CLIENT_NODE}/@kubernetes/client-node/dist/index.js`));

export const namespace = process.env.ORC_TEST_NAMESPACE;

export const image = process.env.ORC_TEST_IMAGE;

/** The cluster that the kubeconfig of this run names. */
export function cluster() {
  const config = new k8s.KubeConfig();
  config.loadFromFile(process.env.KUBECONFIG);
  return config;
}

/** Ends the script with an error where a promise takes longer than anything here should, even on a slow machine. */
export async function within(promise, what, seconds = 60) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} was not seen in ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Collects what a library writes into a stream, and tells when a text is in it. */
export async function collector() {
  const { Writable } = await import('node:stream');
  let text = '';
  let waiting = [];
  const stream = new Writable({
    write(chunk, _, done) {
      text += chunk.toString();
      waiting = waiting.filter((one) => !one());
      done();
    },
  });
  return {
    stream,
    text: () => text,
    has: (part) => within(new Promise((resolve) => {
      const look = () => text.includes(part) && (resolve(text), true);
      if (!look()) {
        waiting.push(look);
      }
    }), `the output "${part}"`),
  };
}

/** A pod that idles, with a server on port 9000 that sends back what it gets; it is ready when that listens, and ends at once. */
export function pod(name, script = "nc -ll -p 9000 -e cat & trap 'exit 0' TERM; echo begun; while :; do sleep 1; done") {
  return {
    metadata: { name, labels: { app: name } },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [
        { name: 'main', image, imagePullPolicy: 'Never', command: ['sh', '-c', script], stdin: true, readinessProbe: { tcpSocket: { port: 9000 }, periodSeconds: 1, timeoutSeconds: 60 } },
      ],
    },
  };
}

/** Creates a pod and answers once it is ready. */
export async function readyPod(config, body) {
  const { name } = body.metadata;
  const watch = new k8s.Watch(config);
  const ready = deferred();
  const watching = await watch.watch(
    `/api/v1/namespaces/${namespace}/pods`,
    { fieldSelector: `metadata.name=${name}` },
    (_, seen) => seen.status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') && ready.resolve(seen),
    (error) => error && ready.reject(error),
  );
  await config.makeApiClient(k8s.CoreV1Api).createNamespacedPod({ namespace, body });
  const seen = await within(ready.promise, `the readiness of ${name}`);
  watching.abort();
  return seen;
}

/** A promise and what settles it. */
export function deferred() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  made.promise.catch(() => {});
  return made;
}

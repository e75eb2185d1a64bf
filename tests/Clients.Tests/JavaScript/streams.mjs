// Exec, attach, port-forward, logs and copies of one pod, as the library does them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { cluster, collector, deferred, k8s, namespace, pod, readyPod, within } from './client.mjs';

const config = cluster();
const name = 'box';
await readyPod(config, pod(name, "nc -ll -p 9000 -e cat & echo begun; while read line; do echo got $line; done; echo over; trap 'exit 0' TERM; while :; do sleep 1; done"));

await commandsEndWithTheirExitCode();
await inputReachesTheCommandAndItsEndDoesToo();
await attachedClientWritesToTheProcess();
await forwardedBytesComeBack();
await logsAreReadAndFollowed();
await filesAreCopiedBothWays();

async function run(command, stdin = null) {
  const out = await collector();
  const err = await collector();
  const status = deferred();
  await new k8s.Exec(config).exec(namespace, name, 'main', command, out.stream, err.stream, stdin, false, status.resolve);
  return { status: await within(status.promise, `the end of ${command}`), out: out.text(), err: err.text() };
}

async function commandsEndWithTheirExitCode() {
  const fine = await run(['sh', '-c', 'echo out; echo wrong >&2']);
  assert.deepEqual([fine.status.status, fine.out, fine.err], ['Success', 'out\n', 'wrong\n']);
  const failed = await run(['sh', '-c', 'exit 3']);
  assert.deepEqual([failed.status.status, failed.status.reason], ['Failure', 'NonZeroExitCode']);
  assert.deepEqual(failed.status.details.causes.map((one) => [one.reason, one.message]), [['ExitCode', '3']]);
}

async function inputReachesTheCommandAndItsEndDoesToo() {
  const sent = Array.from({ length: 20000 }, (_, number) => `line ${number}\n`).join('');
  const counted = await run(['wc', '-c'], Readable.from([sent]));
  assert.equal(counted.out.trim(), `${sent.length}`);
}

async function attachedClientWritesToTheProcess() {
  const input = new PassThrough();
  const out = await collector();
  const socket = await new k8s.Attach(config).attach(namespace, name, 'main', out.stream, null, input, false);
  input.write('hello\n');
  await out.has('got hello');
  socket.close();
}

async function forwardedBytesComeBack() {
  const input = new PassThrough();
  const out = await collector();
  const socket = await new k8s.PortForward(config).portForward(namespace, name, [9000], out.stream, null, input);
  input.write('echo this');
  await out.has('echo this');
  socket.close();
}

async function logsAreReadAndFollowed() {
  // A line may be on its way into the log when it has reached whoever is attached.
  const core = config.makeApiClient(k8s.CoreV1Api);
  await within((async () => {
    while (await core.readNamespacedPodLog({ name, namespace, tailLines: 1 }) !== 'got hello\n') {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })(), 'the last line of the log');
  const followed = await collector();
  const following = await new k8s.Log(config).log(namespace, name, 'main', followed.stream, { follow: true });
  await followed.has('begun\n');
  following.abort();
}

async function filesAreCopiedBothWays() {
  const folder = await mkdtemp(join(tmpdir(), 'orc-copy-'));
  try {
    await mkdir(join(folder, 'sent'));
    await writeFile(join(folder, 'sent', 'file'), 'x'.repeat(100000));
    await run(['mkdir', '/tmp/here']);

    // The library does not say when a copy is done, so the pod is asked.
    await new k8s.Cp(config).cpToPod(namespace, name, 'main', join(folder, 'sent'), '/tmp/here');
    const arrived = await run(['sh', '-c', 'for i in $(seq 550); do [ "$(cat /tmp/here/file 2>/dev/null | wc -c)" = 100000 ] && echo whole && exit; sleep 0.1; done']);
    assert.equal(arrived.out, 'whole\n');

    // cpFromPod of version 1.4.0 asks for a zipped archive and does not unzip it, whatever the server; this is what it does otherwise.
    const status = deferred();
    const archive = createWriteStream(join(folder, 'archive'));
    await new k8s.Exec(config).exec(namespace, name, 'main', ['tar', 'cf', '-', '-C', '/tmp', 'here'], archive, null, null, false, status.resolve);
    assert.equal((await within(status.promise, 'the copy from the pod')).status, 'Success');
    await new Promise((resolve) => archive.end(resolve));
    execFileSync('tar', ['xf', join(folder, 'archive'), '-C', folder]);
    assert.equal((await readFile(join(folder, 'here', 'file'), 'utf8')), 'x'.repeat(100000));
  } finally {
    await rm(folder, { recursive: true });
  }
}

// A certificate authority and a broker's certificate for 127.0.0.1 and localhost, made on the spot with openssl.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Writes `ca.crt` and `keystore.pem` (key, certificate, authority) to `folder`. */
export const makeKeys = (folder) => {
  mkdirSync(folder, { recursive: true });
  const openssl = (...options) => execFileSync('openssl', options, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  openssl('req', '-x509', ...curve, '-days', '30', '-subj', '/CN=test-ca', '-keyout', 'ca.key', '-out', 'ca.crt');
  openssl('req', ...curve, '-subj', '/CN=localhost', '-keyout', 'broker.key', '-out', 'broker.csr');
  writeFileSync(join(folder, 'names.txt'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  const signed = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '30', '-extfile', 'names.txt'];
  openssl('x509', '-req', '-in', 'broker.csr', ...signed, '-out', 'broker.crt');
  const key = openssl('pkcs8', '-topk8', '-nocrypt', '-in', 'broker.key');
  const rest = ['broker.crt', 'ca.crt'].map((file) => readFileSync(join(folder, file)));
  writeFileSync(join(folder, 'keystore.pem'), Buffer.concat([key, ...rest]));
};
